"""What only a whole data set shows: what it is told, what it has too much of, for which model."""
# ruff: noqa: RUF001 (letters that look like others are what it is about)

from __future__ import annotations

from dataclasses import replace

from core.datasets.chats import question_and_answer
from tests.core.datasets.corpus.case import Case, Json, chat, clean, lines, message, talk, whole
from tests.core.datasets.corpus.planted import REFUSALS


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
        replace(
            table("a question that is held out", "split", ["train"] * many),
            held_out=(pairs[6][0].upper(), "Where does the sun rise?"),
            arrives_with=frozenset({("held_out_question", (7,))}),
        ),
    ]


def pair(line: bytes) -> tuple[str, str]:
    return question_and_answer(line)[:2]


def for_one_model() -> list[Case]:
    """Words that are one token each, with the blank before them."""
    own = [*clean("en"), chat("How does the song go?", "la" + " la" * 9_000)]
    too_long = ("length_outlier:answer", (len(own),))

    def counted(model: str, *found: tuple[str, tuple[int, ...]]) -> Case:
        return Case(
            name=f"for {model}",
            content=lines(own),
            file="chats.jsonl",
            model=model,
            errors=(),
            warned=frozenset({too_long, *found}),
        )

    return [counted("gpt-4", ("over_token_limit", (len(own),))), counted("gpt-4.1-2025-04-14")]


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
CASES = [*CLEAN, *system_prompts(), *one_sided(), *on_arrival(), *for_one_model()]
