"""Which model answers where, since when, by whose choice, and how."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import Block, actions, button, header, section
from bot.views.channels.settings import OPEN_SETTINGS
from bot.views.home.shown import Shown, ask_button, let_answer_button, name, place
from bot.views.moments import moment
from core.evaluation import Place

MOST_SHOWN = 10


def serving(shown: Shown, say: Words) -> list[Block]:
    """Never empty: where nobody chose a model, the base answers."""
    overview = shown.overview
    blocks = [header(say("Who answers where"))]
    blocks += [_place(one, shown, say) for one in overview.places[:MOST_SHOWN]]
    if more := overview.places[MOST_SHOWN:]:
        blocks.append(
            section(say.count(len(more), "… and {n} more channel", "… and {n} more channels"))
        )
    if all(one.channel for one in overview.places):
        blocks.append(section(_base(shown, say)))
    buttons = [] if shown.asks_next else [ask_button(shown, say)]
    if shown.may_operate and overview.newest_model and not _is_offered(shown):
        buttons.append(let_answer_button(overview.newest_model, say))
    return [*blocks, actions(*buttons)] if buttons else blocks


def _is_offered(shown: Shown) -> bool:
    """Above, as a first step or among what waits."""
    overview = shown.overview
    waits = any(one.model == overview.newest_model for one in overview.ended)
    return waits or not overview.steps.serves


def _place(one: Place, shown: Shown, say: Words) -> Block:
    model = name(one.model.title) if one.model else say("base model")
    parts = []
    if one.serving:
        when = moment(one.serving.chosen_at, say)
        if one.is_rolled_back:
            told = say(
                "rolled back by <@{person}>, {when}", person=one.serving.chosen_by, when=when
            )
        else:
            told = say("chosen by <@{person}>, {when}", person=one.serving.chosen_by, when=when)
        parts.append(told)
    if one.prompt:
        parts.append(say("system prompt version {number}", number=one.prompt.number))
    if one.canary and one.settings.canary_share:
        parts.append(
            say(
                "{share}% of the questions go to *{model}*",
                share=say.number(100 * one.settings.canary_share),
                model=name(one.canary.title),
            )
        )
    settings = button(say("Settings"), OPEN_SETTINGS, one.channel) if one.channel else None
    title = say.stated(place(one.channel, shown, say), f"*{model}*")
    return section("\n".join(filter(None, [title, " · ".join(parts)])), accessory=settings)


def _base(shown: Shown, say: Words) -> str:
    if shown.overview.places:
        return say("In every other channel that I am in, the base model answers.")
    return say("The base model answers in every channel that I am in: nobody chose another one.")
