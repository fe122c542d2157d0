"""Threads, streams, Japanese typing, keys, and a list that stays where it is read."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.conftest import until
from tests.sandbox.page.conftest import Sandbox, arrive
from tests.sandbox.page.small_app import Togi, words

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_a_thread_shows_the_app_at_work_and_can_stop_it(
    page: Page, togi: Togi, composer: Locator
) -> None:
    await composer.fill("@togi how long?")
    await composer.press("Enter")
    asked = (await until(lambda: togi.heard("app_mention")))[0]
    thread = {"channel_id": "C0SUPPORT", "thread_ts": asked["ts"]}
    await togi.client.assistant_threads_setStatus(**thread, status="is thinking…")
    row = page.locator(".thread-row")
    await expect(row).to_contain_text("togi is thinking…")
    await row.click()
    stop = page.get_by_role("button", name="Stop")
    await expect(stop).to_have_count(0)  # only a session can be stopped
    await togi.client.agents_sessions_setStatus(**thread, status="processing")
    await stop.click()
    await until(lambda: togi.heard("agent_session_stopped"))
    await togi.client.agents_sessions_setStatus(**thread, status="active")
    await expect(stop).to_have_count(0)
    stream = await togi.client.chat_stream(
        channel="C0SUPPORT",
        thread_ts=asked["ts"],
        recipient_team_id="T0TOGI",
        recipient_user_id="U0BEN",
        buffer_size=1,
    )
    await stream.append(markdown_text="Fourteen **da")
    answer = page.locator(".thread-pane .message.streaming")
    await expect(answer).to_contain_text("Fourteen")
    await stream.append(markdown_text="ys**.")
    await stream.stop(markdown_text=" Done")
    await expect(page.locator(".thread-pane strong", has_text="days")).to_be_visible()
    await expect(answer).to_have_count(0)
    await expect(row).to_contain_text("1 reply")


@pytest.mark.usefixtures("togi")
async def test_replies_are_counted_and_escape_closes_the_thread(
    page: Page, composer: Locator
) -> None:
    await composer.fill("a question")
    await composer.press("Enter")
    message = page.locator(".main-pane .message", has_text="a question")
    await message.hover()
    await message.locator("[data-tool=reply]").click()
    reply = page.locator(".thread-pane .composer-field")
    await expect(reply).to_be_focused()
    for number in ("one", "two"):
        await reply.fill(number)
        await reply.press("Enter")
    await expect(message.locator(".reply-count")).to_have_text("2 replies")
    await reply.press("Escape")
    await expect(page.locator(".thread-pane")).to_be_hidden()


@pytest.mark.usefixtures("togi")
async def test_an_input_method_is_never_cut_off_by_enter(page: Page, composer: Locator) -> None:
    await composer.click()
    keyboard = await page.context.new_cdp_session(page)
    composing = {"selectionStart": 4, "selectionEnd": 4}
    await keyboard.send("Input.imeSetComposition", {"text": "とうきょう", **composing})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    await keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    await keyboard.send("Input.insertText", {"text": "東京"})
    await expect(composer).to_have_value("東京")
    await expect(page.locator(".message")).to_have_count(0)
    await composer.press("Shift+Enter")
    await composer.press_sequentially("2")
    await composer.press("Enter")
    await expect(page.locator(".message .prose")).to_have_text("東京\n2")


@pytest.mark.usefixtures("togi")
async def test_a_mention_is_completed_with_the_arrow_keys(page: Page, composer: Locator) -> None:
    await composer.press_sequentially("@")
    await composer.press("ArrowDown")
    await composer.press("Tab")
    await expect(composer).to_have_value("@aiko ")
    await composer.press_sequentially("see this")
    await composer.press("Enter")
    await expect(page.locator(".message [data-user=U0AIKO]")).to_have_text("@Aiko Tanaka")


@pytest.mark.usefixtures("togi")
async def test_back_goes_back_to_the_channel_before(page: Page) -> None:
    await page.locator("[data-channel=C0GENERAL]").click()
    await expect(page.locator(".main-pane h1")).to_have_text("general")
    await page.go_back()
    await expect(page.locator(".main-pane h1")).to_have_text("support")


@pytest.mark.usefixtures("togi")
async def test_control_k_jumps_and_a_draft_waits_where_it_was_left(
    page: Page, composer: Locator
) -> None:
    await composer.fill("half a thought")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("gen")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="general", exact=True)).to_be_visible()
    await expect(composer).to_have_value("")
    await page.locator("[data-channel=C0SUPPORT]").click()
    await expect(composer).to_have_value("half a thought")


async def test_a_reader_further_up_is_left_in_peace(page: Page, togi: Togi) -> None:
    for number in range(30):
        await togi.client.chat_postMessage(channel="C0SUPPORT", text=f"line {number}\n" * 3)
    await expect(page.locator(".message")).to_have_count(30)
    top = await page.evaluate("document.querySelector('.list-scroll').scrollTop = 200")
    await page.wait_for_function("document.querySelector('.list-scroll').scrollTop === 200")
    await togi.client.chat_postMessage(channel="C0SUPPORT", text="the newest")
    pill = page.get_by_role("button", name="New messages")
    await expect(pill).to_be_visible()
    assert await page.evaluate("document.querySelector('.list-scroll').scrollTop") == top
    await pill.click()
    await expect(page.locator(".message", has_text="the newest")).to_be_in_viewport()


async def test_what_somebody_sent_and_its_private_answer_come_into_sight(
    page: Page, composer: Locator, togi: Togi
) -> None:
    for number in range(30):
        await togi.client.chat_postMessage(channel="C0SUPPORT", text=f"line {number}\n" * 3)
    await expect(page.locator(".message")).to_have_count(30)
    await page.evaluate("document.querySelector('.list-scroll').scrollTop = 200")
    await page.wait_for_function("document.querySelector('.list-scroll').scrollTop === 200")
    await composer.fill("here it is")
    await composer.press("Enter")
    await expect(page.locator(".message", has_text="here it is")).to_be_in_viewport()
    await togi.client.chat_postEphemeral(channel="C0SUPPORT", user="U0BEN", text="only for you")
    await expect(page.locator(".message", has_text="only for you")).to_be_in_viewport()


async def test_what_one_person_alone_sees_is_no_reply(
    page: Page, composer: Locator, togi: Togi
) -> None:
    await composer.fill("a question")
    await composer.press("Enter")
    message = page.locator(".main-pane .message", has_text="a question")
    ts = str((await until(lambda: togi.heard("message")))[0]["ts"])
    await togi.client.chat_postMessage(channel="C0SUPPORT", thread_ts=ts, text="an answer")
    await message.get_by_text("1 reply").click()
    await togi.client.chat_postEphemeral(
        channel="C0SUPPORT", thread_ts=ts, user="U0BEN", text="only for you"
    )
    await expect(page.locator(".thread-pane .message")).to_have_count(3)
    await expect(page.locator(".reply-rule")).to_have_text("1 reply")


@pytest.mark.usefixtures("togi")
async def test_a_last_reply_ages_before_ones_eyes(
    page: Page, sandbox: Sandbox, composer: Locator
) -> None:
    await page.clock.install()
    await arrive(page, sandbox, "U0BEN", "C0SUPPORT")
    await composer.fill("a question")
    await composer.press("Enter")
    message = page.locator(".main-pane .message", has_text="a question")
    await message.hover()
    await message.locator("[data-tool=reply]").click()
    reply = page.locator(".thread-pane .composer-field")
    await reply.fill("an answer")
    await reply.press("Enter")
    last = message.locator(".reply-last")
    await expect(last).to_have_text("Last reply just now")
    await page.clock.fast_forward("05:10")
    await expect(last).to_have_text("Last reply 5 minutes ago")
    await page.clock.fast_forward("01:00:00")
    await expect(last).to_have_text(re.compile(r"Last reply (today|yesterday) at \d+:\d\d\s[AP]M"))


async def test_the_day_floats_while_one_scrolls_and_covers_nothing_at_rest(
    page: Page, sandbox: Sandbox, togi: Togi
) -> None:
    await page.clock.install()
    await arrive(page, sandbox, "U0BEN", "C0SUPPORT")
    for number in range(30):
        await togi.client.chat_postMessage(channel="C0SUPPORT", text=f"line {number}\n" * 3)
    await expect(page.locator(".message")).to_have_count(30)
    day = page.locator(".day h2")
    await expect(day).not_to_be_in_viewport()
    await page.locator(".message").last.hover()
    await page.clock.pause_at(await page.evaluate("Date.now()") / 1000 + 60)
    await page.mouse.wheel(0, -300)
    await expect(day).to_be_in_viewport()
    await page.clock.run_for(2000)
    await expect(day).not_to_be_in_viewport()


async def test_a_wide_table_says_that_it_goes_on_and_keys_move_it(page: Page, togi: Togi) -> None:
    row = [{"type": "raw_text", "text": f"a long heading {number}"} for number in range(9)]
    table = {"type": "table", "rows": [row, row]}
    said = await togi.client.chat_postMessage(channel="C0SUPPORT", text="x")
    ts = str(said["ts"])
    await togi.client.chat_postMessage(
        channel="C0SUPPORT", thread_ts=ts, text="wide", blocks=[table]
    )
    await page.locator(".thread-row").click()
    wide = page.locator(".thread-pane .wide")
    await expect(wide).to_have_class(re.compile(r"\bmore-after\b"))
    await wide.get_by_role("region", name="Table").focus()
    await page.keyboard.press("ArrowRight")
    await expect(wide).to_have_class(re.compile(r"\bmore-before\b"))


async def test_what_was_unfolded_stays_unfolded_when_the_message_changes(
    page: Page, togi: Togi
) -> None:
    def blocks(head: str) -> list[dict[str, object]]:
        long = {"type": "section", "text": words("A long text. " * 120, "mrkdwn")}
        return [{"type": "header", "text": words(head)}, long]

    said = await togi.client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=blocks("One"))
    await page.get_by_role("button", name="Show more").click()
    await togi.client.chat_update(
        channel="C0SUPPORT", ts=str(said["ts"]), text="x", blocks=blocks("Two")
    )
    await expect(page.locator(".message h3")).to_have_text("Two")
    await expect(page.get_by_role("button", name="Show less")).to_be_visible()


async def test_a_killed_sandbox_is_noticed_and_what_was_missed_is_read_when_it_is_back(
    page: Page, sandbox: Sandbox, composer: Locator
) -> None:
    await composer.fill("before")
    await composer.press("Enter")
    await expect(page.locator(".message")).to_contain_text("before")
    await sandbox.kill()
    await expect(page.locator(".banner-lost")).to_be_visible()
    await composer.fill("typed meanwhile")
    await composer.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("Your text is still here")
    await expect(composer).to_have_value("typed meanwhile")
    await sandbox.start()
    await sandbox.do("message", "U0DANA", channel="C0SUPPORT", text="said while you were away")
    await expect(page.locator(".message").last).to_contain_text("while you were away")
    await expect(page.locator(".banner-lost")).to_have_count(0)
    await composer.press("Enter")
    await expect(page.locator(".message").last).to_contain_text("typed meanwhile")
