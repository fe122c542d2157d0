"""Columns beyond the question and the answer, and what a refused header leaves to choose from."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from bot.locales import words_for
from core.datasets.reading.columns import Named
from core.datasets.reading.drafts import Draft
from core.datasets.reading.sources import open_source
from core.datasets.refusals import HeaderRefused, UnclearColumns, WrongColumns
from tests.core.datasets.reading.reads import codes, found_in


def drafts(folder: Path, table: str, name: str = "faq.csv") -> list[Draft]:
    found = found_in(folder, table, name)
    assert not codes(found)
    return [draft for draft in found if isinstance(draft, Draft)]


@pytest.mark.parametrize("label", ["label", "Category", "ラベル", "分類", "カテゴリー"])
@pytest.mark.parametrize("author", ["author", "Created by", "作成者", "回答者", "担当者"])
def test_label_and_author_have_columns(tmp_path: Path, label: str, author: str) -> None:
    table = f"question,answer,{label},{author}\na,b, billing ,Aya\nc,d,,\u3000\n"

    assert [(draft.label, draft.author) for draft in drafts(tmp_path, table)] == [
        ("billing", "Aya"),
        (None, None),
    ]


def test_objects_and_chats_say_label_and_author_too(tmp_path: Path) -> None:
    chat = (
        '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}],'
        '"label":"x","author":"Aya"}'
    )
    pair = '{"質問":"a","回答":"b","分類":"y","担当者":"Ken"}'
    found = drafts(tmp_path, f"{chat}\n{pair}\n", "faq.jsonl")

    assert [(draft.label, draft.author) for draft in found] == [("x", "Aya"), ("y", "Ken")]
    assert b"label" not in found[0].line


@pytest.mark.parametrize(
    "header",
    [
        "question,answer,question2,answer2,question3,answer3",
        "質問1,回答1,質問2,回答2,質問３,回答３",
        "Q,A,Q 2,A 2,Q_3,A_3",
    ],
)
def test_further_pairs_of_columns_are_further_turns(tmp_path: Path, header: str) -> None:
    table = f"{header}\na,b,c,d,e,f\na,b,c,d,,\na,b,,,,\n"
    chats = [orjson.loads(draft.line)["messages"] for draft in drafts(tmp_path, table)]

    assert ["".join(message["content"] for message in chat) for chat in chats] == [
        "abcdef",
        "abcd",
        "ab",
    ]
    assert [message["role"] for message in chats[1]] == ["user", "assistant"] * 2
    assert [draft.asked for draft in drafts(tmp_path, table)] == ["a\nc\ne", "a\nc", "a"]


def test_a_turn_that_is_half_empty_is_a_fault_and_not_dropped(tmp_path: Path) -> None:
    table = "question,answer,question2,answer2,question3,answer3\na,b,c,,,\na,b,,,e,f\na,b,,d,,\n"

    assert codes(found_in(tmp_path, table)) == [
        (1, "empty_answer"),
        (2, "empty_question"),
        (3, "empty_question"),
    ]


def test_turns_come_under_the_system_prompt(tmp_path: Path) -> None:
    path = tmp_path / "faq.csv"
    path.write_text("question,answer,question2,answer2\na,b,c,d\n")
    (draft,) = open_source(path, path.name).drafts("Be brief.")

    assert isinstance(draft, Draft)
    assert orjson.loads(draft.line)["messages"][0] == {"role": "system", "content": "Be brief."}


def test_the_columns_that_were_read_are_named_as_the_file_names_them(tmp_path: Path) -> None:
    path = tmp_path / "faq.csv"
    path.write_text("id, 質問 ,回答\n1,a,b\n")

    assert open_source(path, path.name).headings == Named(" 質問 ", "回答")


def test_a_refused_header_is_there_to_choose_from(tmp_path: Path) -> None:
    header = [f"column {number}" for number in range(20)]
    with pytest.raises(WrongColumns) as wrong:
        found_in(tmp_path, ",".join(header) + "\n" + "x," * 19 + "x\n")
    with pytest.raises(UnclearColumns) as unclear:
        found_in(tmp_path, "prompt,input,answer\na,b,c\n")

    assert wrong.value.header == tuple(header)
    assert unclear.value.header == ("prompt", "input", "answer")
    assert (unclear.value.wanted, unclear.value.candidates) == ("question", ("prompt", "input"))


@pytest.mark.parametrize(
    ("header", "asked"),
    [("質問,入力,回答", "a"), ("入力,質問,回答", "b"), ("質問,question,回答", "b")],
)
def test_a_column_that_is_renamed_as_asked_is_the_one(
    tmp_path: Path, header: str, asked: str
) -> None:
    """In Japanese people are asked to write 質問: that is enough beside other candidates."""
    (draft,) = drafts(tmp_path, f"{header}\na,b,c\n")

    assert draft.asked == asked


@pytest.mark.parametrize(
    ("table", "said", "said_in_japanese"),
    [
        ("note,answer\na,b\n", "no column “question”", "「質問」の列が見つかりません"),
        ("question,note\na,b\n", "no column “answer”", "「回答」の列が見つかりません"),
        ("prompt,input,answer\na,b,c\n", "be the “question” column", "「質問」に変えて"),
        ("question,output,reply\na,b,c\n", "be the “answer” column", "「回答」に変えて"),
        ("question,answer,分割,分割\na,b,,\n", "be the “split” column", "「分割」に変えて"),
    ],
)
def test_a_column_is_called_as_the_person_calls_it(
    tmp_path: Path, table: str, said: str, said_in_japanese: str
) -> None:
    with pytest.raises(HeaderRefused) as refused:
        found_in(tmp_path, table)

    assert said in str(refused.value)
    japanese = words_for("ja-JP").error(refused.value)
    assert said_in_japanese in japanese
    assert "“" not in japanese


def test_a_name_that_two_columns_have_is_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(UnclearColumns):
        found_in(tmp_path, "question,answer,answer\na,b,c\n")
    with pytest.raises(UnclearColumns):
        found_in(tmp_path, "question,reply,reply\na,b,c\n", named=Named(answer="reply"))


@pytest.mark.parametrize("name", ["system_prompt", "System Prompt", "システムプロンプト"])
def test_a_row_may_have_a_system_prompt_of_its_own(tmp_path: Path, name: str) -> None:
    """What the file is brought with is for the rows that have none."""
    path = tmp_path / "faq.csv"
    path.write_text(f"question,answer,{name}\na,b,Be kind.\nc,d, \n", encoding="utf-8")
    source = open_source(path, path.name)

    told = [orjson.loads(one.line)["messages"][0]["content"] for one in source.drafts("Be brief.")]
    lines = [line for batch in source.batches("Be brief.") for line in batch.lines.splitlines()]

    assert told == ["Be kind.", "Be brief."]
    assert lines == [one.line for one in source.drafts("Be brief.")]


def test_a_column_called_system_is_no_system_prompt(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "question,answer,system\na,b,SAP\n")

    assert "SAP" not in draft.line.decode()
