"""Questions that come again: nearly repeated, contradicted, leaked, or only alike."""
# ruff: noqa: RUF001 (letters that look like others are what it is about)

from __future__ import annotations

from core.datasets.chats import question_and_answer
from tests.core.datasets.corpus.case import Case, Json, Pair, chat, clean, lines, planted

LADDER = "Behind the door of the cellar, on the left side of the shelf."
TOOLS = "地下の扉の奥、棚の左側にあります。使った後は元の場所へ戻してください。"
ASKED = {
    "en": "Where does the caretaker keep the long ladder?",
    "ja": "長いはしごは建物のどこにしまってありますか。",
}
ANSWER = {"en": LADDER, "ja": TOOLS}
GARDENER = {
    "en": "Ask the gardener, who carries it around all summer.",
    "ja": "庭師の方が夏のあいだ持ち歩いていますので、声をかけてみてください。",
}

AGAIN: dict[str, dict[str, str]] = {
    "en": {
        "a slip": "Where does the caretaker keep the long lader?",
        "capitals and no mark": "WHERE DOES THE CARETAKER KEEP THE LONG LADDER",
        "full width, and a slip": "Ｗｈｅｒｅ does the caretaker keep the long lader？",
        "other blanks": "Where  does the caretaker keep\u00a0the long ladder ?",
        "quotation marks": "Where does the caretaker keep the “long” ladder?",
        "letters twice": "Where does the carettaker keep the long laddder?",
        "a letter lost": "Where does the cartaker keep the long ladder?",
        "two letters turned around": "Where deos the caretaker keep the long ladder?",
    },
    "ja": {
        "no mark": "長いはしごは建物のどこにしまってありますか",
        "a question mark": "長いはしごは建物のどこにしまってありますか？",
        "half-width marks, and a slip": "長いはしごは建物のどこにしまってありすか｡",
        "blanks": "長いはしごは 建物の どこに しまって ありますか。",
        "a slip": "長いはしごは建物のどこにしまってありまか。",
        "another ending": "長いはしごは建物のどこにしまってあるますか。",
    },
}
OTHER = {
    "another thing": (
        "en",
        "Where do you keep the spare mice?",
        "Where do you keep the spare screens?",
    ),
    "the opposite": (
        "en",
        "Can I bring my dog to the office?",
        "Can I bring my daughter there?",
    ),
    "another room": (
        "en",
        "Where is the switch of the light in the hall?",
        "Where is the switch of the light in the attic?",
    ),
    "別の動詞": (
        "ja",
        "用紙の注文を取り消す方法はありますか。",
        "用紙の注文を早める方法はありますか。",
    ),
    "別の物": (
        "ja",
        "予備のキーボードはどこにありますか。",
        "予備のモニターはどこにありますか。",
    ),
}
FACTS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "a number": (
            "It takes 5 working days until the parcel is here.",
            "It takes 7 working days until the parcel is here.",
        ),
        "a date": (
            "The office closes on 24 December 2025 at noon.",
            "The office closes on 31 December 2025 at noon.",
        ),
        "yes and no": (
            "Yes, you can take it home over the weekend.",
            "No, you can't take it home over the weekend.",
        ),
        "a link": (
            "Write it down at https://example.com/loans first.",
            "Write it down at https://example.com/tools first.",
        ),
        "an amount": (
            "The deposit is $20, and you get it back.",
            "The deposit is $50, and you get it back.",
        ),
    },
    "ja": {
        "a number": (
            "届くまで5営業日かかりますので、お待ちください。",
            "届くまで7営業日かかりますので、お待ちください。",
        ),
        "a date": (
            "申請の締め切りは2025年3月31日の正午です。",
            "申請の締め切りは2025年4月30日の正午です。",
        ),
        "yes and no": (
            "はい、週末に自宅へ持ち帰ることができます。",
            "いいえ、週末に自宅へ持ち帰ることはできません。",
        ),
        "an amount": (
            "保証金は1,000円で、返却時にお返しします。",
            "保証金は3,000円で、返却時にお返しします。",
        ),
    },
}
SAME_FACTS = {
    "other words": (
        "It takes 5 working days until the parcel is here.",
        "Until the parcel is here, it takes 5 working days.",
    ),
    "another width": (
        "保証金は1,000円で、返却時にお返しします。",
        "保証金は１，０００円で、返却の時にお返しします。",
    ),
}


