"""Personal data: each kind by its rules, in both languages, and nothing that only looks like it."""
# ruff: noqa: RUF001 (full-width digits are what people type)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.checking.personal.identifiers import (
    is_iban,
    my_number_check_digit,
    passes_luhn,
)
from core.datasets.checking.personal_data import PersonalData, kinds_of_personal_data
from core.datasets.checking.row import Row
from tests.core.datasets.checking.rows import faults, found, row

HELD = {
    "my_number": [
        "123456789018",
        "マイナンバーは１２３４５６７８９０１８です。",
        "1234-5678-9018",
        "個人番号：1234 5678 9018",
        "注文の際のマイナンバーは123456789018",
    ],
    "phone": [
        "090-1234-5678",
        "０８０－１２３４－５６７８までお願いします。",
        "070ー1234ー5678",
        "携帯は09012345678です",
        "050 1234 5678",
        "03-1234-5678",
        "（03）1234-5678",
        "06(1234)5678",
        "0467-12-3456",
        "代表の電話番号は0312345678です",
        "0312345678に電話してください",
        "TEL 0312345678",
        "+81-90-1234-5678",
        "+81 3 1234 5678",
        "お問い合わせ番号ではなく電話番号: 03-1234-5678",
        "Call me at (212) 555-0123.",
        "415-555-2671",
        "415.555.2671",
        "+1 415 555 2671",
        "+44 20 7946 0958",
        "my phone is 020 7946 0958",
    ],
    "postal_code": [
        "〒100-0001",
        "〒１００－０００１",
        "〒1000001",
        "郵便番号 150-0002",
        "100-0001 東京都千代田区",
        "住所は150-0002東京都渋谷区です",
        "604-8571　京都府",
        "送り先：060-0001 北海道札幌市",
        "Postal code: 100-0001",
        "900-0021 沖縄県",
    ],
    "email": [
        "taro.yamada@example.co.jp",
        "連絡先はtaro@example.jpです",
        "taro＠example.jp",
        "support@example.com",
        "Bob.Smith+tag@mail.example.org",
        "<a@b.io>",
        "mailto:x_y@z-1.co",
        "送信先：hanako_s@sub.example.ne.jp。",
        "a1@b2.dev, c3@d4.dev",
        "O-Neil@example.museum",
    ],
    "card": [
        "4111 1111 1111 1111",
        "4111111111111111",
        "カード番号は４１１１－１１１１－１１１１－１１１１",
        "5555-5555-5555-4444",
        "2223003122003222",
        "378282246310005",
        "3782 822463 10005",
        "3530111333300000",
        "6011111111111117",
        "30569309025904",
    ],
    "iban": [
        "DE89 3704 0044 0532 0130 00",
        "GB82WEST12345698765432",
        "振込先はFR1420041010050500013M02606",
    ],
    "ssn": ["219-09-1234", "My SSN is 219 09 1234."],
    "slack_member": ["<@U012AB3CD>さんに聞いてください", "ask <@W12345678|taro>"],
}
HARMLESS = [
    "123456789012",  # its check digit would be 8
    "0123456789018123",
    "1234567890181",  # a corporate number has 13 digits
    "T1234567890123",
    "法人番号は1234567890123です",
    "000000000000",
    "注文番号：123456789018",
    "tracking number 1234-5678-9018",
    "123,456,789,018",
    "0.123456789018",
    "123456789018円",
    "4111 1111 1111 1112",
    "1111 1111 1111 1111",
    "4901234567894",  # a barcode
    "978-4-16-148410-0",
    "0120-123-456",
    "フリーダイヤル（0120）123-456",
    "0800-123-4567",
    "0570-012-345",
    "+81 120 123 456",
    "1-800-555-0199",
    "110番か119番",
    "090-0000-0000",
    "受注番号 09012345678",
    "252.227-7014",  # a clause of a regulation
    "part no. 415-555-2671",
    "型番 03-1234-5678",
    "Item 020-1234-5678",
    "2024-05-01 10:30",
    "2024年4月1日",
    "20240501123000",
    "202405011230",
    "1,234,567円",
    "¥1234567890",
    "$123,456.78",
    "1.2.3.4",
    "192.168.100.200",
    "100-0001",
    "120-4500件",
    "550e8400-e29b-41d4-a716-446655440000",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "1700000000",
    "@taro",
    "foo@bar",
    "name (at) example.com",
    "DE00 3704 0044 0532 0130 00",
    "000-12-3456",
    "666-12-3456",
    "36協定、第27条、民法415条",
    "平均80時間、年720時間以内",
    "<@here>",
]


@pytest.mark.parametrize(
    ("kind", "text"), [(k, text) for k, texts in HELD.items() for text in texts]
)
def test_each_kind_is_found(kind: str, text: str) -> None:
    assert [*kinds_of_personal_data(text)] == [kind]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_it_is_let_be(text: str) -> None:
    assert [*kinds_of_personal_data(text)] == []
    assert [*kinds_of_personal_data(f"担当は{text}、以上です。")] == []


def test_a_row_has_one_finding_a_kind() -> None:
    two = row(7, "a@b.io, c@d.io, 090-1234-5678", question="e@f.io")

    assert found(PersonalData, [two]) == [
        ("personal_data:phone", (7,)),
        ("personal_data:email", (7,)),
    ]


def test_what_every_example_is_told_is_said_once() -> None:
    rows = [row(number, "Yes.", system="Write to help@b.io.") for number in range(1, 5)]

    assert found(PersonalData, rows) == [("personal_data:email", (1,))]


def test_what_was_found_is_never_repeated() -> None:
    (fault,) = faults(PersonalData, [row(1, "hanako@example.jp")])

    assert "hanako" not in fault.sentence + fault.advice + str(fault.details)


def test_every_turn_is_read() -> None:
    turns = [{"role": "user", "content": text} for text in ("Hi", "I am a@b.io", "Bye")]

    assert found(PersonalData, [Row.of(3, {"messages": turns})]) == [("personal_data:email", (3,))]


@given(eleven=st.from_regex(r"[0-9]{11}", fullmatch=True), slip=st.integers(1, 9))
def test_one_wrong_check_digit_is_no_my_number(eleven: str, slip: int) -> None:
    right = my_number_check_digit(eleven)
    text = f"マイナンバー {eleven}{(right + slip) % 10}"

    assert 0 <= right <= 9
    assert "my_number" not in [*kinds_of_personal_data(text)]
    if len({*eleven, str(right)}) > 1:
        assert "my_number" in [*kinds_of_personal_data(f"マイナンバー {eleven}{right}")]


@given(digits=st.from_regex(r"[0-9]{10,18}", fullmatch=True), slip=st.integers(1, 9))
def test_luhn_holds_for_one_last_digit_in_ten(digits: str, slip: int) -> None:
    passing = [last for last in range(10) if passes_luhn(f"{digits}{last}")]

    assert len(passing) == 1
    assert not passes_luhn(f"{digits}{(passing[0] + slip) % 10}")


@given(account=st.from_regex(r"[A-Z]{2}00[A-Z0-9]{12,26}", fullmatch=True))
def test_an_iban_passes_with_its_own_check_digits_alone(account: str) -> None:
    passing = [check for check in range(2, 99) if is_iban(f"{account[:2]}{check:02}{account[4:]}")]

    assert len(passing) == 1
