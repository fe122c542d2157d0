"""Notices before a model ends: at 60, 14 and 3 days, each once its day has come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.models.retiring import notice_due
from core.providers import PROFILES

END = date(2027, 1, 14)


@pytest.mark.parametrize(
    ("left", "notice"),
    [(61, None), (60, 60), (15, 60), (14, 14), (4, 14), (3, 3), (1, 3), (0, 3), (-1, None)],
)
def test_a_notice_is_due_from_its_day_on_until_the_next(left: int, notice: int | None) -> None:
    assert notice_due(END, END - timedelta(days=left)) == notice


def test_what_was_tuned_ends_with_its_base() -> None:
    openai = PROFILES["openai"]

    assert openai.retires_on("ft:gpt-4.1-mini-2025-04-14:team::abc") == END
    assert openai.retires_on("gpt-5-mini") is None
