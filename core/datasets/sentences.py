"""What is said of each code: a sentence of what was found, then why it matters and what to do.

A code that has several kinds has a sentence for each, under `code:kind`.
"""

from __future__ import annotations

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
    # a version beside earlier ones
    "held_out_question": (
        "Held out instead of trained on, because an evaluation asks the same question: {count}."
    ),
    # what one model makes of the examples
    "over_token_limit": (
        "The example has {count} tokens, and {model} reads {limit} at once: {lost} are cut off."
    ),
    "not_for_this_model": "{model} can't learn from this example: {reason}.",
    "not_counted:unknown_model": (
        "The tokens were not counted: how {model} cuts text into tokens is not known here."
    ),
    "not_counted:no_tokenizer": "The tokens were not counted. {reason}",
}

ADVICE: dict[str, str] = {
    "too_few_examples": "Add more rows; 50 or more work much better.",
    "few_examples": (
        "From a handful of examples a model learns the form of an answer, not what to say. "
        "Add more of the questions that people really ask."
    ),
    "duplicate": (
        "What is said several times is learnt several times as strongly. Keep one of them."
    ),
    # a version beside earlier ones
    "held_out_question": (
        "A model that has learnt the answer to a question can't be examined with it. What is held "
        "out once stays held out in every later version of the data set."
    ),
    # what one model makes of the examples
    "over_token_limit": (
        "The end of the answer is what gets lost. Shorten the example, or split it into several."
    ),
    "not_for_this_model": "Take the row out, or train a base model that knows such examples.",
    "not_counted": (
        "Without them, nobody can say what a training will cost. The examples can be trained on "
        "all the same."
    ),
}
