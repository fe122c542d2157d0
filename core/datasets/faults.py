"""What is wrong with one row: a code for programs, a sentence for people."""

from __future__ import annotations

from typing import NamedTuple

from core.errors import Detail

SENTENCES: dict[str, str] = {
    # a row of a table
    "empty_question": "The question is empty.",
    "empty_answer": "The answer is empty.",
    "extra_cells": (
        "The row has {cells} cells, but the first row names only {columns} columns. "
        "Put quotation marks around text that contains the separator."
    ),
    "unreadable_character": "The row contains a character that isn't text (NUL).",
    "unknown_split": "“{value}” isn't a split. Write train, validation or held_out.",
    "not_text": "“{key}” is not text.",
    # a line of JSONL
    "byte_order_mark": (
        "The file starts with an invisible mark (BOM) that OpenAI refuses. Save it without one."
    ),
    "invalid_json": "The line is not valid JSON ({reason}).",
    "line_too_long": "The line is longer than {limit} characters.",
    "data_type": "The line, or a message in it, is not a JSON object.",
    "missing_messages_list": "The list “messages” is missing or empty.",
    # a message of a chat
    "message_missing_key": "Message {message} has no “{key}”.",
    "message_unrecognized_key": "Message {message} has an unknown key “{key}”.",
    "unrecognized_role": (
        "Message {message} has the role “{role}”. It must be system, developer, user, assistant, "
        "tool or function."
    ),
    "missing_content": "Message {message} has no text in “content”.",
    "invalid_weight": "Message {message} has a weight that is neither 0 nor 1.",
    "example_missing_assistant_message": (
        "No message is from the assistant, so there is nothing to learn."
    ),
    # a file
    "unreadable_file": "{reason}",
    "too_few_examples": "Examples found: {count}. No provider trains on fewer than {least}.",
    "few_examples": "Examples found: {count}. {enough} or more work much better.",
    "duplicate": "The same chat appears {count} times.",
}


class Fault(NamedTuple):
    """One thing that is wrong.

    `row` counts from 1, and is 0 where the whole file is meant; `rows` are all of them where the
    fault lies between several.
    """

    row: int
    code: str
    details: dict[str, Detail] = {}  # noqa: RUF012 (never written to; a NamedTuple field)
    rows: tuple[int, ...] = ()

    @property
    def template(self) -> str:
        """The sentence before its details are filled in: what a translator translates."""
        return SENTENCES[self.code]

    @property
    def sentence(self) -> str:
        return self.template.format(**self.details)
