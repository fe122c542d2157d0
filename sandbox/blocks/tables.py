"""Tables and charts."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.blocks.composition import BLOCK_ID
from sandbox.blocks.rich import RICH_TEXT_BODY
from sandbox.blocks.shapes import (
    Fault,
    all_of,
    by_type,
    fields,
    flag,
    items,
    number,
    one_of,
    text,
    whole,
)

COLUMNS = 20
TABLE_CHARACTERS = 10_000
_LARGEST = 1e15

_RAW_TEXT = fields({"text": text(TABLE_CHARACTERS)})
_RAW_NUMBER = fields({"value": number(-_LARGEST, _LARGEST)}, {"text": text(TABLE_CHARACTERS)})
_CELL = by_type(
    {"raw_text": _RAW_TEXT, "raw_number": _RAW_NUMBER, "rich_text": RICH_TEXT_BODY}, "cell"
)
_COLUMN_SETTING = fields(None, {"align": one_of("left", "center", "right"), "is_wrapped": flag})


def _setting_or_null(value: object, at: str) -> Iterator[Fault]:
    """Column settings are the one place where Slack takes null: leave this column alone."""
    if value is not None:
        yield from _COLUMN_SETTING(value, at)


def _short_enough(value: object, at: str) -> Iterator[Fault]:
    if characters(value) > TABLE_CHARACTERS:
        yield f"{at}/rows", f"must be less than {TABLE_CHARACTERS + 1} characters in total"


def _equally_long(value: object, at: str) -> Iterator[Fault]:
    rows = value.get("rows") if isinstance(value, dict) else None
    if isinstance(rows, list) and len({len(row) for row in rows if isinstance(row, list)}) > 1:
        yield f"{at}/rows", "all rows must have the same number of cells"


def _plain_header(value: object, at: str) -> Iterator[Fault]:
    rows = value.get("rows") if isinstance(value, dict) else None
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], list):
        return
    for index, cell in enumerate(rows[0]):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            yield f"{at}/rows/0/{index}", "header cells can't be rich_text"


def characters(value: object) -> int:
    """How many characters of text stand anywhere inside."""
    match value:
        case dict():
            return sum(
                len(inner) if key == "text" and isinstance(inner, str) else characters(inner)
                for key, inner in value.items()
            )
        case list():
            return sum(map(characters, value))
        case _:
            return 0


TABLE = all_of(
    fields(
        {"rows": items(items(_CELL, COLUMNS), 100)},
        {**BLOCK_ID, "column_settings": items(_setting_or_null, COLUMNS, 0)},
    ),
    _equally_long,
    _short_enough,
)
DATA_TABLE = all_of(
    fields(
        {"caption": text(2000), "rows": items(items(_CELL, COLUMNS), 101, 2)},
        {
            **BLOCK_ID,
            "page_size": whole(1, 100),
            "row_header_column_index": whole(0, COLUMNS - 1),
        },
    ),
    _equally_long,
    _plain_header,
    _short_enough,
)

_LABEL = text(20)
_POINT = fields({"label": _LABEL, "value": number(-_LARGEST, _LARGEST)})
_SERIES = fields({"name": _LABEL, "data": items(_POINT, 20)})
_AXES = fields({"categories": items(_LABEL, 20)}, {"x_label": text(50), "y_label": text(50)})


def _covers_categories(value: object, at: str) -> Iterator[Fault]:
    """Every series has one point per category, and its own name."""
    if not isinstance(value, dict) or not isinstance(value.get("series"), list):
        return
    axes = value.get("axis_config")
    categories = axes.get("categories") if isinstance(axes, dict) else None
    names: set[object] = set()
    for index, series in enumerate(value["series"]):
        if not isinstance(series, dict) or not isinstance(series.get("data"), list):
            continue
        if str(series.get("name")) in names:
            yield f"{at}/series/{index}/name", "must be unique"
        names.add(str(series.get("name")))
        labels = [point.get("label") for point in series["data"] if isinstance(point, dict)]
        if isinstance(categories, list) and sorted(map(str, labels)) != sorted(
            map(str, categories)
        ):
            yield f"{at}/series/{index}/data", "labels must match axis_config.categories"


_PLOT = all_of(fields({"series": items(_SERIES, 6), "axis_config": _AXES}), _covers_categories)
_SLICE = fields({"label": _LABEL, "value": number(1e-9, _LARGEST)})
DATA_VISUALIZATION = fields(
    {
        "title": text(50),
        "chart": by_type(
            {
                "bar": _PLOT,
                "line": _PLOT,
                "area": _PLOT,
                "pie": fields({"segments": items(_SLICE, 6)}),
            },
            "chart",
        ),
    },
    BLOCK_ID,
)
