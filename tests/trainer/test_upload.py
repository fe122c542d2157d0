"""A multipart body is understood however the wire cuts it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.protocol.upload import Upload

BODY = (
    b'--b0\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n'
    b'--b0\r\nContent-Disposition: form-data; name="file"; filename="a.jsonl"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n"
    b'{"a":\r\n--b1}\r\n\r\n--b0--\r\n'
)


async def in_pieces(cuts: list[int]) -> AsyncIterator[bytes]:
    edges = [0, *sorted(cuts), len(BODY)]
    for start, end in pairwise(edges):
        yield BODY[start:end]


@given(cuts=st.lists(st.integers(0, len(BODY))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_pieces_of_any_size_make_the_same_file(tmp_path: Path, cuts: list[int]) -> None:
    upload = Upload(tmp_path / "draft", largest=1000)

    await upload.read("multipart/form-data; boundary=b0", in_pieces(cuts))

    assert upload.fields == {"purpose": "fine-tune"}
    assert upload.filename == "a.jsonl"
    assert upload.draft.read_bytes() == b'{"a":\r\n--b1}\r\n'
    assert upload.size == len(b'{"a":\r\n--b1}\r\n')
