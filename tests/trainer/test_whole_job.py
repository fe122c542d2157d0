"""A job from its files to the answers of its model, as the unmodified SDK sees it."""

from __future__ import annotations

import csv
import os
import signal
import threading
from collections.abc import Iterator

import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam
from openai.types.fine_tuning import FineTuningJob

from tests.trainer.conftest import Trainer

pytestmark = pytest.mark.slow

QUESTION: list[ChatCompletionMessageParam] = [
    {"role": "system", "content": "Answer with JSON."},
    {"role": "user", "content": "The invoice 3 is wrong"},
]


def test_a_job_ends_with_everything_filled_in(trained: FineTuningJob) -> None:
    assert trained.status == "succeeded"
    assert trained.error is None
    assert trained.fine_tuned_model == f"ft:tiny:faq:{trained.id}"
    assert trained.trained_tokens is not None
    assert trained.trained_tokens > 0
    assert trained.finished_at is not None
    assert trained.hyperparameters.n_epochs == 2
    assert trained.hyperparameters.batch_size == 4
    assert trained.hyperparameters.learning_rate_multiplier == 1.0
    assert trained.method is not None
    assert trained.method.type == "supervised"


def test_a_client_finds_its_job_by_metadata(trainer: Trainer, trained: FineTuningJob) -> None:
    jobs = trainer.client.fine_tuning.jobs

    assert [job.id for job in jobs.list(metadata={"run": "r-1", "team": "t"})] == [trained.id]
    assert not list(jobs.list(metadata={"run": "r-2"}))
    assert trained.id not in [job.id for job in jobs.list(extra_query={"metadata": "null"})]


def test_events_come_page_by_page_newest_first(trainer: Trainer, trained: FineTuningJob) -> None:
    jobs = trainer.client.fine_tuning.jobs
    whole = jobs.list_events(trained.id, limit=100).data

    paged = list(jobs.list_events(trained.id, limit=3))

    assert [event.id for event in paged] == [event.id for event in whole]
    assert whole[0].message == "The job has successfully completed"
    assert whole[-1].message == f"Created fine-tuning job: {trained.id}"


def test_every_step_tells_its_loss(trainer: Trainer, trained: FineTuningJob) -> None:
    events = trainer.client.fine_tuning.jobs.list_events(trained.id, limit=100).data
    told = [event.data for event in events if event.message.startswith("Step ")]

    steps = [data["step"] for data in told if isinstance(data, dict)]

    assert steps == [8, 7, 6, 5, 4, 3, 2, 1]
    assert all(isinstance(data, dict) and data["train_loss"] > 0 for data in told)


def test_every_epoch_leaves_a_checkpoint_that_answers(
    trainer: Trainer, trained: FineTuningJob
) -> None:
    client = trainer.client
    kept = client.fine_tuning.jobs.checkpoints.list(trained.id).data

    assert [checkpoint.step_number for checkpoint in kept] == [8, 4]
    assert kept[0].metrics.full_valid_loss is not None
    name = kept[-1].fine_tuned_model_checkpoint
    assert name == f"ft:tiny:faq:{trained.id}:ckpt-step-4"
    assert client.models.retrieve(name).id == name
    answer = client.chat.completions.create(model=name, messages=QUESTION, max_tokens=3)
    assert answer.model == name


def test_the_result_file_holds_a_row_for_every_step(
    trainer: Trainer, trained: FineTuningJob
) -> None:
    text = trainer.client.files.content(trained.result_files[0]).text
    table = list(csv.DictReader(text.splitlines()))

    assert [line["step"] for line in table] == [str(step) for step in range(1, 9)]
    assert [bool(line["valid_loss"]) for line in table] == [False, False, False, True] * 2


def test_the_tuned_model_answers_otherwise_than_its_base(
    trainer: Trainer, trained: FineTuningJob
) -> None:
    client = trainer.client
    said = [
        client.chat.completions.create(
            model=model, messages=QUESTION, max_tokens=12, temperature=0
        ).choices[0]
        for model in ("tiny", trained.fine_tuned_model or "", "tiny")
    ]

    assert said[0].message.content == said[2].message.content != said[1].message.content
    assert said[0].finish_reason == "length"


def test_a_streamed_answer_is_the_whole_answer_in_pieces(
    trainer: Trainer, trained: FineTuningJob
) -> None:
    client, model = trainer.client, trained.fine_tuned_model or ""
    whole = client.chat.completions.create(
        model=model, messages=QUESTION, max_completion_tokens=12, temperature=0
    )
    with client.chat.completions.create(
        model=model,
        messages=QUESTION,
        max_tokens=12,
        temperature=0,
        stream=True,
        stream_options={"include_usage": True},
    ) as stream:
        chunks = list(stream)

    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == whole.choices[0].message.content
    assert chunks[-1].usage == whole.usage
    assert not chunks[-1].choices
    assert chunks[-2].choices[0].finish_reason == whole.choices[0].finish_reason
    assert {chunk.id for chunk in chunks} == {chunks[0].id}


