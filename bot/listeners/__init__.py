"""The routing table: one line for each kind of thing that happens in Slack."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.flows.all import Flows
from bot.flows.house import House
from bot.listeners import commands, datasets, errors, home, jobs, messages, models, ratings
from bot.views import bases as base_views
from bot.views import datasets as dataset_views
from bot.views import help as help_views
from bot.views import jobs as job_views
from bot.views import models as model_views
from bot.views import ratings as rating_views
from bot.views.answers import RATE_IN_DETAIL, THUMB

ANYTHING = re.compile(".+")


def register(app: AsyncApp, house: House, flows: Flows) -> None:
    """Connect every listener; those that fire most often stand first, matching is linear."""
    asked = messages.Listener(house, flows)
    app.event("app_mention")(asked.mentioned)
    app.event("message")(asked.said)

    rated = ratings.Listener(house)
    app.event("reaction_added")(rated.emoji_added)
    app.event("reaction_removed")(rated.emoji_removed)
    app.action(THUMB)(rated.thumb)
    app.action(RATE_IN_DETAIL)(rated.open_detail)
    app.view(rating_views.DETAIL_MODAL)(rated.detail)
    app.view(rating_views.WRONG_MODAL)(rated.wrong)
    app.shortcut("rate_answer")(rated.shortcut)

    commanded = commands.Listener(house, flows)
    app.command("/ft")(commanded.ft)
    app.action(help_views.SHOW_HELP)(commanded.show("help"))
    app.action(help_views.SHOW_STATUS)(commanded.show("status"))
    app.action(help_views.SHOW_SUMMARY)(commanded.show("summary"))

    brought = datasets.Listener(house, flows)
    app.action(dataset_views.ADD)(brought.open_modal)
    app.view(dataset_views.ADD_MODAL)(brought.submitted)
    app.action(dataset_views.TRAIN)(brought.train)
    app.action(base_views.TRAIN_WITH)(brought.train_with)

    trained = jobs.Listener(house)
    app.action(job_views.CANCEL)(trained.cancel)

    chosen = models.Listener(house, flows)
    app.action(job_views.TRY)(chosen.open_ask)
    app.action(job_views.USE)(ack=chosen.use, lazy=[chosen.announce_use])
    app.action(job_views.COMPARE)(chosen.compare)
    app.view(model_views.ASK_MODAL)(chosen.asked)

    app.event("app_home_opened")(home.Listener(house).opened)
    app.event(ANYTHING)(unconcerned)
    errors.register(app, house)


async def unconcerned(ack: AsyncAck) -> None:
    """What is subscribed to for later: acknowledged, or Slack would bring it again and again."""
    await ack()
