"""A learning curve as people read it: one sentence, one picture, and what is missing."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from PIL import Image

from bot.locales import Words, words_for
from bot.views.blocks import Message
from bot.views.training.learning_chart import draw
from bot.views.training.learning_curve import Drawn, in_words, result
from core.tuning import JobState
from core.tuning.curves import SHARES, Point
from tests import builders as a

EN, JA = words_for("en"), words_for("ja")
VERSION = a.a_version(a.a_dataset(), training_examples=80, validation_examples=20)


def points(*losses: float | None, without: JobState = JobState.FAILED) -> list[Point]:
    return [
        Point(
            a.a_job(VERSION, share=share, state=JobState.SUCCEEDED if loss else without),
            round(80 * share),
            loss,
        )
        for share, loss in zip(SHARES, losses, strict=True)
    ]


def shown(*losses: float | None, validation: int = 20) -> Message:
    version = a.a_version(a.a_dataset(), validation_examples=validation)
    return result(Drawn(points=points(*losses), version=version, picture="F1", person="U1"), EN)


@pytest.mark.parametrize(
    ("losses", "sentence"),
    [
        (
            (0.9, 0.71, 0.58),
            (
                "With half the rows the loss on the validation rows was 0.71, with all rows 0.58: "
                "the further examples helped. Whether still more would help, only more can show."
            ),
        ),
        (
            (0.9, 0.59, 0.58),
            (
                "With half the rows the loss on the validation rows was 0.59, with all rows 0.58. "
                "That hardly differs: fewer examples would do."
            ),
        ),
        (
            (0.9, 0.58, 0.71),
            (
                "With half the rows the loss on the validation rows was 0.58, with all rows 0.71: "
                "the further examples made it worse."
            ),
        ),
        ((None, None, 0.58), "Too few of the trainings ended well"),
    ],
)
def test_one_sentence_says_whether_more_examples_help(
    losses: tuple[float | None, ...], sentence: str
) -> None:
    assert sentence in shown(*losses)["text"]


def test_the_numbers_are_in_a_table_too() -> None:
    block = json.dumps(shown(0.9, 0.71, 0.58)["blocks"])

    for cell in ("A quarter", "20", "0.90", "Half", "40", "0.71", "All", "80", "0.58"):
        assert f'"text": "{cell}"' in block


def test_what_is_missing_is_named() -> None:
    assert (
        "Half: the training failed. The provider gave no reason." in shown(0.9, None, 0.6)["text"]
    )


def test_few_validation_rows_are_a_caveat() -> None:
    assert "chance" in str(shown(0.9, 0.7, 0.6, validation=19)["blocks"])
    assert "chance" not in str(shown(0.9, 0.7, 0.6)["blocks"])


@pytest.mark.parametrize("say", [EN, JA], ids=["en", "ja"])
@pytest.mark.parametrize("losses", [(0.9, 0.71, 0.58), (None, 12.0, 0.0001), (3.0, None, 3.0)])
def test_any_curve_can_be_drawn(losses: tuple[float | None, ...], say: Words) -> None:
    png = draw(points(*losses), say)

    assert Image.open(BytesIO(png)).size == (1008, 460)


def test_words_say_the_same_numbers() -> None:
    assert in_words(points(0.9, None, 0.58), EN) == (
        "Loss on the validation rows: 0.90 with a quarter of the rows, 0.58 with all rows"
    )
    assert "すべての行" in in_words(points(0.9, 0.7, 0.58), JA)
