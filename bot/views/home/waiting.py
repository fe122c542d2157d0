"""What waits for the reader: answers, votes, contradictions, trainings to look after."""

from __future__ import annotations

from bot.locales import Words
from bot.views.answers.answer import RATE_IN_DETAIL
from bot.views.blocks import (
    Block,
    Element,
    actions,
    button,
    clip,
    escape,
    header,
    section,
)
from bot.views.datasets.cards import TRAIN
from bot.views.evaluation.card import BEGIN
from bot.views.home.shown import Shown, let_answer_button, link_button, name, place
from bot.views.moments import moment
from bot.views.training.jobs import COMPARE, TRY
from core.evaluation import Ended, Undecided, Unrated, Voting

QUESTION_LENGTH, FAILURE_LENGTH = 150, 300


def waiting(shown: Shown, say: Words) -> list[Block]:
    overview = shown.overview
    blocks = [block for one in overview.unrated for block in _unrated(one, shown, say)]
    blocks += [_voting(one, shown, say) for one in overview.votings]
    blocks += [_undecided(one, shown, say) for one in overview.undecided]
    if shown.may_operate:
        ended = [one for one in overview.ended if not _is_next_step(one, shown)]
        blocks += [block for one in ended for block in _ended(one, say)]
    return [header(say("Waiting for you")), *blocks] if blocks else []


def _unrated(one: Unrated, shown: Shown, say: Words) -> list[Block]:
    question = " ".join(one.question.split())
    text = say(
        "*{model}* answered you: “{question}” ({place}). How good was it?",
        model=name(one.model),
        question=escape(clip(question, QUESTION_LENGTH)),
        place=place(one.channel, shown, say),
    )
    buttons = [button(say("Rate in detail"), RATE_IN_DETAIL, one.answer_id)]
    if address := shown.links.get(one.answer_id):
        buttons.append(link_button(say("Go to the answer"), address))
    return [section(text), actions(*buttons)]


def _voting(one: Voting, shown: Shown, say: Words) -> Block:
    told = say.count(
        one.questions,
        "Which answer is better? {n} question waits for your vote",
        "Which answer is better? {n} questions wait for your vote",
    )
    where = say("Two models are compared in {place}.", place=place(one.channel, shown, say))
    return section(f"{told}\n{where}", accessory=button(say("Vote"), BEGIN, one.run_id))


def _is_next_step(one: Ended, shown: Shown) -> bool:
    """A first model has its place among the first steps."""
    newest, steps = shown.overview.newest_model, shown.overview.steps
    return bool(not steps.serves and newest and one.model and one.model.id == newest.id)


def _undecided(one: Undecided, shown: Shown, say: Words) -> Block:
    told = say.count(
        one.questions,
        "{n} question with contradicting answers waits for a decision",
        "{n} questions with contradicting answers wait for a decision",
    )
    where = say(
        "Data set *{dataset}*, asked in {place} since {when}",
        dataset=name(one.dataset),
        place=place(one.channel, shown, say),
        when=moment(one.since, say),
    )
    address = shown.links.get(one.consultation)
    go = link_button(say("Go to the questions"), address) if address else None
    return section(f"{told}\n{where}", accessory=go)


def _ended(one: Ended, say: Words) -> list[Block]:
    when = moment(one.job.finished_at or one.job.created_at, say)
    if one.model is None:
        reason = escape(
            clip(one.job.failure or say("The provider gave no reason."), FAILURE_LENGTH)
        )
        text = say(
            "Training on *{dataset}* failed, {when}.", dataset=name(one.job.dataset_name), when=when
        )
        again = f"{one.dataset_id}@{one.version_number}"
        return [section(f"{text}\n{reason}"), actions(button(say("Train again"), TRAIN, again))]
    text = say(
        "*{model}* has been ready since {when}, and no channel has chosen it yet.",
        model=name(one.model.title),
        when=when,
    )
    buttons: list[Element] = [
        let_answer_button(one.model, say),
        button(say("Try it"), TRY, one.model.id),
        button(say("Compare with base"), COMPARE, one.model.id),
    ]
    return [section(text), actions(*buttons)]
