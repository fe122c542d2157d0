"""What the ratings say: one row per model, and “none yet” where nobody has said anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locales import Words
from bot.views.blocks import Message, context, escape, header, message, narrow, section, table
from bot.views.models.held_out import score_line
from bot.views.ratings.measures import metric_name
from core.evaluation import AsCanary, ModelSummary, Share, Summary
from core.models import Model
from core.ratings import MEASURES, Metric


def summary_card(summary: Summary, say: Words) -> Message:
    title = say("What the ratings say")
    if summary.is_empty:
        nothing = say(
            "No ratings yet. Ask a model something and rate its answer. Votes are no ratings: what "
            "a comparison found is told by `/ft eval`."
        )
        return message(say.stated(title, nothing), header(title), section(nothing))
    columns = _Columns.of(summary)
    rows = [columns.heads(say), *(columns.row(model, say) for model in summary.models)]
    canaries = [_canary(of, of.canary, say) for of in summary.models if of.canary]
    held_out = [line for model in summary.models for line in _held_out(model, say)]
    blocks = [header(title), table(narrow(rows))]
    if canaries:
        blocks.append(section("\n".join([f"*{say('Tried as the second model')}*", *canaries])))
    if held_out:
        blocks.append(section("\n".join([f"*{say('On held-out examples')}*", *held_out])))
    if notes := columns.notes(say):
        blocks.append(context(notes))
    told = [escape(" · ".join(row)) for row in rows]
    return message("\n".join([title, *told, *canaries]), *blocks)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What somebody gave to any of the models: an empty column would only push others away."""

    measures: Sequence[Metric]
    overall: bool
    thumbs: bool

    @classmethod
    def of(cls, summary: Summary) -> _Columns:
        given = {metric for model in summary.models for metric in model.measures}
        return cls(
            measures=[metric for metric in MEASURES if metric in given],
            overall=any(model.overall is not None for model in summary.models),
            thumbs=not given or any(model.thumbs for model in summary.models),
        )

    def heads(self, say: Words) -> list[str]:
        return [
            say("Model"),
            *(metric_name(metric, say) for metric in self.measures),
            *([say("Overall")] if self.overall else []),
            *([say("Thumbs")] if self.thumbs else []),
        ]

    def row(self, of: ModelSummary, say: Words) -> list[str]:
        none = say("none yet")
        overall = none if of.overall is None else say.number(of.overall, 1)
        means = [
            f"{say.number(of.measures[metric].value, 1)} ({of.measures[metric].count})"
            if metric in of.measures
            else none
            for metric in self.measures
        ]
        return [
            _base_name(of.model, say) if of.model.is_base else of.model.title,
            *means,
            *([overall] if self.overall else []),
            *([share(of.thumbs, say)] if self.thumbs else []),
        ]

    def notes(self, say: Words) -> str:
        """How to read what stands there."""
        said = []
        if self.measures:
            said.append(say("Averages from 0 to 5, with the number of ratings in brackets."))
        if self.overall:
            said.append(say("Overall is the average of all five, once each has been rated."))
        return say.joined(*said)


def _canary(of: ModelSummary, canary: AsCanary, say: Words) -> str:
    """What it was given in trials, beside what it was given otherwise."""
    tried = Share(canary.up, canary.thumbs) if canary.thumbs else None
    told = say.count(canary.answers, "{n} answer", "{n} answers")
    return say(
        "*{model}*: {answers}, {thumbs}. Otherwise: {elsewhere}.",
        model=escape(of.model.title),
        answers=told,
        thumbs=share(tried, say),
        elsewhere=share(of.thumbs_elsewhere, say),
    )


def _held_out(of: ModelSummary, say: Words) -> list[str]:
    """A tuned model, then its base on the same questions."""
    lines = [(of.model.title, of.held_out)]
    if of.base:
        lines.append((_base_name(of.base.model, say), of.base.held_out))
    return [
        say.stated(f"*{escape(name)}*", score_line(score, say)) for name, score in lines if score
    ]


def _base_name(model: Model, say: Words) -> str:
    return say("{model} (base)", model=model.title)


def share(thumbs: Share | None, say: Words) -> str:
    if thumbs is None:
        return say("none yet")
    return say("👍 {up} of {count}", up=thumbs.up, count=thumbs.count)
