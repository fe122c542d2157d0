"""What experts are shown: contradictions to decide, and examples to add."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.locales import Words
from bot.views.blocks import Message, View
from bot.views.datasets import adding, consultations, contradictions
from core.datasets.consulting.contradictions import Contradiction, Held
from core.datasets.consulting.tables import Choice, Decision
from core.datasets.tables import Dataset, Split, Version
from tests import builders as a

ASKER, HERE = "U0ASKER", "C0HERE"
PLACE = contradictions.Contested("con_23456789", 3, 2)


def the_contradiction(words: str, answers: int = 2) -> Contradiction:
    held = [
        Held(f"{words}{n}"[-40_000:], tuple(range(n, n + 20)), words) for n in range(answers - 1)
    ]
    return Contradiction(3, words, (Held(words, (100,), words), *held))


def the_near_questions(words: str, answers: int) -> Contradiction:
    """Questions of nearly the same wording, each with its answer."""
    held = [Held(words, (row,), f"{words}{row}"[-40_000:]) for row in range(1, answers)]
    return Contradiction(3, words, (Held(words, (100,), words), *held))


def a_decision(choice: Choice) -> Decision:
    return Decision(
        cause="act:1",
        consultation_id="con_1",
        version_id="dsv_1",
        finding=3,
        number=1,
        choice=choice,
        right=100 if choice is Choice.ONE else None,
        decided_by=ASKER,
        at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def progress(words: str, **fields: object) -> consultations.Progress:
    own = {
        "consultation": "con_1",
        "dataset": words,
        "asked_by": ASKER,
        "shown": 5,
        "left": 1_000_000,
        "decided": 2,
        "next_number": 1_000,
    }
    return consultations.Progress(**{**own, **fields})  # type: ignore[arg-type]  # overridden by name


def decided(
    words: str, choice: Choice, say: Words, *, place: bool, answer: str | None = None
) -> Message:
    one, decision = the_contradiction(words, 30), a_decision(choice)
    return contradictions.decided(
        words, one, decision, PLACE if place else None, say, written=answer
    )


def the_dataset(words: str, training: int = 10) -> tuple[Dataset, Version]:
    dataset = a.a_dataset(name=words)
    return dataset, a.a_version(dataset, training_examples=training)


MESSAGES: dict[str, Callable[[str, Words], Message]] = {
    "contradiction": lambda w, say: contradictions.choice(w, the_contradiction(w), PLACE, say),
    "contradiction of many": lambda w, say: contradictions.choice(
        w, the_contradiction(w, 40), PLACE, say
    ),
    "questions nearly the same": lambda w, say: contradictions.choice(
        w, the_near_questions(w, 2), PLACE, say
    ),
    "many questions nearly the same": lambda w, say: contradictions.choice(
        w, the_near_questions(w, 40), PLACE, say
    ),
    "right for one of the questions": lambda w, say: contradictions.decided(
        w, the_near_questions(w, 3), a_decision(Choice.ONE), PLACE, say
    ),
    "right for all of the questions": lambda w, say: contradictions.decided(
        w, the_near_questions(w, 30), a_decision(Choice.ALL), None, say
    ),
    "questions undecided": lambda w, say: contradictions.undecided(
        w, the_near_questions(w, 30), say
    ),
    "one is right": lambda w, say: decided(w, Choice.ONE, say, place=True),
    "all are right": lambda w, say: decided(w, Choice.ALL, say, place=False),
    "none is right": lambda w, say: decided(w, Choice.OTHER, say, place=True, answer=w),
    "none was right": lambda w, say: decided(w, Choice.OTHER, say, place=False),
    "undecided": lambda w, say: contradictions.undecided(w, the_contradiction(w), say),
    "consultation": lambda w, say: consultations.opening(progress(w), say),
    "new consultation": lambda w, say: consultations.opening(
        progress(w, shown=1, left=0, decided=0), say
    ),
    "carried out": lambda w, say: consultations.opening(progress(w, closed=True, made=2), say),
    "nothing to carry out": lambda w, say: consultations.opening(progress(w, closed=True), say),
    "decided already": lambda _, say: contradictions.decided_already(a_decision(Choice.ALL), say),
    "nobody asked": consultations.not_asked,
    "not shown": consultations.not_shown,
    "added": lambda w, say: adding.added(*the_dataset(w), Split.TRAIN, say),
    "added to few": lambda w, say: adding.added(*the_dataset(w, 1), Split.VALIDATION, say),
    "added to held out": lambda w, say: adding.added(*the_dataset(w), Split.HELD_OUT, say),
    "added in contradiction": lambda w, say: adding.added(
        *the_dataset(w, 1), Split.TRAIN, say, contradicts=True
    ),
    "not added": adding.not_added,
}
VIEWS: dict[str, Callable[[str, Words], View]] = {
    "where to ask": lambda w, say: consultations.where_modal(
        the_dataset(w)[0], 3, HERE, "ds_1:C1:1.1", say
    ),
    "where to ask of private data": lambda w, say: consultations.where_modal(
        a.a_dataset(name=w, private_to=HERE), 1, HERE, "ds_1:C1:1.1", say
    ),
    "write the right answer": lambda w, say: contradictions.write_modal(
        the_contradiction(w, 30), f"{PLACE}:C1:1.1", say
    ),
    "add an example": lambda w, say: adding.add_modal(
        adding.Prefilled(question=w, answer=w, dataset="ds_3"),
        [a.a_dataset(id=f"ds_{n}", name=f"{n}-{w}"[:40]) for n in range(120)],
        "C1:1.1:1.2",
        say,
    ),
    "add a first example": lambda w, say: adding.add_modal(
        adding.Prefilled(question=w), [], "C1::1.2", say
    ),
}
