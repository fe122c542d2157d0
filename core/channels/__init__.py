"""What serves where, and how: the model that answers in a channel, its prompt, its settings."""

from core.channels.changing import Part, change, keep_prompt, prompts_of, restore
from core.channels.serving import EVERYWHERE, Serving, serving_model, use
from core.channels.settings import goes_to_canary, prompt_of, settings_of
from core.channels.tables import ChannelSettings, Prompt
from core.channels.wanted import Wanted, Written, WrongSetting

__all__ = [
    "EVERYWHERE",
    "ChannelSettings",
    "Part",
    "Prompt",
    "Serving",
    "Wanted",
    "Written",
    "WrongSetting",
    "change",
    "goes_to_canary",
    "keep_prompt",
    "prompt_of",
    "prompts_of",
    "restore",
    "serving_model",
    "settings_of",
    "use",
]
