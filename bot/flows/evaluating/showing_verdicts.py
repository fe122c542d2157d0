"""The message with a verdict: posted once, and drawn anew when its picture or a decision is in."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from bot.flows.evaluating.contest import contest_of
from bot.flows.evaluating.judging import judged
from bot.flows.evaluating.picturing import chart_of
from bot.flows.evaluating.posted import verdict_key
from bot.flows.house import House
from bot.locales import Words, words_for
from bot.slack.refusals import detail
from bot.views.blocks import Message
from bot.views.evaluation.names import Contest
from bot.views.evaluation.verdict_card import verdict_card, who_decides
from core.people.persons import EVERYBODY


async def post_verdict(house: House, run_id: str) -> str:
    """The verdict as a message of its own: the card may have scrolled away long ago."""
    contest = await contest_of(house, run_id)
    return await _post(house, contest, await _card(house, contest))


async def redraw_verdict(house: House, run_id: str) -> None:
    """One at a time, each reading anew: what is drawn last is what stands."""
    async with house.posting.unless_awaited(f"redraw:{run_id}") as is_due:
        if not is_due:
            return
        contest = await contest_of(house, run_id)
        message = await _card(house, contest)
        ts = await _post(house, contest, message)
        channel = contest.state.run.channel
        try:
            await house.edit(channel, ts, message)
        except SlackApiError as error:
            if detail(error) != "invalid_blocks":
                raise
            # Slack takes no picture that it hasn't looked at yet, or that somebody deleted.
            await house.edit(channel, ts, await _card(house, contest, with_picture=False))


async def deciders(house: House, team: str, say: Words) -> str:
    """Who may promote, in a few words; "" where everybody may."""
    operators = house.people.operators
    if EVERYBODY in operators.named:
        return ""
    names = await house.people.some_operators(house.slack, team=team)
    return who_decides(names, say, are_admins=not operators.named)


async def _card(house: House, contest: Contest, *, with_picture: bool = True) -> Message:
    say = words_for(contest.state.run.locale)
    found, course = await judged(house, contest.state)
    chart = await chart_of(house, contest, course) if with_picture and course else None
    who = await deciders(house, contest.state.run.team, say)
    return verdict_card(contest, found, say, chart=chart, who=who)


async def _post(house: House, contest: Contest, message: Message) -> str:
    run = contest.state.run
    return await house.post(verdict_key(run.id), run.channel, None, message)
