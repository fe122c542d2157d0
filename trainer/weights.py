"""A base model's weights on this disk: converted, downloaded, or the operator's own."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2

from trainer import durable
from trainer.bases import Base, Bundled, Hub, Local

if TYPE_CHECKING:  # the server asks for the state of bases, and must not wait for transformers
    from transformers import PreTrainedTokenizerBase

Tell = Callable[[str], None]
# The hub's client raises a different family for every kind of broken network.
BROKEN_NETWORK = (httpx2.HTTPError, OSError, RuntimeError, ValueError)
WEIGHT_FILES = ["*.safetensors", "*.safetensors.index.json", "*.json", "*.jinja", "tokenizer.model"]


class BaseUnavailable(Exception):
    """Its sentence says why the weights can't be had, and what to do."""


def folder_of(base: Base, bases_folder: Path) -> Path:
    match base.source:
        case Local(folder):
            return folder
        case Bundled() | Hub():
            return bases_folder / base.id


def is_ready(base: Base, bases_folder: Path) -> bool:
    """Whether the base can be used now, without a network."""
    match base.source:
        case Bundled(package):
            return folder_of(base, bases_folder).is_dir() or _gguf(package) is not None
        case Hub() | Local():
            return folder_of(base, bases_folder).is_dir()


def is_reachable(base: Base) -> bool:
    """Whether the base's weights could be downloaded right now; asked of the hub, briefly."""
    if not isinstance(base.source, Hub):
        return True
    from huggingface_hub import HfApi

    try:
        HfApi().model_info(base.source.repository, revision=base.source.revision, timeout=1.5)
    except BROKEN_NETWORK:
        return False
    return True


def prepare(base: Base, bases_folder: Path, tell: Tell) -> Path:
    """Bring the weights to this disk once; every later call only names the folder."""
    folder = folder_of(base, bases_folder)
    if folder.is_dir():
        return folder
    with durable.waiting_lock(bases_folder / f"{base.id}.lock"):
        if folder.is_dir():
            return folder
        match base.source:
            case Bundled(package):
                tell(f"Unpacking {base.id} for its first use; this takes about half a minute.")
                _convert(package, folder)
            case Hub(repository, revision):
                _download(base, repository, revision, folder, tell)
            case Local():
                raise BaseUnavailable(f"The folder of {base.id} is gone: {folder}")
    return folder


def tokenizer(base: Base, bases_folder: Path) -> PreTrainedTokenizerBase:
    """The base's own tokenizer, from what is on this machine; its weights stay where they are."""
    folder = folder_of(base, bases_folder)
    if not folder.is_dir() and isinstance(base.source, Bundled):
        return _bundled_tokenizer(_the_gguf(base.source.package))
    if not folder.is_dir():
        raise BaseUnavailable(
            f"The base model {base.id} isn't on this machine yet. It is fetched when somebody first"
            f" trains on it, or by “togi trainer --prepare {base.id}”."
        )
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder)


def _bundled_tokenizer(gguf: Path) -> PreTrainedTokenizerBase:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)


def _the_gguf(package: str) -> Path:
    gguf = _gguf(package)
    if gguf is None:
        raise BaseUnavailable(f"The Python package {package} with the base model isn't installed.")
    return gguf


def _gguf(package: str) -> Path | None:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        return None
    return next(Path(found.origin).parent.glob("*.gguf"), None)


def _convert(package: str, folder: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM
    from transformers.utils.quantization_config import GgufConfig

    gguf = _the_gguf(package)
    tokenizer = _bundled_tokenizer(gguf)
    # Without dequantize=True the weights stay packed: thirty times slower and not trainable.
    model = AutoModelForCausalLM.from_pretrained(
        gguf.parent,
        gguf_file=gguf.name,
        dtype=torch.bfloat16,
        quantization_config=GgufConfig(dequantize=True),
    )
    with durable.new_folder(folder) as draft:
        model.save_pretrained(draft)
        tokenizer.save_pretrained(draft)


def _download(base: Base, repository: str, revision: str, folder: Path, tell: Tell) -> None:
    from huggingface_hub import HfApi, snapshot_download

    try:
        found = HfApi().model_info(repository, revision=revision, timeout=10)
        size = base.download_bytes / 1e9
        tell(f"Downloading {base.id} from the Hugging Face hub ({size:.1f} GB), once.")
        with durable.new_folder(folder) as draft:
            snapshot_download(
                repository,
                revision=found.sha,
                local_dir=draft,
                allow_patterns=WEIGHT_FILES,
                etag_timeout=10,
            )
            origin = {"repository": repository, "revision": found.sha}
            (draft / "origin.json").write_text(json.dumps(origin))
            if not any(draft.glob("*.safetensors")):
                raise BaseUnavailable(f"{repository} holds no safetensors: {base.id} is of no use.")
    except BROKEN_NETWORK as error:
        raise BaseUnavailable(
            f"The base model {base.id} isn't on this machine yet, and the Hugging Face hub can't be"
            f" reached to download it ({type(error).__name__}). Check the network, or choose a base"
            " that is available offline."
        ) from error
