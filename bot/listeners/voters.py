"""Who votes in a comparison: chosen people, a user group, or everybody in the channel."""

from __future__ import annotations

from typing import ClassVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.house import House
from bot.listeners.payloads import State, choices_of, text_of, users_of
from bot.slack.members import group_members, members_of
from bot.views.evaluation import form as forms
from core.errors import TogiError
from core.evaluation.runs.tables import Run
from core.storage.lookup import folded

MOST_INVITED = 200  # each gets a message of their own


class OutsideChannel(TogiError):
    template: ClassVar[str] = (
        "This channel is private, so only its members can vote. Not members: {people}"
    )


class NotBoth(TogiError):
    template: ClassVar[str] = (
        "Choose who votes, or invite everybody in this channel: both at once isn't possible."
    )


class NobodyInGroup(TogiError):
    template: ClassVar[str] = (
        "There is no user group called “{typed}”, or nobody is in it. Type its name as after the "
        "@ sign in Slack."
    )


class TooManyToInvite(TogiError):
    template: ClassVar[str] = (
        "These are more than {most} people, too many to send each of them a message. Choose some "
        "of them. If you choose nobody, whoever clicks “Vote” can vote."
    )


async def choose_voters(house: House, run: Run, state: State, client: AsyncWebClient) -> None:
    """Write down who votes, as the form says it.

    Raises:
        NotBoth, NobodyInGroup, TooManyToInvite, OutsideChannel: when that can't be.
    """
    raters = users_of(state, forms.RATERS, forms.RATERS)
    if typed := text_of(state, forms.GROUP, forms.GROUP):
        found = await group_members(client, folded(typed).removeprefix("@"))
        if not found:
            raise NobodyInGroup(typed=typed)
        raters = list(dict.fromkeys([*raters, *found]))
    run.invites_everybody = bool(choices_of(state, forms.EVERYBODY, forms.EVERYBODY))
    if run.invites_everybody and raters:
        raise NotBoth
    inside = raters
    if run.invites_everybody:
        inside = await members_of(client, run.channel, most=MOST_INVITED)
    elif run.private_to and raters:
        inside = await members_of(client, run.channel, frozenset(raters))
    if len(inside if run.invites_everybody else raters) > MOST_INVITED:
        raise TooManyToInvite(most=MOST_INVITED)
    if outside := [person for person in raters if person not in inside]:
        names = await house.people.names(client, team=run.team, users=outside)
        raise OutsideChannel(people=", ".join(name or who for who, name in names.items()))
    run.raters = raters
