"""The one family of refusals: each says what happened, who can fix it, and how.

A refusal is written once, in English, with named places for its details. `str()` is fit to show
a person; who speaks another language translates `template` and fills in `details`. Anything
that is not a `TogiError` is a bug.
"""

from __future__ import annotations

from typing import ClassVar

Detail = str | int | float


class TogiError(Exception):
    """The root of the family; subclasses live in the room whose refusal they are."""

    template: ClassVar[str] = "Something was refused."
    may_pass: bool = False  # whether the same may work a little later, with nothing done about it

    def __init__(self, **details: Detail) -> None:
        self.details = details
        super().__init__(self.template.format(**details))


class Recalled(TogiError):
    """A refusal that was written down in one process and read again in another."""

    def __init__(
        self, template: str, details: dict[str, Detail], *, may_pass: bool = False
    ) -> None:
        self.template = template  # type: ignore[misc]  # what the class was is gone, its words are not
        self.may_pass = may_pass
        super().__init__(**details)
