"""What no row shows by itself: rows beside each other, and data sets as a whole."""
# ruff: noqa: RUF001 (letters that look like others are what it is about)

from __future__ import annotations

from core.datasets.chats import question_and_answer
from tests.core.datasets.corpus.case import (
    Case,
    Json,
    chat,
    clean,
    lines,
    message,
    planted,
    talk,
)
from tests.core.datasets.corpus.planted import REFUSALS


def between_rows() -> list[Case]:
    plain = [
        chat(f"{what}の保管場所はどこですか。", f"{what}は二階の棚にある。鍵は総務が持っている。")
        for what in ("脚立", "工具箱", "延長コード")
    ]
    changing = chat(
        "会議室の鍵はどこですか。", "鍵は受付にあります。使った後は必ず返すものである。"
    )
    german = [
        chat(
            "Wo ist der Schlüssel für die Garage?",
            "Er liegt in der Schublade und ist mit einem roten Band markiert.",
        ),
        chat(
            "Wann kommt die Post in das Büro?",
            "Sie kommt um zehn, und der Bote legt sie auf den Tisch im Flur.",
        ),
    ]
    english = [
        chat(
            "Where is the key of the garage?", "It is in the drawer, and you can take it for a day."
        ),
        chat(
            "When does the mail come to the office?",
            "It comes at ten, and the courier puts it on the table in the hall.",
        ),
    ]
    return [
        planted(
            "the same chat twice",
            "en",
            [chat("Where is the ladder?", "Behind the door of the cellar, on the left.")] * 2,
            ("duplicate", 1, 2),
        ),
        planted(
            "the same chat but for width and case",
            "en",
            [
                chat("Where is the TV?", "Behind the door of the cellar, on the left."),
                chat("Where is the ｔｖ?", "Behind the door of the cellar, on the LEFT."),
            ],
            ("duplicate", 1, 2),
        ),
        planted(
            "the same chat but for its composition",
            "ja",
            [
                chat("ガスはどこですか。", "ガスは地下の扉の奥、左側にあります。"),
                chat("カ\u3099スはどこですか。", "カ\u3099スは地下の扉の奥、左側にあります。"),
            ],
            ("duplicate", 1, 2),
        ),
        planted("three in the plain style", "ja", plain, ("mixed_style:plain", 1, 2, 3)),
        planted("one that changes its style", "ja", [changing], ("mixed_style:inside", 1)),
        planted("two in German", "en", german, ("mixed_language", 1, 2)),
        planted("two in English", "ja", english, ("mixed_language", 1, 2)),
        planted(
            "an answer in English",
            "ja",
            [
                chat(
                    "車庫の鍵はどこにありますか。",
                    "It is in the drawer, and you can take it for a day if you ask.",
                )
            ],
            ("mixed_language:answer", 1),
        ),
        planted(
            "an answer in Japanese",
            "en",
            [
                chat(
                    "Where can I find the key of the garage?",
                    "鍵は引き出しの中にあります。借りるときは受付に声をかけてください。",
                )
            ],
            ("mixed_language:answer", 1),
        ),
        planted(
            "a very long answer",
            "en",
            [chat("Where is the garden?", "Behind the house, past the second gate. " * 90)],
            ("length_outlier:answer", 1),
        ),
        planted(
            "a very long question",
            "ja",
            [
                chat(
                    "庭はどこにありますか、" * 200 + "。",
                    "建物の裏の二つ目の門を抜けた先にあります。入るときは守衛に社員証を見せ、帰るときは必ず門を閉めてください。",
                )
            ],
            ("length_outlier:question", 1),
        ),
    ]


