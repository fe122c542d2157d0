"""An announcement says which step became the model, and why, where it isn't the last."""

from __future__ import annotations

import json

import pytest

from bot.locales import words_for
from bot.views.training.jobs import curve_in_words
from bot.views.training.trained import announcement
from core.models import Model
from core.tuning import JobState, LossPoint
from tests import builders as a

OFFER = "use_last_step"


def announced(loss: float | None, last: float | None, locale: str, **how: bool) -> str:
    job = a.a_job(a.a_version(a.a_dataset()), state=JobState.SUCCEEDED, total_steps=90)
    own = {"step": 60, "validation_loss": loss, "last_validation_loss": last} if loss else {}
    model: Model = a.a_model(title="faq-1", name="ft:60", job_id=job.id, **own)
    said = announcement(job, model, words_for(locale), **{"can_answer": True, **how})
    return json.dumps(said, ensure_ascii=False)


WHY = {
    "en-US": "Step 60 of 90 answered the validation questions best (loss 0.61; 0.68 at the end), "
    "so that is the model.",
    "ja-JP": "検証用の質問に最もよく答えたのはステップ 60 でした（損失 0.61、最終ステップでは 0.68）",  # noqa: E501, RUF001 (as Japanese writes it)
}


@pytest.mark.parametrize("locale", WHY)
def test_why_an_earlier_step_is_the_model_is_said(locale: str) -> None:
    said = announced(0.6123, 0.6789, locale)

    assert WHY[locale] in said
    assert OFFER in said


def test_two_losses_that_differ_little_are_told_apart() -> None:
    assert "(loss 0.6112; 0.6134 at the end)" in announced(0.6112, 0.6134, "en-US")


def test_where_the_last_step_is_best_nothing_is_added() -> None:
    said = announced(None, None, "en-US")

    assert "validation" not in said
    assert OFFER not in said


def test_who_deploys_a_model_is_told_the_name_of_the_best_step() -> None:
    said = announced(0.61, 0.68, "en-US", can_answer=False)

    assert "*ft:60*" in said
    assert "Step 60 of 90" in said


def test_the_picture_says_in_words_which_step_it_marks() -> None:
    losses = [LossPoint(job_id="j", step=n, validation_loss=1 / n) for n in (1, 2, 3)]
    say = words_for("en-US")

    assert "The model is step 2, where the validation loss" in curve_in_words(losses, say, 2)
    assert "model" not in curve_in_words(losses, say)
