"""Files of JSON lines: chats and pairs that look odd and are right, and files that are none."""

from __future__ import annotations

from core.datasets.refusals import EmptyFile, NotJsonLines
from tests.core.datasets.corpus.case import (
    Case,
    Json,
    chat,
    clean,
    dumped,
    faulty,
    lines,
    message,
    reads,
    refused,
    survived,
    talk,
)

FILE = "chats.jsonl"
USER, ASSISTANT = message("user", "Where is it?"), message("assistant", "Over there.")
AB = chat("a", "b")


def good(name: str, line: Json | bytes, *pair: str) -> Case:
    """A line that looks odd and is right."""
    question, answer = pair
    return Case(
        name=f"line: {name}",
        content=lines([line, *(chat(f"{n}?", f"{n}!") for n in range(9))]),
        file=FILE,
        pairs=[(question, answer), *((f"{n}?", f"{n}!") for n in range(9))],
        errors=(),
    )


def odd_but_right() -> list[Case]:
    call = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    called = message("assistant", None, tool_calls=[call])
    result = message("tool", "5", tool_call_id="1")
    again = [message("user", "And now?"), message("assistant", "Here.")]
    return [
        good(
            "keys in another order",
            b'{"messages":[{"content":"a","role":"user"},{"content":"b","role":"assistant"}]}',
            "a",
            "b",
        ),
        good(
            "blanks everywhere",
            b"  " + dumped(AB).replace(b"[", b"\t[ ").replace(b",", b" , ") + b" \t",
            "a",
            "b",
        ),
        good("Windows' newline", dumped(AB) + b"\r", "a", "b"),
        good(
            "escapes",
            b'{"messages":[{"role":"user","content":"\\u65e5\\u672c"},{"role":"assistant","content":"\\ud83c\\udf5c\\/"}]}',
            "日本",
            "🍜/",
        ),
        good("several turns", talk(USER, ASSISTANT, *again), "And now?", "Here."),
        good("a system prompt", chat("a", "b", system="Be brief."), "a", "b"),
        good(
            "a developer's prompt",
            talk(message("developer", "x"), USER, ASSISTANT),
            "Where is it?",
            "Over there.",
        ),
        good("a name", talk({**USER, "name": "Aiko"}, ASSISTANT), "Where is it?", "Over there."),
        good(
            "a turn that is not learnt",
            talk(USER, {**ASSISTANT, "weight": 0}, *again),
            "And now?",
            "Here.",
        ),
        good(
            "a call of a tool",
            talk(
                USER,
                called,
                result,
                ASSISTANT,
                tools=[{"type": "function", "function": {"name": "f", "parameters": {}}}],
            ),
            "Where is it?",
            "Over there.",
        ),
        good("a text that is only blanks", chat(" a ", "b\n"), " a ", "b\n"),
        good("something beside the messages", chat("a", "b", id=5, note=[1]), "a", "b"),
        good("a huge number beside the messages", chat("a", "b", id=10**300), "a", "b"),
    ]


def pairs() -> list[Case]:
    pair: dict[str, Json] = {"question": "a", "answer": "b"}

    def wrong(name: str, value: Json, *codes: str) -> Case:
        content = lines([pair, value, pair])
        return faulty(f"pair: {name}", content, *((2, code) for code in codes), file=FILE)

    return [
        reads(
            "pair: names of other tools",
            lines([{"prompt": "a", "completion": "b"}]),
            ("a", "b"),
            file=FILE,
        ),
        reads(
            "pair: Japanese names",
            lines([{"質問": "a", "回答": "b", "id": 1}]),
            ("a", "b"),
            file=FILE,
        ),
        reads(
            "pair: names that change",
            lines([pair, {"A": "d", "Q": "c"}]),
            ("a", "b"),
            ("c", "d"),
            file=FILE,
        ),
        reads("pair: beside chats", lines([pair, AB]), ("a", "b"), ("a", "b"), file=FILE),
        reads("pair: a file called JSON", lines([pair]), ("a", "b"), file="faq.json"),
        reads("pair: a file called CSV", lines([pair]), ("a", "b"), file="faq.csv"),
        reads("pair: empty lines", b"\n\r\n" + lines([pair]) + b"\n \n", ("a", "b"), file=FILE),
        reads("pair: a mark of byte order", b"\xef\xbb\xbf" + lines([pair]), ("a", "b"), file=FILE),
        wrong("no answer", {"question": "a"}, "missing_messages_list"),
        wrong("an empty question", {**pair, "question": ""}, "empty_question"),
        wrong("a blank answer", {**pair, "answer": "\u3000\u200b"}, "empty_answer"),
        wrong("an answer that is nothing", {**pair, "answer": None}, "empty_answer"),
        wrong("a number", {**pair, "answer": 5}, "not_text"),
        wrong("a list", {**pair, "question": ["a"]}, "not_text"),
        wrong("an object", {**pair, "answer": {"text": "b"}}, "not_text"),
        wrong("an unknown split", {**pair, "split": "monday"}, "unknown_split"),
        wrong("a split that is a number", {**pair, "split": 1}, "unknown_split"),
        wrong("a NUL", {**pair, "answer": "a\0"}, "unreadable_character"),
    ]


