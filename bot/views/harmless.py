"""What a model says is data: nothing in it mentions, links elsewhere than it says, or formats us.

In code, which people copy, only what would call somebody is changed. The rules are such that a
text may be shown while it grows: what was made harmless stays as it was.
"""

from __future__ import annotations

import re
from itertools import pairwise

from bot.views.code import Code, code_in

# A word joiner: invisible, and what stands around it is no longer Slack's markup.
JOINER = "\u2060"
LONGEST = 2600  # characters of a construct that may still be unfinished

# <!channel>, <!subteam^S1>, <!date^…>, <@U1>, <#C1>, <https://elsewhere|shown>
MARKUP = re.compile(r"<(?=[!@#]|[a-zA-Z][a-zA-Z0-9+.-]*:)")
CALL = re.compile(r"<(?=[@#]|!(?!--|DOCTYPE|\[))")  # of these, what code is changed for
SHOUT = re.compile(r"@(?=(?:channel|here|everyone)(?![a-zA-Z0-9_]))", re.IGNORECASE)
# [shown](scheme:elsewhere "title") and its picture: both are written out.
LINK = re.compile(
    r"!?\[([^\[\]\n]{0,200})\]"
    r"\([^\S\n]*<?((?:[a-zA-Z][a-zA-Z0-9+.-]{1,20}:|//)(?:[^\s()<>]|\([^\s()<>]*\)){1,2000})>?"
    r"(?:[^\S\n]+[^()\n]{0,200})?\)"
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
OPEN_CALL = re.compile(r"(?:<!?[A-Z-]{0,7}|@[a-zA-Z]{0,8})\Z")  # in code
OPEN_LINE = re.compile(
    r"(?:\A|\n)[ \t]*(?:#{1,6}|[-*+>]|\d+[.)])[ \t]*\Z"
)  # of a heading or a list


def harmless(text: str) -> str:
    """The text as Slack may show it: links say where they lead, nobody is called."""
    return _broken(_links_written_out(text, code_in(text)))


def settled(text: str) -> str:
    """As much of a growing text as stays what it is whatever comes next, made harmless."""
    code = code_in(text)
    end = min(code.decided, _unfinished(text, code))
    linked = _links_written_out(text[:end], code)
    return _broken(linked[: code_in(linked).decided])


def _unfinished(text: str, code: Code) -> int:
    """Where something begins that more text may complete."""
    begin = max(0, len(text) - LONGEST)
    end = len(text)
    for unfinished in (OPEN_LINK, OPEN_MARKUP, OPEN_LINE):
        found = unfinished.search(text, begin)
        while found and code.holds(found.start()):  # there it completes nothing
            found = unfinished.search(text, found.start() + 1)
        end = min(end, found.start()) if found else end
    found = OPEN_CALL.search(text, begin)
    return min(end, found.start()) if found else end


def _links_written_out(text: str, code: Code) -> str:
    return LINK.sub(lambda one: one[0] if code.holds(one.start()) else _written_out(one), text)


def _broken(text: str) -> str:
    """The text with a joiner in all that would be a link or a call; in code, in calls alone."""
    code = code_in(text)
    places = {found.end() for rule in (CALL, SHOUT) for found in rule.finditer(text)}
    for rule in (LINKED, MARKUP):
        places |= {one.end() for one in rule.finditer(text) if not code.holds(one.end() - 1)}
    cuts = [0, *sorted(places), len(text)]
    return JOINER.join(text[start:end] for start, end in pairwise(cuts))


def _written_out(link: re.Match[str]) -> str:
    shown, target = link[1].strip(), link[2]
    return target if shown in {"", target} else f"{shown} ({target})"
