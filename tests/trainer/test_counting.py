"""Tokens counted before a training are those that the training reports."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import threading
from pathlib import Path

import openai
import pytest
from openai.types.fine_tuning import FineTuningJob

from tests.trainer.conftest import ROWS, Trainer, jsonl, row, until
from trainer import weights
from trainer.bases import BASES, SMOLLM2_135M, Base, Hub, local
from trainer.counting import Counter, count_file
from trainer.hyperparameters import Wanted
from trainer.token_counts import Counted, Order
from trainer.weights import BaseUnavailable

LONG = "invoice " * 3000
TEXTS = ["Sorry!", "<|im_end|>", "ｶﾞ\u3099 ①", "👩‍👩‍👧", "a\r\n\tb  c", "0123456789", "é e\u0301"]


@pytest.fixture(scope="session")
def tiny(tiny_base: Path) -> Base:
    return local(f"tiny={tiny_base}")


def counted(base: Base, rows: list[dict[str, object]]) -> Counted:
    return count_file(Order(base=base, bases_folder=Path("nowhere")), jsonl(rows).splitlines())


def asked(trainer: Trainer, body: bytes, model: str = "tiny") -> Counted:
    answer = trainer.client.post(
        "/togi/token_counts", cast_to=object, content=body, options={"params": {"model": model}}
    )
    return Counted.model_validate(answer)


def test_each_line_has_its_count_and_auto_its_epochs(tiny: Base) -> None:
    done = counted(tiny, ROWS)

    assert [line.line for line in done.data] == list(range(1, 17))
    assert all(line.tokens == line.trained_tokens > 0 for line in done.data)
    assert (done.context, done.n_epochs) == (2048, Wanted().resolve(16).n_epochs)


def test_an_answer_beyond_the_context_is_counted_as_far_as_it_is_trained(tiny: Base) -> None:
    cut, dropped = counted(tiny, [row("Why?", LONG), row(LONG, "Because.")]).data

    assert cut.tokens > cut.trained_tokens == 2048
    assert dropped.tokens > dropped.trained_tokens == 0


def test_every_answer_to_learn_is_counted_with_what_goes_before_it(tiny: Base) -> None:
    first = [{"role": "user", "content": "One?"}, {"role": "assistant", "content": "1"}]
    second = [{"role": "user", "content": "Two?"}, {"role": "assistant", "content": "2"}]
    one, both, last = counted(
        tiny,
        [
            {"messages": first},
            {"messages": first + second},
            {"messages": [first[0], {**first[1], "weight": 0}, *second]},
        ],
    ).data

    assert both.tokens == one.tokens + last.tokens
    assert (one.answers, both.answers, last.answers) == (1, 2, 1)


def test_a_line_that_cannot_be_learnt_says_why(tiny: Base) -> None:
    order = Order(base=tiny, bases_folder=Path("nowhere"))
    call = {"role": "tool", "content": "x", "tool_call_id": "1"}
    lines = [b"{", json.dumps({"messages": [call]}).encode(), b'{"messages": []}']

    done = count_file(order, lines)

    assert all(line.error and not line.tokens for line in done.data)
    assert done.n_epochs is None


def test_a_base_that_is_not_here_is_refused_with_what_to_do(tmp_path: Path) -> None:
    absent = next(base for base in BASES if isinstance(base.source, Hub))

    with pytest.raises(BaseUnavailable, match=f"togi trainer --prepare {absent.id}"):
        Counter(absent, tmp_path)


@pytest.mark.slow
def test_the_bundled_tokenizer_counts_alike_before_and_after_its_base_is_unpacked(
    tmp_path: Path,
) -> None:
    """The unpacked folder holds the tokenizer as it was saved; what a job reads."""
    packed = Counter(SMOLLM2_135M, tmp_path)
    assert not list(tmp_path.iterdir())
    lines = jsonl([row(f"請求書 {text}", text) for text in TEXTS]).splitlines()
    before = [packed.count(line) for line in lines]

    weights.tokenizer(SMOLLM2_135M, tmp_path).save_pretrained(tmp_path / SMOLLM2_135M.id)
    unpacked = Counter(SMOLLM2_135M, tmp_path)

    assert [unpacked.count(line) for line in lines] == before
    assert all(line.tokens > 0 and not line.error for line in before)


@pytest.mark.slow
def test_what_is_counted_is_what_a_job_trains_on(trainer: Trainer, trained: FineTuningJob) -> None:
    """The whole way: over HTTP, in a process of its own, beside the figure of a real job."""
    done = asked(trainer, trainer.client.files.content(trained.training_file).content)

    epochs = trained.hyperparameters.n_epochs
    assert isinstance(epochs, int)
    assert trained.trained_tokens == epochs * sum(line.trained_tokens for line in done.data)
    assert not list((trainer.data / "files").glob(".count-*"))


@pytest.mark.slow
def test_a_tuned_model_counts_as_its_base(trainer: Trainer, trained: FineTuningJob) -> None:
    assert asked(trainer, jsonl(ROWS), trained.fine_tuned_model or "") == asked(
        trainer, jsonl(ROWS)
    )


@pytest.mark.slow
def test_a_counting_process_that_is_killed_costs_one_answer(trainer: Trainer) -> None:
    """Killed for real, while somebody waits for it."""
    refusals: list[openai.APIStatusError] = []

    def ask() -> None:
        with pytest.raises(openai.APIStatusError) as refusal:
            asked(trainer, jsonl(ROWS))
        refusals.append(refusal.value)

    asking = threading.Thread(target=ask)
    asking.start()
    os.kill(until(lambda: counting_pid(trainer)), signal.SIGKILL)
    asking.join()

    assert [refusal.status_code for refusal in refusals] == [500]
    assert asked(trainer, jsonl(ROWS)).data
    assert not list((trainer.data / "files").glob(".count-*"))


def counting_pid(trainer: Trainer) -> int | None:
    children = Path(f"/proc/{trainer.pid}/task/{trainer.pid}/children").read_text().split()
    for child in children:
        with contextlib.suppress(OSError):  # it ended meanwhile
            if b"trainer.counting" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
    return None


@pytest.mark.slow
def test_a_question_that_makes_no_sense_is_refused_as_openai_refuses(trainer: Trainer) -> None:
    absent = next(base.id for base in BASES if isinstance(base.source, Hub))
    for body, model, code in (
        (jsonl(ROWS), "nobody", "model_not_found"),
        (jsonl(ROWS), absent, "base_model_unavailable"),
        (b"", "tiny", None),
    ):
        with pytest.raises(openai.APIStatusError) as refusal:
            asked(trainer, body, model)
        assert refusal.value.code == code
    with pytest.raises(openai.APIStatusError, match="larger than 2 MB"):
        asked(trainer, b" " * 3_000_000)
