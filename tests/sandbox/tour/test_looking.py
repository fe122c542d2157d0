"""What the tour reads from a message is what a person would read."""

from __future__ import annotations

from sandbox.tour.looking import element, offers, picture, table, words
from sandbox.tour.score import scores

BUTTON = {"type": "button", "action_id": "go", "value": "1"}
SELECT = {"type": "static_select", "action_id": "pick"}


def test_a_button_is_found_with_its_block() -> None:
    blocks = [
        {"type": "divider", "block_id": "a"},
        {"type": "actions", "block_id": "b", "elements": [BUTTON]},
        {"type": "input", "block_id": "c", "element": SELECT},
    ]
    assert element(blocks, "go") == (blocks[1], BUTTON)
    assert element(blocks, "pick") == (blocks[2], SELECT)
    assert offers("go")({"blocks": blocks})
    assert not offers("stop")({"blocks": blocks})
    assert not offers("go")({"text": "no blocks at all"})


def test_words_are_without_marks_and_with_names() -> None:
    message = {
        "text": "not this",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "Head"}},
            {"type": "section", "text": {"type": "mrkdwn", "text": "*A &lt;b&gt;* by <@U1>\n`x`"}},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "small"}]},
            {
                "type": "rich_text",
                "elements": [{"elements": [{"type": "text", "text": "{}"}]}],
            },
        ],
    }
    assert words(message, {"U1": "Ben"}) == ["Head", "A <b> by Ben", "x", "small", "{}"]


def test_an_answer_in_markdown_is_read_without_its_fence() -> None:
    block = {"type": "markdown", "text": '```\n{"a": 1}\n```'}
    assert words({"blocks": [block]}, {}) == ['{"a": 1}']


def test_a_message_without_readable_blocks_says_its_text() -> None:
    message = {"text": "plain", "blocks": [{"type": "divider"}]}
    assert words(message, {}) == ["plain"]


def test_a_picture_says_what_it_shows() -> None:
    assert picture({"blocks": [{"type": "image", "alt_text": "loss falls"}]}) == "loss falls"
    assert picture({"blocks": []}) == ""


def test_the_comparison_becomes_two_scores() -> None:
    rows = [
        ["Model", "Questions", "Exact answers", "Valid JSON", "Right fields"],
        ["faq-1", "30", "27/30", "30/30", "85/90"],
        ["base", "30", "0/30", "-", "-"],
    ]
    message = {
        "blocks": [
            {
                "type": "table",
                "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in rows],
            }
        ]
    }
    tuned, base = scores(table(message))
    assert (tuned.exact.hits, tuned.exact.of, tuned.exact.percent) == (27, 30, 90.0)
    assert (base.exact.percent, base.valid.percent) == (0.0, 0.0)
