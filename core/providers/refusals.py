"""What a provider answers instead of doing it, in words that fit a person.

ProviderError
├── Passing          may work a little later, by itself
│   ├── ProviderDown
│   └── ProviderBusy
├── KeyRefused
├── NotEligible
├── ModelGone
├── ContextTooLong
└── RequestRefused
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from core.errors import TogiError

if TYPE_CHECKING:
    import openai

LONGEST_REASON, SHORTEST_KEY = 300, 8
TOO_LONG = (
    "maximum context length",
    "context length exceeded",
    "context window",
    "too many tokens",
)


class ProviderError(TogiError):
    template: ClassVar[str] = "{provider} couldn't do this."


class Passing(ProviderError):
    """What is worth another try without anybody doing anything."""

    may_pass = True


class ProviderDown(Passing):
    template: ClassVar[str] = (
        "{provider} isn't answering right now. Try again in a minute; "
        "if that doesn't help, an admin can run `togi doctor`."
    )


class ProviderBusy(Passing):
    template: ClassVar[str] = "{provider} is too busy right now. Try again in a minute."


class KeyRefused(ProviderError):
    template: ClassVar[str] = (
        "{provider} rejected the API key. An admin can set a valid one in OPENAI_API_KEY."
    )


class NotEligible(ProviderError):
    template: ClassVar[str] = (
        "{provider} doesn't allow this account to do that: {reason} "
        "An admin can ask the provider, or point OPENAI_BASE_URL at another one."
    )


class ModelGone(ProviderError):
    template: ClassVar[str] = (
        "{provider} doesn't have the model {model} any more. "
        "Type `/ft models` to see what else there is."
    )


class ContextTooLong(ProviderError):
    template: ClassVar[str] = (
        "{model} can't take in so much at once. Ask a shorter question, or begin a new thread."
    )


class RequestRefused(ProviderError):
    template: ClassVar[str] = "{provider} refused this: {reason}"


@contextmanager
def plainly(provider: str, *, model: str = "") -> Iterator[None]:
    """Turn what the SDK raises into this family; the SDK's own error stays as the cause."""
    import openai

    try:
        yield
    except openai.OpenAIError as error:
        raise _refusal(error, provider, model) from error


def _refusal(error: openai.OpenAIError, provider: str, model: str) -> ProviderError:
    import openai

    match error:
        case openai.APIConnectionError() | openai.InternalServerError():
            return ProviderDown(provider=provider)
        case openai.RateLimitError():
            return ProviderBusy(provider=provider)
        case openai.AuthenticationError():
            return KeyRefused(provider=provider)
        case openai.PermissionDeniedError():
            return NotEligible(provider=provider, reason=_reason(error))
        case openai.NotFoundError() if model:
            return ModelGone(provider=provider, model=model)
        case openai.APIStatusError() if model and _is_too_long(error):
            return ContextTooLong(model=model)
        case openai.APIStatusError():
            return RequestRefused(provider=provider, reason=_reason(error))
        case _:
            return ProviderDown(provider=provider)


def _is_too_long(error: openai.APIStatusError) -> bool:
    """Services agree on no status and no code for this, but on a few words."""
    words = _reason(error).lower()
    return error.code == "context_length_exceeded" or any(one in words for one in TOO_LONG)


def _reason(error: openai.APIStatusError) -> str:
    """The provider's own sentence, without the SDK's wrapping."""
    body = error.body
    if not isinstance(body, dict) or not isinstance(body.get("message"), str):
        return f"HTTP {error.status_code}"
    key = error.request.headers.get("authorization", "").removeprefix("Bearer ")
    words = str(body["message"])
    if len(key) >= SHORTEST_KEY:  # some services repeat it
        words = words.replace(key, "…")
    return words if len(words) <= LONGEST_REASON else words[: LONGEST_REASON - 1] + "…"
