"""How a channel is answered, in words; what was changed of it, and the prompts it has had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.locales import Words
from bot.views.blocks import (
    TITLE_LENGTH,
    Block,
    Element,
    Message,
    View,
    actions,
    button,
    context,
    escape,
    input_block,
    literal,
    message,
    modal,
    option,
    plain,
    section,
)
from bot.views.moments import moment
from core.channels import ChannelSettings, Part, Prompt
from core.channels.direct import is_direct
from core.models import Model
from core.providers import Sampling

OPEN_SETTINGS, SEE_PROMPTS, SEE_PROMPTS_FROM_FORM = "open_settings", "see_prompts", "push_prompts"
PROMPTS_MODAL, VERSION = "earlier_prompts", "version"
LANGUAGES = {"en": "English", "ja": "日本語"}  # each in its own words
MOST_PROMPTS = 40  # of which a view still has room for the text
EXCERPT = 600
EVERYTHING = tuple(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything that is known of how a channel is answered."""

    settings: ChannelSettings
    prompt: Prompt | None
    prompts: int  # how many versions there have been
    serving: Model | None  # None: nobody chose one
    canary: Model | None
    usual: Sampling  # where the channel has no setting of its own

    @property
    def has_earlier_prompts(self) -> bool:
        return self.prompts > (1 if self.prompt else 0)


def in_words(shown: Shown, say: Words, *, may_change: bool) -> Message:
    """All the settings, for who may not change them, and for who only wants to look."""
    lines = [f"*{where(shown.settings.channel, say)}*", *_lines(shown, EVERYTHING, say)]
    return _with_buttons(lines, shown, say, may_change=may_change)


def also_set(shown: Shown, say: Words) -> Message:
    """Which model answers from now on, and what else holds in its channel."""
    parts = [Part.MODEL, Part.PROMPT, *([Part.CANARY] if shown.canary else [])]
    lines = [f"*{where(shown.settings.channel, say)}*", *_lines(shown, parts, say)]
    return _with_buttons(lines, shown, say, may_change=True)


def changed(shown: Shown, parts: Iterable[Part], person: str, say: Words) -> Message:
    """For the channel: what is other than before, and who did it."""
    said = say("<@{person}> changed how questions are answered here:", person=person)
    parts = tuple(parts)
    restorable = Part.PROMPT in parts and shown.has_earlier_prompts
    text = "\n".join([said, *_lines(shown, parts, say)])
    buttons = [_see_prompts(shown, say)] if restorable else []
    return message(text, section(text), *([actions(*buttons)] if buttons else []))


def where(channel: str, say: Words) -> str:
    if is_direct(channel):
        return say("How this conversation is answered")
    return say("How <#{channel}> is answered", channel=channel)


def model_name(model: Model, say: Words) -> str:
    return say("{model} (base)", model=model.title) if model.is_base else model.title


def prompt_line(prompt: Prompt, say: Words) -> str:
    return say(
        "version {number}, by <@{person}>, {when}",
        number=prompt.number,
        person=prompt.written_by,
        when=moment(prompt.written_at, say),
    )


def _with_buttons(lines: Sequence[str], shown: Shown, say: Words, *, may_change: bool) -> Message:
    buttons = []
    if may_change:
        buttons.append(button(say("Channel settings"), OPEN_SETTINGS, shown.settings.channel))
    if shown.prompts:
        buttons.append(_see_prompts(shown, say))
    text = "\n".join(lines)
    return message(text, section(text), *([actions(*buttons)] if buttons else []))


def _see_prompts(shown: Shown, say: Words) -> Element:
    return button(say("Prompts so far"), SEE_PROMPTS, shown.settings.channel)


def _lines(shown: Shown, parts: Iterable[Part], say: Words) -> list[str]:
    return ["• " + say.stated(name(part, say), _value(part, shown, say)) for part in parts]


def name(part: Part, say: Words) -> str:
    match part:
        case Part.MODEL:
            return say("Model")
        case Part.PROMPT:
            return say("System prompt")
        case Part.TEMPERATURE:
            return say("Temperature")
        case Part.LENGTH:
            return say("Longest answer, in tokens")
        case Part.FOLLOW_UPS:
            return say("Follow-up questions")
        case Part.RATINGS:
            return say("Rating buttons")
        case Part.LANGUAGE:
            return say("Language of Togi's buttons and notes")
        case Part.CANARY:
            return say("Second model")


def _value(part: Part, shown: Shown, say: Words) -> str:
    settings = shown.settings
    match part:
        case Part.MODEL:
            usual = say("the usual base model")
            return f"*{escape(model_name(shown.serving, say))}*" if shown.serving else usual
        case Part.PROMPT:
            return prompt_line(shown.prompt, say) if shown.prompt else say("the model's own")
        case Part.TEMPERATURE:
            return _number(settings.temperature, shown.usual.temperature, say)
        case Part.LENGTH:
            return _number(settings.max_tokens, shown.usual.max_tokens, say)
        case Part.FOLLOW_UPS:
            with_mention, without = say("only with a mention"), say("without a mention, too")
            return without if settings.follows_threads else with_mention
        case Part.RATINGS:
            return say("shown") if settings.asks_ratings else say("not shown")
        case Part.LANGUAGE:
            return LANGUAGES.get(settings.locale or "", say("each person's own"))
        case Part.CANARY:
            return _canary(shown, say)


def _number(value: float | None, usual: float, say: Words) -> str:
    return say("as usual ({usual})", usual=f"{usual:g}") if value is None else f"{value:g}"


def _canary(shown: Shown, say: Words) -> str:
    if not shown.canary:
        return say("none")
    return say(
        "*{model}*, for {share}% of the questions",
        model=escape(model_name(shown.canary, say)),
        share=f"{shown.settings.canary_share * 100:g}",
    )


def prompts(shown: Shown, versions: Sequence[Prompt], say: Words, *, may_change: bool) -> View:
    """Every system prompt of a channel, newest first, any of which can hold again."""
    title, close, channel = say("Prompts so far"), say("Close"), shown.settings.channel
    listed = versions[:MOST_PROMPTS]
    blocks = [block for one in listed for block in _version(one, shown, say)]
    others = [one for one in listed if one.id != shown.settings.prompt_id]
    if not (may_change and others):
        return {
            "type": "modal",
            "title": plain(title, TITLE_LENGTH),
            "close": plain(close, TITLE_LENGTH),
            "blocks": blocks,
        }
    choose: Element = {
        "type": "static_select",
        "action_id": VERSION,
        "options": [option(say("Version {number}", number=one.number), one.id) for one in others],
        "placeholder": plain(say("Choose a version")),
    }
    hint = say("It is used from the next question on. The channel is told.")
    return modal(
        callback_id=PROMPTS_MODAL,
        title=title,
        submit=say("Use it again"),
        close=close,
        metadata=channel,
        blocks=[input_block(VERSION, say("Use again"), choose, hint=hint), *blocks],
    )


def _version(prompt: Prompt, shown: Shown, say: Words) -> list[Block]:
    line = prompt_line(prompt, say)
    if prompt.id == shown.settings.prompt_id:
        line = f"*{say('in use')}* · {line}"
    return [context(line), literal(prompt.text[:EXCERPT], preformatted=True)]
