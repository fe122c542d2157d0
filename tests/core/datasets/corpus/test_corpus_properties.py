"""Files made by chance: what is fine comes back, what is not is refused in words."""
# ruff: noqa: RUF001 (letters that look like others are what it is about)

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import orjson
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.chats import everything_asked, folded, question_and_answer
from core.datasets.checking.files import check
from core.datasets.converting import convert
from core.datasets.faults import Fault
from core.datasets.reading.drafts import Draft
from core.datasets.reading.sources import open_source
from core.datasets.refusals import FileRefused
from core.datasets.splitting.dividing import divide_file
from core.errors import TogiError
from tests.core.datasets.corpus.all import CASES
from tests.core.datasets.corpus.case import Json, chat, lines

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp932", "euc_jp")
HEADER, FIRST = ("question", "answer"), ("これは何ですか", "それはペンです")
ONE_WAY = "¢£¬‖−〜¥‾"  # Japanese encodings write these, and read other letters back
SMALL = [case for case in CASES if len(case.content) < 5_000]


class Dialect(NamedTuple):
    """How a program writes a table."""

    encoding: str
    delimiter: str
    newline: str
    quotes_all: bool

    def row(self, cells: tuple[str, ...]) -> str:
        return self.delimiter.join(map(self.cell, cells)) + self.newline

    def cell(self, text: str) -> str:
        needs = {self.delimiter, '"', "\r", "\n"} & set(text)
        return '"' + text.replace('"', '""') + '"' if needs or self.quotes_all else text


DIALECTS = st.builds(
    Dialect,
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(",;\t"),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    quotes_all=st.booleans(),
)


def texts(encoding: str) -> st.SearchStrategy[str]:
    """Texts that an encoding can hold, and that say something."""
    letters = st.characters(
        codec=encoding,
        exclude_categories=["Cs", "Cc"],
        include_characters="\r\n\t",
        exclude_characters=ONE_WAY,
    )
    return st.text(letters, max_size=30).filter(lambda text: any(map(str.isalnum, text)))


@contextmanager
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


@given(data=st.data(), dialect=DIALECTS)
def test_a_table_in_any_dialect_and_encoding_comes_back(
    data: st.DataObject, dialect: Dialect
) -> None:
    """The first row is Japanese prose: that is what tells Japanese encodings apart."""
    text = texts(dialect.encoding)
    rows = [FIRST, *data.draw(st.lists(st.tuples(text, text), max_size=8))]
    table = "".join(map(dialect.row, [HEADER, *rows]))
    with folder() as here:
        source, target = here / "faq.csv", here / "faq.jsonl"
        source.write_bytes(table.encode(dialect.encoding))
        done = convert(source, target)
        held = [question_and_answer(line)[:2] for line in target.read_bytes().splitlines()]

    assert held == rows
    assert (done.encoding, done.faults) == (dialect.encoding, [])


JSON_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | JSON_TEXT
KEYS = (
    st.sampled_from(
        [
            "role",
            "content",
            "messages",
            "weight",
            "name",
            "tool_calls",
            "split",
            "question",
            "answer",
        ]
    )
    | JSON_TEXT
)
VALUES: st.SearchStrategy[Json] = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
ROLES = st.sampled_from(["system", "user", "assistant", "tool", "developer"])
MESSAGES: st.SearchStrategy[Json] = (
    st.fixed_dictionaries(
        {"role": ROLES, "content": JSON_TEXT},
        optional={"weight": LEAVES, "name": LEAVES, "tool_calls": VALUES},
    )
    | VALUES
)
CHATS: st.SearchStrategy[Json] = st.fixed_dictionaries(
    {"messages": st.lists(MESSAGES, max_size=4)}, optional={"split": LEAVES, "tools": VALUES}
)
ONLY_A_CONVERTER_MINDS = {"unknown_split", "unreadable_character"}


