"""`python -m sandbox.tour`: plays the loop; exits 0 only if the tuned model beat its base."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from aiohttp import ClientError, ClientSession, ClientTimeout

from sandbox.tour import example
from sandbox.tour.people import Door, Member, Stuck
from sandbox.tour.score import Score
from sandbox.tour.story import Cast, Story
from sandbox.tour.telling import Narrator

REQUEST_SECONDS = 30.0


def _parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sandbox.tour", description="Plays the whole loop.")
    parser.add_argument("--url", required=True, help="the sandbox's page")
    parser.add_argument("--example", type=Path, required=True, help="a CSV with held-out rows")
    parser.add_argument("--language", choices=("en", "ja"), default="en")
    parser.add_argument(
        "--starting-took", type=float, default=0.0, help="seconds that the processes took to start"
    )
    return parser.parse_args(argv)


async def _play(chosen: argparse.Namespace) -> int:
    narrator = Narrator(chosen.language)
    narrator.heading("Four people, one model. You can watch them at {url}", url=chosen.url)
    narrator.took(narrator.sentence("Starting everything"), chosen.starting_took)
    async with ClientSession(timeout=ClientTimeout(total=REQUEST_SECONDS)) as session:
        door = Door(chosen.url.rstrip("/"), session)
        cast = Cast(
            aiko=Member(door, "U0AIKO", "Aiko"),
            ben=Member(door, "U0BEN", "Ben"),
            chika=Member(door, "U0CHIKA", "Chika"),
            dana=Member(door, "U0DANA", "Dana"),
        )
        try:
            tuned, base = await Story(cast, example.read(chosen.example), narrator).play()
        except (Stuck, ClientError, TimeoutError) as trouble:
            narrator.heading("The tour could not go on: {trouble}", trouble=trouble)
            return 1
    narrator.where_the_time_went()
    return _judge(tuned, base, narrator)


def _judge(tuned: Score, base: Score, narrator: Narrator) -> int:
    """Say by how much the tuned model won; 1 when it did not."""
    won = tuned.exact.percent > base.exact.percent
    narrator.heading(
        "Exactly right of {n} held-out: tuned {tuned}, base {base} ({margin:+.0f} points)",
        n=tuned.exact.of,
        tuned=tuned.exact.hits,
        base=base.exact.hits,
        margin=tuned.exact.percent - base.exact.percent,
    )
    narrator.tell("The tuned model wins." if won else "The tuned model does not win.")
    return 0 if won else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(_play(_parsed(None))))
