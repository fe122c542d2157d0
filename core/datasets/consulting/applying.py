"""Makes of decisions the next version: wrong answers gone, right ones in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.chats import question_and_answer
from core.datasets.consulting.answers import with_answer
from core.datasets.consulting.contradictions import Contradiction, contradictions
from core.datasets.consulting.deciding import standing
from core.datasets.consulting.tables import Choice, Consultation, Decision
from core.datasets.tables import Example, Origin, Split, Version
from core.datasets.versions.succeeding import Changes, newest_locked, succeed
from core.storage import utc_now
from core.storage.among import among

# Of several rows that give the wrong answer, the one that is used to examine models stays.
STAYS_FIRST = (Split.HELD_OUT, Split.VALIDATION, Split.TRAIN)


class Verdict(NamedTuple):
    """Which lines a decision is about, and the answer that they should give; None: all may stay."""

    asked: str
    lines: frozenset[str]
    answer: str | None


async def carry_out(
    session: AsyncSession, consultation_id: str, *, cause: str, person: str, early: bool = False
) -> Version | None:
    """The version that decisions make, once; None where some are missing or nothing changes.

    Made of the newest version, whatever came since people were asked: what was decided is found
    there by what the rows say. `early`: carried out although some contradictions are undecided.
    """
    consultation = await session.get_one(Consultation, consultation_id, with_for_update=True)
    if consultation.closed_at:
        made = await session.get(Version, consultation.made_version_id or "")
        return made if made and made.cause == cause else None
    posted = consultation.findings[: consultation.posted]
    asked = await contradictions(session, consultation.version_id, posted)
    decided = await standing(session, consultation.version_id, [*asked])
    if not decided or (len(decided) < len(asked) and not early):
        return None
    verdicts = await _verdicts(session, consultation.version_id, asked, decided)
    dataset_id = (await session.get_one(Version, consultation.version_id)).dataset_id
    base = await newest_locked(session, dataset_id)
    if base is None:
        return None
    changes = await _changes(session, base.id, verdicts)
    version = None
    if not changes.are_none:
        version = await succeed(
            session, base, changes, Origin.DECISIONS, cause=cause, person=person
        )
        consultation.made_version_id = version.id
    consultation.closed_at = utc_now()
    session.add(consultation)
    for decision in decided.values():
        decision.answer = None  # it stands in the version now, where it can be erased
        session.add(decision)
    return version


async def _verdicts(
    session: AsyncSession,
    version_id: str,
    asked: Mapping[int, Contradiction],
    decided: Mapping[int, Decision],
) -> list[Verdict]:
    rows = [row for finding in decided for row in asked[finding].rows]
    found = await session.exec(
        select(Example).where(Example.version_id == version_id, among(col(Example.position), rows))
    )
    examples = {example.position: example for example in found}
    verdicts = []
    for finding, decision in decided.items():
        one = asked[finding]
        answer = _right_answer(decision, one)
        if answer is None and decision.choice is not Choice.ALL:
            continue  # carried out by another consultation, or the row was erased
        own = [examples[row] for row in _rows_decided(decision, one)]
        by_question: dict[str, set[str]] = {}
        for example in own:
            by_question.setdefault(example.asked, set()).add(example.line)
        verdicts += [
            Verdict(asked, frozenset(lines), answer) for asked, lines in by_question.items()
        ]
    return verdicts


def _rows_decided(decision: Decision, contradiction: Contradiction) -> Sequence[int]:
    """The rows that a decision may change: no answer is written over that of another question."""
    if decision.choice is Choice.ALL or contradiction.asks_one_thing:
        return contradiction.rows
    return contradiction.rows_asking_as(decision.right)


def _right_answer(decision: Decision, contradiction: Contradiction) -> str | None:
    if decision.choice is Choice.ONE:
        held = contradiction.answer_in(decision.right)
        return held.text if held else None
    return decision.answer


async def _changes(session: AsyncSession, version_id: str, verdicts: Sequence[Verdict]) -> Changes:
    found = await session.exec(
        select(Example)
        .where(
            Example.version_id == version_id,
            among(col(Example.asked), {verdict.asked for verdict in verdicts}),
        )
        .order_by(col(Example.position))
    )
    asked: dict[str, list[Example]] = {}
    for example in found:
        asked.setdefault(example.asked, []).append(example)
    removed, settled, replaced = set[int](), set[int](), dict[int, str]()
    for verdict in verdicts:
        rows = [row for row in asked.get(verdict.asked, []) if row.line in verdict.lines]
        settled |= {row.position for row in rows}
        if verdict.answer is None or not rows:
            continue
        wrong = [row for row in rows if question_and_answer(row.line).answer != verdict.answer]
        if len(wrong) == len(rows):
            stays = _stays(rows)
            replaced[stays.position] = with_answer(stays.line, verdict.answer)
            wrong.remove(stays)
        removed |= {row.position for row in wrong}
    return Changes(removed=frozenset(removed), replaced=replaced, settled=frozenset(settled))


def _stays(rows: Iterable[Example]) -> Example:
    return min(rows, key=lambda row: (STAYS_FIRST.index(row.split), row.position))


async def new_answers(
    session: AsyncSession,
    asked: Iterable[Contradiction],
    decided: Mapping[int, Decision],
    made_version_id: str | None,
) -> dict[int, str]:
    """What people wrote, by the finding: as it was decided, or as it stands in the version now."""
    written: dict[int, str] = {}
    for one in asked:
        decision = decided.get(one.finding)
        if decision is None or decision.choice is not Choice.OTHER:
            continue
        if decision.answer:
            written[one.finding] = decision.answer
        elif row := await _row_left(session, made_version_id, one.rows):
            written[one.finding] = question_and_answer(row.line).answer
    return written


async def _row_left(
    session: AsyncSession, version_id: str | None, rows: Sequence[int]
) -> Example | None:
    left = select(Example).where(
        Example.version_id == version_id, among(col(Example.position), rows)
    )
    return (await session.exec(left.limit(1))).first()
