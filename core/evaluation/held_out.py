"""Answers to held-out examples beside the answers that were expected.

Loss flatters a model (95 % token accuracy went with 30 % exact answers when measured), so what
counts here is whether the whole answer is right. Free text is left to people: no measure of
likeness tells “5 days” from “10 days”.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, AnswerState, Question

Fields = dict[str, str]  # each value in one spelling: `true` is not 1, as Python would have it


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutScore:
    """Counts over `questions` answers; the JSON counts are None where no JSON is expected."""

    questions: int
    exact: int
    valid_json: int | None = None
    right_fields: int | None = None
    expected_fields: int | None = None


def score(pairs: list[tuple[str, str]]) -> HeldOutScore | None:
    """Score (expected, answered) pairs; None when there are none."""
    if not pairs:
        return None
    exact = sum(_same(expected, answered) for expected, answered in pairs)
    objects = [(_fields(expected), _fields(answered)) for expected, answered in pairs]
    wanted = [(expected, answered) for expected, answered in objects if expected is not None]
    if len(wanted) < len(pairs):
        return HeldOutScore(questions=len(pairs), exact=exact)
    return HeldOutScore(
        questions=len(pairs),
        exact=exact,
        valid_json=sum(answered is not None for _, answered in wanted),
        right_fields=sum(
            (answered or {}).get(key) == value
            for expected, answered in wanted
            for key, value in expected.items()
        ),
        expected_fields=sum(len(expected) for expected, _ in wanted),
    )


def _same(expected: str, answered: str) -> bool:
    return expected.strip() == answered.strip()


def _fields(text: str) -> Fields | None:
    """The fields of a JSON object; None for any other text, however deep or broken."""
    try:
        parsed = json.loads(text, parse_float=_number, parse_constant=_no_number)
        if not isinstance(parsed, dict):
            return None
        return {key: json.dumps(value, sort_keys=True) for key, value in parsed.items()}
    except (ValueError, RecursionError):  # a small model may say nothing but brackets
        return None


def _number(text: str) -> float:
    """1.0 is 1 in JSON."""
    value = float(text)
    return int(value) if value.is_integer() else value


def _no_number(name: str) -> float:
    """Python reads NaN and Infinity; JSON has no such words."""
    raise ValueError(name)


async def held_out_scores(
    session: AsyncSession, version_id: str, model_ids: list[str]
) -> dict[str, HeldOutScore]:
    """The score of each model over the same questions that a version of a data set kept back.

    A question counts once every one of these models is done with it; an answer that failed is
    wrong, or a model would gain by failing where it is weak.
    """
    rows = await session.exec(
        select(Answer, Question.expected)
        .join(Question, col(Answer.question_id) == Question.id)
        .where(
            col(Answer.model_id).in_(model_ids),
            col(Answer.state) != AnswerState.PENDING,
            Question.version_id == version_id,
            col(Question.expected).is_not(None),
        )
    )
    asked: dict[str, dict[str, tuple[str, str]]] = {}
    for answer, expected in rows:
        said = answer.text if answer.state is AnswerState.COMPLETE else None
        asked.setdefault(answer.question_id, {})[answer.model_id] = (expected or "", said or "")
    shared = [pairs for pairs in asked.values() if len(pairs) == len(model_ids)]
    scores = {model_id: score([pairs[model_id] for pairs in shared]) for model_id in model_ids}
    return {model_id: found for model_id, found in scores.items() if found}
