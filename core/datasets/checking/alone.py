"""What can be told of one example without the others."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from core.datasets.checking.characters import OddCharacters
from core.datasets.checking.leftovers import Leftovers
from core.datasets.checking.personal_data import PersonalData
from core.datasets.checking.placeholders import PlaceholderAnswers
from core.datasets.checking.row import Row
from core.datasets.checking.secret_keys import SecretKeys
from core.datasets.faults import Fault

CHECKS = (SecretKeys, PersonalData, PlaceholderAnswers, OddCharacters, Leftovers)


def faults_alone(position: int, line: str) -> Iterator[Fault]:
    """What the checks find in an example that comes without a file."""
    row = Row.of(position, orjson.loads(line))
    for kind in CHECKS:
        check = kind()
        check.see(row)
        yield from check.findings()
