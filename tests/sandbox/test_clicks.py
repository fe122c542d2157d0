"""Buttons, menus, feedback, shortcuts and response URLs in messages."""

from __future__ import annotations

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from tests.sandbox.conftest import Bench, Json, Togi, until


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


BLOCKS = [
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {"type": "button", "action_id": "go", "text": plain("Go"), "value": "v"},
            {
                "type": "button",
                "action_id": "private",
                "text": plain("Mine"),
                "visible_to_user_ids": ["U0BEN"],
            },
            {
                "type": "static_select",
                "action_id": "pick",
                "options": [{"text": plain("One"), "value": "1"}],
            },
            {
                "type": "overflow",
                "action_id": "dots",
                "options": [{"text": plain("Delete"), "value": "delete"}],
            },
        ],
    },
    {
        "type": "context_actions",
        "block_id": "feedback",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "rate",
                "positive_button": {"text": plain("Good"), "value": "up"},
                "negative_button": {"text": plain("Bad"), "value": "down"},
            }
        ],
    },
]


async def clickable(bench: Bench, **more: object) -> tuple[Togi, str]:
    def set_up(app: AsyncApp) -> None:
        @app.action({"type": "block_actions", "action_id": "go"})
        @app.action("pick")
        @app.action("dots")
        @app.action("rate")
        async def clicked(ack: AsyncAck) -> None:
            await ack()

    togi = await bench.togi(set_up)
    said = await bench.client.chat_postMessage(
        channel="C0GENERAL", text="choose", blocks=BLOCKS, **more
    )
    return togi, said["ts"]


async def click(bench: Bench, ts: str, person: str = "U0AIKO", **action: object) -> Json:
    chosen = {"block_id": "row", **action}
    return await bench.do("action", person, channel="C0GENERAL", message_ts=ts, action=chosen)


def clicks(togi: Togi) -> list[Json]:
    return [one for one in togi.heard if one.get("type") == "block_actions"]


async def test_a_button_tells_who_where_and_what(bench: Bench) -> None:
    togi, ts = await clickable(bench)

    assert await click(bench, ts, "U0CHIKA", type="button", action_id="go") == {"ok": True}

    payload = clicks(togi)[0]
    action = payload["actions"][0]
    assert action["value"] == "v"
    assert action["text"]["text"] == "Go"
    assert float(action["action_ts"])
    assert payload["user"]["id"] == "U0CHIKA"
    assert payload["channel"] == {"id": "C0GENERAL", "name": "general"}
    assert payload["container"]["message_ts"] == ts
    assert payload["message"]["ts"] == ts
    assert payload["state"]["values"]["row"]["pick"]["selected_option"] is None
    assert payload["trigger_id"]
    assert payload["response_url"].startswith(bench.house.base_url)


@pytest.mark.parametrize(("value", "label"), [("up", "Good"), ("down", "Bad")])
async def test_feedback_has_the_value_of_its_thumb(bench: Bench, value: str, label: str) -> None:
    togi, ts = await clickable(bench)

    await click(
        bench, ts, type="feedback_buttons", block_id="feedback", action_id="rate", value=value
    )

    action = clicks(togi)[0]["actions"][0]
    assert action["type"] == "feedback_buttons"
    assert action["value"] == value
    assert action["text"]["text"] == label


async def test_menus_bring_the_option_as_the_app_wrote_it(bench: Bench) -> None:
    togi, ts = await clickable(bench)

    await click(bench, ts, type="static_select", action_id="pick", selected_option={"value": "1"})
    await click(bench, ts, type="overflow", action_id="dots", selected_option={"value": "delete"})

    chosen = [one["actions"][0]["selected_option"]["text"]["text"] for one in clicks(togi)]
    assert sorted(chosen) == ["Delete", "One"]  # two clicks may overtake each other


@pytest.mark.parametrize(
    "action",
    [
        {"type": "button", "action_id": "nothing"},
        {"type": "button", "action_id": "private"},
        {"type": "overflow", "action_id": "dots", "selected_option": {"value": "x"}},
        {"type": "feedback_buttons", "block_id": "feedback", "action_id": "rate", "value": "x"},
    ],
)
async def test_what_is_not_there_cannot_be_clicked(bench: Bench, action: Json) -> None:
    _, ts = await clickable(bench)

    assert (await click(bench, ts, **action))["error"] == "action_not_found"