def whole_files() -> list[Case]:
    def few(count: int, *errors: tuple[int, str], warned: tuple[str, ...] = ()) -> Case:
        return Case(
            name=f"{count} chats",
            content=lines(clean("ja")[:count]),
            file=FILE,
            errors=errors,
            warned=frozenset((code, (0,)) for code in warned),
        )

    return [
        few(0, (0, "too_few_examples")),
        few(1, (0, "too_few_examples")),
        few(9, (0, "too_few_examples")),
        few(10, warned=("few_examples",)),
        few(49, warned=("few_examples",)),
        few(50),
        Case(
            name="a mark of byte order before chats",
            content=b"\xef\xbb\xbf" + lines(clean("en")[:50]),
            file=FILE,
            errors=((1, "byte_order_mark"),),
        ),
        Case(
            name="a mark of byte order in the middle",
            content=lines([*clean("en")[:50], b"\xef\xbb\xbf" + clean("en")[50]]),
            file=FILE,
            errors=((51, "byte_order_mark"),),
        ),
        unreadable("chats in UTF-16", lines(clean("ja")).decode().encode("utf-16")),
        unreadable("chats in UTF-32", lines(clean("ja")).decode().encode("utf-32")),
        unreadable("a table that is checked", b"question,answer\na,b\n", file="faq.csv"),
        unreadable("a PDF called JSONL", b"%PDF-1.7\n"),
        unreadable("a list over many lines", b"[\n  {},\n  {}\n]", file="faq.txt"),
        refused("a list of chats", b"[" + dumped(AB) + b"]", NotJsonLines, file="faq.json"),
        refused(
            "a list over many lines, called JSON", b"[\n  {}\n]", NotJsonLines, file="faq.json"
        ),
        refused("a list called JSONL", b"[\n  {}\n]", NotJsonLines, file=FILE),
        refused("nothing but newlines", b"\n\r\n \n", EmptyFile, file=FILE),
        faulty(
            "one object over many lines",
            b'{\n"messages":\n[]\n}',
            *[(row, "invalid_json") for row in (1, 2)],
            (3, "data_type"),
            (4, "invalid_json"),
            file=FILE,
        ),
        survived("deep tools", lines([{**AB, "tools": nested(500)}] * 10), file=FILE),
        survived(
            "deep calls",
            lines([talk(USER, {**ASSISTANT, "tool_calls": nested(400)})] * 10),
            file=FILE,
        ),
        survived("deep keys", lines([{"question": "a", "answer": nested(900)}] * 10), file=FILE),
        survived(
            "a huge number as weight", lines([talk({**ASSISTANT, "weight": 10**400})]), file=FILE
        ),
    ]


def unreadable(name: str, content: bytes, file: str = FILE) -> Case:
    return Case(name=name, content=content, file=file, errors=((0, "unreadable_file"),))


def nested(depth: int) -> Json:
    value: Json = 1
    for _ in range(depth):
        value = [value]
    return value


CASES = [*odd_but_right(), *pairs(), *whole_files()]
