"""OpenAI's protocol, as its unmodified SDK speaks it."""
