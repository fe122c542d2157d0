"""The Home tab as people live with it: it follows the loop, and each button does its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count

import pytest

from tests.e2e.test_loop import CSV
from tests.e2e.workspace import (
    AIKO,
    BEN,
    DANA,
    LEGAL,
    SUPPORT,
    Message,
    Process,
    Workspace,
    until,
    workspace,
)

pytestmark = pytest.mark.slow
DIRECT = "D0BEN"
LOOKS_BEFORE_OPENING_AGAIN = 10


@pytest.fixture(scope="module")
def office(trainer: Process, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A Slack where nobody has done anything yet; the tests of this file go on from each other."""
    with workspace(tmp_path_factory.mktemp("office"), trainer) as whole:
        yield whole


def home(togi: Workspace, person: str) -> str:
    """What stands on somebody's Home tab."""
    view = togi.get("/people/home", **{"as": person})["view"]
    return json.dumps(view["blocks"], ensure_ascii=False) if view else ""


def opens(togi: Workspace, person: str, holding: str) -> str:
    """Open the Home tab, again and again, until it tells something."""
    looks = count()

    def look() -> str | None:
        if not next(looks) % LOOKS_BEFORE_OPENING_AGAIN:
            assert togi.post("/people/open", **{"as": person}, tab="home")["ok"]
        return told if holding in (told := home(togi, person)) else None

    return until(look, holding)


def presses(togi: Workspace, person: str, action_id: str, nth: int = 0) -> None:
    """Press a button of the Home tab, as it stands now: it may be drawn anew in between."""

    def press() -> bool:
        view = togi.get("/people/home", **{"as": person})["view"]
        found = [
            (block["block_id"], element)
            for block in view["blocks"]
            for element in [*block.get("elements", []), block.get("accessory", {})]
            if element.get("action_id") == action_id
        ]
        assert found, (action_id, home(togi, person))
        block_id, element = found[nth]
        action = {"action_id": action_id, "block_id": block_id, "type": "button"}
        action["value"] = element.get("value", "")
        done = togi.post("/people/action", **{"as": person}, view_id=view["id"], action=action)
        assert done["ok"] or done["error"] == "action_not_found", done
        return bool(done["ok"])

    until(press, action_id)


def modal(togi: Workspace, person: str, holding: str = "") -> Message:
    def look() -> Message | None:
        view = togi.open_view(person)
        return view if view and holding in json.dumps(view, ensure_ascii=False) else None

    return until(look, f"a modal with {holding}")


def close(togi: Workspace, person: str, view: Message) -> None:
    assert togi.post("/people/view/close", **{"as": person}, view_id=view["id"])["ok"]


def test_a_newcomer_is_told_what_to_do_first(office: Workspace) -> None:
    mine = opens(office, BEN, "Next: bring examples")

    assert "0 of 5 done" in mine
    assert "Later: rate its answer" in mine
    assert "base model answers" in mine
    assert "Waiting for you" not in mine

    theirs = opens(office, DANA, "0 of 2 done")

    assert "Next: ask the model something" in theirs
    assert "Examples and training are for" in theirs
    assert "add_dataset" not in theirs


def test_help_comes_in_a_modal_because_nothing_can_be_posted_here(office: Workspace) -> None:
    opens(office, DANA, "show_help")
    for action_id, told in (("show_help", "/ft ask"), ("show_rating", "👍")):
        presses(office, DANA, action_id)
        close(office, DANA, modal(office, DANA, told))


def test_examples_are_added_from_home_and_come_to_the_direct_messages(office: Workspace) -> None:
    opens(office, BEN, "add_dataset")

    presses(office, BEN, "add_dataset")
    view = modal(office, BEN, "example")
    chosen = {"value": "support-triage"}
    given = {"example": {"example": {"type": "static_select", "selected_option": chosen}}}
    assert office.submits(BEN, view, given)["ok"]

    until(lambda: "support-triage" in str(office.seen_by(BEN, DIRECT)), "the card")
    until(lambda: "Next: train a model" in home(office, BEN), "the step, without opening again")
    assert "Done: bring examples" in home(office, BEN)


def test_a_training_is_begun_followed_and_cancelled_from_home(office: Workspace) -> None:
    opens(office, BEN, "train_dataset")

    presses(office, BEN, "train_dataset")
    until(lambda: "Training now" in home(office, BEN), "the training, without opening again")
    until(lambda: "support-triage" in str(office.seen_by(BEN, DIRECT)[-1]), "its card")
    assert "cancel_job" not in opens(office, DANA, "Training now")

    presses(office, BEN, "cancel_job")
    until(lambda: "Training now" not in home(office, BEN), "no training any more")


