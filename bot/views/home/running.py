"""The trainings that run: how far each is, and how to stop it."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import Block, context, header, section
from bot.views.home.shown import Shown
from bot.views.moments import moment
from bot.views.training.jobs import Progress, cancel_button, what, where_it_stands
from core.evaluation import Running


def running(shown: Shown, say: Words) -> list[Block]:
    jobs = [block for one in shown.overview.running for block in _job(one, shown, say)]
    return [header(say("Training now")), *jobs] if jobs else []


def _job(one: Running, shown: Shown, say: Words) -> list[Block]:
    job = one.job
    where = where_it_stands(job, Progress(step=one.step, losses=(), now=shown.now), say)
    cancel = cancel_button(job, say) if shown.may_operate else None
    began = say(
        "Started by <@{person}>, {when}",
        person=job.requested_by,
        when=moment(job.created_at, say),
    )
    return [section(f"{what(job, say)}\n{where}", accessory=cancel), context(began)]
