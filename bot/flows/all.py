"""Every flow there is, declared before the engine is launched."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows.answering.in_private import whispering
from bot.flows.answering.in_threads import answering
from bot.flows.answering.sharing import Handed, sharing
from bot.flows.channels import Change, setting
from bot.flows.datasets.adding import adding
from bot.flows.datasets.asking_experts import Settled, asking_experts
from bot.flows.datasets.bringing import bringing
from bot.flows.datasets.choosing import choosing_columns
from bot.flows.datasets.exporting import Export, exporting
from bot.flows.datasets.fixing import Wanted, fixing
from bot.flows.datasets.removing import Doomed, Marked, removing
from bot.flows.durable import Flow
from bot.flows.evaluating.counting import counting_votes
from bot.flows.evaluating.preparing import preparing
from bot.flows.evaluating.promoting import Decided, promoting
from bot.flows.evaluating.repeating import repeating
from bot.flows.house import House
from bot.flows.models.comparing import ToCompare, comparing
from bot.flows.models.retiring import retiring
from bot.flows.models.serving import Chosen, serving
from bot.flows.ratings.exporting import LedgerExport, exporting_ratings
from bot.flows.ratings.importing import LedgerImport, importing_ratings
from bot.flows.training.curving import Curve, curving
from bot.flows.training.job import training
from bot.flows.training.last_step import Preferred, last_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    add_example: Flow[[str]]
    answer: Flow[[str, str]]
    answer_in_private: Flow[[str, str, str]]
    bring: Flow[[str]]
    choose_columns: Flow[[str]]
    compare: Flow[[ToCompare]]
    consult: Flow[[str, int]]
    count_votes: Flow[[str]]
    decide: Flow[[Decided]]
    delete: Flow[[Doomed]]
    draw_curve: Flow[[Curve]]
    erase: Flow[[Marked]]
    evaluate: Flow[[str]]
    export: Flow[[Export]]
    export_ratings: Flow[[LedgerExport]]
    fix: Flow[[Wanted]]
    hand_on: Flow[[Handed]]
    import_ratings: Flow[[LedgerImport]]
    let_answer: Flow[[Chosen]]
    prefer_last_step: Flow[[Preferred]]
    set_channel: Flow[[Change]]
    repeats: Flow[[str]]
    retirements: Flow[[]]
    settle: Flow[[Settled]]
    train: Flow[[str, str]]


def declare(house: House) -> Flows:
    experts, removed = asking_experts(house), removing(house)
    count, train = counting_votes(house), training(house)
    evaluate = preparing(house, count)
    return Flows(
        add_example=adding(house),
        answer=answering(house),
        answer_in_private=whispering(house),
        bring=bringing(house),
        choose_columns=choosing_columns(house),
        compare=comparing(house),
        consult=experts.consult,
        count_votes=count,
        decide=promoting(house),
        delete=removed.delete,
        draw_curve=curving(house, train),
        erase=removed.erase,
        evaluate=evaluate,
        export=exporting(house),
        export_ratings=exporting_ratings(house),
        fix=fixing(house),
        hand_on=sharing(house),
        import_ratings=importing_ratings(house),
        let_answer=serving(house),
        prefer_last_step=last_step(house),
        set_channel=setting(house),
        repeats=repeating(house, evaluate),
        retirements=retiring(house),
        settle=experts.settle,
        train=train,
    )
