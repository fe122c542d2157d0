"""What is shown of how a channel is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.locales import Words
from bot.views.blocks import Message, View
from bot.views.channels import form as channel_form
from bot.views.channels import settings as channels
from core.channels import ChannelSettings, Part, Prompt
from core.models import Model
from core.providers import Sampling
from tests import builders as a

ASKER, HERE = "U0ASKER", "C0HERE"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
USUAL = Sampling(temperature=0, max_tokens=512)


def a_prompt(words: str, number: int = 1) -> Prompt:
    return Prompt(
        id=f"prm_{number}",
        team="T1",
        channel=HERE,
        number=number,
        text=words,
        written_by=ASKER,
        written_at=NOW,
    )


def untouched(channel: str = HERE) -> channels.Shown:
    settings = ChannelSettings(team="T1", channel=channel)
    return channels.Shown(
        settings=settings, prompt=None, prompts=0, serving=None, canary=None, usual=USUAL
    )


def all_set(words: str) -> channels.Shown:
    settings = ChannelSettings(
        team="T1",
        channel=HERE,
        prompt_id="prm_1",
        temperature=0.7,
        max_tokens=32_000,
        follows_threads=False,
        asks_ratings=False,
        locale="ja",
        canary_model_id="mdl_2",
        canary_share=0.125,
        changed_by=ASKER,
        changed_at=NOW,
    )
    return channels.Shown(
        settings=settings,
        prompt=a_prompt(words),
        prompts=60,
        serving=a_model(words, 1),
        canary=a_model(words, 2),
        usual=USUAL,
    )


def a_model(words: str, number: int) -> Model:
    return a.a_model(id=f"mdl_{number}", title=words)


def many_models(words: str) -> list[Model]:
    return [a_model(words, number) for number in range(3, 200)]


def many_prompts(words: str) -> list[Prompt]:
    return [a_prompt(words, number) for number in range(60, 0, -1)]


MESSAGES: dict[str, Callable[[str, Words], Message]] = {
    "settings in words": lambda w, say: channels.in_words(all_set(w), say, may_change=True),
    "usual settings in words": lambda _, say: channels.in_words(untouched(), say, may_change=False),
    "settings of a direct message": lambda _, say: channels.in_words(
        untouched("D0DIRECT"), say, may_change=True
    ),
    "now serves, with what else is set": lambda w, say: channels.also_set(all_set(w), say),
    "settings changed": lambda w, say: channels.changed(all_set(w), Part, ASKER, say),
    "one setting changed": lambda w, say: channels.changed(
        all_set(w), [Part.TEMPERATURE], ASKER, say
    ),
}
VIEWS: dict[str, Callable[[str, Words], View]] = {
    "settings": lambda w, say: channel_form.form(all_set(w), many_models(w), say),
    "usual settings": lambda w, say: channel_form.form(untouched(), many_models(w), say),
    "settings without any model": lambda _, say: channel_form.form(untouched(), [], say),
    "prompts": lambda w, say: channels.prompts(all_set(w), many_prompts(w), say, may_change=True),
    "prompts to read": lambda w, say: channels.prompts(
        all_set(w), many_prompts(w), say, may_change=False
    ),
    "the only prompt": lambda w, say: channels.prompts(
        all_set(w), [a_prompt(w)], say, may_change=True
    ),
}
