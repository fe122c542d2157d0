"""The workspace: every record, in memory to be read and in the store to survive."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from operator import attrgetter

from sandbox import seed
from sandbox.clock import Clock
from sandbox.records import BOT_USER, Channel, File, Member, Message, Pending, Record, View
from sandbox.store import Store

_BY_TS = attrgetter("ts")


class Workspace:
    """Finds and keeps records. Rules about them live elsewhere."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = Clock()
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.pending: dict[str, Pending] = {}
        self.stacks: dict[str, list[str]] = defaultdict(list)  # person → open modals, top last
        self.revoked = False
        self._messages: dict[str, Message] = {}
        self._said: dict[str, list[Message]] = defaultdict(list)
        self._replies: dict[tuple[str, str], list[Message]] = defaultdict(list)
        self._load()

    def _load(self) -> None:
        rows = self.store.load()
        for kind, body in rows:
            match kind:
                case "member":
                    self.members[body["id"]] = Member(**body)
                case "channel":
                    self.channels[body["id"]] = Channel(**body)
                case "file":
                    self.files[body["id"]] = File(**body)
                case "view":
                    self.views[body["id"]] = View(**body)
                case "event":
                    self.pending[body["event_id"]] = Pending(**body)
                case _:
                    self._index(Message(**body))
        self._restack()
        if not rows:
            for member in seed.members():
                self.keep(member)
            for channel in seed.channels():
                self.keep(channel)

    def _restack(self) -> None:
        """Find each person's open modals again: a stack is a chain of previous views."""
        for view in self.views.values():
            if view.type != "modal":
                continue
            depth = 0 if view.previous_view_id is None else 1 + self._depth(view.previous_view_id)
            stack = self.stacks[view.user]
            stack.extend([""] * (depth + 1 - len(stack)))
            stack[depth] = view.id
        for user, stack in self.stacks.items():  # a chain may have been cut by a crash
            self.stacks[user] = [view_id for view_id in stack if view_id]

    def _depth(self, view_id: str) -> int:
        view = self.views.get(view_id)
        if view is None or view.previous_view_id is None:
            return 0
        return 1 + self._depth(view.previous_view_id)

    def keep(self, record: Record) -> None:
        """Remember a new or changed record."""
        match record:
            case Member():
                self.members[record.id] = record
            case Channel():
                self.channels[record.id] = record
            case File():
                self.files[record.id] = record
            case View():
                self.views[record.id] = record
            case Pending():
                self.pending[record.event_id] = record
            case Message():
                self._index(record)
        if not (isinstance(record, Message) and record.ephemeral_to):  # they vanish on reload
            self.store.save(record)

    def drop(self, record: Record) -> None:
        match record:
            case Message():
                self._messages.pop(record.key, None)
                for kept in (self._said[record.channel], self._replies[self._thread(record)]):
                    if record in kept:
                        kept.remove(record)
            case View():
                self.views.pop(record.id, None)
            case File():
                self.files.pop(record.id, None)
            case Pending():
                self.pending.pop(record.event_id, None)
            case Member() | Channel():
                raise TypeError("members and channels are archived, never dropped")
        self.store.forget(record)

    def _thread(self, message: Message) -> tuple[str, str]:
        return (message.channel, message.thread_ts)

    def _index(self, message: Message) -> None:
        if message.key in self._messages:
            return
        self.clock.seen(message.ts)
        self._messages[message.key] = message
        insort(self._said[message.channel], message, key=_BY_TS)
        if message.is_reply:
            insort(self._replies[self._thread(message)], message, key=_BY_TS)

    def message(self, channel: str, ts: str) -> Message | None:
        return self._messages.get(f"{channel}:{ts}")

    def said(self, channel: str) -> list[Message]:
        """All messages of a channel, replies too, oldest first."""
        return self._said[channel]

    def replies(self, channel: str, ts: str) -> list[Message]:
        """The replies under a message that everybody sees."""
        return [one for one in self._replies[(channel, ts)] if not one.ephemeral_to]

    def direct(self, user: str) -> Channel | None:
        """The conversation between a person and the bot."""
        return next(
            (one for one in self.channels.values() if one.shape == "im" and one.has(user)), None
        )

    def people(self) -> list[Member]:
        return [one for one in self.members.values() if one.id != BOT_USER]
