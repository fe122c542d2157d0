"""What the ratings say of the models that serve or were rated: in words, and as a chart."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import Block, actions, button, context, header, picture, section
from bot.views.help import SHOW_SUMMARY
from bot.views.home.shown import Shown, ask_button, name
from bot.views.models.held_out import score_line
from bot.views.ratings.measures import metric_name
from bot.views.ratings.rating_chart import bars, in_words
from core.evaluation import ModelSummary, Share
from core.ratings import MEASURES


def rated(shown: Shown, say: Words) -> list[Block]:
    """Nothing where no model serves by somebody's choice: there is nothing to judge yet."""
    summary = shown.overview.summary
    if not summary.models:
        return []
    title = header(say("What the ratings say"))
    if summary.is_empty:
        nothing = say("None yet. Ask a question and rate the answer: the figures stand here then.")
        return [title, section(nothing), actions(ask_button(shown, say))]
    blocks = [title, *(section(_told(one, say)) for one in summary.models)]
    if shown.picture:
        blocks.append(picture(shown.picture, in_words(bars(summary), say)))
    blocks.append(actions(button(say("All ratings"), SHOW_SUMMARY, "home")))
    if any(one.thumbs for one in summary.models):
        sure = say(
            "“Between” is where the true share lies with 95% certainty. More ratings narrow it."
        )
        blocks.append(context(sure))
    return blocks


def _told(of: ModelSummary, say: Words) -> str:
    title = name(of.model.title)
    if of.model.is_base:
        title = say("{model} (base)", model=title)
    parts = [thumbs(of.thumbs, say) if of.thumbs else say("no thumbs yet")]
    parts += [
        f"{metric_name(metric, say)} {say.number(of.measures[metric].value, 1)} "
        f"({of.measures[metric].count})"
        for metric in MEASURES
        if metric in of.measures
    ]
    if of.held_out:
        parts.append(say.stated(say("On held-out examples"), score_line(of.held_out, say)))
    return f"*{title}*\n" + " · ".join(parts)


def thumbs(share: Share, say: Words) -> str:
    low, high = share.interval
    return say(
        "👍 {up} of {n}: {share}% good, between {low}% and {high}%",
        up=share.up,
        n=share.count,
        share=_percent(share.up / share.count, say),
        low=_percent(low, say),
        high=_percent(high, say),
    )


def _percent(part: float, say: Words) -> str:
    return say.number(100 * part)
