"""Versions of a data set in Slack: listed, compared, exported, renamed, deleted, erased from."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from io import BytesIO

import pytest
import python_calamine

from tests.e2e.workspace import (
    AIKO,
    BEN,
    DANA,
    LEGAL,
    SUPPORT,
    Message,
    Workspace,
    element_by_action,
    until,
)

pytestmark = pytest.mark.slow
DIRECT = {BEN: "D0BEN", AIKO: "D0AIKO"}
TOPICS = ("billing", "shipping", "login", "refund", "printer", "tablet", "warranty", "password")


def rows(*more: str, answer: str = "Ask Ben") -> bytes:
    """Twelve examples that are different enough, and `more` lines."""
    lines = [f"Who knows about {topic}?,{answer},train" for topic in TOPICS]
    lines += [f"Where is the {topic} form?,In the cupboard,train" for topic in TOPICS[:4]]
    return "\n".join(["question,answer,split", *lines, *more]).encode()


def brings(
    togi: Workspace, name: str, content: bytes, person: str = BEN, channel: str = SUPPORT
) -> Message:
    """Send a file, and wait for its card."""
    file = togi.uploads(person, f"{name}.csv", content)
    before = {message["ts"] for message in togi.seen_by(person, channel)}
    ts = togi.says(person, "<@U0TOGI> our answers", channel, file)

    def card() -> Message | None:
        seen = [*togi.seen_by(person, channel), *togi.seen_by(person, channel, ts)]
        new = [message for message in seen if message["ts"] not in before]
        return next((one for one in new if has(one, "train_dataset")), None)

    return until(card, f"the card of {name}")


def has(message: Message, action_id: str) -> bool:
    try:
        element_by_action(message, action_id)
    except AssertionError:
        return False
    return True


def offered(togi: Workspace, person: str, text: str, action_id: str) -> Message:
    """Type a command, and return the private answer that has a button."""
    togi.command(person, text)
    seen = togi.seen_by(person)
    return next(one for one in reversed(seen) if one.get("is_ephemeral") and has(one, action_id))


def file_in(togi: Workspace, person: str, channel: str, name: str) -> bytes:
    """Wait for a file with that name, and what it holds."""

    def look() -> str | None:
        for message in togi.seen_by(person, channel):
            for file in message.get("files", []):
                if file["name"] == name:
                    return str(file["id"])
        return None

    file_id = until(look, name)
    return togi.http.get(f"{togi.slack}/people/file/{file_id}/{name}").content


def test_two_versions_are_compared_and_exported(togi: Workspace) -> None:
    brings(togi, "compared-data", rows("Going?,Gone,train"))
    brings(togi, "compared-data", rows("Coming?,Here,train", answer="Ask Dana"))

    shown = togi.command(BEN, "dataset show compared-data v1")
    assert "Comparing v1 and v2" in togi.command(BEN, "dataset diff compared-data v1 v2")
    togi.command(BEN, "dataset export compared-data v2")

    assert "compared-data" in shown
    assert "Versions: v2, v1" in str([m.get("blocks") for m in togi.seen_by(BEN)])
    assert togi.private(BEN, "1 added · 1 removed · 8 changed")
    sheet = file_in(togi, BEN, DIRECT[BEN], "compared-data-v1-v2.xlsx")
    assert sheet.startswith(b"PK")
    lines = file_in(togi, BEN, DIRECT[BEN], "compared-data-v2.jsonl").splitlines()
    for_people = file_in(togi, BEN, DIRECT[BEN], "compared-data-v2.xlsx")
    table = python_calamine.load_workbook(BytesIO(for_people)).get_sheet_by_index(0).to_python()
    assert table[0][:2] == ["question", "answer"]
    assert len(table) == 14
    asked = [json.loads(line)["messages"][0]["content"] for line in lines]
    assert len(lines) == 13
    assert "Coming?" in asked
    assert {json.loads(line)["split"] for line in lines} == {"train"}
    assert "no version 9" in togi.command(BEN, "dataset show compared-data v9")


def test_who_is_no_operator_takes_nothing_out(togi: Workspace) -> None:
    brings(togi, "guarded", rows())

    for verb in ("export guarded", "delete guarded", "rename guarded other", "erase guarded 1"):
        assert "can do this" in togi.command(DANA, f"dataset {verb}")
    assert "*guarded*" in togi.command(DANA, "dataset list")


def test_a_data_set_is_renamed_and_deleted(togi: Workspace) -> None:
    brings(togi, "old-name", rows())
    brings(togi, "old-name", rows("More?,Yes,train"))

    assert "*new-name*" in togi.command(BEN, "dataset rename old-name new-name")
    one = offered(togi, BEN, "dataset delete new-name v1", "delete_dataset")
    togi.clicks(BEN, one, "delete_dataset")
    togi.private(BEN, "Version 1 of *new-name* is deleted")
    togi.clicks(BEN, one, "delete_dataset")
    togi.private(BEN, "gone already")
    assert "*new-name* v2" in togi.command(BEN, "dataset list")

    whole = offered(togi, BEN, "dataset delete new-name", "delete_dataset")
    togi.clicks(BEN, whole, "delete_dataset")
    togi.private(BEN, "The data set *new-name* is deleted")

    assert "new-name" not in togi.command(BEN, "dataset list")


def test_what_is_trained_on_is_not_deleted_and_who_learnt_is_named(togi: Workspace) -> None:
    brings(togi, "taught", rows("Ben's number?,It is 7,train"))
    togi.command(BEN, "train taught v1")
    until(lambda: "taught" in togi.command(BEN, "jobs"), "the job")
    togi.command(BEN, "cancel latest")

    refused = togi.command(BEN, "dataset delete taught")
    row = offered(togi, BEN, "dataset erase taught 13 asked by mail", "erase_row")
    togi.clicks(BEN, row, "erase_row")
    said = togi.private(BEN, "Row 13 of *taught* is erased")
    togi.clicks(BEN, row, "erase_row")
    togi.private(BEN, "gone already")
    togi.command(BEN, "dataset export taught")

    assert "job_" in refused
    assert "job_" in said
    assert "unlearn" in said
    assert b"Ben's number?" not in file_in(togi, BEN, DIRECT[BEN], "taught-v1.jsonl")
    assert "has no row 13" in togi.command(BEN, "dataset erase taught 13")


def test_pairs_of_answers_are_not_trained_on_as_chats(togi: Workspace) -> None:
    """No file of pairs is needed for it: what counts is what the version says of itself."""
    brings(togi, "pairs", rows())
    with closing(sqlite3.connect(togi.folder / "data" / "togi.db")) as database, database:
        database.execute(
            "UPDATE dataset_versions SET kind = 'preference' WHERE dataset_id ="
            " (SELECT id FROM datasets WHERE name = 'pairs')"
        )

    assert "pairs of a better and a worse answer" in togi.command(BEN, "train pairs")
    assert "no version 7" in togi.command(BEN, "train pairs v7")


def test_a_button_trains_on_the_version_that_it_stands_for(togi: Workspace) -> None:
    """Here it stands for one that is not there any more, so nothing has to be trained to see it."""
    card = brings(togi, "chosen", rows())
    brings(togi, "chosen", rows("More?,Yes,train"))
    deletion = offered(togi, BEN, "dataset delete chosen v1", "delete_dataset")
    togi.clicks(BEN, deletion, "delete_dataset")
    togi.private(BEN, "Version 1 of *chosen* is deleted")

    togi.clicks(BEN, card, "train_dataset")

    togi.private(BEN, "no version 1", thread=str(card["thread_ts"]))


def test_a_button_of_what_was_deleted_says_so(togi: Workspace) -> None:
    card = brings(togi, "short-lived", rows())
    deletion = offered(togi, BEN, "dataset delete short-lived", "delete_dataset")
    togi.clicks(BEN, deletion, "delete_dataset")
    togi.private(BEN, "*short-lived* is deleted")

    togi.clicks(BEN, card, "train_dataset")

    until(lambda: told_gone(togi, BEN, str(card["thread_ts"])), "that it is gone")


def told_gone(togi: Workspace, person: str, thread: str) -> list[Message]:
    seen = togi.seen_by(person, thread=thread)
    return [m for m in seen if "gone already" in str(m["text"])]


def test_private_data_is_shown_and_exported_only_in_its_channel(togi: Workspace) -> None:
    brings(togi, "lawsuits", rows("Which court?,Tokyo,held_out"), AIKO, LEGAL)

    outside = [
        togi.command(AIKO, f"dataset {verb} lawsuits") for verb in ("show", "export", "delete")
    ]
    togi.command(AIKO, "dataset export lawsuits", LEGAL)

    assert not [said for said in outside if "held" in said or "JSONL" in said]
    lines = file_in(togi, AIKO, LEGAL, "lawsuits-v1.jsonl").splitlines()
    assert json.loads(lines[-1])["split"] == "held_out"
    assert not [m for m in togi.seen_by(AIKO, DIRECT[AIKO]) if "lawsuits" in str(m.get("files"))]


def test_a_bot_that_dies_erases_all_the_same(fragile: Workspace) -> None:
    """Killed right after the click: that the row is to go is all that is written down for sure."""
    brings(fragile, "forgotten", rows("Ben's number?,It is 7,train"))
    row = offered(fragile, BEN, "dataset erase forgotten 13", "erase_row")
    fragile.clicks(BEN, row, "erase_row")
    fragile.bot.kill()
    fragile.bot.start()

    fragile.private(BEN, "Row 13 of *forgotten* is erased. Examples taken out: 1, from v1.")
    fragile.command(BEN, "dataset export forgotten")
    assert b"Ben's number?" not in file_in(fragile, BEN, DIRECT[BEN], "forgotten-v1.jsonl")
