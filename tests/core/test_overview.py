"""What a dashboard tells one person, and what it keeps to itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.answers import Answer, delivered
from core.channels import ChannelSettings, Prompt, use
from core.datasets.consulting.tables import Consultation
from core.evaluation import Overview, Share, overview
from core.evaluation.runs.promoting import roll_back
from core.evaluation.runs.tables import Change, Promotion
from core.models import Model
from core.ratings import record
from core.storage import Database, utc_now
from core.tuning import Job, JobState
from tests import builders as a
from tests.core.datasets.test_consulting import a_decision

DIRECT = "D1"


async def seen(database: Database, person: str = a.PERSON) -> Overview:
    async with database.reading() as session:
        return await overview(session, team=a.TEAM, person=person, channel=DIRECT)


async def a_model_of(database: Database, job: Job, **fields: object) -> Model:
    model = a.a_model(job_id=job.id, base_name=job.base_model, **fields)
    async with database.transaction() as session:
        await a.kept(session, model)
    return model


async def serves(database: Database, model: Model, channel: str = a.CHANNEL) -> None:
    async with database.transaction() as session:
        await use(session, team=model.team, channel=channel, model_id=model.id, person=a.PERSON)


async def an_answer_to(database: Database, person: str, **fields: object) -> Answer:
    """An answer in a thread, shown to everybody."""
    question, model = a.a_question(asked_by=person), a.a_model()
    answer = a.an_answer(question, model, **fields)
    async with database.transaction() as session:
        await a.kept(session, model, question, answer)
        await delivered(session, answer_id=answer.id, channel=a.CHANNEL, ts=question.ts)
    return answer


async def rated(database: Database, answer: Answer, rater: str, value: int = 1) -> None:
    async with database.transaction() as session:
        await record(session, a.a_rating(answer, rater=rater, value=value))


async def test_where_nothing_was_done_nothing_is_told(database: Database) -> None:
    all_of_it = await seen(database)

    steps = all_of_it.steps
    assert not any([steps.brought, steps.trained, steps.serves, steps.asked, steps.rated])
    assert not any([all_of_it.unrated, all_of_it.undecided, all_of_it.ended, all_of_it.running])
    assert not any([all_of_it.places, all_of_it.datasets, all_of_it.summary.models])
    assert all_of_it.newest_model is None


async def test_the_first_steps_are_a_teams_the_last_ones_each_persons(database: Database) -> None:
    job = await a.a_job_in(database, state=JobState.SUCCEEDED)
    await serves(database, await a_model_of(database, job))
    answer = await an_answer_to(database, "U1")
    await rated(database, answer, "U1")

    mine, theirs = (await seen(database, "U1")).steps, (await seen(database, "U2")).steps

    assert mine.are_done
    assert theirs.brought
    assert theirs.trained
    assert theirs.serves
    assert not theirs.asked
    assert not theirs.rated


async def test_an_answer_waits_for_who_asked_until_they_rate_it(database: Database) -> None:
    answer = await an_answer_to(database, "U1")
    await an_answer_to(database, "U2")
    await rated(database, answer, "U2")

    assert [one.answer_id for one in (await seen(database, "U1")).unrated] == [answer.id]

    await rated(database, answer, "U1", 0)

    assert not (await seen(database, "U1")).unrated


async def test_at_most_three_answers_wait_the_newest_first(database: Database) -> None:
    now = utc_now()
    ages = {
        days: await an_answer_to(database, "U1", created_at=now - timedelta(days=days))
        for days in (3, 1, 30, 2, 4)
    }

    waiting = (await seen(database, "U1")).unrated

    assert [one.answer_id for one in waiting] == [ages[days].id for days in (1, 2, 3)]


async def test_private_places_take_nobody_elses_place(database: Database) -> None:
    shown = a.a_model(title="shown")
    async with database.transaction() as session:
        await a.kept(session, shown)
    await serves(database, shown)
    for n in range(7):
        hidden = a.a_model(title=f"hidden-{n}")
        async with database.transaction() as session:
            await a.kept(session, hidden)
        await serves(database, hidden, f"G{n}")
        await serves(database, hidden, f"D9{n}")

    told = await seen(database)
    public = told.seen_from({a.CHANNEL, DIRECT})

    assert not [one for one in told.channels if one.startswith("D")]
    assert [one.model.title for one in public.places if one.model] == ["shown"]
    assert [one.model.title for one in public.summary.models] == ["shown"]


async def test_at_most_six_models_are_told_of_with_their_bases(database: Database) -> None:
    for n in range(8):
        model = a.a_model(title=f"model-{n}")
        async with database.transaction() as session:
            await a.kept(session, model)
        await serves(database, model, f"C{n}")

    told = (await seen(database)).seen_from({f"C{n}" for n in range(8)})

    assert len(told.places) == 8
    assert [one.model.title for one in told.summary.models] == [
        f"model-{n}" for n in (7, 6, 5, 4, 3, 2)
    ]


async def test_what_was_asked_in_a_private_channel_waits_nowhere_else(database: Database) -> None:
    answer = await an_answer_to(database, "U1")
    told = await seen(database, "U1")

    assert told.channels == {a.CHANNEL}
    assert [one.answer_id for one in told.seen_from({a.CHANNEL}).unrated] == [answer.id]
    assert not told.seen_from({"C-PUBLIC"}).unrated


async def test_where_no_ratings_are_asked_for_none_are_waited_for(database: Database) -> None:
    await an_answer_to(database, "U1", asks_ratings=False)

    assert not (await seen(database, "U1")).unrated


async def test_what_another_person_alone_was_shown_is_nobody_elses(database: Database) -> None:
    question, model = a.a_question(asked_by="U1", private_to="U1"), a.a_model()
    answer = a.an_answer(question, model)
    async with database.transaction() as session:
        await a.kept(session, model, question, answer)
        await delivered(session, answer_id=answer.id, channel=a.CHANNEL, ts="9.1", shown_to="U1")

    (one,) = (await seen(database, "U1")).unrated

    assert one.only_theirs
    assert not (await seen(database, "U2")).unrated


async def test_contradictions_wait_until_each_is_decided(database: Database) -> None:
    dataset = a.a_dataset()
    version = a.a_version(dataset)
    own = {"cause": "view:1", "version_id": version.id, "home_channel": a.CHANNEL, "locale": "en"}
    place = {"team": a.TEAM, "channel": a.CHANNEL, "asked_by": a.PERSON}
    consultation = Consultation(**own, **place, findings=[4, 7, 9], posted=2)  # type: ignore[arg-type]  # by name
    async with database.transaction() as session:
        await a.kept(session, dataset, version, consultation)

    for left, finding in ((2, 4), (1, 7)):
        (one,) = (await seen(database)).undecided
        assert (one.consultation, one.questions) == (consultation.id, left)
        async with database.transaction() as session:
            await a.kept(session, a_decision(consultation, finding))

    assert not (await seen(database)).undecided


async def test_a_running_job_is_told_of_and_a_failed_one_waits(database: Database) -> None:
    running = await a.a_job_in(database, state=JobState.RUNNING)

    told = await seen(database)
    assert [one.job.id for one in told.running] == [running.id]
    assert not told.ended

    async with database.transaction() as session:
        job = await session.get_one(Job, running.id)
        job.state, job.finished_at = JobState.FAILED, utc_now()

    told = await seen(database)
    assert not told.running
    assert [(one.job.id, one.model) for one in told.ended] == [(running.id, None)]


async def test_a_finished_model_waits_until_it_answers_somewhere(database: Database) -> None:
    job = await a.a_job_in(database, state=JobState.SUCCEEDED, finished_at=utc_now())
    model = await a_model_of(database, job)

    (one,) = (await seen(database)).ended
    assert one.model
    assert one.model.id == model.id

    await serves(database, model)

    assert not (await seen(database)).ended


@pytest.mark.parametrize("private_to", ["G1", None])
async def test_what_belongs_to_a_private_channel_is_left_out(
    database: Database, private_to: str | None
) -> None:
    dataset = a.a_dataset(private_to=private_to)
    version = a.a_version(dataset)
    job = a.a_job(version, private_to=private_to, state=JobState.RUNNING)
    model = a.a_model(job_id=job.id, private_to=private_to)
    async with database.transaction() as session:
        await a.kept(session, dataset, version, job, model)
    await serves(database, model, "G1")

    told = await seen(database)

    public = int(private_to is None)
    assert len(told.datasets) == len(told.running) == len(told.places) == public
    assert len(told.summary.models) == public
    assert bool(told.newest_model) == bool(public)
    assert told.steps.brought  # that something is there tells nothing of what it is
    assert not told.seen_from({"C1"}).places
    assert not told.seen_from({"C1"}).summary.models
    assert len(told.seen_from({"G1"}).places) == public


async def test_a_place_says_how_it_is_answered_even_by_the_base(database: Database) -> None:
    model, canary = a.a_model(), a.a_model()
    prompt = Prompt(team=a.TEAM, channel="C2", number=3, text="Be kind.", written_by="U1")
    settings = ChannelSettings(
        team=a.TEAM,
        channel="C2",
        prompt_id=prompt.id,
        canary_model_id=canary.id,
        canary_share=0.1,
        changed_at=utc_now(),
    )
    async with database.transaction() as session:
        await a.kept(session, model, canary, prompt, settings)
    await serves(database, model, "C1")

    first, second = (await seen(database)).places

    assert (first.channel, first.models) == ("C1", [model])
    assert (second.channel, second.model, second.serving) == ("C2", None, None)
    assert second.models == [canary]
    assert second.prompt
    assert second.prompt.number == 3


async def test_the_base_is_summarised_beside_the_model_that_serves(database: Database) -> None:
    job = await a.a_job_in(database, state=JobState.SUCCEEDED)
    base = a.a_model(name=job.base_model, base_name=job.base_model)
    async with database.transaction() as session:
        await a.kept(session, base)
    model = await a_model_of(database, job)
    await serves(database, model)

    summary = (await seen(database)).seen_from({a.CHANNEL}).summary

    assert [one.model.id for one in summary.models] == [model.id, base.id]
    assert summary.is_empty


@pytest.mark.parametrize(
    ("up", "count", "low", "high"),
    [(1, 1, 0.21, 1.0), (0, 1, 0.0, 0.79), (17, 20, 0.64, 0.95), (500, 1000, 0.47, 0.53)],
)
def test_a_share_of_few_thumbs_may_lie_far_from_the_true_one(
    up: int, count: int, low: float, high: float
) -> None:
    assert Share(up, count).interval == pytest.approx((low, high), abs=0.006)


async def test_what_was_rated_is_told_of_though_it_serves_nowhere(database: Database) -> None:
    answer = await an_answer_to(database, "U1")
    await an_answer_to(database, "U1")  # of a model that nobody rated
    await rated(database, answer, "U1")

    (told,) = (await seen(database)).seen_from(()).summary.models

    assert (told.model.id, told.thumbs) == (answer.model_id, Share(1, 1))


async def test_a_model_that_was_taken_back_waits_no_longer_and_its_place_says_so(
    database: Database,
) -> None:
    job = await a.a_job_in(database, state=JobState.SUCCEEDED, finished_at=utc_now())
    model, before = await a_model_of(database, job), a.a_model()
    promotion = Promotion(
        cause="act:1",
        team=a.TEAM,
        channel=a.CHANNEL,
        change=Change.PROMOTED,
        model_id=model.id,
        previous_model_id=before.id,
        by="U1",
    )
    async with database.transaction() as session:
        await a.kept(session, before, promotion)
    await serves(database, model)
    (place,) = (await seen(database)).places
    assert not place.is_rolled_back

    async with database.transaction() as session:
        where = {"team": a.TEAM, "channel": a.CHANNEL}
        await roll_back(session, **where, person="U2", cause="act:2")

    all_of_it = await seen(database)
    (place,) = all_of_it.places
    assert place.is_rolled_back
    assert place.serving
    assert place.serving.chosen_by == "U2"
    assert not all_of_it.ended
