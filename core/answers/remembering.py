"""What a model is reminded of: the system prompt, the thread so far, the question."""

from __future__ import annotations

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers.tables import Answer, AnswerState, Question
from core.providers import Turn

REMEMBERED_TURNS = 8  # questions of the same thread that a model is reminded of


async def transcript(session: AsyncSession, question: Question, answer: Answer) -> list[Turn]:
    """What the model is given: the system prompt, the thread so far, the question.

    Answers of the same model are preferred where several answered an earlier question.
    """
    turns: list[Turn] = []
    if answer.system_prompt:
        turns.append({"role": "system", "content": answer.system_prompt})
    earlier = await session.exec(
        select(Question, Answer)
        .join(Answer, col(Answer.question_id) == Question.id)
        .where(
            Question.team == question.team,
            Question.channel == question.channel,
            Question.thread == question.thread,
            Question.ts < question.ts,
            Answer.state == AnswerState.COMPLETE,
        )
        .order_by(col(Question.ts).desc(), (col(Answer.model_id) == answer.model_id).desc())
    )
    heard: dict[str, tuple[Question, Answer]] = {}
    for asked, answered in earlier:
        heard.setdefault(asked.id, (asked, answered))
    for asked, answered in reversed(list(heard.values())[:REMEMBERED_TURNS]):
        turns.append({"role": "user", "content": asked.text})
        turns.append({"role": "assistant", "content": answered.text or ""})
    turns.append({"role": "user", "content": question.text})
    return turns
