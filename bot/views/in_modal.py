"""A message for who clicked where none can be posted: the same words, in a modal."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import TITLE_LENGTH, Block, Message, View, escape, plain, section

MOST_BLOCKS = 100


def in_modal(title: str, message: Message, say: Words) -> View:
    """Modals know no tables, so each row of one is told in words."""
    blocks = [
        told
        for block in message["blocks"]
        for told in (_rows(block, say) if block["type"] == "table" else [block])
    ]
    return {
        "type": "modal",
        "title": plain(title, TITLE_LENGTH),
        "close": plain(say("Close"), TITLE_LENGTH),
        "blocks": blocks[:MOST_BLOCKS],
    }


def _rows(table: Block, say: Words) -> list[Block]:
    rows = [[_text(cell) for cell in row] for row in _items(table["rows"])]
    heads, *others = rows
    return [
        section(
            "\n".join(
                [
                    f"*{first}*",
                    *(say.stated(head, cell) for head, cell in zip(heads[1:], rest, strict=True)),
                ]
            )
        )
        for first, *rest in others
    ]


def _items(rows: object) -> list[list[object]]:
    return [list(row) for row in rows if isinstance(row, list)] if isinstance(rows, list) else []


def _text(cell: object) -> str:
    return escape(str(cell.get("text", ""))) if isinstance(cell, dict) else ""
