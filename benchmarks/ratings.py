"""What a summary of a million ratings costs, beside loading them all and taking means with pandas.

    python benchmarks/ratings.py [--questions 1000] [--raters 20] [--models 10] [--rounds 7]

The ratings lie in a SQLite file. They are put there as they were before there were totals, and
the migration counts them; then some more come in through the ledger. Every way reads the same file
in turn, imports are done before the clock starts, and ratios are taken within a round. Means must
equal those of the plain way, and the totals a full recount.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.storage import Database

AT = "2026-01-01 00:00:00.000000"
MEASURES = ("accuracy", "consistency", "relevance", "expertise", "response_quality")
EVENT = (
    "INSERT INTO rating_events (id, cause, team, answer_id, rater, metric, value, source, at)"
    " VALUES (?, ?, 'T1', ?, ?, ?, ?, 'modal', ?)"
)
RATING = (
    "INSERT INTO ratings (answer_id, rater, metric, team, model_id, value) VALUES (?,?,?,'T1',?,?)"
)
ANSWER = (
    "INSERT INTO answers (id, team, question_id, model_id, state, is_canary, asks_ratings,"
    " temperature, max_tokens, created_at) VALUES (?, 'T1', ?, ?, 'complete', ?, 1, 0, 64, ?)"
)
QUESTION = (
    "INSERT INTO questions (id, team, cause, channel, thread, ts, asked_by, text, files,"
    " joins_thread, created_at) VALUES (?, 'T1', ?, 'C1', '1.1', ?, 'U1', 'What?', '[]', 0, ?)"
)
MODEL = (
    "INSERT INTO models (id, team, provider, name, base_name, title, created_at)"
    " VALUES (?, 'T1', 'p', ?, ?, ?, ?)"
)


@dataclass(frozen=True)
class Size:
    models: int
    questions: int
    raters: int


def fill(path: Path, size: Size) -> int:
    """Write what people said before there were totals, and migrate; how many ratings there are."""
    from alembic import command

    from bot.schema import METADATA
    from core.storage.migrating import configuration, migrate

    url = f"sqlite:///{path}"
    command.upgrade(configuration(url, METADATA), "0012")
    models, questions = range(size.models), range(size.questions)
    with sqlite3.connect(path) as connection:
        connection.executemany(MODEL, [(f"m{m}", *[f"m{m}"] * 3, AT) for m in models])
        connection.executemany(QUESTION, [(f"q{q}", f"c{q}", f"{q}.1", AT) for q in questions])
        answers = [(f"m{m}q{q}", f"q{q}", f"m{m}", m == 1, AT) for m in models for q in questions]
        connection.executemany(ANSWER, answers)
        said = list(ratings(size))
        connection.executemany(RATING, ((a, r, t, a.partition("q")[0], v) for a, r, t, v in said))
        connection.executemany(
            EVENT, ((n, f"e{n}", *one, AT) for n, one in enumerate(said, start=1))
        )
    connection.close()
    clock = time.perf_counter()
    migrate(url, METADATA)
    print(f"{len(said):,} ratings are counted by the migration in {since(clock):,.0f} ms")
    return len(said)


def ratings(size: Size) -> Iterator[tuple[str, str, str, int]]:
    chance = random.Random(0)
    for model in range(size.models):
        for question in range(size.questions):
            for rater in range(size.raters):
                for measure in MEASURES:
                    yield f"m{model}q{question}", f"U{rater}", measure, chance.randrange(6)


def since(clock: float) -> float:
    return (time.perf_counter() - clock) * 1000


def plainly(path: Path) -> dict[tuple[str, str], float]:
    """Load every rating, and take the mean of each model and measure."""
    import pandas as pd

    connection = sqlite3.connect(path)
    frame = pd.read_sql("SELECT * FROM ratings", connection)
    connection.close()
    return frame.groupby(["model_id", "metric"])["value"].mean().to_dict()


async def summarised(database: Database) -> dict[tuple[str, str], float]:
    """The summary of every model, as a person's command asks for it."""
    from core.evaluation import summarise
    from core.models import list_models

    async with database.reading() as session:
        summary = await summarise(session, await list_models(session, team="T1", channel="C1"))
    return {
        (one.model.id, metric.value): mean.value
        for one in summary.models
        for metric, mean in one.measures.items()
    }


