"""Of each code, why it matters and what to do about it."""

from __future__ import annotations

ADVICE: dict[str, str] = {
    "error_cell": "Correct the formula, or write the text itself into the cell.",
    "same_outputs": (
        "A model learns from the difference. Make one of the two worse, or leave it out."
    ),
    "mixed_kinds": "The two are trained in different ways. Put each kind into a file of its own.",
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
    # what an example says that it shouldn't
    "personal_data": (
        "A model learns such things by heart and may tell them to anybody. Take them out, or write "
        "something invented in their place."
    ),
    "secret": (
        "Whoever gets the model can get the key out of it. Take it out, and have it replaced where "
        "it is in use: it has been in a file."
    ),
    # how an example is written
    "refusal": (
        "A model learns to decline faster than to answer, and will decline what it could answer. "
        "Keep only those that must be declined; write the answer in the others."
    ),
    "placeholder_answer": (
        "The model would learn to say exactly this. Write the answer, or take the row out."
    ),
    "length_outlier": (
        "It may be two rows in one, a pasted mail or a lost half, and it weighs more, or less, "
        "than the others. Look whether it is meant that way."
    ),
    "mixed_language": (
        "The model may answer in the wrong language. Translate these examples, or train a model "
        "of its own for each language; if both are meant, leave them."
    ),
    "mixed_style": (
        "The model will switch between the styles as by chance. Choose one and rewrite the others."
    ),
    "invisible_character": (
        "They come along when text is copied, and the model takes them for part of the words. "
        "Delete them."
    ),
    "mojibake": (
        "The model would learn to write garbage. Open the original file in the right encoding and "
        "copy the text anew."
    ),
    "markup": (
        "The model would write tags into its answers, and Slack shows them as they are. Keep the "
        "plain text."
    ),
    "unfilled_place": "The model would answer with the empty place. Fill it in, or reword it.",
    # what the model is told to be
    "inconsistent_system_prompt": (
        "A model is trained for the words that it is asked with later. Give every example the "
        "same system prompt."
    ),
    "system_message": (
        "Some providers refuse such a chat, and no model is asked that way later. Keep one system "
        "message, at the beginning."
    ),
    # what a file has too much of
    "one_sided": (
        "What nearly all examples share, the model takes for the only way. Add examples that "
        "differ, if the questions to come will differ."
    ),
    # questions that come again
    "near_duplicate": (
        "What is asked several times is learnt several times as strongly. Keep the best of them, "
        "unless people really ask it that often."
    ),
    "contradiction": (
        "The model learns one answer as well as the other, and which it gives is chance. Decide "
        "which is right and correct the others."
    ),
    "leakage": (
        "A question that was trained on is answered well by heart, so the score says nothing. "
        "Move it to one side; “togi dataset split” keeps such questions together."
    ),
}
