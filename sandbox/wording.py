"""How typed text becomes Slack's text: escaped, with mentions and links marked up."""

from __future__ import annotations

import re

from sandbox.workspace import Workspace

_MARKED = re.compile(r"<(@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!(?:here|channel|everyone))(?:\|[^<>]*)?>")
_TYPED = re.compile(
    r"(?P<url>https?://[^\s<>|]+)|(?<![\w/])(?P<sign>[@#])(?P<name>[A-Za-z0-9_.-]+)"
)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_EVERYBODY = {"here", "channel", "everyone"}


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed(text: str, workspace: Workspace, *, named: bool = False) -> str:
    """What the composer makes of typed text; `named` as in slash commands: <@U0BEN|ben>."""
    parts: list[str] = []
    end = 0
    for match in _MARKED.finditer(text):
        parts.append(_mark_up(escape(text[end : match.start()]), workspace, named=named))
        parts.append(_known(match, workspace, named=named))
        end = match.end()
    parts.append(_mark_up(escape(text[end:]), workspace, named=named))
    return "".join(parts)


def mentions(text: str) -> list[str]:
    return _MENTION.findall(text)


def _known(match: re.Match[str], workspace: Workspace, *, named: bool) -> str:
    target = match[1]
    if target.startswith("!"):
        return f"<{target}>"
    found = workspace.members.get(target[1:]) or workspace.channels.get(target[1:])
    if found is None:
        return escape(match[0])
    return f"<{target}|{found.name}>" if named else f"<{target}>"


def _mark_up(text: str, workspace: Workspace, *, named: bool) -> str:
    def replaced(match: re.Match[str]) -> str:
        if match["url"]:
            return f"<{match['url']}>"
        kind, name = match["sign"], match["name"]
        trailing = name[len(name.rstrip(".-")) :]
        name = name.rstrip(".-")
        if kind == "@" and name in _EVERYBODY:
            return f"<!{name}>{trailing}"
        found = _find(kind, name.casefold(), workspace)
        if found is None:
            return match[0]
        label = f"|{name}" if named else ""
        return f"<{kind}{found}{label}>{trailing}"

    return _TYPED.sub(replaced, text)


def _find(sign: str, name: str, workspace: Workspace) -> str | None:
    if sign == "@":
        people = workspace.members.values()
        return next((one.id for one in people if one.name.casefold() == name), None)
    rooms = (one for one in workspace.channels.values() if one.shape == "channel")
    return next((one.id for one in rooms if one.name == name), None)
