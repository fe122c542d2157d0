"""A message that is posted once, whatever crashes: an intention first, the message, its ts.

Slack has no key that makes posting idempotent. The key travels in the message's metadata; after
a crash between posting and recording, the message is looked for and adopted.
"""

from datetime import datetime
from typing import NamedTuple, NotRequired, TypedDict

import sqlalchemy as sa
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.slack.refusals import SlackPassing, slack_refusal
from bot.views.blocks import Message
from core.storage import Database, utc_now

EVENT_TYPE = "togi_post"
GROWING = "in_progress"
AT_ONCE = 100  # messages of the history
CLOCKS_APART_SECONDS = 60  # Slack's and ours


class PostMetadata(TypedDict, total=False):
    event_payload: dict[str, str]


class PostedMessage(TypedDict):
    """What matters of a message in the history."""

    ts: str
    user: NotRequired[str]
    streaming_state: NotRequired[str]
    metadata: NotRequired[PostMetadata]


class PageMetadata(TypedDict, total=False):
    next_cursor: str  # "" on the last page


class Post(SQLModel, table=True):
    __tablename__ = "posts"
    __table_args__ = (
        sa.Index(  # two that were cut off at once must not take the same message for theirs
            "posts_streamed_once",
            "channel",
            "ts",
            unique=True,
            sqlite_where=sa.text("is_stream"),
            postgresql_where=sa.text("is_stream"),
        ),
    )

    key: str = Field(primary_key=True)
    channel: str
    thread: str | None = None
    ts: str | None = None  # None: perhaps posted, not yet recorded
    is_stream: bool = False  # it was begun as one that grows, and has to be ended
    created_at: datetime = Field(default_factory=utc_now)


class Found(NamedTuple):
    """A message that stands already, and whether it is one that grows until it is ended."""

    ts: str
    is_stream: bool = False
    is_open: bool = False


class Intended(NamedTuple):
    """A post, and whether it was tried before: then it may stand there already."""

    post: Post
    tried: bool


async def intend(database: Database, key: str, channel: str, thread: str | None) -> Intended:
    """Write down that a message is about to be posted, unless that stands there already."""

    async def write(session: AsyncSession) -> Intended:
        post = await session.get(Post, key)
        tried = post is not None
        post = post or Post(key=key, channel=channel, thread=thread)
        session.add(post)
        return Intended(post, tried)

    return await database.at_once(write)


async def post_once(
    database: Database,
    client: AsyncWebClient,
    *,
    key: str,
    channel: str,
    thread: str | None,
    message: Message,
) -> str:
    """The ts of the message with this key, posted unless it stands there already."""
    intended, tried = await intend(database, key, channel, thread)
    found = await find_post(database, client, intended) if tried and not intended.ts else None
    ts = intended.ts or (found and found.ts) or await post(client, key, channel, thread, message)
    if ts != intended.ts:
        async with database.transaction() as session:
            await recorded(session, key, ts)
    return ts


async def post(
    client: AsyncWebClient, key: str, channel: str, thread: str | None, message: Message
) -> str:
    """Post a message that carries its key; returns its ts."""
    response = await client.chat_postMessage(
        channel=channel,
        thread_ts=thread,
        text=message["text"],
        blocks=message["blocks"],
        metadata=metadata_for(key),
        unfurl_links=False,
        unfurl_media=False,
    )
    return str(response["ts"])


def metadata_for(key: str) -> dict[str, object]:
    """What a message carries, so that it can be found by its key."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


async def recorded(session: AsyncSession, key: str, ts: str, *, is_stream: bool = False) -> None:
    """Write down that the message with a key was posted, or begun as a stream."""
    post = await session.get_one(Post, key)
    post.ts, post.is_stream = ts, is_stream
    session.add(post)


async def find_post(database: Database, client: AsyncWebClient, post: Post) -> Found | None:
    """A message that was perhaps posted; None when there is none to be seen.

    A stream carries its key only from its end on: one of ours in the same thread that carries
    none and belongs to no other post is taken for it. Where the history can't be read, a
    message posted in the instant before a crash is posted again.
    """
    cursor: str | None = None
    streams: list[PostedMessage] = []
    try:
        while cursor != "":
            page = await _page(client, post, cursor)
            found: list[PostedMessage] = page.get("messages", [])
            for message in found:
                if message.get("metadata", {}).get("event_payload", {}).get("key") == post.key:
                    return Found(message["ts"])
                if message.get("streaming_state") and not message.get("metadata"):
                    streams.append(message)
            metadata: PageMetadata | None = page.get("response_metadata")
            cursor = metadata.get("next_cursor", "") if metadata else ""
        ours = (await client.auth_test())["user_id"] if streams else ""
    except SlackApiError as error:
        if isinstance(slack_refusal(error), SlackPassing):
            raise  # a history that can be read a minute later is worth the minute
        return None
    found_ours = {
        message["ts"]: message.get("streaming_state") == GROWING
        for message in streams
        if message.get("user") == ours
    }
    ts = await _nobodys(database, post.channel, list(found_ours))
    return Found(ts, is_stream=True, is_open=found_ours[ts]) if ts else None


async def _nobodys(database: Database, channel: str, found: list[str]) -> str | None:
    async with database.reading() as session:
        known = await session.exec(
            select(Post.ts).where(Post.channel == channel, col(Post.ts).in_(found))
        )
        others = set(known)
    return next((ts for ts in found if ts not in others), None)


async def _page(client: AsyncWebClient, post: Post, cursor: str | None) -> AsyncSlackResponse:
    """Some of what was said in the place of a post since just before it was meant."""
    oldest = str(post.created_at.timestamp() - CLOCKS_APART_SECONDS)
    if post.thread:
        return await client.conversations_replies(
            channel=post.channel,
            ts=post.thread,
            oldest=oldest,
            limit=AT_ONCE,
            cursor=cursor,
            include_all_metadata=True,
        )
    return await client.conversations_history(
        channel=post.channel,
        oldest=oldest,
        limit=AT_ONCE,
        cursor=cursor,
        include_all_metadata=True,
    )
