"""How long the rest takes is said once it is known, by what was done in this process."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flows.pace import ENOUGH, Pace


def test_the_rest_takes_as_long_as_what_was_done() -> None:
    ticks: Iterator[float] = iter([100.0, 103.0, 160.0, 220.0])
    pace = Pace(total=60, clock=lambda: next(ticks))

    assert pace.left(20) is None  # what an earlier process did says nothing of the pace
    assert pace.left(20 + ENOUGH - 1) is None
    assert pace.left(30) == 180
    assert pace.left(60) == 0
