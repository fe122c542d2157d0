"""A learning curve: what it would take, and in one sentence what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locales import Words
from bot.views.blocks import (
    NOTHING,
    Block,
    Message,
    actions,
    button,
    context,
    escape,
    message,
    picture,
    section,
    table,
)
from bot.views.datasets.health import price
from core.datasets.tables import Dataset, Version
from core.datasets.versions.portions import portion_size
from core.tuning import HALF, QUARTER, Estimate, JobState
from core.tuning.curves import MARGIN, SHARES, Effect, Point, Reading, read

DRAW = "draw_learning_curve"
FEW_TO_MEASURE_ON = 20  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a curve would take; `there` are the shares that were trained on already."""

    dataset: Dataset
    version: Version
    base: str
    there: Sequence[float]
    missing: int
    estimate: Estimate | None  # None: nothing is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What came of it; `picture` is the id of the chart's file."""

    points: Sequence[Point]
    version: Version
    picture: str | None
    person: str


def of_rows(share: float, say: Words) -> str:
    """As it stands within a sentence."""
    names = {QUARTER: say("a quarter of the rows"), HALF: say("half the rows")}
    return names.get(share) or say("all rows")


def _alone(share: float, say: Words) -> str:
    """As it stands in a table."""
    return {QUARTER: say("A quarter"), HALF: say("Half")}.get(share) or say("All")


def offer(offered: Offer, value: str, say: Words) -> Message:
    """What would be trained and what that costs; the button is the approval."""
    version = offered.version
    told = [
        _title(offered.dataset.name, version, offered.base, say),
        say(
            "A model is trained on a quarter, half and all of the training rows ({rows}), each "
            "with the same settings. The loss on the {n} validation rows then says whether the "
            "further examples helped, or fewer would do.",
            rows=say.several(
                say.number(portion_size(version.training_examples, share)) for share in SHARES
            ),
            n=say.number(version.validation_examples),
        ),
    ]
    if offered.there:
        parts = say.several(of_rows(share, say) for share in offered.there)
        told.append(say("Taken from trainings that are there already: {parts}.", parts=parts))
    text = "\n".join(told)
    if not offered.estimate:  # all of them are there
        draw = button(say("Draw the learning curve"), DRAW, value, style="primary")
        return message(text, section(text), actions(draw))
    cost = say.stated(say("Together"), _cost(offered.estimate, say))
    label = say.count(offered.missing, "Train {n} model", "Train {n} models")
    start = button(label, DRAW, value, style="primary")
    return message(f"{text}\n{cost}", section(text), context(cost), actions(start))


def _title(dataset: str, version: Version, base: str, say: Words) -> str:
    return say(
        "Learning curve of *{dataset}*, version {number}, on *{base}*",
        dataset=escape(dataset),
        number=version.number,
        base=escape(base),
    )


def _cost(estimate: Estimate, say: Words) -> str:
    parts = []
    if estimate.epochs:
        parts.append(say.count(estimate.epochs, "{n} epoch each", "{n} epochs each"))
    if estimate.seconds is not None:
        parts.append(say("about {time}", time=say.duration(estimate.seconds)))
    return " · ".join([*parts, price(estimate, say)])


def begun(say: Words) -> Message:
    return message(
        say(
            "Each training has its own card. Once all of them have ended, the learning curve is "
            "posted here."
        )
    )


def result(drawn: Drawn, say: Words) -> Message:
    """What the curve says, the picture, and the numbers."""
    job = drawn.points[0].job
    title = _title(job.dataset_name, drawn.version, job.base_model, say)
    reading = read(drawn.points)
    told = f"<@{drawn.person}> {title}\n{_said(reading, say)}"
    blocks: list[Block] = [section(told)]
    if drawn.picture:
        blocks.append(picture(drawn.picture, in_words(drawn.points, say)))
    blocks.append(_numbers(drawn.points, say))
    missing = [_why(point, say) for point in drawn.points if point.loss is None]
    blocks += [section(line) for line in missing]
    if reading:
        blocks.append(context(_what_it_means(drawn.version, say)))
    return message("\n".join([told, in_words(drawn.points, say), *missing]), *blocks)


def _said(reading: Reading | None, say: Words) -> str:
    """One sentence: the numbers, and what follows from them."""
    if reading is None:
        return say("Too few of the trainings ended well to say whether more examples help.")
    compared = {
        "fewer": of_rows(reading.fewer.job.share, say),
        "before": _loss(reading.fewer, say),
        "more": of_rows(reading.more.job.share, say),
        "after": _loss(reading.more, say),
    }
    match reading.effect:
        case Effect.HELPED:
            return say(
                "With {fewer} the loss on the validation rows was {before}, with {more} {after}: "
                "the further examples helped. Whether still more would help, only more can show.",
                **compared,
            )
        case Effect.NONE:
            return say(
                "With {fewer} the loss on the validation rows was {before}, with {more} {after}. "
                "That hardly differs: fewer examples would do.",
                **compared,
            )
        case Effect.HARMED:
            return say(
                "With {fewer} the loss on the validation rows was {before}, with {more} {after}: "
                "the further examples made it worse. Look for mistakes and contradictions among "
                "them before you add more.",
                **compared,
            )


def _numbers(points: Sequence[Point], say: Words) -> Block:
    heads = [say("Share"), say("Training rows"), say("Loss on the validation rows")]
    rows = [
        [_alone(point.job.share, say), say.number(point.rows), _loss(point, say)]
        for point in points
    ]
    return table([heads, *rows])


def _loss(point: Point, say: Words) -> str:
    return NOTHING if point.loss is None else say.number(point.loss, 2)


def _why(point: Point, say: Words) -> str:
    """Why a part is missing."""
    part, job = _alone(point.job.share, say), point.job
    match job.state:
        case JobState.CANCELLED:
            return say.stated(part, say("the training was cancelled."))
        case JobState.SUCCEEDED:
            return say.stated(part, say("the provider reported no loss on the validation rows."))
        case _:
            why = escape(job.failure or say("The provider gave no reason."))
            return say.stated(part, say("the training failed. {reason}", reason=why))


def _what_it_means(version: Version, say: Words) -> str:
    count = version.validation_examples
    told = say(
        "The loss says how far a model is from the right answers of the {n} validation rows, "
        "which it never learnt from: lower is better. The lowest of each training counts. Each "
        "was trained once, so less than {margin}% isn't called a difference.",
        n=say.number(count),
        margin=say.number(100 * MARGIN),
    )
    if count >= FEW_TO_MEASURE_ON:
        return told
    return say.joined(told, say("With so few validation rows, chance still plays a large part."))


def in_words(points: Sequence[Point], say: Words) -> str:
    """What the picture shows, for who can't see it."""
    known = [
        say("{loss} with {rows}", loss=_loss(point, say), rows=of_rows(point.job.share, say))
        for point in points
        if point.loss is not None
    ]
    return say.stated(say("Loss on the validation rows"), say.several(known) or NOTHING)
