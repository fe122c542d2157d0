"""Whether the letters of two questions are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

ALIKE = 0.9  # of two texts, the share of letters that both have in the same order


def likeness(one: Sequence[str], other: Sequence[str]) -> npt.NDArray[np.float32]:
    """How alike the two texts of each pair are, from `ALIKE` to 1; below, nothing but 0."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cpdist

    return cpdist(
        one, other, scorer=Indel.normalized_similarity, score_cutoff=ALIKE, dtype=np.float32
    )
