"""How many tokens a training on a file would go through: `python -m trainer.counting ORDER FILE`.

Counted by the very encoder that a training uses. The server asks a process of its own: a tokenizer
brings libraries that take more memory than all the rest of the server.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from trainer import journal, weights
from trainer.bases import Base
from trainer.encoding import Unspeakable, encode
from trainer.examples import Fault, parse
from trainer.hyperparameters import Wanted
from trainer.token_counts import Counted, Line, Order


class Counter:
    """Counts for one base.

    Raises:
        BaseUnavailable: when its tokenizer isn't on this machine.
    """

    def __init__(self, base: Base, bases_folder: Path) -> None:
        self.base = base
        self._tokenizer = weights.tokenizer(base, bases_folder)

    def count(self, line: bytes, number: int = 1) -> Line:
        example = parse(number, line)
        if isinstance(example, Fault):
            return Line(line=number, error=example.reason)
        try:
            whole = encode(self._tokenizer, [example], sys.maxsize).rows
        except Unspeakable as error:
            return Line(line=number, error=str(error))
        kept = whole
        if any(len(row["input_ids"]) > self.base.context for row in whole):
            kept = encode(self._tokenizer, [example], self.base.context).rows
        return Line(
            line=number,
            tokens=sum(len(row["input_ids"]) for row in whole),
            trained_tokens=sum(len(row["input_ids"]) for row in kept),
            answers=len(whole),
        )


def auto_epochs(answers: int) -> int | None:
    """What the trainer chooses where nobody else does."""
    return Wanted().resolve(answers).n_epochs if answers else None


def count_file(order: Order, lines: Iterable[bytes]) -> Counted:
    counter = Counter(order.base, order.bases_folder)
    data = [counter.count(line, number) for number, line in enumerate(lines, start=1)]
    epochs = auto_epochs(sum(line.answers for line in data))
    return Counted(context=order.base.context, n_epochs=epochs, data=data)


def main(order: str, file: str) -> int:
    journal.start()
    # The counts get the output for themselves; what libraries print goes to the log.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with Path(file).open("rb") as lines, out:
        out.write(count_file(Order.model_validate_json(order), lines).model_dump_json().encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
