"""The form that sets how a channel is answered, filled in with what holds now."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Element,
    View,
    actions,
    button,
    context,
    divider,
    input_block,
    modal,
    option,
    section,
    text_input,
)
from bot.views.channels.settings import (
    LANGUAGES,
    SEE_PROMPTS_FROM_FORM,
    Shown,
    model_name,
    prompt_line,
    where,
)
from bot.views.moments import moment
from core.channels import ChannelSettings
from core.models import Model

SETTINGS_MODAL = "channel_settings"
MODEL, PROMPT, BEHAVIOUR, LANGUAGE = "model", "prompt", "behaviour", "language"
TEMPERATURE, LENGTH, CANARY, SHARE = "temperature", "max_tokens", "canary", "canary_share"
FOLLOWS, RATINGS = "follows", "ratings"
NONE = "-"
MOST_OPTIONS = 100  # of a select


def form(shown: Shown, models: Sequence[Model], say: Words) -> View:
    settings = shown.settings
    return modal(
        callback_id=SETTINGS_MODAL,
        title=say("Channel settings"),
        submit=say("Save"),
        close=say("Cancel"),
        metadata=settings.channel,
        blocks=[
            context(where(settings.channel, say), *_last_change(settings, say)),
            *_model(shown, models, say),
            *_prompt(shown, say),
            *_numbers(shown, say),
            _behaviour(settings, say),
            _language(settings, say),
            *_canary(shown, models, say),
        ],
    )


def _last_change(settings: ChannelSettings, say: Words) -> list[str]:
    if not (settings.changed_by and settings.changed_at):
        return []
    when = moment(settings.changed_at, say)
    return [say("Last changed by <@{person}>, {when}", person=settings.changed_by, when=when)]


def _model(shown: Shown, models: Sequence[Model], say: Words) -> list[Block]:
    options = _options(models, shown.serving, say)
    if not options:
        return []
    select = _select(MODEL, options, shown.serving.id if shown.serving else None)
    hint = None if shown.serving else say("If you leave this empty, the usual base model answers.")
    return [input_block(MODEL, say("Model"), select, optional=not shown.serving, hint=hint)]


def _options(models: Sequence[Model], chosen: Model | None, say: Words) -> list[Element]:
    """What can be chosen, newest first; what is chosen is among them however old it is."""
    listed = list(models[: MOST_OPTIONS - 2])
    if chosen and chosen.id not in {model.id for model in listed}:
        listed.append(chosen)
    return [option(model_name(model, say), model.id) for model in listed]


def _select(action_id: str, options: list[Element], chosen: str | None) -> Element:
    select: Element = {"type": "static_select", "action_id": action_id, "options": [*options]}
    if initial := [one for one in options if one["value"] == chosen]:
        select["initial_option"] = initial[0]
    return select


def _prompt(shown: Shown, say: Words) -> list[Block]:
    text = text_input(PROMPT, initial=shown.prompt.text if shown.prompt else "", multiline=True)
    hint = say(
        "What a model is told before every question, such as its role and its tone. If you leave "
        "this empty, each model gets the prompt that it was trained with."
    )
    blocks = [input_block(PROMPT, say("System prompt"), text, optional=True, hint=hint)]
    if shown.prompt:
        blocks.append(context(say("Now: {version}", version=prompt_line(shown.prompt, say))))
    if shown.has_earlier_prompts:
        see = button(say("Prompts so far"), SEE_PROMPTS_FROM_FORM, shown.settings.channel)
        blocks.append(actions(see))
    return blocks


def _numbers(shown: Shown, say: Words) -> list[Block]:
    varied = say(
        "0 always gives the likeliest answer, 2 the most varied ones. If you leave this empty: "
        "{usual}.",
        usual=f"{shown.usual.temperature:g}",
    )
    tokens = say(
        "A token is a short word or a part of one, in Japanese about one character. If you leave "
        "this empty: {usual}.",
        usual=shown.usual.max_tokens,
    )
    settings = shown.settings
    return [
        _number(TEMPERATURE, say("Temperature"), settings.temperature, varied),
        _number(LENGTH, say("Longest answer, in tokens"), settings.max_tokens, tokens),
    ]


def _number(block_id: str, label: str, value: float | None, hint: str) -> Block:
    element = text_input(block_id, initial="" if value is None else f"{value:g}")
    return input_block(block_id, label, element, optional=True, hint=hint)


def _behaviour(settings: ChannelSettings, say: Words) -> Block:
    follows = option(say("Answer in threads without being mentioned again"), FOLLOWS)
    ratings = option(say("Show rating buttons below answers"), RATINGS)
    ticked = [follows] * settings.follows_threads + [ratings] * settings.asks_ratings
    boxes: Element = {"type": "checkboxes", "action_id": BEHAVIOUR, "options": [follows, ratings]}
    if ticked:
        boxes["initial_options"] = [*ticked]
    return input_block(BEHAVIOUR, say("What Togi does in this channel"), boxes, optional=True)


def _language(settings: ChannelSettings, say: Words) -> Block:
    own = option(say("Each person's own"), NONE)
    options = [own, *(option(said, code) for code, said in LANGUAGES.items())]
    select = _select(LANGUAGE, options, settings.locale or NONE)
    hint = say("The model itself answers in the language that it is asked in.")
    return input_block(LANGUAGE, say("Language of Togi's buttons and notes"), select, hint=hint)


def _canary(shown: Shown, models: Sequence[Model], say: Words) -> list[Block]:
    options = _options(models, shown.canary, say)
    if not options:
        return []
    select = _select(CANARY, [option(say("None"), NONE), *options], _id(shown.canary))
    share = shown.settings.canary_share * 100
    percent = text_input(SHARE, initial=f"{share:g}" if shown.canary else "", placeholder="10")
    told = say(
        "*Try a second model*\nIt answers a share of the questions, drawn by chance, in place of "
        "the first. `/ft summary` counts its ratings apart."
    )
    return [
        divider(),
        section(told),
        input_block(CANARY, say("Second model"), select),
        input_block(SHARE, say("Share of the questions, in %"), percent, optional=True),
    ]


def _id(model: Model | None) -> str:
    return model.id if model else NONE
