"""Whether Japanese is written in the polite style (です, ます) or in the plain one (だ, である).

Told by how sentences end. A quotation, a heading and a list belong to no style, nor does a sentence
that ends in a noun.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|“[^“”]*”|（[^（）]*）|\([^()]*\)")  # noqa: RUF001 (Japanese brackets)
_LISTED = re.compile(
    r"^[ \t\u3000]*(?:[-*+・•●◆■□◇▪#>|※]|\d{1,2}[.)．）、:：]|[①-⑳]|【).*$",  # noqa: RUF001 (Japanese marks)
    re.MULTILINE,
)
_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_MARK = re.compile("([。．！？!?\n])")  # noqa: RUF001 (the marks of Japanese)
_TRAILING = " \u3000)）」』”♪…w☆★😊🙇"  # noqa: RUF001 (Japanese brackets)
_POLITE = re.compile(
    r"(?:です|ます|ました|ません|でした|でしょう|ましょう|ください|下さい|なさい|くださいませ|下さいませ)"
    r"(?:か|ね|よ|よね|が|ので|から|けど|けれど|し|のに|と)?$"
)
_PLAIN = re.compile(
    r"(?:である|だった|だろう|(?<![ただまは])だ|ない|なかった|しい|たい|よい|良い|いい|多い|高い|少ない|大きい|すい|にくい"
    r"|(?<![あま])(?<!あな)(?<!か)た|かった|る|[行思違使払言従合買会扱伴整いら]う|[立持打待勝保]つ|[読込済進含組頼望]む"
    r"|[行書続働置開聞引除づい]く|[防急]ぐ|[選呼及運結学]ぶ|[示出消戻渡押話探足返指外直表満課記残下や]す|死ぬ)"
    r"(?:か|ね|よ|よね|な|が|ので|から|けど|けれど|し|わ|ぞ|のだ)?$"
)
_LONGEST_END = 12


class Ends(NamedTuple):
    """How many sentences of a text end politely, and how many plainly."""

    polite: int
    plain: int


def ends_of(text: str) -> Ends:
    if text.isascii():
        return Ends(0, 0)
    text = _prose(text)
    polite = plain = 0
    parts = _MARK.split(text)
    for at in range(0, len(parts), 2):
        ended = at + 1 == len(parts) or parts[at + 1] != "\n"
        sentence = parts[at].rstrip(_TRAILING)[-_LONGEST_END:]
        if not sentence:
            continue
        if _POLITE.search(sentence):
            polite += 1
        elif ended and _PLAIN.search(sentence):
            plain += 1
    return Ends(polite, plain)


def _prose(text: str) -> str:
    if "```" in text:
        text = _CODE.sub("", text)
    if "\n" in text:
        text = _LISTED.sub("", text)
    return _QUOTED.sub("", text) if _has_brackets(text) else text


def _has_brackets(text: str) -> bool:
    return any(bracket in text for bracket in "「『“（(")  # noqa: RUF001 (Japanese brackets)
