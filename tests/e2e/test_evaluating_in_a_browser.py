"""A comparison with mouse and keyboard: four people, each in a browser of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.e2e.test_browser import CHROMIUM, FLAGS, PATIENCE_MS
from tests.e2e.test_channel_settings import a_second_model, kept
from tests.e2e.test_evaluating import DIRECT, people_asked
from tests.e2e.workspace import AIKO, BEN, CHIKA, DANA, SUPPORT, Workspace, until

pytestmark = pytest.mark.slow
QUESTIONS, RATERS = 12, (AIKO, CHIKA, DANA)
LIKED, OTHER = "challenger says yes.", "slow says yes."


@dataclass(frozen=True)
class Person:
    """Somebody in front of the page."""

    page: Page

    @property
    def channel(self) -> Locator:
        return self.page.locator(".main-pane")

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog.modal")

    def types(self, text: str) -> None:
        composer = self.channel.locator(".composer-field")
        composer.fill(text)
        composer.press("Escape")
        composer.press("Enter")

    def chooses(self, block: str, *words: str) -> None:
        self.modal.locator(f"[data-block-id={block}] .select").click()
        for one in words:
            self.page.locator(".select-list [role=option]", has_text=one).first.click()
        if len(words) > 1:
            self.page.keyboard.press("Tab")

    def clicks(self, action: str) -> None:
        self.channel.locator(f"[data-action-id={action}]").last.click()

    def pair(self) -> str:
        """The two answers between which a vote is wanted; "" when there is nothing to vote on."""
        button = self.page.locator("[data-action-id=vote_a]")
        return "".join(self.channel.locator(".message", has=button).all_inner_texts()[-1:])

    def asks_who(self, text: str) -> str:
        """Who answers a question in the channel."""
        self.types(f"@togi who=1 {text}")
        asked = self.channel.locator(".message", has_text=text).last
        asked.get_by_text("1 reply").click()
        said = self.page.locator(".thread-pane .message", has_text="says yes.").last
        expect(said).to_be_visible()
        return said.inner_text()


@contextmanager
def at_the_page(browser: Browser, togi: Workspace, person: str, place: str) -> Iterator[Person]:
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{togi.slack}/?as={person}#{place}")
    page.wait_for_selector("body[data-ready]")
    yield Person(page)
    context.close()


@pytest.fixture
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("There is no Chromium on this machine, so nobody looks at the page.")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def test_four_people_decide_between_two_models(chatty: Workspace, browser: Browser) -> None:
    a_second_model(chatty)
    people_asked(chatty, QUESTIONS)
    with at_the_page(browser, chatty, BEN, SUPPORT) as ben:
        starts(ben)
        for rater in RATERS:
            with at_the_page(browser, chatty, rater, DIRECT[rater]) as person:
                votes_until_nothing_is_left(person)
        assert sides_differ(chatty)

        decides(ben)


def starts(operator: Person) -> None:
    operator.types("/ft eval start challenger")
    expect(operator.modal).to_be_visible()
    operator.chooses("raters", "Aiko", "Chika", "Dana")
    operator.modal.locator("[data-modal=submit]").click()
    expect(operator.modal).to_have_count(0)
    expect(operator.channel.locator("[data-action-id=begin_voting]")).to_be_visible()


def votes_until_nothing_is_left(rater: Person) -> None:
    """Votes for one of the two, whichever side it stands on; nothing else tells them apart."""
    rater.page.locator("[data-tab=messages]").click()
    rater.clicks("begin_voting")
    expect(rater.channel.locator("[data-action-id=vote_a]")).to_be_visible()
    while pair := rater.pair():
        around = pair.replace(LIKED, "").replace(OTHER, "")
        assert "challenger" not in around
        assert "slow" not in around
        rater.clicks("vote_a" if pair.index(LIKED) < pair.index(OTHER) else "vote_b")
        until(lambda pair=pair: asked_in(rater.pair()) != asked_in(pair), "the next pair")


def asked_in(pair: str) -> str:
    found = re.search(r"question \d+", pair)
    return found[0] if found else ""


def sides_differ(togi: Workspace) -> bool:
    drawn = kept(togi, "SELECT DISTINCT number, challenger_is_left FROM showings")
    return len(drawn) > len({number for number, _ in drawn})


def decides(operator: Person) -> None:
    """The verdict is in the channel: promote what won, ask it, and take it back."""
    chart = operator.channel.locator("img[alt*='won 10 of 10 decided questions']")
    expect(chart).to_be_visible()
    expect(operator.channel.get_by_text("challenger is better").first).to_be_visible()
    operator.clicks("promote")
    expect(operator.channel.locator("[data-action-id=roll_back]")).to_be_visible()
    assert LIKED in operator.asks_who("after the promotion")
    operator.clicks("roll_back")
    expect(operator.channel.get_by_text("answers here again").first).to_be_visible()
    assert OTHER in operator.asks_who("after the roll-back")
