"""What a person said is theirs to see and to erase; operators get ratings as a file."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator

import pytest

from tests.e2e.workspace import (
    AIKO,
    BEN,
    CHIKA,
    GENERAL,
    Message,
    Workspace,
    element_by_action,
    until,
)

pytestmark = pytest.mark.slow
DIRECT = "D0BEN"


@pytest.fixture(autouse=True, scope="module")
def nothing_left(togi: Workspace) -> Iterator[None]:
    """Others count what the base model was rated."""
    yield
    for table in ("ratings", "rating_totals", "question_totals"):
        kept(togi, f"DELETE FROM {table}")  # noqa: S608 (ours)


def kept(togi: Workspace, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(togi.folder / "data" / "togi.db", timeout=30)
    with connection:
        rows = connection.execute(statement).fetchall()
    connection.close()
    return rows


def rated(togi: Workspace, person: str, question: str) -> Message:
    """Somebody asks, and finds the answer good."""
    answer = togi.answered(togi.says(BEN, f"<@U0TOGI> {question}", GENERAL), GENERAL)
    togi.thumbs(person, answer, up=True, channel=GENERAL)
    return answer


def answer_of(message: Message) -> str:
    _, button = element_by_action(message, "rate_in_detail")
    return str(button["value"])


def listed(togi: Workspace, person: str, holding: str) -> Message:
    def look() -> Message | None:
        view = togi.open_view(person)
        return view if view and holding in str(view) else None

    return until(look, f"a list with {holding}")


def press(togi: Workspace, person: str, view: Message, action_id: str, value: str = "") -> None:
    """Click a button in a modal; of several alike, the one whose value begins with `value`."""
    offered = [
        (block["block_id"], one)
        for block in view["blocks"]
        for one in [block.get("accessory", {}), *block.get("elements", [])]
        if one.get("action_id") == action_id and one["value"].startswith(value)
    ]
    block_id, button = offered[0]
    action = {"type": "button", "action_id": action_id, "block_id": block_id, **button}
    done = togi.post("/people/action", **{"as": person}, view_id=view["id"], action=action)
    assert done["ok"], done


def test_somebody_erases_one_thing_and_then_everything(togi: Workspace) -> None:
    first = rated(togi, CHIKA, "what is the first thing?")
    rated(togi, CHIKA, "what is the second thing?")
    rated(togi, AIKO, "what is the third thing?")

    said = "SELECT value FROM rating_events WHERE rater = '{}'"
    of_another = kept(togi, said.format(AIKO))
    togi.command(CHIKA, "me", GENERAL)
    view = listed(togi, CHIKA, "the first thing?")
    assert "the second thing?" in str(view)
    assert "the third thing?" not in str(view)
    press(togi, CHIKA, view, "erase_said", answer_of(first))
    until(lambda: "the first thing?" not in str(togi.open_view(CHIKA)) or None, "one is gone")
    press(togi, CHIKA, listed(togi, CHIKA, "the second thing?"), "erase_all_said")
    assert "消去しました。" in str(listed(togi, CHIKA, "まだどの回答も評価していません"))

    assert set(kept(togi, said.format(CHIKA))) == {(None,)}
    assert kept(togi, said.format(AIKO)) == of_another
    (total,) = kept(togi, "SELECT SUM(count) FROM rating_totals")[0]
    assert total == kept(togi, "SELECT COUNT(*) FROM ratings")[0][0]


def test_it_is_told_in_japanese_to_who_reads_japanese(togi: Workspace) -> None:
    rated(togi, AIKO, "does Aiko read Japanese?")

    togi.command(AIKO, "me", GENERAL)

    assert "すべて消去" in str(listed(togi, AIKO, "does Aiko read Japanese?"))


def test_an_operator_gets_the_ratings_as_a_file(togi: Workspace) -> None:
    rated(togi, CHIKA, "what leaves in a file?")

    assert "direct message" in togi.command(BEN, "export ratings", GENERAL)

    def file() -> str | None:
        for message in togi.seen_by(BEN, DIRECT):
            for one in message.get("files", []):
                if one["name"] == "togi-ratings.csv":
                    return str(one["id"])
        return None

    file_id = until(file, "a file")
    there = togi.private(BEN, "The file is in your messages with me", GENERAL)
    assert f"/people/file/{file_id}/togi-ratings.csv|togi-ratings.csv>" in there
    content = togi.http.get(f"{togi.slack}/people/file/{file_id}/x").content
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    row = next(one for one in rows if "what leaves in a file?" in one["question"])
    assert (row["metric"], row["score"], row["source"]) == ("thumb", "1", "button")
    assert row["rater"].startswith("r")
    assert CHIKA not in content.decode()


def brings(togi: Workspace, name: str, *lines: str) -> None:
    togi.command(BEN, "import ratings", GENERAL)
    view = listed(togi, BEN, "ratings_import")
    file = togi.uploads(BEN, name, "\n".join(lines).encode())
    chosen = {"type": "file_input", "files": [{"id": file}]}
    assert togi.submits(BEN, view, {"file": {"file": chosen}})["ok"]


def told(togi: Workspace, *holding: str) -> Message:
    def look() -> Message | None:
        seen = reversed(togi.seen_by(BEN, DIRECT))
        return next((m for m in seen if all(one in str(m) for one in holding)), None)

    return until(look, str(holding))


def test_ratings_come_in_from_a_file_once_and_bad_rows_are_named(togi: Workspace) -> None:
    rated(togi, CHIKA, "what was rated on paper?")
    (model,) = kept(togi, "SELECT title FROM models LIMIT 1")[0]
    rows = [
        "question,model,rater,metric,score",
        f"what was rated on paper?,{model},ann,accuracy,5",
        f"what was rated on paper?,{model},ann,accuracy,9",
        f"what was never asked?,{model},ann,accuracy,5",
        f"what was rated on paper?,{model},bo,thumb,0",
        f"what was never asked either?,{model},ann,accuracy,5",
    ]
    brings(togi, "paper.csv", *rows)
    message = told(togi, "paper.csv", "2 ratings came in.")
    result = str(message)
    assert "3 rows were left out" in result
    assert "Lines 4, 6: I don't know this answer." in result
    assert result.index("Line 3: The score must be a whole number") < result.index("Lines 4, 6")
    here = togi.private(BEN, "I'm reading paper.csv.", GENERAL)
    assert f"{DIRECT}/p{message['ts'].replace('.', '')}|your messages with me>" in here

    brings(togi, "again.csv", *rows)
    assert "2 were known already." in str(told(togi, "again.csv", "0 ratings came in."))
    imported = "SELECT rater, metric, value FROM rating_events WHERE source = 'import'"
    assert sorted(kept(togi, imported)) == [("ann", "accuracy", 5), ("bo", "thumb", 0)]

    brings(togi, "letter.csv", "Dear Ben,", "all is well.")
    assert "Nothing was changed." in str(told(togi, "letter.csv is no table of ratings"))


def test_a_bot_that_dies_over_a_file_brings_in_every_rating_once(fragile: Workspace) -> None:
    rated(fragile, CHIKA, "who rated this?")
    (model,) = kept(fragile, "SELECT title FROM models LIMIT 1")[0]
    rows = [f"who rated this?,{model},rater {number},accuracy,4" for number in range(3000)]
    brings(fragile, "many.csv", "question,model,rater,metric,score", *rows)
    count = "SELECT COUNT(*) FROM rating_events WHERE source = 'import'"
    until(lambda: kept(fragile, count)[0][0], "the first of them")

    fragile.bot.kill()
    assert 0 < int(str(kept(fragile, count)[0][0])) < len(rows)
    fragile.bot.start()

    told(fragile, "many.csv", "ratings came in.")
    assert kept(fragile, count) == [(len(rows),)]
    assert kept(fragile, "SELECT SUM(count) FROM rating_totals") == [(len(rows) + 1,)]


def test_who_may_not_import_is_told_so(togi: Workspace) -> None:
    assert "オーナー" in togi.command(CHIKA, "import ratings", GENERAL)


def test_who_may_not_export_is_told_so(togi: Workspace) -> None:
    assert "オーナー" in togi.command(CHIKA, "export votes", GENERAL)