async def rate_more(database: Database, count: int) -> float:
    """Let people change their minds through the ledger; the milliseconds that each took."""
    from core.answers import Answer
    from core.ratings import Given, Metric, Source, record

    chance = random.Random(1)
    took = []
    for number in range(count):
        clock = time.perf_counter()
        async with database.transaction() as session:
            answer = await session.get_one(Answer, f"m{chance.randrange(2)}q{number % 50}")
            metric = Metric(chance.choice(MEASURES))
            value, rater = chance.choice([None, 0, 3, 5]), f"U{chance.randrange(30)}"
            given = Given(
                cause=f"more{number}",
                answer=answer,
                rater=rater,
                metric=metric,
                value=value,
                source=Source.BUTTON,
            )
            await record(session, given)
        took.append(since(clock))
    return statistics.median(took)


async def resampled(database: Database) -> Callable[[], object]:
    """What gives the interval of a measure of a model, from what its questions add up to."""
    import numpy as np

    from core.evaluation.statistics.resampling import RESAMPLES, interval_of_ratio, resamples_of
    from core.ratings import Metric, question_sums

    async with database.reading() as session:
        found = (await question_sums(session, "m0", Metric.ACCURACY)).values()
    if resamples_of(len(found)) < RESAMPLES:
        sys.exit("so many questions are resampled fewer times: no figure is worth printing")
    sums, counts = np.array([(one.total, one.count) for one in found], np.float64).T
    return lambda: interval_of_ratio(sums, counts)


def is_exact(path: Path) -> bool:
    """Whether the totals are what a full recount finds."""
    recount = (
        "SELECT model_id, metric, value, COUNT(*) FROM ratings GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    kept = "SELECT model_id, metric, value, count FROM rating_totals WHERE count ORDER BY 1, 2, 3"
    by_question = (
        "SELECT ratings.model_id, metric, question_id, SUM(value), COUNT(*) FROM ratings"
        " JOIN answers ON answers.id = answer_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    kept_by_question = (
        "SELECT model_id, metric, question_id, total, count FROM question_totals WHERE count"
        " ORDER BY 1, 2, 3"
    )
    connection = sqlite3.connect(path)
    found = [connection.execute(one).fetchall() for one in (recount, kept)]
    questions = [connection.execute(one).fetchall() for one in (by_question, kept_by_question)]
    connection.close()
    return found[0] == found[1] and questions[0] == questions[1]


async def compare(size: Size, rounds: int) -> None:
    from core.storage import Database

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "togi.db")
        count = fill(path, size)
        database = Database(f"sqlite:///{path}")
        written = await rate_more(database, 300)
        interval = await resampled(database)
        plainly(path), await summarised(database), interval()  # imports, and a warm file
        plain, ours, draws = [], [], []
        for _ in range(rounds):
            clock = time.perf_counter()
            means = plainly(path)
            plain.append(since(clock))
            clock = time.perf_counter()
            known = await summarised(database)
            ours.append(since(clock))
            clock = time.perf_counter()
            interval()
            draws.append(since(clock))
            if means.keys() != known.keys() or any(abs(means[k] - known[k]) > 1e-9 for k in means):
                sys.exit("the two ways disagree: no figure is worth printing")
        await database.close()
        if not is_exact(path):
            sys.exit("the totals are not what a recount finds: no figure is worth printing")
    print(f"{count:,} ratings, {rounds} rounds: medians, then worst .. best")
    for name, took in (
        ("load all, pandas means", plain),
        ("togi, summary from totals", ours),
        (f"togi, 10,000 resamples of {size.questions:,} questions", draws),
    ):
        print(f"{name:45}{statistics.median(took):10,.1f} ms  {max(took):,.1f} .. {min(took):,.1f}")
    ratios = [slow / fast for slow, fast in zip(plain, ours, strict=True)]
    print(f"summary against pandas: {statistics.median(ratios):,.0f}x, worst {min(ratios):,.0f}x")
    print(f"one more rating through the ledger: {written:.1f} ms")
    print("means and totals equal a full recount")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=int, default=10)
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--raters", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    asyncio.run(compare(Size(chosen.models, chosen.questions, chosen.raters), chosen.rounds))
