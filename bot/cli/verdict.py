"""`togi verdict`: whether a new model is better than the one in use, from a file of votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.findings import refuse_rows
from bot.cli.speaking import Json, answer, complain, say

if TYPE_CHECKING:  # heavy, and not needed for --help
    from bot.cli.verdict_in_words import Note
    from core.datasets.faults import Fault
    from core.evaluation.verdicts.judging import Judgement

app = typer.Typer(rich_markup_mode=None)


def _name(value: str) -> str:
    """A name as it can stand in a file; bytes of the terminal that are no text can't."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise typer.BadParameter("is not valid text in the terminal's encoding.") from None
    return value.strip()


@app.command()
def verdict(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="VOTES",
            exists=True,
            dir_okay=False,
            help="A table with the columns question, rater, left, right, winner: which model stood "
            "left and which right, and who won: left, right or tie, or the model's name. The file "
            "from /ft export votes fits as it is.",
        ),
    ],
    *,
    baseline: Annotated[
        str, typer.Option(metavar="MODEL", callback=_name, help="The model in use.")
    ],
    challenger: Annotated[
        str, typer.Option(metavar="MODEL", callback=_name, help="The model that is new.")
    ],
    votes_per_question: Annotated[
        int | None,
        typer.Option(
            min=1, help="How many votes were planned for each question; inferred when left out."
        ),
    ] = None,
    run: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Which comparison, by run_id, where a file holds several of the two."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
) -> None:
    """Say whether a new model is better than the one in use, from blind votes."""
    from bot.cli.verdict_in_words import notes_on, notes_on_file
    from core.evaluation.verdicts.files import read_votes
    from core.evaluation.verdicts.judging import judge
    from core.evaluation.verdicts.strengths import strengths_of

    if not file.is_file():  # a queue would be waited for, and can't be read twice
        raise typer.BadParameter(f"file '{file}' isn't an ordinary file.", param_hint="VOTES")
    if baseline == challenger:
        raise typer.BadParameter("must differ from --baseline.", param_hint="--challenger")
    found = read_votes(file, file.name)
    if found.faults:
        _refuse(file, found.faults, as_json=as_json)
    models = ", ".join(sorted(found.models))
    for option, model in (("--baseline", baseline), ("--challenger", challenger)):
        if found.models and model not in found.models:
            raise typer.BadParameter(
                f"nobody voted on “{model}”. Models in the file: {models}.", param_hint=option
            )
    runs = found.runs(baseline, challenger) or [""]
    if run and run not in runs:
        raise typer.BadParameter(
            f"isn't in the file. Comparisons of the two: {', '.join(runs)}.", param_hint="--run"
        )
    meant = run or runs[-1]
    pair = found.of_pair(baseline, challenger, meant)
    judgement = judge(
        pair.votes,
        baseline=baseline,
        challenger=challenger,
        votes_per_question=votes_per_question or pair.votes_per_question,
        questions_available=pair.questions,
    )
    judgement = replace(judgement, strengths=strengths_of(found.votes))
    notes = [*notes_on(judgement), *notes_on_file(judgement, pair, runs, meant)]
    if as_json:
        answer(_whole(judgement, notes) | {"run": meant or None, "votes_left_out": pair.left_out})
        return
    for sentence, details in notes:
        say(sentence, **details)


def _refuse(file: Path, faults: Sequence[Fault], *, as_json: bool) -> None:
    complain("{file} has rows that are no votes, so there is no verdict:", file=str(file))
    refuse_rows(faults, as_json=as_json)
    raise typer.Exit(1)


def _whole(found: Judgement, notes: Sequence[Note]) -> dict[str, Json]:
    strengths = found.strengths
    return {
        "verdict": found.verdict.value,
        "win_rate": found.win_rate,
        "ci95": found.ci95,
        "questions": found.questions,
        "settled": found.settled,
        "votes": found.votes,
        "decisive": found.decisive,
        "ties": found.ties,
        "e_value": found.e_value,
        "votes_needed": found.votes_needed,
        "questions_to_add": found.questions_to_add,
        "position_effect": {"left_rate": found.left_rate, "ci95": found.left_ci95},
        "challenger_shown": {"left": found.shown_left, "right": found.shown_right},
        "agreement": found.agreement.rate if found.agreement else None,
        "strengths": dict(strengths.values),
        "strengths_ci95": dict(strengths.ci95) if strengths.ci95 is not None else None,
        "strengths_have_ridge": strengths.has_ridge,
        "gates": [
            {"name": gate.name, "state": gate.state.value, "value": gate.value, "bar": gate.bar}
            for gate in found.gates
        ],
        "notes": [sentence.format(**details) for sentence, details in notes],
    }
