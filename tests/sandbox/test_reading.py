"""What the app and the people can read, and how typed words arrive."""

from __future__ import annotations

import pytest

from tests.sandbox.conftest import Bench, Json, until


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("@togi hello", "<@U0TOGI> hello"),
        ("<@U0TOGI> hello", "<@U0TOGI> hello"),
        ("@togi質問です", "<@U0TOGI>質問です"),
        ("@Ben, look in #support.", "<@U0BEN>, look in <#C0SUPPORT>."),
        ("1 < 2 && 3 > 2", "1 &lt; 2 &amp;&amp; 3 &gt; 2"),
        ("<!channel> and @here", "<!channel> and <!here>"),
        ("<@U0NOBODY>", "&lt;@U0NOBODY&gt;"),
        ("https://x.example/?a=1&b=2", "<https://x.example/?a=1&amp;b=2>"),
        ("aiko@togi.example #nowhere", "aiko@togi.example #nowhere"),
    ],
)
async def test_typed_words_arrive_as_slack_marks_them_up(
    bench: Bench, typed: str, told: str
) -> None:
    await bench.do("message", channel="C0GENERAL", text=typed)

    message = (await bench.messages("C0GENERAL"))[0]
    assert message["text"] == told
    assert message["blocks"][0]["type"] == "rich_text"


async def test_metadata_comes_only_when_asked_for(bench: Bench) -> None:
    metadata = {"event_type": "answer", "event_payload": {"key": "ask:1"}}
    said = await bench.client.chat_postMessage(channel="C0GENERAL", text="x", metadata=metadata)

    plain = await bench.client.conversations_history(channel="C0GENERAL")
    full = await bench.client.conversations_history(channel="C0GENERAL", include_all_metadata=True)
    assert said["message"]["metadata"] == metadata
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


async def test_history_is_read_page_by_page_newest_first(bench: Bench) -> None:
    for number in range(5):
        await bench.do("message", channel="C0GENERAL", text=str(number))

    texts: list[str] = []
    cursor = ""
    while True:
        page = await bench.client.conversations_history(channel="C0GENERAL", limit=2, cursor=cursor)
        texts += [one["text"] for one in page["messages"]]
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]

    assert texts == list("43210")


async def test_a_thread_is_read_oldest_first_from_any_point(bench: Bench) -> None:
    root = (await bench.do("message", channel="C0GENERAL", text="root"))["ts"]
    first = await bench.client.chat_postMessage(channel="C0GENERAL", thread_ts=root, text="1")
    await bench.client.chat_postMessage(channel="C0GENERAL", thread_ts=root, text="2")

    whole = await bench.client.conversations_replies(channel="C0GENERAL", ts=root)
    late = await bench.client.conversations_replies(
        channel="C0GENERAL", ts=root, oldest=first["ts"]
    )
    history = await bench.client.conversations_history(channel="C0GENERAL")
    assert [one["text"] for one in whole["messages"]] == ["root", "1", "2"]
    assert [one["text"] for one in late["messages"]] == ["root", "2"]
    assert [one["text"] for one in history["messages"]] == ["root"]


async def test_a_broadcast_reply_stands_in_the_channel_too(bench: Bench) -> None:
    root = (await bench.do("message", channel="C0GENERAL", text="root"))["ts"]
    await bench.client.chat_postMessage(
        channel="C0GENERAL", thread_ts=root, text="to all", reply_broadcast=True
    )

    assert [one["text"] for one in await bench.messages("C0GENERAL")] == ["root", "to all"]


