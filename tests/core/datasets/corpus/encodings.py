"""Text in every encoding that people's programs save, and text that was damaged on its way."""
# ruff: noqa: RUF001 (letters that look like others are what it is about)

from __future__ import annotations

import codecs

from core.datasets.refusals import BinaryFile, BrokenText, EmptyFile, UnknownEncoding
from tests.core.datasets.corpus.case import Case, chat, dumped, faulty, reads, refused

JAPANESE = ("日本の首都は", "東京です。\n「首都」、それだけ")
KANJI = ("日本首都", "東京")
ENGLISH = ("Where is it?", "Over there")
WESTERN = ("Où est le café ?", "Là-bas, à côté de l’hôtel")
HALF_WIDTH = ("ﾃﾞｰﾀﾊﾄﾞｺ?", "ｺｺﾃﾞｽ")
CIRCLED = ("①番の髙橋さんは、どちら〜", "﨑さんの隣です")  # in cp932, not in plain Shift JIS

NAMED = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp932",
    "euc_jp",
)


def table(*pairs: tuple[str, str], newline: str = "\n") -> str:
    rows = [f'"{question}","{answer}"{newline}' for question, answer in pairs]
    return f"question,answer{newline}" + "".join(rows)


def in_each_encoding() -> list[Case]:
    return [
        reads(
            f"Japanese {kind} in {encoding}",
            content.encode(encoding),
            JAPANESE,
            JAPANESE,
            file=file,
            encoding=encoding,
        )
        for encoding in NAMED
        for kind, file, content in (
            ("table", "faq.csv", table(JAPANESE, JAPANESE)),
            ("lines", "faq.jsonl", f"{dumped(chat(*JAPANESE)).decode()}\n" * 2),
        )
    ]


def beyond_the_usual() -> list[Case]:
    said = table(JAPANESE)
    return [
        reads("English is UTF-8", table(ENGLISH), ENGLISH, encoding="utf-8"),
        reads("French in cp1252", table(WESTERN).encode("cp1252"), WESTERN, encoding="cp1252"),
        reads("French in UTF-8", table(WESTERN), WESTERN, encoding="utf-8"),
        reads("kanji alone in cp932", table(KANJI).encode("cp932"), KANJI, encoding="cp932"),
        reads("half-width kana in UTF-8", table(HALF_WIDTH), HALF_WIDTH, encoding="utf-8"),
        reads(
            "half-width kana beside kanji in cp932",
            table(HALF_WIDTH, JAPANESE).encode("cp932"),
            HALF_WIDTH,
            JAPANESE,
            encoding="cp932",
        ),
        reads(
            "circled digits and names of people in cp932",
            table(CIRCLED).replace("〜", "～").encode("cp932"),
            (CIRCLED[0].replace("〜", "～"), CIRCLED[1]),
            encoding="cp932",
        ),
        reads(
            "a Japanese header in UTF-16 without a mark",
            "質問,回答\n日本は,どこ\n".encode("utf-16-le"),
            ("日本は", "どこ"),
            encoding="utf-16-le",
        ),
        reads(
            "big-endian UTF-16 with its mark",
            codecs.BOM_UTF16_BE + said.encode("utf-16-be"),
            JAPANESE,
            encoding="utf-16",
        ),
        reads(
            "big-endian UTF-32 with its mark",
            codecs.BOM_UTF32_BE + said.encode("utf-32-be"),
            JAPANESE,
            encoding="utf-32",
        ),
        reads("UTF-7 is ASCII to everybody", "question,answer\n+ZeU-,b\n", ("+ZeU-", "b")),
        reads("a mark twice", "\ufeff\ufeff" + said, JAPANESE, encoding="utf-8-sig"),
        reads("a mark before quotation marks", '\ufeff"question","answer"\na,b\n', ("a", "b")),
        reads(
            "a mark twice before quotation marks",
            '\ufeff\ufeff"question","answer"\na,b\n',
            ("a", "b"),
        ),
        reads("a mark before an empty line", "\ufeff\r\nquestion,answer\r\na,b\r\n", ("a", "b")),
        reads(
            "a mark inside, where two files were joined",
            f"{said}\ufeffこれは,あれ\n",
            JAPANESE,
            ("\ufeffこれは", "あれ"),
        ),
        reads(
            "letters beyond the basic plane",
            table(("𠮷野家は🍜?", "👨‍👩‍👧")),
            ("𠮷野家は🍜?", "👨‍👩‍👧"),
        ),
        reads("old JIS by e-mail", said.encode("iso2022_jp"), JAPANESE),
    ]


