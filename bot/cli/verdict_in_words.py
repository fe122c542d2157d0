"""A verdict for who sits at the terminal: what it is, its numbers, and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # heavy
    from core.errors import Detail
    from core.evaluation.verdicts.files import OfPair
    from core.evaluation.verdicts.judging import Judgement

    Note = tuple[str, dict[str, Detail]]

MANY = 1000  # an e-value beyond is told by its size alone
SENTENCES: dict[str, str] = {
    "promote": "Promote {challenger}: people prefer it to {baseline}.",
    "keep": "Keep {baseline}: {challenger} isn't the better model.",
    "not_enough_evidence": "Not enough evidence yet that {challenger} is better than {baseline}.",
    "raters_disagree": "The raters disagree, so the votes don't tell which model is better.",
    "no_votes": "No vote compares {challenger} with {baseline}.",
    "win_rate": (
        "{challenger} wins {rate}% of the {decisive} questions that have a winner (95% interval: "
        "{low}% to {high}%)."
    ),
    "ties": "Questions that neither model won: {ties}.",
    "evidence": "The evidence is an e-value of {e_value}; {bar} is enough to promote.",
    "position": (
        "The answer on the left won {rate}% of the votes (95% interval: {low}% to {high}%)."
    ),
    "needed": "At this rate, about {count} more questions with a winner are needed.",
    "to_add": (
        "At this rate, about {count} more questions with a winner are needed. The file has too few "
        "left, so add at least {to_add}."
    ),
    "all_to_add": (
        "At this rate, about {to_add} more questions are needed. The file has none left, so add "
        "them."
    ),
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
    "strengths": (
        "Strengths: {strengths}. 0 is the average; a model that is stronger by 1 wins about 73% of "
        "the votes (Bradley-Terry)."
    ),
    "left_out": (
        "{left_out} of {votes} votes don't count: their questions hadn't all their votes when the "
        "voting ended."
    ),
    "several_runs": (
        "The file holds {count} comparisons of these two. This is {run}; with --run "
        "you choose another: {others}."
    ),
    "further_gates": (
        "What a file of votes doesn't tell: whether {challenger} failed to answer, and how both "
        "were rated. A comparison in Slack looks at that, too."
    ),
}


def notes_on(found: Judgement) -> Iterator[Note]:
    """What is said of the verdict: the verdict, the numbers, and what stands in its way."""
    names: dict[str, Detail] = {"challenger": found.challenger, "baseline": found.baseline}
    yield SENTENCES[found.verdict], names
    if not found.votes:
        yield SENTENCES["no_votes"], names
    yield from _numbers(found, names)
    yield from _obstacles(found, names)
    if found.verdict == "not_enough_evidence" and found.votes_needed:
        to_add = found.questions_to_add or 0
        kind = "to_add" if to_add else "needed"
        kind = "all_to_add" if to_add >= found.votes_needed else kind
        yield SENTENCES[kind], {"count": found.votes_needed, "to_add": to_add}
    if found.strengths.values:
        ranked = sorted(found.strengths.values.items(), key=lambda pair: -pair[1])
        told = ", ".join(f"{model} {value:+.2f}" for model, value in ranked)
        yield SENTENCES["strengths"], {"strengths": told}
    if found.strengths.has_ridge:
        yield SENTENCES["ridge"], {}


def _numbers(found: Judgement, names: dict[str, Detail]) -> Iterator[Note]:
    from core.evaluation.verdicts.evidence import BAR

    if found.win_rate is not None and found.ci95:
        details: dict[str, Detail] = {
            **names,
            **_percents(found.win_rate, found.ci95),
            "decisive": found.decisive,
        }
        yield SENTENCES["win_rate"], details
        if found.ties:
            yield SENTENCES["ties"], {"ties": found.ties}
        e_value = f"{found.e_value:.1f}" if found.e_value < MANY else f"{found.e_value:.0e}"
        yield SENTENCES["evidence"], {"e_value": e_value, "bar": f"{BAR:.0f}"}
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


def notes_on_file(found: Judgement, pair: OfPair, runs: Sequence[str], run: str) -> Iterator[Note]:
    """What of a file was looked at, and what it can't tell."""
    if pair.left_out:
        votes = pair.left_out + len(pair.votes)
        yield SENTENCES["left_out"], {"left_out": pair.left_out, "votes": votes}
    if len(runs) > 1:
        others = ", ".join(one for one in runs if one != run)
        yield SENTENCES["several_runs"], {"count": len(runs), "run": run, "others": others}
    if run or found.verdict == "promote":
        yield SENTENCES["further_gates"], {"challenger": found.challenger}


def _percents(rate: float, interval: tuple[float, float]) -> dict[str, Detail]:
    numbers = zip(("rate", "low", "high"), (rate, *interval), strict=True)
    return {name: f"{100 * number:.0f}" for name, number in numbers}
