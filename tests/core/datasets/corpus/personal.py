"""What tells of a person, and numbers that only look like it; planted in clean data."""
# ruff: noqa: RUF001 (full-width digits are what people type)

from __future__ import annotations

from tests.core.datasets.corpus.case import Case
from tests.core.datasets.corpus.planted import said

FOUND: dict[str, tuple[str, ...]] = {
    "phone": (
        "090-1234-5678",
        "０９０－１２３４－５６７８",
        "09012345678",
        "080 1234 5678",
        "050-1234-5678",
        "03-1234-5678",
        "(03)1234-5678",
        "03（1234）5678",
        "0467-12-3456",
        "TEL: 0312345678",
        "+81 90 1234 5678",
        "+81-3-1234-5678",
        "(212) 555-0123",
        "415-555-2671",
        "+1 415 555 2671",
        "+44 20 7946 0958",
    ),
    "email": (
        "taro.yamada@example.co.jp",
        "Bob.Smith+tag@mail.example.org",
        "taro＠example.jp",
        "<a@b.io>",
        "mailto:x_y@z-1.co",
    ),
    "postal_code": (
        "〒100-0001",
        "〒１０００００１",
        "郵便番号は100-0001",
        "100-0001 東京都千代田区",
    ),
    "my_number": ("123456789018", "1234-5678-9018", "1234 5678 9018", "１２３４５６７８９０１８"),
    "card": (
        "4111 1111 1111 1111",
        "4111111111111111",
        "5555-5555-5555-4444",
        "3782 822463 10005",
        "3530111333300000",
        "６０１１１１１１１１１１１１１７",
    ),
    "iban": ("DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432"),
    "ssn": ("219-09-1234", "SSN 219 09 1234"),
    "slack_member": ("<@U012AB3CD>", "<@W12345678|taro>"),
}
HARMLESS = (
    "123456789012",  # no My Number: its check digit would be 8
    "1234-5678-9012",
    "注文番号 123456789018",
    "tracking number 1234-5678-9018",
    "4111 1111 1111 1112",  # no card: the last digit would be 1
    "1111 1111 1111 1111",
    "0120-123-456",
    "0570-012-345",
    "0800-123-4567",
    "+1 800 555 0199",
    "110",
    "2024-05-01",
    "2024年4月1日",
    "20240501123000",
    "12:34:56",
    "1,234,567円",
    "$123,456.78",
    "1.2.3.4",
    "192.168.100.200",
    "978-4-16-148410-0",
    "4901234567894",
    "550e8400-e29b-41d4-a716-446655440000",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "36協定",
    "100-200人",
    "2019-2024",
    "3.14159265358979",
    "1700000000",
    "part no. 415-555-2671",
    "型番 03-1234-5678",
    "@taro",
    "foo@bar",
    "name (at) example.com",
    "DE00 3704 0044 0532 0130 00",
    "000-12-3456",
    "16:9",
    "1e100",
)
# Written in two pieces, lest somebody takes this file for a leak.
SECRETS = (
    "xoxb-" + "1234567890-abcdefghij",
    "xapp-" + "1-A012-345-abcdef0123",
    "sk-" + "proj-0123456789abcdefghij",
    "AKIA" + "IOSFODNN7EXAMPLE",
    "ghp_" + "0123456789abcdefghijABCDEFGHIJ456789",
    "AIza" + "SyA0123456789abcdefghijklmnopqrstuv",
    "hf_" + "0123456789abcdefghijABCDEFGHIJ",
    "https://hooks.slack.com/services/" + "T012AB/B012AB/abcdef012",
    "-----BEGIN RSA " + "PRIVATE KEY-----",
)
NO_SECRETS = (
    "xoxb-your-token-here",
    "sk-your-own-key-goes-in-here-please",
    "AKIA",
    "a risk-0123456789 score",
)


def personal(language: str) -> list[Case]:
    return [
        *(
            said(f"personal: {text}", language, f"{text} ", (f"personal_data:{kind}", 1))
            for kind, texts in FOUND.items()
            for text in texts
        ),
        *(said(f"harmless: {text}", language, f"{text} ") for text in HARMLESS),
        *(
            said(f"secret {number}", language, f"{text} ", ("secret", 1))
            for number, text in enumerate(SECRETS, 1)
        ),
        *(said(f"no secret: {text}", language, f"{text} ") for text in NO_SECRETS),
    ]


CASES = [*personal("ja"), *personal("en")]
