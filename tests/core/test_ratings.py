"""What stands of what people said: the last word, and an emoji takes back only its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import TogiError
from core.ratings import (
    HIGHEST,
    MEASURES,
    Metric,
    RatingEvent,
    Source,
    bounds,
    emoji_rating,
    standing_value,
)
from core.ratings.ledger import record, record_all
from core.ratings.standing import standing_values
from core.storage import Database
from tests import builders as a

EMOJI = ("zero", "three", "five")


@dataclass(frozen=True)
class Deed:
    """What one person does to the response quality of one answer."""

    kind: str
    value: int | None = None
    emoji: str | None = None

    def as_event(self) -> RatingEvent:
        source = Source.EMOJI if self.emoji else Source(self.kind)
        event = {"cause": "", "team": "T1", "answer_id": "ans", "rater": "U1"}
        return RatingEvent(
            **event, metric=Metric.QUALITY, value=self.value, source=source, emoji=self.emoji
        )


@dataclass
class PlainReference:
    """The rule in its plainest form: a pile of notes, the top one is read."""

    pile: list[tuple[str, int]] = field(default_factory=list)

    def do(self, deed: Deed) -> None:
        if deed.emoji:
            self.pile = [note for note in self.pile if note[0] != deed.emoji]
        if deed.value is not None:
            self.pile.append((deed.emoji or deed.kind, deed.value))
        elif not deed.emoji:
            self.pile.clear()

    @property
    def top(self) -> int | None:
        return self.pile[-1][1] if self.pile else None


SAID = st.builds(Deed, st.sampled_from(["button", "modal"]), st.integers(0, HIGHEST))
TAKEN_BACK = st.builds(Deed, st.just("button"))
ADDED = st.sampled_from(
    [Deed("emoji", rating.value, name) for name in EMOJI if (rating := emoji_rating(name))]
)
REMOVED = st.sampled_from([Deed("emoji", None, name) for name in EMOJI])
DEEDS = st.lists(st.one_of(SAID, ADDED, REMOVED, TAKEN_BACK), max_size=12)


def after(*deeds: Deed) -> int | None:
    return standing_value([deed.as_event() for deed in deeds])


@given(DEEDS)
def test_what_stands_is_what_the_plain_rule_says(deeds: list[Deed]) -> None:
    reference = PlainReference()
    for deed in deeds:
        reference.do(deed)

    assert after(*deeds) == reference.top


@given(DEEDS, SAID)
def test_the_last_word_wins_whatever_was_said_before(deeds: list[Deed], last: Deed) -> None:
    assert after(*deeds, last) == last.value


@given(DEEDS, ADDED)
def test_an_emoji_that_comes_and_goes_leaves_what_stood_before(
    deeds: list[Deed], emoji: Deed
) -> None:
    without = [deed for deed in deeds if deed.emoji != emoji.emoji]

    assert after(*without, emoji, Deed("emoji", None, emoji.emoji)) == after(*without)


@given(DEEDS, REMOVED)
def test_a_removal_that_arrives_twice_takes_back_once(deeds: list[Deed], removed: Deed) -> None:
    assert after(*deeds, removed, removed) == after(*deeds, removed)


def test_nobody_said_anything_is_unknown() -> None:
    assert after() is None


def test_a_button_pressed_after_an_emoji_survives_the_emojis_removal() -> None:
    added, removed = Deed("emoji", 5, "five"), Deed("emoji", None, "five")

    assert after(added, Deed("button", 2), removed) == 2


def test_of_two_emoji_the_earlier_stands_again_when_the_later_goes() -> None:
    five, three = Deed("emoji", 5, "five"), Deed("emoji", 3, "three")

    assert after(five, three, Deed("emoji", None, "three")) == 5


@pytest.mark.parametrize(
    ("name", "metric", "value"),
    [
        ("+1", Metric.THUMB, 1),
        ("thumbsup", Metric.THUMB, 1),
        ("-1", Metric.THUMB, 0),
        ("thumbsdown", Metric.THUMB, 0),
        ("+1::skin-tone-2", Metric.THUMB, 1),
        ("-1::skin-tone-6", Metric.THUMB, 0),
        ("thumbsup::skin-tone-4", Metric.THUMB, 1),
        ("zero", Metric.QUALITY, 0),
        ("five", Metric.QUALITY, 5),
    ],
)
def test_an_emoji_says(name: str, metric: Metric, value: int) -> None:
    assert emoji_rating(name) == (metric, value)


@pytest.mark.parametrize(
    "name", ["tada", "six", "", "::skin-tone-2", "plus1", "keycap_ten", "one1"]
)
def test_any_other_emoji_says_nothing(name: str) -> None:
    assert emoji_rating(name) is None


def test_a_thumb_is_no_measure() -> None:
    assert Metric.THUMB not in MEASURES
    assert len(MEASURES) == 5


@pytest.mark.parametrize("metric", list(Metric))
async def test_a_value_beyond_the_scale_is_refused_and_changes_nothing(
    database: Database, metric: Metric
) -> None:
    answer = await a.an_answer_in(database)
    for value in (-1, bounds(metric)[-1] + 1):
        given = a.a_rating(answer, metric=metric, value=value)
        with pytest.raises(TogiError, match=str(bounds(metric)[-1])):
            async with database.transaction() as session:
                await record(session, given)

    assert await standing(database, answer.id) == {}


async def standing(database: Database, answer_id: str, rater: str = "U1") -> dict[Metric, int]:
    async with database.reading() as session:
        return await standing_values(session, answer_id=answer_id, rater=rater)


async def test_a_modal_that_leaves_a_measure_out_does_not_change_it(database: Database) -> None:
    answer = await a.an_answer_in(database)
    first = {Metric.ACCURACY: 4, Metric.EXPERTISE: 1}
    async with database.transaction() as session:
        await record_all(session, a.a_rating(answer, source=Source.MODAL), first)
    async with database.transaction() as session:
        await record_all(session, a.a_rating(answer, source=Source.MODAL), {Metric.EXPERTISE: 3})

    assert await standing(database, answer.id) == {Metric.ACCURACY: 4, Metric.EXPERTISE: 3}


async def test_a_modal_that_is_delivered_twice_counts_once(database: Database) -> None:
    answer = await a.an_answer_in(database)
    first, second = (a.a_rating(answer, source=Source.MODAL) for _ in range(2))
    for act, value in ((first, 1), (second, 5), (first, 1)):
        async with database.transaction() as session:
            await record_all(session, act, {Metric.ACCURACY: value})

    assert await standing(database, answer.id) == {Metric.ACCURACY: 5}


async def test_removing_an_emoji_restores_what_the_modal_said(database: Database) -> None:
    answer = await a.an_answer_in(database)
    quality = {"metric": Metric.QUALITY}
    async with database.transaction() as session:
        await record(session, a.a_rating(answer, **quality, value=2, source=Source.MODAL))
        await record(
            session, a.a_rating(answer, **quality, value=5, source=Source.EMOJI, emoji="five")
        )
    assert await standing(database, answer.id) == {Metric.QUALITY: 5}

    async with database.transaction() as session:
        await record(
            session, a.a_rating(answer, **quality, value=None, source=Source.EMOJI, emoji="five")
        )

    assert await standing(database, answer.id) == {Metric.QUALITY: 2}


async def test_removing_the_only_emoji_leaves_nothing(database: Database) -> None:
    answer = await a.an_answer_in(database)
    async with database.transaction() as session:
        await record(session, a.a_rating(answer, source=Source.EMOJI, emoji="+1"))
        await record(session, a.a_rating(answer, value=None, source=Source.EMOJI, emoji="+1"))

    assert await standing(database, answer.id) == {}


async def test_people_do_not_overwrite_each_other(database: Database) -> None:
    answer = await a.an_answer_in(database)
    async with database.transaction() as session:
        await record(session, a.a_rating(answer, rater="U1", value=1))
        await record(session, a.a_rating(answer, rater="U2", value=0))

    assert await standing(database, answer.id, "U1") == {Metric.THUMB: 1}
    assert await standing(database, answer.id, "U2") == {Metric.THUMB: 0}


def test_an_emoji_whose_news_comes_after_its_removal_stays_removed() -> None:
    """Slack brings an event again when it was not acknowledged, then perhaps out of order."""
    removed, late = Deed("emoji", None, "four").as_event(), Deed("emoji", 4, "four").as_event()
    late.at = removed.at - timedelta(seconds=1)

    assert standing_value([removed, late]) is None


async def test_a_word_whose_news_comes_late_does_not_beat_a_newer_one(database: Database) -> None:
    answer = await a.an_answer_in(database)
    newer = a.a_rating(answer, value=1)
    older = a.a_rating(answer, value=0, at=newer.at - timedelta(seconds=1))
    async with database.transaction() as session:
        await record(session, newer)
        await record(session, older)

    assert await standing(database, answer.id) == {Metric.THUMB: 1}