def test_a_model_is_trained_answers_in_a_channel_and_is_asked_from_home(
    office: Workspace,
) -> None:
    file = office.uploads(BEN, "late.csv", CSV.encode())
    office.says(BEN, "our tickets", DIRECT, file)
    opens(office, BEN, "*late* v1")

    presses(office, BEN, "train_dataset")
    until(lambda: "Let late-1 answer" in home(office, BEN), "the model, when the job ended")
    assert "Next: let it answer in a channel" in home(office, BEN)

    presses(office, BEN, "let_model_answer")
    view = modal(office, BEN, "late-1")
    chosen = {"type": "conversations_select", "selected_conversation": SUPPORT}
    assert office.submits(BEN, view, {"channel": {"channel": chosen}})["ok"]
    until(lambda: f"<#{SUPPORT}>: *late-1*" in home(office, BEN), "the channel")
    until(lambda: "late-1" in str(office.from_togi()[-1]["text"]), "the channel is told")
    assert "Next: ask the model something" in home(office, BEN)

    presses(office, BEN, "try_model")
    view = modal(office, BEN, "late-1")
    asked = {"question": {"question": {"type": "plain_text_input", "value": "Ticket 3 is late"}}}
    assert office.submits(BEN, view, asked)["ok"]
    waiting = opens(office, BEN, "Waiting for you")
    assert "Ticket 3 is late" in waiting
    assert "Your direct messages" in waiting
    assert "/archives/D0BEN/" in waiting
    presses(office, BEN, "go_there")

    presses(office, BEN, "open_settings")
    close(office, BEN, modal(office, BEN, "late-1"))


def test_an_answer_that_waits_is_rated_and_waits_no_longer(office: Workspace) -> None:
    opens(office, BEN, "rate_in_detail")
    assert "None yet" in home(office, BEN)

    presses(office, BEN, "rate_in_detail")
    view = modal(office, BEN, "accuracy")
    score = {"type": "static_select", "selected_option": {"value": "4"}}
    assert office.submits(BEN, view, {"accuracy": {"score": score}})["ok"]

    until(lambda: "Waiting for you" not in home(office, BEN), "rated")
    told = home(office, BEN)
    assert "First steps" not in told
    assert "Accuracy 4.0 (1)" in told
    assert "no thumbs yet" in told


def test_thumbs_are_told_with_how_sure_they_are_and_drawn(office: Workspace) -> None:
    question = office.says(DANA, "<@U0TOGI> Ticket 4 is late")
    office.thumbs(DANA, office.answered(question), up=True)

    told = opens(office, DANA, "👍 1 of 1: 100% good, between 21% and 100%")

    until(lambda: '"image"' in home(office, DANA), "the chart")
    assert "Chart of the thumbs up" in home(office, DANA)
    assert "First steps" not in told

    presses(office, DANA, "show_summary")
    close(office, DANA, modal(office, DANA, "1 of 1"))
    presses(office, DANA, "show_datasets")
    close(office, DANA, modal(office, DANA, "late"))


def test_home_follows_what_its_reader_does_without_being_opened_again(office: Workspace) -> None:
    question = office.says(DANA, "<@U0TOGI> Ticket 5 is late")
    answer = office.answered(question)
    until(lambda: "Ticket 5 is late" in home(office, DANA), "the answer waits")

    office.thumbs(DANA, answer, up=True)

    until(lambda: "Ticket 5 is late" not in home(office, DANA), "it was rated")


def test_a_member_is_offered_alone_what_a_member_may_do(office: Workspace) -> None:
    offered = {}
    for person in (BEN, DANA):
        office.command(person, "")
        office.private(person, "sharpen a language model")
        office.command(person, "dataset show late", DIRECT if person == BEN else "D0DANA")
        offered[person] = "".join(
            str(message.get("blocks"))
            for place in (SUPPORT, f"D0{person[2:]}")
            for message in office.seen_by(person, place)
            if message.get("is_ephemeral")
        )

    assert "add_dataset" in offered[BEN]
    assert "train_dataset" in offered[BEN]
    assert "show_help" in offered[DANA]
    assert "add_dataset" not in offered[DANA]
    assert "train_dataset" not in offered[DANA]


def test_what_a_private_channel_does_stays_there(office: Workspace) -> None:
    file = office.uploads(AIKO, "contracts.csv", CSV.encode())
    office.says(AIKO, "<@U0TOGI> ours alone", LEGAL, file)
    until(lambda: "contracts" in str(office.seen_by(AIKO, LEGAL)), "the card")
    office.command(AIKO, "use late-1", LEGAL)

    presses(office, BEN, "refresh_home")
    told = opens(office, BEN, f"<#{SUPPORT}>")

    assert "contracts" not in told
    assert LEGAL not in told
