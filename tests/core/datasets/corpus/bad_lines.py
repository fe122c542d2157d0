"""Lines of JSON: each way to get one wrong, in a file whose other lines are fine."""
# ruff: noqa: RUF001 (letters that look like others are what it is about)

from __future__ import annotations

from tests.core.datasets.corpus.case import Case, Json, chat, clean, dumped, lines, message, talk

BAD = 7  # the line that is bad
USER, ASSISTANT = message("user", "Where is it?"), message("assistant", "Over there.")
AB = chat("a", "b")


def bad(name: str, line: Json | bytes, *codes: str, converted: tuple[str, ...] = ()) -> Case:
    """One bad line among good ones; `converted` where a converter, unlike a provider, says more."""
    good = clean("en")[:14]
    return Case(
        name=f"line: {name}",
        content=lines([*good[: BAD - 1], line, *good[BAD - 1 :]]),
        file="chats.jsonl",
        faults=tuple((BAD, code) for code in converted or codes),
        errors=tuple((BAD, code) for code in codes),
    )


def no_json() -> list[Case]:
    broken = {
        "a word": b"oops",
        "a table's row": b"What is it?,A thing.",
        "cut in the middle": dumped(AB)[:-9],
        "a comma at the end of the line": dumped(AB) + b",",
        "a comma at the end of the list": b'{"messages":[{"role":"user","content":"a"},]}',
        "a comma at the end of the object": b'{"messages":[],}',
        "two objects in a line": dumped(AB) + dumped(AB),
        "two objects and a blank": dumped(AB) + b" " + dumped(AB),
        "single quotation marks": b"{'messages': []}",
        "a key without quotation marks": b"{messages: []}",
        "typographic quotation marks": "{“messages”: []}".encode(),
        "not a number": b'{"messages":NaN}',
        "infinity": b'{"messages":[-Infinity]}',
        "Python's True": b'{"messages":True}',
        "a remark": b'{"messages":[]} // later',
        "a tab inside a text": b'{"messages":[{"role":"user","content":"a\tb"}]}',
        "an escape that is none": b'{"messages":"\\x41"}',
        "half of a pair": b'{"messages":"\\udc00"}',
        "a number with zeros in front": b'{"messages":007}',
        "hexadecimal": b'{"messages":0x10}',
        "a number that is too large": b"9" * 400,
        "ten thousand brackets": b'{"messages":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        "brackets that never close": b"[" * 10_000,
        "ten thousand objects in one another": b'{"messages":' * 10_000 + b"1" + b"}" * 10_000,
        "bytes that are no UTF-8": b'{"messages":"\xff\xfe\xfa"}',
        "two thirds of a kanji": b'{"messages":"\xe9\xa6"}',
        "a bare NUL": b'{"messages":\0}',
    }
    return [
        *(bad(name, line, "invalid_json") for name, line in broken.items() if line.isascii()),
        # elsewhere than in a line of its own, a damaged character is the whole file's
        *(
            checked_only(name, line, "invalid_json")
            for name, line in broken.items()
            if not line.isascii()
        ),
        bad("twelve megabytes", dumped(chat("a", "b" * 12_000_000)), "line_too_long"),
        bad("twelve megabytes of nothing", b" " * 12_000_000 + b"{}", "line_too_long"),
    ]


def checked_only(name: str, line: bytes, *codes: str) -> Case:
    """One bad line of which a converter says something else, of the whole file."""
    others = clean("en")[:14]
    return Case(
        name=f"line: {name}",
        content=lines([*others[: BAD - 1], line, *others[BAD - 1 :]]),
        file="chats.jsonl",
        errors=tuple((BAD, code) for code in codes),
    )


def no_object() -> list[Case]:
    values: dict[str, Json] = {
        "a text": "a text",
        "a number": 5,
        "nothing": None,
        "true": True,
        "an empty list": [],
        "a list of messages": [USER, ASSISTANT],
        "a list of chats": [AB],
    }
    return [bad(name, value, "data_type") for name, value in values.items()]


def no_messages() -> list[Case]:
    values: dict[str, Json] = {
        "an empty object": {},
        "an empty list of messages": {"messages": []},
        "messages that are a text": {"messages": "hi"},
        "messages that are nothing": {"messages": None},
        "messages that are an object": {"messages": {"role": "user", "content": "a"}},
        "messages that are a number": {"messages": 3},
        "messages under another name": {"message": [USER, ASSISTANT]},
        "Messages with a capital": {"Messages": [USER, ASSISTANT]},
        "the messages of another format": {"conversations": [{"from": "human", "value": "a"}]},
    }
    return [bad(name, value, "missing_messages_list") for name, value in values.items()]


