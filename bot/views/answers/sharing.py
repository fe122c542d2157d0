"""An answer that one person was given alone, and what becomes of it: shared, or kept."""

from __future__ import annotations

from bot.locales import Words
from bot.views.answers import answer as answers
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    context,
    escape,
    literal,
    message,
    section,
)
from core.answers import Answer, Question
from core.channels.direct import is_direct
from core.models import Model

SHARE, KEEP = "share_answer", "keep_answer"
QUOTED_LENGTH = 300  # of a question above its private answer
ONE_MESSAGE = 11_000  # characters of question and answer; Slack takes some 13,000 in all


def private_answer(answer: Answer, question: Question, model: Model, say: Words) -> list[Message]:
    """Below what was asked, the answer, and what can be done with it before Slack forgets it."""
    *texts, last = _asked_and_answered(answer, question, model, say)
    buttons = [button(say("Keep for me"), KEEP, answer.id)]
    if not is_direct(question.channel):
        buttons.insert(0, button(say("Share here"), SHARE, answer.id))
    offer = say("Only you see this, and Slack doesn't keep it.")
    return [
        *texts,
        message(last["text"], *last["blocks"], context(offer), actions(*buttons)),
    ]


def done(answer: Answer, question: Question, model: Model, what: str, say: Words) -> Message:
    """The end of the private answer once it was shared or kept: its buttons are gone."""
    last = _asked_and_answered(answer, question, model, say)[-1]
    told = {
        SHARE: say("You shared this with everybody here."),
        KEEP: say("You'll find this in your direct messages with me."),
    }
    return message(last["text"], *last["blocks"], context(told[what]))


def _asked_and_answered(
    answer: Answer, question: Question, model: Model, say: Words
) -> list[Message]:
    first, *others = answers.complete(answer, model, say)
    asked = literal(clip(question.text, QUOTED_LENGTH), quoted=True)
    return [message(first["text"], asked, *first["blocks"]), *others]


def heading(question: Question, what: str, say: Words) -> list[Block]:
    """Above an answer that stands elsewhere: what was asked, and who brought it there."""
    person = question.asked_by
    if what == SHARE:
        who = say("<@{person}> asked privately and shared the answer:", person=person)
    else:
        who = say("You asked in <#{channel}>:", channel=question.channel)
    return [section(who), literal(question.text, quoted=True)]


def shared(
    answer: Answer, question: Question, model: Model, what: str, say: Words
) -> list[Message]:
    """The question with the answer, in messages of which the first holds the thread."""
    texts, ending = answers.said(answer), answers.ending(answer, model, say)
    head = heading(question, what, say)
    if len(texts) == 1 and len(texts[0]) + len(question.text) < ONE_MESSAGE:
        return [_with_head(head, answers.part(texts[0], ending), question)]
    last = len(texts) - 1
    told = [answers.part(text, ending if at == last else []) for at, text in enumerate(texts)]
    return [message(escape(question.text), *head), *told]


def _with_head(head: list[Block], answer: Message, question: Question) -> Message:
    return message(f"{escape(question.text)}\n{answer['text']}", *head, *answer["blocks"])
