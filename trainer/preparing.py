"""`python -m trainer.preparing FOLDER BASE`: brings a base to this disk ahead of its first use."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from trainer import bases, journal, weights

log = logging.getLogger(__name__)


def main(folder: str, name: str) -> int:
    journal.start()
    try:
        weights.prepare(bases.find(bases.BASES, name), Path(folder), log.info)
    except weights.BaseUnavailable as error:
        log.warning("%s", error)  # whoever asks for the base is told the same
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
