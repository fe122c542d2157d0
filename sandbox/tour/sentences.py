"""The narrator's sentences and their Japanese twins."""

from __future__ import annotations


def in_japanese(english: str) -> str:
    return _TWINS[english]


_TWINS = {
    "Four people, one model. You can watch them at {url}": (
        "四人と一つのモデルの物語です。{url} を開くと様子を見られます"
    ),
    "Starting everything": "起動",
    "Ben brings examples of good answers": "Ben が良い回答の例を持ってきます",
    "Ben types /ft dataset add and attaches {file}.": (
        "Ben が /ft dataset add と入力し、{file} を添付します。"
    ),
    "Togi trains a model on them": "Togi がその例でモデルを学習させます",
    "Ben clicks “Train a model”. The loss should fall.": (
        "Ben が「Train a model」を押します。損失が下がっていくはずです。"
    ),
    "Is it better than its base? Both answer held-out questions": (
        "ベースより良くなったでしょうか。評価専用の質問に両方が答えます"
    ),
    "Ben clicks “Compare with base”.": "Ben が「Compare with base」を押します。",
    "The team puts it to work": "チームで使い始めます",
    "Ben clicks “Use here”.": "Ben が「Use here」を押します。",
    "Aiko asks about a ticket that no model has seen": (
        "Aiko が、どのモデルも見たことのない問い合わせについて尋ねます"
    ),
    "Right would be: {answer}": "正解: {answer}",
    "Three people rate the answer, each in their own way": (
        "三人がそれぞれのやり方で回答を評価します"
    ),
    "Chika clicks {thumb}": "Chika が {thumb} を押します",
    "Aiko rates five measures in the form: {score} for each": (
        "Aiko がフォームで五つの観点を評価します。どれも {score} 点です"
    ),
    "Dana reacts with :{emoji}:": "Dana が :{emoji}: でリアクションします",
    "What the ratings say": "評価のまとめ",
    "{name} types /ft summary.": "{name} が /ft summary と入力します。",
    "Where the time went": "かかった時間",
    "All of it": "合計",
    "The tour could not go on: {trouble}": "ツアーを続けられませんでした: {trouble}",
    "Exactly right of {n} held-out: tuned {tuned}, base {base} ({margin:+.0f} points)": (
        "評価専用 {n} 問の完全一致: 学習後 {tuned}、ベース {base}、差は {margin:+.0f} ポイント"
    ),
    "The tuned model wins.": "学習したモデルの勝ちです。",
    "The tuned model does not win.": "学習したモデルは勝てませんでした。",
}
