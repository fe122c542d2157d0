"""Why a training can not go on."""

from __future__ import annotations


class Refused(Exception):
    """The training can't go on, for a reason that its owner can understand."""

    def __init__(self, code: str, message: str, param: str | None = None) -> None:
        super().__init__(message)
        self.code, self.param = code, param
