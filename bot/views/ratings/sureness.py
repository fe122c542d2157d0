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
    narrow,
    picture,
    section,
    table,
)
from bot.views.home.rated import thumbs
from bot.views.ratings.measures import metric_name
from bot.views.ratings.score_chart import figure
from core.evaluation import ModelSummary, Summary
from core.evaluation.sureness import MOST_RATINGS, Sureness

if TYPE_CHECKING:
    from core.evaluation.statistics import Agreement

FEWEST = 15  # questions, below which an interval is to be taken with care


def sureness_card(
    summary: Summary, found: Sureness, say: Words, chart: tuple[str, str] | None = None
) -> Message:
    """`chart` is the id of a picture's file, and what it shows in words."""
    title = say("How sure that is")
    heads = [say("Model"), *(metric_name(metric, say) for metric in found.measures), say("Thumbs")]
    rows = [_row(one, found, say) for one in summary.models if _is_rated(one, found)]
    agreed = _agreed(found, say)
    told = "\n".join([title, *(escape(" · ".join(row)) for row in rows), *agreed])
    blocks = [header(title), table(narrow([heads, *rows]))]
    if chart:
        blocks.append(picture(*chart))
    if agreed:
        blocks.append(section("\n".join([f"*{say('Do people agree?')}*", *agreed])))
    return message(told, *blocks, context(_how(summary, found, say)))


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


def _agreed(found: Sureness, say: Words) -> list[str]:
    """What is said of several measures in the same words stands once."""
    alike: dict[str, list[str]] = {}
    for metric, of in found.measures.items():
        alike.setdefault(_agreement(of.agreement, say), []).append(metric_name(metric, say))
    return [say.stated(say.several(names), told) for told, names in alike.items()]


def _agreement(found: Agreement, say: Words) -> str:
    if found.ci95 is None or found.judged == "untold":
        return _unknown(found, say)
    low, high = (say.number(bound, 2) for bound in found.ci95)
    interval = say("{low} to {high}", low=low, high=high) + "*" * found.too_few
    known = {"alpha": say.number(found.alpha or 0.0, 2), "interval": interval}
    match found.judged:
        case "reliable":
            return say("people agree well. Krippendorff's alpha is {alpha} ({interval}).", **known)
        case "tentative":
            return say(
                "people agree roughly. Krippendorff's alpha is {alpha} ({interval}).", **known
            )
        case _:
            return say(
                "people hardly agree, so trust blind votes more than these means. "
                "Krippendorff's alpha is {alpha} ({interval}).",
                **known,
            )


def _unknown(found: Agreement, say: Words) -> str:
    match found.undefined:
        case "no_overlap":
            return say("nothing is known of agreement, because no answer was rated by two people.")
        case "no_variation":
            return say(
                "agreement can't be measured, because every shared answer got the same score."
            )
        case "too_many_scores":
            return say("agreement wasn't measured, because there are too many different scores.")
        case _:
            return say(
                "too few answers were rated by two people to tell whether they agree "
                "(until now: {shared}).",
                shared=found.shared_units,
            )


def _how(summary: Summary, found: Sureness, say: Words) -> str:
    """Only of what is there to be seen."""
    used = say.count(
        found.ratings, "The means are from {n} rating.", "The means are from {n} ratings."
    )
    if found.is_cut:
        used = say("The means are from the newest {n} ratings.", n=say.number(MOST_RATINGS))
    if any(one.thumbs for one in summary.models):
        used = say.joined(used, say("Thumbs are counted apart."))
    means = [mean for of in found.measures.values() for mean in of.models.values()]
    brackets = star = ""
    if any(mean.ci95 for mean in means):
        brackets = say(
            "In brackets: where the mean lies with 95% certainty, by drawing questions anew."
        )
    if any(mean.too_few for mean in means):
        star = say("* From fewer than {n} questions: take this with care.", n=FEWEST)
    return say.joined(used, brackets, star)
