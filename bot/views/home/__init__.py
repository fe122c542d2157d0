"""The Home tab: where things stand for who looks at it, and what to do next."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import Block, View, actions, button, context, divider
from bot.views.help import SHOW_HELP, SHOW_RATING
from bot.views.home.datasets import datasets
from bot.views.home.rated import rated
from bot.views.home.running import running
from bot.views.home.serving import serving
from bot.views.home.shown import GO, REFRESH, SHOW_DATASETS, Shown
from bot.views.home.steps import first_steps
from bot.views.home.verdict import verdict
from bot.views.home.waiting import waiting
from bot.views.moments import moment
from bot.views.ratings.said import SHOW_SAID

__all__ = ["GO", "REFRESH", "SHOW_DATASETS", "Shown", "home"]

MOST_BLOCKS = 100
SECTIONS = (first_steps, waiting, running, serving, verdict, rated, datasets)


def home(shown: Shown, say: Words) -> View:
    """Each section is left out where it has nothing to say."""
    blocks: list[Block] = []
    for tell in SECTIONS:
        if told := tell(shown, say):
            blocks += [*told, divider()]
    foot = _foot(shown, say)
    return {"type": "home", "blocks": [*blocks[: MOST_BLOCKS - len(foot)], *foot]}


def _foot(shown: Shown, say: Words) -> list[Block]:
    told = say(
        "As of {when}. To ask, mention me in a channel or write to me here under “Messages”.",
        when=moment(shown.now, say),
    )
    return [
        actions(
            button(say("Refresh"), REFRESH, "home"),
            button(say("Help"), SHOW_HELP, "home"),
            button(say("How to rate"), SHOW_RATING, "home"),
            button(say("Your ratings and votes"), SHOW_SAID, "home"),
        ),
        context(told),
    ]
