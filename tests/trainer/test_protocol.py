"""What the server accepts and refuses before anything is trained."""

from __future__ import annotations

import socket
import stat
import subprocess
import sys

import openai
import pytest
from openai import OpenAI

from tests.trainer.conftest import ROWS, Trainer, jsonl, row


def refusal(error: openai.APIStatusError) -> tuple[int, str | None, str | None]:
    assert isinstance(error.body, dict)
    assert set(error.body) == {"message", "type", "param", "code"}
    return error.status_code, error.param, error.code


def test_a_file_is_kept_listed_read_and_deleted(trainer: Trainer) -> None:
    client = trainer.client
    made = client.files.create(file=("請求書.jsonl", jsonl(ROWS)), purpose="fine-tune")

    assert made.filename == "請求書.jsonl"
    assert made.bytes == len(jsonl(ROWS))
    assert client.files.content(made.id).read() == jsonl(ROWS)
    assert made.id in [file.id for file in client.files.list(purpose="fine-tune")]
    assert client.files.delete(made.id).deleted
    with pytest.raises(openai.NotFoundError):
        client.files.retrieve(made.id)


def test_files_are_listed_page_by_page(trainer: Trainer) -> None:
    client = trainer.client
    made = [
        client.files.create(file=(f"{n}.jsonl", jsonl(ROWS)), purpose="fine-tune").id
        for n in range(3)
    ]

    pages = [file.id for file in client.files.list(limit=1)]

    assert pages[:3] == made[::-1]
    assert len(pages) == len(set(pages))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"messages": []}\nno json\n', "Line 2 is not a JSON dictionary"),
        (b'{"messages": []}\n[1]\n', "Line 2 is not a JSON dictionary"),
        (b'{"messages": []}\n\n{"messages": []}\n', "Line 2 is empty"),
        (b'\xef\xbb\xbf{"messages": []}\n', "Line 1 starts with a byte order mark"),
        (b"%PDF-1.7\n\xff\xfe\n", "Line 1 is not a JSON dictionary"),
        (b"", "The file is empty"),
    ],
)
def test_a_file_of_another_form_is_refused_with_its_line(
    trainer: Trainer, content: bytes, reason: str
) -> None:
    with pytest.raises(openai.BadRequestError, match=reason):
        trainer.client.files.create(file=("rows.jsonl", content), purpose="fine-tune")


def test_another_purpose_is_refused(trainer: Trainer) -> None:
    with pytest.raises(openai.BadRequestError) as error:
        trainer.client.files.create(file=("rows.jsonl", jsonl(ROWS)), purpose="vision")

    assert refusal(error.value)[:2] == (400, "purpose")


def test_a_file_too_large_is_refused_while_it_arrives(trainer: Trainer) -> None:
    """The server answers long before the end, and keeps nothing."""
    host, port = trainer.url.removeprefix("http://").removesuffix("/v1").split(":")
    key = (trainer.data / "key").read_text()
    head = (
        "POST /v1/files HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n"
        f"Authorization: Bearer {key}\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'
    )
    with socket.create_connection((host, int(port)), timeout=30) as wire:
        wire.sendall(head.encode() + b"x" * (2 * 1024 * 1024 + 100))
        answer = wire.recv(4096)

    assert b"413" in answer.splitlines()[0]
    assert not list((trainer.data / "files").glob(".*"))


def test_the_sdk_understands_that_a_file_is_too_large(trainer: Trainer) -> None:
    with pytest.raises(openai.APIStatusError, match="larger than 2 MB"):
        trainer.client.files.create(file=("x.jsonl", b"x" * 4_000_000), purpose="fine-tune")


def test_nobody_gets_in_without_the_key(trainer: Trainer) -> None:
    with (
        OpenAI(base_url=trainer.url, api_key="sk-wrong", max_retries=0) as stranger,
        pytest.raises(openai.AuthenticationError) as error,
    ):
        stranger.models.list()

    assert refusal(error.value) == (401, None, "invalid_api_key")


def test_the_key_is_readable_by_its_owner_alone(trainer: Trainer) -> None:
    assert stat.S_IMODE((trainer.data / "key").stat().st_mode) == 0o600


def test_an_unknown_route_is_refused_in_openais_words(trainer: Trainer) -> None:
    with pytest.raises(openai.NotFoundError, match="Invalid URL") as error:
        trainer.client.embeddings.create(model="tiny", input="x")

    assert refusal(error.value)[0] == 404


def test_anyone_may_ask_whether_the_server_lives(trainer: Trainer) -> None:
    with OpenAI(base_url=trainer.url.removesuffix("/v1"), api_key="none") as stranger:
        assert stranger.get("/healthz", cast_to=object) == {"status": "ok"}


