"""A learning curve in Slack: three real trainings, a bot that dies among them, one card."""

from __future__ import annotations

import json

import pytest

from tests.e2e.test_channel_settings import a_second_model, kept
from tests.e2e.test_violence import brought, remote_jobs
from tests.e2e.workspace import BEN, SUPPORT, Message, Workspace, until

pytestmark = pytest.mark.slow
ROWS = "question,answer\n" + "".join(f"Ticket {n} is late,Answer {n}\n" for n in range(70))
JOBS = "SELECT share, state FROM jobs ORDER BY share"


def offered(togi: Workspace, name: str) -> Message:
    """The offer of a curve, which only who asked for it sees."""

    def offers() -> list[Message]:
        return [m for m in togi.seen_by(BEN) if "draw_learning_curve" in json.dumps(m)]

    before = len(offers())
    togi.command(BEN, f"curve {name} --epochs 2")
    return until(lambda: offers()[before:], "the offer")[0]


def curves(togi: Workspace) -> list[Message]:
    return [m for m in togi.from_togi() if "Learning curve" in m["text"]]


def test_a_curve_is_drawn_once_though_the_bot_dies_and_takes_what_is_there(
    fragile: Workspace,
) -> None:
    brought(fragile, "curved", ROWS)
    fragile.command(BEN, "train curved --epochs 2")
    offer = offered(fragile, "curved")
    assert "that are there already: all rows" in offer["text"]
    assert "free" in offer["text"]
    assert kept(fragile, "SELECT share FROM jobs") == [(1.0,)]

    fragile.clicks(BEN, offer, "draw_learning_curve")
    until(lambda: remote_jobs(fragile, "curved")[1:], "a second training at the provider")
    fragile.bot.kill()
    fragile.bot.start()

    card = until(lambda: curves(fragile), "the curve")[0]
    assert kept(fragile, JOBS) == [(share, "succeeded") for share in (0.25, 0.5, 1.0)]
    assert len(remote_jobs(fragile, "curved")) == 3
    assert f"<@{BEN}>" in card["text"]
    assert "with all rows" in card["text"]
    assert {"image", "table"} <= {block["type"] for block in card["blocks"]}
    titles = [title for (title,) in kept(fragile, "SELECT title FROM models WHERE share < 1")]
    assert {title.rpartition("-")[2] for title in titles} == {"quarter", "half"}

    there = offered(fragile, "curved")  # all of it is there
    assert "Together" not in there["text"]
    fragile.clicks(BEN, there, "draw_learning_curve")
    again = until(lambda: curves(fragile)[1:], "the curve again")
    assert again[0]["text"] == card["text"]
    assert len(remote_jobs(fragile, "curved")) == 3


def test_a_part_that_was_cancelled_is_named_and_too_few_rows_are_refused(
    fragile: Workspace,
) -> None:
    brought(fragile, "little")
    fragile.command(BEN, "curve little")
    fragile.private(BEN, "A learning curve takes 37 training rows or more")

    brought(fragile, "parted", ROWS)
    offer = offered(fragile, "parted")
    assert "quarter, half and all of the training rows (14, 28, 56)" in offer["text"]
    assert kept(fragile, JOBS) == []
    fragile.clicks(BEN, offer, "draw_learning_curve")
    until(lambda: kept(fragile, "SELECT id FROM jobs"), "the trainings")
    ((half,),) = kept(fragile, "SELECT id FROM jobs WHERE share = 0.5")
    fragile.command(BEN, f"cancel {half}")

    card = until(lambda: curves(fragile), "the curve")[0]
    assert "Half: the training was cancelled." in card["text"]
    assert "With a quarter of the rows the loss" in card["text"]
    assert kept(fragile, JOBS)[1] == (0.5, "cancelled")
    assert len(fragile.from_togi(SUPPORT)) > 3


def test_what_learnt_from_a_part_can_be_compared_but_is_not_proposed(chatty: Workspace) -> None:
    half = a_second_model(chatty, "half")
    kept(chatty, "UPDATE models SET share = 0.5 WHERE id = ?", half)
    chatty.command(BEN, "eval start")
    view = until(lambda: chatty.open_view(BEN), "the form")
    new, other = (
        next(one["element"] for one in view["blocks"] if one.get("block_id") == name)
        for name in ("challenger", "baseline")
    )
    assert "initial_option" not in new
    assert half in {one["value"] for one in new["options"]}
    assert other["initial_option"]["value"] != half
