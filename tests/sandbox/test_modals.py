"""Modals: opened within three seconds, stacked three deep, submitted, closed."""

from __future__ import annotations

import time

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.conftest import Bench, Json, Togi, until


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


NAME = {
    "type": "input",
    "block_id": "name",
    "label": plain("Name"),
    "element": {"type": "plain_text_input", "action_id": "text", "max_length": 10},
}
LEVEL = {
    "type": "input",
    "block_id": "level",
    "label": plain("Level"),
    "optional": True,
    "element": {
        "type": "static_select",
        "action_id": "choice",
        "options": [{"text": plain("One"), "value": "1"}, {"text": plain("Two"), "value": "2"}],
    },
}
BUTTONS = {
    "type": "actions",
    "block_id": "buttons",
    "elements": [{"type": "button", "action_id": "more", "text": plain("More"), "value": "v"}],
}


def modal(title: str = "A form", **more: object) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain(title),
        "submit": plain("Save"),
        "blocks": [NAME, LEVEL, BUTTONS],
        **more,
    }


def filled(name: str = "Aiko") -> Json:
    return {
        "values": {
            "name": {"text": {"type": "plain_text_input", "value": name}},
            "level": {"choice": {"type": "static_select", "selected_option": {"value": "2"}}},
        }
    }


