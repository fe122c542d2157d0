"""What is said of files that somebody sent along with a question."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.views.blocks import Message, escape, message
from core.errors import TogiError


def left_out(reasons: Sequence[TogiError], say: Words) -> Message:
    """Which files the model was not given in full, and why; for the one who asked."""
    return message("\n".join(escape(say.error(reason)) for reason in reasons))


def what_about(names: Sequence[str], say: Words) -> Message:
    """A file came without a word."""
    files = ", ".join(escape(name) for name in names)
    return message(
        say("What would you like to know about {files}? Ask here, in this thread.", files=files)
    )
