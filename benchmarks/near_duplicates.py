"""How fast, how lean and how right near-duplicates are found, beside datasketch.

    python benchmarks/near_duplicates.py [--rows 20000] [--rounds 3]

Both get the same questions in two languages, of which 5 in 100 are mistyped copies of others,
and both compare what their signatures propose letter by letter. Each runs in a process of its
own, in turn, so that a busy machine slows both. Last, `check` and `split` as a whole.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # for the planted questions of the tests

from tests.core.datasets.similarity.planted import Question, found, questions  # noqa: E402

PERMUTATIONS, THRESHOLD, RUN = 128, 0.5, 3
ALIKE = 90
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}


class Figures(TypedDict):
    """What one process needed, and what it found."""

    cpu: float
    peak_mb: float
    recall: float
    precision: float


def with_togi(texts: Sequence[str]) -> list[int]:
    from core.datasets.similarity.clusters import clusters

    return clusters(texts).tolist()


def with_datasketch(texts: Sequence[str]) -> list[int]:
    """The usual way: a set of runs of letters a text, an index, and a query for each text."""
    from datasketch import MinHash, MinHashLSH
    from rapidfuzz import fuzz

    from core.datasets.similarity.joining import Joined
    from core.datasets.similarity.wording import wording_of

    letters = [wording_of(text).letters for text in texts]
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    joined = Joined(len(texts))
    for number, text in enumerate(letters):
        signature = MinHash(num_perm=PERMUTATIONS)
        runs = {text[at : at + RUN].encode() for at in range(max(1, len(text) - RUN + 1))}
        signature.update_batch(runs)
        for other in index.query(signature):
            if fuzz.ratio(text, letters[other], score_cutoff=ALIKE):
                joined.join(number, other)
        index.insert(number, signature)
    return joined.roots().tolist()


WAYS: dict[str, Callable[[Sequence[str]], list[int]]] = {
    "datasketch": with_datasketch,
    "togi": with_togi,
}


def run_one(way: str, rows: int) -> Figures:
    if way == "togi":
        import core.datasets.similarity.clusters  # noqa: F401 (imports are not what is compared)
    else:
        import datasketch  # noqa: F401 (as above)
    planted = questions(rows)
    texts = [question.text for question in planted]
    started = time.process_time()
    ids = WAYS[way](texts)
    cpu = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    measured = [found(planted, ids, language) for language in ("en", "ja")]
    return Figures(
        cpu=cpu,
        peak_mb=peak,
        recall=min(one.recall for one in measured),
        precision=min(one.precision for one in measured),
    )


def measured(way: str, rows: int) -> Figures:
    command = [sys.executable, __file__, "--way", way, "--rows", str(rows)]
    environment = {**os.environ, **ONE_CORE}  # noqa: TID251 (the same, for one core)
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return json.loads(done.stdout)


def compare(rows: int, rounds: int) -> None:
    pairs = []
    for number in range(rounds):
        order = list(WAYS) if number % 2 else list(WAYS)[::-1]
        pairs.append({way: measured(way, rows) for way in order})
    for way in WAYS:
        own = [pair[way] for pair in pairs]
        print(
            f"{way:>10}: {statistics.median(one['cpu'] for one in own):7.1f} CPU s, "
            f"peak {max(one['peak_mb'] for one in own):5.0f} MB, "
            f"recall {own[0]['recall']:.3f}, precision {own[0]['precision']:.3f} "
            "(the worse of two languages)"
        )
    for figure, name in (("cpu", "less CPU"), ("peak_mb", "less memory")):
        ratios = sorted(pair["datasketch"][figure] / pair["togi"][figure] for pair in pairs)
        middle = statistics.median(ratios)
        print(f"{name}: {ratios[0]:.1f} .. {middle:.1f} .. {ratios[-1]:.1f} times")


def whole_commands(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "chats.jsonl")
        write_chats(source, questions(rows))
        outputs = ["--train", f"{folder}/a.jsonl", "--validation", f"{folder}/b.jsonl"]
        for arguments in (["check", str(source), "--json"], ["split", str(source), *outputs]):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [sys.executable, "-c", "from bot.cli import main; main()", "dataset"]
            environment = {**os.environ, **ONE_CORE}  # noqa: TID251 (the same, for one core)
            subprocess.run(
                [*command, *arguments],
                check=True,
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env=environment,
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"togi dataset {arguments[0]}: {rows:,} rows in {cpu:.1f} CPU s")


def write_chats(path: Path, planted: Sequence[Question]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for question in planted:
            answer = f"{question.original}: " + question.text[::-1] * 3
            messages = [
                {"role": "user", "content": question.text},
                {"role": "assistant", "content": answer},
            ]
            file.write(json.dumps({"messages": messages}, ensure_ascii=False) + "\n")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=20_000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.way:
        print(json.dumps(run_one(given.way, given.rows)))
    else:
        compare(given.rows, given.rounds)
        whole_commands(given.rows)


if __name__ == "__main__":
    main()
