"""The checkpoints of a training, from services that list them and from those that don't."""

from __future__ import annotations

import pytest

from core.providers import Checkpoint, Training
from core.providers.refusals import NotEligible, ProviderDown
from tests.fakes.provider import Provider, Trouble, a_checkpoint, a_job

LIST = "GET /fine_tuning/jobs/ftjob-1/checkpoints"


async def test_checkpoints_are_read_first_step_first(
    training: Training, provider: Provider
) -> None:
    provider.checkpoints = [a_checkpoint(60, None, "ft:end"), a_checkpoint(30, 0.61, "ft:half")]

    assert await training.checkpoints("ftjob-1") == [
        Checkpoint(step=30, model="ft:half", validation_loss=0.61),
        Checkpoint(step=60, model="ft:end", validation_loss=None),
    ]


async def test_checkpoints_are_read_to_the_last_page(
    training: Training, provider: Provider
) -> None:
    provider.checkpoints = [a_checkpoint(step, 1.0) for step in range(250, 0, -1)]

    found = await training.checkpoints("ftjob-1")

    assert [one.step for one in found] == list(range(1, 251))
    assert len(provider.calls_of(LIST)) == 3


async def test_a_list_that_never_ends_is_left(training: Training, provider: Provider) -> None:
    provider.checkpoints, provider.deaf_to_cursors = [a_checkpoint(9, 1.0)], True

    assert len(await training.checkpoints("ftjob-1")) == 1
    assert len(provider.calls_of(LIST)) == 2


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 404, "body": {"error": {"message": "no such path"}}},
        {"status": 405, "body": "Method Not Allowed"},
        {"status": 501, "body": {"error": {"message": "not implemented"}}, "times": 9},
        {"status": 200, "body": [a_checkpoint(9, 1.0)]},
        {"status": 200, "body": a_job(id="ftjob-1")},
        {"status": 200, "body": "<html>hello</html>"},
        {"status": 200, "body": {"data": [{"id": "weights", "result_files": []}]}},
    ],
    ids=["404", "405", "501", "a bare array", "a job", "a page", "files of weights"],
)
async def test_a_service_without_such_a_list_has_no_checkpoints(
    training: Training, provider: Provider, trouble: dict[str, object]
) -> None:
    provider.troubles.append(Trouble(at=LIST, **trouble))  # type: ignore[arg-type]  # fields by name

    assert await training.checkpoints("ftjob-1") == []


async def test_a_service_that_is_down_is_no_service_without_checkpoints(
    training: Training, provider: Provider
) -> None:
    provider.troubles.append(Trouble(at=LIST, times=9))

    with pytest.raises(ProviderDown):
        await training.checkpoints("ftjob-1")


async def test_what_is_forbidden_is_said(training: Training, provider: Provider) -> None:
    body = {"error": {"message": "Not yours."}}
    provider.troubles.append(Trouble(at=LIST, status=403, body=body))

    with pytest.raises(NotEligible, match="Not yours"):
        await training.checkpoints("ftjob-1")
