"""Means and counts as they are: unknown is not zero, thumbs are no measure."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from core.answers import Answer
from core.evaluation import AsCanary, Mean, ModelSummary, Share, Summary, summarise
from core.models import Model
from core.ratings import MEASURES, Metric, Source, record, record_all
from core.storage import Database
from tests import builders as a


async def summary_of(database: Database, *answers: Answer) -> Summary:
    async with database.reading() as session:
        models = [await session.get_one(Model, answer.model_id) for answer in answers]
        return await summarise(session, models)


async def rate(database: Database, answer: Answer, rater: str, **values: int) -> None:
    async with database.transaction() as session:
        chosen = {Metric(name): value for name, value in values.items()}
        await record_all(session, a.a_rating(answer, rater=rater), chosen)


async def test_a_model_that_nobody_rated_is_unknown_not_zero(database: Database) -> None:
    answer = await a.an_answer_in(database)

    summary = await summary_of(database, answer)

    assert summary.is_empty
    assert summary.models[0].measures == {}
    assert summary.models[0].thumbs is None
    assert summary.models[0].held_out is None
    assert summary.models[0].overall is None


async def test_zero_is_a_rating(database: Database) -> None:
    answer = await a.an_answer_in(database)
    await rate(database, answer, "U1", accuracy=0)

    summary = await summary_of(database, answer)

    assert not summary.is_empty
    assert summary.models[0].measures == {Metric.ACCURACY: Mean(0.0, 1)}


async def test_a_measures_mean_is_over_its_own_ratings(database: Database) -> None:
    answer = await a.an_answer_in(database)
    await rate(database, answer, "U1", accuracy=5, relevance=1)
    await rate(database, answer, "U2", accuracy=2)

    measures = (await summary_of(database, answer)).models[0].measures

    assert measures == {Metric.ACCURACY: Mean(3.5, 2), Metric.RELEVANCE: Mean(1.0, 1)}


async def test_thumbs_are_a_share_of_their_own(database: Database) -> None:
    answer = await a.an_answer_in(database)
    for rater, value in (("U1", 1), ("U2", 1), ("U3", 0)):
        await rate(database, answer, rater, thumb=value)

    found = (await summary_of(database, answer)).models[0]

    assert found.thumbs == Share(up=2, count=3)
    assert found.measures == {}
    assert found.overall is None


@pytest.mark.parametrize("missing", MEASURES)
def test_without_all_five_measures_there_is_no_overall(missing: Metric) -> None:
    four = {metric: Mean(5.0, 1) for metric in MEASURES if metric is not missing}

    assert _of(four).overall is None


def test_overall_is_the_mean_of_the_five_whatever_their_counts() -> None:
    five = {metric: Mean(float(value), 10**value) for value, metric in enumerate(MEASURES)}

    assert _of(five).overall == pytest.approx(2.0)


def _of(measures: dict[Metric, Mean]) -> ModelSummary:
    return ModelSummary(model=a.a_model(), measures=measures, thumbs=Share(0, 9), held_out=None)


async def test_what_was_changed_or_taken_back_does_not_count(database: Database) -> None:
    answer = await a.an_answer_in(database)
    await rate(database, answer, "U1", accuracy=1)
    await rate(database, answer, "U1", accuracy=4)
    async with database.transaction() as session:
        up = {"rater": "U2", "emoji": "+1"}
        await record(session, a.a_rating(answer, **up, source=Source.EMOJI))
        await record(session, a.a_rating(answer, **up, value=None, source=Source.EMOJI))

    found = (await summary_of(database, answer)).models[0]

    assert found.measures == {Metric.ACCURACY: Mean(4.0, 1)}
    assert found.thumbs is None


async def test_models_stand_side_by_side_in_the_order_asked_for(database: Database) -> None:
    first, second = await a.an_answer_in(database), await a.an_answer_in(database)
    await rate(database, second, "U1", accuracy=3)

    summary = await summary_of(database, second, first)

    assert [bool(one.measures) for one in summary.models] == [True, False]
    assert [one.model.id for one in summary.models] == [second.model_id, first.model_id]


async def test_no_models_make_an_empty_summary(database: Database) -> None:
    assert (await summary_of(database)).is_empty


async def test_a_summary_reads_totals_and_no_rating(database: Database) -> None:
    """There may be a million ratings."""
    answer = await a.an_answer_in(database)
    await rate(database, answer, "U1", accuracy=4)
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    sa.event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    await summary_of(database, answer)

    assert any("FROM rating_totals" in statement for statement in asked)
    assert not any("FROM ratings" in statement for statement in asked)


async def test_what_it_was_given_as_a_canary_is_told_apart(database: Database) -> None:
    tried = await a.an_answer_in(database, is_canary=True)
    model = await _model_of(database, tried)
    again, usual = a.a_question(), a.a_question()
    more = [a.an_answer(again, model, is_canary=True), a.an_answer(usual, model)]
    async with database.transaction() as session:
        await a.kept(session, again, usual, *more)
    await rate(database, tried, "U1", thumb=1, accuracy=5)
    await rate(database, tried, "U2", thumb=0)
    await rate(database, more[1], "U1", thumb=1)

    found = (await summary_of(database, tried)).models[0]

    assert found.canary == AsCanary(answers=2, up=1, thumbs=2)
    assert found.thumbs == Share(up=2, count=3)
    assert found.thumbs_elsewhere == Share(up=1, count=1)


async def test_a_canary_that_nobody_rated_has_answers_and_no_thumbs(database: Database) -> None:
    tried = await a.an_answer_in(database, is_canary=True)

    summary = await summary_of(database, tried)

    assert summary.models[0].canary == AsCanary(answers=1, up=0, thumbs=0)
    assert summary.models[0].thumbs_elsewhere is None
    assert not summary.is_empty


async def test_what_was_never_a_canary_says_nothing_of_it(database: Database) -> None:
    answer = await a.an_answer_in(database)
    await rate(database, answer, "U1", thumb=1)

    found = (await summary_of(database, answer)).models[0]

    assert found.canary is None
    assert found.thumbs_elsewhere == found.thumbs == Share(1, 1)


async def _model_of(database: Database, answer: Answer) -> Model:
    async with database.reading() as session:
        return await session.get_one(Model, answer.model_id)
