"""The catalogues: every sentence has its twin, and the twin is whole."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.locales import FOLDER, LANGUAGES

_spec = importlib.util.spec_from_file_location(
    "sentences", Path(__file__).with_name("sentences.py")
)
assert _spec
assert _spec.loader
gatherer = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(gatherer)

SENTENCES = gatherer.sentences()
TO_UPDATE = "run python tests/bot/sentences.py, then translate what is empty"

JAPANESE = r"\u3040-\u30ff\u3400-\u9fff々〆"
WITHOUT_SPACE = re.compile(rf"[{JAPANESE}][A-Za-z0-9{{`<]|[A-Za-z0-9}}`>][{JAPANESE}]")
BOLD = re.compile(r"(?P<before>.?)\*[^*\n]+\*(?P<after>.?)")


def _catalogue(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "togi.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


@pytest.fixture(scope="module", params=[name for name in LANGUAGES if name != "en"])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return _catalogue(request.param)


def _translations(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Each English sentence with each of its translations; the header is left out."""
    for message in catalogue:
        if message.id:
            for one in _forms(message.id):
                for twin in _forms(message.string):
                    yield one, twin


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_there_are_sentences() -> None:
    assert len(SENTENCES) > 200


def test_every_sentence_has_its_twin(catalogue: Catalog) -> None:
    known = {message.id for message in catalogue if message.id}
    missing = [f"{s.where}: {s.one}" for s in SENTENCES if s.id not in known]
    assert not missing, TO_UPDATE


def test_no_twin_is_empty_or_fuzzy(catalogue: Catalog) -> None:
    empty = [one for one, twin in _translations(catalogue) if not twin.strip()]
    assert not empty, TO_UPDATE
    assert not [message.id for message in catalogue if message.id and message.fuzzy]


def test_no_twin_is_left_of_what_is_said_no_longer(catalogue: Catalog) -> None:
    said = {sentence.id for sentence in SENTENCES}
    assert not [message.id for message in catalogue if message.id and message.id not in said]
    assert not catalogue.obsolete


def test_twins_have_the_same_named_places(catalogue: Catalog) -> None:
    differing = [
        (one, twin) for one, twin in _translations(catalogue) if _places(one) != _places(twin)
    ]
    assert not differing


def test_what_counts_has_as_many_forms_as_the_language(catalogue: Catalog) -> None:
    counting: list[Message] = [m for m in catalogue if m.id and not isinstance(m.id, str)]
    assert counting
    assert all(len(_forms(message.string)) == catalogue.num_plurals for message in counting)


def test_commands_and_emoji_survive_translation(catalogue: Catalog) -> None:
    kept = re.compile(r"`/ft[^`]*`|[👍👎]|[0-9]\ufe0f?\u20e3")
    lost = [
        (one, twin)
        for one, twin in _translations(catalogue)
        if not set(kept.findall(one)) <= set(kept.findall(twin))
    ]
    assert not lost


def test_japanese_keeps_a_space_beside_latin_letters_and_places() -> None:
    """As Slack's own Japanese does; beside full-width punctuation there is none."""
    glued = [twin for _, twin in _translations(_catalogue("ja")) if WITHOUT_SPACE.search(twin)]
    assert not glued


def test_bold_and_code_render_in_japanese() -> None:
    """Slack sees a mark only beside a space, an edge or a mark of its own kind."""
    hidden = [
        twin
        for _, twin in _translations(_catalogue("ja"))
        for match in [
            *BOLD.finditer(twin),
            *re.finditer(r"(?P<before>.?)`[^`]+`(?P<after>.?)", twin),
        ]
        if match["before"] not in {"", " "} or match["after"] not in {"", " "}
    ]
    assert not hidden


def test_japanese_uses_its_own_punctuation() -> None:
    half_width = re.compile(rf"[{JAPANESE}][,.!?:;()]|[“”]")
    assert not [twin for _, twin in _translations(_catalogue("ja")) if half_width.search(twin)]


def test_english_uses_curly_quotes_and_one_ellipsis() -> None:
    odd = re.compile(r"\.\.\.|\s\"|\"\s|  ")
    assert not [s.one for s in SENTENCES if odd.search(s.one.replace('("")', ""))]
