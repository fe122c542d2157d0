"""The example data sets keep what their README says of them."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
COLUMNS = ["question", "answer", "split"]
CLOSED_SETS: dict[str, list[str] | list[bool]] = {
    "category": ["billing", "bug", "account", "shipping"],
    "urgent": [True, False],
    "product": ["reader", "printer", "tablet"],
}
PERSONAL_DATA = [
    re.compile(r"\S+@\S+"),
    re.compile(r"https?://|www\."),
    re.compile(r"\+?\d(?:[ \-./()]?\d){5,}"),  # telephone, card, account numbers
    re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.? [A-Z]"),
]


class Row(NamedTuple):
    question: str
    answer: str
    split: str


def read(name: str) -> list[Row]:
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return [Row(**record) for record in reader]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def runs_of_five(text: str) -> set[tuple[str, ...]]:
    spoken = words(text)
    return {tuple(spoken[start : start + 5]) for start in range(len(spoken) - 4)}


@pytest.fixture(scope="module")
def triage() -> list[Row]:
    return read("support-triage.csv")


def test_triage_has_sixty_rows_to_train_on_and_thirty_held_out(triage: list[Row]) -> None:
    assert Counter(row.split for row in triage) == {"train": 50, "validation": 10, "held_out": 30}


def test_every_triage_answer_is_the_same_strict_line_of_json(triage: list[Row]) -> None:
    for row in triage:
        fields = json.loads(row.answer)
        assert list(fields) == list(CLOSED_SETS)
        assert json.dumps(fields, separators=(",", ":")) == row.answer
        for key, allowed in CLOSED_SETS.items():
            assert json.dumps(fields[key]) in map(json.dumps, allowed), row


@pytest.mark.parametrize("split", ["train", "validation", "held_out"])
@pytest.mark.parametrize("key", list(CLOSED_SETS))
def test_every_value_is_as_frequent_as_its_siblings_in_every_split(
    triage: list[Row], split: str, key: str
) -> None:
    answers = [json.loads(row.answer)[key] for row in triage if row.split == split]
    counts = [answers.count(value) for value in CLOSED_SETS[key]]
    assert max(counts) - min(counts) <= 1, counts


@pytest.mark.parametrize("split", ["train", "held_out"])
def test_no_value_gives_another_away(triage: list[Row], split: str) -> None:
    """Each combination occurs, so that no field can be guessed from the others."""
    seen = {tuple(json.loads(row.answer).values()) for row in triage if row.split == split}
    assert seen == set(product(*CLOSED_SETS.values()))


def test_triage_tickets_are_short_enough_for_a_cpu(triage: list[Row]) -> None:
    for row in triage:
        assert 15 <= len(words(row.question)) <= 45, row


def test_held_out_tickets_share_no_sentence_with_the_rest(triage: list[Row]) -> None:
    held_out = [row.question for row in triage if row.split == "held_out"]
    rest = [row.question for row in triage if row.split != "held_out"]
    for unseen, seen in product(held_out, rest):
        assert not runs_of_five(unseen) & runs_of_five(seen), (unseen, seen)
        assert SequenceMatcher(None, unseen, seen, autojunk=False).ratio() < 0.6, (unseen, seen)


def test_no_ticket_occurs_twice(triage: list[Row]) -> None:
    questions = [" ".join(words(row.question)) for row in triage]
    assert len(set(questions)) == len(questions)


def test_the_triage_prompt_names_every_key_and_value() -> None:
    prompt = (EXAMPLES / "support-triage.system.txt").read_text(encoding="utf-8")
    for key, allowed in CLOSED_SETS.items():
        assert f'"{key}"' in prompt
        for value in allowed:
            assert str(value).lower() in words(prompt)
    assert "one line of JSON and nothing else." in prompt


def test_no_example_holds_personal_data() -> None:
    for path in EXAMPLES.glob("*.csv"):
        for row in read(path.name):
            for pattern in PERSONAL_DATA:
                assert not pattern.search(row.question + "\n" + row.answer), row


def test_japanese_questions_come_in_forty_eight_and_twelve() -> None:
    rows = read("legal-qa-ja.csv")
    assert Counter(row.split for row in rows) == {"train": 48, "validation": 12}


def test_japanese_answers_are_two_to_four_polite_sentences() -> None:
    polite = re.compile(r"(?:です|ます|ません|ました|ください|ましょう|でしょう|はい|いいえ)$")
    for row in read("legal-qa-ja.csv"):
        sentences = row.answer.removesuffix("。").split("。")
        assert row.answer.endswith("。")
        assert 2 <= len(sentences) <= 4, row
        assert all(polite.search(sentence) for sentence in sentences), row


def test_no_japanese_question_nearly_repeats_another() -> None:
    questions = [row.question for row in read("legal-qa-ja.csv")]
    for one, other in combinations(questions, 2):
        assert SequenceMatcher(None, one, other, autojunk=False).ratio() < 0.7, (one, other)


@pytest.mark.parametrize("name", ["support-triage", "legal-qa-ja"])
def test_every_set_has_a_prompt_and_a_line_in_the_readme(name: str) -> None:
    prompt = (EXAMPLES / f"{name}.system.txt").read_text(encoding="utf-8").strip()
    assert prompt
    assert "\n" not in prompt
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert readme.count(f"`{name}.csv`") == 2, "one English row, one Japanese"
