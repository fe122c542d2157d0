"""How sure the means of ratings are, and whether people agree: the second half of a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import Words
from bot.views.blocks import (
    NOTHING,
    Message,
    context,
    escape,
    header,
    message,
    picture,
    section,
    table,
)
from bot.views.home.rated import thumbs
from bot.views.ratings import metric_name
from bot.views.score_chart import figure
from core.evaluation import ModelSummary, Summary
from core.evaluation.sureness import MOST_RATINGS, Sureness
from core.ratings import Metric

if TYPE_CHECKING:
    from core.evaluation.statistics import Agreement

RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff's own thresholds
FEWEST = 15  # questions, below which an interval is to be taken with care


def sureness_card(
    summary: Summary, found: Sureness, say: Words, chart: tuple[str, str] | None = None
) -> Message:
    """`chart` is the id of a picture's file, and what it shows in words."""
    title = say("How sure that is")
    heads = [say("Model"), *(metric_name(metric, say) for metric in found.measures), say("Thumbs")]
    rows = [_row(one, found, say) for one in summary.models if _is_rated(one, found)]
    agreed = [_agreement(metric, of.agreement, say) for metric, of in found.measures.items()]
    told = "\n".join([title, *(escape(" · ".join(row)) for row in rows), *agreed])
    blocks = [header(title), table([heads, *rows])]
    if chart:
        blocks.append(picture(*chart))
    if agreed:
        blocks.append(section("\n".join([f"*{say('Do people agree?')}*", *agreed])))
    return message(told, *blocks, context(_how(found, say)))


def _is_rated(one: ModelSummary, found: Sureness) -> bool:
    measured = any(one.model.id in of.models for of in found.measures.values())
    return measured or one.thumbs is not None


def _row(one: ModelSummary, found: Sureness, say: Words) -> list[str]:
    title = one.model.title
    if one.model.is_base:
        title = say("{model} (base)", model=title)
    means = [
        figure(of.models[one.model.id], say) if one.model.id in of.models else NOTHING
        for of in found.measures.values()
    ]
    return [title, *means, thumbs(one.thumbs, say) if one.thumbs else NOTHING]


def _agreement(metric: Metric, found: Agreement, say: Words) -> str:
    name = metric_name(metric, say)
    if found.alpha is None:
        return _unknown(name, str(found.undefined), say)
    if found.ci95:
        low, high = (say.number(bound, 2) for bound in found.ci95)
        interval = say("{low} to {high}", low=low, high=high)
    else:
        interval = say("unknown")
    star = "*" * found.too_few
    known = {"metric": name, "alpha": say.number(found.alpha, 2), "interval": interval + star}
    if found.alpha >= RELIABLE:
        return say(
            "{metric}: people agree well. Krippendorff's alpha is {alpha} ({interval}).", **known
        )
    if found.alpha >= TENTATIVE:
        return say(
            "{metric}: people agree roughly. Krippendorff's alpha is {alpha} ({interval}).", **known
        )
    return say(
        "{metric}: people hardly agree, so trust blind votes more than these means. "
        "Krippendorff's alpha is {alpha} ({interval}).",
        **known,
    )


def _unknown(name: str, why: str, say: Words) -> str:
    match why:
        case "no_overlap":
            return say(
                "{metric}: nothing is known of agreement, because no answer was rated by two "
                "people.",
                metric=name,
            )
        case "no_variation":
            return say(
                "{metric}: agreement can't be measured, because every shared answer got the same "
                "score.",
                metric=name,
            )
        case _:
            return say(
                "{metric}: agreement wasn't measured, because there are too many different scores.",
                metric=name,
            )


def _how(found: Sureness, say: Words) -> str:
    used = say.count(found.ratings, "From {n} rating.", "From {n} ratings.")
    if found.is_cut:
        used = say("From the newest {n} ratings.", n=say.number(MOST_RATINGS))
    return say.joined(
        used,
        say("In brackets: where the mean lies with 95% certainty, by drawing questions anew."),
        say("* Too few questions ({n} at least): take this with care.", n=FEWEST),
    )
