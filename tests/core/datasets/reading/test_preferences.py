"""Preferences: a question with a better and a worse answer, in either of two forms."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from core.datasets import question_and_answer
from core.datasets.advice import ADVICE
from core.datasets.chats import asked_in
from core.datasets.checking.files import check
from core.datasets.converting import convert
from core.datasets.counting.tokens import counter_for
from core.datasets.faults import Fault
from core.datasets.preferences import dump_preference, unified
from core.datasets.reading.drafts import Draft
from core.datasets.splitting.dividing import divide_file
from core.datasets.tables import Kind, Split
from tests.core.datasets.reading.reads import codes, found_in

ASKED = {"messages": [{"role": "user", "content": "Where?"}]}
BETTER = [{"role": "assistant", "content": "There."}]
WORSE = [{"role": "assistant", "content": "No idea."}]
CHAT = {"messages": [*ASKED["messages"], *BETTER]}


def preference(**changed: object) -> dict[str, object]:
    return {"input": ASKED, "preferred_output": BETTER, "non_preferred_output": WORSE, **changed}


def lines(*values: object) -> bytes:
    return b"\n".join(map(orjson.dumps, values)) + b"\n"


def test_both_forms_give_the_same_line(tmp_path: Path) -> None:
    trl = {"prompt": "Where?", "chosen": "There.", "rejected": "No idea."}
    found = found_in(tmp_path, lines(preference(id=7), trl), "faq.jsonl")

    assert [draft.line for draft in found if isinstance(draft, Draft)] == [
        orjson.dumps(preference())
    ] * 2
    assert {draft.kind for draft in found if isinstance(draft, Draft)} == {Kind.PREFERENCE}


def test_a_preference_asks_its_question_and_answers_with_the_better_one() -> None:
    line = orjson.dumps(preference())

    assert question_and_answer(line) == ("Where?", "There.", None)
    assert asked_in(line) == "Where?"


def test_what_a_preference_says_of_itself_is_kept_beside_its_line(tmp_path: Path) -> None:
    said = preference(split="test", label="places", author=" Aya ")
    (draft,) = found_in(tmp_path, lines(said), "faq.jsonl")

    assert isinstance(draft, Draft)
    assert (draft.split, draft.label, draft.author) == (Split.HELD_OUT, "places", "Aya")
    assert draft.line == orjson.dumps(preference())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (preference(input={}), ["missing_input"]),
        (preference(input={"messages": BETTER}), ["missing_input"]),
        (preference(preferred_output=[]), ["missing_preferred_output"]),
        (preference(non_preferred_output=None), ["missing_non_preferred_output"]),
        (
            {"chosen": ""},
            ["missing_input", "missing_preferred_output", "missing_non_preferred_output"],
        ),
        (preference(non_preferred_output=BETTER), ["same_outputs"]),
        (preference(preferred_output=[{"role": "bot"}, *BETTER]), ["message_missing_key"]),
        (
            preference(preferred_output=[*BETTER, *ASKED["messages"]]),
            ["last_message_not_assistant"],
        ),
        ({"prompt": "a\0", "chosen": "b", "rejected": "c"}, ["unreadable_character"]),
    ],
)
def test_each_fault_of_a_preference_is_named(
    tmp_path: Path, value: object, expected: list[str]
) -> None:
    found = found_in(tmp_path, lines(value), "faq.jsonl")

    assert [code for _, code in codes(found)][: len(expected)] == expected
    assert all(fault.sentence for fault in found if isinstance(fault, Fault))


def test_a_file_keeps_to_the_kind_that_it_begins_with(tmp_path: Path) -> None:
    pair = {"question": "a", "answer": "b"}
    chats_first = found_in(tmp_path, lines(CHAT, preference(), pair), "faq.jsonl")
    preferences_first = found_in(tmp_path, lines(preference(), CHAT, pair), "faq.jsonl")

    assert codes(chats_first) == [(2, "mixed_kinds")]
    assert codes(preferences_first) == [(2, "mixed_kinds"), (3, "mixed_kinds")]
    kinds = [fault.kind for fault in preferences_first if isinstance(fault, Fault)]
    assert kinds == ["chat", "chat"]
    assert ADVICE["mixed_kinds"]


def test_preferences_are_converted_and_split(tmp_path: Path) -> None:
    source, target = tmp_path / "faq.jsonl", tmp_path / "converted.jsonl"
    source.write_bytes(
        lines(*({"prompt": f"{row}?", "chosen": "Yes.", "rejected": "No."} for row in range(20)))
    )
    assert convert(source, target, system="Be brief.").written == 20
    assert orjson.loads(target.read_bytes().splitlines()[0])["input"]["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "0?"},
    ]
    again = tmp_path / "again.jsonl"
    convert(target, again, system="Be brief.")
    assert again.read_bytes() == target.read_bytes()
    sides = (tmp_path / "a", tmp_path / "b")
    divided = divide_file(target, training=sides[0], validation=sides[1], ratio=0.2, seed=0)
    assert (divided.training, divided.validation) == (16, 4)


def test_the_functions_of_a_question_are_kept() -> None:
    functions = [{"name": "look_up"}]
    asked = {"messages": [{"role": "user", "content": "Where?"}], "functions": functions}
    both = {"preferred_output": "Here.", "non_preferred_output": "Somewhere."}
    written = orjson.loads(dump_preference(unified({"input": asked, **both}), None))

    assert written["input"]["functions"] == functions


def test_what_the_worse_answer_gives_away_is_found(tmp_path: Path) -> None:
    path = tmp_path / "faq.jsonl"
    told = "Ask taro@example.com, the key is xoxb-123456789012-abcdef."
    path.write_bytes(lines(preference(rejected=told, non_preferred_output=told)))

    assert {"personal_data", "secret"} <= {fault.code for fault in check(path).warnings}


def test_the_tokens_of_preferences_are_unknown_rather_than_few(tmp_path: Path) -> None:
    path = tmp_path / "faq.jsonl"
    path.write_bytes(lines(preference()))
    report = check(path, counter_for("gpt-4.1-mini"))

    assert (report.tokens.total, report.trained_tokens) == (None, None)
    assert "not_counted" in {fault.code for fault in report.warnings}
