"""Slack's bad days, on demand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Fault:
    """The next `times` calls of a method go wrong in this way."""

    method: str
    error: str = ""
    http_status: int = 200
    retry_after: int = 0
    delay_s: float = 0.0
    after_effect: bool = False  # the work is done, the answer says it was not
    redirect_to: str = ""  # for downloads: where they are sent instead
    times: int = 1

    @property
    def only_slow(self) -> bool:
        return not self.error and self.http_status == 200 and not self.redirect_to  # noqa: PLR2004


class Faults:
    """Faults waiting for their call, in the order they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        fault = next((one for one in self._waiting if one.method in {method, "*"}), None)
        if fault is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._waiting.remove(fault)
        return fault
