"""Refusals: answers that decline; an apology before a real answer isn't one."""

from __future__ import annotations

import pytest

from core.datasets.checking.declining import Declining, declines
from tests.core.datasets.checking.rows import answers, found

DECLINE = [
    "I'm sorry, but I can't help with that.",
    "I\u2019m sorry, I can\u2019t assist with this request.",
    "Sorry, I cannot answer that question.",
    "I am unable to provide legal advice. Please contact a lawyer.",
    "Unfortunately, I'm not able to share that information.",
    "As an AI language model, I cannot give medical advice.",
    "I don't know.",
    "I won't be able to help you with this. Is there anything else?",
    "We cannot comment on this. Thank you for your understanding.",
    "Your request cannot be processed.",
    "申し訳ありませんが、お答えできません。",
    "申し訳ございませんが、そのご質問にはお答えいたしかねます。",
    "恐れ入りますが、回答を控えさせていただきます。",
    "その件についてはご案内できません。担当部署へお問い合わせください。",
    "わかりません。",
    "分かりかねます。",
    "その件は分かりません。人事部にお尋ねください。",
    "個人情報のため開示できません。",
    "お役に立てず申し訳ありませんが、対応いたしかねます。",
    "コメントは差し控えさせていただきます。",
]
ANSWER = [
    "I'm sorry for the delay. Your parcel left our warehouse on Monday and arrives tomorrow.",
    "Sorry about that! To reset the password, open Settings and choose Security.",
    "I can't see your order from here, but you find it under Account and then Orders.",
    "I can't answer for other countries, but in Japan the notice is thirty days or the pay.",
    "You cannot enter without a badge.",
    "The printer can't answer while it updates.",
    "If you don't know your number, look at the back of the card.",
    "The contract cannot be cancelled in the first year. After that, a month's notice is enough.",
    '{"refused":false,"reason":"cannot answer"}',
    "申し訳ありません。パスワードは設定画面の「セキュリティ」から変更できます。",
    "申し訳ございません。送料は全国一律で550円です。翌営業日に発送します。",
    "ポイントは現金に交換できません。お支払いのときに1ポイント1円で使えます。",
    "電話では回答できませんが、チャットでは平日の9時から18時まで、担当者が順番にお答えしています。",
    "書けません。労働契約の不履行について違約金を定めることは、労働基準法で禁止されています。",
    "セルの区切りがわかりません。引用符は二つ重ねてください。",
    "必要なのは本人確認書類です。届かないときは、再送を申し込んでください。",
]


@pytest.mark.parametrize("text", DECLINE)
def test_it_is_seen_that_an_answer_declines(text: str) -> None:
    assert declines(text)


@pytest.mark.parametrize("text", ANSWER)
def test_a_real_answer_is_no_refusal(text: str) -> None:
    assert not declines(text)


def test_each_row_is_named_and_many_are_said_more_strongly() -> None:
    few = answers(*ANSWER[:3] * 10, DECLINE[0])
    many = answers(*ANSWER[:3] * 4, *DECLINE[:3])

    assert found(Declining, few) == [("refusal", (31,))]
    assert found(Declining, many) == [
        ("refusal", (13,)),
        ("refusal", (14,)),
        ("refusal", (15,)),
        ("refusal:many", (13, 14, 15)),
    ]