def test_every_base_says_what_it_costs_and_whether_it_is_here(trainer: Trainer) -> None:
    bases = {model.id: model.model_dump()["togi"] for model in trainer.client.models.list()}

    assert bases["tiny"]["available"]
    assert bases["smollm2-135m-instruct"]["available"]
    assert bases["smollm2-135m-instruct"]["licence"] == "Apache-2.0"
    assert bases["qwen3-0.6b"]["needs_network"]
    assert not bases["qwen3-0.6b"]["available"]
    assert "ja" in bases["qwen3-0.6b"]["languages"]


def test_a_base_cannot_be_deleted(trainer: Trainer) -> None:
    with pytest.raises(openai.PermissionDeniedError):
        trainer.client.models.delete("tiny")


@pytest.mark.parametrize("model", ["gpt-9", "/etc", "../tiny", "Qwen/Qwen3-0.6B", "ft:tiny::no"])
def test_only_models_of_the_list_exist(trainer: Trainer, model: str) -> None:
    client = trainer.client
    with pytest.raises(openai.NotFoundError) as asked:
        client.chat.completions.create(model=model, messages=[{"role": "user", "content": "x"}])
    with pytest.raises(openai.NotFoundError) as trained:
        trainer.train(model=model)

    assert refusal(asked.value) == refusal(trained.value) == (404, "model", "model_not_found")


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"training_file": "file-none"}, "training_file"),
        ({"validation_file": "file-none"}, "validation_file"),
        ({"suffix": "a/b"}, "suffix"),
        ({"seed": -1}, "seed"),
        ({"hyperparameters": {"n_epochs": 0}}, "hyperparameters.n_epochs"),
        ({"method": {"type": "dpo"}}, "method.type"),
        ({"metadata": {"k": 3}}, "metadata.k"),
        ({"extra_body": {"trust_remote_code": True}}, "trust_remote_code"),
    ],
)
def test_a_bad_job_is_refused_with_the_parameter_at_fault(
    trainer: Trainer, change: dict[str, object], param: str
) -> None:
    client = trainer.client
    file = client.files.create(file=("rows.jsonl", jsonl(ROWS)), purpose="fine-tune")
    body: dict[str, object] = {"model": "tiny", "training_file": file.id, **change}
    with pytest.raises(openai.BadRequestError) as error:
        client.fine_tuning.jobs.create(**body)  # type: ignore[arg-type] # wrong on purpose

    assert refusal(error.value)[:2] == (400, param)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (ROWS[:9], "File has 9 example(s), but must have at least 10 examples."),
        ([*ROWS, {"messages": []}], "Line 17: there is no assistant message to learn from"),
        ([*ROWS, {"prompt": "x"}], "Line 17: messages: Field required"),
        ([row("x", " "), *ROWS], "Line 1: messages.2: an assistant message is empty"),
        ([*ROWS, row("x", "y", weight=0)], "Line 17: there is no assistant message to learn"),
        ([*ROWS, row("x", "y", weight=2)], "Line 17: messages.2.weight"),
        ([*ROWS, row("x", "y", tool_calls=[])], "Line 17: messages.2.tool_calls: Extra inputs"),
    ],
)
def test_a_job_fails_on_bad_examples_with_their_lines(
    trainer: Trainer, rows: list[dict[str, object]], reason: str
) -> None:
    job = trainer.ended(trainer.train(rows).id)

    assert job.status == "failed"
    assert job.error is not None
    assert (job.error.code, job.error.param) == ("invalid_training_file", "training_file")
    assert reason in job.error.message
    assert job.finished_at is not None


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"n": 2}, "n"),
        ({"temperature": 3}, "temperature"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"tools": []}, "tools"),
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "user"}]}, "messages.0.content"),
        ({"stop": ["a", "b", "c", "d", "e"]}, "stop"),
        ({"response_format": {"type": "json_object"}}, "response_format.type"),
    ],
)
def test_a_bad_question_is_refused_with_the_parameter_at_fault(
    trainer: Trainer, change: dict[str, object], param: str
) -> None:
    body: dict[str, object] = {
        "model": "tiny",
        "messages": [{"role": "user", "content": "x"}],
        **change,
    }
    with pytest.raises(openai.BadRequestError) as error:
        trainer.client.chat.completions.create(**body)  # type: ignore[call-overload] # wrong on purpose

    assert refusal(error.value)[:2] == (400, param)


def test_a_base_that_is_not_downloaded_says_so(trainer: Trainer) -> None:
    with pytest.raises(openai.BadRequestError, match="isn't downloaded yet") as error:
        trainer.client.chat.completions.create(
            model="qwen3-0.6b", messages=[{"role": "user", "content": "x"}]
        )

    assert refusal(error.value)[2] == "base_model_unavailable"


def test_a_data_folder_has_one_owner(trainer: Trainer) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "trainer", "--port", "0", "--data", str(trainer.data)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert second.returncode == 1
    assert f"process {trainer.pid}" in second.stderr
