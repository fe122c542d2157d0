"""A verdict in words: one sentence for who decides, one line for who checks the numbers."""

from __future__ import annotations

from bot.locales import Words
from bot.views.evaluation.names import Contest
from bot.views.ratings.measures import metric_name
from core.evaluation.runs.judgement import ANSWERS
from core.evaluation.verdicts.gates import Gate, GateName, State
from core.evaluation.verdicts.judging import Judgement, Verdict
from core.ratings import MEASURES, Metric


def headline(contest: Contest, found: Judgement, say: Words) -> str:
    match found.verdict:
        case Verdict.PROMOTE:
            return say("*{challenger}* is better", challenger=contest.challenger)
        case Verdict.KEEP:
            return say("*{baseline}* stays", baseline=contest.baseline)
        case Verdict.NOT_ENOUGH_EVIDENCE:
            return say("It isn't clear yet which is better")
        case Verdict.RATERS_DISAGREE:
            return say("People disagree about which is better")


def why(contest: Contest, found: Judgement, say: Words) -> str:
    """What a manager wants to know: why, and what to do about it."""
    names = {"challenger": contest.challenger, "baseline": contest.baseline}
    won = round((found.win_rate or 0) * found.decisive)
    if _failed(found, GateName.SIDES) and found.votes:
        return say(
            "*{challenger}* was shown on one side far more often than on the other, and people may "
            "favour a side. So these votes can't tell which model is better.",
            **names,
        )
    match found.verdict:
        case Verdict.PROMOTE:
            return say(
                "People preferred its answer on {won} of the {decisive} questions where they saw a "
                "difference. That is more than chance would explain.",
                won=won,
                decisive=found.decisive,
            )
        case Verdict.KEEP:
            return _why_keep(found, won, names, say)
        case Verdict.RATERS_DISAGREE:
            return say(
                "Some prefer *{challenger}*, others *{baseline}*, so the result depends on who "
                "votes. Talk about what a good answer is before you decide.",
                **names,
            )
        case Verdict.NOT_ENOUGH_EVIDENCE:
            return _what_is_missing(found, won, names, say)


def _why_keep(found: Judgement, won: int, names: dict[str, str], say: Words) -> str:
    if any(one.name == ANSWERS and one.state is State.FAILED for one in found.gates):
        return say("*{challenger}* failed to answer too many of the questions.", **names)
    if found.decisive and won * 2 < found.decisive:
        return say(
            "People preferred the answer of *{challenger}* on only {won} of the {decisive} "
            "questions where they saw a difference.",
            **names,
            won=won,
            decisive=found.decisive,
        )
    if worse := _measured(found, State.FAILED):
        return say(
            "People rated *{challenger}* lower: {measures}. Votes don't make up for that.",
            **names,
            measures=_losses(worse, say),
        )
    return say(
        "After {decisive} questions there is no difference worth changing anything for.",
        decisive=found.decisive,
    )


def _what_is_missing(found: Judgement, won: int, names: dict[str, str], say: Words) -> str:
    if not found.decisive:
        return say("Nobody has seen a difference between the two yet.")
    said = say(
        "So far, people preferred the answer of *{challenger}* on {won} of the {decisive} "
        "questions where they saw a difference.",
        **names,
        won=won,
        decisive=found.decisive,
    )
    unsure = _measured(found, State.UNKNOWN)
    if unsure and _votes_suffice(found):
        doubt = say(
            "That is more than chance. But it may be worse in what people rated: {measures}. "
            "Ratings of more questions tell.",
            measures=_losses(unsure, say),
        )
        return say.joined(said, doubt)
    return say.joined(said, _forecast(found, say))


def _votes_suffice(found: Judgement) -> bool:
    own = [one for one in found.gates if one.name in set(GateName)]
    return all(one.state is State.PASSED for one in own)


def _measured(found: Judgement, state: State) -> list[Gate]:
    """The measures that people rated both on, as far as their gates came out like this."""
    return [one for one in found.gates if one.name in MEASURES and one.state is state]


