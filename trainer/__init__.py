"""A server that fine-tunes open-weight models and serves them, in the OpenAI protocol."""
