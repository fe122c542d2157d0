"""Rich text: sections, lists, quotes and code, and what may stand inside them."""

from __future__ import annotations

from sandbox.blocks.composition import BLOCK_ID, URL
from sandbox.blocks.shapes import by_type, fields, flag, items, one_of, text, whole

_STYLES = (
    "bold",
    "italic",
    "strike",
    "code",
    "underline",
    "highlight",
    "client_highlight",
    "unlink",
)
_STYLE = fields(
    None,
    dict.fromkeys(_STYLES, flag),
)
_INLINE = by_type(
    {
        "text": fields({"text": text(12_000, 0)}, {"style": _STYLE}),
        "link": fields({"url": URL}, {"text": text(3000, 0), "style": _STYLE, "unsafe": flag}),
        "emoji": fields(
            {"name": text(100)},
            {"unicode": text(100), "skin_tone": whole(1, 6), "style": _STYLE, "url": URL},
        ),
        "user": fields({"user_id": text(20)}, {"style": _STYLE}),
        "usergroup": fields({"usergroup_id": text(20)}, {"style": _STYLE}),
        "channel": fields({"channel_id": text(20)}, {"style": _STYLE}),
        "broadcast": fields({"range": one_of("here", "channel", "everyone")}, {"style": _STYLE}),
        "date": fields(
            {"timestamp": whole(0, 10**11), "format": text(500)},
            {"url": URL, "fallback": text(500), "style": _STYLE},
        ),
        "color": fields({"value": text(20)}, {"style": _STYLE}),
    },
    "element",
)
_SECTION = fields({"elements": items(_INLINE, 1000, 0)})
_BORDER = {"border": whole(0, 1)}
RICH_TEXT_FIELDS = {
    "elements": items(
        by_type(
            {
                "rich_text_section": _SECTION,
                "rich_text_list": fields(
                    {
                        "style": one_of("bullet", "ordered"),
                        "elements": items(by_type({"rich_text_section": _SECTION}, "element"), 500),
                    },
                    {"indent": whole(0, 8), "offset": whole(0, 10_000), **_BORDER},
                ),
                "rich_text_quote": fields({"elements": items(_INLINE, 1000, 0)}, _BORDER),
                "rich_text_preformatted": fields(
                    {"elements": items(_INLINE, 1000, 0)}, {**_BORDER, "language": text(50)}
                ),
            },
            "element",
        ),
        500,
    )
}
RICH_TEXT_BODY = fields(RICH_TEXT_FIELDS, BLOCK_ID)
RICH_TEXT = by_type({"rich_text": RICH_TEXT_BODY}, "block")