def damaged() -> list[Case]:
    said = table(JAPANESE)
    utf_8, cp932, euc = (said.encode(name) for name in ("utf-8", "cp932", "euc_jp"))
    utf_16 = codecs.BOM_UTF16_LE + said.encode("utf-16-le")
    surrogate = "\ud83d".encode("utf-16-le", "surrogatepass")
    return [
        refused("UTF-8 cut inside a letter", utf_8[:-4], BrokenText),
        refused("cp932 cut inside a letter", cp932[:-3], BrokenText),
        refused("EUC-JP cut inside a letter", euc[:-3], BrokenText),
        refused("UTF-16 cut inside a letter", utf_16[:-1], BrokenText),
        refused("UTF-32 cut inside a letter", said.encode("utf-32")[:-3], BrokenText),
        refused("one letter of cp932 in UTF-8", utf_8 + "首".encode("cp932") + b",b\n", BrokenText),
        refused("one row of cp932 in UTF-8", utf_8 * 3 + cp932.splitlines()[1], BrokenText),
        refused("half of a pair in UTF-16", utf_16 + surrogate + b",\0b\0\n\0", BrokenText),
        refused("half of a pair in UTF-8", utf_8 + b"\xed\xa0\xbd,b\n", BrokenText),
        refused("a slash in two bytes", utf_8 + b"\xc0\xaf,b\n", BrokenText),
        refused("a NUL in two bytes", utf_8 + b"\xc0\x80,b\n", BrokenText),
        refused("beyond the last letter", utf_8 + b"\xf4\x90\x80\x80,b\n", BrokenText),
        refused("five bytes a letter", utf_8 + b"\xf8\x88\x80\x80\x80,b\n", BrokenText),
        refused("a lonely second byte", utf_8 + b"\x80,b\n", BrokenText),
        refused(
            "no encoding has all of these",
            b"question,answer\n\x81\x8d\xff\xa0\x81,b\n",
            UnknownEncoding,
        ),
        refused("UTF-32 without a mark", said.encode("utf-32-le"), BinaryFile),
        refused("only a mark of UTF-8", codecs.BOM_UTF8, EmptyFile),
        refused("only a mark of UTF-16", codecs.BOM_UTF16_LE, EmptyFile),
        refused("only a mark of UTF-32", codecs.BOM_UTF32_LE, EmptyFile),
        refused("only marks", codecs.BOM_UTF8 * 3 + b"\n", EmptyFile),
        refused("only zeros", bytes(500), EmptyFile),
        faulty("a NUL in a question", said + "a\0b,c\n" * 1, (2, "unreadable_character")),
        faulty(
            "a NUL in an answer, far down",
            "question,answer\n" + "a,b\n" * 20_000 + "a,\0\n",
            (20_001, "unreadable_character"),
        ),
        faulty(
            "a NUL in JSON",
            '{"question":"a\\u0000","answer":"b"}\n',
            (1, "unreadable_character"),
            file="faq.jsonl",
        ),
        faulty(
            "half of a pair in JSON",
            '{"question":"\\ud83d","answer":"b"}\n',
            (1, "invalid_json"),
            file="faq.jsonl",
        ),
    ]


CASES = [*in_each_encoding(), *beyond_the_usual(), *damaged()]
