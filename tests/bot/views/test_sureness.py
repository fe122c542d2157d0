"""How sure a summary is: in a table, in words, and as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from PIL import Image

from bot.locales import words_for
from bot.views.ratings.score_chart import draw, in_words, shown_models
from bot.views.ratings.sureness import sureness_card
from core.evaluation import ModelSummary, Share, Summary
from core.evaluation.sureness import Given, Known, Sureness, Trained, sureness
from core.models import Model
from core.ratings import Metric
from tests import builders as a


def rated(models: Sequence[Model], questions: int, raters: int = 2) -> Sureness:
    given = [
        Given(model.id, metric, f"U{rater}", f"{model.id}{n}", f"question {n}", (n + rater) % 6)
        for model in models
        for metric in (Metric.ACCURACY, Metric.QUALITY)
        for n in range(questions)
        for rater in range(raters)
    ]
    trained = [
        Trained(model.id, "dst_1", "faq 🎉", number) for number, model in enumerate(models, start=1)
    ]
    return sureness(Known(given, trained))


def summary_of(models: Sequence[Model]) -> Summary:
    return Summary(
        tuple(
            ModelSummary(model=model, measures={}, thumbs=Share(17, 20), held_out=None)
            for model in models
        )
    )


@pytest.mark.parametrize("language", ["en-US", "ja-JP"])
@pytest.mark.parametrize("questions", [1, 4, 40])
def test_scores_and_their_trend_are_drawn_however_few_there_are(
    questions: int, language: str
) -> None:
    models = [a.a_model(title=f"サポート 🎉 ${n}", job_id=f"job_{n}") for n in range(7)]
    found = rated(models, questions)
    shown = shown_models(models, found)
    width, height = Image.open(BytesIO(draw(shown, found, words_for(language)))).size

    assert width == 1008
    assert height > 500
    assert "🎉" in in_words(shown, found, words_for(language))


def test_the_words_say_means_intervals_agreement_and_thumbs() -> None:
    models = [a.a_model(title="faq-1", job_id="job_1")]
    told = str(sureness_card(summary_of(models), rated(models, 40), words_for("en")))
    assert "2.4 (2.0 to 2.9)" in told
    assert "between 64% and 95%" in told
    assert "hardly agree" in told
    assert "The means are from 160 ratings. Thumbs are counted apart. In brackets" in told

    japanese = str(sureness_card(summary_of(models), rated(models, 3), words_for("ja")))
    assert "*" in japanese
    assert "160" not in japanese


def test_where_agreement_is_unknown_it_is_said_why() -> None:
    models = [a.a_model(title="faq-1", job_id="job_1")]
    alone = sureness_card(summary_of(models), rated(models, 3, raters=1), words_for("en"))
    assert "no answer was rated by two people" in alone["text"]

    same = [Given(models[0].id, Metric.ACCURACY, f"U{n}", "ans", "q", 4) for n in range(2)]
    agreed = sureness_card(summary_of(models), sureness(Known(same, [])), words_for("en"))
    assert "every shared answer got the same score" in agreed["text"]


def test_of_one_answer_that_two_people_rated_nothing_is_said_of_agreement() -> None:
    models = [a.a_model(title="faq-1", job_id="job_1")]
    found = [Given(models[0].id, Metric.ACCURACY, f"U{n}", "ans", "q", 4 + n) for n in range(2)]
    for language, said in (
        ("en", "too few answers were rated by two people"),
        ("ja", "足りません"),
    ):
        told = sureness_card(summary_of(models), sureness(Known(found, [])), words_for(language))
        assert said in told["text"]
        assert "alpha" not in told["text"]


def test_nothing_is_explained_that_is_not_there() -> None:
    models = [a.a_model(title="faq-1", job_id="job_1")]
    found = [Given(models[0].id, m, "U1", "ans", "q", 4) for m in (Metric.ACCURACY, Metric.QUALITY)]
    few = sureness(Known(found, []))
    told = sureness_card(summary_of(models), few, words_for("en"))
    assert "brackets" not in str(told)
    assert str(told["blocks"]).count("no answer was rated by two people") == 1
    assert "Accuracy, Response quality: nothing is known" in told["text"]
    assert "interval" not in in_words(models, few, words_for("en"))
    without = Summary((ModelSummary(model=models[0], measures={}, thumbs=None, held_out=None),))
    assert "Thumbs are" not in str(sureness_card(without, few, words_for("en")))
