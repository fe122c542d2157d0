"""`togi verdict`: whether a new model is better than the one in use, from a file of votes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.findings import refuse_rows
from bot.cli.speaking import Json, answer, complain, say

if TYPE_CHECKING:  # heavy, and not needed for --help
    from core.datasets.faults import Fault
    from core.errors import Detail
    from core.evaluation.verdicts.judging import Judgement

    Note = tuple[str, dict[str, Detail]]

app = typer.Typer(rich_markup_mode=None)

SENTENCES: dict[str, str] = {
    "promote": "Promote {challenger}: people prefer it to {baseline}.",
    "keep": "Keep {baseline}: {challenger} isn't the better model.",
    "not_enough_evidence": "Not enough evidence yet that {challenger} is better than {baseline}.",
    "raters_disagree": "The raters disagree, so the votes don't tell which model is better.",
    "no_votes": "No vote compares {challenger} with {baseline}.",
    "win_rate": (
        "{challenger} wins {rate}% of the {decisive} questions that have a winner (95% interval: "
        "{low}% to {high}%); ties are left out: {ties}. e-value: {e_value} ({bar} is needed)."
    ),
    "position": (
        "The answer on the left won {rate}% of the votes (95% interval: {low}% to {high}%)."
    ),
    "needed": "At this rate, about {count} more questions with a winner are needed.",
    "to_add": "The file has too few questions left for that. Add {count} or more.",
    "always_left": (
        "{challenger} was always shown on the left, so its wins can't be told from a liking for "
        "the left side. Draw the sides at random."
    ),
    "always_right": (
        "{challenger} was always shown on the right, so its wins can't be told from a liking for "
        "the right side. Draw the sides at random."
    ),
    "unbalanced": (
        "{challenger} was shown on the left in {left} of {votes} votes. Sides this unbalanced "
        "promote no model: draw them at random."
    ),
    "both_sides": (
        "{challenger} doesn't clearly win when the votes from both sides count the same."
    ),
    "raters": "Some raters lean to one model, others to the other.",
    "chance": (
        "Two votes on the same question agree in {rate}% of cases, hardly more than by chance."
    ),
    "questions": "Too few questions were voted on: {value}, and {bar} are needed.",
    "unsettled": "Questions whose result further votes may still change: {count}.",
    "ridge": (
        "Some models never lose to others in this file, so the strengths are estimates that a "
        "small ridge keeps finite."
    ),
    "strength": "Strength of {model}: {value}",
}


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
            help="A table with the columns question, rater, left, right, winner.",
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
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
) -> None:
    """Say whether a new model is better than the one in use, from blind votes."""
    from core.evaluation.verdicts.files import read_votes
    from core.evaluation.verdicts.judging import judge

    if not file.is_file():  # a queue would be waited for, and can't be read twice
        raise typer.BadParameter(f"file '{file}' isn't an ordinary file.", param_hint="VOTES")
    if baseline == challenger:
        raise typer.BadParameter("must differ from --baseline.", param_hint="--challenger")
    found = read_votes(file, file.name)
    if found.faults:
        _refuse(file, found.faults, as_json=as_json)
    models = {model for vote in found.votes for model in (vote.left, vote.right)}
    for option, model in (("--baseline", baseline), ("--challenger", challenger)):
        if models and model not in models:
            raise typer.BadParameter(
                f"nobody voted on “{model}”. Models in the file: {', '.join(sorted(models))}.",
                param_hint=option,
            )
    judgement = judge(
        found.votes,
        baseline=baseline,
        challenger=challenger,
        votes_per_question=votes_per_question,
        questions_available=len({vote.question for vote in found.votes}),
    )
    if as_json:
        answer(_whole(judgement))
        return
    for sentence, details in _notes(judgement):
        say(sentence, **details)


def _refuse(file: Path, faults: Sequence[Fault], *, as_json: bool) -> None:
    refuse_rows(faults, as_json=as_json)
    complain("{file} has rows that are no votes, so there is no verdict.", file=str(file))
    raise typer.Exit(1)


def _whole(found: Judgement) -> dict[str, Json]:
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
        "notes": [sentence.format(**details) for sentence, details in _notes(found)],
    }


def _notes(found: Judgement) -> Iterator[Note]:
    """What is said of the verdict: the verdict, the numbers, and what stands in its way."""
    names: dict[str, Detail] = {"challenger": found.challenger, "baseline": found.baseline}
    yield SENTENCES[found.verdict], names
    if not found.votes:
        yield SENTENCES["no_votes"], names
    yield from _numbers(found, names)
    yield from _obstacles(found, names)
    if found.verdict == "not_enough_evidence" and found.votes_needed:
        yield SENTENCES["needed"], {"count": found.votes_needed}
        if found.questions_to_add:
            yield SENTENCES["to_add"], {"count": found.questions_to_add}
    for model, value in sorted(found.strengths.values.items(), key=lambda pair: -pair[1]):
        yield SENTENCES["strength"], {"model": model, "value": f"{value:+.2f}"}
    if found.strengths.has_ridge:
        yield SENTENCES["ridge"], {}


def _numbers(found: Judgement, names: dict[str, Detail]) -> Iterator[Note]:
    from core.evaluation.verdicts.evidence import BAR

    if found.win_rate is not None and found.ci95:
        details: dict[str, Detail] = {
            **names,
            **_percents(found.win_rate, found.ci95),
            "decisive": found.decisive,
            "ties": found.ties,
            "e_value": f"{found.e_value:.3g}",
            "bar": f"{BAR:.0f}",
        }
        yield SENTENCES["win_rate"], details
    if found.left_rate is not None and found.left_ci95:
        yield SENTENCES["position"], _percents(found.left_rate, found.left_ci95)


def _obstacles(found: Judgement, names: dict[str, Detail]) -> Iterator[Note]:
    from core.evaluation.verdicts.gates import GateName, State

    failed = {gate.name: gate for gate in found.gates if gate.state is State.FAILED}
    if GateName.SIDES in failed:
        kind = "always_left" if not found.shown_right else "unbalanced"
        kind = "always_right" if not found.shown_left else kind
        yield SENTENCES[kind], {**names, "left": found.shown_left, "votes": found.votes}
    elif GateName.BOTH_SIDES in failed and GateName.EVIDENCE not in failed:
        yield SENTENCES["both_sides"], names
    if GateName.RATERS in failed:
        yield SENTENCES["raters"], {}
    if found.agreement and found.agreement.is_chance:
        yield SENTENCES["chance"], {"rate": f"{found.agreement.rate:.0%}".rstrip("%")}
    if (few := failed.get(GateName.QUESTIONS)) and found.votes:
        yield SENTENCES["questions"], {"value": f"{few.value:.0f}", "bar": f"{few.bar:.0f}"}
    if unsettled := found.questions - found.settled:
        yield SENTENCES["unsettled"], {"count": unsettled}


def _percents(rate: float, interval: tuple[float, float]) -> dict[str, Detail]:
    numbers = zip(("rate", "low", "high"), (rate, *interval), strict=True)
    return {name: f"{100 * number:.0f}" for name, number in numbers}
