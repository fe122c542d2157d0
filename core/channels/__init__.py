"""What serves where, and how: the model that answers in a channel, its prompt, its settings."""

from core.channels.serving import EVERYWHERE, Serving, serving_model, use
from core.channels.settings import goes_to_canary, prompt_of, settings_of
from core.channels.tables import ChannelSettings, Prompt

__all__ = [
    "EVERYWHERE",
    "ChannelSettings",
    "Prompt",
    "Serving",
    "goes_to_canary",
    "prompt_of",
    "serving_model",
    "settings_of",
    "use",
]
