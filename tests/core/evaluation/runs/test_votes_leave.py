"""The votes of a comparison leave as a file, and the file says what the card said."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from core.evaluation.files.exporting import Format, Kind, export
from core.evaluation.files.frames import Reach
from core.evaluation.runs.judgement import judgement
from core.evaluation.runs.tables import Choice, Run
from core.evaluation.runs.voting import close
from core.evaluation.verdicts.judging import Judgement
from core.models import Model
from core.storage import Database
from tests import builders as a
from tests.core.evaluation.runs.test_voting import (
    AIKO,
    CHIKA,
    DANA,
    an_open_run,
    say,
    shown_to,
    state_of,
)

HERE = Reach(team=a.TEAM, channel=a.CHANNEL)


async def vote_for(
    database: Database, run: Run, person: str, *, losing: set[int], most: int
) -> None:
    """Somebody prefers number 1, but not on some questions."""
    for _ in range(most):
        showing = await shown_to(database, run, person)
        assert showing
        is_left = showing.challenger_is_left != (showing.number in losing)
        choice = Choice.LEFT if is_left else Choice.RIGHT
        await say(database, showing, choice, f"act:{showing.id}")


async def a_closed_run(database: Database, **fields: object) -> tuple[Run, Judgement, list[str]]:
    """A run that ended before every question had its votes, its verdict, and both names."""
    run = await an_open_run(database, questions=24, votes_wanted=3, **fields)
    await vote_for(database, run, AIKO, losing={3}, most=24)
    await vote_for(database, run, CHIKA, losing={3, 5}, most=24)
    await vote_for(database, run, DANA, losing=set(), most=13)
    async with database.transaction() as session:
        await close(session, run.id)
    state = await state_of(database, run)
    async with database.reading() as session:
        names = [(await session.get_one(Model, c.model_id)).title for c in state.contestants]
    return run, judgement(state, {}, with_others=True), names


def verdict(path: Path, names: list[str], *more: str) -> dict[str, object]:
    baseline, challenger = names
    done = CliRunner().invoke(
        app,
        ["verdict", str(path), "--baseline", baseline, "--challenger", challenger, "--json", *more],
    )
    assert done.exit_code == 0, done.output
    found: dict[str, object] = json.loads(done.stdout)
    return found


async def exported(database: Database, folder: Path) -> Path:
    path = folder / "votes.csv"
    async with database.reading() as session:
        await export(session, path, HERE, kind=Kind.VOTES, file_format=Format.CSV)
    return path


def same(told: dict[str, object], card: Judgement) -> bool:
    figures = ("verdict", "win_rate", "questions", "settled", "votes", "decisive", "ties")
    figures += ("e_value", "votes_needed")
    return {name: told[name] for name in figures} == {name: getattr(card, name) for name in figures}


async def test_the_file_says_what_the_card_said(database: Database, tmp_path: Path) -> None:
    run, card, names = await a_closed_run(database)
    assert (card.decisive, card.votes) == (13, 39)

    told = await asyncio.to_thread(verdict, await exported(database, tmp_path), names)

    assert same(told, card)
    assert told["ci95"] == list(card.ci95 or ())
    assert told["challenger_shown"] == {"left": card.shown_left, "right": card.shown_right}
    assert (told["run"], told["votes_left_out"]) == (run.id, 24 + 24 + 13 - 39)
    assert {gate["name"]: gate["state"] for gate in told["gates"]} == {  # type: ignore[attr-defined]
        gate.name: gate.state for gate in card.gates if gate.name != "answers"
    }
    assert any("failed to answer" in note for note in told["notes"])  # type: ignore[attr-defined]


async def test_of_several_comparisons_of_two_models_the_last_is_told_unless_one_is_chosen(
    database: Database, tmp_path: Path
) -> None:
    first, card, names = await a_closed_run(database)
    path = await exported(database, tmp_path)
    header, *rows = path.read_text("utf-8-sig").splitlines()
    again = [row.replace(first.id, "evl_later") for row in rows if ",True," in row][:3]
    path.write_text("\n".join([header, *rows, *again]), "utf-8")

    assert (await asyncio.to_thread(verdict, path, names))["votes"] == len(again)
    assert same(await asyncio.to_thread(verdict, path, names, "--run", first.id), card)
