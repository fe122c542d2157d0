"""What a workspace consists of: members, channels, messages, files, views."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from sandbox.json_types import JsonObject

TEAM = "T0TOGI"
APP = "A0TOGI"
BOT = "B0TOGI"
BOT_USER = "U0TOGI"


@dataclass
class Member:
    """A person (or the app's own bot user)."""

    kind: ClassVar[str] = "member"
    id: str
    name: str
    real_name: str
    locale: str = "en-US"
    tz: str = "America/New_York"
    tz_label: str = "Eastern Standard Time"
    tz_offset: int = -18000
    color: str = "4a154b"
    team_id: str = TEAM
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False

    @property
    def key(self) -> str:
        return self.id


@dataclass
class Channel:
    """A conversation: public, private, or between one person and the bot."""

    kind: ClassVar[str] = "channel"
    id: str
    name: str
    shape: str  # channel, group or im: the words that Slack's scopes and events use
    members: list[str]
    topic: str = ""
    creator: str = "U0AIKO"
    created: int = 1767225600
    archived: bool = False
    shared_outside: bool = False  # with another company, by Slack Connect
    read: dict[str, str] = field(default_factory=dict)  # member → last ts they saw

    @property
    def key(self) -> str:
        return self.id

    def has(self, user: str) -> bool:
        return user in self.members

    def seen_by(self, user: str) -> bool:
        """Whether this person may look inside."""
        return self.shape == "channel" or self.has(user)


@dataclass
class Message:
    """Something said, by a person or by the bot."""

    kind: ClassVar[str] = "message"
    channel: str
    ts: str
    user: str
    text: str = ""
    thread_ts: str = ""
    subtype: str = ""
    blocks: list[JsonObject] = field(default_factory=list)
    attachments: list[JsonObject] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    metadata: JsonObject | None = None
    edited: JsonObject | None = None
    stream: str = ""  # in_progress, completed or expired; empty: never streamed
    stream_started: int = 0
    ephemeral_to: str = ""
    username: str = ""
    icon_emoji: str = ""

    @property
    def key(self) -> str:
        return f"{self.channel}:{self.ts}"

    @property
    def is_reply(self) -> bool:
        return bool(self.thread_ts) and self.thread_ts != self.ts

    @property
    def by_bot(self) -> bool:
        return self.user == BOT_USER


@dataclass
class File:
    """An uploaded file; its bytes lie in the data folder under its id."""

    kind: ClassVar[str] = "file"
    id: str
    name: str
    title: str
    mimetype: str
    filetype: str
    size: int
    user: str
    created: int
    complete: bool = False
    given_to_app: bool = False  # through a modal, without a message
    alt_txt: str = ""
    shares: dict[str, list[str]] = field(default_factory=dict)  # channel → timestamps

    @property
    def key(self) -> str:
        return self.id


@dataclass
class View:
    """A modal or a Home tab, as one person sees it."""

    kind: ClassVar[str] = "view"
    id: str
    user: str
    type: str
    body: JsonObject
    hash: str
    state: JsonObject = field(default_factory=dict)  # block_id → action_id → value
    previous_view_id: str | None = None
    root_view_id: str = ""

    @property
    def key(self) -> str:
        return self.id


@dataclass
class Pending:
    """An event that the app has not acknowledged yet."""

    kind: ClassVar[str] = "event"
    event_id: str
    payload: JsonObject
    created: int

    @property
    def key(self) -> str:
        return self.event_id


Record = Member | Channel | Message | File | View | Pending
