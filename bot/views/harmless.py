"""What a model says is data: nothing in it mentions, links elsewhere than it says, or formats us.

The rules are such that a text may be shown while it grows: what was made harmless stays as it was.
"""

from __future__ import annotations

import re

# A word joiner: invisible, and what stands around it is no longer Slack's markup.
JOINER = "\u2060"
LONGEST = 2600  # characters of a construct that may still be unfinished

# <!channel>, <!subteam^S1>, <!date^…>, <@U1>, <#C1>, <https://elsewhere|shown>
MARKUP = re.compile(r"<(?=[!@#]|[a-zA-Z][a-zA-Z0-9+.-]*:)")
SHOUT = re.compile(r"@(?=(?:channel|here|everyone)(?![a-zA-Z0-9_]))", re.IGNORECASE)
# [shown](scheme:elsewhere "title") and its picture: both are written out.
LINK = re.compile(
    r"!?\[([^\[\]\n]{0,200})\]"
    r"\(\s*<?((?:[a-zA-Z][a-zA-Z0-9+.-]{1,20}:|//)(?:[^\s()<>]|\([^\s()<>]*\)){1,2000})>?"
    r"(?:\s+[^()\n]{0,200})?\)"
)
# With any other label or target that may lead somewhere, and [label]: of a link defined elsewhere.
LINKED = re.compile(r"\](?=\(\s*<?[^\s()<>]*[.:/&])|(?<=\])(?=:)")
OPEN_LINK = re.compile(
    r"!?\[[^\[\]\n]{0,200}"
    r"(?:\](?:\((?:[^()\n]|\([^()\n]*\))*(?:\([^()\n]*)?)?)?\Z|!\Z",
)
OPEN_MARKUP = re.compile(
    r"(?:<|<[a-zA-Z][a-zA-Z0-9+.-]*|@[a-zA-Z]{0,8}|\](?:\(\s*<?[^\s()<>]*)?)\Z"
)
OPEN_LINE = re.compile(
    r"(?:\A|\n)[ \t]*(?:#{1,6}|[-*+>]|\d+[.)])[ \t]*\Z"
)  # of a heading or a list


def harmless(text: str) -> str:
    """The text as Slack may show it: links say where they lead, nobody is called."""
    text = LINKED.sub(lambda found: found[0] + JOINER, LINK.sub(_written_out, text))
    return SHOUT.sub("@" + JOINER, MARKUP.sub("<" + JOINER, text))


def settled(text: str) -> str:
    """As much of a growing text as stays what it is whatever comes next, made harmless."""
    end = len(text)
    for unfinished in (OPEN_LINK, OPEN_MARKUP, OPEN_LINE):
        found = unfinished.search(text, max(0, len(text) - LONGEST))
        end = min(end, found.start()) if found else end
    return harmless(text[:end])


def _written_out(link: re.Match[str]) -> str:
    shown, target = link[1].strip(), link[2]
    return target if shown in {"", target} else f"{shown} ({target})"
