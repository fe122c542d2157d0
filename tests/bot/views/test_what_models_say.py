"""What a model says is data, and may be shown while it grows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views import answers as views
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
]
texts = st.lists(st.sampled_from([*BITS, " ", "\n", "\n\n"]), max_size=30).map("".join)
PARAGRAPHS = ("a" * 700, "語" * 900, "\n\n", "\n", " ", "```py\n", "```\n", "\n```\n")
long_texts = st.lists(st.sampled_from(PARAGRAPHS), max_size=60).map("".join)
CALLS = re.compile(
    r"<[!@#]|<[a-z]+:|@(channel|here|everyone)\b|\[[^\[\]\n]*\]\((https?:|//|mailto:)"
)


def an_answer(text: str) -> Answer:
    return Answer(
        team="T1", question_id="q", model_id="m", text=text, temperature=0.0, max_tokens=1
    )


@given(texts)
def test_nobody_is_called_and_no_link_hides_where_it_leads(text: str) -> None:
    assert not CALLS.search(harmless(text))


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
