"""A message that is posted once: Slack forgets to answer, we die in between, both come again."""

from __future__ import annotations

import uuid

import pytest
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import IntegrityError

from bot.slack.posts import AT_ONCE, EVENT_TYPE, Post, find_post, post_once, recorded
from bot.views.blocks import Message, message
from core.storage import Database
from tests.bot.slack.conftest import Slack

GENERAL, RANDOM = "C0GENERAL", "C0RANDOM"


@pytest.fixture
def words() -> str:
    """Words that no other test says."""
    return f"Ready {uuid.uuid4().hex}"


async def post(database: Database, slack: Slack, words: str, *, thread: str | None = None) -> str:
    shown: Message = message(words)
    return await post_once(
        database,
        slack.client,
        key=f"job:{words}",
        channel=GENERAL,
        thread=thread,
        message=shown,
    )


async def said(slack: Slack, words: str, thread: str | None = None) -> list[object]:
    """The times at which these words stand in the channel or the thread."""
    query = {"thread_ts": thread} if thread else {}
    return [one["ts"] for one in await slack.messages(GENERAL, **query) if words in str(one)]


async def everything(slack: Slack, thread: str | None) -> list[dict[str, object]]:
    """What stands in the channel or the thread, to the last page."""
    client, told = slack.client, []
    pages = (
        await client.conversations_replies(channel=GENERAL, ts=thread)
        if thread
        else await client.conversations_history(channel=GENERAL)
    )
    async for page in pages:
        told += page["messages"]
    return told


async def test_a_message_is_posted_and_its_place_kept(
    database: Database, slack: Slack, words: str
) -> None:
    ts = await post(database, slack, words)

    assert await said(slack, words) == [ts]
    async with database.reading() as session:
        assert (await session.get_one(Post, f"job:{words}")).ts == ts


async def test_the_same_key_is_posted_once(database: Database, slack: Slack, words: str) -> None:
    first, second = await post(database, slack, words), await post(database, slack, words)

    assert first == second
    assert await said(slack, words) == [first]


async def test_a_message_whose_answer_got_lost_is_adopted(
    database: Database, slack: Slack, words: str
) -> None:
    await slack.fault(method="chat.postMessage", http_status=503, after_effect=True, times=1)
    with pytest.raises(SlackApiError):
        await post(database, slack, words)
    stands = await said(slack, words)

    ts = await post(database, slack, words)

    assert [ts] == stands == await said(slack, words)


async def test_a_message_in_a_thread_is_adopted_too(
    database: Database, slack: Slack, words: str
) -> None:
    root = str((await slack.client.chat_postMessage(channel=GENERAL, text="Thread"))["ts"])
    await slack.fault(method="chat.postMessage", http_status=503, after_effect=True, times=1)
    with pytest.raises(SlackApiError):
        await post(database, slack, words, thread=root)

    ts = await post(database, slack, words, thread=root)

    assert await said(slack, words, root) == [ts]


@pytest.mark.parametrize("in_thread", [False, True])
async def test_a_message_is_adopted_however_much_was_said_since(
    database: Database, slack: Slack, words: str, *, in_thread: bool
) -> None:
    root = str((await slack.client.chat_postMessage(channel=GENERAL, text="Thread"))["ts"])
    thread = root if in_thread else None
    for number in range(AT_ONCE + 1 if in_thread else 0):
        await slack.client.chat_postMessage(channel=GENERAL, thread_ts=thread, text=f"{number}")
    await slack.fault(method="chat.postMessage", http_status=503, after_effect=True, times=1)
    with pytest.raises(SlackApiError):
        await post(database, slack, words, thread=thread)
    for number in range(AT_ONCE + 1):
        await slack.client.chat_postMessage(channel=GENERAL, thread_ts=thread, text=f"{number}")

    ts = await post(database, slack, words, thread=thread)

    async with database.reading() as session:
        key = f"job:{words}"
        assert (await session.get_one(Post, key)).ts == ts
    told = await everything(slack, thread)
    assert [one["ts"] for one in told if words in str(one.get("text"))] == [ts]


async def test_a_message_that_was_never_posted_is_posted_by_the_next_try(
    database: Database, slack: Slack, words: str
) -> None:
    await slack.fault(method="chat.postMessage", error="internal_error", times=1)
    with pytest.raises(SlackApiError):
        await post(database, slack, words)
    assert await said(slack, words) == []

    ts = await post(database, slack, words)

    assert await said(slack, words) == [ts]


async def test_a_crash_between_posting_and_recording_is_made_good(
    database: Database, slack: Slack, words: str
) -> None:
    async with database.transaction() as session:
        session.add(Post(key=f"job:{words}", channel=GENERAL))
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": f"job:{words}"}}
    posted = await slack.client.chat_postMessage(channel=GENERAL, text=words, metadata=metadata)

    assert await post(database, slack, words) == posted["ts"]
    assert await said(slack, words) == [posted["ts"]]


async def test_somebody_elses_message_with_the_same_words_is_not_adopted(
    database: Database, slack: Slack, words: str
) -> None:
    async with database.transaction() as session:
        session.add(Post(key=f"job:{words}", channel=GENERAL))
    other = {"event_type": EVENT_TYPE, "event_payload": {"key": "job:other"}}
    await slack.client.chat_postMessage(channel=GENERAL, text=words, metadata=other)

    ts = await post(database, slack, words)

    assert len(await said(slack, words)) == 2
    assert (await said(slack, words))[-1] == ts


async def test_where_history_can_not_be_read_the_message_is_posted(
    database: Database, slack: Slack, words: str
) -> None:
    async with database.transaction() as session:
        session.add(Post(key=f"job:{words}", channel=GENERAL))
    await slack.fault(method="conversations.history", error="missing_scope", times=1)

    ts = await post(database, slack, words)

    assert await said(slack, words) == [ts]


async def test_a_history_that_is_busy_is_waited_for_rather_than_posted_past(
    database: Database, slack: Slack, words: str
) -> None:
    async with database.transaction() as session:
        session.add(Post(key=f"job:{words}", channel=GENERAL))
    await slack.fault(method="conversations.history", retry_after=1, times=1)

    with pytest.raises(SlackApiError):
        await post(database, slack, words)

    assert await said(slack, words) == []


async def test_two_posts_that_were_cut_off_never_take_the_same_stream_for_theirs(
    database: Database, slack: Slack, words: str
) -> None:
    root = str((await slack.client.chat_postMessage(channel=GENERAL, text="Thread"))["ts"])
    keys = [f"answer:{words}", f"answer:{words}:other"]
    posts = [Post(key=key, channel=GENERAL, thread=root) for key in keys]
    async with database.transaction() as session:
        session.add_all(posts)
    started = await slack.client.chat_startStream(
        channel=GENERAL,
        thread_ts=root,
        markdown_text=words,
        recipient_team_id="T0TOGI",
        recipient_user_id="U0AIKO",
    )
    first, second = [await find_post(database, slack.client, post) for post in posts]
    assert first == second == (started["ts"], True, True)

    async with database.transaction() as session:
        await recorded(session, keys[0], started["ts"], is_stream=True)
    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await recorded(session, keys[1], started["ts"], is_stream=True)
    assert await find_post(database, slack.client, posts[1]) is None
