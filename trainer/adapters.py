"""One base model and its adapters in one memory; a batch may mix them row by row."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from peft import LoraModel, PeftModel
from torch import Tensor
from transformers import PreTrainedModel
from transformers.modeling_outputs import CausalLMOutputWithPast

MOST_LOADED = 16
BASE = "__base__"  # peft's own name for "no adapter" in a mixed batch


class Adapters:
    def __init__(self, base: PreTrainedModel) -> None:
        self.base = base
        self._tuned: PeftModel | None = None
        self._names: OrderedDict[Path, str] = OrderedDict()
        self._loaded = 0
        self._active = BASE

    def name(self, folder: Path | None, in_use: set[str]) -> str:
        """The adapter's name in a batch; loaded at its first use, the least used makes room."""
        if folder is None:
            return BASE
        if folder not in self._names:
            self._names[folder] = self._load(folder)
            self._make_room(in_use)
        self._names.move_to_end(folder)
        return self._names[folder]

    def forward(self, names: list[str], **inputs: object) -> Tensor:
        """The logits for these rows, each spoken by its adapter."""
        output: CausalLMOutputWithPast
        if self._tuned is None:
            output = self.base(**inputs)
        elif len(set(names)) > 1:
            self._switch_on()
            output = self._tuned(adapter_names=names, **inputs)
        else:
            # A batch that agrees is faster without the bookkeeping of a mixed one.
            self._activate(names[0])
            output = self._tuned(**inputs)
        if output.logits is None:
            raise RuntimeError("the model gave no logits")
        return output.logits

    @property
    def _lora(self) -> LoraModel:
        if self._tuned is None or not isinstance(self._tuned.base_model, LoraModel):
            raise RuntimeError("no adapter is loaded")
        return self._tuned.base_model

    def _load(self, folder: Path) -> str:
        self._loaded += 1
        name = f"adapter-{self._loaded}"
        if self._tuned is None:
            self._tuned = PeftModel.from_pretrained(
                self.base, folder, adapter_name=name, autocast_adapter_dtype=False
            )
            self._tuned.eval()
        else:
            self._switch_on()
            self._tuned.load_adapter(folder, adapter_name=name, autocast_adapter_dtype=False)
            self._tuned.set_adapter(name)
        self._active = name
        return name

    def _make_room(self, in_use: set[str]) -> None:
        idle = [path for path, name in self._names.items() if name not in in_use]
        for path in idle[: max(0, len(self._names) - MOST_LOADED)]:
            if path != next(reversed(self._names)) and self._tuned is not None:
                self._tuned.delete_adapter(self._names.pop(path))

    def _activate(self, name: str) -> None:
        if self._tuned is None or self._active == name:
            return
        if name == BASE:
            self._lora.disable_adapter_layers()
        else:
            self._switch_on()
            self._tuned.set_adapter(name)
        self._active = name

    def _switch_on(self) -> None:
        if self._active == BASE and self._tuned is not None:
            self._lora.enable_adapter_layers()
            self._active = ""
