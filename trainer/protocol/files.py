"""Files: uploaded examples and questions, and the results of jobs and batches."""

import asyncio
import contextlib
import os
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse
from sqlmodel import Session, col, select

from trainer import examples, ids
from trainer.places import Places
from trainer.protocol.errors import invalid, no_such
from trainer.protocol.pages import Page, Shown, page
from trainer.protocol.upload import Upload
from trainer.store import Batch, File, Job, Store

PURPOSES = ("fine-tune", "batch")


def shown(file: File) -> Shown:
    return {
        "id": file.id,
        "object": "file",
        "bytes": file.bytes,
        "created_at": file.created_at,
        "expires_at": None,
        "filename": file.filename,
        "purpose": file.purpose,
        "status": "processed",
        "status_details": None,
    }


def routes(store: Store, places: Places, largest: int) -> APIRouter:
    router = APIRouter(prefix="/files")

    @router.post("")
    async def create(request: Request) -> Shown:
        file_id = ids.new("file-")
        draft = places.files / f".{file_id}.draft"
        try:
            upload = Upload(draft, largest)
            await upload.read(request.headers.get("content-type", ""), request.stream())
            return await asyncio.to_thread(_accept, store, places, file_id, upload)
        finally:
            draft.unlink(missing_ok=True)

    @router.get("")
    def list_files(
        after: str | None = None,
        limit: Annotated[int, Query(ge=1, le=10_000)] = 10_000,
        order: Literal["asc", "desc"] = "desc",
        purpose: str | None = None,
    ) -> Page:
        with store.begin() as session:
            arrival = col(File.number)
            query = select(File).order_by(arrival.asc() if order == "asc" else arrival.desc())
            if purpose is not None:
                query = query.where(File.purpose == purpose)
            if after is not None:
                last = session.exec(select(File).where(File.id == after)).first()
                if last is None:
                    raise no_such("File object", after)
                query = query.where(
                    arrival > last.number if order == "asc" else arrival < last.number
                )
            return page([shown(file) for file in session.exec(query.limit(limit + 1))], limit)

    @router.get("/{file_id}")
    def retrieve(file_id: str) -> Shown:
        return shown(_file(store, file_id))

    @router.get("/{file_id}/content")
    def content(file_id: str) -> FileResponse:
        file = _file(store, file_id)
        return FileResponse(places.file(file.id), media_type="application/octet-stream")

    @router.delete("/{file_id}")
    def delete(file_id: str) -> Shown:
        file = _file(store, file_id)
        with store.begin() as session:
            _refuse_in_use(session, file)
            session.delete(file)
        places.file(file.id).unlink(missing_ok=True)
        return {"id": file.id, "object": "file", "deleted": True}

    return router


def _file(store: Store, file_id: str) -> File:
    with store.begin() as session:
        file = session.exec(select(File).where(File.id == file_id)).first()
    if file is None:
        raise no_such("File object", file_id)
    return file


def _refuse_in_use(session: Session, file: File) -> None:
    jobs = session.exec(select(Job).where(Job.status == "validating_files"))
    if any(file.id in (job.training_file, job.validation_file) for job in jobs):
        raise invalid("The file is being validated for a job.", "file_id")
    batches = session.exec(select(Batch).where(Batch.input_file == file.id))
    if not all(batch.is_over for batch in batches):
        raise invalid("A batch still reads the file.", "file_id")


def _accept(store: Store, places: Places, file_id: str, upload: Upload) -> Shown:
    """Check the upload's form, and keep it for good."""
    purpose = upload.fields.get("purpose")
    if purpose is None:
        raise invalid("'purpose' is a required property", "purpose")
    if purpose not in PURPOSES:
        raise invalid(f"'{purpose}' is not one of {list(PURPOSES)}", "purpose")
    _check_form(upload.draft)
    with upload.draft.open("rb") as stream:
        os.fsync(stream.fileno())
    upload.draft.replace(places.file(file_id))
    filename = Path(upload.filename or "file").name
    with store.begin() as session:
        file = File(id=file_id, bytes=upload.size, filename=filename, purpose=purpose)
        session.add(file)
    return shown(file)


def _check_form(draft: Path) -> None:
    with contextlib.closing(draft.open("rb")) as lines:
        fault = examples.format_fault(lines)
    if fault is not None:
        raise invalid(
            "Expected file to have JSONL format, where every line is a JSON dictionary."
            f" Line {fault.line} {fault.reason}.",
            "file",
            "invalid_jsonl",
        )
    if not draft.stat().st_size:
        raise invalid("The file is empty.", "file", "empty_file")
