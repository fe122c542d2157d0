"""The routing table: one line for each kind of thing that happens in Slack."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.flows.all import Flows
from bot.flows.house import House
from bot.listeners import (
    again,
    channels,
    commands,
    contradictions,
    datasets,
    errors,
    evaluations,
    examples,
    home,
    importing,
    jobs,
    messages,
    models,
    promoting,
    quoting,
    ratings,
    reactions,
    said,
    sharing,
    stopping,
    trainings,
    versions,
    voting,
)
from bot.listeners.going_on import behind
from bot.views import help as help_views
from bot.views import home as home_views
from bot.views.answers import attached as attached_views
from bot.views.answers import quoting as quoting_views
from bot.views.answers import sharing as sharing_views
from bot.views.answers.answer import RATE_IN_DETAIL, STOP, THUMB, TRY_AGAIN
from bot.views.channels import form as channel_forms
from bot.views.channels import settings as channel_views
from bot.views.datasets import adding as adding_views
from bot.views.datasets import bringing as bringing_views
from bot.views.datasets import cards as dataset_views
from bot.views.datasets import consultations as consultation_views
from bot.views.datasets import contradictions as contradiction_views
from bot.views.datasets import removing as removing_views
from bot.views.evaluation import ballot as ballot_views
from bot.views.evaluation import card as evaluation_views
from bot.views.evaluation import form as evaluation_forms
from bot.views.evaluation import repeating as repeating_views
from bot.views.models import listed as model_views
from bot.views.ratings import emoji as emoji_views
from bot.views.ratings import importing as import_views
from bot.views.ratings import measures as rating_views
from bot.views.ratings import said as said_views
from bot.views.ratings import thanks as thanks_views
from bot.views.ratings import wrong as wrong_views
from bot.views.training import bases as base_views
from bot.views.training import jobs as job_views
from bot.views.training import learning_curve as curve_views

ANYTHING = re.compile(".+")


def register(app: AsyncApp, house: House, flows: Flows) -> None:
    """Connect every listener; those that fire most often stand first, matching is linear."""
    asked = messages.Listener(house, flows)
    app.event("app_mention")(asked.mentioned)
    app.event("message")(asked.said)
    app.action(attached_views.LEARN_FROM)(asked.learn_from)
    app.action(attached_views.ANSWER_ABOUT)(asked.answer_about)
    app.event("agent_session_stopped")(stopping.Listener(house).stopped)
    app.action(STOP)(stopping.Listener(house).clicked)
    app.action(TRY_AGAIN)(again.Listener(house, flows).clicked)

    _about_ratings(app, house)

    commanded = commands.Listener(house, flows)
    app.command("/ft")(commanded.ft)
    app.action(help_views.SHOW_HELP)(commanded.show("help"))
    app.action(help_views.SHOW_STATUS)(commanded.show("status"))
    app.action(help_views.SHOW_SUMMARY)(commanded.show("summary"))
    app.action(help_views.SHOW_RATING)(commanded.show("rate"))
    app.action(said_views.SHOW_SAID)(commanded.show("me"))
    app.action(home_views.SHOW_DATASETS)(commanded.show("dataset list"))

    _about_data_sets(app, house, flows)

    tab = home.Listener(house)
    app.event("app_home_opened")(behind(house, tab.opened))
    app.action(home_views.REFRESH)(behind(house, tab.refresh))
    app.action(home_views.GO)(tab.went)

    trained = jobs.Listener(house)
    app.action(job_views.CANCEL)(ack=trained.cancel, lazy=[tab.changed])
    app.action(curve_views.DRAW)(trainings.Listener(house, flows).draw_curve)

    chosen = models.Listener(house, flows)
    app.action(job_views.TRY)(chosen.open_ask)
    app.action(job_views.USE)(chosen.use)
    app.action(job_views.COMPARE)(chosen.compare)
    app.action(job_views.LAST_STEP)(chosen.take_last_step)
    app.view(model_views.ASK_MODAL)(chosen.asked)
    app.action(model_views.LET_ANSWER)(chosen.open_where)
    app.view(model_views.WHERE_MODAL)(ack=chosen.where_chosen, lazy=[tab.changed])

    quoted = quoting.Listener(house, flows)
    app.shortcut(quoting_views.ASK_ABOUT)(quoted.shortcut)
    app.view(quoting_views.ABOUT_MODAL)(quoted.submitted)

    given = sharing.Listener(house, flows)
    app.action(sharing_views.SHARE)(given.clicked)
    app.action(sharing_views.KEEP)(given.clicked)

    own = said.Listener(house, flows)
    app.action(re.compile(f"{said_views.TURN}_(newer|older)"))(behind(house, own.turn))
    app.action(said_views.ERASE_ONE)(ack=own.erase, lazy=[tab.changed])
    app.action(said_views.ERASE_ALL)(ack=own.erase_all, lazy=[tab.changed])
    app.view(import_views.MODAL)(importing.Listener(house, flows).submitted)

    _about_channels(app, house, flows)
    _about_evaluations(app, house, flows)
    app.event(ANYTHING)(unconcerned)
    errors.register(app, house)


def _about_ratings(app: AsyncApp, house: House) -> None:
    reacted = reactions.Listener(house)
    app.event("reaction_added")(reacted.added)
    app.event("reaction_removed")(reacted.removed)
    app.action(emoji_views.CHANGE_EMOJI)(behind(house, reacted.open_map))
    app.view(emoji_views.EMOJI_MODAL)(ack=reacted.choose_map, lazy=[reacted.announce_map])

    rated, soon = ratings.Listener(house), home.Listener(house).changed_soon
    app.action(THUMB)(ack=rated.thumb, lazy=[rated.thank_for_thumb, soon])
    app.action(RATE_IN_DETAIL)(rated.open_detail)
    app.action(thanks_views.SAY_WHAT_WAS_WRONG)(rated.say_what_was_wrong)
    app.action(thanks_views.TAKE_BACK)(ack=rated.take_back, lazy=[rated.tell_taken_back, soon])
    app.view(rating_views.DETAIL_MODAL)(ack=rated.detail, lazy=[rated.thank_for_view, soon])
    app.view(wrong_views.WRONG_MODAL)(ack=rated.wrong, lazy=[rated.thank_for_view])
    app.shortcut("rate_answer")(rated.shortcut)


def _about_channels(app: AsyncApp, house: House, flows: Flows) -> None:
    set_up, changed = channels.Listener(house, flows), home.Listener(house).changed
    app.action(channel_views.OPEN_SETTINGS)(set_up.open)
    app.action(channel_views.SEE_PROMPTS)(set_up.see_prompts)
    app.action(channel_views.SEE_PROMPTS_FROM_FORM)(set_up.see_prompts_from_form)
    app.view(channel_forms.SETTINGS_MODAL)(ack=set_up.saved, lazy=[changed])
    app.view(channel_views.PROMPTS_MODAL)(ack=set_up.restored, lazy=[changed])


def _about_evaluations(app: AsyncApp, house: House, flows: Flows) -> None:
    run = evaluations.Listener(house, flows)
    voter = voting.Listener(house, flows)
    app.action(re.compile(f"{ballot_views.VOTE}_(a|b|tie|skip)"))(
        ack=voter.voted, lazy=[voter.show_next]
    )
    app.action(ballot_views.AGAIN)(voter.again)
    app.action(evaluation_views.BEGIN)(voter.begin_voting)
    decided = promoting.Listener(house, flows)
    app.action(evaluation_views.CLOSE)(run.close)
    app.action(repeating_views.STOP_REPEATING)(run.stop_repeating)
    app.action(evaluation_views.PROMOTE)(decided.promote)
    app.action(evaluation_views.ROLL_BACK)(decided.roll_back)
    app.action(evaluation_views.DETAILS)(decided.details)
    app.action(evaluation_forms.START)(run.open)
    app.view(evaluation_forms.MODAL)(run.submitted)


def _about_data_sets(app: AsyncApp, house: House, flows: Flows) -> None:
    brought = datasets.Listener(house, flows)
    app.action(bringing_views.ADD)(brought.open_modal)
    app.view(bringing_views.ADD_MODAL)(brought.submitted)
    app.action(bringing_views.QUESTION_COLUMN)(brought.chosen)
    app.action(bringing_views.ANSWER_COLUMN)(brought.chosen)
    app.action(bringing_views.READ_LIKE_THIS)(brought.read_like_this)
    app.action(bringing_views.GO_ON)(brought.go_on)
    app.action(dataset_views.TRAIN)(ack=brought.train, lazy=[home.Listener(house).changed])
    app.action(dataset_views.SEE_ALL)(brought.see_all)
    app.action(dataset_views.FIX)(brought.fix)
    app.action(dataset_views.OTHER_COLUMNS)(brought.other_columns)
    app.action(base_views.TRAIN_WITH)(brought.train_with)

    held = versions.Listener(house, flows)
    app.action(removing_views.DELETE)(held.delete)
    app.action(removing_views.ERASE)(held.erase)

    doubted = contradictions.Listener(house, flows)
    app.action(consultation_views.ASK)(doubted.open_where)
    app.view(consultation_views.ASK_MODAL)(doubted.asked)
    app.action(consultation_views.NEXT)(doubted.more)
    app.action(contradiction_views.RIGHT)(doubted.right)
    app.action(contradiction_views.NONE_RIGHT)(doubted.none_right)
    app.view(contradiction_views.WRITE_MODAL)(doubted.written)
    app.action(contradiction_views.CHANGE)(doubted.change)
    app.action(consultation_views.CONCLUDE)(doubted.conclude)

    added = examples.Listener(house, flows)
    app.shortcut(examples.SHORTCUT)(added.shortcut)
    app.view(adding_views.ADD_MODAL)(added.submitted)


async def unconcerned(ack: AsyncAck) -> None:
    """What is subscribed to for later: acknowledged, or Slack would bring it again and again."""
    await ack()
