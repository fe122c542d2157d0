"""How much faster `convert` is than the plain pandas way, measured side by side.

    python benchmarks/convert.py [--rows 200000] [--rounds 5]
    python benchmarks/convert.py --constant [--rows 10000000]

Every way runs as a whole function in a process of its own, in turn, so that a busy machine slows
all of them; ratios are taken within a round. The outputs are compared before any figure is printed.
`--constant` shows the peak of memory for ever larger files instead, up to so many rows.
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
from collections import deque
from collections.abc import Callable
from pathlib import Path

SEED = 20
QUESTION, ANSWER = 100, 400  # characters
ENGLISH = ["the", "invoice", "was", "charged", "twice", "please", "refund", "today", "account"]
JAPANESE = (
    "請求書が二重に届きました。返金はいつになりますか。営業時間とログインの方法を教えてください。"
    "ご確認のうえ、担当部署へお問い合わせください。パスワードは設定画面から変更できます。"
)

Figures = dict[str, float]


def text(chance: random.Random, length: int, *, japanese: bool) -> str:
    if japanese:
        start = chance.randrange(len(JAPANESE))
        return ((JAPANESE[start:] + JAPANESE) * (length // len(JAPANESE) + 2))[:length]
    return " ".join(chance.choices(ENGLISH, k=length // 4))[:length]


def write_table(path: Path, rows: int) -> None:
    """Support questions in two languages, with the quotes, commas and newlines of real ones."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["question", "answer"])
        for row in range(rows):
            number = f"{row}: "
            question = number + text(chance, QUESTION - len(number), japanese=row % 2 == 1)
            answer = text(chance, ANSWER, japanese=row % 2 == 1)
            if row % 3 == 0:
                answer = answer[:200] + ", " + answer[202:]
            if row % 4 == 0:
                answer = answer[:-12] + '\n"thank you"'
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


def with_one_process(source: Path, destination: Path) -> None:
    from core.datasets.converting import convert

    convert(source, destination)


def with_two_processes(source: Path, destination: Path) -> None:
    from core.datasets.converting import convert

    convert(source, destination, processes=2)


def merely_reading(source: Path, _destination: Path) -> None:
    with source.open(encoding="utf-8", newline="") as file:
        deque(csv.reader(file), maxlen=0)


PANDAS, ONE, TWO, READER = "pandas", "togi", "togi, two processes", "csv.reader alone"
WAYS: dict[str, Callable[[Path, Path], None]] = {
    PANDAS: with_pandas,
    ONE: with_one_process,
    TWO: with_two_processes,
    READER: merely_reading,
}


def measured(script: str, way: str, *paths: Path) -> Figures:
    """Seconds of the clock and of the processor, and the memory taken, in a fresh process."""
    command = [sys.executable, script, "--way", way, *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        beside = 0.0
        while process.poll() is None:
            beside = max(beside, memory_of_children(process.pid))
            time.sleep(0.05)
        figures: Figures = json.loads(process.communicate()[0])
    figures["peak"] += beside
    return figures


def memory_of_children(process: int) -> float:
    """Megabytes that only they hold, and not the process that they are copies of."""
    kilobytes = 0
    try:
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
            kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Private"))
    except OSError:  # it has just ended
        return 0
    return kilobytes / 1024


def run_one(way: str, source: Path, destination: Path) -> None:
    """Imports are not what is compared: the clock starts, and memory counts, after them."""
    if way == PANDAS:
        import pandas  # noqa: F401, ICN001 (as said above)
    else:
        import core.datasets.converting  # noqa: F401 (as said above)
    idle = peak()
    clock, before = time.perf_counter(), processor()
    WAYS[way](source, destination)
    figures = {
        "wall": time.perf_counter() - clock,
        "cpu": processor() - before,
        "peak": peak() - idle,
    }
    print(json.dumps(figures))


def processor() -> float:
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def peak() -> float:
    """Megabytes that this program held at most; `ru_maxrss` counts who started it, too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def same(one: Path, other: Path) -> bool:
    with one.open(encoding="utf-8") as first, other.open(encoding="utf-8") as second:
        return all(json.loads(a) == json.loads(b) for a, b in zip(first, second, strict=True))


def ratios(rounds: list[dict[str, Figures]], figure: str, over: str, under: str) -> str:
    found = sorted(way[over][figure] / way[under][figure] for way in rounds)
    return f"{found[0]:.1f} .. {statistics.median(found):.1f} .. {found[-1]:.1f}"


def compare(rows: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "table.csv")
        outputs = {way: Path(folder, f"{number}.jsonl") for number, way in enumerate(WAYS)}
        write_table(source, rows)
        done = []
        for number in range(rounds):
            order = list(WAYS) if number % 2 else list(WAYS)[::-1]
            done.append({way: measured(__file__, way, source, outputs[way]) for way in order})
        if not all(same(outputs[PANDAS], outputs[way]) for way in (ONE, TWO)):
            sys.exit("the ways disagree: no figure is worth printing")
        size = source.stat().st_size / 1e6
    print(f"{rows:,} rows, {size:.0f} MB, {rounds} rounds: medians, then worst .. median .. best")
    for way in WAYS:
        wall, cpu, memory = (
            statistics.median(found[way][figure] for found in done)
            for figure in ("wall", "cpu", "peak")
        )
        print(f"{way:22}{rows / wall:10,.0f} rows/s{cpu:8.2f} s CPU{memory:8.1f} MB above idle")
    for way in (ONE, TWO):
        print(f"{way}: {ratios(done, 'wall', PANDAS, way)} times the rows per second of pandas")
        print(f"{way}: {ratios(done, 'cpu', way, READER)} times the CPU of csv.reader alone")
        print(f"{way}: 1/{ratios(done, 'peak', PANDAS, way)} of the memory of pandas")


def show_constant(most: int) -> None:
    rows = 100_000
    while rows <= most:
        with tempfile.TemporaryDirectory() as folder:
            source, output = Path(folder, "table.csv"), Path(folder, "chats.jsonl")
            write_table(source, rows)
            for way in (ONE, TWO):
                figures = measured(__file__, way, source, output)
                print(f"{rows:12,} rows, {way:22}{figures['peak']:6.1f} MB above idle", flush=True)
        rows *= 10


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--constant", action="store_true")
    arguments.add_argument("--way", nargs=3, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.way:
        way, source, destination = given.way
        run_one(way, Path(source), Path(destination))
    elif given.constant:
        show_constant(given.rows or 1_000_000)
    else:
        compare(given.rows or 200_000, given.rounds)


if __name__ == "__main__":
    main()