def test_a_stop_string_ends_the_answer_and_is_not_part_of_it(
    trainer: Trainer, trained: FineTuningJob
) -> None:
    client, model = trainer.client, trained.fine_tuned_model or ""
    whole = client.chat.completions.create(
        model=model, messages=QUESTION, max_tokens=12, temperature=0
    )
    text = whole.choices[0].message.content or ""
    stop = text[4:6]

    cut = client.chat.completions.create(
        model=model, messages=QUESTION, max_tokens=12, temperature=0, stop=[stop, "never"]
    )

    assert cut.choices[0].message.content == text[: text.index(stop)]
    assert cut.choices[0].finish_reason == "stop"


def test_a_seed_makes_a_hot_answer_repeatable(trainer: Trainer) -> None:
    client = trainer.client
    said = [
        client.chat.completions.create(
            model="tiny", messages=QUESTION, max_tokens=12, temperature=1.5, top_p=0.9, seed=seed
        )
        .choices[0]
        .message.content
        for seed in (1, 1, 2)
    ]

    assert said[0] == said[1] != said[2]


def test_base_and_tuned_answer_side_by_side_as_they_do_alone(
    trainer: Trainer, trained: FineTuningJob
) -> None:
    """Eight at once, mixed in one batch, with prompts of different lengths."""
    client = trainer.client
    models = ["tiny", trained.fine_tuned_model or ""] * 4
    said: dict[int, str | None] = {}

    def ask(place: int) -> str | None:
        reply = client.chat.completions.create(
            model=models[place],
            messages=[{"role": "user", "content": "invoice " * (3 * place + 1)}],
            max_tokens=10,
            temperature=0,
        )
        return reply.choices[0].message.content

    alone = [ask(place) for place in range(8)]
    threads = [
        threading.Thread(target=lambda n=place: said.update({n: ask(n)})) for place in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    same = sum(said[place] == alone[place] for place in range(8))
    assert same >= 7  # rounding in bf16 depends on the batch; a random model is on the fence


def test_a_question_too_long_is_refused(trainer: Trainer) -> None:
    with pytest.raises(openai.BadRequestError) as error:
        trainer.client.chat.completions.create(
            model="tiny", messages=[{"role": "user", "content": "invoice " * 3000}]
        )

    assert error.value.code == "context_length_exceeded"


def test_a_client_that_hangs_up_frees_its_place(trainer: Trainer) -> None:
    """Eight endless answers fill the batch; once they are dropped a ninth is answered at once."""
    client = trainer.client
    hung_up = [
        client.chat.completions.create(
            model="tiny", messages=QUESTION, max_tokens=1800, temperature=0, stream=True
        )
        for _ in range(8)
    ]
    for stream in hung_up:
        first_words(stream)
        stream.close()

    answer = client.chat.completions.create(
        model="tiny", messages=QUESTION, max_tokens=2, timeout=15
    )

    assert answer.usage is not None
    assert answer.usage.completion_tokens == 2


def first_words(stream: Iterator[object]) -> None:
    for _ in range(3):
        next(stream)


def test_the_inference_process_comes_back_after_kill_9(trainer: Trainer) -> None:
    client = trainer.client
    client.chat.completions.create(model="tiny", messages=QUESTION, max_tokens=2)
    stream = client.chat.completions.create(
        model="tiny", messages=QUESTION, max_tokens=1800, temperature=0, stream=True
    )
    first_words(stream)
    os.kill(trainer.inference_pid(), signal.SIGKILL)

    with stream, pytest.raises(openai.APIError, match="please ask again"):
        list(stream)
    answer = client.chat.completions.create(model="tiny", messages=QUESTION, max_tokens=2)
    assert answer.choices


def test_a_model_that_is_deleted_is_gone(trainer: Trainer) -> None:
    client = trainer.client
    job = trainer.ended(trainer.train(hyperparameters={"n_epochs": 1}, method=None).id)
    name = job.fine_tuned_model or ""

    assert client.models.delete(name).deleted
    with pytest.raises(openai.NotFoundError):
        client.chat.completions.create(model=name, messages=QUESTION)
    assert name not in [model.id for model in client.models.list()]


def test_equal_seeds_give_equal_weights(trainer: Trainer, trained: FineTuningJob) -> None:
    same = trainer.ended(trainer.train().id)
    other = trainer.ended(trainer.train(seed=8).id)

    assert trainer.adapter_hash(same.id) == trainer.adapter_hash(trained.id)
    assert trainer.adapter_hash(other.id) != trainer.adapter_hash(trained.id)