@given(values=st.lists(CHATS | VALUES, min_size=1, max_size=8))
def test_what_a_check_finds_is_what_a_converter_refuses(values: list[Json]) -> None:
    values = [chat("a", "b"), *values]  # a file that begins with a list is none of lines
    with folder() as here:
        source, target = here / "chats.jsonl", here / "new.jsonl"
        source.write_bytes(lines(values))
        errors = {fault.row for fault in check(source).errors if fault.row}
        found = [*open_source(source, source.name).drafts(None)]
        accepted = {one.row for one in found if isinstance(one, Draft)}
        minded = {
            one.row
            for one in found
            if isinstance(one, Fault) and one.code in ONLY_A_CONVERTER_MINDS
        }
        done = convert(source, target, skip_bad=True)
        written = check(target) if done.written else None
    are_chats = {row for row, value in enumerate(values, 1) if is_a_chat(value)}

    assert are_chats - errors == (are_chats & accepted) | (minded - errors)
    assert accepted | {one.row for one in found} == set(range(1, len(values) + 1))
    assert written is None or {error.code for error in written.errors} <= {"too_few_examples"}
    assert done.written == len(accepted)


def is_a_chat(value: Json) -> bool:
    return isinstance(value, dict) and "messages" in value


@given(
    start=st.sampled_from(
        [b"", b"PK\3\4", b"%PDF", b"\xff\xfe", b"\xef\xbb\xbf", b"question,answer\n"]
    )
    | st.sampled_from(SMALL).map(lambda case: case.content),
    tail=st.binary(max_size=200),
    name=st.sampled_from(["a.csv", "a.tsv", "a.jsonl", "a.json", "a.xlsx", "a.pdf", "a"]),
)
def test_any_bytes_are_read_or_refused(start: bytes, tail: bytes, name: str) -> None:
    with folder() as here:
        path = here / "download"
        path.write_bytes(start + tail)
        with suppress(FileRefused):
            for found in open_source(path, name).drafts("短く"):
                assert found.row > 0


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of the corpus with a few bytes flipped, cut out, doubled or put in."""
    case = draw(st.sampled_from(SMALL))
    content = bytearray(case.content)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = start + draw(st.integers(0, 20))
        content[start:end] = draw(
            st.binary(max_size=4)
            | st.sampled_from([b"", b'"', b"\n", b"\\", b"\0", b"{", b"}", b",", b"\xef\xbb\xbf"])
            | st.just(bytes(content[start:end]) * 2)
        )
    return case.file, bytes(content)


@given(file=mutated())
def test_a_damaged_file_is_never_a_traceback(file: tuple[str, bytes]) -> None:
    name, content = file
    with folder() as here:
        source, target = here / name, here / "target"
        source.write_bytes(content)
        target.write_bytes(b"before")
        with suppress(TogiError):
            done = convert(source, target)
            assert done.written or target.read_bytes() == b"before"
        assert all(error.sentence for error in check(source).errors)
        with suppress(TogiError):
            divide_file(source, training=target, validation=here / "b", ratio=0.3, seed=1)
        assert not list(here.glob(".togi-*"))


@given(
    questions=st.lists(st.text("abAB Ａ１1", min_size=1, max_size=3), min_size=2, max_size=40),
    ratio=st.floats(0.01, 0.99),
    seed=st.integers(0, 5),
)
def test_a_split_loses_nothing_and_divides_no_group(
    questions: list[str], ratio: float, seed: int
) -> None:
    content = lines(chat(question, str(number)) for number, question in enumerate(questions))
    with folder() as here:
        source, training, validation = here / "all.jsonl", here / "train", here / "validation"
        source.write_bytes(content)
        divide_file(source, training=training, validation=validation, ratio=ratio, seed=seed)
        sides = [path.read_bytes().splitlines() for path in (training, validation)]

    assert Counter(sides[0] + sides[1]) == Counter(content.splitlines())
    asked = [{folded(everything_asked(orjson.loads(line))) for line in side} for side in sides]
    assert not asked[0] & asked[1]
