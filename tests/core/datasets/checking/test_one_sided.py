"""One-sidedness: shares of author, label, length, courtesy and opening, with their numbers."""

from __future__ import annotations

from collections.abc import Iterable

from core.datasets.checking.one_sided import OneSided
from core.datasets.checking.row import Row
from tests.core.datasets.checking.rows import answers, faults

PROSE = "in a sentence of its own that is long enough to be prose" + " and more" * 3


def varied(count: int, opening: str = "") -> list[str]:
    return [f"{opening}{number} {PROSE}{' and more' * (number % 9)}" for number in range(count)]


def said(rows: Iterable[Row]) -> dict[str, object]:
    return {fault.kind: fault.details["percent"] for fault in faults(OneSided, rows)}


def by(*authors: str | None) -> list[Row]:
    texts = varied(len(authors))
    return [row._replace(author=one) for row, one in zip(answers(*texts), authors, strict=True)]


def about(*labels: str | None) -> list[Row]:
    texts = varied(len(labels))
    return [row._replace(label=one) for row, one in zip(answers(*texts), labels, strict=True)]


def test_one_person_who_wrote_nearly_half_is_said() -> None:
    assert said(by(*"aabbc" * 6, *"a" * 3)) == {"author": 45}
    assert said(by(*"abcde" * 6)) == {}
    assert said(by(*"a" * 19)) == {}
    assert said(by(*[None] * 40)) == {}


def test_a_person_is_not_named() -> None:
    (fault,) = faults(OneSided, by(*["Hanako"] * 20))

    assert "Hanako" not in fault.sentence


def test_labels_that_are_too_frequent_or_too_rare_are_said() -> None:
    assert said(about(*"a" * 90, *"b" * 10)) == {"label": 90}
    assert said(about(*"a" * 50, *"b" * 48, *"c" * 2)) == {"rare_label": 2}
    assert said(about(*"abcd" * 10)) == {}
    assert said(about(*"a" * 60, *"b" * 40)) == {}


def test_short_answers_that_come_again_are_labels() -> None:
    assert said(answers(*["yes"] * 95, *["no"] * 5)) == {"label": 95}
    assert said(answers(*["yes", "no"] * 30)) == {}
    assert said(answers(*["Yes."] * 60)) == {}
    assert said(answers(*["Yes."] * 60, "No.")) == {}


def test_answers_of_one_length_are_said() -> None:
    assert said(answers(*[f"{number:03} {PROSE}" for number in range(40)])) == {"length": 100}


def test_courtesy_before_most_answers_is_said() -> None:
    thanks = varied(30, "Thank you for asking. Number ")
    japanese = [f"お問い合わせありがとうございます。{text}" for text in varied(30)]

    assert said(answers(*thanks, *varied(10))) == {"politeness": 75}
    assert said(answers(*japanese)) == {"politeness": 100}


def test_the_same_first_words_are_said() -> None:
    assert said(answers(*varied(30, "As our handbook says, number "), *varied(10))) == {
        "opening": 75
    }
    assert said(answers(*varied(40))) == {}


def test_json_has_one_form_on_purpose() -> None:
    assert (
        said(
            answers(
                *[f'{{"category":"billing","number":{n:04},"x":"{"y" * 30}"}}' for n in range(60)]
            )
        )
        == {}
    )
