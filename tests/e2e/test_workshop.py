"""An expert drops a spreadsheet into Slack, and gets back what is wrong with it, row by row."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter

from tests.e2e.workspace import (
    AIKO,
    BEN,
    CHIKA,
    SUPPORT,
    Message,
    Workspace,
    element_by_action,
    until,
)

pytestmark = pytest.mark.slow
DIRECT = "D0BEN"
Rows = list[list[str]]
GOOD: Rows = [["question", "answer"], *([f"How late is {n}?", f"Answer {n}"] for n in range(30))]
BAD_ROWS = (2, 5, 9, 12, 20)
HOSTILE = [
    '=HYPERLINK("https://evil.example","click")',
    "<!channel> <@U0BEN> <https://evil.example|here>",
    "zero\u200bwidth \u202e reversed",
    "研" * 33_000,
]


def a_sheet(rows: Rows) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(at, column, text[:32_767])
    return out.getvalue()


def with_bad_rows() -> Rows:
    rows = [list(row) for row in GOOD]
    for number in BAD_ROWS:
        rows[number][1] = ""
    return rows


def drops(togi: Workspace, name: str, rows: Rows, channel: str = DIRECT, person: str = BEN) -> str:
    text = "our data" if channel.startswith("D") else "<@U0TOGI> our data"
    return togi.says(person, text, channel, togi.uploads(person, name, a_sheet(rows)))


def files(togi: Workspace, channel: str, thread: str = "", person: str = BEN) -> list[Message]:
    """The messages of Togi that carry a file."""
    seen = togi.seen_by(person, channel, thread)
    return [m for m in seen if m.get("bot_id") and m.get("files")]


def content(togi: Workspace, message: Message) -> Rows:
    file = message["files"][0]
    data = togi.http.get(f"{togi.slack}/people/file/{file['id']}/{file['name']}").content
    book = python_calamine.load_workbook(BytesIO(data))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]


def button(
    togi: Workspace, action_id: str, thread: str, channel: str = DIRECT, person: str = BEN
) -> Message:
    """The message with a button, once it is there."""

    def look() -> Message | None:
        for message in togi.seen_by(person, channel, thread):
            if action_id in json.dumps(message.get("blocks", [])):
                return message
        return None

    return until(look, action_id)


def picks(togi: Workspace, message: Message, action_id: str, name: str, channel: str) -> None:
    block_id, select = element_by_action(message, action_id)
    option = next(one for one in select["options"] if one["value"] == name)
    done = togi.post(
        "/people/action",
        **{"as": BEN},
        channel=channel,
        message_ts=message["ts"],
        thread_ts=message.get("thread_ts"),
        action={
            "type": "static_select",
            "action_id": action_id,
            "block_id": block_id,
            "selected_option": option,
        },
    )
    assert done["ok"], done


def test_a_bad_sheet_comes_back_to_be_fixed_and_is_taken_when_it_is(togi: Workspace) -> None:
    ts = drops(togi, "fixable.xlsx", with_bad_rows())
    sent = until(lambda: files(togi, DIRECT, ts), "the file to fix")[0]
    rows = content(togi, sent)

    assert "5 of 30" in sent["text"]
    assert rows[0] == ["What to fix", "Row", "question", "answer"]
    assert [int(row[1]) for row in rows[1:] if row[0]] == list(BAD_ROWS)
    assert all("empty" in row[0] for row in rows[1:] if row[0])

    for row in rows[1:]:
        row[3] = row[3] or "Now it says something."
    card = button(togi, "train_dataset", drops(togi, sent["files"][0]["name"], rows))

    assert "*fixable*" in card["text"]


def test_a_bad_sheet_can_be_taken_without_its_bad_rows(togi: Workspace) -> None:
    ts = drops(togi, "mostly-good.xlsx", with_bad_rows())
    refusal = button(togi, "go_on_without_bad_rows", ts)
    assert "other 25 rows" in str(refusal["blocks"])

    togi.clicks(BEN, refusal, "go_on_without_bad_rows", DIRECT)
    card = button(togi, "train_dataset", ts)

    assert "2, 5, 9, 12, 20" in str(card["blocks"])
    assert "Left out" in str(card["blocks"])


def test_where_others_read_along_the_file_to_fix_comes_directly(togi: Workspace) -> None:
    drops(togi, "in-public.xlsx", with_bad_rows(), SUPPORT)

    assert "direct message" in togi.private(BEN, "in-public.xlsx")
    until(lambda: [m for m in files(togi, DIRECT) if "in-public" in str(m["files"])], "the file")
    assert not [m for m in files(togi, SUPPORT) if "in-public" in str(m["files"])]


def test_columns_are_chosen_and_chosen_anew(togi: Workspace) -> None:
    header = ["subject", "said by the customer", "said by us"]
    rows = [header, *([f"s{n}", f"Is {n} late?", f"Yes, {n}."] for n in range(20))]
    ts = drops(togi, "unnamed.xlsx", rows)

    choice = button(togi, "read_like_this", ts)
    togi.clicks(BEN, choice, "read_like_this", DIRECT)  # nothing is chosen yet
    assert "Use these columns" in togi.private(BEN, "Choose a column", DIRECT, ts)
    picks(togi, choice, "question_column", header[1], DIRECT)
    picks(togi, choice, "answer_column", header[2], DIRECT)
    togi.clicks(BEN, choice, "read_like_this", DIRECT)
    card = button(togi, "other_columns", ts)

    assert card["ts"] == choice["ts"]
    assert "Is 0 late?" in str(card["blocks"]) or "Is 1 late?" in str(card["blocks"])

    togi.clicks(BEN, card, "other_columns", DIRECT)
    again = button(togi, "read_like_this", ts)
    picks(togi, again, "question_column", header[0], DIRECT)
    picks(togi, again, "answer_column", header[2], DIRECT)
    togi.clicks(BEN, again, "read_like_this", DIRECT)

    until(lambda: "version 2" in str(togi.seen_by(BEN, DIRECT, ts)), "the next version")


def test_a_card_says_that_a_newer_version_has_come(togi: Workspace) -> None:
    card = button(togi, "train_dataset", drops(togi, "renewed.xlsx", GOOD))
    thread = str(card["thread_ts"])
    button(togi, "train_dataset", drops(togi, "renewed.xlsx", [*GOOD, ["Why?", "Because."]]))

    def now() -> Message | None:
        seen = togi.from_togi(DIRECT, thread)
        return next((m for m in seen if m["ts"] == card["ts"] and "Version 2" in m["text"]), None)

    assert "train_dataset" not in str(until(now, "the old card, drawn anew")["blocks"])


def test_the_findings_of_a_version_are_seen_and_taken_home(togi: Workspace) -> None:
    rows = [*GOOD, GOOD[3], [GOOD[4][0], "Something else entirely."]]
    ts = drops(togi, "looked-at.xlsx", rows, SUPPORT, AIKO)
    card = button(togi, "fix_file", ts, SUPPORT)

    togi.clicks(CHIKA, card, "see_findings", SUPPORT)
    view = until(lambda: togi.open_view(CHIKA), "the modal")
    assert "3, 31" in str(view["blocks"])

    togi.clicks(BEN, card, "fix_file", SUPPORT)
    sent = until(
        lambda: [m for m in files(togi, DIRECT) if "looked-at" in str(m["files"])], "the file"
    )[0]
    noted = [int(row[1]) for row in content(togi, sent)[1:] if row[0]]
    assert {3, 4, 31, 32} <= set(noted)
    assert togi.private(BEN, "direct message", SUPPORT, ts)


def test_in_a_direct_message_the_file_to_fix_stands_below_its_card(togi: Workspace) -> None:
    ts = drops(togi, "below.xlsx", [*GOOD, GOOD[3]])
    card = button(togi, "fix_file", ts)

    togi.clicks(BEN, card, "fix_file", DIRECT)

    assert until(lambda: files(togi, DIRECT, ts), "the file in the thread")


def test_who_is_no_operator_is_given_no_file_of_examples(togi: Workspace) -> None:
    """It would hold the held-out ones, too."""
    rows = [*GOOD, GOOD[3], [GOOD[4][0], "Something else entirely."]]
    ts = drops(togi, "kept-in.xlsx", rows, SUPPORT, AIKO)
    card = button(togi, "fix_file", ts, SUPPORT)

    togi.clicks(CHIKA, card, "fix_file", SUPPORT)

    togi.private(CHIKA, "この操作は", SUPPORT, ts)
    assert not [m for m in files(togi, "D0CHIKA", person=CHIKA) if "kept-in" in str(m["files"])]


def test_a_card_that_one_person_sees_does_what_others_do(togi: Workspace) -> None:
    """No thread can begin under it, so what follows stands in the channel."""
    header = ["asked", "told", "said"]
    rows = [header, *([f"Is {n} late?", f"Yes, {n}.", f"No, {n}."] for n in range(20))]
    rows += [rows[3], rows[4]]
    choice = button(togi, "read_like_this", drops(togi, "unseen.xlsx", rows, SUPPORT), SUPPORT)
    picks(togi, choice, "question_column", header[0], SUPPORT)
    picks(togi, choice, "answer_column", header[1], SUPPORT)
    togi.clicks(BEN, choice, "read_like_this", SUPPORT)
    button(togi, "other_columns", str(choice["thread_ts"]), SUPPORT)
    togi.command(BEN, "dataset show unseen")
    card = next(m for m in reversed(togi.seen_by(BEN)) if "*unseen*" in m["text"])
    assert card["is_ephemeral"]

    togi.clicks(BEN, card, "fix_file", SUPPORT)
    until(lambda: [m for m in files(togi, DIRECT) if "unseen" in str(m["files"])], "the file")
    togi.clicks(BEN, card, "other_columns", SUPPORT)
    until(
        lambda: [m for m in togi.from_togi() if "read_like_this" in str(m["blocks"])],
        "the choice in the channel, as there is no thread",
    )


def test_a_picture_with_words_comes_after_the_card(togi: Workspace) -> None:
    ts = drops(togi, "pictured.xlsx", GOOD)
    card = button(togi, "train_dataset", ts)

    shown = until(
        lambda: next(
            (
                block
                for message in togi.from_togi(DIRECT, ts)
                for block in message["blocks"]
                if message["ts"] == card["ts"] and block["type"] == "image"
            ),
            None,
        ),
        "the picture",
    )
    assert "characters" in shown["alt_text"]


def test_of_a_long_file_the_placeholder_says_how_far_it_is(togi: Workspace) -> None:
    rows = (f"How late is number {n}?,It is {n} minutes late.\n" for n in range(40_000))
    file = togi.uploads(BEN, "long.csv", ("question,answer\n" + "".join(rows)).encode())
    ts = togi.says(BEN, "our data", DIRECT, file)
    button(togi, "train_dataset", ts)

    edits = [call for call in togi.calls("chat.update") if "long.csv" in str(call)]
    assert any("rows" in str(call) for call in edits)


def test_what_a_cell_says_acts_nowhere(togi: Workspace) -> None:
    rows = [["question", "answer"], *([text, text] for text in HOSTILE), *with_bad_rows()[1:]]
    ts = drops(togi, "hostile-cells.xlsx", rows)
    sent = until(lambda: files(togi, DIRECT, ts), "the file to fix")[0]

    cells = [row[2] for row in content(togi, sent)[1:5]]
    assert cells[:3] == HOSTILE[:3]
    assert len(cells[3]) == 32_767
    assert "<!channel>" not in str([m["text"] for m in togi.from_togi(DIRECT, ts)])


@pytest.mark.parametrize("moment", ["uploading", "handing over"])
def test_a_bot_that_dies_over_a_file_to_fix_sends_it_once(fragile: Workspace, moment: str) -> None:
    method = {
        "uploading": "files.getUploadURLExternal",
        "handing over": "files.completeUploadExternal",
    }[moment]
    fragile.fault(method, after_effect=True, delay_s=30, times=1)
    ts = drops(fragile, "killed.xlsx", with_bad_rows())
    if moment == "uploading":
        until(lambda: fragile.calls(method), "the upload that was begun")
    else:
        until(lambda: files(fragile, DIRECT, ts), "the file, not yet recorded")
    fragile.bot.kill()
    fragile.http.delete(f"{fragile.slack}/control/faults")
    fragile.bot.start()

    until(lambda: files(fragile, DIRECT, ts), "the file to fix")
    card = button(fragile, "train_dataset", drops(fragile, "later.xlsx", GOOD))
    assert card
    assert len(files(fragile, DIRECT, ts)) == 1
    until(lambda: not left_over(fragile.folder / "data" / "work"), "no file is left")


def left_over(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.exists() else []
