"""The form that starts an evaluation: who contests, on which questions, who votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Element,
    Json,
    View,
    context,
    input_block,
    modal,
    option,
    plain,
    text_input,
)
from core.models import Model

START, MODAL = "start_evaluation", "evaluation_start"
CHALLENGER, BASELINE, OTHERS = "challenger", "baseline", "others"
BASELINE_PROMPT, SOURCE, QUESTIONS, VOTES, RATERS = (
    "baseline_prompt",
    "source",
    "questions",
    "votes",
    "raters",
)
HELD_OUT, LIVE = "held_out", "live"
QUESTION_COUNTS, VOTE_COUNTS = (10, 20, 30, 50, 100), (1, 3, 5)
USUAL_QUESTIONS, USUAL_VOTES = 30, 3
MOST_OPTIONS = 100
MORE_THAN_TWO, MOST_OTHERS = 3, 3
CONSISTENCY, TAKES = "consistency", 3
GROUP, EVERYBODY = "group", "everybody"
WHERE, IN_MESSAGES, IN_THREAD = "where", "messages", "thread"
REPEAT, NEVER = "repeat", "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be chosen, and what is chosen to begin with."""

    models: Sequence[Model]
    challenger: Model | None  # None: nothing but what learnt from a part of the rows
    baseline: Model
    has_held_out: bool


def form(offer: Offer, metadata: str, say: Words) -> View:
    return modal(
        callback_id=MODAL,
        title=say("Compare models"),
        submit=say("Start"),
        close=say("Cancel"),
        metadata=metadata,
        blocks=[
            context(
                say(
                    "Both answer the same questions. People then see the answers side by side, "
                    "without names, and choose the better one."
                )
            ),
            input_block(
                CHALLENGER, say("New model"), _models(CHALLENGER, offer.challenger, offer.models)
            ),
            input_block(
                BASELINE,
                say("Compared with"),
                _models(BASELINE, offer.baseline, offer.models),
                hint=say("What is in use now, so that you learn whether to change it."),
            ),
            input_block(
                BASELINE_PROMPT,
                say("System prompt for the model in “Compared with”"),
                text_input(BASELINE_PROMPT, multiline=True),
                optional=True,
                hint=say(
                    "Give a base model the long prompt that you would use without training. If you "
                    "leave this empty, both get the same."
                ),
            ),
            *_others(offer.models, say),
            input_block(SOURCE, say("Questions"), _sources(say, has_held_out=offer.has_held_out)),
            *_numbers(say),
            *_raters(say),
            _where(say),
            _consistency(say),
            _repeat(say),
        ],
    )


def _models(action_id: str, chosen: Model | None, models: Sequence[Model]) -> Element:
    listed = list(models[: MOST_OPTIONS - 1])
    if chosen and chosen.id not in {model.id for model in listed}:
        listed.append(chosen)
    options: list[Json] = [option(model.title, model.id) for model in listed]
    select: Element = {"type": "static_select", "action_id": action_id, "options": options}
    return {**select, "initial_option": option(chosen.title, chosen.id)} if chosen else select


def _others(models: Sequence[Model], say: Words) -> list[Block]:
    if len(models) < MORE_THAN_TWO:
        return []
    options: list[Json] = [option(model.title, model.id) for model in models[:MOST_OPTIONS]]
    select: Element = {
        "type": "multi_static_select",
        "action_id": OTHERS,
        "options": options,
        "max_selected_items": MOST_OTHERS,
        "placeholder": plain(say("None")),
    }
    hint = say("They are shown against the same model. The verdict is about the new one.")
    return [input_block(OTHERS, say("Other models"), select, optional=True, hint=hint)]


def _sources(say: Words, *, has_held_out: bool) -> Element:
    live = option(say("What people asked here in the last 30 days"), LIVE)
    kept = option(say("The examples that the new model's data set keeps back"), HELD_OUT)
    options: list[Json] = [kept, live] if has_held_out else [live]
    return {
        "type": "radio_buttons",
        "action_id": SOURCE,
        "options": options,
        "initial_option": options[0],
    }


def _numbers(say: Words) -> list[Block]:
    more = say("More questions make the result surer than more votes on each do.")
    why = say("Several votes on a question show whether people agree at all.")
    return [
        input_block(
            QUESTIONS,
            say("Maximum number of questions"),
            _choose(QUESTIONS, QUESTION_COUNTS, USUAL_QUESTIONS),
            hint=more,
        ),
        input_block(
            VOTES, say("Votes on each question"), _choose(VOTES, VOTE_COUNTS, USUAL_VOTES), hint=why
        ),
    ]


def _choose(action_id: str, numbers: Sequence[int], usual: int) -> Element:
    options: list[Json] = [option(str(number), str(number)) for number in numbers]
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": options,
        "initial_option": option(str(usual), str(usual)),
    }


def _raters(say: Words) -> list[Block]:
    select: Element = {
        "type": "multi_users_select",
        "action_id": RATERS,
        "placeholder": plain(say("Choose people")),
    }
    everybody = option(say("Everybody in this channel"), EVERYBODY)
    boxes: Element = {"type": "checkboxes", "action_id": EVERYBODY, "options": [everybody]}
    group = text_input(GROUP, placeholder="@support")
    chosen = say(
        "People you invite, here or in the next two fields, get a message, and nobody else can "
        "vote. If you invite nobody, no message is sent, and anybody in the channel can vote with "
        "“Vote” on the card."
    )
    return [
        input_block(RATERS, say("Invite people to vote"), select, optional=True, hint=chosen),
        input_block(GROUP, say("Invite a user group"), group, optional=True),
        input_block(EVERYBODY, say("Invite everybody"), boxes, optional=True),
    ]


def _where(say: Words) -> Block:
    options: list[Json] = [
        option(say("In their messages with me"), IN_MESSAGES),
        option(say("In the thread of the comparison"), IN_THREAD),
    ]
    buttons: Element = {
        "type": "radio_buttons",
        "action_id": WHERE,
        "options": options,
        "initial_option": options[0],
    }
    hint = say("In the thread, too, nobody sees what others are shown and what they choose.")
    return input_block(WHERE, say("Where people vote"), buttons, hint=hint)


def _consistency(say: Words) -> Block:
    again = option(say("Ask each question three times"), CONSISTENCY)
    boxes: Element = {"type": "checkboxes", "action_id": CONSISTENCY, "options": [again]}
    hint = say("This shows whether a model says the same each time. It costs three times as much.")
    return input_block(CONSISTENCY, say("Consistency"), boxes, optional=True, hint=hint)


def _repeat(say: Words) -> Block:
    options: list[Json] = [
        option(say("Not at all"), NEVER),
        option(say("Every week"), "7"),
        option(say("Every four weeks"), "28"),
    ]
    select: Element = {
        "type": "static_select",
        "action_id": REPEAT,
        "options": options,
        "initial_option": options[0],
    }
    hint = say("Then with what people asked since, and the newest model of the same data set.")
    return input_block(REPEAT, say("Repeat it"), select, hint=hint)
