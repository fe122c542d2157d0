"""The form that asks about somebody's message."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import View, clip, context, input_block, literal, modal, text_input

ASK_ABOUT, ABOUT_MODAL, QUESTION = "ask_about", "ask_about_message", "question"
QUOTED_LENGTH = 2_000  # characters; a form remembers 3,000 in all
BEHIND_THE_FORM = "\n"


def about_modal(quoted: str, place: str, say: Words) -> View:
    """`place` and what is quoted are remembered for `read_metadata`."""
    quoted = clip(quoted, QUOTED_LENGTH)
    return modal(
        callback_id=ABOUT_MODAL,
        title=say("Ask about this"),
        submit=say("Ask"),
        close=say("Cancel"),
        metadata=f"{place}{BEHIND_THE_FORM}{quoted}",
        blocks=[
            literal(quoted, quoted=True),
            input_block(QUESTION, say("Your question"), text_input(QUESTION, multiline=True)),
            context(say("Everybody here will see the question and the answer, in the thread.")),
        ],
    )


def read_metadata(metadata: str) -> tuple[list[str], str]:
    """The place in its parts, and what is quoted."""
    place, _, quoted = metadata.partition(BEHIND_THE_FORM)
    return place.split(":"), quoted


def asked_of_it(quoted: str, author: str, question: str, say: Words) -> str:
    """What the model is asked; the question comes first, it is what people know it by later."""
    if not quoted:
        return question
    if not author:
        return say("{question}\n\nSomebody wrote:\n{quoted}", question=question, quoted=quoted)
    return say(
        "{question}\n\n{author} wrote:\n{quoted}",
        question=question,
        author=author,
        quoted=quoted,
    )
