"""`togi summary`: what ratings say of each model, from a file, and how far the raters agree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.findings import refuse_rows
from bot.cli.speaking import Json, answer, complain

if TYPE_CHECKING:  # heavy, and not needed for --help
    from core.datasets.faults import Fault
    from core.evaluation.statistics import Agreement, Estimate, SummaryOfRatings

app = typer.Typer(rich_markup_mode=None)
LEVELS = ("nominal", "ordinal", "interval", "ratio")


@app.command()
def summary(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="RATINGS.csv",
            exists=True,
            dir_okay=False,
            help="A table with the columns question, model, rater, metric, score. Togi's own "
            "measures go from 0 to 5, a thumb is 0 or 1. The file from /ft export ratings fits as "
            "it is.",
        ),
    ],
    *,
    level: Annotated[
        str,
        typer.Option(
            metavar="|".join(LEVELS),
            help="What scores mean when agreement is measured: labels, an order, equal steps, or "
            "equal steps from a true zero.",
        ),
    ] = "ordinal",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
) -> None:
    """Say what ratings say of each model, and how far the raters agree."""
    if level not in LEVELS:
        raise typer.BadParameter(f"must be one of {', '.join(LEVELS)}.", param_hint="--level")
    if not file.is_file():  # a queue would be waited for, and can't be read twice
        raise typer.BadParameter(f"file '{file}' isn't an ordinary file.", param_hint="RATINGS.csv")
    from core.evaluation.files.ratings_file import read_ratings
    from core.evaluation.scales import averaged_together
    from core.evaluation.statistics import Level, summarise_ratings

    found = read_ratings(file, file.name)
    if found.faults:
        _refuse(file, found.faults, as_json=as_json)
    together = averaged_together(found.ratings)
    done = summarise_ratings(found.ratings, Level(level), together=together)
    if as_json:
        answer(_whole(done))
    else:
        from bot.cli.means_in_words import tell

        tell(done)


def _refuse(file: Path, faults: Sequence[Fault], *, as_json: bool) -> None:
    complain(
        "{file} has rows that are no ratings, so there is no summary. Correct these rows:",
        file=str(file),
    )
    refuse_rows(faults, as_json=as_json)
    raise typer.Exit(1)


def _whole(done: SummaryOfRatings) -> dict[str, Json]:
    return {
        "overall": _mean(done.overall),
        "metrics": {
            name: {
                **_mean(metric.mean),
                "models": {model: _mean(mean) for model, mean in metric.models.items()},
                "agreement": _agreement(metric.agreement),
            }
            for name, metric in done.metrics.items()
        },
        "models": {name: _mean(mean) for name, mean in done.models.items()},
    }


def _mean(mean: Estimate) -> dict[str, Json]:
    return {"mean": mean.value, "ci95": mean.ci95, "n": mean.n}


def _agreement(agreement: Agreement) -> dict[str, Json]:
    return {
        "alpha": agreement.alpha,
        "ci95": agreement.ci95,
        "level": agreement.level.value,
        "raters": agreement.raters,
        "units": agreement.units,
    }
