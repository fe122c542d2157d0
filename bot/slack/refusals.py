"""What Slack answers instead of doing it, in words that fit a person."""

from __future__ import annotations

from typing import ClassVar

from slack_sdk.errors import SlackApiError

from core.errors import TogiError

PASSING = {
    "ratelimited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
}
DEAD_TOKEN = {"token_revoked", "invalid_auth", "account_inactive", "token_expired", "not_authed"}
TOO_MANY, SERVER_ERROR = 429, 500


class SlackRefused(TogiError):
    template: ClassVar[str] = "Slack refused this ({error}). An admin can run `togi doctor`."


class SlackPassing(SlackRefused):
    template: ClassVar[str] = "Slack is busy right now. Try again in a minute."
    may_pass = True


class ScopeMissing(SlackRefused):
    template: ClassVar[str] = (
        "Togi is missing the Slack permission {needed}. An admin can update the app from "
        "manifest.yml and install it again."
    )


class NotInvited(SlackRefused):
    template: ClassVar[str] = (
        "Togi is not a member of that channel. Type `/invite @togi` there, then try again."
    )


class ChannelArchived(SlackRefused):
    template: ClassVar[str] = "That channel is archived, so nothing can be posted there."


class TokenRefused(SlackRefused):
    template: ClassVar[str] = (
        "Slack no longer accepts Togi's token. An admin can install the app again and set the new "
        "SLACK_BOT_TOKEN."
    )


def detail(error: SlackApiError, name: str = "error") -> str:
    """A field of what Slack answered, "" where the answer was no JSON, as from a broken proxy."""
    data = getattr(error.response, "data", None)
    return str(data.get(name, "")) if isinstance(data, dict) else ""


def slack_refusal(error: Exception) -> SlackRefused:
    """The refusal for what slack_sdk or the network raised."""
    if not isinstance(error, SlackApiError):
        return SlackPassing()
    code, status = detail(error), getattr(error.response, "status_code", SERVER_ERROR)
    if code in PASSING or status == TOO_MANY or status >= SERVER_ERROR:
        return SlackPassing()
    match code:
        case "missing_scope":
            return ScopeMissing(needed=detail(error, "needed"))
        case "not_in_channel" | "channel_not_found":
            return NotInvited()
        case _ if code in DEAD_TOKEN:
            return TokenRefused()
        case "is_archived":
            return ChannelArchived()
        case _:
            return SlackRefused(error=code or str(status))
