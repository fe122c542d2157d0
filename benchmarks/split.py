"""How much faster `split --group exact` is than loading, shuffling and writing, side by side.

    python benchmarks/split.py [--rows 200000] [--rounds 5]
    python benchmarks/split.py --constant [--rows 1000000]

The plain way keeps nothing together; ours keeps equal questions on one side. Every way runs in a
process of its own, in turn; ratios are taken within a round, of the clock and of the processor's
time: on a busy machine the clock tells more of the neighbours. Only ours waits until the disk has
both sides, which costs the clock alone. Both sides must hold every line.
`--constant` shows the peak of memory for ever larger files instead, up to so many rows.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from convert import measured, peak, processor, ratios, write_table

RATIO = 0.2


def plainly(source: Path, training: Path, validation: Path) -> None:
    with source.open(encoding="utf-8") as file:
        lines = file.readlines()
    random.Random(0).shuffle(lines)
    taken = int(len(lines) * RATIO)
    with validation.open("w", encoding="utf-8") as file:
        file.writelines(lines[:taken])
    with training.open("w", encoding="utf-8") as file:
        file.writelines(lines[taken:])


def with_one_process(source: Path, training: Path, validation: Path, processes: int = 1) -> None:
    from core.datasets.splitting.dividing import divide_file

    divide_file(
        source,
        training=training,
        validation=validation,
        ratio=RATIO,
        seed=0,
        processes=processes,
    )


def with_two_processes(source: Path, training: Path, validation: Path) -> None:
    with_one_process(source, training, validation, 2)


PLAIN, ONE, TWO = "load, shuffle, write", "togi", "togi, two processes"
WAYS: dict[str, Callable[[Path, Path, Path], None]] = {
    PLAIN: plainly,
    ONE: with_one_process,
    TWO: with_two_processes,
}


def write_chats(path: Path, rows: int) -> None:
    from core.datasets.converting import convert

    table = path.with_suffix(".csv")
    write_table(table, rows)
    convert(table, path)
    table.unlink()


def run_one(way: str, source: Path) -> None:
    """Imports are not what is compared: the clock starts, and memory counts, after them."""
    import core.datasets.splitting.dividing  # noqa: F401 (as said above)

    os.sync()  # what an earlier way left to be written is not paid for by this one
    idle, clock, before = peak(), time.perf_counter(), processor()
    WAYS[way](source, *sides(way, source))
    wall, cpu = time.perf_counter() - clock, processor() - before
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak() - idle}))


def sides(way: str, source: Path) -> tuple[Path, Path]:
    name = way.replace(" ", "-")
    return source.with_name(f"{name}.training"), source.with_name(f"{name}.validation")


def contents(*paths: Path) -> tuple[int, int]:
    """How many lines there are, and a sum that doesn't depend on their order."""
    count = total = 0
    for path in paths:
        with path.open("rb") as file:
            for line in file:
                count += 1
                total ^= int.from_bytes(blake2b(line, digest_size=8).digest())
    return count, total


def compare(rows: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "chats.jsonl")
        write_chats(source, rows)
        done = []
        for number in range(rounds):
            order = list(WAYS) if number % 2 else list(WAYS)[::-1]
            done.append({way: measured(__file__, way, source) for way in order})
        if any(contents(*sides(way, source)) != contents(source) for way in WAYS):
            sys.exit("a line was lost: no figure is worth printing")
    print(f"{rows:,} rows, {rounds} rounds: medians, then worst .. median .. best")
    for way in WAYS:
        wall, cpu, memory = (
            statistics.median(found[way][figure] for found in done)
            for figure in ("wall", "cpu", "peak")
        )
        print(f"{way:22}{rows / wall:10,.0f} rows/s{cpu:8.2f} s CPU{memory:8.1f} MB above idle")
    for way in (ONE, TWO):
        print(f"{way}: {ratios(done, 'wall', PLAIN, way)} times the rows per second")
        print(f"{way}: 1/{ratios(done, 'cpu', PLAIN, way)} of the processor's time")
        print(f"{way}: 1/{ratios(done, 'peak', PLAIN, way)} of the memory")


def show_constant(most: int) -> None:
    rows = 100_000
    while rows <= most:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "chats.jsonl")
            write_chats(source, rows)
            for way in (ONE, TWO):
                figures = measured(__file__, way, source)
                print(f"{rows:12,} rows, {way:22}{figures['peak']:6.1f} MB above idle", flush=True)
        rows *= 10


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--constant", action="store_true")
    arguments.add_argument("--way", nargs=2, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.way:
        way, source = given.way
        run_one(way, Path(source))
    elif given.constant:
        show_constant(given.rows or 1_000_000)
    else:
        compare(given.rows or 200_000, given.rounds)


if __name__ == "__main__":
    main()