async def test_shortcuts_bring_the_message(bench: Bench) -> None:
    def set_up(app: AsyncApp) -> None:
        @app.shortcut("rate_answer")
        async def shortcut(ack: AsyncAck) -> None:
            await ack()

    togi = await bench.togi(set_up)
    said = await bench.do("message", channel="C0GENERAL", text="an answer")

    answer = await bench.do(
        "shortcut", callback_id="rate_answer", channel="C0GENERAL", message_ts=said["ts"]
    )

    assert answer == {"ok": True}
    payload = next(one for one in togi.heard if one.get("type") == "message_action")
    assert payload["message"]["text"] == "an answer"
    assert payload["callback_id"] == "rate_answer"


async def test_a_response_url_has_five_uses(bench: Bench) -> None:
    url = bench.house.triggers.hook("U0AIKO", "C0GENERAL")

    answers = []
    for number in range(6):
        async with bench.http.post(url, json={"text": str(number)}) as answer:
            answers.append((answer.status, await answer.text()))

    assert [status for status, _ in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1][1]
    assert [one["text"] for one in await bench.messages("C0GENERAL")] == list("01234")
    assert await bench.messages("C0GENERAL", "U0BEN") == []


async def test_a_response_url_replaces_and_deletes_an_ephemeral(bench: Bench) -> None:
    def set_up(app: AsyncApp) -> None:
        @app.action("go")
        async def clicked(ack: AsyncAck, respond: AsyncRespond) -> None:
            await ack()
            await respond(text="replaced", replace_original=True)

        @app.action("pick")
        async def picked(ack: AsyncAck, respond: AsyncRespond) -> None:
            await ack()
            await respond(delete_original=True)

    togi = await bench.togi(set_up)
    told = await bench.watch()
    posted = await bench.client.chat_postEphemeral(
        channel="C0GENERAL", user="U0AIKO", text="for you", blocks=BLOCKS
    )

    picked = {"type": "static_select", "action_id": "pick", "selected_option": {"value": "1"}}
    await click(bench, posted["message_ts"], **picked)
    await until(lambda: [one for one in told if one["type"] == "message_deleted"])
    again = await bench.client.chat_postEphemeral(
        channel="C0GENERAL", user="U0AIKO", text="for you", blocks=BLOCKS
    )
    await click(bench, again["message_ts"], type="button", action_id="go")

    changed = await until(lambda: [one for one in told if one["type"] == "message_changed"])
    assert changed[0]["message"]["text"] == "replaced"
    assert changed[0]["message"]["is_ephemeral"]
    assert "message" not in clicks(togi)[0]
    assert clicks(togi)[0]["container"]["is_ephemeral"] is True


async def test_an_ephemeral_is_for_one_and_in_no_history(bench: Bench) -> None:
    posted = await bench.client.chat_postEphemeral(channel="C0GENERAL", user="U0BEN", text="psst")

    history = await bench.client.conversations_history(channel="C0GENERAL")
    assert history["messages"] == []
    assert await bench.messages("C0GENERAL", "U0AIKO") == []
    assert (await bench.messages("C0GENERAL", "U0BEN"))[0]["ts"] == posted["message_ts"]


async def test_an_ephemeral_in_a_thread_that_has_not_begun_is_shown_to_nobody(bench: Bench) -> None:
    client, place = bench.client, {"channel": "C0GENERAL"}
    root = (await client.chat_postMessage(**place, text="a root"))["ts"]
    alone = {**place, "user": "U0BEN", "thread_ts": root}

    await client.chat_postEphemeral(**alone, text="too early")
    await client.chat_postMessage(**place, thread_ts=root, text="a reply")
    await client.chat_postEphemeral(**alone, text="in time")

    seen = [one["text"] for one in await bench.messages("C0GENERAL", "U0BEN", thread_ts=root)]
    assert "in time" in seen
    assert "too early" not in seen


async def test_reactions_count_with_their_skin_tone_and_go(bench: Bench) -> None:
    togi = await bench.togi()
    said = await bench.client.chat_postMessage(channel="C0GENERAL", text="rate me")

    emoji = {"channel": "C0GENERAL", "ts": said["ts"], "name": "+1::skin-tone-3"}
    assert await bench.do("reaction", "U0BEN", **emoji) == {"ok": True}
    assert (await bench.do("reaction", "U0BEN", **emoji))["error"] == "already_reacted"
    await until(lambda: togi.heard_of("reaction_added"))
    got = await bench.client.reactions_get(channel="C0GENERAL", timestamp=said["ts"])
    await bench.do("reaction", "U0BEN", **emoji, remove=True)

    added = togi.heard_of("reaction_added")[0]
    assert added["reaction"] == "+1::skin-tone-3"
    assert added["item"] == {"type": "message", "channel": "C0GENERAL", "ts": said["ts"]}
    assert added["item_user"] == "U0TOGI"
    assert got["message"]["reactions"][0]["users"] == ["U0BEN"]
    assert await until(lambda: togi.heard_of("reaction_removed"))