def system_prompts() -> list[Case]:
    def told(prompt: str | None) -> list[Json]:
        return [chat(*pair(line), system=prompt) for line in clean("en")]

    usual = told("You help the staff of an office.")
    other = told("You are a pirate.")
    none = told(None)
    late = talk(
        message("user", "Where is the ladder?"),
        message("system", "You help the staff of an office."),
        message("assistant", "Behind the door of the cellar, on the left."),
    )
    several = talk(
        message("system", "You help the staff of an office."),
        message("system", "Be brief."),
        message("user", "Where is the ladder?"),
        message("assistant", "Behind the door of the cellar, on the left."),
    )
    return [
        whole("one system prompt", usual),
        whole(
            "one system prompt in several widths",
            [*usual[:-1], *told("Ｙｏｕ help the  staff of an office.")[-1:]],
        ),
        whole(
            "two system prompts",
            [*usual[:-2], *other[-2:]],
            ("inconsistent_system_prompt:several", 51, 52),
        ),
        whole(
            "a system prompt that is missing",
            [*usual[:-1], *none[-1:]],
            ("inconsistent_system_prompt:missing", 52),
        ),
        whole("a system prompt that comes late", [*usual, late], ("system_message:late", 53)),
        whole("two system prompts in a chat", [*usual, several], ("system_message:several", 53)),
    ]


def one_sided() -> list[Case]:
    pairs = [pair(line) for line in clean("en")]
    thanked = [chat(question, f"Thank you for asking. {answer}") for question, answer in pairs]
    opened = [chat(question, f"As far as we know: {answer}") for question, answer in pairs]
    equal = [chat(question, (answer * 3)[:100]) for question, answer in pairs]
    refused = [
        chat(question, REFUSALS["en"][number % 4])
        for number, question in enumerate(pair(line)[0] for line in clean("labels")[:9])
    ]
    labels = [
        chat(question, "billing" if number % 30 else "bug")
        for number, (question, _) in enumerate(pair(line) for line in clean("labels"))
    ]
    rare = [
        chat(question, "bug" if number in {1, 2} else ("billing", "account")[number % 2])
        for number, (question, _) in enumerate(pair(line) for line in clean("labels"))
    ]
    return [
        whole("everybody is thanked", thanked, ("one_sided:politeness", 0)),
        whole("everything begins alike", opened, ("one_sided:opening", 0)),
        whole("everything is equally long", equal, ("one_sided:length", 0)),
        whole("one label for nearly all", labels, ("one_sided:label", 0)),
        whole("a label that is rare", rare, ("one_sided:rare_label", 0)),
        whole(
            "many refusals",
            [*clean("en"), *refused],
            *(("refusal", row) for row in range(53, 62)),
            ("refusal:many", *range(53, 62)),
        ),
    ]


def on_arrival() -> list[Case]:
    pairs = [pair(line) for line in clean("en")]

    def table(name: str, column: str, cells: list[str], *found: str) -> Case:
        rows = [
            f'"{question}","{answer}",{cell}\n'
            for (question, answer), cell in zip(pairs, cells, strict=True)
        ]
        content = f"question,answer,{column}\n" + "".join(rows)
        return Case(
            name=f"arrives: {name}",
            content=content.encode(),
            pairs=pairs,
            arrives_with=frozenset((code, (0,)) for code in found),
        )

    many = len(pairs)
    return [
        table("several authors", "author", [f"Person {number % 4}" for number in range(many)]),
        table(
            "one author",
            "author",
            ["Aiko" if number % 2 else f"Person {number % 7}" for number in range(many)],
            "one_sided:author",
        ),
        table("a Japanese author", "作成者", ["田中"] * many, "one_sided:author"),
        table("labels", "label", [f"label {number % 3}" for number in range(many)]),
        table(
            "one label",
            "category",
            ["bug" if number % 20 else "other" for number in range(many)],
            "one_sided:label",
        ),
        table(
            "a label that is rare",
            "分類",
            ["請求" if number == 9 else ("障害", "質問")[number % 2] for number in range(many)],
            "one_sided:rare_label",
        ),
    ]


def whole(name: str, rows: list[Json], *found: tuple[str, *tuple[int, ...]]) -> Case:
    return Case(
        name=f"whole: {name}",
        content=lines(rows),
        file="chats.jsonl",
        errors=(),
        warned=frozenset((code, tuple(places)) for code, *places in found),
    )


def pair(line: bytes) -> tuple[str, str]:
    return question_and_answer(line)[:2]


CLEAN = [
    Case(
        name=f"clean: {kind}",
        content=lines(clean(kind)),
        file="chats.jsonl",
        errors=(),
        warned=frozenset(),
    )
    for kind in ("ja", "en", "labels")
]
CASES = [*CLEAN, *between_rows(), *system_prompts(), *one_sided(), *on_arrival()]
