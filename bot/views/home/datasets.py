"""The data sets that changed last: how each is, and a training on it one click away."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import Block, actions, button, context, header, section
from bot.views.datasets.bringing import ADD
from bot.views.datasets.cards import TRAIN
from bot.views.datasets.findings import verdict
from bot.views.datasets.health import sizes, still_missing
from bot.views.home.shown import SHOW_DATASETS, Shown, name, train_value, trainable
from core.datasets import Fault
from core.datasets.versions.readiness import missing_examples
from core.evaluation import Held


def datasets(shown: Shown, say: Words) -> list[Block]:
    """Nothing before the first one: the first step says what to do then."""
    overview = shown.overview
    if not overview.datasets:
        return []
    blocks = [header(say("Data sets")), *(_held(one, shown, say) for one in overview.datasets)]
    if more := overview.dataset_count - len(overview.datasets):
        blocks.append(context(say.count(more, "… and {n} more", "… and {n} more")))
    buttons = [button(say("All data sets"), SHOW_DATASETS, "home")]
    if shown.may_operate:
        buttons.insert(0, button(say("Add a data set"), ADD, "home"))
    return [*blocks, actions(*buttons)]


def _held(one: Held, shown: Shown, say: Words) -> Block:
    missing = missing_examples(one.version)
    found = [Fault(0, code) for code in one.found]  # of which rows was not kept
    health = f"⏳ {still_missing(missing, say)}" if missing else verdict(found, say)
    train = None
    if shown.may_operate and trainable(one):
        train = button(say("Train"), TRAIN, train_value(one))
    title = f"*{name(one.dataset.name)}* v{one.version.number}"
    return section(f"{title}\n{health}\n{sizes(one.version, say)}", accessory=train)
