"""The Home tab with nothing, something and everything on it, made of the words of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.locales import Words
from bot.views.blocks import View
from bot.views.home import Shown, home
from bot.views.in_modal import in_modal
from bot.views.models.listed import where_modal
from bot.views.ratings.summary import summary_card
from core.channels import ChannelSettings, Prompt, Serving
from core.evaluation import (
    BaseSummary,
    Ended,
    FirstSteps,
    Held,
    HeldOutScore,
    Mean,
    ModelSummary,
    Overview,
    Place,
    Running,
    Share,
    Summary,
    Undecided,
    Unrated,
    Voting,
)
from core.models import Model
from core.ratings import MEASURES
from core.tuning import JobState
from tests import builders as a

ASKER, HERE, DIRECT = "U0ASKER", "C0HERE", "D0ASKER"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SCORE = HeldOutScore(questions=30, exact=3, valid_json=29, right_fields=88, expected_fields=90)
STEPS = ("brought", "trained", "serves", "asked", "rated")


def done(*steps: str) -> FirstSteps:
    return FirstSteps(**{step: step in steps for step in STEPS})


def nothing(*steps: str, **more: object) -> Overview:
    """Where nobody has done more than these steps, unless said otherwise."""
    empty: dict[str, object] = {
        "unrated": [],
        "undecided": [],
        "ended": [],
        "running": [],
        "places": [],
    }
    rest = {"summary": Summary(()), "datasets": [], "dataset_count": 0}
    return Overview(**{**empty, **rest, "steps": done(*steps), **more})  # type: ignore[arg-type]  # overridden by name


def shown(overview: Overview, **more: object) -> Shown:
    own = {"overview": overview, "may_operate": True, "now": NOW, "direct": DIRECT}
    return Shown(**{**own, **more})  # type: ignore[arg-type]  # overridden by name


def a_place(model: Model, channel: str, *, prompt: str | None = None) -> Place:
    settings = ChannelSettings(team=a.TEAM, channel=channel, canary_share=0.1)
    written = Prompt(team=a.TEAM, channel=channel, number=3, text=prompt or "", written_by=ASKER)
    serving = Serving(
        team=a.TEAM, channel=channel, model_id=model.id, chosen_by=ASKER, chosen_at=NOW
    )
    own, canary = (written, model) if prompt else (None, None)
    return Place(channel, model, serving, bool(prompt), settings, own, canary)


def a_summary(model: Model, share: Share | None = None) -> ModelSummary:
    measures = {metric: Mean(3.5, 1_000) for metric in MEASURES} if share else {}
    base = BaseSummary(a.a_model(title=model.title), SCORE) if share else None
    score = SCORE if share else None
    return ModelSummary(model=model, measures=measures, thumbs=share, held_out=score, base=base)


def held(words: str, **version: object) -> Held:
    dataset = a.a_dataset(name=words)
    return Held(dataset, a.a_version(dataset, **version), ["secret", "near_duplicate"])


def everything(words: str) -> Overview:
    model = a.a_model(title=words, job_id="job_1")
    own = {"base_model": words, "dataset_name": words, "failure": words, "requested_by": ASKER}
    version = held(words).version
    job = a.a_job(version, **own, state=JobState.RUNNING, started_at=NOW, total_steps=120)
    failed = a.a_job(version, **own, state=JobState.FAILED, finished_at=NOW)
    return Overview(
        steps=done("brought", "trained"),
        unrated=[Unrated("ans_1", words, words, HERE, "1.1", only_theirs=False)] * 3,
        undecided=[Undecided("con_1", words, HERE, 3, NOW)] * 20,
        ended=[Ended(failed, 2, "ds_1", None), Ended(failed, 2, "ds_1", model)],
        running=[Running(job, 40)] * 5,
        places=[a_place(model, place, prompt=words) for place in ("", DIRECT, *[HERE] * 40)],
        summary=Summary((a_summary(model, Share(17, 20)), *[a_summary(model)] * 11)),
        datasets=[held(words), held(words, training_examples=2), *[held(words)] * 3],
        dataset_count=60,
        newest_model=model,
        votings=[Voting("evl_1", HERE, 12)] * 3,
    )


Views = dict[str, Callable[[str, Words], View]]
VIEWS: Views = {
    "home of a newcomer": lambda _, say: home(shown(nothing()), say),
    "home of a member": lambda _, say: home(
        shown(nothing(), may_operate=False, operators=[ASKER]), say
    ),
    "home of a member without operators": lambda _, say: home(
        shown(nothing(), may_operate=False), say
    ),
    "home with everything": lambda w, say: home(
        shown(
            everything(w),
            picture="F1",
            links=dict.fromkeys(("ans_1", "con_1"), "https://x.slack.com"),
        ),
        say,
    ),
    "home with everything, for a member": lambda w, say: home(
        shown(everything(w), may_operate=False), say
    ),
    "home while a first model trains": lambda w, say: home(
        shown(nothing("brought", running=everything(w).running, datasets=[held(w)])), say
    ),
    "home with a model to ask": lambda w, say: home(
        shown(nothing("brought", "trained", "serves", places=everything(w).places[:3])), say
    ),
    "home with unrated models": lambda w, say: home(
        shown(nothing(*STEPS, summary=Summary((a_summary(a.a_model(title=w)),)))), say
    ),
    "where to answer": lambda w, say: where_modal(a.a_model(title=w), say),
    "summary in a modal": lambda w, say: in_modal(
        "Togi", summary_card(everything(w).summary, say), say
    ),
}
