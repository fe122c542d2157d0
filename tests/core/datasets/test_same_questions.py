"""Questions that come again: contradicted, nearly repeated, or leaked, each said once."""
# ruff: noqa: RUF001 (wide letters are what it is about)

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from core.datasets.checking.facts.stated import differ_in_facts, say_different_things, stated
from core.datasets.checking.files import check
from core.datasets.checking.row import Row
from core.datasets.checking.same_questions import SameQuestions
from core.datasets.tables import Split

Place = tuple[str, tuple[int, ...]]
ABOUT = {"contradiction", "near_duplicate", "leakage", "duplicate"}


def line(question: str, answer: str, system: str | None = None) -> str:
    told = [{"role": "system", "content": system}] if system else []
    messages = [
        *told,
        {"role": "user", "content": question},
        {"role": "assistant", "content": answer},
    ]
    return orjson.dumps({"messages": messages}).decode()


def found(folder: Path, *lines: str) -> list[Place]:
    path = folder / "chats.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return [
        (fault.code + (f":{fault.kind}" if fault.kind else ""), fault.rows)
        for fault in check(path).warnings
        if fault.code in ABOUT
    ]


CONTRADICTING = [
    ("返品の期限は？", "5営業日前までにご連絡ください。", "10営業日前までにご連絡ください。"),
    ("返品の期限は？", "五営業日以内にご連絡ください。", "十営業日以内にご連絡ください。"),
    ("返品できますか？", "はい、返品できます。", "いいえ、返品できません。"),
    ("返品できますか？", "返品は可能です。", "返品は不可です。"),
    ("返品できますか？", "開封後の商品も返品できます。", "開封後の商品は返品できません。"),
    ("利用料は？", "月額1,000円です。", "月額1,500円です。"),
    ("利用料は？", "月額千円です。", "月額2000円です。"),
    ("料金は？", "無料でご利用いただけます。", "有料でのご利用となります。"),
    ("担当は？", "担当は人事部です。", "担当は総務部です。"),
    ("定休日は？", "定休日は水曜日です。", "定休日は木曜日です。"),
    ("いつからですか？", "2024年4月1日からです。", "2024年10月1日からです。"),
    ("手数料はかかりますか？", "手数料はかかりません。", "手数料がかかります。"),
    ("経費はどこに提出しますか？", "経費精算は経理部の窓口です。", "経費精算は社内ポータルです。"),
    ("Can I return it?", "Yes, within 30 days.", "No, you cannot return it."),
    ("Can I return it?", "You can return opened items.", "You can't return opened items."),
    ("How long does it take?", "It takes five business days.", "It takes ten business days."),
    ("How long does it take?", "It takes 5 days.", "It takes 5 weeks."),
    ("Where is it?", "See https://a.example/help for it.", "See https://b.example/help for it."),
    ("What is the capital?", "The capital is Canberra.", "The capital is Sydney."),
    ("Is it free?", "It is free of charge.", "It is a paid service."),
    ("Do I need a receipt?", "A receipt is required.", "A receipt is not required."),
    ("By when?", "The deadline is March 31, 2024.", "The deadline is April 30, 2024."),
    ("Which team?", '{"team":"billing","urgent":true}', '{"team":"bug","urgent":true}'),
    ("How was it?", "positive", "negative"),
]

REWORDED = [
    ("返品の期限は？", "5営業日以内にご連絡ください。", "五営業日以内に、ご連絡をお願いします！"),
    ("返品の期限は？", "返品は5営業日以内に承ります。", "5営業日以内であれば返品をお受けします。"),
    ("返品できますか？", "はい、返品できます。", "はい、返品が可能です。"),
    ("営業時間は？", "午前9時から午後6時までです。", "9時から18時までです。"),
    ("いつからですか？", "2024年4月1日からです。", "2024/4/1からです。"),
    ("利用料は？", "月額1,000円です。", "月額千円です。"),
    ("手続きは？", "申請書を人事部に提出してください。", "申請書は人事部へご提出ください。"),
    ("手続きは？", "申請しなければなりません。", "申請が必要です。"),
    ("使えますか？", "問題ありません。そのまま使えます。", "問題ございません、そのまま使えます。"),
    ("How do I reset it?", "Open the page and click Reset.", "Go to the page and click “Reset”."),
    ("How long does it take?", "It takes five business days.", "This takes 5 working days."),
    ("By when?", "The deadline is March 31, 2024.", "The deadline is 31 March 2024."),
    ("Can I return it?", "Yes, you can, within 30 days.", "Yes. You can, within 30 days of sale."),
    ("Which team?", '{"team":"billing","urgent":true}', '{"urgent": true, "team": "billing"}'),
    ("Which label?", "Billing", "billing."),
]


def contradict(question: str, one: str, other: str) -> bool:
    answers = stated(one), stated(other)
    return differ_in_facts(*answers) or say_different_things(*answers, question)


@pytest.mark.parametrize(("question", "one", "other"), CONTRADICTING)
def test_answers_that_cannot_both_be_right_contradict(question: str, one: str, other: str) -> None:
    assert contradict(question, one, other)
    assert contradict(question, other, one)


@pytest.mark.parametrize(("question", "one", "other"), REWORDED)
def test_the_same_in_other_words_does_not(question: str, one: str, other: str) -> None:
    assert not contradict(question, one, other)
    assert not contradict(question, other, one)


def test_a_cluster_is_named_once_with_all_its_lines(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        line("開封後の商品は返品できますか？", "はい、30日以内なら返品できます。"),
        line("ノートの保管場所はどこですか。", "棚の上にあります。"),
        line("開封後の商品は返品できますか", "はい、30 日以内でしたら返品できます。"),
        line("開封後の商品を返品できますか？", "はい、30日以内であれば返品できます。"),
    ) == [("near_duplicate", (1, 3, 4))]


