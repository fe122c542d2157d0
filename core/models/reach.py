"""Where a model may answer: one that learnt from a private channel, only there."""

from __future__ import annotations

from typing import ClassVar

from core.errors import TogiError
from core.models.tables import Model


class PrivateModel(TogiError):
    template: ClassVar[str] = (
        "{model} learnt from the data of a private channel, so it answers only there."
    )


def must_answer_in(model: Model, channel: str) -> None:
    """Let it pass, or refuse.

    Raises:
        PrivateModel: when the model learnt from a private channel, and this is another.
    """
    if model.private_to and model.private_to != channel:
        raise PrivateModel(model=model.title)
