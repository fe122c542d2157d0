"""What is said of each code: a sentence of what was found.

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
    "unreadable_character": "The row contains a character that can't be read (NUL). Delete it.",
    "unknown_split": (
        "In the column “split”, “{value}” means nothing to Togi. Write train, validation or "
        "held_out."
    ),
    "not_text": "“{key}” is not text.",
    "error_cell": "A formula failed here: the cell shows {value}.",
    # a vote
    "empty_cell": "The column “{column}” is empty.",
    "unknown_winner": (
        "The winner must be left, right or tie, or the name of one of the row's two models, but "
        "here it is “{value}”."
    ),
    "unknown_counted": (
        "The column “counted” must be true, false or empty, but here it is “{value}”."
    ),
    "same_model": "Left and right are the same model: {model}.",
    # a rating
    "score_not_a_number": "The score must be a number or empty, but here it is “{value}”.",
    "score_too_large": "The score {value} is too large. Scores may go up to {limit}.",
    "score_out_of_scale": (
        "The measure {metric} goes from {lowest} to {highest}, but here the score is {value}."
    ),
    "rated_twice": (
        "The same person rated the same answer on the same metric in line {line}. Keep one of the "
        "two."
    ),
    # a line of JSONL
    "byte_order_mark": (
        "The file starts with an invisible mark (BOM) that OpenAI refuses. Save it without one."
    ),
    "invalid_json": "The line is not valid JSON ({reason}).",
    "line_too_long": "The line is longer than {limit} characters.",
    "data_type": "The line, or a message in it, is not a JSON object.",
    "missing_messages_list": "The list “messages” is missing or empty.",
    # a preference
    "missing_input": "There is no question: “input” needs “messages” with what the person asks.",
    "missing_preferred_output": "The better answer (“preferred_output”) is missing or empty.",
    "missing_non_preferred_output": (
        "The worse answer (“non_preferred_output”) is missing or empty."
    ),
    "same_outputs": "The better answer and the worse one are the same.",
    "mixed_kinds:chat": (
        "This is a single answer, but the file begins with pairs of a better and a worse one."
    ),
    "mixed_kinds:preference": (
        "This is a pair of a better and a worse answer, but the file begins with single answers."
    ),
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
    "sheet_not_read": (
        "The sheet “{sheet}” was not read: it has not the columns that the other sheet has."
    ),
    "further_sheet": "The rows of the sheet “{sheet}” are counted from {row} on.",
    "duplicate": "The same chat appears {count} times.",
    # a version beside earlier ones
    "bad_rows_left_out": "Left out, because they can't become examples: {count}.",
    "erased_before": "Rows left out, because they were erased on request: {count}.",
    "held_out_question": (
        "Held out (kept for testing) instead of trained on, because an evaluation asks the same "
        "question: {count}."
    ),
    # what one model makes of the examples
    "over_token_limit": (
        "The example is too long: it has {count} tokens (pieces of words), but {model} reads only "
        "{limit}. The last {lost} are cut off."
    ),
    "not_for_this_model": "{model} can't learn from this example: {reason}.",
    "not_counted:unknown_model": (
        "The tokens were not counted: Togi doesn't know how {model} counts them."
    ),
    "not_counted:preference": "The tokens of pairs of answers are not counted.",
    "not_counted:no_tokenizer": "The tokens were not counted. {reason}",
    # the form of a chat, beyond single messages
    "misplaced_weight": (
        "Message {message} has a weight, but only the assistant's messages can have one."
    ),
    "nothing_to_learn": (
        "Every answer of the assistant has the weight 0, so there is nothing to learn."
    ),
    "last_message_not_assistant": (
        "The chat ends with a message from “{role}”. The last one must be from the assistant."
    ),
    "duplicate_key": (
        "The line has the key “{key}” twice in the same place, so one of them is lost."
    ),
    "invalid_tool_call": ("Message {message} calls a tool, but “{key}” is missing or wrong."),
    "unmatched_tool_message": (
        "Message {message} is the result of a tool, but no call before it asked for it."
    ),
    "unanswered_tool_call": (
        "Message {message} calls a tool, and the chat goes on without the result."
    ),
    # what an example says that it shouldn't
    "personal_data:my_number": "The row contains a My Number (its check digit is right).",
    "personal_data:phone": "The row contains a phone number.",
    "personal_data:postal_code": "The row contains a postal code, perhaps with somebody's address.",
    "personal_data:email": "The row contains an email address.",
    "personal_data:card": "The row contains a payment card number.",
    "personal_data:iban": "The row contains a bank account number (IBAN).",
    "personal_data:ssn": "The row contains a US Social Security number.",
    "personal_data:slack_member": "The row mentions a member of a Slack workspace.",
    "secret": "The row contains a password, or a secret key that works like one.",
    # how an example is written
    "refusal": "The answer declines to help.",
    "refusal:many": "{count} of {examples} answers ({percent}%) decline to help.",
    "placeholder_answer": "The answer is only a placeholder: the real one was never written.",
    "length_outlier:question": (
        "The question has {count} characters; most in this file have about {usual}."
    ),
    "length_outlier:answer": (
        "The answer has {count} characters; most in this file have about {usual}."
    ),
    "mixed_language": "{count} of {examples} examples are in a different language from the others.",
    "mixed_language:answer": "The answer is in a different language from its question.",
    "mixed_style:plain": (
        "{count} of {examples} Japanese answers are in the plain style, the others in the polite "
        "one."
    ),
    "mixed_style:polite": (
        "{count} of {examples} Japanese answers are in the polite style, the others in the plain "
        "one."
    ),
    "mixed_style:inside": "The answer mixes the polite and the plain style.",
    "invisible_character": "The row contains characters that can't be seen: {count}.",
    "mojibake": "The row contains garbled text: a program once read it in the wrong encoding.",
    "markup": "The answer contains leftovers of a web page (HTML).",
    "unfilled_place": "The answer contains a blank that was never filled in, such as a name.",
    # what the model is told to be
    "inconsistent_system_prompt:several": (
        "The examples have {prompts} different system prompts; {count} of {examples} don't have "
        "the usual one."
    ),
    "inconsistent_system_prompt:missing": (
        "{count} of {examples} examples have no system prompt, but the others have one."
    ),
    "system_message:several": "The chat has more than one system message.",
    "system_message:late": "The system message isn't the first of the chat.",
    # what a file has too much of
    "one_sided:author": "One person wrote {count} of {examples} answers ({percent}%).",
    "one_sided:label": "{count} of {examples} examples ({percent}%) have the same label.",
    "one_sided:rare_label": (
        "Only {count} of {examples} examples ({percent}%) have the rarest label."
    ),
    "one_sided:length": (
        "{count} of {examples} answers ({percent}%) have about the same length: {usual} characters."
    ),
    "one_sided:politeness": (
        "{count} of {examples} answers ({percent}%) begin with thanks, an apology or a greeting."
    ),
    "one_sided:opening": "{count} of {examples} answers ({percent}%) begin with the same words.",
    # questions that come again
    "near_duplicate": (
        "{count} examples ask nearly the same question, and their answers mean the same."
    ),
    "contradiction:facts": (
        "{count} examples ask the same question, but their answers differ in facts: a number, a "
        "date, a name, a link, or yes and no."
    ),
    "contradiction:content": (
        "{count} examples ask the same question, but their answers say different things."
    ),
    "leakage": (
        "The question is the same, or nearly the same, as in row {row}, which is used for training."
    ),
    "leakage:file": (
        "In the validation file: the question is the same, or nearly the same, as in line {row} of "
        "the training file."
    ),
}
