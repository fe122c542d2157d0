"""Somebody opens the page for the first time and tries what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.conftest import until
from tests.sandbox.page.conftest import Sandbox, arrive
from tests.sandbox.page.small_app import FEEDBACK, Togi, words

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_a_command_is_completed_and_its_answer_is_private(
    page: Page, togi: Togi, composer: Locator
) -> None:
    await composer.press_sequentially("/f")
    await expect(page.get_by_role("option", name="/ft")).to_be_visible()
    await composer.press("Enter")
    await expect(composer).to_have_value("/ft ")
    await expect(page.locator(".command-hint")).to_contain_text("/ft")
    await composer.press("Enter")
    answer = page.locator(".message.ephemeral")
    await expect(answer).to_contain_text("Only visible to you")
    await expect(answer.get_by_role("heading", name="What Togi can do")).to_be_visible()
    assert togi.client


@pytest.mark.usefixtures("togi")
async def test_a_command_that_does_not_exist_keeps_the_text_and_names_those_that_do(
    page: Page, composer: Locator
) -> None:
    await composer.fill("/fit train")
    await composer.press("Enter")
    await expect(page.locator(".message.ephemeral")).to_contain_text("Known here: /ft")
    await expect(composer).to_have_value("/fit train")


async def test_a_command_that_nobody_acknowledges_is_explained(
    page: Page, composer: Locator
) -> None:
    await composer.fill("/ft help")
    await composer.press("Enter")
    await expect(page.locator(".message.ephemeral")).to_contain_text("/ft")
    await expect(page.locator(".banner")).to_contain_text("Togi is starting")


async def test_a_file_is_chosen_pasted_or_dropped_and_travels_with_the_message(
    page: Page, togi: Togi, composer: Locator, tmp_path: Path
) -> None:
    csv = tmp_path / "triage.csv"
    csv.write_text("question,answer\nHow?,So.\n", encoding="utf-8")
    await page.locator(".main-pane input[type=file]").set_input_files(str(csv))
    for kind in ("paste", "drop"):
        await composer.evaluate(
            """(field, kind) => {
              const carried = new DataTransfer();
              carried.items.add(new File(["a,b"], `${kind}.csv`, {type: "text/csv"}));
              const event = kind === "paste"
                ? new ClipboardEvent(kind, {clipboardData: carried, bubbles: true})
                : new DragEvent(kind, {dataTransfer: carried, bubbles: true});
              field.dispatchEvent(event);
            }""",
            kind,
        )
    await expect(page.locator(".attached-file.done")).to_have_count(3)
    await composer.fill("@togi learn these")
    await composer.press("Enter")
    cards = page.locator(".message .file-card")
    await expect(cards).to_have_count(3)
    mention = await until(lambda: togi.heard("app_mention"))
    assert [one["name"] for one in mention[0]["files"]] == ["triage.csv", "paste.csv", "drop.csv"]
    async with page.expect_download() as downloading:
        await cards.first.click()
    assert (await (await downloading.value).path()).read_bytes() == csv.read_bytes()


async def test_a_reaction_is_given_by_one_seen_by_all_and_taken_back(
    page: Page, sandbox: Sandbox, togi: Togi, composer: Locator
) -> None:
    await composer.fill("rate me")
    await composer.press("Enter")
    message = page.locator(".message", has_text="rate me")
    await message.hover()
    await message.locator("[data-tool=react]").click()
    await page.locator(".tone").nth(3).click()
    await page.get_by_label("Search emoji").fill("+1")
    await page.keyboard.press("Enter")
    await expect(message.locator(".reaction.mine")).to_have_text("👍🏽1")
    given = await until(lambda: togi.heard("reaction_added"))
    assert given[0]["reaction"] == "+1::skin-tone-4"
    other = await page.context.new_page()
    await arrive(other, sandbox, "U0DANA", "C0SUPPORT")
    await other.locator("[data-reaction^='+1']").click()
    await expect(message.locator(".reaction-count")).to_have_text("2")
    await message.locator(".reaction.mine").click()
    await expect(message.locator(".reaction-count")).to_have_text("1")
    await until(lambda: togi.heard("reaction_removed"))


async def test_feedback_reaches_the_app_and_the_thanks_are_for_one_person(
    page: Page, sandbox: Sandbox, togi: Togi
) -> None:
    markdown = {"type": "markdown", "text": "**Fourteen** days"}
    await togi.client.chat_postMessage(
        channel="C0SUPPORT", text="Fourteen days", blocks=[markdown, FEEDBACK]
    )
    await page.get_by_role("button", name="Good answer").click()
    await expect(page.locator(".message.ephemeral")).to_contain_text("Thank you")
    assert (await until(lambda: togi.actions))[0]["value"] == "up"
    other = await page.context.new_page()
    await arrive(other, sandbox, "U0DANA", "C0SUPPORT")
    await expect(other.locator(".message strong")).to_have_text("Fourteen")
    await expect(other.locator(".message.ephemeral")).to_have_count(0)


async def test_a_message_shortcut_waits_behind_the_three_dots(
    page: Page, togi: Togi, composer: Locator
) -> None:
    await composer.fill("worth keeping")
    await composer.press("Enter")
    message = page.locator(".message", has_text="worth keeping")
    await message.hover()
    await message.locator("[data-tool=more]").click()
    await page.locator("[data-shortcut=rate_answer]").click()
    assert await until(lambda: togi.shortcuts) == ["worth keeping"]


@pytest.mark.usefixtures("togi")
async def test_each_member_has_their_own_language_and_channels(page: Page) -> None:
    await expect(page.locator("[data-channel=G0LEGAL]")).to_have_count(0)
    await page.locator(".acting").click()
    await page.locator("[data-member=U0AIKO]").click()
    await expect(page.locator("[data-channel=G0LEGAL]")).to_be_visible()
    await expect(page.get_by_placeholder("#support へのメッセージ")).to_be_visible()
    assert "as=U0AIKO" in page.url
    await page.reload()
    await expect(page.locator(".acting")).to_contain_text("Aiko Tanaka")


async def test_the_first_visit_says_what_to_try(page: Page, togi: Togi) -> None:
    await page.evaluate("localStorage.removeItem('togi.sandbox.hint')")
    await page.locator("[data-channel=C0GENERAL]").click()
    card = page.locator(".newcomer")
    await expect(card).to_contain_text("examples/support-triage.csv")
    await page.locator("[data-channel=D0BEN]").click()
    await expect(page.locator(".beginning")).to_contain_text("just between you and togi")
    await expect(card).to_have_count(0)
    await page.locator("[data-channel=C0SUPPORT]").click()
    await expect(card).to_be_visible()
    await togi.client.chat_postMessage(channel="C0SUPPORT", text="A data set")
    await expect(card).to_have_count(0)
    await page.locator("[data-channel=C0GENERAL]").click()
    await card.get_by_role("button", name="Got it").first.click()
    await expect(card).to_have_count(0)
    assert await page.evaluate("localStorage.getItem('togi.sandbox.hint')")


async def test_the_home_tab_shows_what_the_app_published(page: Page, togi: Togi) -> None:
    await page.locator("[data-channel=D0BEN]").click()
    await page.locator("[data-tab=home]").click()
    await until(lambda: [one for one in togi.heard("app_home_opened") if one["tab"] == "home"])
    view = {"type": "home", "blocks": [{"type": "header", "text": words("Your models")}]}
    await togi.client.views_publish(user_id="U0BEN", view=view)
    await expect(page.locator(".home-tab h3")).to_have_text("Your models")


async def test_whoever_changes_the_member_stays_at_the_apps_home(page: Page, togi: Togi) -> None:
    await page.locator("[data-channel=D0BEN]").click()
    await page.locator("[data-tab=home]").click()
    await page.locator(".acting").click()
    await page.locator("[data-member=U0AIKO]").click()
    await expect(page.locator("[data-channel=D0AIKO][aria-current=page]")).to_be_visible()
    await expect(page.locator("[data-tab=home]")).to_have_attribute("aria-selected", "true")
    assert togi.client