def bad_messages() -> list[Case]:
    def user(**changes: Json) -> dict[str, Json]:
        return talk({**USER, **changes}, ASSISTANT)

    def answer(**changes: Json) -> dict[str, Json]:
        return talk(USER, {**ASSISTANT, **changes})

    return [
        bad("a message that is a text", talk("hi", ASSISTANT), "data_type"),
        bad("a message that is nothing", talk(None, ASSISTANT), "data_type"),
        bad("a message that is a list", talk(["user", "hi"], ASSISTANT), "data_type"),
        bad("three messages that are none", talk(1, 2, 3, USER, ASSISTANT), *["data_type"] * 3),
        bad(
            "no role",
            talk({"content": "a"}, ASSISTANT),
            "message_missing_key",
            "unrecognized_role",
        ),
        bad(
            "no content",
            talk({"role": "user"}, ASSISTANT),
            "message_missing_key",
            "missing_content",
        ),
        bad(
            "neither",
            talk({}, ASSISTANT),
            "message_missing_key",
            "message_missing_key",
            "unrecognized_role",
            "missing_content",
        ),
        bad("an unknown key", user(mood="good"), "message_unrecognized_key"),
        bad("an empty key", user(**{"": 1}), "message_unrecognized_key"),
        bad("a key of a thousand letters", user(**{"k" * 1000: 1}), "message_unrecognized_key"),
        bad("a key in Japanese", user(役割="user"), "message_unrecognized_key"),
        bad("two unknown keys", user(id=1, time=2), *["message_unrecognized_key"] * 2),
        bad("braces in a key", user(**{"{message}": 1}), "message_unrecognized_key"),
        bad("an unknown role", user(role="human"), "unrecognized_role"),
        bad("a role with a capital", user(role="User"), "unrecognized_role"),
        bad("a role with a blank", user(role="user "), "unrecognized_role"),
        bad("an empty role", user(role=""), "unrecognized_role"),
        bad("a role that is nothing", user(role=None), "unrecognized_role"),
        bad("a role that is a number", user(role=1), "unrecognized_role"),
        bad("a role that is a list", user(role=["user"]), "unrecognized_role"),
        bad("a role with braces", user(role="{role}{0}"), "unrecognized_role"),
        bad("a role in full width", user(role="ｕｓｅｒ"), "unrecognized_role"),
        bad("an empty question", user(content=""), "missing_content"),
        bad("a question that is nothing", user(content=None), "missing_content"),
        bad("a question that is a number", user(content=5), "missing_content"),
        bad("a question that is an object", user(content={"text": "a"}), "missing_content"),
        bad("an empty answer", answer(content=""), "missing_content"),
        bad("an answer that is nothing", answer(content=None), "missing_content"),
        bad(
            "an answer of a call that is empty",
            answer(content=None, tool_calls=[]),
            "missing_content",
        ),
        bad("a weight of two", answer(weight=2), "invalid_weight"),
        bad("a weight below zero", answer(weight=-1), "invalid_weight"),
        bad("half a weight", answer(weight=0.5), "invalid_weight"),
        bad("a weight in words", answer(weight="1"), "invalid_weight"),
        bad("a weight that is true", answer(weight=True), "invalid_weight"),
        bad("a weight that is nothing", answer(weight=None), "invalid_weight"),
        bad("a weight that is a list", answer(weight=[1]), "invalid_weight"),
        bad("nobody answers", talk(USER), "example_missing_assistant_message"),
        bad(
            "only a system prompt",
            talk(message("system", "a")),
            "example_missing_assistant_message",
        ),
        bad(
            "the assistant with a capital",
            answer(role="Assistant"),
            "unrecognized_role",
            "example_missing_assistant_message",
        ),
        bad(
            "everything at once",
            talk({"role": "bot", "content": "", "x": 1}, 5),
            "message_unrecognized_key",
            "unrecognized_role",
            "missing_content",
            "data_type",
            "example_missing_assistant_message",
        ),
    ]


CASES = [*no_json(), *no_object(), *no_messages(), *bad_messages()]
