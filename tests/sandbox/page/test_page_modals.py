"""Modals: filled in, refused at the field, sent with their files, closed by a key."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.conftest import until
from tests.sandbox.page.conftest import on_loop
from tests.sandbox.page.small_app import MODAL, Togi, words

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


# The browser itself (its body) may have the focus between the last field and the first.
FOCUS_INSIDE = "document.activeElement.matches('body, dialog, dialog *')"


@on_loop()
async def modal(page: Page, togi: Togi, composer: Locator) -> Locator:
    """The form behind the menu's first button."""
    await composer.fill("/ft")
    await composer.press("Enter")
    await page.get_by_role("button", name="Add a data set").click()
    dialog = page.get_by_role("dialog", name="Add a data set")
    await expect(dialog).to_be_visible()
    assert togi.client
    return dialog


async def test_mistakes_are_shown_at_their_fields_and_a_good_form_closes(
    page: Page, modal: Locator, togi: Togi, tmp_path: Path
) -> None:
    send = modal.locator("[data-modal=submit]")
    await send.click()
    await expect(modal.locator(".field-error:visible")).to_have_count(2)
    name = modal.get_by_label("Name")
    await expect(name).to_be_focused()
    await name.fill("taken")
    await modal.get_by_role("combobox", name="Language").click()
    await page.keyboard.type("日本")
    await page.keyboard.press("Enter")
    csv = tmp_path / "faq.csv"
    csv.write_text("question,answer\nあ,い\n", encoding="utf-8")
    await modal.locator("input[type=file]").set_input_files(str(csv))
    await expect(modal.locator(".attached-file")).to_contain_text("CSV")
    await send.click()
    await expect(modal.locator("[data-block-id=name] .field-error")).to_contain_text("taken")
    await name.fill("faq")
    await send.click()
    await expect(modal).to_be_hidden()
    values = (await until(lambda: togi.submitted))[0]
    assert values["name"]["value"]["value"] == "faq"
    assert values["kind"]["value"]["selected_option"]["value"] == "ja"
    assert [one["name"] for one in values["file"]["value"]["files"]] == ["faq.csv"]


async def test_escape_closes_and_the_app_hears_of_it(
    page: Page, modal: Locator, togi: Togi
) -> None:
    for _ in range(12):
        await page.keyboard.press("Tab")
        assert await page.evaluate(FOCUS_INSIDE), "the focus left the dialog"
    await page.keyboard.press("Escape")
    await expect(modal).to_be_hidden()
    assert await until(lambda: togi.closed)


async def test_an_update_keeps_what_was_typed_and_a_push_goes_back(
    page: Page, togi: Togi, composer: Locator
) -> None:
    opened: list[str] = []

    async def open_form(trigger_id: str) -> None:
        shown = await togi.client.views_open(trigger_id=trigger_id, view=MODAL)
        opened.append(shown["view"]["id"])

    togi.on_shortcut = open_form

    @togi.app.view("add", matchers=[lambda view: view["title"]["text"] == "Changed"])
    async def never(ack) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        await ack()

    await composer.fill("keep this")
    await composer.press("Enter")
    message = page.locator(".message", has_text="keep this")
    await message.hover()
    await message.locator("[data-tool=more]").click()
    await page.locator("[data-shortcut=rate_answer]").click()
    name = page.get_by_role("dialog").get_by_label("Name")
    await name.fill("my set")
    view_id = (await until(lambda: opened))[0]
    extra = {"type": "section", "text": words("Checked 60 rows", "mrkdwn")}
    changed = MODAL | {"title": words("Changed"), "blocks": [extra, *MODAL["blocks"]]}
    await togi.client.views_update(view_id=view_id, view=changed)
    await expect(page.get_by_role("dialog", name="Changed")).to_contain_text("Checked 60 rows")
    await expect(name).to_have_value("my set")


async def test_a_dangerous_button_asks_first(page: Page, togi: Togi) -> None:
    question = {
        "title": words("Cancel the job?"),
        "text": words("Nothing is kept."),
        "confirm": words("Cancel it"),
        "deny": words("Keep it"),
        "style": "danger",
    }
    button = {"type": "button", "text": words("Cancel"), "action_id": "feedback", "value": "no"}
    row = {"type": "actions", "elements": [button | {"style": "danger", "confirm": question}]}
    await togi.client.chat_postMessage(channel="C0SUPPORT", text="job", blocks=[row])
    await page.get_by_role("button", name="Cancel", exact=True).click()
    await page.get_by_role("button", name="Keep it").click()
    await page.get_by_role("button", name="Cancel", exact=True).click()
    await page.get_by_role("button", name="Cancel it").click()
    assert [one["value"] for one in await until(lambda: togi.actions)] == ["no"]
