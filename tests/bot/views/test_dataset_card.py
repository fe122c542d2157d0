"""What the card of a data set offers."""

from __future__ import annotations

import pytest

from bot.locales import words_for
from bot.views.datasets import OTHER_COLUMNS, TRAIN, card
from core.datasets.tables import Kind, Origin
from tests.bot.views.every_view import the_shown


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
