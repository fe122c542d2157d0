"""Languages: told by script and small words; code, names and JSON are in none."""

from __future__ import annotations

import pytest

from core.datasets.checking.mixed_language import MixedLanguage
from core.datasets.checking.tongue import Tongue, tongue_of
from tests.core.datasets.checking.rows import found, row

JA, EN = "領収書は経理の窓口に出してください。", "Please hand in the receipt at the desk."
JA_ASKS, EN_ASKS = "領収書はどこに出しますか。", "Where do I hand in the receipt?"


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        (JA, Tongue.JAPANESE),
        (JA_ASKS, Tongue.JAPANESE),
        ("VPN繋がらない error 809", Tongue.JAPANESE),
        ("はい。", Tongue.UNCLEAR),
        ("カタカナデ入力シテクダサイ", Tongue.JAPANESE),
        (EN, Tongue.ENGLISH),
        ("The word 猫 means that it is a cat.", Tongue.ENGLISH),
        ("I don't know what you mean by that.", Tongue.ENGLISH),
        ("Cisco AnyConnect Secure Mobility Client", Tongue.UNCLEAR),
        ("Yes.", Tongue.UNCLEAR),
        ('{"is":"it","the":"of"}', Tongue.UNCLEAR),
        ("```\nif it is not in the list: do it\n```", Tongue.UNCLEAR),
        ("https://example.com/how-to-do-it-with-the-app", Tongue.UNCLEAR),
        ("`for it in the_list`を使います。", Tongue.JAPANESE),
        ("", Tongue.UNCLEAR),
        ("12,300", Tongue.UNCLEAR),
        ("Bitte geben Sie die Quittung bei der Kasse ab, und nicht im Büro.", Tongue.GERMAN),
        ("Vous devez remettre le reçu dans les deux jours pour votre dossier.", Tongue.FRENCH),
        ("Usted puede entregar el recibo en la oficina con su nombre.", Tongue.SPANISH),
        ("请把收据交给我们的财务,他们会在三天内给您答复,不用担心。", Tongue.CHINESE),
        ("영수증은 경리과에 제출해 주세요.", Tongue.KOREAN),
        ("Сдайте чек в бухгалтерию.", Tongue.CYRILLIC),
        ("東京都千代田区丸の内", Tongue.JAPANESE),
        ("労働基準法第十六条", Tongue.UNCLEAR),
    ],
)
def test_a_text_is_in_a_language_or_it_is_unclear(text: str, tongue: Tongue) -> None:
    assert tongue_of(text) is tongue


def test_rows_in_another_language_than_most_are_named_together() -> None:
    rows = [row(number, JA, JA_ASKS) for number in range(1, 11)]
    rows += [row(11, EN, EN_ASKS), row(12, JA, JA_ASKS), row(13, EN, EN_ASKS)]

    assert found(MixedLanguage, rows) == [("mixed_language", (11, 13))]


def test_an_answer_in_another_language_than_its_question_is_named() -> None:
    rows = [row(number, EN, EN_ASKS) for number in range(1, 11)]

    assert found(MixedLanguage, [*rows, row(11, JA, EN_ASKS)]) == [("mixed_language:answer", (11,))]


def test_translating_is_a_task() -> None:
    assert found(MixedLanguage, [row(number, JA, EN_ASKS) for number in range(1, 30)]) == []


@pytest.mark.parametrize("answer", ['{"urgent":true,"of":"the"}', "OK", "VPN", "print(the_list)"])
def test_what_is_in_no_language_is_let_be(answer: str) -> None:
    rows = [row(number, JA, JA_ASKS) for number in range(1, 11)]

    assert found(MixedLanguage, [*rows, row(11, answer, JA_ASKS)]) == []


def test_a_handful_says_nothing() -> None:
    assert found(MixedLanguage, [row(1, JA, JA_ASKS), row(2, EN, EN_ASKS)]) == []