def test_equal_questions_with_other_facts_contradict_and_are_not_repeated(tmp_path: Path) -> None:
    question = "開封後の商品はいつまで返品できますか？"
    assert found(
        tmp_path,
        line(question, "5営業日以内なら返品できます。"),
        line(question, "10営業日以内なら返品できます。"),
        line(question, "10営業日以内なら返品できます。"),
    ) == [("duplicate", (2, 3)), ("contradiction:facts", (1, 2, 3))]


def test_equal_chats_are_duplicates_and_nothing_else(tmp_path: Path) -> None:
    same = line("Where do I find the key of the garage?", "In the drawer.")

    assert found(tmp_path, same, same) == [("duplicate", (1, 2))]


def test_questions_that_differ_in_a_number_may_have_different_answers(tmp_path: Path) -> None:
    questions = [
        line("What was the revenue of our company in 2023?", "It was 5 million dollars."),
        line("What was the revenue of our company in 2024?", "It was 7 million dollars."),
    ]
    assert found(tmp_path, *questions) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How long is the warranty of the TV?", "How long is the warranty of the fan?"),
        ("プランAの料金は月額いくらですか。", "プランBの料金は月額いくらですか。"),
    ],
)
def test_questions_of_two_things_do_not_contradict_each_other(
    tmp_path: Path, one: str, other: str
) -> None:
    questions = [line(one, "2 years, 1,200 yen."), line(other, "1 year, 2,800 yen.")]
    assert found(tmp_path, *questions) == []


def test_two_system_prompts_may_ask_for_two_answers(tmp_path: Path) -> None:
    question = "Can opened products be returned to the shop?"
    assert found(
        tmp_path,
        line(question, "No.", "You answer for the shop in Berlin."),
        line(question, "Yes.", "You answer for the shop in Osaka."),
    ) == [("near_duplicate", (1, 2))]


def test_a_validation_question_that_is_trained_on_is_a_leak(tmp_path: Path) -> None:
    training, validation = tmp_path / "training.jsonl", tmp_path / "validation.jsonl"
    questions = [
        "開封後の商品は返品できますか？",
        "ノートの保管場所はどこですか。",
        "営業時間は何時までですか。",
    ]
    training.write_text("\n".join(line(one, "はい。") for one in questions), encoding="utf-8")
    beside = [
        line("送料はいくらですか、教えてください。", "無料です。"),
        "{",
        line("ノートの保管場所は、どこですか?", "棚です。"),
    ]
    validation.write_text("\n".join(beside), encoding="utf-8")
    report = check(training, validation=validation)

    (leak,) = [fault for fault in report.warnings if fault.code == "leakage"]
    assert (leak.row, leak.details["row"]) == (3, 2)
    assert [(fault.row, fault.code) for fault in report.validation_errors] == [(2, "invalid_json")]
    assert not report.ok


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4"])
def test_a_validation_file_of_another_kind_is_an_error(tmp_path: Path, content: bytes) -> None:
    training, validation = tmp_path / "training.jsonl", tmp_path / "validation.pdf"
    training.write_text("\n".join(line(f"Question {one}?", "Yes.") for one in range(50)))
    validation.write_bytes(content)
    report = check(training, validation=validation)

    assert [fault.code for fault in report.validation_errors] == ["unreadable_file"]
    assert not report.ok


def test_leaks_between_the_splits_of_one_file_are_found() -> None:
    same = SameQuestions()
    rows = [
        ("Where do I find the key of the garage?", Split.TRAIN),
        ("How do I book a room for a meeting?", Split.TRAIN),
        ("where do i find the key of the garage", Split.HELD_OUT),
        ("How do I book a rooom for a meeting?", Split.VALIDATION),
        ("Who repairs the printer on the third floor?", Split.VALIDATION),
    ]
    for number, (question, split) in enumerate(rows, start=1):
        chat = {"messages": [{"role": "user", "content": question}]}
        same.see(Row.of(number, chat, split=split))

    leaked = [fault for fault in same.findings() if fault.code == "leakage"]
    assert [(fault.row, fault.details["row"]) for fault in leaked] == [(3, 1), (4, 2)]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("The office closes on May 3.", "The office closes on June 3.", True),
        ("The office closes in May.", "The office closes in June.", True),
        ("The office closes on May 3 – all day.", "The office closes on June 3 – all day.", True),
        ("The office closes on May 3.", "Our Osaka office closes on 3 May.", False),
        ("The office closes on May 3.", "The Osaka office closes on 5/3.", False),
        ("The office closes in Sept.", "The office closes in September.", False),
        ("The office closes on Monday.", "The Osaka office closes on a weekday.", False),
    ],
)
def test_the_name_of_a_month_or_a_day_is_a_date_and_no_name(
    one: str, other: str, *, differ: bool
) -> None:
    assert differ_in_facts(stated(one), stated(other)) is differ


def test_questions_about_two_months_are_two(tmp_path: Path) -> None:
    questions = [
        line("What does the canteen offer for lunch in May?", "We have curry and rice."),
        line("What does the canteen offer for lunch in June?", "Cold noodles, every day."),
    ]
    assert found(tmp_path, *questions) == []


@pytest.mark.parametrize("text", ["Ver1.2.3万", "2万" + "1" * 5000, "一" * 5000 + "日"])
def test_what_only_looks_like_a_number_is_no_trap(text: str) -> None:
    assert stated(text).plain


def test_answers_that_are_nested_deeply_are_compared() -> None:
    one, other = (stated("[" * 1000 + middle + "]" * 1000) for middle in "12")

    assert isinstance(say_different_things(one, other, "Which?"), bool)
