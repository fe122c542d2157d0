"""Keys of services: found by their beginnings, and not in manuals that only show their form."""

# ruff: noqa: RUF001 (wide letters are what it is about)

from __future__ import annotations

import pytest

from core.datasets.checking.secret_keys import SecretKeys, has_password, has_secret_key
from tests.core.datasets.checking.rows import found, row

# Written in two pieces, lest somebody takes this file for a leak.
KEYS = [
    "xoxb-" + "1234567890-abcdefghij",
    "xapp-" + "1-A012-345-abcdef0123",
    "sk-" + "proj-0123456789abcdefghij",
    "sk-" + "ant-api03-abcdefghijklmnop",
    "AKIA" + "IOSFODNN7EXAMPLE",
    "ghp_" + "0123456789abcdefghijABCDEFGHIJ456789",
    "github_pat_" + "11ABCDEFG0abcdefghijkl",
    "AIza" + "SyA0123456789abcdefghijklmnopqrstuv",
    "hf_" + "0123456789abcdefghijABCDEFGHIJ",
    "sk_live_" + "0123456789abcdefghij",
    "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NSJ9" + ".c2lnbmF0dXJlLW9m",
    "https://hooks.slack.com/services/" + "T012AB/B012AB/abcdef012",
    "-----BEGIN RSA " + "PRIVATE KEY-----",
    "-----BEGIN " + "PRIVATE KEY-----",
]
NO_KEYS = [
    "xoxb-your-token-here",
    "sk-your-own-key-goes-in-here-please",
    "a task-force-0123456789-abcdefghij",
    "risk-0123456789abcdefghij",
    "AKIA",
    "ghp_",
    "-----BEGIN CERTIFICATE-----",
    "パスワードは8文字以上にしてください。",
    "eyJ is how such a token begins",
]


@pytest.mark.parametrize("key", KEYS)
def test_keys_are_found(key: str) -> None:
    assert has_secret_key(f"Use {key} for it.")
    assert has_secret_key(f"キーは{key}です。")


@pytest.mark.parametrize("text", NO_KEYS)
def test_what_is_no_key_is_let_be(text: str) -> None:
    assert not has_secret_key(text)


def test_a_row_is_named_once_wherever_the_key_is() -> None:
    rows = [row(1, "Yes."), row(2, KEYS[0], question=KEYS[1]), row(3, "No.", system=KEYS[2])]

    assert found(SecretKeys, rows) == [("secret", (2,)), ("secret", (3,))]


@pytest.mark.parametrize(
    "text",
    [
        "共有PCのパスワードは hunter2!Abc です。",
        "パスワード: Kaigi2026!",
        "パスワード：Kaigi2026!",
        "初期パスワードは「Togi2026」です。",
        "The password is: hunter20!",
        "The password of the guest WLAN is guest2026.",
        "Password=Welcome1",
    ],
)
def test_a_password_that_is_told_is_found(text: str) -> None:
    assert has_password(text)


@pytest.mark.parametrize(
    "text",
    [
        "パスワードを忘れました",
        "パスワードは8文字以上にしてください。",
        "パスワードは 12 文字以上で、英字と数字を含めてください。",
        "パスワードは90日ごとに変更します。",
        "パスワードは https://example.com/reset2 で変更できます。",
        "Your password must have 8 characters",
        "Is the password at least 12 characters long?",
        "The password is reset within 24 hours.",
        "The password is valid for 90 days.",
        "My password is not accepted by Office365.",
        "I passed the exam: room 12b4567.",
    ],
)
def test_what_only_speaks_of_passwords_tells_none(text: str) -> None:
    assert not has_password(text)
