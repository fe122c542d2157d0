"""What a verdict rests on, for whoever wants to check it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.views.blocks import Block, Message, bullets, clip, context, message, section
from bot.views.evaluation.decided import decisions
from bot.views.evaluation.ending import ending, votes_in_numbers
from bot.views.evaluation.names import Contest
from bot.views.evaluation.strengths import strengths
from bot.views.evaluation.verdict import gates, headline, short
from core.evaluation.runs.outcomes import Outcomes
from core.evaluation.verdicts.judging import Judgement

MOST_QUESTIONS, QUESTION_LENGTH = 5, 120


def details(contest: Contest, found: Judgement, outcomes: Outcomes, say: Words) -> Message:
    head, decided = headline(contest, found, say), decisions(contest, say)
    votes = "\n".join(
        filter(None, [votes_in_numbers(contest, found, say), ending(contest, found, say)])
    )
    return message(
        head,
        section(head),
        *([section(f"*{say('What was decided')}*\n{decided}")] if decided else []),
        section(f"*{say('The votes')}*\n{votes}"),
        *_questions(contest, outcomes, say),
        section(f"*{say('What a promotion takes')}*\n{gates(found, say)}"),
        *_numbers(contest, found, say),
        *strengths(contest, found, say),
    )


def _questions(contest: Contest, outcomes: Outcomes, say: Words) -> list[Block]:
    """Some of each kind, in their own words."""
    challenger, baseline = contest.challenger, contest.baseline
    lost = say("Won by *{model}*: {n}", model=baseline, n=len(outcomes.lost))
    return [
        *_some(
            say("Won by *{model}*: {n}", model=challenger, n=len(outcomes.won)), outcomes.won, say
        ),
        *_some(lost, outcomes.lost, say),
        *_some(say("Tied: {n}", n=len(outcomes.tied)), outcomes.tied, say),
    ]


def _some(title: str, questions: Sequence[str], say: Words) -> list[Block]:
    if not questions:
        return []
    shown = [clip(" ".join(one.split()), QUESTION_LENGTH) for one in questions[:MOST_QUESTIONS]]
    more = len(questions) - len(shown)
    rest = say.count(more, "… and {n} more question", "… and {n} more questions")
    return [section(title), bullets(*shown), *([context(rest)] if more else [])]


def _numbers(contest: Contest, found: Judgement, say: Words) -> list[Block]:
    """Each number with what it means, for who never met it before."""
    lines = []
    if found.win_rate is not None and found.ci95:
        low, high = (say.percent(bound) for bound in found.ci95)
        lines.append(
            say(
                "*Win rate {rate}*: the share that *{challenger}* won of the {decisive} questions "
                "with a winner. Its 95% interval says where the rate would probably lie with many "
                "more questions: {low} to {high}.",
                rate=say.percent(found.win_rate),
                challenger=contest.challenger,
                decisive=found.decisive,
                low=low,
                high=high,
            )
        )
    lines.append(
        say(
            "*e-value {value}*: how strongly the votes say that *{challenger}* wins more often "
            "than it loses. If both were equally good, it would reach 20 in at most one of 20 "
            "comparisons, however often somebody looks. So 20 is the bar.",
            value=short(found.e_value, say),
            challenger=contest.challenger,
        )
    )
    if found.left_rate is not None:
        rate = say.percent(found.left_rate)
        lines.append(say("*Answer shown first*: it won {rate} of the votes.", rate=rate))
    if found.agreement:
        rate = say.percent(found.agreement.rate)
        lines.append(
            say(
                "*Agreement*: two votes on the same question agree {rate} of the time; coins "
                "would 50%.",
                rate=rate,
            )
        )
    title = say("What the numbers mean")
    return [section("\n".join([f"*{title}*", *(f"• {line}" for line in lines)]))]
