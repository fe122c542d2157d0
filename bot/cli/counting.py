"""How `togi dataset check` counts and prices: as the model that was named, or as OpenAI's newest.

The trainer's own bases are counted here by the trainer's own code, whether it runs or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import orjson

from bot.cli.speaking import say, words
from core.datasets.counting.families import USUAL, family_of, untuned
from core.datasets.counting.lengths import epochs_for
from core.datasets.counting.prices import Price, Prices
from core.datasets.counting.tokens import TokenCounter, Tokens, counter_for
from core.datasets.faults import Fault
from core.errors import TogiError

if TYPE_CHECKING:
    from bot.settings import Settings
    from core.datasets.checking.report import Report
    from trainer.bases import Base
    from trainer.counting import Counter

TRAINER, OPENAI = "trainer", "openai"


class NoTrainerHere(TogiError):
    template: ClassVar[str] = (
        "Togi's own trainer counts for {model}, and it is not installed here ({missing} is "
        "missing). ./run --setup-only installs it."
    )


@dataclass(slots=True)
class TrainerCounter:
    """Counts as a training of Togi's own trainer does: the same encoder, the same template."""

    model: str
    limit: int
    _counter: Counter
    answers: int = 0

    def count(self, chats: Sequence[Mapping[str, object]]) -> list[Tokens]:
        lines = [self._counter.count(_line(chat)) for chat in chats]
        self.answers += sum(line.answers for line in lines)
        return [Tokens(line.tokens, line.trained_tokens, line.error or "") for line in lines]


def _line(chat: Mapping[str, object]) -> bytes:
    """A line of the training file; an empty one, which is refused, for what can't be written."""
    try:
        return orjson.dumps(chat)
    except orjson.JSONEncodeError:
        return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How one model counts and what it costs; `fault` says why nobody counts."""

    model: str | None
    counter: TokenCounter | None = None
    fault: Fault | None = None
    price: Price | None = None
    is_own: bool = False  # it is trained on a machine of one's own

    def epochs(self, report: Report) -> int | None:
        """What the provider would choose; None for one whose rule nobody knows."""
        if isinstance(self.counter, TrainerCounter):
            from trainer.counting import auto_epochs

            return auto_epochs(self.counter.answers)
        if self.model is None or family_of(self.model):
            return epochs_for(report.examples)
        return None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is promised under `estimate`; None for what is not known."""

    epochs: int | None = None
    billed_tokens: int | None = None
    cost: float | None = None
    currency: str | None = None
    price_as_of: str | None = None


def counting_for(model: str | None) -> Counting:
    """Everything about counting as a model does.

    Raises:
        BrokenPrices: when the operator's own table of prices can't be read.
        SettingsIncomplete: when the environment makes no sense.
    """
    if model is None:
        return Counting(model=None, counter=counter_for(USUAL))
    from bot.settings import environment, read

    settings = read(environment(), needs=())
    if base := _base(untuned(model)):
        return _own(base, model, settings)
    counter = counter_for(model)
    unknown = Fault(0, "not_counted", {"model": model}, kind="unknown_model")
    return Counting(
        model=model,
        counter=counter,
        fault=None if counter else unknown,
        price=Prices.read(settings.prices).find(_provider(settings), model),
    )


def estimate(counting: Counting, report: Report) -> Estimate:
    epochs = counting.epochs(report)
    if epochs is None or report.trained_tokens is None:
        return Estimate(epochs)
    billed = epochs * report.trained_tokens
    price = counting.price
    cost = price.of_training(billed) if price else None
    if price is None or cost is None:
        return Estimate(epochs, billed)
    return Estimate(epochs, billed, cost, price.currency, price.as_of.isoformat())


def say_estimate(counting: Counting, report: Report, estimated: Estimate) -> None:
    """The same for people; what nobody knows is said, not left out."""
    words_here, tokens = words(), report.tokens
    if counting.counter and None not in tokens:
        total, *spread = (words_here.number(figure or 0) for figure in tokens)
        details = dict(zip(("least", "half", "most_have", "most"), spread, strict=True))
        say(
            "Tokens, as {model} counts them: {total}. Each example has {least} to {most}; half of "
            "them have {half} or fewer, 95% have {most_have} or fewer.",
            model=counting.counter.model,
            total=total,
            **details,
        )
    if estimated.billed_tokens is not None:
        say(
            "Epochs, unless you choose them: {epochs}. Tokens to train on: {billed}.",
            epochs=estimated.epochs or 0,
            billed=words_here.number(estimated.billed_tokens),
        )
    if estimated.cost is not None and counting.price:
        say(
            "Training costs about {amount}, at the price of {date}.",
            amount=words_here.money(estimated.cost, counting.price.currency),
            date=words_here.day(counting.price.as_of),
        )
    elif counting.is_own:
        say("No price: {model} is trained on your own machine.", model=counting.model or "")
    elif counting.model:
        say("No price is known for {model}.", model=counting.model)


def _provider(settings: Settings) -> str:
    """The service that the settings name; OpenAI's models are not trained at the trainer."""
    from core.providers import profile_for

    name = profile_for(settings.training.base_url).name
    return OPENAI if name == TRAINER else name


def _base(name: str) -> Base | None:
    from trainer import bases

    try:
        return bases.find(bases.BASES, name)
    except bases.UnknownBase:
        return None


def _own(base: Base, model: str, settings: Settings) -> Counting:
    price = Prices.read(settings.prices).find(TRAINER, base.id)  # an operator may know one
    folder = settings.data / "trainer" / "bases"
    try:
        from trainer.counting import Counter
        from trainer.weights import BaseUnavailable
    except ModuleNotFoundError as error:
        reason = str(NoTrainerHere(model=model, missing=error.name or "a package"))
        return Counting(model=model, fault=_no_tokenizer(reason), price=price, is_own=True)
    try:
        counter = TrainerCounter(model, base.context, Counter(base, folder))
    except BaseUnavailable as error:
        return Counting(model=model, fault=_no_tokenizer(str(error)), price=price, is_own=True)
    return Counting(model=model, counter=counter, price=price, is_own=True)


def _no_tokenizer(reason: str) -> Fault:
    return Fault(0, "not_counted", {"reason": reason}, kind="no_tokenizer")
