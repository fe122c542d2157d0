"""Slack in, Slack out: listeners, flows, views and words; no rule of the product lives here."""
