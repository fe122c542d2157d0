"""What is said beside a file of ratings or votes."""

from __future__ import annotations

import pytest

from bot.locales import words_for
from bot.views.ratings.exports import exported
from core.evaluation.files.exporting import Exported, Kind


@pytest.mark.parametrize(("language", "counted"), [("en", "42 of them count"), ("ja", "42 票")])
def test_who_reads_of_fewer_votes_on_the_card_is_told_why(language: str, counted: str) -> None:
    told = exported(Kind.VOTES, Exported(74, 42, 0), words_for(language), named=False)
    assert "74" in told
    assert counted in told
    assert "`counted`" in told


def test_nothing_is_said_of_what_is_not_the_case() -> None:
    say = words_for("en")
    told = exported(Kind.VOTES, Exported(74, 74, 0), say, named=True)
    assert told == "Here are 74 votes. Raters stand in it with their Slack ids."
    assert "their words are left out" in exported(Kind.RATINGS, Exported(9, 9, 2), say, named=True)
