"""What was found in a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.datasets.counting.lengths import Spread, epochs_for
from core.datasets.faults import Fault


@dataclass(slots=True)
class Report:
    """What was found in a file; with any error, a provider would refuse it."""

    examples: int = 0
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    validation_errors: list[Fault] = field(default_factory=list)  # of the file beside it
    tokens: Spread = field(default_factory=Spread)
    trained_tokens: int | None = None  # in one epoch: without what a model's limit cuts off
    characters: Spread = field(default_factory=Spread)
    answer_characters: Spread = field(default_factory=Spread)

    @property
    def ok(self) -> bool:
        return not (self.errors or self.validation_errors)

    @property
    def epochs(self) -> int | None:
        return epochs_for(self.examples)
