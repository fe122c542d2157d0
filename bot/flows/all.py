"""Every flow there is, declared before the engine is launched."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows.answering import answering, whispering
from bot.flows.bringing import bringing
from bot.flows.comparing import Place, comparing
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.flows.training import training


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    answer: Flow[[str, str, str]]
    answer_in_private: Flow[[str, str, str]]
    bring: Flow[[str]]
    compare: Flow[[Place]]
    train: Flow[[str, str]]


def declare(house: House) -> Flows:
    return Flows(
        answer=answering(house),
        answer_in_private=whispering(house),
        bring=bringing(house),
        compare=comparing(house),
        train=training(house),
    )
