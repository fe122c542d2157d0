"""Answers questions until nobody is left to ask: `python -m trainer.inference THREADS`.

Questions come in on standard input, answers go out on standard output. Reading the end of the
input means that the server is gone, however it went.
"""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
from typing import BinaryIO

import torch

from trainer import journal, weights
from trainer.ask import QUESTION, Ask, Failure, Finish, Hush, Piece
from trainer.speaker import Speaker

log = logging.getLogger(__name__)
MOST_BASES = 2


class Room:
    """The loaded bases, taking turns token by token."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.speakers: dict[str, Speaker] = {}

    def tell(self, reply: Piece | Finish | Failure) -> None:
        self.out.write(reply.model_dump_json().encode() + b"\n")
        self.out.flush()

    def hear(self, question: Ask | Hush) -> None:
        if isinstance(question, Hush):
            for speaker in self.speakers.values():
                speaker.hush(question.id)
            return
        try:
            self._speaker(question).waiting.append(question)
        except weights.BaseUnavailable as error:
            self._refuse(question, 503, "base_model_unavailable", str(error))
        except (OSError, RuntimeError, ValueError, MemoryError) as error:
            log.exception("loading %s failed", question.base.id)
            self._refuse(question, 500, "base_model_broken", f"The base can't be loaded: {error}")

    @property
    def is_idle(self) -> bool:
        return all(speaker.is_idle for speaker in self.speakers.values())

    def turn(self) -> None:
        for speaker in self.speakers.values():
            speaker.turn()

    def _refuse(self, ask: Ask, status: int, code: str, message: str) -> None:
        self.tell(Failure(id=ask.id, status=status, code=code, message=message, param="model"))

    def _speaker(self, ask: Ask) -> Speaker:
        speaker = self.speakers.pop(ask.base.id, None)
        if speaker is None:
            idle = [name for name, other in self.speakers.items() if other.is_idle]
            for name in idle[: max(0, len(self.speakers) + 1 - MOST_BASES)]:
                del self.speakers[name]
            folder = weights.prepare(ask.base, ask.bases_folder, log.warning)
            speaker = Speaker(ask.base, folder, self.tell)
        self.speakers[ask.base.id] = speaker
        return speaker


def listen(inbox: queue.SimpleQueue[Ask | Hush]) -> None:
    for line in sys.stdin.buffer:
        inbox.put(QUESTION.validate_json(line))
    os._exit(0)


def main(threads: int) -> None:
    journal.start()
    # Answers get the output for themselves; what libraries print goes to the log.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    torch.set_num_threads(threads)
    inbox: queue.SimpleQueue[Ask | Hush] = queue.SimpleQueue()
    threading.Thread(target=listen, args=[inbox], daemon=True).start()
    room = Room(out)
    while True:
        while room.is_idle or not inbox.empty():
            room.hear(inbox.get())
        room.turn()


if __name__ == "__main__":
    main(int(sys.argv[1]))
