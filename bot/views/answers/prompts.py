"""What is suggested in direct messages, and which words ask for help instead of a model."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import LANGUAGES, Words, words_for

MOST_PROMPTS, TITLE_LENGTH = 4, 75
MARKS = "?!.。！？ \t\n"  # noqa: RUF001 (the full-width ones are what Japanese keyboards type)
HELP = {"help", "ヘルプ", "使い方"}


def prompts(questions: Sequence[str], say: Words) -> tuple[str, list[dict[str, str]]]:
    """The words above the prompts, and the prompts; a question is suggested only whole."""
    fitting = [text.strip() for text in questions if 0 < len(text.strip()) <= TITLE_LENGTH]
    shown = [*dict.fromkeys(" ".join(text.split()) for text in fitting)][: MOST_PROMPTS - 1]
    texts = [*shown, say("What can you do?")]
    title = say("Ask the model something, or send a table with good answers.")
    return title, [{"title": text, "message": text} for text in texts]


def asks_for_help(text: str) -> bool:
    """Whether a message is meant for Togi itself; a model knows nothing of it."""
    asked = {prompts([], words_for(language))[1][0]["message"] for language in LANGUAGES}
    known = HELP | {one.strip(MARKS) for one in asked}
    return text.strip(MARKS).casefold() in {word.casefold() for word in known}
