"""How somebody wants a channel to be answered: what they typed, and what is wrong with it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from core.errors import TogiError

HOTTEST = 2.0
LONGEST = 32_000  # tokens
LARGEST_SHARE = 50  # percent; more would make the second model the first


class WrongSetting(TogiError):
    """What is wrong with one field of the form."""

    field: ClassVar[str]


class WrongTemperature(WrongSetting):
    template: ClassVar[str] = "The temperature must be a number from 0 to {highest}, such as 0.7."
    field = "temperature"


class WrongLength(WrongSetting):
    template: ClassVar[str] = (
        "The length must be a whole number of tokens, from 1 to {highest}, without commas."
    )
    field = "max_tokens"


class WrongShare(WrongSetting):
    template: ClassVar[str] = "The share must be a number of percent, from 0 to {highest}."
    field = "canary_share"


class NoSecondModel(WrongSetting):
    template: ClassVar[str] = "Choose a second model for this share, or leave the share empty."
    field = "canary"


class CanaryAnswersAlready(WrongSetting):
    template: ClassVar[str] = (
        "This model already answers here. Choose another one to try, or “None”."
    )
    field = "canary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The form as it was filled in; None is a field that was left empty."""

    model_id: str | None = None  # leaves the model that answers
    prompt: str | None = None  # the model's own
    temperature: str | None = None  # as everywhere
    max_tokens: str | None = None  # as everywhere
    follows_threads: bool = True
    asks_ratings: bool = True
    locale: str | None = None  # each person's own
    canary_model_id: str | None = None
    canary_share: str | None = None  # in percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a channel is to be answered from now on."""

    model_id: str | None
    prompt: str | None
    temperature: float | None
    max_tokens: int | None
    follows_threads: bool
    asks_ratings: bool
    locale: str | None
    canary_model_id: str | None
    canary_share: float


def faults(written: Written, serving: str | None) -> list[WrongSetting]:
    """Everything that is wrong with a form, where `serving` is the model that answers now."""
    found: list[WrongSetting] = []
    if written.temperature and _number(written.temperature, 0, HOTTEST) is None:
        found.append(WrongTemperature(highest=f"{HOTTEST:g}"))
    if written.max_tokens and _whole(written.max_tokens, 1, LONGEST) is None:
        found.append(WrongLength(highest=LONGEST))
    if written.canary_model_id:
        if written.canary_model_id == (written.model_id or serving):
            found.append(CanaryAnswersAlready())
        if _percent(written.canary_share) is None:
            found.append(WrongShare(highest=LARGEST_SHARE))
    elif _percent(written.canary_share) != 0 and (written.canary_share or "").strip():
        found.append(NoSecondModel())
    return found


def read(written: Written) -> Wanted:
    """What a form that has no faults means."""
    percent = _percent(written.canary_share) if written.canary_model_id else None
    return Wanted(
        model_id=written.model_id,
        prompt=(written.prompt or "").strip() or None,
        temperature=_number(written.temperature or "", 0, HOTTEST),
        max_tokens=_whole(written.max_tokens or "", 1, LONGEST),
        follows_threads=written.follows_threads,
        asks_ratings=written.asks_ratings,
        locale=written.locale,
        canary_model_id=written.canary_model_id,
        canary_share=(percent or 0.0) / 100,
    )


def _number(text: str, lowest: float, highest: float) -> float | None:
    """Japanese keyboards write wide digits."""
    try:
        number = float(unicodedata.normalize("NFKC", text).strip())
    except ValueError:
        return None
    return number if lowest <= number <= highest else None


def _whole(text: str, lowest: int, highest: int) -> int | None:
    number = _number(text, lowest, highest)
    return int(number) if number is not None and number.is_integer() else None


def _percent(text: str | None) -> float | None:
    return _number((text or "").strip().rstrip("%％"), 0, LARGEST_SHARE)  # noqa: RUF001 (as it is typed in Japanese)
