"""Clusters of questions: copies are found, neighbours are kept apart, crowds cost little."""

# ruff: noqa: RUF001, S311 (wide letters are what it is about; chance need not be secret)

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.chats import folded
from core.datasets.similarity.clusters import clusters
from tests.core.datasets.similarity.pairs import OF_ONE_THING, OF_TWO_THINGS
from tests.core.datasets.similarity.planted import found, mistyped, questions

NOUNS = ("a calendar of holidays", "minutes of meetings", "the addresses of suppliers")


def are_one(*texts: str) -> bool:
    return len(set(clusters(texts).tolist())) == 1


def are_apart(*texts: str) -> bool:
    return len(set(clusters(texts).tolist())) == len(texts)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_planted_copies_are_found_and_nothing_else(language: str) -> None:
    planted = questions(5000)
    measured = found(planted, clusters(one.text for one in planted).tolist(), language)

    assert measured.recall >= 0.98
    assert measured.precision >= 0.98


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_larger_crowd_of_neighbours_changes_little(seed: int) -> None:
    planted = questions(30_000, seed=seed)
    ids = clusters(one.text for one in planted).tolist()

    for language in ("en", "ja"):
        assert min(found(planted, ids, language)) >= 0.98


@given(order=st.permutations(range(60)))
def test_the_order_of_questions_decides_nothing(order: list[int]) -> None:
    texts = [one.text for one in questions(60, copied=0.5)]
    one, other = clusters(texts), clusters(texts[at] for at in order)

    assert len(set(zip(one[order].tolist(), other.tolist(), strict=True))) == len(set(one.tolist()))


@given(texts=st.lists(st.text() | st.text("aAａ？ 。", max_size=5), max_size=30))
def test_what_is_equal_without_width_and_case_is_one(texts: list[str]) -> None:
    ids = clusters(texts).tolist()
    first = {folded(text): cluster for text, cluster in zip(texts, ids, strict=True)}

    assert len(ids) == len(texts)
    assert all(first[folded(text)] == cluster for text, cluster in zip(texts, ids, strict=True))
    assert list(dict.fromkeys(ids)) == list(range(len(set(ids))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("パスワードを忘れました。", "パスワードを忘れました！！"),
        ("ＶＰＮに接続できません", "VPN に接続できません。"),
        ("How do I reset my password?", "how do i reset my pasword"),
        (
            "請求書の宛名を変更する方法を教えてください。",
            "請求書の宛名を変更する方法を教えて下さい",
        ),
        (
            "開封した商品は返品できますか、教えてください",
            "開封した商品を返品できますか、教えてください",
        ),
    ],
)
def test_hasty_copies_are_the_same(one: str, other: str) -> None:
    assert are_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("パスワードを忘れました", "パスワードを変更したい"),
        (
            "How do I enable notifications for a channel?",
            "How do I mute notifications for a channel?",
        ),
        ("請求書の送付先はどこで変更できますか。", "契約書の送付先はどこで変更できますか。"),
        ("How do I share the report of my team?", "How do I print the report of my team?"),
        ("入金したか", "出金したか"),  # too short to be sure
        ("", "?!"),
    ],
)
def test_other_words_ask_for_other_things(one: str, other: str) -> None:
    assert are_apart(one, other)


def test_a_number_that_differs_asks_for_another_thing() -> None:
    asked = [f"What was the revenue of the year {year}?" for year in range(2000, 2005)]

    assert are_apart(*asked)
    assert are_apart(*asked[:2])
    assert are_one("Does it cost 1,000 yen a month?", "Does it cost 1000 yen a month")


@pytest.mark.parametrize(("one", "other"), OF_TWO_THINGS)
def test_a_name_a_letter_or_another_word_asks_for_another_thing(one: str, other: str) -> None:
    assert are_apart(one, other)


@pytest.mark.parametrize(("one", "other"), OF_ONE_THING)
def test_slips_width_endings_and_politeness_ask_for_the_same(one: str, other: str) -> None:
    assert are_one(one, other)


@pytest.mark.parametrize(("one", "other"), OF_TWO_THINGS)
def test_two_things_stay_apart_where_both_are_asked_often(one: str, other: str) -> None:
    """Copies of either, as an office keeps them, tie nothing together."""
    ids = clusters([one] * 12 + [other + "!"] * 2 + [other]).tolist()

    assert ids == [0] * 12 + [1] * 3


def test_names_make_a_series_even_where_they_differ_by_a_letter() -> None:
    names = [f"{first}{second}" for first in "山川空海森" for second in "田本村島原"]
    asked = [f"{name}支店への交通費の精算方法を教えてください。" for name in names]
    copies = [question.replace("教えてください。", "教えて下さい") for question in asked]
    ids = clusters(asked + copies).tolist()

    assert ids == [*range(len(names))] * 2


def test_a_word_that_others_use_is_no_slip() -> None:
    """Among questions of the reports, one of the “reposts” is a slip, unless others ask of them."""
    pair = ["Where do I find my reports of June?", "Where do I find my reposts of June?"]
    elsewhere = [f"Can I see {what} in my {do}?" for do in ("reports", "reposts") for what in NOUNS]

    assert are_one(*pair)
    assert are_apart(*pair, *elsewhere)


@pytest.mark.parametrize(
    "texts",
    [
        [""] * 20_000,
        ["How do I reset my device?"] * 20_000,
        [f"How do I reset device {number}?" for number in range(20_000)],
        ["a" * (number % 300) for number in range(20_000)],
    ],
    ids=["empty", "equal", "numbered", "one letter"],
)
def test_crowds_are_not_compared_each_with_each(texts: list[str]) -> None:
    assert len(clusters(texts)) == len(texts)


def test_a_crowd_of_copies_of_one_question_is_one() -> None:
    chance = random.Random(1)
    text = "開封後の商品は、購入から三十日以内であれば、送料をご負担いただくことで返品できますか。"
    crowd = [mistyped(text, "ja", chance) for _ in range(3000)]

    assert are_one(*crowd)


def test_many_copies_of_each_question_stay_together() -> None:
    chance = random.Random(1)
    originals = questions(300, copied=0)
    copies = [
        one._replace(text=mistyped(one.text, one.language, chance))
        for one in originals
        for _ in range(6)
    ]
    planted = originals + copies
    ids = clusters(one.text for one in planted).tolist()

    for language in ("en", "ja"):
        assert min(found(planted, ids, language)) >= 0.98


def test_texts_longer_than_a_book_are_compared_in_part() -> None:
    long = "これは長い文書です。" * 50_000

    assert np.array_equal(clusters([long + "以上でした", long + "以上でしだ", "短い"]), [0, 0, 1])
