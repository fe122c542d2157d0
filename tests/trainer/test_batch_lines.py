"""A batch's file line by line: what is done is passed over, and a result is one line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.trainer.conftest import jsonl
from tests.trainer.test_batches import line
from trainer.protocol import batch_lines
from trainer.protocol.batch_lines import Line


def test_a_line_that_is_done_is_not_read_again(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b"no json any more\n" + jsonl([line("b"), line("c")]))

    left = batch_lines.read(file, done={1, 3})
    assert [(number, one.custom_id) for number, one in left] == [(2, "b")]


def test_an_answer_that_holds_marks_of_new_lines_is_one_line_for_everybody() -> None:
    said = "one\x85two\u2028three\u2029four\nfive 漢字"
    asked = Line.model_validate(line("a\u2028b"))
    written = batch_lines.answered(asked, {"said": said})

    assert written.splitlines() == [written]
    assert "漢字" in written
    told = json.loads(written)
    assert (told["custom_id"], told["response"]["body"]["said"]) == ("a\u2028b", said)
