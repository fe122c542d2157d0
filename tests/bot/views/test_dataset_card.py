"""What the card of a data set offers."""

from __future__ import annotations

import pytest

from bot.locales import words_for
from bot.views.datasets import OTHER_COLUMNS, card
from core.datasets.tables import Origin
from tests.bot.views.every_view import the_shown


@pytest.mark.parametrize("origin", Origin)
def test_other_columns_are_offered_for_a_version_that_a_file_brought(origin: Origin) -> None:
    shown = the_shown("a guess")
    shown.version.origin = origin

    told = card(shown, words_for("en-US"))

    assert (OTHER_COLUMNS in str(told)) is (origin is Origin.FILE)
