"""What a person typed, and the one thing they meant."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import TogiError
from core.storage import NotFound, find
from core.storage.columns import ALPHABET, ID_LENGTH, new_id
from core.storage.lookup import Ambiguous, NothingYet


@dataclass(frozen=True)
class Thing:
    id: str
    label: str


FAQ = Thing("ds_7k3mfp2x", "faq")
FAQ_OLD = Thing("ds_7kzzzz22", "FAQ-old")
TRIAGE = Thing("ds_9bcdfghj", "support-triage")
LEGAL = Thing("ds_2qqqqqqq", "法律相談")
THINGS = [TRIAGE, FAQ, FAQ_OLD, LEGAL]  # newest first


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ds_7k3mfp2x", FAQ),
        ("DS_7K3MFP2X", FAQ),
        ("faq", FAQ),
        ("Faq", FAQ),
        ("faq-old", FAQ_OLD),
        ("faq-", FAQ_OLD),
        ("sup", TRIAGE),
        ("ds_9", TRIAGE),
        ("9bc", TRIAGE),
        ("7k3", FAQ),
        ("法律", LEGAL),
        ("latest", TRIAGE),
        ("LATEST", TRIAGE),
        ("\uff46\uff41\uff51", FAQ),
        ("\uff4c\uff41\uff54\uff45\uff53\uff54", TRIAGE),
    ],
)
def test_found(typed: str, meant: Thing) -> None:
    assert find(typed, THINGS) is meant


def test_a_whole_name_is_no_prefix_of_another() -> None:
    assert find("faq", [FAQ_OLD, FAQ]) is FAQ


def test_a_prefix_of_several_is_refused_with_all_of_them() -> None:
    with pytest.raises(Ambiguous) as refusal:
        find("fa", THINGS)

    assert "faq, FAQ-old" in str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("fqa", "faq"), ("support-traige", "support-triage"), ("SUPPORT-TRAIGE", "support-triage")],
)
def test_a_typo_gets_the_nearest_name(typed: str, nearest: str) -> None:
    with pytest.raises(NotFound) as refusal:
        find(typed, THINGS)

    assert str(refusal.value).endswith(f"{nearest}?")


def test_what_resembles_nothing_gets_what_there_is() -> None:
    with pytest.raises(NotFound) as refusal:
        find("zzzzzz", THINGS)

    assert "support-triage, faq, FAQ-old" in str(refusal.value)


@pytest.mark.parametrize("typed", ["latest", "faq"])
def test_where_nothing_is_nothing_is_found(typed: str) -> None:
    with pytest.raises(NothingYet):
        find(typed, [])


@given(st.text(min_size=1))
def test_any_text_finds_something_or_is_refused_in_words(typed: str) -> None:
    with contextlib.suppress(TogiError):
        assert find(typed, THINGS) in THINGS


def test_ids_are_short_say_what_they_are_of_and_spell_no_word() -> None:
    kind, _, rest = new_id("job").partition("_")

    assert kind == "job"
    assert len(rest) == ID_LENGTH
    assert not set(ALPHABET) & set("aeiou01l")
    assert new_id("job") != new_id("job")
