"""The quick way of a table gives what the careful way gives, byte for byte and fault for fault."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.datasets.reading import cutting
from core.datasets.reading.drafts import Batch, in_batches
from core.datasets.reading.sheets import Sheet
from core.datasets.reading.sources import open_source
from core.errors import TogiError

CELLS = st.sampled_from(
    [
        *("a", "日本の首都は", "はい", "a b", " a", "5 \\ 6", "\\n", "a\u00a0", "{}", "null", "é"),
        *("", " ", "\u3000", "\u200b", "\u2003", "train", "held_out", "monday"),
        *('"a"', '"a,b"', '"a\nb"', '"a\r\nb"', '"say ""hi"""', '"""hi"""', '""""', '""', '"\t"'),
        *('a"b', '"a"b', '"a" ', "a\tb", "a\0b", '"a\x01b"', "a\x7fb", "a\u2028b", "a\rb", '"'),
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\r"])
TABLES = st.tuples(
    st.sampled_from([",", "\t", ";"]),
    st.sampled_from(
        [["question", "answer"], ["split", "answer", "question"], ["Q", "A", "Q2", "A2"]]
    ),
    st.lists(st.tuples(st.lists(CELLS, min_size=1, max_size=5), ENDS), max_size=8),
    st.booleans(),
)


def written(table: tuple[str, list[str], list[tuple[list[str], str]], bool]) -> str:
    delimiter, header, rows, unfinished = table
    text = delimiter.join(header) + "\n"
    text += "".join(delimiter.join(cells) + end for cells, end in rows)
    return text.rstrip("\r\n") if unfinished else text


def told(found: list[Batch] | TogiError) -> object:
    if isinstance(found, TogiError):
        return type(found), found.details
    lines = b"".join(batch.lines for batch in found)
    faults = [fault for batch in found for fault in batch.faults]
    return lines, faults, sum(batch.written for batch in found), found[-1].last_row if found else 0


def both_ways(path: Path) -> tuple[object, object]:
    ways: list[object] = []
    for quick in (True, False):
        try:
            source = open_source(path, path.name)
            assert isinstance(source, Sheet)
            ways.append(
                told(
                    [
                        *(
                            source.batches("Be brief.")
                            if quick
                            else in_batches(source.drafts("Be brief."))
                        )
                    ]
                )
            )
        except TogiError as refusal:
            ways.append(told(refusal))
    return ways[0], ways[1]


@given(
    table=TABLES,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    block=st.sampled_from([1, 7, 40, 1 << 16]),
)
@settings(max_examples=500)
def test_both_ways_say_the_same(
    table: tuple[str, list[str], list[tuple[list[str], str]], bool], encoding: str, block: int
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "BLOCK", block)
        path = Path(folder, "faq.csv")
        path.write_bytes(written(table).encode(encoding))
        quick, careful = both_ways(path)
    assert quick == careful


def test_what_is_unusual_late_in_a_file_is_named_by_its_row_and_line(tmp_path: Path) -> None:
    path = tmp_path / "faq.csv"
    path.write_text("question,answer\n" + 'What is it?,"A thing\nof ours"\n' * 9000 + 'a,"b\n')
    quick, careful = both_ways(path)

    assert quick == careful
    assert "'row': 9001, 'line': 18002" in str(quick)


def test_a_byte_that_is_no_text_late_in_a_file_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "faq.csv"
    path.write_bytes(b"question,answer\n" + "何,日本\n".encode() * 90_000 + b"a,\xe3\x81\n")
    quick, careful = both_ways(path)

    assert quick == careful
    assert "'line': 90002" in str(quick)


def test_a_mark_in_the_middle_of_a_cell_does_not_slow_down_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "faq.csv"
    rows = "What is it?,A thing\n" * 9000
    path.write_text("question,answer\n" + rows + 'How wide?,5" and 6"\n' + rows)
    quick, careful = both_ways(path)

    assert quick == careful