async def test_the_app_knows_people_channels_and_groups(bench: Bench) -> None:
    client = bench.client
    aiko = (await client.users_info(user="U0AIKO", include_locale=True))["user"]
    listed = await client.conversations_list(types="public_channel,private_channel")
    members = await client.conversations_members(channel="G0LEGAL")
    operators = await client.usergroups_users_list(usergroup="S0OPERATORS")
    (group,) = (await client.usergroups_list(include_users=True))["usergroups"]
    direct = await client.conversations_open(users="U0CHIKA")
    support = await client.conversations_info(channel="C0SUPPORT", include_num_members=True)

    assert (group["handle"], group["users"]) == ("operators", operators["users"])
    assert (aiko["locale"], aiko["tz"], aiko["is_owner"]) == ("ja-JP", "Asia/Tokyo", True)
    assert {one["id"] for one in listed["channels"]} == {
        "C0GENERAL",
        "C0SUPPORT",
        "C0RANDOM",
        "G0LEGAL",
    }
    assert set(members["members"]) == {"U0AIKO", "U0CHIKA", "U0TOGI"}
    assert operators["users"] == ["U0AIKO", "U0BEN"]
    assert direct["channel"]["id"] == "D0CHIKA"
    assert support["channel"]["num_members"] == 5
    assert (await client.team_info())["team"]["id"] == "T0TOGI"
    assert (await client.bots_info(bot="B0TOGI"))["bot"]["user_id"] == "U0TOGI"


async def test_a_message_to_a_person_is_a_direct_message(bench: Bench) -> None:
    said = await bench.client.chat_postMessage(channel="U0BEN", text="your job is done")

    assert said["channel"] == "D0BEN"
    link = await bench.client.chat_getPermalink(channel="D0BEN", message_ts=said["ts"])
    assert said["ts"].replace(".", "") in link["permalink"]


async def test_the_address_of_a_message_leads_to_where_it_stands(bench: Bench) -> None:
    place = {"channel": "C0SUPPORT", "text": "here"}
    said = await bench.client.chat_postMessage(**place)
    reply = await bench.client.chat_postMessage(**place, thread_ts=said["ts"])

    for ts, leads_to in ((said["ts"], "#C0SUPPORT"), (reply["ts"], f"#C0SUPPORT/{said['ts']}")):
        link = await bench.client.chat_getPermalink(channel="C0SUPPORT", message_ts=ts)
        async with bench.http.get(link["permalink"], allow_redirects=False) as answer:
            assert answer.headers["location"] == f"/{leads_to}"


async def test_people_see_their_own_rooms(bench: Bench) -> None:
    def rooms(state: Json) -> set[str]:
        return {one["id"] for one in state["channels"]}

    aiko, ben = await bench.see("state"), await bench.see("state", "U0BEN")
    assert "G0LEGAL" in rooms(aiko)
    assert "G0LEGAL" not in rooms(ben)
    assert "D0AIKO" not in rooms(ben)
    hidden = await bench.see("messages", "U0BEN", channel="G0LEGAL")
    assert hidden["error"] == "channel_not_found"
    assert (await bench.see("state", "U0TOGI"))["error"] == "user_not_found"


async def test_unread_counts_until_somebody_looks(bench: Bench) -> None:
    async def unread() -> int:
        channels = (await bench.see("state", "U0DANA"))["channels"]
        return int(next(one["unread"] for one in channels if one["id"] == "C0GENERAL"))

    await bench.do("message", channel="C0GENERAL", text="news")

    assert await unread() == 1
    await bench.messages("C0GENERAL", "U0DANA")
    assert await unread() == 0


async def test_update_keeps_the_blocks_unless_they_are_given(bench: Bench) -> None:
    said = await bench.client.chat_postMessage(
        channel="C0GENERAL", text="one", blocks=[{"type": "divider"}]
    )
    where = {"channel": "C0GENERAL", "ts": said["ts"]}

    kept = await bench.client.chat_update(**where, text="two")
    gone = await bench.client.chat_update(**where, text="three", blocks=[])

    assert kept["message"]["blocks"][0]["type"] == "divider"
    assert "blocks" not in gone["message"]


async def test_private_words_stay_in_their_room(bench: Bench) -> None:
    told = await bench.watch("U0BEN")

    await bench.do("message", channel="G0LEGAL", text="secret")
    await bench.do("message", channel="C0GENERAL", text="public")

    await until(lambda: told)
    assert [one["message"]["text"] for one in told] == ["public"]
