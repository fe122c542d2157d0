"""What a closed run came to stays as it was told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import orjson

from core.evaluation.runs.ballots import ballots
from core.evaluation.runs.concluded import Concluded, concluded, keep_verdict
from core.evaluation.runs.judgement import course, judgement
from core.evaluation.runs.tables import Choice, Conclusion
from core.evaluation.verdicts.gates import Gate, State
from core.evaluation.verdicts.judging import Verdict
from core.storage import Database
from tests.core.evaluation.runs.test_voting import AIKO, an_open_run, vote_through


async def test_a_verdict_is_read_as_it_was_kept_whatever_is_found_later(database: Database) -> None:
    run = await an_open_run(database)
    await vote_through(database, run, AIKO, Choice.LEFT)
    async with database.transaction() as session:
        state = await ballots(session, run.id)
        found = Concluded(judgement(state, {}, with_others=True), course(state))
        assert await keep_verdict(session, run.id, found) == found

    later = replace(found.judgement, verdict=Verdict.PROMOTE, win_rate=1.0)
    async with database.transaction() as session:
        assert await keep_verdict(session, run.id, Concluded(later, ())) == found

    async with database.reading() as session:
        kept = await concluded(session, run.id)
    assert kept == found
    assert all(isinstance(gate, Gate) for gate in kept.judgement.gates)


async def test_nothing_is_concluded_of_a_run_that_nobody_closed(database: Database) -> None:
    run = await an_open_run(database)

    async with database.reading() as session:
        assert await concluded(session, run.id) is None


async def test_a_verdict_that_an_earlier_version_kept_is_read(database: Database) -> None:
    """A new field of what is kept needs a default; this file stays as it is."""
    kept = orjson.loads(Path(__file__).with_name("concluded.json").read_bytes())
    run = await an_open_run(database)
    async with database.transaction() as session:
        session.add(Conclusion(run_id=run.id, **kept))

    async with database.reading() as session:
        found = await concluded(session, run.id)
    assert found
    judgement, last = found.judgement, found.course[-1]
    assert (judgement.verdict, judgement.settled) == (Verdict.NOT_ENOUGH_EVIDENCE, 18)
    assert judgement.gates[-1] == Gate("accuracy", State.UNKNOWN)
    assert judgement.agreement
    assert judgement.agreement.questions == 17
    assert set(judgement.strengths.ci95 or ()) == {"ctt_new", "ctt_old", "ctt_third"}
    assert (last.wins, last.decisive) == (2, 2)
