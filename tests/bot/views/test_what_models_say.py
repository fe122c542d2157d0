"""What a model says is data, and may be shown while it grows."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.views.answers import answer as views
from bot.views.harmless import harmless, settled
from core.answers import Answer

BITS = [
    "[",
    "]",
    "(",
    ")",
    "<",
    "!",
    "@",
    "channel",
    "here",
    "https://a.b/c",
    "http:",
    "//x",
    "abc",
    "`",
    "\\",
    "{",
    "}",
    "です",
    "。",
    "|",
    "#C1",
    "U123",
    "mailto:a@b.c",
    '"',
    "```",
    "x_y",
    "- ",
    "> ",
    "   ```py\n",
    "\n```\n",
    "`a` ",
    "[a](https://x.y/z)",
    "<b ",
]
texts = st.lists(st.sampled_from([*BITS, " ", "\n", "\n\n"]), max_size=30).map("".join)
PARAGRAPHS = ("a" * 700, "語" * 900, "\n\n", "\n", " ", "```py\n", "```\n", "\n```\n")
long_texts = st.lists(st.sampled_from(PARAGRAPHS), max_size=60).map("".join)
CALLS = re.compile(r"<[!@#]|@(channel|here|everyone)\b")
READERS = (MarkdownIt("commonmark"), MarkdownIt("commonmark", {"html": False}).enable("table"))


def an_answer(text: str) -> Answer:
    return Answer(
        team="T1", question_id="q", model_id="m", text=text, temperature=0.0, max_tokens=1
    )


def links_in(text: str) -> list[str]:
    """Where the links and pictures of a Markdown text lead, that may lead somewhere."""
    tokens = [
        one for reader in READERS for line in reader.parse(text) for one in line.children or []
    ]
    found = [str(one.attrs.get("href") or one.attrs.get("src") or "") for one in tokens]
    return [target for target in found if re.search("[.:/&]", target)]


@given(texts)
@example("`a\n\nb` `[x](https://a.b/c)`")
@example("# `a\nb` x `[y](https://a.b/c)`")
@example("   ```py\nx = 1\n```\n[x](https://a.b/c)\n")
@example("1. x\n   ```py\n[x](https://a.b/c)\n")
@example("- ```\n[x](https://a.b/c)\n```\n[x](https://a.b/c)\n```\n")
@example("| ` | [x](https://a.b/c) | ` |\n|-|-|-|\n| ` | [x](https://a.b/c) | ` |")
@example("`` ` [x](https://a.b/c) ` `` `[x](https://a.b/c)`")
@example("[https://e`](https://e`) [x](https://a.b/c) `")
@example("b` [a](\n\nhttps://x) `[y](https://a.b/c)`")
@example("[```](https://x)\n```\n[y](https://a.b/c)\n```")
@example('<b title="`"> [x](https://a.b/c) `c`')
def test_nobody_is_called_and_no_link_hides_where_it_leads(text: str) -> None:
    shown = harmless(text)

    assert not CALLS.search(shown)
    assert links_in(shown) == []


@given(texts, st.data())
def test_what_was_shown_of_a_growing_text_stays(text: str, data: st.DataObject) -> None:
    length = data.draw(st.integers(0, len(text)))
    assert harmless(text).startswith(settled(text[:length]))


@given(long_texts, st.data())
def test_a_long_text_is_cut_where_it_was_cut_while_it_grew(text: str, data: st.DataObject) -> None:
    text = text.strip()
    length = data.draw(st.integers(0, len(text)))
    growing, whole = views.saying(text[:length]), views.said(an_answer(text))

    assert all(len(part) <= 12_000 for part in whole)
    assert whole[: len(growing) - 1] == growing[:-1]
    assert whole[len(growing) - 1].startswith(growing[-1])


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("See [our site](https://evil.example/x).", "See our site (https://evil.example/x)."),
        ("![pixel](https://evil.example/?q=1)", "pixel (https://evil.example/?q=1)"),
        ("[https://a.example](https://a.example)", "https://a.example"),
        ("a[0](x) stays", "a[0](x) stays"),
        ("if a < b and c > d", "if a < b and c > d"),
        ("mail me @home", "mail me @home"),
    ],
)
def test_links_are_written_out_and_the_rest_is_left_alone(said: str, shown: str) -> None:
    assert harmless(said) == shown


@pytest.mark.parametrize(
    "code",
    [
        "if x in [1, 2]:",
        "std::vector<std::string> names;",
        "handlers[name](self.event)",
        "<xs:element><!-- [a](https://b.c) -->",
        "<!DOCTYPE html>",
    ],
)
def test_code_is_copied_as_the_model_wrote_it(code: str) -> None:
    for text in (
        f"`{code}`",
        f"So:\n\n```py\n{code}\n  {code}\n```",
        f"1. So\n   ```\n   {code}\n",
    ):
        assert harmless(f"{text}\nand that") == f"{text}\nand that"
    assert views.said(an_answer(f'{{"a": "{code}"}}')) == [f'```\n{{"a": "{code}"}}\n```']


def test_nobody_is_called_from_code_either() -> None:
    assert harmless("`<!channel>` and\n```\n@here <@U1>\n```") == (
        "`<\u2060!channel>` and\n```\n@\u2060here <\u2060@U1>\n```"
    )


def test_no_link_is_freed_where_an_answer_is_cut_in_two() -> None:
    link = "[x](https://a.b/c)"
    for before in range(10_900, 11_900, 7):
        for text in (f"`{link}`" * 30, f"`{'a' * 40}{link}`", f"```\n```{link}\n"):
            shown = views.said(an_answer("a" * before + "\n" * (before % 2) + text + "b" * 900))
            assert [links_in(part) for part in shown] == [[]] * len(shown)


def test_code_that_is_cut_goes_on_as_code() -> None:
    text = "```py\n" + "x = 1\n" * 4000 + "```"
    first, second, *_ = views.said(an_answer(text))

    assert first.endswith("\n```")
    assert second.startswith("```py\n")


def test_json_is_shown_letter_by_letter() -> None:
    assert views.said(an_answer('{"a": 1}')) == ['```\n{"a": 1}\n```']
    assert views.saying('{"a"') == ['```\n{"a"']
    assert views.saying("{") == [""]


@pytest.mark.parametrize("mark", ["`", "~"])
def test_a_line_of_nothing_but_marks_is_cut_like_any_other(mark: str) -> None:
    parts = views.said(an_answer(mark * 40_000))

    assert all(len(part) <= 12_000 for part in parts)
    assert sum(map(len, parts)) >= 40_000


def test_open_parentheses_cost_no_time() -> None:
    assert settled("[a](" + "(aaaaaaaaaaaaaaaaaaaa" * 200 + "\n")


@pytest.mark.parametrize(
    "said",
    [
        "[https://bank.example](evil.example)",
        "[x](www.evil.example)",
        "[x](&#104;ttps://evil.example)",
        "[bank][1]\n\n[1]: https://evil.example",
    ],
)
def test_whatever_might_be_taken_for_a_link_is_broken(said: str) -> None:
    assert re.search("\\]\u2060[(:]", harmless(said))
