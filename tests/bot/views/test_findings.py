"""What is said of all that was found."""

from __future__ import annotations

import pytest

from bot.locales import words_for
from bot.views.datasets.findings import all_findings, most_important, verdict
from core.datasets.faults import Fault
from tests import builders as a

IN_ENGLISH, IN_JAPANESE = words_for("en-US"), words_for("ja-JP")
OF_TABLE = a.a_version(a.a_dataset(), question_column="質問", answer_column="回答")
OF_FILE = Fault(0, "too_few_examples", {"count": 3, "least": 10})
OF_ROWS = [Fault(3, "empty_answer"), Fault(3, "not_text", {"key": "a"}), Fault(9, "empty_answer")]


@pytest.mark.parametrize(
    ("faults", "said", "said_in_japanese"),
    [
        ([OF_FILE], "The file as a whole must be fixed", "ファイル全体"),
        (OF_ROWS, "2 rows must be fixed", "2 行"),
        (
            [OF_FILE, *OF_ROWS],
            "whole and 2 rows must be fixed",
            "全体と 2 行",
        ),
        (
            [OF_FILE, OF_ROWS[0]],
            "whole and 1 row must be fixed",
            "全体と 1 行",
        ),
        ([], "Ready to train", ""),
    ],
)
def test_a_fault_of_a_whole_file_is_no_row(
    faults: list[Fault], said: str, said_in_japanese: str
) -> None:
    assert said in verdict(faults, IN_ENGLISH)
    assert said_in_japanese in verdict(faults, IN_JAPANESE)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"question_column": "質問", "answer_column": "回答"}, "below the column names"),
        ({"file_name": "faq.jsonl"}, "the first line of the file"),
    ],
)
def test_which_row_is_the_first_depends_on_the_file(fields: dict[str, str], said: str) -> None:
    version = a.a_version(a.a_dataset(), **fields)

    assert said in str(all_findings(OF_ROWS, version, IN_ENGLISH))


def test_of_what_was_added_by_hand_no_file_is_spoken_of() -> None:
    version = a.a_version(a.a_dataset(), file_name="")

    assert "Row 1 is" not in str(all_findings(OF_ROWS, version, IN_ENGLISH))


PERSONAL = [
    Fault(57, "personal_data", kind="phone"),
    Fault(58, "personal_data", kind="my_number"),
    Fault(59, "personal_data", kind="email"),
    Fault(60, "personal_data", kind="email"),
]


def test_kinds_of_personal_data_are_counted_and_the_gravest_comes_first() -> None:
    in_japanese = str(most_important(PERSONAL, OF_TABLE, IN_JAPANESE))
    in_english = str(most_important(PERSONAL, OF_TABLE, IN_ENGLISH))

    assert "マイナンバー 1 件、電話番号 1 件、メールアドレス 2 件" in in_japanese
    assert "1 My Number, 1 phone number, 2 email addresses" in in_english
    assert "57, 58, 59, 60" in in_english


def test_personal_data_of_one_kind_is_told_in_a_sentence() -> None:
    assert "contains a phone number" in str(most_important(PERSONAL[:1], OF_TABLE, IN_ENGLISH))


def test_all_that_was_found_begins_with_the_gravest() -> None:
    told = str(all_findings(PERSONAL, a.a_version(a.a_dataset()), IN_ENGLISH))

    assert told.index("My Number") < told.index("phone number") < told.index("email address")


def test_what_holds_keys_is_not_called_ready() -> None:
    faults = [Fault(row, "secret") for row in (3, 3, 9)]

    assert "Don't train on it yet: 2 rows" in verdict(faults, IN_ENGLISH)
    assert "2 行に秘密のキー" in verdict(faults, IN_JAPANESE)


def test_kinds_and_rows_are_counted_apart() -> None:
    faults = [*PERSONAL, Fault(57, "refusal"), Fault(0, "few_examples", {"count": 20})]

    assert "worth a look: 3 kinds of things in 4 rows" in verdict(faults, IN_ENGLISH)
    assert "3 種類" in verdict(faults, IN_JAPANESE)
    assert "4 行" in verdict(faults, IN_JAPANESE)


def test_how_rows_are_counted_stands_once_beside_the_first_number() -> None:
    faults = [OF_FILE, *OF_ROWS, *PERSONAL]

    told = str(most_important(faults, OF_TABLE, IN_ENGLISH))

    assert told.count("below the column names") == 1
