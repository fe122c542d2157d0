"""A better and a worse answer to one question: both usual forms, and each way to get one wrong."""

from __future__ import annotations

from tests.core.datasets.corpus.case import (
    Case,
    Json,
    chat,
    clean,
    faulty,
    lines,
    message,
    reads,
    survived,
)

FILE = "preferences.jsonl"
BAD = 7  # the line that is bad
ASKED = message("user", "Where is it?")
BETTER, WORSE = message("assistant", "Over there."), message("assistant", "No idea.")
WHOLE: dict[str, Json] = {
    "input": {"messages": [ASKED]},
    "preferred_output": [BETTER],
    "non_preferred_output": [WORSE],
}
SHORT: dict[str, Json] = {"prompt": "Where is it?", "chosen": "Over there.", "rejected": "No idea."}
PAIR = ("Where is it?", "Over there.")
GOOD = [{**SHORT, "prompt": f"Where is number {number}?"} for number in range(1, 13)]


def fine(name: str, value: Json, *more: Json) -> Case:
    """Read as a question and its better answer."""
    rows = [value, *more]
    return reads(f"preference: {name}", lines(rows), *[PAIR] * len(rows), file=FILE)


def bad(name: str, value: Json | bytes, *codes: str) -> Case:
    content = lines([*GOOD[: BAD - 1], value, *GOOD[BAD - 1 :]])
    return faulty(f"preference: {name}", content, *((BAD, code) for code in codes), file=FILE)


def right() -> list[Case]:
    told = message("system", "Be brief.")
    earlier = [message("user", "Hello"), message("assistant", "Hi")]
    lists = {"prompt": [ASKED], "chosen": [BETTER], "rejected": [WORSE]}
    return [
        fine("OpenAI's form", WHOLE),
        fine("the short form", SHORT),
        fine("the short form with messages", lists),
        fine("both forms in one file", WHOLE, SHORT, lists),
        fine("a system prompt", {**WHOLE, "input": {"messages": [told, ASKED]}}),
        fine("earlier turns", {**WHOLE, "input": {"messages": [*earlier, ASKED]}}),
        fine("what is said beside it", {**SHORT, "label": "place", "author": "Aiko", "id": 5}),
        fine("a split", {**SHORT, "split": "validation"}),
        fine("a worse answer that is longer", {**SHORT, "rejected": "No idea. " * 500}),
        fine("answers that differ by a blank", {**SHORT, "rejected": "Over  there."}),
    ]


def wrong() -> list[Case]:
    def without(key: str) -> dict[str, Json]:
        return {name: value for name, value in WHOLE.items() if name != key}

    everything = ("missing_input", "missing_preferred_output", "missing_non_preferred_output")
    robot = message("robot", "Over there.")
    return [
        bad("no question", without("input"), "missing_input"),
        bad("a question without messages", {**WHOLE, "input": {}}, "missing_input"),
        bad("an empty question", {**SHORT, "prompt": ""}, "missing_input"),
        bad("a blank question", {**SHORT, "prompt": "  "}, "missing_input"),
        bad("a question that is a number", {**SHORT, "prompt": 5}, "missing_input"),
        bad("nobody asks", {**WHOLE, "input": {"messages": [BETTER]}}, "missing_input"),
        bad("no better answer", without("preferred_output"), "missing_preferred_output"),
        bad("an empty better answer", {**SHORT, "chosen": ""}, "missing_preferred_output"),
        bad(
            "a better answer that is nothing", {**SHORT, "chosen": None}, "missing_preferred_output"
        ),
        bad("no worse answer", without("non_preferred_output"), "missing_non_preferred_output"),
        bad("an empty worse answer", {**SHORT, "rejected": " "}, "missing_non_preferred_output"),
        bad(
            "a worse answer that is a list of nothing",
            {**SHORT, "rejected": []},
            "missing_non_preferred_output",
        ),
        bad(
            "a person's worse answer",
            {**WHOLE, "non_preferred_output": [ASKED]},
            "missing_non_preferred_output",
        ),
        bad("nothing at all", {"chosen": 1}, *everything),
        bad("twice the same answer", {**SHORT, "rejected": "Over there."}, "same_outputs"),
        bad("an unknown role", {**WHOLE, "preferred_output": [robot, BETTER]}, "unrecognized_role"),
        bad(
            "a message without content",
            {**WHOLE, "input": {"messages": [ASKED, {"role": "user"}]}},
            "message_missing_key",
            "missing_content",
        ),
        bad("an unknown split", {**SHORT, "split": "monday"}, "unknown_split"),
        bad("no JSON", b'{"chosen":', "invalid_json"),
        bad("a list", [SHORT], "data_type"),
        bad("a chat among pairs of answers", chat("a", "b"), "mixed_kinds:chat"),
        bad(
            "one answer among pairs of answers",
            {"question": "a", "answer": "b"},
            "mixed_kinds:chat",
        ),
        faulty(
            "preference: among chats",
            lines([*clean("en")[:12], SHORT, WHOLE]),
            (13, "mixed_kinds:preference"),
            (14, "mixed_kinds:preference"),
            file=FILE,
        ),
        survived("preference: checked as chats", lines(GOOD), file=FILE),
    ]


CASES = [*right(), *wrong()]
