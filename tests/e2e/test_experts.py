"""Experts decide which answer is right, in Slack; nothing is lost, nothing is done twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.e2e.workspace import (
    BEN,
    CHIKA,
    DANA,
    GENERAL,
    LEGAL,
    RANDOM,
    SUPPORT,
    Message,
    Workspace,
    until,
)

pytestmark = pytest.mark.slow
PLAIN = "".join(f"How late is ticket {n}?,Ticket {n} is {n} days late.\n" for n in range(1, 13))
HOSTILE = "<!channel> <@U0BEN> <https://evil.example|ours>: we open at 10:00"
HOURS = f'When do you open?,We open at 9:00.\nWhen do you open?,"{HOSTILE}"\n'
PLACE = "Which floor are you on?,We are on floor 3.\nWhich floor are you on?,We are on floor 4.\n"
CSV = f"question,answer\n{PLAIN}{HOURS}{PLACE}"
CITIES = ("Osaka", "Kyoto", "Nagoya", "Sendai", "Sapporo", "Fukuoka", "Kobe")
MANY = f"question,answer\n{PLAIN}" + "".join(
    f"What is the fare to {city}?,It costs {fare} yen to {city}.\n"
    for city in CITIES
    for fare in (500, 900)
)


def brought(togi: Workspace, name: str, content: str = CSV, channel: str = SUPPORT) -> Message:
    """Bring a data set; returns its card."""
    file = togi.uploads(BEN, f"{name}.csv", content.encode())
    thread = togi.says(BEN, "<@U0TOGI> data", channel, file)
    return until(lambda: cards(togi, name, channel, thread), "the card")[0]


def cards(togi: Workspace, name: str, channel: str, thread: str) -> list[Message]:
    seen = togi.seen_by(BEN, channel, thread)
    return [m for m in seen if f"*{name}*" in m["text"] and pressable(m, "see_findings")]


def asked(togi: Workspace, name: str, where: str = GENERAL, content: str = CSV) -> str:
    """Bring a data set and have experts asked about it; returns the thread of its cards."""
    card = brought(togi, name, content)
    answer = asks(togi, card, where)
    assert not answer.get("errors"), answer
    return str(card["thread_ts"])


def asks(togi: Workspace, card: Message, where: str, channel: str = SUPPORT) -> Message:
    """Click “Ask an expert” and choose a channel; returns what Togi says to that."""
    togi.clicks(BEN, card, "ask_expert", channel)
    view = until(lambda: togi.open_view(BEN), "the choice of a channel")
    chosen = {"type": "conversations_select", "selected_conversation": where}
    return togi.submits(BEN, view, {"channel": {"channel": chosen}})


def pressable(message: Message, action_id: str) -> list[tuple[str, Message]]:
    """The buttons of that kind, each with the id of its block."""
    return [
        (block["block_id"], element)
        for block in message.get("blocks", [])
        for element in block.get("elements", [])
        if element.get("action_id") == action_id
    ]


def about(togi: Workspace, name: str, words: str = "", channel: str = GENERAL) -> list[Message]:
    """The contradictions of a data set that were posted, oldest first."""
    seen = togi.seen_by(BEN, channel)
    return [
        m for m in seen if f"Data set *{name}*, rows" in str(m.get("blocks")) and words in m["text"]
    ]


def opening(togi: Workspace, name: str, channel: str = GENERAL) -> Message:
    seen = togi.seen_by(BEN, channel)
    return next(m for m in seen if m["text"].endswith(f"data set *{name}*"))


def press(
    togi: Workspace, person: str, message: Message, action_id: str, *, nth: int = 0
) -> dict[str, Any]:
    """Press one of several buttons of the same kind."""
    block_id, element = pressable(message, action_id)[nth]
    action = {k: element[k] for k in ("type", "action_id", "value")} | {"block_id": block_id}
    channel = GENERAL
    done = togi.post(
        "/people/action",
        **{"as": person},
        channel=channel,
        message_ts=message["ts"],
        action=action,
    )
    assert done["ok"], done
    return done


def posted(togi: Workspace, name: str, count: int) -> list[Message]:
    return until(
        lambda: found if len(found := about(togi, name)) == count else None, f"{count} choices"
    )


def versions(togi: Workspace, name: str, thread: str, channel: str = SUPPORT) -> list[str]:
    """The numbers that the cards in a thread show."""
    first_lines = [card["text"].splitlines()[0] for card in cards(togi, name, channel, thread)]
    return [line.rpartition(" ")[2] for line in first_lines]


def difference(togi: Workspace, name: str) -> str:
    """What `/ft dataset diff` says of the first two versions, with its examples."""
    togi.command(BEN, f"dataset diff {name} 1 2")
    told = until(
        lambda: [m for m in togi.seen_by(BEN) if f"*{name}* from v1 to v2" in m["text"]],
        "the difference",
    )
    return str(told[-1]["blocks"])


def written(togi: Workspace, person: str, message: Message, answer: str) -> Message:
    """Say that neither is right, and what is."""
    press(togi, person, message, "no_answer_is_right")
    view = until(lambda: togi.open_view(person), "the form for the right answer")
    typed = {"type": "plain_text_input", "value": answer}
    return togi.submits(person, view, {"answer": {"answer": typed}})


def test_what_experts_decide_becomes_the_next_version(togi: Workspace) -> None:
    thread = asked(togi, "hours")
    hours, floor = posted(togi, "hours", 2)
    press(togi, CHIKA, hours, "answer_is_right")
    until(lambda: "says <@U0CHIKA>" in str(about(togi, "hours", "open")), "who decided")
    assert versions(togi, "hours", thread) == ["1"]

    written(togi, DANA, floor, "We moved to floor 5.")

    until(lambda: versions(togi, "hours", thread) == ["1", "2"], "the card of version 2")
    told = until(lambda: "1 changed" in (d := difference(togi, "hours")) and d, "the difference")
    assert "We moved to floor 5." in told
    assert "we open at 10:00" in told, "it was removed"
    assert "We open at 9:00." not in told, "it stayed"
    newest = cards(togi, "hours", SUPPORT, thread)[-1]
    assert not pressable(newest, "ask_expert"), "nothing is left to ask"
    until(lambda: "Version 2" in str(opening(togi, "hours")["blocks"]), "what came of it")
    for message in about(togi, "hours"):
        assert not pressable(message, "change_decision")
    assert "We moved to floor 5." in str(about(togi, "hours", "floor"))


def test_an_answer_is_never_written_over_the_answer_to_another_question(togi: Workspace) -> None:
    """“Reposts” may be a slip; whoever is asked sees both questions, and decides of one of them."""
    near = (
        "Where do I find my reports of June?,On page 3.\n"
        "Where do I find my reposts of June?,On page 4.\n"
    )
    thread = asked(togi, "near", content=f"question,answer\n{PLAIN}{near}{HOURS}")
    reports = until(lambda: about(togi, "near", "reports"), "the near questions")[0]
    shown = str(reports["blocks"])
    assert "my reports of June?" in shown
    assert "my reposts of June?" in shown
    assert "counts for the question above" in shown
    assert not pressable(reports, "no_answer_is_right")
    press(togi, CHIKA, reports, "answer_is_right", nth=1)
    press(togi, CHIKA, about(togi, "near", "open")[0], "answer_is_right")

    until(lambda: versions(togi, "near", thread) == ["1", "2"], "the card of version 2")
    assert "On page" not in difference(togi, "near")


def test_what_a_file_says_pings_and_links_nobody(togi: Workspace) -> None:
    asked(togi, "hostile")
    hours, _ = posted(togi, "hostile", 2)

    for message in (hours, opening(togi, "hostile")):
        ours = [block for block in message["blocks"] if block["type"] != "rich_text"]
        assert "<!channel>" not in str(ours)
        assert "evil.example" not in str(ours) + message["text"]
    texts = [b["elements"][0]["elements"] for b in hours["blocks"] if b["type"] == "rich_text"]
    assert [{"type": "text", "text": HOSTILE}] in texts


def test_of_two_who_decide_at_once_one_is_told_so(togi: Workspace) -> None:
    asked(togi, "at-once")
    hours, _ = posted(togi, "at-once", 2)

    with ThreadPoolExecutor() as people:
        for person, nth in ((CHIKA, 0), (DANA, 1)):
            people.submit(press, togi, person, hours, "answer_is_right", nth=nth)

    until(lambda: "says <@" in str(about(togi, "at-once", "open")), "a decision")
    (decided,) = about(togi, "at-once", "open")
    later = DANA if "says <@U0CHIKA>" in str(decided["blocks"]) else CHIKA
    togi.private(later, "<@U0", GENERAL)


def test_a_decision_can_be_changed_until_it_is_carried_out(togi: Workspace) -> None:
    thread = asked(togi, "changed-mind")
    hours, floor = posted(togi, "changed-mind", 2)
    press(togi, CHIKA, hours, "answer_is_right")
    decided = until(
        lambda: next((m for m in about(togi, "changed-mind") if pressable(m, "change_decision")), 0)
    )
    press(togi, DANA, decided, "change_decision")
    again = until(
        lambda: next(
            (m for m in about(togi, "changed-mind", "open") if pressable(m, "answer_is_right")), 0
        ),
        "the choice again",
    )
    press(togi, DANA, again, "answer_is_right", nth=1)
    until(lambda: "says <@U0DANA>" in str(about(togi, "changed-mind", "open")), "the last word")
    press(togi, DANA, floor, "answer_is_right", nth=2)  # both are right

    until(lambda: versions(togi, "changed-mind", thread) == ["1", "2"], "version 2")
    assert "We open at 9:00." in difference(togi, "changed-mind")


def test_operators_need_not_wait_for_every_decision(togi: Workspace) -> None:
    thread = asked(togi, "early")
    hours, _ = posted(togi, "early", 2)
    press(togi, CHIKA, hours, "answer_is_right")
    ready = until(
        lambda: o if pressable(o := opening(togi, "early"), "conclude_consultation") else 0
    )
    press(togi, CHIKA, ready, "conclude_consultation")
    togi.private(CHIKA, "この操作は", GENERAL)
    press(togi, BEN, ready, "conclude_consultation")

    until(lambda: versions(togi, "early", thread) == ["1", "2"], "version 2")
    newest = cards(togi, "early", SUPPORT, thread)[-1]
    assert pressable(newest, "ask_expert"), "one is left to ask about"
    until(lambda: not pressable(about(togi, "early", "floor")[0], "answer_is_right"), "closed")


def test_many_contradictions_are_shown_a_few_at_a_time(togi: Workspace) -> None:
    asked(togi, "fares", content=MANY)
    posted(togi, "fares", 5)
    more = until(lambda: o if pressable(o := opening(togi, "fares"), "next_contradictions") else 0)

    with ThreadPoolExecutor() as people:
        for person in (BEN, CHIKA, DANA):
            people.submit(press, togi, person, more, "next_contradictions")

    posted(togi, "fares", 7)
    until(lambda: not pressable(opening(togi, "fares"), "next_contradictions"), "no more are left")
    assert len(about(togi, "fares")) == 7


def test_a_card_that_one_person_sees_asks_experts_too(togi: Workspace) -> None:
    brought(togi, "looked-up")
    togi.command(BEN, "dataset show looked-up")
    private = next(m for m in reversed(togi.seen_by(BEN)) if pressable(m, "ask_expert"))
    assert private["is_ephemeral"]
    assert not asks(togi, private, GENERAL).get("errors")
    for message in posted(togi, "looked-up", 2):
        press(togi, DANA, message, "answer_is_right")

    until(
        lambda: [m for m in togi.from_togi() if "*looked-up*, version 2" in m["text"]],
        "the card in the channel, as there is no thread",
    )


def test_private_data_is_asked_about_at_home_alone(togi: Workspace) -> None:
    file = togi.uploads("U0AIKO", "secret.csv", CSV.encode())
    thread = togi.says("U0AIKO", "<@U0TOGI> data", LEGAL, file)
    seen = until(lambda: togi.seen_by("U0AIKO", LEGAL, thread)[1:], "the card")
    card = until(
        lambda: next((m for m in seen_now(togi, thread) if pressable(m, "ask_expert")), 0),
        str(seen),
    )
    for where, is_refused in ((GENERAL, True), (LEGAL, False)):
        togi.clicks("U0AIKO", card, "ask_expert", LEGAL)
        view = until(lambda: togi.open_view("U0AIKO"), "the choice of a channel")
        chosen = {"type": "conversations_select", "selected_conversation": where}
        answer = togi.submits("U0AIKO", view, {"channel": {"channel": chosen}})
        assert bool(answer.get("errors")) is is_refused
        if is_refused:
            togi.post("/people/view/close", **{"as": "U0AIKO"}, view_id=view["id"])

    until(
        lambda: [m for m in togi.seen_by("U0AIKO", LEGAL) if pressable(m, "answer_is_right")],
        "the choices",
    )
    assert not about(togi, "secret")


def seen_now(togi: Workspace, thread: str) -> list[Message]:
    return togi.seen_by("U0AIKO", LEGAL, thread)


def test_people_are_asked_only_where_togi_is(togi: Workspace) -> None:
    card = brought(togi, "elsewhere")

    answer = asks(togi, card, RANDOM)

    assert "/invite" in str(answer["errors"])


def test_a_member_is_told_who_may_ask(togi: Workspace) -> None:
    card = brought(togi, "members")

    togi.clicks(CHIKA, card, "ask_expert")

    togi.private(CHIKA, "この操作は", thread=str(card.get("thread_ts") or ""))


@pytest.mark.parametrize("moment", ["deciding", "drawing", "announcing"])
def test_a_bot_that_dies_carries_out_once(fragile: Workspace, moment: str) -> None:
    """Killed right after the click, while it is shown, and with the card posted but not noted."""
    thread = asked(fragile, "once")
    hours, floor = posted(fragile, "once", 2)
    press(fragile, CHIKA, hours, "answer_is_right")
    until(lambda: "says <@U0CHIKA>" in str(about(fragile, "once", "open")), "the first decision")
    if moment == "drawing":
        fragile.fault("chat.update", delay_s=30, times=1)
    if moment == "announcing":
        fragile.fault("chat.postMessage", after_effect=True, delay_s=30, times=1)
    press(fragile, DANA, floor, "answer_is_right")
    if moment == "announcing":
        until(lambda: len(versions(fragile, "once", thread)) == 2, "the card, not yet noted")
    fragile.bot.kill()
    fragile.http.delete(f"{fragile.slack}/control/faults")
    fragile.bot.start()

    until(lambda: versions(fragile, "once", thread) == ["1", "2"], "the card of version 2")
    until(lambda: "Version 2" in str(opening(fragile, "once")["blocks"]), "what came of it")
    assert "v3" not in fragile.command(BEN, "dataset list")
    assert versions(fragile, "once", thread) == ["1", "2"]
