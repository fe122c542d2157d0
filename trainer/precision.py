"""The numbers to calculate with on this machine."""

from __future__ import annotations

import torch


def best() -> torch.dtype:
    """Half of the memory where the processor knows bfloat16; elsewhere it would be far slower."""
    if torch.cuda.is_available() or torch.ops.mkldnn._is_mkldnn_bf16_supported():  # noqa: SLF001 - torch has no public question
        return torch.bfloat16
    return torch.float32
