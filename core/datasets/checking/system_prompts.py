"""What the model is told to be: in every example the same, once, and before anything is said."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from core.datasets.chats import INSTRUCTING, folded
from core.datasets.checking.row import Row
from core.datasets.faults import Fault

LEAST_OF_MOST = 2  # examples with one prompt, before the others can be said to differ
EACH_ITS_OWN = 0.5  # prompts per example, from which on they carry what is known of each case
NO_PROMPT = 0


class SystemPrompts:
    """One number an example for its prompt; prompts are equal but for spaces, width and case."""

    def __init__(self) -> None:
        self._rows, self._prompts = array("Q"), array("q")
        self._known: dict[str, int] = {}
        self._misplaced: list[Fault] = []

    def see(self, row: Row) -> None:
        self._rows.append(row.number)
        self._prompts.append(self._number_of(row.system) if row.system else NO_PROMPT)
        places = [at for at, (role, _) in enumerate(row.messages) if role in INSTRUCTING]
        if len(places) > 1:
            self._misplaced.append(Fault(row.number, "system_message", kind="several"))
        elif places and places[0]:
            self._misplaced.append(Fault(row.number, "system_message", kind="late"))

    def findings(self) -> Iterable[Fault]:
        counts = Counter(self._prompts)
        without = counts.pop(NO_PROMPT, 0)
        if counts and len(counts) < max(LEAST_OF_MOST, EACH_ITS_OWN * counts.total()):
            yield from self._several(counts)
        if counts and without:
            yield from self._some_without(without)
        yield from self._misplaced

    def _number_of(self, prompt: str) -> int:
        known = self._known.get(prompt)
        if known is None:
            plain = " ".join(folded(prompt).split())
            known = self._known.setdefault(plain, len(self._known) + 1)
            self._known[prompt] = known
        return known

    def _several(self, counts: Counter[int]) -> Iterator[Fault]:
        usual, most = counts.most_common(1)[0]
        rows = self._where(lambda prompt: prompt not in (usual, NO_PROMPT))
        if rows and most >= LEAST_OF_MOST:
            details = {"prompts": len(counts), "count": len(rows), "examples": counts.total()}
            yield Fault(rows[0], "inconsistent_system_prompt", {**details}, rows, "several")

    def _some_without(self, without: int) -> Iterator[Fault]:
        """Name the fewer of those with a prompt and those without."""
        few_are_without = 2 * without <= len(self._rows)
        rows = self._where(lambda prompt: (prompt == NO_PROMPT) is few_are_without)
        details = {"count": without, "examples": len(self._rows)}
        yield Fault(rows[0], "inconsistent_system_prompt", {**details}, rows, "missing")

    def _where(self, is_meant: Callable[[int], bool]) -> tuple[int, ...]:
        pairs = zip(self._rows, self._prompts, strict=True)
        return tuple(row for row, prompt in pairs if is_meant(prompt))