def repeated() -> list[Case]:
    return [
        planted(
            f"nearly again, {name}",
            language,
            [chat(ASKED[language], ANSWER[language]), chat(question, ANSWER[language])],
            ("near_duplicate", 1, 2),
        )
        for language, questions in AGAIN.items()
        for name, question in questions.items()
    ]


def only_alike() -> list[Case]:
    series = [
        chat(f"How do I open locker number {n}?", f"Turn the wheel to {7 * n} and pull.")
        for n in range(1, 8)
    ]
    return [
        *(
            planted(
                f"not again, {name}",
                language,
                [chat(question, ANSWER[language]) for question in questions],
            )
            for name, (language, *questions) in OTHER.items()
        ),
        planted("a series is no repetition", "en", series),
    ]


def contradicted() -> list[Case]:
    def asked_twice(name: str, language: str, answers: Pair, code: str) -> Case:
        rows: list[Json] = [chat(ASKED[language], answer) for answer in answers]
        return planted(f"{code}, {name}", language, rows, (code, 1, 2))

    return [
        *(
            asked_twice(name, language, answers, "contradiction:facts")
            for language, kinds in FACTS.items()
            for name, answers in kinds.items()
        ),
        *(
            asked_twice(f"the same in {name}", language_of(answers[0]), answers, "near_duplicate")
            for name, answers in SAME_FACTS.items()
        ),
        asked_twice("other things", "en", (LADDER, GARDENER["en"]), "contradiction:content"),
        asked_twice("other things", "ja", (TOOLS, GARDENER["ja"]), "contradiction:content"),
    ]


def leaked() -> list[Case]:
    def table(name: str, *last: tuple[str, str], found: int = 0) -> Case:
        pairs = [question_and_answer(line)[:2] for line in clean("en")]
        rows = [f'"{question}","{answer}",train\n' for question, answer in pairs]
        rows += [f'"{question}","{LADDER}",{split}\n' for question, split in last]
        content = "question,answer,split\n" + "".join(rows)
        at = frozenset({("leakage", (len(rows),)), ("near_duplicate", (len(rows) - 1, len(rows)))})
        told = at if found else frozenset()
        return Case(name=f"arrives: {name}", content=content.encode(), arrives_with=told)

    def beside(name: str, *questions: str, leaks: tuple[int, ...] = ()) -> Case:
        own = [*clean("en"), chat(ASKED["en"], LADDER)]
        return Case(
            name=f"beside: {name}",
            content=lines(own),
            file="chats.jsonl",
            validation=lines(chat(question, LADDER) for question in questions),
            errors=(),
            warned=frozenset(("leakage:file", (line,)) for line in leaks),
        )

    other = "Who feeds the fish in the hall?"
    again = AGAIN["en"]["a slip"]
    return [
        table("nothing leaks", (ASKED["en"], "train"), (other, "validation")),
        table("a question leaks", (ASKED["en"], "train"), (again, "validation"), found=1),
        table("an evaluation leaks", (ASKED["en"], "train"), (again, "held_out"), found=1),
        beside("nothing leaks", other, "When is the hall painted?"),
        beside("the same question", other, ASKED["en"], leaks=(2,)),
        beside("nearly the same question", again, other, leaks=(1,)),
        beside("both of two", ASKED["en"], again, leaks=(1, 2)),
    ]


def language_of(text: str) -> str:
    return "en" if text.isascii() else "ja"


CASES = [*repeated(), *only_alike(), *contradicted(), *leaked()]
