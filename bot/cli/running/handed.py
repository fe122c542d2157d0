"""The variables that `togi run` hands its bot, for who looks at them from outside."""

from __future__ import annotations

from pathlib import Path

from bot.cli.running.plan import bot_variables, read_plan
from bot.cli.running.stand_ins import StandIns


def handed_to_bot(env: Path) -> dict[str, str]:
    """As in the last start; a stand-in that was never started has no address."""
    plan = read_plan(env, None)
    stand_ins = StandIns(plan)
    addresses = stand_ins.remembered()
    sandbox, trainer = addresses.get("sandbox"), addresses.get("trainer")
    slack = stand_ins.slack(sandbox) if sandbox and not plan.real_slack else {}
    provider = stand_ins.provider(trainer) if trainer and not plan.real_provider else {}
    return bot_variables(plan, slack=slack, provider=provider)
