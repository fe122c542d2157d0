"""How much faster `convert` is than the plain pandas way, measured side by side.

    python benchmarks/convert.py [--rows 100000] [--rounds 5]

Both run as whole functions in a process of their own, in turn, so that a busy machine slows both.
The outputs are compared before any figure is printed.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 20
WORDS = ["the", "invoice", "was", "charged", "twice", "please", "refund", "today"]
WORDS += ["請求", "返金", "ログイン", "できません", "営業時間"]


def write_table(path: Path, rows: int) -> None:
    """Support questions in two languages, with the quotes, commas and newlines of real ones."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["question", "answer"])
        for row in range(rows):
            question = f"{row}: " + " ".join(chance.choices(WORDS, k=40))
            answer = ", ".join(chance.choices(WORDS, k=50)) + '\n"thank you"'
            table.writerow([question, answer])


def with_pandas(source: Path, destination: Path) -> None:
    import pandas as pd

    frame = pd.read_csv(source)
    with destination.open("w", encoding="utf-8") as file:
        for _, row in frame.iterrows():
            messages = [
                {"role": "user", "content": row["question"]},
                {"role": "assistant", "content": row["answer"]},
            ]
            file.write(json.dumps({"messages": messages}, ensure_ascii=False) + "\n")


def with_togi(source: Path, destination: Path) -> None:
    from core.datasets.converting import convert

    convert(source, destination)


WAYS = {"pandas": with_pandas, "togi": with_togi}


def measured(way: str, source: Path, destination: Path) -> dict[str, float]:
    """Seconds of the clock and of the processor, and the peak of memory, in a fresh process."""
    command = [sys.executable, __file__, "--way", way, str(source), str(destination)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def run_one(way: str, source: Path, destination: Path) -> None:
    if way == "togi":
        import core.datasets.converting  # noqa: F401 (imports are not what is compared)
    else:
        import pandas  # noqa: F401, ICN001 (as above)
    clock, processor = time.perf_counter(), time.process_time()
    WAYS[way](source, destination)
    figures = {
        "wall": time.perf_counter() - clock,
        "cpu": time.process_time() - processor,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


def same(one: Path, other: Path) -> bool:
    with one.open(encoding="utf-8") as first, other.open(encoding="utf-8") as second:
        return all(json.loads(a) == json.loads(b) for a, b in zip(first, second, strict=True))


def compare(rows: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "table.csv")
        outputs = {way: Path(folder, f"{way}.jsonl") for way in WAYS}
        write_table(source, rows)
        pairs = []
        for number in range(rounds):
            order = list(WAYS) if number % 2 else list(WAYS)[::-1]
            pairs.append({way: measured(way, source, outputs[way]) for way in order})
        if not same(outputs["pandas"], outputs["togi"]):
            sys.exit("the two ways disagree: no figure is worth printing")
    for figure in ("wall", "cpu"):
        ratios = sorted(pair["pandas"][figure] / pair["togi"][figure] for pair in pairs)
        median = statistics.median(ratios)
        print(f"{figure}: {ratios[0]:.1f} .. {median:.1f} .. {ratios[-1]:.1f} times faster")
    speed = statistics.median(rows / pair["togi"]["wall"] for pair in pairs)
    peaks = {way: max(pair[way]["peak_mb"] for pair in pairs) for way in WAYS}
    print(f"{speed:,.0f} rows/s; peak {peaks['togi']:.0f} MB, pandas {peaks['pandas']:.0f} MB")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--way", nargs=3, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.way:
        way, source, destination = given.way
        run_one(way, Path(source), Path(destination))
    else:
        compare(given.rows, given.rounds)


if __name__ == "__main__":
    main()
