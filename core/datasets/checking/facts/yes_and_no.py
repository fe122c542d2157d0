"""Whether a text says yes or no: at its beginning, by a negation, by a word with an opposite."""

from __future__ import annotations

import re

YES = re.compile(r"(?:はい|ええ|その通り|yes\b|yeah\b|sure\b|correct\b|true\b)")
NO = re.compile(r"(?:いいえ|いえ|no\b|nope\b|incorrect\b|false\b)")
OPENING = re.compile(r"^[\W_]+")

# A ない that denies nothing: perhaps, sorry, must, not only, at least, no trouble at all.
NOT_MEANT = re.compile(
    "かもしれ(?:ません|ない)|す(?:み|い)ません|申し訳(?:ござい|あり)ません|申し訳ない"
    "|な(?:ければ|くては|いと|きゃ)(?:なり|いけ)(?:ません|ない)|なければならず"
    "|ざるを得(?:ません|ない)|だけで(?:は)?なく|のみならず|少なくとも|間違い(?:あり|ござい)ません"
    "|問題(?:は)?(?:あり|ござい)ません|問題(?:は)?ない|差し支え(?:あり|ござい)ません|差し支えない"
    "|構いません|かまいません|構わない|かまわない|に過ぎない|に過ぎません|ませんか|ではなく|じゃなく"
    "|なくなりました|何もない"
    r"|\bnot only\b|\bno longer than\b|\bno problem\b|\bno later than\b|\bno matter\b"
)
NEGATION = re.compile(
    "ませ[んぬ]|ない(?!し|ように)|なく|なし|ず(?=[にと、。]|$)|かね(?:ます|る)"
    r"|\bnot\b|n't\b|\bcannot\b|\bnever\b|\bno\b|\bnone\b|\bneither\b|\bnor\b|\bwithout\b"
    r"|\bunable\b|\bnobody\b|\bnothing\b"
)

OPPOSITES = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        ("(?<!不)可能|(?<![不許認])可(?![能決否])", "不可"),
        ("(?<!不)必要", "不要|不必要"),
        ("有料", "無料"),
        ("有償", "無償"),
        ("有効", "無効"),
        ("有り|あり(?!ませ|が)", "無し|なし"),
        ("以上", "以下|未満"),
        ("以内", "以降|以後"),
        ("以前|前(?:に|まで|日)", "以後|以降|後(?:に|日)"),
        ("増[えやし加]", "減[らっり少]"),
        ("最大|上限", "最小|下限|最低"),
        ("開始", "終了"),
        ("許可", "禁止"),
        ("承認", "却下|否認"),
        ("任意", "必須|義務"),
        ("含(?:み|む|まれます|まれる)", "含(?:みません|まない|まれません|まれない)|除[くき]"),
        ("当日", "翌日"),
        ("午前", "午後"),
        ("社内", "社外"),
        ("公開", "非公開"),
        ("全額", "半額|一部"),
        (
            r"\bcan\b(?!'t|not| not)|\bmay\b(?! not)",
            r"\bcan't\b|\bcannot\b|\bcan not\b|\bmay not\b",
        ),
        (r"\ballow", r"\bforb|\bprohibit|\bban"),
        (r"\benabl|\bturn on\b", r"\bdisabl|\bturn off\b"),
        (r"\bincreas|\brais", r"\bdecreas|\breduc|\blower"),
        (r"\bbefore\b", r"\bafter\b"),
        (r"\bmin(?:imum)?\b|\bat least\b", r"\bmax(?:imum)?\b|\bat most\b"),
        (r"\bmore than\b|\babove\b|\bover\b", r"\bless than\b|\bbelow\b|\bunder\b"),
        (r"\bfree\b", r"\bpaid\b|\bcharged\b|\bfee applies\b"),
        (r"\brequired\b|\bmandatory\b|\bmust\b", r"\boptional\b|\bnot required\b"),
        (r"\binclud", r"\bexclud"),
        (r"\baccept", r"\breject|\brefus"),
        (r"\balways\b", r"\bnever\b"),
        (r"\bvalid\b", r"\binvalid\b"),
        (r"\bopen\b|\bopens\b", r"\bclosed?\b|\bcloses\b"),
        (r"\bstart", r"\bstop|\bend(?:s|ed)?\b"),
        (r"\bpossible\b", r"\bimpossible\b"),
        (r"\btrue\b", r"\bfalse\b"),
    )
)


def stance(plain: str) -> bool | None:
    """Whether a text begins with yes or with no."""
    start = OPENING.sub("", plain)
    return True if YES.match(start) else False if NO.match(start) else None


def negations(plain: str) -> int:
    """How often a text denies something."""
    return len(NEGATION.findall(NOT_MEANT.sub("", plain)))


def are_opposed(one: str, other: str) -> bool:
    """Whether one text has a word of which the other only has the opposite."""
    return any(
        (_has_only(one, this, that) and _has_only(other, that, this))
        or (_has_only(one, that, this) and _has_only(other, this, that))
        for this, that in OPPOSITES
    )


def _has_only(text: str, this: re.Pattern[str], that: re.Pattern[str]) -> bool:
    return bool(this.search(text)) and not that.search(text)