def _losses(gates: list[Gate], say: Words) -> str:
    """Each measure with the difference that was found."""
    return say.several(
        say.stated(metric_name(Metric(one.name), say), say.number(one.value or 0, 2))
        for one in gates
    )


def _forecast(found: Judgement, say: Words) -> str:
    if found.questions_to_add:
        return say.count(
            found.questions_to_add,
            "At this rate, about {n} more question is needed for a clear result.",
            "At this rate, about {n} more questions are needed for a clear result.",
        )
    if found.votes_needed:
        return say.count(
            found.votes_needed,
            "At this rate, about {n} more decided question makes it clear.",
            "At this rate, about {n} more decided questions make it clear.",
        )
    return say("More votes of this kind won't make the new model the winner.")


def numbers(found: Judgement, say: Words) -> str:
    """What a statistician accepts, in a line; the details say what each number means."""
    parts = []
    if found.win_rate is not None and found.ci95:
        low, high = (say.percent(bound) for bound in found.ci95)
        parts.append(
            say(
                "win rate {rate}, 95% interval {low} to {high} (Wilson)",
                rate=say.percent(found.win_rate),
                low=low,
                high=high,
            )
        )
    parts.append(say("e-value {value}, bar 20", value=short(found.e_value, say)))
    parts.append(
        say(
            "{decisive} questions decided, {ties} tied, {votes} votes",
            decisive=found.decisive,
            ties=found.ties,
            votes=found.votes,
        )
    )
    return say.stated(say("Statistics, explained in “Details”"), " · ".join(parts))


def gates(found: Judgement, say: Words) -> str:
    """Everything that a promotion takes, a line each, with what was found."""
    known = {one.name for one in found.gates}
    unrated = [metric_name(one, say) for one in MEASURES if one not in known]
    lines = [_gate(one, say) for one in found.gates]
    if unrated:
        missing = say.several(unrated)
        lines.append(say("· Not rated on enough questions: {measures}", measures=missing))
    return "\n".join(lines)


def _gate(gate: Gate, say: Words) -> str:
    names = {
        GateName.QUESTIONS: say("At least 10 questions have a result"),
        GateName.EVIDENCE: say("The evidence for it reaches 20"),
        GateName.SIDES: say("Its answer stood first about as often as second"),
        GateName.BOTH_SIDES: say("It wins when both sides weigh the same"),
        GateName.RATERS: say("Nothing shows that the result depends on who voted"),
        ANSWERS: say("At most 5% of the questions got no answer from it"),
    } | {
        one: say("{measure}: a loss of 0.3 is ruled out", measure=metric_name(one, say))
        for one in MEASURES
    }
    name = names.get(gate.name, gate.name)
    if found := _found(gate, say):
        name = f"{name} ({found})"
    match gate.state:
        case State.PASSED:
            return f"✓ {name}"
        case State.FAILED:
            return say("✗ Not met: {gate}", gate=name)
        case State.UNKNOWN:
            return say("? Not known yet: {gate}", gate=name)


def _found(gate: Gate, say: Words) -> str:
    """What a gate was held against, as far as it is a number."""
    if gate.value is None:
        return ""
    match gate.name:
        case GateName.QUESTIONS:
            return say.number(gate.value)
        case GateName.EVIDENCE:
            return short(gate.value, say)
        case GateName.BOTH_SIDES:
            return say("at least {rate}", rate=say.percent(gate.value))
        case _ if gate.name in MEASURES:
            return say("difference {value}", value=say.number(gate.value, 2))
        case _:
            return say.percent(gate.value)


def _failed(found: Judgement, name: GateName) -> bool:
    return any(one.name == name and one.state is State.FAILED for one in found.gates)


def short(value: float, say: Words) -> str:
    return say.number(value, 1) if value < 1000 else say("over 1,000")  # noqa: PLR2004 (enough to see it)
