"""Which base a time and a price are told for."""

from __future__ import annotations

from bot.flows.training.proposing import Proposal
from core.providers import BaseModel

ENGLISH = BaseModel(name="english", languages=("en",))
FAR = BaseModel(name="far", languages=("ja",), is_within_reach=False)
NEAR = BaseModel(name="near", languages=("en", "ja"))


def test_the_first_base_that_can_be_had_is_the_one_that_is_told_of() -> None:
    assert Proposal(ENGLISH, [FAR, NEAR]).first is NEAR


def test_where_none_can_be_had_the_one_to_begin_with_stays() -> None:
    assert Proposal(ENGLISH, [FAR]).first is ENGLISH
