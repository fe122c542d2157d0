"""Realistic questions in two languages, and hasty copies of some of them.

The questions are hard on purpose: a few dozen sentences filled with a few dozen words, so that
most of them are like hundreds of others but for one word.
"""
# ruff: noqa: RUF001, S311 (wide letters are what it is about; chance need not be secret)

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

SENTENCES = {
    "en": (
        "How do I {do} the {thing} of my {other}?",
        "What should I do when the {thing} does not {do} after the {other} was changed?",
        "Can a {thing} {do} a {other} without telling the {third}?",
        "Please tell me where the {thing} for {other} and {third} is kept.",
        "Why was my {thing} for the {other} rejected by the {third}, and who can {do} it?",
    ),
    "ja": (
        "{thing}の{do}方法を教えてください。",
        "{thing}を{do}したいのですが、{other}は必要ですか？",
        "{thing}と{other}の{do}が終わらない場合は、どこに連絡すればよいでしょうか。",
        "先日{thing}を{do}しましたが、{other}に反映されません。{third}の担当者に確認していただけますか。",
        "{thing}の{do}期限はいつですか？",
    ),
}
THINGS = {
    "en": "account invoice password subscription refund delivery printer scanner report dashboard "
    "calendar meeting contract employee manager customer supplier warehouse inventory discount "
    "voucher payment terminal network router laptop keyboard monitor battery license backup "
    "server database policy insurance vacation overtime salary certificate project deadline "
    "budget proposal signature document folder archive permission channel template",
    "ja": "請求書 契約書 パスワード 配送先 返品 見積書 領収書 有給休暇 残業申請 経費精算 出張旅費 "
    "交通費 社員証 入館証 会議室 プリンター ノートパソコン ネットワーク サーバー バックアップ "
    "ライセンス アカウント 管理者 権限 通知設定 チャンネル テンプレート 在庫 倉庫 割引 クーポン "
    "支払方法 振込先 銀行口座 年末調整 源泉徴収票 健康保険証 扶養家族 住所変更 育児休業 退職金 "
    "研修 資格試験 受講料 予算 稟議 署名 押印 電子契約 個人情報 開示請求 苦情 障害 復旧",
}
VERBS = {
    "en": "cancel change update download upload restore delete approve reject submit transfer "
    "export print share rename archive verify activate renew extend",
    "ja": "変更 取消 申請 承認 確認 再発行 更新 登録 削除 共有 印刷 送付 延長 解約 復元 移行 "
    "提出 閲覧",
}
LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ja": "あいうえおかきくけこさしすせそたちつてとなにのはひふまみもやよらりるれをん"
    "日本人時月行事書受付",
}
SWAPS = (("?", "？"), ("？", "?"), ("。", "．"), (",", "，"), (" ", "  "), ("。", "! "))
LONGEST, SHORTEST = 200, 15


class Question(NamedTuple):
    text: str
    original: int  # equal for a question and its copies
    language: str


class Found(NamedTuple):
    recall: float
    precision: float


def questions(count: int, *, copied: float = 0.05, seed: int = 0) -> list[Question]:
    """So many questions, of which some are copies with 1 to 6 % of their letters mistyped."""
    chance = random.Random(seed)
    originals: dict[str, Question] = {}
    while len(originals) < count * (1 - copied):
        language = chance.choice(("en", "ja"))
        text = _text(language, chance)
        originals.setdefault(text, Question(text, len(originals), language))
    everything = [*originals.values()]
    copies = [chance.choice(everything) for _ in range(count - len(everything))]
    everything += [one._replace(text=mistyped(one.text, one.language, chance)) for one in copies]
    chance.shuffle(everything)
    return everything


def mistyped(text: str, language: str, chance: random.Random) -> str:
    """Letters replaced, put in and left out; sometimes other marks, other case, other width."""
    letters = list(text)
    for _ in range(max(1, round(len(letters) * chance.uniform(0.01, 0.06)))):
        at, letter = chance.randrange(len(letters)), chance.choice(LETTERS[language])
        letters[at : at + 1] = chance.choice(([letter], [letters[at], letter], []))
    typed = "".join(letters)
    for this, that in SWAPS:
        if chance.random() < 0.15:
            typed = typed.replace(this, that)
    return typed.upper() if chance.random() < 0.2 else typed


def found(planted: Sequence[Question], clusters: Sequence[int], language: str) -> Found:
    """Of pairs that belong together, how many were found; of pairs found, how many do."""
    rows = [
        (question.original, cluster)
        for question, cluster in zip(planted, clusters, strict=True)
        if question.language == language
    ]
    right = _pairs(Counter(rows))
    return Found(
        right / _pairs(Counter(original for original, _ in rows)),
        right / _pairs(Counter(cluster for _, cluster in rows)),
    )


def _pairs(sizes: Counter[tuple[int, int]] | Counter[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _text(language: str, chance: random.Random) -> str:
    things, verbs = THINGS[language].split(), VERBS[language].split()
    text = ""
    for _ in range(chance.choice((1, 1, 2, 3, 4))):
        thing, other, third = chance.sample(things, 3)
        sentence = chance.choice(SENTENCES[language])
        filled = sentence.format(do=chance.choice(verbs), thing=thing, other=other, third=third)
        text += (" " if text and language == "en" else "") + filled
    return text[:LONGEST] if len(text) >= SHORTEST else _text(language, chance)