async def opened(bench: Bench, view: Json | None = None) -> tuple[Togi, Json]:
    """A Bolt app that opens a modal on /ft, and the modal as Slack returned it."""
    views: list[Json] = []

    def set_up(app: AsyncApp) -> None:
        @app.command("/ft")
        async def command(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
            await ack()
            answer = await client.views_open(trigger_id=body["trigger_id"], view=view or modal())
            views.append(answer["view"])

    togi = await bench.togi(set_up)
    await bench.do("command", channel="C0GENERAL", command="/ft", text="")
    return togi, (await until(lambda: views))[0]


def submissions(togi: Togi) -> list[Json]:
    return [one for one in togi.heard if one.get("type") == "view_submission"]


async def test_what_was_filled_in_arrives(bench: Bench) -> None:
    togi, view = await opened(bench)

    @togi.app.view("form")
    async def submitted(ack: AsyncAck) -> None:
        await ack()

    told = await bench.watch()
    answer = await bench.do("view/submit", view_id=view["id"], state=filled())

    assert answer == {"ok": True}
    values = submissions(togi)[0]["view"]["state"]["values"]
    assert values["name"]["text"] == {"type": "plain_text_input", "value": "Aiko"}
    assert values["level"]["choice"]["selected_option"]["text"]["text"] == "Two"
    closed = await until(lambda: [one for one in told if one["type"] == "view"])
    assert closed[0] == {"type": "view", "view": None, "view_stack": 0}


async def test_a_required_field_is_asked_for_before_the_app_hears(bench: Bench) -> None:
    togi, view = await opened(bench)

    empty = await bench.do("view/submit", view_id=view["id"], state={"values": {}})
    long = await bench.do("view/submit", view_id=view["id"], state=filled("x" * 11))

    assert empty["errors"] == {"name": "この項目は必須です。"}
    assert long["errors"] == {"name": "10 文字以内で入力してください。"}
    assert submissions(togi) == []


async def test_the_app_may_find_errors_and_update_and_push(bench: Bench) -> None:
    togi, view = await opened(bench)
    answers = iter(
        [
            {"response_action": "errors", "errors": {"name": "Taken"}},
            {"response_action": "errors", "errors": {"nowhere": "lost"}},
            {"response_action": "update", "view": modal("Changed")},
            {"response_action": "push", "view": modal("Second")},
            {"response_action": "clear"},
        ]
    )

    @togi.app.view("form")
    async def submitted(ack: AsyncAck) -> None:
        await ack(**next(answers))

    async def submit(view_id: str) -> Json:
        return await bench.do("view/submit", view_id=view_id, state=filled())

    assert (await submit(view["id"]))["errors"] == {"name": "Taken"}
    assert (await submit(view["id"]))["error"] == "invalid_errors"
    assert (await submit(view["id"]))["response_action"] == "update"
    assert (await bench.see("state"))["view"]["title"]["text"] == "Changed"
    assert (await submit(view["id"]))["response_action"] == "push"
    state = await bench.see("state")
    assert state["view_stack"] == 2
    assert state["view"]["previous_view_id"] == view["id"]
    assert (await submit(state["view"]["id"]))["response_action"] == "clear"
    assert (await bench.see("state"))["view_stack"] == 0


async def test_a_trigger_works_once(bench: Bench) -> None:
    trigger_id = bench.house.triggers.trigger("U0AIKO")
    await bench.client.views_open(trigger_id=trigger_id, view=modal())

    with pytest.raises(SlackApiError) as caught:
        await bench.client.views_open(trigger_id=trigger_id, view=modal())

    assert caught.value.response["error"] == "exchanged_trigger_id"


async def test_a_trigger_dies_after_three_seconds(bench: Bench) -> None:
    trigger_id = bench.house.triggers.trigger("U0AIKO")
    bench.house.triggers.known(trigger_id).made = time.monotonic() - 3.1

    with pytest.raises(SlackApiError) as caught:
        await bench.client.views_open(trigger_id=trigger_id, view=modal())

    assert caught.value.response["error"] == "expired_trigger_id"


async def test_three_modals_are_the_most(bench: Bench) -> None:
    def trigger() -> str:
        return bench.house.triggers.trigger("U0AIKO")

    await bench.client.views_open(trigger_id=trigger(), view=modal())
    await bench.client.views_push(trigger_id=trigger(), view=modal())
    third = await bench.client.views_push(trigger_id=trigger(), view=modal())

    with pytest.raises(SlackApiError) as caught:
        await bench.client.views_push(trigger_id=trigger(), view=modal())

    assert caught.value.response["error"] == "push_limit_reached"
    await bench.do("view/close", view_id=third["view"]["id"])
    assert (await bench.see("state"))["view_stack"] == 2


async def test_an_old_hash_is_a_conflict(bench: Bench) -> None:
    trigger_id = bench.house.triggers.trigger("U0AIKO")
    view = (await bench.client.views_open(trigger_id=trigger_id, view=modal()))["view"]
    updated = await bench.client.views_update(view_id=view["id"], hash=view["hash"], view=modal())

    with pytest.raises(SlackApiError) as caught:
        await bench.client.views_update(view_id=view["id"], hash=view["hash"], view=modal())

    assert updated["view"]["hash"] != view["hash"]
    assert caught.value.response["error"] == "hash_conflict"


async def test_a_click_in_a_modal_brings_what_is_filled_in_and_it_stays(bench: Bench) -> None:
    togi, view = await opened(bench)

    @togi.app.action("more")
    async def more(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_update(view_id=body["view"]["id"], view=modal("More"))

    click = {"type": "button", "action_id": "more", "block_id": "buttons"}
    await bench.do("action", view_id=view["id"], action=click, state=filled())

    clicked = next(one for one in togi.heard if one.get("type") == "block_actions")
    assert clicked["container"] == {"type": "view", "view_id": view["id"]}
    assert clicked["actions"][0]["value"] == "v"
    assert clicked["view"]["state"]["values"]["name"]["text"]["value"] == "Aiko"
    assert "response_url" not in clicked

    await until(lambda: bench.house.workspace.views[view["id"]].body["title"]["text"] == "More")
    view_now = (await bench.see("state"))["view"]
    assert view_now["state"]["values"]["name"]["text"]["value"] == "Aiko"


async def test_closing_is_told_when_asked_for(bench: Bench) -> None:
    togi, view = await opened(bench, modal(notify_on_close=True))

    @togi.app.view_closed("form")
    async def closed(ack: AsyncAck) -> None:
        await ack()

    assert (await bench.do("view/close", view_id=view["id"])) == {"ok": True}
    told = next(one for one in togi.heard if one.get("type") == "view_closed")
    assert told["is_cleared"] is False


async def test_the_home_tab_is_drawn_and_its_opening_told(bench: Bench) -> None:
    def set_up(app: AsyncApp) -> None:
        @app.event("app_home_opened")
        async def opened_home(event: Json, client: AsyncWebClient) -> None:
            home = {"type": "home", "blocks": [{"type": "divider"}]}
            await client.views_publish(user_id=event["user"], view=home)

    togi = await bench.togi(set_up)
    told = await bench.watch("U0CHIKA")

    await bench.do("open", "U0CHIKA", tab="home")

    drawn = await until(lambda: [one for one in told if one["type"] == "home"])
    assert drawn[0]["view"]["blocks"][0]["type"] == "divider"
    assert (await bench.see("home", "U0CHIKA"))["view"]["id"] == drawn[0]["view"]["id"]
    assert (await bench.see("home", "U0AIKO"))["view"] is None
    assert togi.heard_of("app_home_opened")[0]["tab"] == "home"


async def test_a_view_that_belongs_to_another_is_not_there(bench: Bench) -> None:
    _, view = await opened(bench)

    answer = await bench.do("view/submit", "U0BEN", view_id=view["id"], state=filled())

    assert answer["error"] == "view_not_found"
