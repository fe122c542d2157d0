"""What the card of a data set offers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.locales import words_for
from bot.views.datasets.cards import FIX, OTHER_COLUMNS, SEE_ALL, TRAIN, card
from bot.views.training.bases import choose
from core.datasets.faults import Fault
from core.datasets.tables import Kind, Origin
from core.providers import BaseModel
from core.tuning import Estimate
from tests.bot.views.every_view import the_shown

KEY = "sk-" + "abc1" * 8


@pytest.mark.parametrize("origin", Origin)
def test_other_columns_are_offered_for_a_version_that_a_file_brought(origin: Origin) -> None:
    shown = the_shown("a guess")
    shown.version.origin = origin

    told = card(shown, words_for("en-US"))

    assert (OTHER_COLUMNS in str(told)) is (origin is Origin.FILE)


@pytest.mark.parametrize("kind", Kind)
def test_training_is_not_offered_for_pairs_of_answers(kind: Kind) -> None:
    shown = the_shown("a guess")
    shown.version.kind = kind

    told = card(shown, words_for("en-US"))

    assert (f"'{TRAIN}'" in str(told)) is (kind is Kind.CHAT)


def test_where_every_row_gives_something_away_the_card_shows_none_and_says_why() -> None:
    shown = replace(the_shown("a guess"), samples=(), findings=[Fault(3, "secret")])

    told = card(shown, words_for("en-US"))

    assert "No examples are shown" in str(told)
    assert "No examples are shown" not in str(card(the_shown("a"), words_for("en-US")))


def test_what_holds_keys_is_to_be_fixed_before_it_is_trained_on() -> None:
    shown = replace(the_shown("a guess"), findings=[Fault(3, "secret")])

    buttons = card(shown, words_for("en-US"))["blocks"][-1]["elements"]

    green = [one["action_id"] for one in buttons if one.get("style") == "primary"]
    assert green == [FIX]


def test_a_prompt_with_a_key_in_it_is_not_repeated() -> None:
    shown = the_shown("a guess")
    shown.version.system_prompt = f"Use {KEY}"

    assert KEY not in str(card(shown, words_for("en-US")))


def test_what_trains_on_this_machine_is_called_free() -> None:
    shown = replace(the_shown("a guess"), estimate=Estimate(tokens=20, epochs=3, is_free=True))

    assert "free: trains on this machine" in card(shown, words_for("en-US"))["text"]
    assert "このマシンで学習します" in card(shown, words_for("ja-JP"))["text"]


def test_a_price_that_nobody_knows_is_not_free() -> None:
    shown = replace(the_shown("a guess"), estimate=Estimate(tokens=20, epochs=3))

    assert "no price known" in card(shown, words_for("en-US"))["text"]


def test_an_old_version_is_offered_for_nothing_that_a_newer_one_is_for() -> None:
    shown = replace(the_shown("a guess"), undecided=2, newest=2)
    shown.version.number = 1

    told = str(card(shown, words_for("en-US")))

    assert "Version 2 has come since" in told
    assert f"'{TRAIN}'" not in told
    assert "'ask_expert'" not in told
    assert f"'{SEE_ALL}'" in told


@pytest.mark.parametrize(("encoding", "told"), [("utf-8", False), ("cp932", True)])
def test_only_an_unusual_encoding_is_told(encoding: str, *, told: bool) -> None:
    shown = the_shown("a guess")
    shown.version.encoding = encoding

    assert ("Shift_JIS" in str(card(shown, words_for("en-US")))) is told
    assert "utf-8" not in str(card(shown, words_for("en-US")))


def test_languages_of_a_base_are_named_in_the_readers_own() -> None:
    base = BaseModel(name="b", languages=("en", "ja", "multilingual"))
    shown = the_shown("a guess")

    told = str(choose(shown.dataset, shown.version, base, [base], words_for("ja-JP")))

    assert "英語、日本語、その他の言語" in told
