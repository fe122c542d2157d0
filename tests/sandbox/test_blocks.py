"""Block Kit's limits, each just inside and just outside."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextActionsBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
    HeaderBlock,
    MarkdownBlock,
    SectionBlock,
)

from sandbox.blocks import checked, message_faults, view_faults

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(**more: object) -> Json:
    return {"type": "button", "text": plain("Go"), **more}


def option(value: str) -> Json:
    return {"text": plain("o"), "value": value}


def select(**more: object) -> Json:
    return {"type": "static_select", "options": [option("a"), option("b")], **more}


def in_actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def in_input(element: Json) -> Json:
    return {"type": "input", "label": plain("Label"), "element": element}


def table(rows: int, columns: int, kind: str = "table", **more: object) -> Json:
    cell = {"type": "raw_text", "text": "x"}
    return {"type": kind, "rows": [[cell] * columns for _ in range(rows)], **more}


def chart(series: int = 1, points: int = 2, title: str = "Loss") -> Json:
    labels = [f"{one}" for one in range(points)]
    data = [{"label": one, "value": 1} for one in labels]
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {
            "type": "line",
            "series": [{"name": f"s{one}", "data": data} for one in range(series)],
            "axis_config": {"categories": labels},
        },
    }


FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "rate",
    "positive_button": {"text": plain("👍"), "value": "up"},
    "negative_button": {"text": plain("👎"), "value": "down"},
}

FINE: list[Json] = [
    {"type": "divider"},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}},
    {"type": "section", "fields": [plain("x" * 2000)] * 3},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 10},
    {"type": "image", "image_url": "http://x/y.png", "alt_text": "a curve"},
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a curve"},
    {"type": "markdown", "text": "x" * 12_000},
    {"type": "context_actions", "elements": [FEEDBACK]},
    {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "icon": "trash", "text": plain("x")}],
    },
    in_actions(*[button(action_id=f"a{one}") for one in range(25)]),
    in_actions(button(value="x" * 2000, style="danger", url="http://x")),
    in_actions(select(initial_option=option("a"))),
    in_input({"type": "plain_text_input", "max_length": 3000}),
    table(100, 20),
    table(3, 2, column_settings=[None, {"align": "right"}]),
    table(101, 5, "data_table", caption="Runs", page_size=100),
    chart(6, 20),
    {"type": "task_card", "task_id": "1", "title": "Upload", "status": "complete"},
    {"type": "plan", "title": "Training"},
    {"type": "card", "title": plain("A model"), "actions": [button()]},
    {"type": "container", "title": plain("More"), "child_blocks": [{"type": "divider"}]},
]


@pytest.mark.parametrize("block", FINE, ids=lambda block: block["type"])
def test_slack_takes(block: Json) -> None:
    assert message_faults([block]) == []


REFUSED: list[tuple[str, Any, str]] = [
    ("null", None, "/blocks/0"),
    ("unknown block", {"type": "secton"}, "/blocks/0/type"),
    ("unknown field", {"type": "divider", "colour": "red"}, "/blocks/0/colour"),
    ("header", {"type": "header", "text": plain("x" * 151)}, "/blocks/0/text/text"),
    (
        "header as mrkdwn",
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        "/blocks/0/text/type",
    ),
    ("empty section", {"type": "section"}, "/blocks/0"),
    ("empty text", {"type": "section", "text": plain("")}, "/blocks/0/text/text"),
    ("section text", {"type": "section", "text": plain("x" * 3001)}, "/blocks/0/text/text"),
    ("11 fields", {"type": "section", "fields": [plain("x")] * 11}, "/blocks/0/fields"),
    ("field text", {"type": "section", "fields": [plain("x" * 2001)]}, "/blocks/0/fields/0/text"),
    ("11 in context", {"type": "context", "elements": [plain("x")] * 11}, "/blocks/0/elements"),
    (
        "26 actions",
        in_actions(*[button(action_id=str(one)) for one in range(26)]),
        "/blocks/0/elements",
    ),
    (
        "button text",
        in_actions({"type": "button", "text": plain("x" * 76)}),
        "/blocks/0/elements/0/text/text",
    ),
    ("button value", in_actions(button(value="x" * 2001)), "/blocks/0/elements/0/value"),
    ("action_id", in_actions(button(action_id="x" * 256)), "/blocks/0/elements/0/action_id"),
    ("same action_id", in_actions(button(action_id="a"), button(action_id="a")), "/blocks/0"),
    ("feedback in actions", in_actions(FEEDBACK), "/blocks/0/elements/0/type"),
    (
        "button in context_actions",
        {"type": "context_actions", "elements": [button()]},
        "/blocks/0/elements/0/type",
    ),
    ("alert in a message", {"type": "alert", "text": plain("x")}, "/blocks/0/type"),
    ("file_input in a message", in_input({"type": "file_input"}), "/blocks/0/element/type"),
    (
        "101 options",
        in_actions(select(options=[option(str(one)) for one in range(101)])),
        "/blocks/0/elements/0/options",
    ),
    (
        "option text",
        in_actions(select(options=[{"text": plain("x" * 76), "value": "v"}])),
        "/blocks/0/elements/0/options/0/text/text",
    ),
    (
        "option value",
        in_actions(select(options=[option("x" * 151)])),
        "/blocks/0/elements/0/options/0/value",
    ),
    (
        "foreign initial option",
        in_actions(select(initial_option=option("z"))),
        "/blocks/0/elements/0/initial_option",
    ),
    (
        "11 radio buttons",
        in_actions({"type": "radio_buttons", "options": [option(str(one)) for one in range(11)]}),
        "/blocks/0/elements/0/options",
    ),
    (
        "6 overflow options",
        in_actions({"type": "overflow", "options": [option(str(one)) for one in range(6)]}),
        "/blocks/0/elements/0/options",
    ),
    (
        "plain_text_input",
        in_input({"type": "plain_text_input", "max_length": 3001}),
        "/blocks/0/element/max_length",
    ),
    (
        "confirm",
        in_actions(button(confirm={"title": plain("x" * 101), "text": plain("x")})),
        "/blocks/0/elements/0/confirm/title/text",
    ),
    ("101 rows", table(101, 2), "/blocks/0/rows"),
    ("21 columns", table(2, 21), "/blocks/0/rows/0"),
    ("no caption", table(3, 2, "data_table"), "/blocks/0"),
    ("header only", table(1, 2, "data_table", caption="x"), "/blocks/0/rows"),
    ("7 series", chart(7), "/blocks/0/chart/series"),
    ("21 points", chart(1, 21), "/blocks/0/chart/axis_config/categories"),
    ("chart title", chart(title="x" * 51), "/blocks/0/title"),
    (
        "a picture on this machine",
        {"type": "image", "alt_text": "x", "image_url": "http://127.0.0.1:8100/x.png"},
        "/blocks/0/image_url",
    ),
    ("no url", in_actions(button(url="nowhere")), "/blocks/0/elements/0/url"),
    ("markdown", {"type": "markdown", "text": "x" * 12_001}, "/blocks/0/text"),
]


@pytest.mark.parametrize(
    ("block", "where"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED]
)
def test_slack_refuses(block: object, where: str) -> None:
    assert where in {pointer for pointer, _ in message_faults([block])}


def test_a_message_has_at_most_50_blocks() -> None:
    assert message_faults([{"type": "divider"}] * 50) == []
    assert message_faults([{"type": "divider"}] * 51)


def test_one_table_and_two_charts_fit_a_message() -> None:
    assert message_faults([table(2, 2), chart(), chart()]) == []
    assert message_faults([table(2, 2), table(2, 2)])
    assert message_faults([chart(), chart(), chart()])


def test_markdown_counts_over_the_whole_message() -> None:
    halves = [{"type": "markdown", "text": "x" * 6001}] * 2

    assert message_faults(halves)


def test_block_ids_differ() -> None:
    assert message_faults([{"type": "divider", "block_id": "a"}] * 2)


def modal(**more: object) -> Json:
    return {"type": "modal", "title": plain("A form"), "blocks": [], **more}


@pytest.mark.parametrize(
    "view",
    [
        modal(title=plain("x" * 25)),
        modal(submit=plain("x" * 25)),
        modal(blocks=[in_input({"type": "plain_text_input"})]),
        modal(blocks=[{"type": "divider"}] * 101),
        modal(private_metadata="x" * 3001),
        modal(callback_id="x" * 256),
        modal(blocks=[{"type": "markdown", "text": "x"}]),
        modal(blocks=[{"type": "context_actions", "elements": [FEEDBACK]}]),
        modal(colour="red"),
        {"type": "home", "blocks": [], "title": plain("x")},
        {"type": "home", "blocks": [{"type": "alert", "text": plain("x")}]},
        {"type": "home", "blocks": [in_input({"type": "file_input"})]},
    ],
)
def test_slack_refuses_views(view: Json) -> None:
    assert view_faults(view)


def test_slack_takes_views() -> None:
    upload = in_input({"type": "file_input", "filetypes": ["csv"], "max_files": 10})
    alert = {"type": "alert", "text": plain("x" * 200), "level": "warning"}

    assert view_faults(modal(blocks=[upload, alert], submit=plain("Upload"))) == []
    assert view_faults({"type": "home", "blocks": [{"type": "divider"}] * 100}) == []


def test_nameless_blocks_and_elements_are_named() -> None:
    block = checked([in_actions(button())])[0]

    assert block["block_id"]
    assert block["elements"][0]["action_id"]


def test_what_the_sdk_builds_is_taken() -> None:
    """The models of slack_sdk write blocks that these rules know."""
    thumbs = FeedbackButtonsElement(
        action_id="rate",
        positive_button=FeedbackButtonObject(text="Good", value="up"),
        negative_button=FeedbackButtonObject(text="Bad", value="down"),
    )
    blocks = [
        HeaderBlock(text="Title"),
        SectionBlock(text="*bold*", accessory=ButtonElement(text="Go", action_id="go")),
        ActionsBlock(elements=[ButtonElement(text="Go", action_id="go", value="1")]),
        MarkdownBlock(text="# Hello"),
        ContextActionsBlock(elements=[thumbs]),
    ]

    assert message_faults([one.to_dict() for one in blocks]) == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "text", "elements", "element", "options", "rows", "blocks", "x"]
            ),
            inner
            | st.sampled_from(["section", "actions", "input", "table", "button", "plain_text"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_whatever_comes_is_judged_and_never_crashes(blocks: object) -> None:
    if not message_faults(blocks):
        assert isinstance(blocks, list)
        assert len(checked(blocks)) == len(blocks)


@given(st.integers(min_value=1, max_value=4000))
def test_a_section_takes_3000_characters_and_no_more(length: int) -> None:
    block = {"type": "section", "text": plain("x" * length)}

    assert bool(message_faults([block])) == (length > 3000)
