"""Faults planted in clean data: each is found, and what only looks like one isn't."""
# ruff: noqa: RUF001 (letters that look like others are what it is about)

from __future__ import annotations

from tests.core.datasets.corpus.case import Case, chat, planted

ASK = {
    "ja": (
        "経費の精算はどこに相談すればよいですか。",
        "経理の窓口で受け付けています。{}領収書は原本をそろえ、月末までに提出してください。",
    ),
    "en": ("Who looks after the plants in the hall?", "A gardener comes on Mondays. {}"),
}

REFUSALS = {
    "ja": [
        "申し訳ございませんが、そのご質問にはお答えできません。",
        "恐れ入りますが、回答いたしかねます。担当部署へお問い合わせください。",
        "わかりません。",
        "その件についてのコメントは差し控えさせていただきます。",
    ],
    "en": [
        "I'm sorry, but I can't help with that.",
        "As an AI language model, I cannot give legal advice.",
        "Unfortunately I am unable to answer this. Please contact the service desk.",
        "I\u2019m not able to share that information, sorry.",
    ],
}
NO_REFUSALS = {
    "ja": [
        "申し訳ございません。送料は全国一律で550円です。翌営業日に発送しますので、到着までお待ちください。",
        "この通帳では入金できませんが、窓口の機械に硬貨を入れると五分ほどで口座に入ります。",
        "返品はお受けできません。ただし、届いた日から八日以内なら同じ色の新品と交換します。",
    ],
    "en": [
        "Sorry about the wait! The parcel left our house this morning and reaches you by Friday.",
        "You cannot park in the yard, but the garage across the street is free after six o'clock.",
        "The printer can't answer while it updates, which takes two minutes; then send it again.",
    ],
}
PLACEHOLDERS = {
    "en": ["N/A", "#N/A", "#REF!", "TBD", "null", "To do.", "-", "...", "NaN", "see above"],
    "ja": ["（要確認）", "未定", "同上", "回答待ち。", "N/A", "ー", "未記入", "【準備中】"],
}
MARKUP = [
    "<p>Use the side door.</p>",
    "Use the side door.<br>",
    "Use&nbsp;the side door today.",
    '<a href="#">the door</a>',
]
NO_MARKUP = [
    "Use `<br>` in the template.",
    "Keep it < 5 and > 2 days.",
    "AT&T and R&D share it.",
    "Write <name> there.",
]
UNFILLED = [
    "Dear [Customer Name], use the side door.",
    "Hello {{first_name}}, use the side door.",
    "Ask ${team.lead} at the side door.",
]
NO_UNFILLED = [
    "Use the side door [1] today.",
    "Call f(x) = {x} + 1 there.",
    "See [Your rights](https://example.com/a).",
]
UNFILLED_JA = [
    "〇〇様のご注文は窓口で受け付けます。",
    "【ここに会社名】までご連絡ください。",
    "担当は●●さんです。",
]
INVISIBLE = {
    "a space without width": "\u200b",
    "a mark of byte order": "\ufeff",
    "a soft hyphen": "\u00ad",
    "a joiner of words": "\u2060",
    "letters turned around": "\u202e",
    "a backspace": "\x08",
    "a control of eight bits": "\x85",
}
SEEN = {
    "an emoji of a family": "👨‍👩‍👧",
    "a flag": "🇯🇵",
    "a heart": "❤️",
    "a full-width space": "\u3000",
    "a no-break space": "\u00a0",
    "a tab": "\t",
    "a combining accent": "e\u0301",
    "half-width kana": "ﾃﾚﾋﾞ",
    "full-width letters": "ＶＰＮ",
    "a letter beyond the basic plane": "𠮷",
    "Arabic": "سلام",
}
GARBLED = {
    "ja": {
        "UTF-8 read as Shift_JIS": "窓口でお待ちください".encode().decode("cp932", "replace"),
        "EUC-JP read as Shift_JIS": "ありがとうございます".encode("euc_jp").decode(
            "cp932", "replace"
        ),
        "a letter that was lost": "窓\ufffd",
    },
    "en": {
        "UTF-8 read as Windows-1252": "café — “naïve”".encode().decode("cp1252", "replace"),
        "a letter that was lost": "caf\ufffd",
    },
}


def said(name: str, language: str, text: str, *found: tuple[str, *tuple[int, ...]]) -> Case:
    """One more row, whose answer says `text` beside something harmless."""
    question, answer = ASK[language]
    return planted(name, language, [chat(question, answer.format(text))], *found)


def answered(name: str, language: str, text: str, *found: tuple[str, *tuple[int, ...]]) -> Case:
    """One more row, whose answer is `text` and nothing else."""
    return planted(name, language, [chat(ASK[language][0], text)], *found)


def what_an_answer_says() -> list[Case]:
    cases = []
    for language in ("ja", "en"):
        for number, text in enumerate(REFUSALS[language], start=1):
            cases.append(answered(f"refusal {number}", language, text, ("refusal", 1)))
        for number, text in enumerate(NO_REFUSALS[language], start=1):
            cases.append(answered(f"no refusal {number}", language, text))
        cases += [
            said(f"invisible: {name}", language, f"a{mark}b", ("invisible_character", 1))
            for name, mark in INVISIBLE.items()
        ]
        cases += [said(f"seen: {name}", language, f"{mark} ") for name, mark in SEEN.items()]
        cases += [
            said(f"garbled: {name}", language, text, ("mojibake", 1))
            for name, text in GARBLED[language].items()
        ]
    cases += [
        answered(f"placeholder: {text}", language, text, ("placeholder_answer", 1))
        for language, texts in PLACEHOLDERS.items()
        for text in texts
    ]
    cases += [said(f"markup: {text}", "en", text, ("markup", 1)) for text in MARKUP]
    cases += [said(f"no markup: {text}", "en", text) for text in NO_MARKUP]
    cases += [said(f"unfilled: {text}", "en", text, ("unfilled_place", 1)) for text in UNFILLED]
    cases += [said(f"unfilled: {text}", "ja", text, ("unfilled_place", 1)) for text in UNFILLED_JA]
    cases += [said(f"no empty place: {text}", "en", text) for text in NO_UNFILLED]
    return cases


CASES = what_an_answer_says()
