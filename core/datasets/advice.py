"""Of each code, why it matters and what to do about it."""

from __future__ import annotations

ADVICE: dict[str, str] = {
    "error_cell": "Correct the formula, or type the text into the cell.",
    "same_outputs": (
        "A model learns from the difference between the two. Write a worse answer beside the "
        "better one, or take the row out."
    ),
    "mixed_kinds": "The two are trained in different ways. Put each kind into a file of its own.",
    "too_few_examples": "Add more rows; 50 or more work much better.",
    "few_examples": (
        "From a handful of examples a model learns the form of an answer, not what to say. "
        "Add more of the questions that people really ask."
    ),
    "sheet_not_read": (
        "If it holds questions and answers, name its columns like those of the sheet that was "
        "read, or send it as a file of its own."
    ),
    "further_sheet": "Sheets with the same columns are read one after the other, as one table.",
    "duplicate": (
        "What is there several times is learnt several times as strongly. Keep one of them."
    ),
    # what somebody chose to go on without
    "bad_rows_left_out": (
        "The model won't learn from these rows. Correct them in the file to fix and send it back: "
        "it becomes the next version."
    ),
    # a version beside earlier ones
    "erased_before": (
        "What was erased once stays away, whoever sends it again. Take it out of your file, too, "
        "so that nobody keeps a copy."
    ),
    "held_out_question": (
        "A model can't be tested with a question that it was trained on. What is held out once "
        "stays held out in every later version of the data set."
    ),
    # what one model makes of the examples
    "over_token_limit": (
        "The end of the answer gets lost. Shorten the example, or divide it into several."
    ),
    "not_for_this_model": "Take the row out, or choose a base model that can learn from it.",
    "not_counted": (
        "Tokens are pieces of words. Without their number, nobody can say what training will cost; "
        "you can train all the same."
    ),
    # what an example says that it shouldn't
    "personal_data": (
        "A model learns such things by heart and may tell them to anybody. Take them out, or put "
        "invented ones in their place."
    ),
    "secret": (
        "Anybody who uses the model could get it out of the model. Take it out of the row and, "
        "because it has been in a file, have a new one issued."
    ),
    # how an example is written
    "refusal": (
        "A model quickly learns to decline, even what it could answer. Keep only the questions "
        "that must be declined, and write answers for the others."
    ),
    "placeholder_answer": (
        "The model would learn to say exactly this. Write the answer, or take the row out."
    ),
    "length_outlier": (
        "It may be two rows in one, a whole email, or a text that was cut off. Check that it is as "
        "you want it."
    ),
    "mixed_language": (
        "The model may answer in the wrong language. Translate these examples, or train a separate "
        "model for each language. If you want both languages, leave them as they are."
    ),
    "mixed_style": (
        "The model would switch between the two styles at random. Choose one and rewrite the "
        "others."
    ),
    "invisible_character": (
        "They slip in when text is copied, and the model takes them for part of the words. Delete "
        "them."
    ),
    "mojibake": (
        "The model would learn to write like this. Open the original where it reads correctly, and "
        "copy the text again."
    ),
    "markup": (
        "The model would write such marks into its answers, and Slack shows them as they are. Keep "
        "only the text."
    ),
    "unfilled_place": "The model would answer with the same blank. Fill it in, or reword it.",
    # what the model is told to be
    "inconsistent_system_prompt": (
        "A model works best with the instructions that it was trained with. Give every example the "
        "same system prompt."
    ),
    "system_message": (
        "Some providers refuse such a chat, and the model won't be used that way later. Keep one "
        "system message, at the beginning."
    ),
    # what a file has too much of
    "one_sided": (
        "The model takes what nearly all examples share for the only way. If real questions differ "
        "more than these, add examples that differ."
    ),
    # questions that come again
    "near_duplicate": (
        "What is asked several times is learnt several times as strongly. Keep the best one, "
        "unless people really ask it that often."
    ),
    "contradiction": (
        "The model learns all of these answers, and which one it gives is down to chance. Decide "
        "which is right and correct the others."
    ),
    "leakage": (
        "A model knows the questions that it was trained on by heart, so its score would say "
        "nothing. Put questions like these on one side: all into training, or all into validation. "
        "On the command line, “togi dataset split” does that."
    ),
}
