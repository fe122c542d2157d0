"""What people, models and files say stays text; every sentence and every block is there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.page.conftest import ROOT
from tests.sandbox.page.small_app import Togi, words

MODULES = sorted((ROOT / "sandbox" / "page").rglob("*.js"))
pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
HOSTILE = (
    "<script>window.pwned=1</script> <img src=x onerror=window.pwned=1> [go](javascript:alert(1))"
)


async def test_hostile_text_is_shown_as_it_was_written(
    page: Page, togi: Togi, composer: Locator
) -> None:
    await composer.fill(HOSTILE)
    await composer.press("Enter")
    await expect(page.locator(".message")).to_contain_text("<script>window.pwned=1</script>")
    answer = f"{HOSTILE} <!channel> <@U0BEN> <javascript:alert(1)|safe>"
    await togi.client.chat_postMessage(
        channel="C0SUPPORT", text="x", blocks=[{"type": "markdown", "text": answer}]
    )
    bot = page.locator(".message .markdown")
    await expect(bot).to_contain_text("<!channel> <@U0BEN>")
    await togi.client.chat_postMessage(
        channel="C0SUPPORT", text="&lt;!channel&gt; <javascript:alert(1)|safe> <b>bold</b>"
    )
    await expect(page.locator(".message").last).to_contain_text("<!channel>")
    assert await page.locator(".message script, .message img, .message b").count() == 0
    assert await page.locator(".message a").count() == 0
    assert await page.evaluate("window.pwned") is None


async def test_links_go_elsewhere_without_telling_where_from(page: Page, togi: Togi) -> None:
    await togi.client.chat_postMessage(channel="C0SUPPORT", text="<https://example.com/a|docs>")
    link = page.locator(".message a")
    await expect(link).to_have_attribute("href", "https://example.com/a")
    assert "noopener" in (await link.get_attribute("rel") or "")


@pytest.mark.usefixtures("togi")
async def test_every_sentence_of_the_page_has_its_twin(page: Page) -> None:
    pairs: dict[str, Any] = await page.evaluate(
        "async () => (await import('/page/words.js')).WORDS"
    )
    marks = {key: [set(re.findall(r"\{\w+\}", one)) for one in pair] for key, pair in pairs.items()}
    assert pairs
    assert [key for key, pair in pairs.items() if len(pair) != 2 or not all(pair)] == []
    assert [key for key, (english, japanese) in marks.items() if english != japanese] == []
    used = {
        name
        for module in MODULES
        for name in re.findall(r"\bt\(\"(\w+)\"", module.read_text(encoding="utf-8"))
    }
    assert used <= set(pairs)


BLOCKS: list[dict[str, Any]] = [
    {"type": "alert", "level": "warning", "text": words("Careful", "mrkdwn")},
    {"type": "card", "title": words("A card", "mrkdwn"), "body": words("Body", "mrkdwn")},
    {"type": "container", "title": words("Box"), "child_blocks": [{"type": "divider"}]},
    {"type": "context", "elements": [words("small", "mrkdwn")]},
    {"type": "data_table", "caption": "Means", "rows": [[{"type": "raw_text", "text": "A"}]] * 8},
    {
        "type": "data_visualization",
        "title": "Loss",
        "chart": {
            "type": "line",
            "series": [{"name": "train", "data": [{"label": "1", "value": 2.5}]}],
            "axis_config": {"categories": ["1"]},
        },
    },
    {"type": "divider"},
    {"type": "header", "text": words("Head")},
    {"type": "image", "image_url": "/page/favicon.svg", "alt_text": "a curve"},
    {"type": "markdown", "text": "# One\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n- x\n  - y"},
    {"type": "plan", "title": "Plan", "tasks": [{"task_id": "1", "title": "T", "status": "error"}]},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
    {"type": "section", "fields": [words("*a*", "mrkdwn"), words("b")]},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "A"}]] * 2},
    {"type": "task_card", "task_id": "1", "title": "T", "status": "in_progress"},
]
ELEMENTS = [
    "plain_text_input",
    "number_input",
    "datepicker",
    "static_select",
    "multi_static_select",
    "users_select",
    "conversations_select",
    "radio_buttons",
    "checkboxes",
    "file_input",
]


@pytest.mark.usefixtures("togi")
async def test_every_block_is_drawn_and_an_unknown_one_says_so(page: Page) -> None:
    option = {"text": words("One"), "value": "1"}
    inputs = [
        {
            "type": "input",
            "label": words(kind),
            "element": {"type": kind, "action_id": kind, "options": [option]},
        }
        for kind in ELEMENTS
    ]
    drawn = await page.evaluate(
        """async (blocks) => {
          const { renderBlock } = await import('/page/blocks/registry.js');
          const { Form } = await import('/page/blocks/form.js');
          const form = new Form();
          const place = { surface: 'modal', form, act() {}, unfolded: new Set(), key: 'k' };
          return blocks.map((block, at) => {
            const node = renderBlock(block, { ...place, blockId: `b${at}` });
            const unknown = node.matches('.block-unknown') || node.querySelector('.block-unknown');
            return [block.type, Boolean(unknown), node.textContent];
          });
        }""",
        [*BLOCKS, *inputs, {"type": "hologram"}],
    )
    assert [kind for kind, unknown, _ in drawn if unknown] == ["hologram"]
    assert "hologram" in drawn[-1][2]
