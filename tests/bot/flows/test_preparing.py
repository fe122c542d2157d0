"""What an older version recorded of a comparison is read by this one."""

from __future__ import annotations

from bot.flows.evaluating.preparing import by_way


def test_one_list_of_ids_is_asked_for_singly() -> None:
    assert by_way(["ans_1", "ans_2"]) == [["ans_1", "ans_2"]]


def test_ways_stay_as_they_were_listed() -> None:
    assert by_way([["ans_1"], ["ans_2", "ans_3"]]) == [["ans_1"], ["ans_2", "ans_3"]]
    assert by_way([[]]) == [[]]
