"""What emoji say: as typed by people, as chosen by a workspace, as given and taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.answers import Answer, Delivery
from core.errors import TogiError
from core.ratings import (
    EmojiRating,
    Metric,
    Reaction,
    emoji_added,
    emoji_meanings,
    emoji_rating,
    emoji_removed,
    let_emoji_say,
    standing_values,
)
from core.ratings.emoji import USUAL, must_differ, read_names
from core.storage import Database
from tests import builders as a

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", []),
        ("  \n", []),
        (":tada:", ["tada"]),
        ("tada", ["tada"]),
        ("+1", ["+1"]),
        (":+1: :thumbsup:", ["+1"]),
        (":one::two:", ["one", "two"]),
        (":+1::skin-tone-3::tada:", ["+1", "tada"]),
        (":tada:, party_blob、shipit", ["tada", "party_blob", "shipit"]),
        ("👍🏽 3️⃣", ["+1", "three"]),
        (":ありがとう:", ["ありがとう"]),
        (":Tada:", ["tada"]),
        (":e-mail: :man's-shoe:", ["e-mail", "man's-shoe"]),
    ],
)
def test_emoji_are_read_as_people_type_them(typed: str, names: list[str]) -> None:
    assert read_names(typed) == names


@pytest.mark.parametrize("typed", ["🦄", "<@U1>", ":ta.da!:", "a" * 101, "good/bad", "*"])
def test_what_is_no_emoji_is_named(typed: str) -> None:
    with pytest.raises(TogiError, match="not the name of an emoji"):
        read_names(typed)


def test_an_emoji_can_not_say_two_things() -> None:
    must_differ(["tada"], USUAL)
    with pytest.raises(TogiError, match=r":\+1:"):
        must_differ(["tada", "+1"], USUAL)


async def test_emoji_say_the_usual_until_a_workspace_chooses(database: Database) -> None:
    chosen = {"tada": EmojiRating(Metric.ACCURACY, 5), "x": EmojiRating(Metric.THUMB, 0)}
    async with database.transaction() as session:
        assert await emoji_meanings(session, "T1") == USUAL
        await let_emoji_say(session, team="T1", meanings=chosen, person="U1")
    async with database.reading() as session:
        assert await emoji_meanings(session, "T1") == chosen
        assert await emoji_meanings(session, "T2") == USUAL


async def test_a_workspace_may_let_no_emoji_count(database: Database) -> None:
    async with database.transaction() as session:
        await let_emoji_say(session, team="T1", meanings=USUAL, person="U1")
        await let_emoji_say(session, team="T1", meanings={}, person="U2")
    async with database.reading() as session:
        meanings = await emoji_meanings(session, "T1")

    assert meanings == {}
    assert emoji_rating("+1", meanings) is None


async def a_reaction(database: Database, emoji: str, **fields: object) -> Reaction:
    answer = await a.an_answer_in(database)
    delivery = Delivery(answer_id=answer.id, channel=a.CHANNEL, ts="1.1")
    async with database.transaction() as session:
        session.add(delivery)
    own = {"cause": f"evt:{answer.id}:{emoji}", "rater": a.PERSON, "at": NOON}
    more = {"answer": answer, "delivery_id": delivery.id, "emoji": emoji}
    return Reaction(**{**own, **more, **fields})  # type: ignore[arg-type]  # overridden by name


def later(reaction: Reaction, seconds: int, cause: str) -> Reaction:
    at = reaction.at + timedelta(seconds=seconds)
    return Reaction(
        cause=cause,
        answer=reaction.answer,
        delivery_id=reaction.delivery_id,
        rater=reaction.rater,
        emoji=reaction.emoji,
        at=at,
    )


async def standing(database: Database, answer: Answer) -> dict[Metric, int]:
    async with database.reading() as session:
        return await standing_values(session, answer_id=answer.id, rater=a.PERSON)


async def test_an_emoji_keeps_what_it_meant_when_it_was_given(database: Database) -> None:
    five = await a_reaction(database, "five")
    async with database.transaction() as session:
        await emoji_added(session, five)
        meanings = {"five": EmojiRating(Metric.RELEVANCE, 0)}
        await let_emoji_say(session, team=five.answer.team, meanings=meanings, person="U9")

    assert await standing(database, five.answer) == {Metric.QUALITY: 5}

    async with database.transaction() as session:
        await emoji_removed(session, later(five, 1, "evt:removed"))

    assert await standing(database, five.answer) == {}


async def test_an_emoji_that_means_nothing_now_can_still_be_taken_back(database: Database) -> None:
    thumb = await a_reaction(database, "+1::skin-tone-4")
    async with database.transaction() as session:
        await emoji_added(session, thumb)
        await let_emoji_say(session, team=thumb.answer.team, meanings={}, person="U9")
        await emoji_removed(session, later(thumb, 1, "evt:removed"))

    assert await standing(database, thumb.answer) == {}


async def test_an_emoji_without_a_meaning_leaves_no_trace(database: Database) -> None:
    other = await a_reaction(database, "shipit")
    async with database.transaction() as session:
        await emoji_added(session, other)
        await emoji_removed(session, later(other, 1, "evt:removed"))

    assert await standing(database, other.answer) == {}


async def test_news_of_an_emoji_that_comes_after_its_removal_revives_nothing(
    database: Database,
) -> None:
    four = await a_reaction(database, "four")
    async with database.transaction() as session:
        await emoji_removed(session, later(four, 5, "evt:removed"))
        await emoji_added(session, four)

    assert await standing(database, four.answer) == {}
