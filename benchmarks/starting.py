"""How soon `togi bot` is ready, beside importing everything at once.

    python benchmarks/starting.py [--rounds 5]

"Everything" is every dependency that pyproject.toml declares and every module of bot and core, in
a Python that does nothing else. Ready is when `togi bot` says that it listens: migrated, flows
declared, engine launched, connected to a sandbox. CPU seconds of the process until then; the first
start makes the database, each later one finds it.

What `togi bot` puts off until it has said so is not in its figure: the provider's SDK, which it
loads at once afterwards, beside the event loop. Garbage is collected from then on. numpy, pandas,
matplotlib, scipy and Alembic are loaded by what first needs them. The byte code of all is at hand
on both sides, as it is after any installation and one start.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.e2e.workspace import Process  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
EVERYTHING = """
import pkgutil, importlib
import aiohttp, aiosqlite, alembic.command, babel.dates, babel.numbers, dbos
import matplotlib.pyplot, matplotlib_fontja, numpy, openai, orjson, pandas, psycopg, pyarrow.parquet
import pypdf, python_calamine, dotenv, yaml, rapidfuzz.fuzz, scipy.optimize, scipy.stats
import slack_bolt.async_app, slack_sdk.web.async_client, sqlmodel, starlette.routing
import structlog, toktok, typer, uvicorn, xlsxwriter
import slack_bolt.adapter.socket_mode.aiohttp, slack_bolt.adapter.starlette.async_handler
import bot, core
for package in (bot, core):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if "migrations" not in found.name:
            importlib.import_module(found.name)
"""


def eagerly() -> tuple[float, float]:
    """CPU seconds and peak MB of a Python that imports everything."""
    report = "import resource as r; u = r.getrusage(r.RUSAGE_SELF)\nprint(u.ru_maxrss / 1024)"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", EVERYTHING + report],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, float(done.stdout)


def to_ready(bot: Process) -> tuple[float, float]:
    """CPU seconds and MB of `togi bot` when it says that it listens."""
    bot.start()
    pid = bot._process.pid  # noqa: SLF001 (what is measured)
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    peak = next(
        line.split()[1]
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmHWM")
    )
    bot.kill()
    return (int(fields[11]) + int(fields[12])) / TICKS, int(peak) / 1024


def compare(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sandbox = Process(
            ["-m", "sandbox", "--port", "0", "--data", f"{name}/sandbox"],
            "listening on",
            folder / "sandbox.log",
        )
        bot = Process(
            ["-c", "from bot.cli import main; main()", "bot"], "listening", folder / "bot.log"
        )
        try:
            slack = sandbox.start().split()[-1]
            tokens = json.loads((folder / "sandbox/tokens.json").read_text())
            bot.environment = {
                "SLACK_API_URL": f"{slack}/api/",
                "SLACK_BOT_TOKEN": tokens["bot_token"],
                "SLACK_APP_TOKEN": tokens["app_token"],
                "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
                "TOGI_DATA": f"{name}/data",
            }
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # noqa: TID251 (handed on)
            eagerly()
            to_ready(bot)
            shutil.rmtree(f"{name}/data")
            first, _ = to_ready(bot)
            pairs = []
            for number in range(rounds):
                if number % 2:
                    own, all_at_once = to_ready(bot), eagerly()
                else:
                    all_at_once, own = eagerly(), to_ready(bot)
                pairs.append((own, all_at_once))
        finally:
            bot.kill()
            sandbox.kill()
    for title, place in (("togi bot, to ready", 0), ("everything at once", 1)):
        cpu = min(pair[place][0] for pair in pairs)
        peak = statistics.median(pair[place][1] for pair in pairs)
        print(f"{title}: {cpu:.2f} CPU s (the least of {rounds}), {peak:.0f} MB")
    print(f"its very first start, which makes the database: {first:.2f} CPU s")
    for what, number in (("CPU", 0), ("memory", 1)):
        ratios = sorted(pair[0][number] / pair[1][number] for pair in pairs)
        middle = statistics.median(ratios)
        print(f"{what}, Togi over everything: {ratios[0]:.2f} .. {middle:.2f} .. {ratios[-1]:.2f}")
    print(f"load average {os.getloadavg()[0]:.1f}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    compare(arguments.parse_args().rounds)


if __name__ == "__main__":
    main()
