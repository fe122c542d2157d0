"""A summary of ratings for who sits at the terminal: a table of means, and a line on agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import typer

from bot.cli.speaking import say, words
from core.evaluation.statistics.agreement import Judged
from core.evaluation.statistics.resampling import TOO_FEW

if TYPE_CHECKING:
    from core.evaluation.statistics import Agreement, Estimate, Interval, SummaryOfRatings

UNKNOWN = "-"
SENTENCES: dict[str, str] = {
    "metric": "Metric",
    "model": "Model",
    "mean": "Mean",
    "interval": "95% interval",
    "ratings": "Ratings",
    "questions": "Questions",
    "all": "(all)",
    "from_to": "{low} to {high}",
    "too_few": "* From fewer than {least} questions or answers: take this interval with care.",
    "reliable": ("the raters agree well. Krippendorff's alpha ({level}) is {alpha} ({interval})."),
    "tentative": (
        "the raters agree roughly. Krippendorff's alpha ({level}) is {alpha} ({interval})."
    ),
    "unreliable": (
        "the raters hardly agree, so rely on blind votes rather than on means. "
        "Krippendorff's alpha ({level}) is {alpha} ({interval})."
    ),
    "untold": (
        "too few answers were rated by two people to tell whether they agree (until now: {shared})."
    ),
    "scales": "The measures have different scales, so there is no mean over all of them.",
    "apart": "(all) leaves out {metrics}: its scale is another.",
    "no_overlap": ("nothing is known of agreement, because no answer was rated by two people."),
    "no_variation": (
        "agreement can't be measured, because every shared answer got the same score."
    ),
    "too_many_scores": ("agreement wasn't measured, because there are too many different scores."),
}


def tell(done: SummaryOfRatings) -> None:
    if not any(metric.mean.n for metric in done.metrics.values()):
        say("Nobody rated anything in this file.")
        return
    rows = list(_rows(done))
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        typer.echo("  ".join(cells).rstrip())
    typer.echo()
    if not done.together:
        typer.echo(words()(SENTENCES["scales"]))
    elif len(done.together) > 1 and (apart := [n for n in done.metrics if n not in done.together]):
        typer.echo(words()(SENTENCES["apart"], metrics=words().several(apart)))
    _tell_agreements(done)
    if any("*" in row[3] for row in rows) or _any_unsure(done):
        typer.echo(words()(SENTENCES["too_few"], least=TOO_FEW))


def _any_unsure(done: SummaryOfRatings) -> bool:
    found = (metric.agreement for metric in done.metrics.values())
    return any(one.too_few for one in found if one.judged not in (None, Judged.UNTOLD))


def _rows(done: SummaryOfRatings) -> Iterator[Sequence[str]]:
    heads = ("metric", "model", "mean", "interval", "ratings", "questions")
    yield [words()(SENTENCES[head]) for head in heads]
    every = words()(SENTENCES["all"])
    for name, metric in done.metrics.items():
        for model, mean in metric.models.items():
            yield _row(name, model, mean)
    if len(done.together) > 1:
        for model, mean in done.models.items():
            yield _row(every, model, mean)
        yield _row(every, every, done.overall)


def _row(metric: str, model: str, mean: Estimate) -> Sequence[str]:
    return [
        " ".join(metric.split()),
        " ".join(model.split()),
        _figure(mean.value),
        _range(mean.ci95) + "*" * (mean.too_few and mean.ci95 is not None),
        words().number(mean.n),
        words().number(mean.questions),
    ]


def _tell_agreements(done: SummaryOfRatings) -> None:
    """What is said of several measures in the same words stands once."""
    alike: dict[str, list[str]] = {}
    for name, metric in done.metrics.items():
        alike.setdefault(_of_agreement(metric.agreement), []).append(name)
    for said, names in alike.items():
        if said:
            typer.echo(words().stated(words().several(names), said))


def _of_agreement(found: Agreement) -> str:
    kind = found.judged or found.undefined
    if kind is None:
        return ""
    sentence = words()(
        SENTENCES[kind],
        level=found.level.value,
        alpha=_figure(found.alpha),
        interval=_range(found.ci95),
        shared=found.shared_units,
    )
    return sentence + "*" * (found.too_few and kind not in {Judged.UNTOLD, found.undefined})


def _figure(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:z.2f}"  # z: no -0.00


def _range(interval: Interval | None) -> str:
    if interval is None:
        return UNKNOWN
    low, high = map(_figure, interval)
    return words()(SENTENCES["from_to"], low=low, high=high)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
