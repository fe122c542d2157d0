"""A multipart upload, written to the disk as it arrives and refused as soon as it is too large."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import HeaderParser
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO

from trainer.protocol.errors import ApiError, invalid

LARGEST_FIELD = 10_000


class _Reading(Enum):
    PREAMBLE = auto()
    HEADERS = auto()
    BODY = auto()
    END = auto()


@dataclass
class Upload:
    """The parts of a `multipart/form-data` body; the part `file` goes to `draft`."""

    draft: Path
    largest: int
    fields: dict[str, str] = field(default_factory=dict)
    filename: str | None = None
    size: int = 0
    _name: str = ""
    _field: bytearray = field(default_factory=bytearray)

    async def read(self, content_type: str, body: AsyncIterator[bytes]) -> None:
        boundary = _boundary(content_type)
        separator = b"\r\n--" + boundary
        buffer = b"\r\n"  # the first boundary has no line before it
        state = _Reading.PREAMBLE
        with self.draft.open("wb") as file:
            async for chunk in body:
                buffer += chunk
                state, buffer = self._consume(state, buffer, separator, file)
        if state is not _Reading.END or self.filename is None:
            raise invalid("The upload needs a part named 'file', whole to its end.", "file")

    def _consume(
        self, state: _Reading, buffer: bytes, separator: bytes, file: BinaryIO
    ) -> tuple[_Reading, bytes]:
        while state is not _Reading.END:
            if state is _Reading.HEADERS:
                head, found, rest = buffer.partition(b"\r\n\r\n")
                if buffer.startswith(b"--"):
                    return _Reading.END, b""
                if not found:
                    if len(buffer) > LARGEST_FIELD:
                        raise invalid("A part of the upload has no end to its headers.")
                    return state, buffer
                self._begin(HeaderParser().parsestr(head.lstrip().decode("utf-8", "replace")))
                state, buffer = _Reading.BODY, rest
                continue
            content, found, rest = buffer.partition(separator)
            if not found:
                # The end of the buffer may be the beginning of a separator.
                safe = max(0, len(buffer) - len(separator))
                content, rest = buffer[:safe], buffer[safe:]
            if state is _Reading.BODY:
                self._keep(content, file)
            if not found:
                return state, rest
            if state is _Reading.BODY and self._name != "file":
                self.fields[self._name] = self._field.decode("utf-8", "replace")
            state, buffer = _Reading.HEADERS, rest
        return state, b""

    def _begin(self, headers: Message) -> None:
        name = headers.get_param("name", header="content-disposition")
        self._name = name if isinstance(name, str) else ""
        self._field.clear()
        if self._name == "file":
            self.filename = headers.get_filename() or "file"

    def _keep(self, content: bytes, file: BinaryIO) -> None:
        if self._name != "file":
            self._field += content
            if len(self._field) > LARGEST_FIELD:
                raise invalid(f"The part '{self._name}' is too long.", self._name)
            return
        self.size += len(content)
        if self.size > self.largest:
            limit = f"{self.largest / 1024 / 1024:.0f} MB"
            raise ApiError(413, f"The file is larger than {limit}.", param="file")
        file.write(content)


def _boundary(content_type: str) -> bytes:
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    if header.get_content_type() != "multipart/form-data" or not isinstance(boundary, str):
        raise invalid("The upload must be multipart/form-data.")
    return boundary.encode("latin-1")
