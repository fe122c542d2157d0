"""Training at a provider that misbehaves: nothing happens twice, nothing runs for ever."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.providers import PROFILES, Client, Passing, Training, TrainingRequest
from core.providers.refusals import ProviderDown
from tests.fakes.provider import Provider, Trouble, a_job, a_metric

CREATE, UPLOAD = "POST /fine_tuning/jobs", "POST /files"
LINES = b'{"messages": []}\n'


def a_request(**fields: object) -> TrainingRequest:
    own = {"key": "job_1", "base_model": "small-base", "training_file": "file-1"}
    more = {"validation_file": None, "suffix": "faq"}
    return TrainingRequest(**{**own, **more, **fields})  # type: ignore[arg-type]  # overridden by name


async def test_a_job_is_created_as_the_protocol_says(
    training: Training, provider: Provider
) -> None:
    await training.start(a_request(validation_file="file-2", epochs=3, seed=7))

    assert provider.calls_of(CREATE)[0].body == {
        "model": "small-base",
        "training_file": "file-1",
        "validation_file": "file-2",
        "suffix": "faq",
        "seed": 7,
        "metadata": {"togi_job": "job_1"},
        "method": {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 3}}},
    }


async def test_a_create_is_never_repeated_by_itself(training: Training, provider: Provider) -> None:
    provider.troubles.append(Trouble(at=CREATE, times=9))

    with pytest.raises(ProviderDown):
        await training.start(a_request())

    assert len(provider.calls_of(CREATE)) == 1


@pytest.mark.parametrize("trouble", [{"status": 500}, {"status": 409}, {"hang_up": True}])
async def test_a_job_that_was_made_before_the_answer_got_lost_is_adopted(
    training: Training, provider: Provider, trouble: dict[str, int]
) -> None:
    provider.troubles.append(Trouble(at=CREATE, after_effect=True, **trouble))  # type: ignore[arg-type]  # one field
    with pytest.raises(Exception, match="provider"):
        await training.start(a_request())

    adopted = await training.start(a_request())

    assert adopted == "ftjob-1"
    assert len(provider.jobs) == len(provider.calls_of(CREATE)) == 1


async def test_a_job_of_another_wish_is_not_adopted(training: Training, provider: Provider) -> None:
    provider.jobs = [
        a_job(id="ftjob-7", metadata={"togi_job": "job_2"}),
        a_job(id="ftjob-8", metadata={}),
        a_job(id="ftjob-9", metadata=None),
    ]

    assert await training.start(a_request()) == "ftjob-4"


async def test_where_metadata_is_not_kept_a_job_is_known_by_its_file(
    client: Client, provider: Provider
) -> None:
    training = Training(PROFILES["nebius"], client)
    provider.jobs = [a_job(id="ftjob-7", training_file="file-1", metadata=None)]

    assert await training.start(a_request()) == "ftjob-7"
    assert await training.start(a_request(training_file="file-2")) == "ftjob-2"
    body = provider.calls_of(CREATE)[0].body
    assert isinstance(body, dict)
    assert "metadata" not in body
    assert body["hyperparameters"] == {"n_epochs": "auto"}


async def test_while_the_list_of_jobs_can_not_be_read_none_is_created(
    training: Training, provider: Provider
) -> None:
    provider.troubles.append(Trouble(at="GET /fine_tuning/jobs", times=9))

    with pytest.raises(Passing):
        await training.start(a_request())

    assert provider.calls_of(CREATE) == []


async def test_a_file_is_uploaded_once(training: Training, provider: Provider) -> None:
    first = await training.upload("togi-job_1-train.jsonl", LINES)
    second = await training.upload("togi-job_1-train.jsonl", LINES)

    assert first == second == "file-1"
    assert provider.uploads == [LINES]


async def test_a_file_that_arrived_before_the_answer_got_lost_is_adopted(
    training: Training, provider: Provider
) -> None:
    provider.troubles.append(Trouble(at=UPLOAD, after_effect=True))
    with pytest.raises(ProviderDown):
        await training.upload("togi-job_1-train.jsonl", LINES)

    assert await training.upload("togi-job_1-train.jsonl", LINES) == "file-1"
    assert len(provider.calls_of(UPLOAD)) == 1


async def test_a_file_of_another_name_is_another_file(
    training: Training, provider: Provider
) -> None:
    await training.upload("togi-job_1-train.jsonl", LINES)
    await training.upload("togi-job_2-train.jsonl", LINES)

    assert len(provider.files) == 2


@pytest.mark.parametrize(
    ("name", "mark"), [("azure-foundry", b"\xef\xbb\xbf"), ("openai", b""), ("generic", b"")]
)
async def test_only_azure_is_given_a_byte_order_mark(
    client: Client, provider: Provider, name: str, mark: bytes
) -> None:
    await Training(PROFILES[name], client).upload("a.jsonl", LINES)

    assert provider.uploads == [mark + LINES]


@pytest.mark.parametrize(
    ("name", "suffix", "sent"),
    [
        ("openai", "support.triage", "support.triage"),
        ("openai", "x" * 99, "x" * 64),
        ("azure-foundry", "support.triage", "support-triage"),
        ("azure-foundry", "support.triage.of.2026", "support-triage-of-"),
    ],
)
async def test_a_suffix_keeps_to_what_the_service_takes(
    client: Client, provider: Provider, name: str, suffix: str, sent: str
) -> None:
    await Training(PROFILES[name], client).start(a_request(suffix=suffix))

    body = provider.calls_of(CREATE)[0].body
    assert isinstance(body, dict)
    assert body["suffix"] == sent


async def test_azure_is_told_where_to_train(client: Client, provider: Provider) -> None:
    await Training(PROFILES["azure-foundry"], client).start(a_request())

    body = provider.calls_of(CREATE)[0].body
    assert isinstance(body, dict)
    assert body["trainingType"] == "GlobalStandard"


@pytest.mark.parametrize("error", [None, {}, {"code": "x"}, {"message": ""}, {"message": None}])
async def test_a_job_without_a_reason_has_no_failure(
    training: Training, provider: Provider, error: object
) -> None:
    provider.jobs = [a_job(error=error)]

    assert (await training.job("ftjob-1")).failure is None


async def test_a_job_is_told_as_it_is(training: Training, provider: Provider) -> None:
    told = {"fine_tuned_model": "ft:1", "trained_tokens": 5, "estimated_finish": 86_400}
    provider.jobs = [a_job(status="pre_running", error={"message": "Bad line."}, **told)]

    job = await training.job("ftjob-1")

    assert (job.id, job.status, job.failure) == ("ftjob-1", "pre_running", "Bad line.")
    assert (job.model, job.trained_tokens) == ("ft:1", 5)
    assert job.estimated_finish_at == datetime(1970, 1, 2, tzinfo=UTC)


async def test_a_job_of_which_little_is_told_is_still_a_job(
    training: Training, provider: Provider
) -> None:
    provider.jobs = [{"id": "ftjob-1", "status": "running"}]

    job = await training.job("ftjob-1")

    assert (job.status, job.model, job.failure, job.trained_tokens) == ("running", None, None, None)


async def test_a_cancelled_job_says_so(training: Training, provider: Provider) -> None:
    provider.jobs = [a_job()]

    assert (await training.cancel("ftjob-1")).status == "cancelled"


async def test_losses_come_oldest_first_over_all_pages(
    training: Training, provider: Provider
) -> None:
    provider.events = [a_metric(n, step=n, train_loss=1 / n) for n in range(250, 0, -1)]

    losses = await training.losses("ftjob-1")

    assert [report.step for report in losses] == list(range(1, 251))


async def test_losses_that_are_known_are_not_fetched_again(
    training: Training, provider: Provider
) -> None:
    provider.events = [a_metric(n, step=n, train_loss=1.0) for n in range(250, 0, -1)]

    losses = await training.losses("ftjob-1", after=245)

    assert [report.step for report in losses] == [246, 247, 248, 249, 250]
    assert len(provider.calls) == 1


@pytest.mark.parametrize("habit", ["endless", "deaf_to_cursors"])
async def test_a_list_that_never_ends_is_left(
    training: Training, provider: Provider, habit: str
) -> None:
    provider.events = [a_metric(n, step=n, train_loss=1.0) for n in range(100, 0, -1)]
    setattr(provider, habit, True)

    await training.losses("ftjob-1")

    assert len(provider.calls) <= 200


@pytest.mark.parametrize(
    "data", [None, {}, {"step": "1"}, {"step": None}, {"step": 1.5}, {"step": True}, []]
)
async def test_an_event_that_says_nothing_of_a_step_is_passed_over(
    training: Training, provider: Provider, data: object
) -> None:
    event = {"id": "ev-1", "object": "fine_tuning.job.event", "message": "Hi", "data": data}
    provider.events = [event]

    assert await training.losses("ftjob-1") == []


async def test_a_steps_losses_are_read_from_one_event_or_two(
    training: Training, provider: Provider
) -> None:
    provider.events = [
        a_metric(3, step=2, full_valid_loss=0.9, valid_loss=0.8),
        a_metric(2, step=2, train_loss=0.5, total_steps=9),
        a_metric(1, step=1, train_loss="?", valid_loss=None),
    ]

    first, second = await training.losses("ftjob-1")

    assert (first.train_loss, first.validation_loss) == (None, None)
    assert (second.train_loss, second.validation_loss, second.total_steps) == (0.5, 0.9, 9)


async def test_tuned_models_are_no_bases(training: Training) -> None:
    assert [base.name for base in await training.bases()] == ["small-base"]
