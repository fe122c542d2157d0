"""Bad input, bad luck and people who may not: each gets the right words, privately."""

from __future__ import annotations

import pytest

from tests.e2e.test_loop import CSV
from tests.e2e.workspace import AIKO, BEN, CHIKA, SUPPORT, Workspace, until

pytestmark = pytest.mark.slow
BIG = b"question,answer\n" + b"a,b\n" * (13 << 20)  # 52 MB


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("columns.csv", b"only one\n1\n", "no column"),
        ("empty.csv", b"", "no rows"),
        ("paper.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        ("big.csv", BIG, "40 MB"),
        ("few.csv", b"question,answer\nq,a\n", "10"),
        ("binary.csv", bytes(range(256)) * 40, "neither text"),
    ],
)
def test_a_bad_file_gets_a_private_sentence(
    togi: Workspace, name: str, content: bytes, words: str
) -> None:
    file = togi.uploads(BEN, name, content)
    ts = togi.says(BEN, "<@U0TOGI> our data", SUPPORT, file)

    assert words in togi.private(BEN, name)
    until(lambda: not togi.from_togi(thread=ts), "nothing public stays")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("trian x", "/ft train"),
        ("train", "/ft train"),
        ("use no-such-model", "no-such-model"),
        ("train late --epochs many", "epochs"),
        ("dataset add no-such-example", "support-triage"),
    ],
)
def test_a_typo_gets_the_line_to_type(togi: Workspace, typed: str, words: str) -> None:
    togi.answered(togi.says(BEN, "<@U0TOGI> so that there is a model"))
    assert words in togi.command(BEN, typed)


def test_a_member_is_told_who_may_train(togi: Workspace) -> None:
    assert "この操作は" in togi.command(CHIKA, "train anything")


def test_a_guest_is_told_so_and_gets_no_answer(togi: Workspace) -> None:
    assert togi.post("/control/member", id="U0GUEST", is_restricted=True)["ok"]
    question = togi.says("U0GUEST", "<@U0TOGI> hello")

    assert togi.private("U0GUEST", "member", thread="")
    assert not togi.from_togi(thread=question)


def test_a_model_that_is_gone_is_said_in_its_place(fragile: Workspace) -> None:
    fragile.bot.stop()
    fragile.bot.environment["TOGI_BASE_MODEL"] = "no-such-base"
    fragile.bot.start()
    question = fragile.says(AIKO, "<@U0TOGI> hello")

    until(lambda: "no-such-base" in str(fragile.from_togi(thread=question)), "the reason")
    until(lambda: "/ft models" in str(fragile.from_togi(thread=question)), "what to do")


def test_a_provider_that_is_down_is_said_and_nothing_is_lost(fragile: Workspace) -> None:
    fragile.trainer.kill()
    question = fragile.says(BEN, "<@U0TOGI> hello")
    until(lambda: "togi doctor" in str(fragile.from_togi(thread=question)), "the reason")
    fragile.trainer.start()

    fragile.answered(fragile.says(BEN, "<@U0TOGI> hello again"))


@pytest.mark.parametrize(
    "fault",
    [
        {"retry_after": 1, "times": 2},
        {"http_status": 503, "times": 2},
        {"error": "internal_error", "times": 1},
        {"http_status": 500, "after_effect": True, "times": 1},
    ],
)
def test_slack_on_a_bad_day_still_shows_one_answer(
    togi: Workspace, fault: dict[str, object]
) -> None:
    togi.fault("chat.postMessage", **fault)
    question = togi.says(BEN, "<@U0TOGI> hello")

    togi.answered(question)
    assert len(togi.from_togi(thread=question)) == 1


def test_what_a_person_or_a_model_says_pings_and_links_nobody(togi: Workspace) -> None:
    rows = "question,answer\n" + "<!channel> see <https://evil.example|here>,x\n" * 12
    file = togi.uploads(BEN, "hostile.csv", rows.encode())
    ts = togi.says(BEN, "<@U0TOGI> data", SUPPORT, file)
    card = until(lambda: [m for m in togi.from_togi(thread=ts) if "hostile" in m["text"]], "card")

    until(lambda: "rich_text" in str(togi.from_togi(thread=ts)[0]["blocks"]), "the card")
    assert "<!channel>" not in str([b for b in card[0]["blocks"] if b["type"] != "rich_text"])
    assert CSV
