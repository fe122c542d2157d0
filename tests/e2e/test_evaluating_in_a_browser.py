"""An evaluation with mouse and keyboard: three people vote, and an operator decides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.e2e.test_browser import CHROMIUM, FLAGS, PATIENCE_MS
from tests.e2e.test_channel_settings import a_second_model, kept
from tests.e2e.test_evaluating import DIRECT, QUESTIONS
from tests.e2e.workspace import (
    AIKO,
    BEN,
    CHIKA,
    DANA,
    ROOT,
    SUPPORT,
    Process,
    Workspace,
    until,
    workspace,
)

pytestmark = pytest.mark.slow
BETTER, WORSE = "Yes, it is late.", "No idea, sorry."
ASKED = [f"Is ticket {number} late?" for number in range(QUESTIONS)]
NOTHING_LEFT = re.compile("Thank you|Nothing needs|is over|ありがとう|終わりました|ありません")
VOTERS = {AIKO: "ja", CHIKA: "ja", DANA: "en"}
TITLES = {"en": "Which answer is better?", "ja": "どちらの回答"}


@pytest.fixture
def even(tmp_path: Path) -> Iterator[Workspace]:
    """A Togi whose two models answer alike in form, and neither says who it is."""
    script = {f"challenger: {question}": BETTER for question in ASKED}
    script |= dict.fromkeys(ASKED, WORSE)
    (tmp_path / "script.json").write_text(json.dumps(script))
    program = [str(ROOT / "tests/fakes/speaker.py"), str(tmp_path / "script.json")]
    speaker = Process(program, "listening on", tmp_path / "speaker.log")
    speaker.url = speaker.start().split()[-1]
    try:
        with workspace(tmp_path, speaker, TOGI_BASE_MODEL="slow", TOGI_OPERATORS=BEN) as whole:
            a_second_model(whole)
            yield whole
    finally:
        speaker.kill()


@pytest.fixture
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("There is no Chromium on this machine, so nobody votes in a browser.")
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        with closing(playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)) as one:
            yield one


def arrives(browser: Browser, togi: Workspace, person: str, place: str) -> Page:
    """Somebody's own browser, at a channel or at their messages with Togi."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{togi.slack}/?as={person}#{place}")
    page.wait_for_selector("body[data-ready]")
    if place != SUPPORT:
        page.locator("[data-tab=messages]").click()
    return page


def types(page: Page, text: str) -> None:
    composer = page.locator(".main-pane .composer-field")
    composer.fill(text)
    composer.press("Escape")
    composer.press("Enter")


def chooses(page: Page, block: str, *values: str) -> None:
    """Open a select of the form, and click what it lists."""
    page.locator(f"dialog.modal [data-block-id={block}] .select").click()
    for value in values:
        page.locator(f".select-pop [data-value='{value}']").click()
    if len(values) > 1:
        page.keyboard.press("Tab")


def starts(ben: Page) -> None:
    types(ben, "/ft eval start challenger")
    chooses(ben, "votes", "3")
    chooses(ben, "questions", "20")
    chooses(ben, "raters", AIKO, CHIKA, DANA)
    ben.locator("dialog.modal [data-modal=submit]").click()
    expect(ben.locator("dialog.modal")).to_be_hidden()


def pair(page: Page) -> Locator:
    """The message with the two answers."""
    return page.locator(".main-pane .message", has=page.locator("[data-action-id=vote_a]"))


def votes_all(page: Page, language: str) -> dict[str, bool]:
    """Click on the better answer until nothing is left; on which questions it stood first."""
    sides: dict[str, bool] = {}
    page.locator("[data-action-id=begin_voting]").last.click()
    done = page.locator(".main-pane .message").get_by_text(NOTHING_LEFT)
    while True:
        expect(pair(page).or_(done).last).to_be_visible()
        if not pair(page).count():
            return sides
        shown = pair(page).last.inner_text()
        assert TITLES[language] in shown
        assert not re.search("challenger|slow|Aiko|Ben|Chika|Dana|愛子|千佳", shown)
        question = next(one for one in ASKED if one in shown)
        sides[question] = shown.index(BETTER) < shown.index(WORSE)
        vote = "vote_a" if sides[question] else "vote_b"
        pair(page).last.locator(f"[data-action-id={vote}]").click()
        expect(pair(page).filter(has_text=question)).to_have_count(0)


def asks(ben: Page, togi: Workspace, question: str, answer: str, model: str) -> None:
    """Ask in the channel: what is answered, and which model the far end was asked for."""
    before = len(heard(togi))
    same = ben.locator(".main-pane .message", has_text=question)
    asked_before = same.count()
    types(ben, f"@togi {question}")
    expect(same).to_have_count(asked_before + 1)
    same.last.get_by_text("1 reply").click()
    expect(ben.locator(".thread-pane").get_by_text(answer)).to_be_visible()
    assert heard(togi)[before:] == [model]


def heard(togi: Workspace) -> list[str]:
    return [one["model"] for one in togi.http.get(f"{togi.trainer.url}/heard").json()]


def test_three_people_vote_blind_in_their_browsers_and_the_winner_answers_until_rolled_back(
    even: Workspace, browser: Browser
) -> None:
    togi = even
    for question in ASKED:
        togi.says(AIKO, f"<@U0TOGI> {question}")
    until(lambda: heard(togi).count("slow") > QUESTIONS, "the questions")
    ben = arrives(browser, togi, BEN, SUPPORT)
    main = ben.locator(".main-pane")
    starts(ben)
    expect(main.get_by_text("0 of 36 votes")).to_be_visible()

    sides = {}
    for number, (person, language) in enumerate(VOTERS.items()):
        page = arrives(browser, togi, person, DIRECT[person])
        expect(main.get_by_text(f"{number * QUESTIONS} of 36 votes")).to_be_visible()
        expect(main.get_by_text("is better")).to_have_count(0)
        sides[person] = votes_all(page, language)
    assert len(sides[AIKO]) == len(sides[CHIKA]) == QUESTIONS
    assert len({tuple(seen.items()) for seen in sides.values()}) == len(VOTERS)
    assert any(sides[AIKO][question] != sides[CHIKA][question] for question in ASKED)
    lefts = dict(kept(togi, "SELECT rater, sum(challenger_is_left) FROM showings GROUP BY rater"))
    assert all(lefts[person] == sum(sides[person].values()) for person in (AIKO, CHIKA))

    verdict = main.locator(".message", has=ben.locator("[data-action-id=verdict_details]"))
    expect(verdict).to_contain_text("challenger is better")
    chart = verdict.get_by_alt_text("won 10 of 10 decided questions")
    until(lambda: chart.evaluate("image => image.complete && image.naturalWidth > 0"), "the chart")
    verdict.locator("[data-action-id=promote]").click()
    expect(main.get_by_text("From now on, challenger answers here")).to_be_visible()
    expect(verdict).to_contain_text("promoted challenger")
    expect(verdict.locator("[data-action-id=promote]")).to_have_count(0)
    asks(ben, togi, ASKED[3], BETTER, "challenger")

    main.locator("[data-action-id=roll_back]").click()
    expect(main.get_by_text("answers here again")).to_be_visible()
    expect(main.locator("[data-action-id=roll_back]")).to_have_count(0)
    expect(verdict).to_contain_text("went back to slow")
    asks(ben, togi, ASKED[4], WORSE, "slow")
