"""The words around the house are true: what they name exists, what they quote is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from babel.messages.pofile import read_po

from bot.cli import app
from bot.commands import VERBS, Menu, NotACommand, TogiError, parse
from bot.locales import FOLDER, words_for
from bot.settings import read

ROOT = Path(__file__).parents[1]
READMES = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])

LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)|(?:src|srcset)=\"(?P<file>[^\"]+)\"")
CODE = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"^ *```\w*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
TOGI = re.compile(r"(?:^|[\s/])togi +(?P<words>[a-z]+(?: [a-z]+)?)")
VARIABLE = re.compile(r"\b(?:TOGI|SLACK|OPENAI)_[A-Z_]+\b|\bDATABASE_URL\b")
OURS = re.compile(r"^(?:bot|core|trainer|sandbox|examples|requirements|tests|benchmarks|docs)/\S*$")
PLACE = re.compile(r"\{\w+\}")

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
in_each_language = pytest.mark.parametrize("language", READMES)


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _code(page: Path) -> Iterator[str]:
    """Everything that a page sets as code: in a line, or as a block of lines."""
    text = _text(page)
    for block in BLOCK.findall(text):
        yield from block.splitlines()
    yield from CODE.findall(BLOCK.sub("", text))


@in_each_language
def test_the_table_of_commands_is_the_grammar(language: str) -> None:
    say = words_for(language)
    rows = [f"| `/ft {verb.usage}` | {say(verb.summary)} |" for verb in VERBS]

    assert "\n".join(rows) in _text(READMES[language])


@in_each_language
@pytest.mark.parametrize("button", ["Train a model", "Compare with base", "Use here"])
def test_the_buttons_are_called_as_on_the_screen(language: str, button: str) -> None:
    assert f"**{words_for(language)(button)}**" in _text(READMES[language])


@every_page
def test_every_file_that_is_linked_exists(page: Path) -> None:
    targets = [match["target"] or match["file"] for match in LINK.finditer(_text(page))]
    files = [target.partition("#")[0] for target in targets if "://" not in target]

    assert [file for file in files if not (page.parent / file).exists()] == []


@every_page
def test_every_section_that_is_linked_exists(page: Path) -> None:
    targets = [match["target"] or "" for match in LINK.finditer(_text(page))]
    missing = []
    for target in targets:
        file, _, section = target.partition("#")
        if section and "://" not in target:
            headings = re.findall(r"^#+ (.+)$", _text(page.parent / file), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", one).lower().replace(" ", "-") for one in headings}
            missing += [target] * (section not in slugs)

    assert missing == []


@every_page
def test_every_path_that_is_named_exists(page: Path) -> None:
    named = [code for code in _code(page) if OURS.match(code)]

    assert [path for path in named if not (ROOT / path).exists()] == []


@every_page
def test_every_command_that_is_named_exists(page: Path) -> None:
    known = typer.main.get_command(app)
    unknown = []
    for code in _code(page):
        for match in TOGI.finditer(code):
            first, _, second = match["words"].partition(" ")
            command = getattr(known, "commands", {}).get(first)
            below = getattr(command, "commands", None)
            if command is None or (second and below is not None and second not in below):
                unknown.append(match["words"])

    assert unknown == []


@every_page
def test_every_slash_command_that_is_named_begins_like_one(page: Path) -> None:
    unknown = []
    for code in _code(page):
        if code.startswith("/ft"):
            try:
                known = not isinstance(parse(code.removeprefix("/ft")), Menu) or code == "/ft"
            except NotACommand:
                known = False
            except TogiError:  # the verb is known; what is shown is its usage
                known = True
            unknown += [code] * (not known)

    assert unknown == []


@every_page
def test_every_setting_that_is_named_exists(page: Path) -> None:
    class Asked(dict[str, str]):
        def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]  # notes what is looked up
            names.add(name)
            return default

    names = {"TOGI_TRAINER_KEY"}  # the trainer's own
    read(Asked(), needs=())

    assert set(VARIABLE.findall(_text(page))) <= names


def test_every_sentence_that_is_quoted_is_said_in_both_languages() -> None:
    """A quotation is two lines, English and Japanese; … stands for what varies."""
    with (FOLDER / "ja" / "LC_MESSAGES" / "togi.po").open("rb") as file:
        said = {
            PLACE.sub("…", message.id): PLACE.sub("…", str(message.string))
            for message in read_po(file)
            if isinstance(message.id, str)
        }
    quoted = re.findall(r"^> (.+)$", _text(ROOT / "docs" / "troubleshooting.md"), re.MULTILINE)
    pairs = dict(zip(quoted[::2], quoted[1::2], strict=True))

    assert pairs
    assert {english: said.get(english) for english in pairs} == pairs
