"""Until when a model answers: what the provider says itself, else what it has announced."""

from __future__ import annotations

from datetime import date

from core.providers.chat import PATIENCE_SECONDS, Chat
from core.providers.refusals import plainly


async def retires_on(chat: Chat, model: str) -> date | None:
    """The day on which a model stops answering; None where none is known.

    `shutdown_date` of the model list comes first (`GET /v1/models/{model}`, as OpenAI has it).

    Raises:
        ProviderError: when the provider can't be asked right now.
    """
    client = await chat.client.get()
    from openai import APIStatusError

    patient = client.with_options(timeout=PATIENCE_SECONDS * 4)
    with plainly(chat.profile.title):
        try:
            found = await patient.models.retrieve(model)
        except APIStatusError:  # it doesn't tell of single models, or of this one no more
            return chat.profile.retires_on(model)
    said = getattr(found, "shutdown_date", None)
    try:
        return date.fromisoformat(str(said)) if said else chat.profile.retires_on(model)
    except ValueError:
        return chat.profile.retires_on(model)
