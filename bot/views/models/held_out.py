"""How models did on held-out examples: the counts, side by side."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import (
    NOTHING,
    Message,
    actions,
    button,
    context,
    escape,
    header,
    literal,
    message,
    section,
    table,
)
from bot.views.evaluation.form import START
from core.evaluation import HeldOutScore
from core.models import Model

Scored = list[tuple[Model, HeldOutScore | None]]


def question(text: str, say: Words) -> Message:
    """A held-out question, before the answers to it."""
    return message(say("Held-out question"), context(say("Held-out question")), literal(text))


def asking(done: int, total: int, say: Words) -> Message:
    if not total:
        return message(say("Collecting held-out questions…"))
    return message(
        say("Asking held-out questions: {done} of {total} answers.", done=done, total=total)
    )


def comparison(scored: Scored, say: Words) -> Message:
    """The measured difference between models, on questions that no model was trained on."""
    title = say("On held-out examples")
    heads = [
        say("Model"),
        say("Questions"),
        say("Exact answers"),
        say("Valid JSON"),
        say("Right fields"),
    ]
    with_json = any(score and score.valid_json is not None for _, score in scored)
    rows = [[model.title, *_cells(score, say)] for model, score in scored]
    width = len(heads) if with_json else 3
    text = "\n".join(
        f"{model.title}: {score_line(score, say) if score else say('none yet')}"
        for model, score in scored
    )
    return message(
        f"{title}\n{escape(text)}",
        header(title),
        table([row[:width] for row in [heads, *rows]]),
        *([] if with_json else [section(_people_decide(say))]),
        context(
            say("Neither model was trained on these questions. Both got the same system prompt.")
        ),
        actions(button(say("Let people choose"), START, scored[0][0].id)),
    )


def _people_decide(say: Words) -> str:
    return say(
        "Free text can't be scored by comparing it word for word. "
        "Rate the answers below: people decide."
    )


def _cells(score: HeldOutScore | None, say: Words) -> list[str]:
    if score is None:
        return [say("none yet")] * 4
    return [
        str(score.questions),
        f"{score.exact}/{score.questions}",
        NOTHING if score.valid_json is None else f"{score.valid_json}/{score.questions}",
        NOTHING if score.right_fields is None else f"{score.right_fields}/{score.expected_fields}",
    ]


def score_line(score: HeldOutScore, say: Words) -> str:
    exact = say("{exact} of {n} exact", exact=score.exact, n=score.questions)
    if score.valid_json is None:
        return exact
    return " · ".join(
        [
            exact,
            say("{valid} of {n} valid JSON", valid=score.valid_json, n=score.questions),
            say(
                "{right} of {n} fields right",
                right=score.right_fields or 0,
                n=score.expected_fields or 0,
            ),
        ]
    )
