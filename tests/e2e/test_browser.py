"""The whole loop with mouse and keyboard: a real browser, a real bot, a real training."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.test_loop import CSV
from tests.e2e.workspace import Workspace

pytestmark = pytest.mark.slow
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PATIENCE_MS = 30_000


@pytest.fixture
def page(fragile: Workspace) -> Iterator[Page]:
    if not CHROMIUM:
        pytest.skip("There is no Chromium on this machine, so no browser drives the loop.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{fragile.slack}/?as=U0BEN#C0SUPPORT")
        page.wait_for_selector("body[data-ready]")
        yield page
        browser.close()


def test_a_newcomer_brings_trains_uses_asks_and_rates(page: Page, tmp_path: Path) -> None:
    table = tmp_path / "late-tickets.csv"
    table.write_text(CSV)
    main, thread = page.locator(".main-pane"), page.locator(".thread-pane")
    composer = main.locator(".composer-field")
    expect.set_options(timeout=PATIENCE_MS)

    page.locator(".main-pane input[type=file]").set_input_files(str(table))
    composer.fill("@togi our tickets")
    composer.press("Escape")
    composer.press("Enter")
    main.get_by_text("1 reply").first.click()
    thread.locator("[data-action-id=train_dataset]").click()
    expect(main.get_by_text("1 reply")).to_have_count(2)  # the job's card has its announcement
    main.get_by_text("1 reply").last.click()
    thread.locator("[data-action-id=use_model]").click()
    expect(thread.get_by_text("answers in")).to_be_visible()

    composer.fill("@togi Ticket 3 is late")
    composer.press("Escape")
    composer.press("Enter")
    expect(main.get_by_text("1 reply")).to_have_count(2)  # the card has two by now
    main.get_by_text("1 reply").last.click()
    thread.locator("[data-feedback=positive]").click()
    expect(thread.get_by_text("Thank you")).to_be_visible()

    composer.fill("/ft summary")
    composer.press("Escape")
    composer.press("Enter")
    expect(main.get_by_text("1 of 1").first).to_be_visible()


def test_an_expert_decides_what_is_right_and_adds_an_answer(page: Page, tmp_path: Path) -> None:
    table = tmp_path / "hours.csv"
    hours = "When do you open?,At 9:00.\nWhen do you open?,At 10:00.\n"
    table.write_text(f"{CSV}{hours}")
    main, thread = page.locator(".main-pane"), page.locator(".thread-pane")
    composer, modal = main.locator(".composer-field"), page.locator("dialog.modal")
    expect.set_options(timeout=PATIENCE_MS)

    page.locator(".main-pane input[type=file]").set_input_files(str(table))
    composer.fill("@togi our hours")
    composer.press("Escape")
    composer.press("Enter")
    main.get_by_text("1 reply").first.click()
    thread.locator("[data-action-id=ask_expert]").click()
    expect(modal.locator(".select-value")).to_have_text("#support")
    modal.locator("[data-modal=submit]").click()
    main.locator("[data-action-id=answer_is_right]").first.click()

    expect(main.get_by_text("This answer is right")).to_be_visible()
    expect(main.get_by_text("Version 2 now has the right answers")).to_be_visible()
    expect(thread.get_by_text("hours, version 2")).to_be_visible()

    composer.fill("We never open on Sundays.")
    composer.press("Enter")
    said = main.locator(".message", has_text="never open on Sundays").last
    said.hover()
    said.locator("[data-tool=more]").click()
    page.locator("[data-shortcut=add_to_dataset]").click()
    expect(modal.locator("[data-block-id=answer] textarea")).to_have_value(
        "We never open on Sundays."
    )
    modal.locator("[data-block-id=question] textarea").fill("Do you open on Sundays?")
    modal.locator("[data-modal=submit]").click()
    expect(main.get_by_text("now version 3")).to_be_visible()
