"""A data set on a card, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Element,
    Message,
    actions,
    button,
    clip,
    context,
    escape,
    literal,
    message,
    picture,
    section,
)
from bot.views.datasets.consultations import ask_button
from bot.views.datasets.findings import most_important, verdict
from bot.views.datasets.given_away import rows_that_give_away, rows_with_keys
from bot.views.datasets.health import sizes, still_missing, weight
from bot.views.moments import moment
from core.datasets.checking.secret_keys import has_secret_key
from core.datasets.faults import Fault
from core.datasets.tables import Dataset, Kind, Origin, Version
from core.datasets.versions.readiness import missing_examples
from core.tuning.estimating import Estimate

TRAIN = "train_dataset"
SEE_ALL, FIX, OTHER_COLUMNS = "see_findings", "fix_file", "other_columns"
SHOWN_EXAMPLES = 2
EXCERPT = 76  # of a question or an answer: two examples must leave room for the rest
UNUSUAL = {"cp932": "Shift_JIS", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
OBVIOUS_NAMES = {"question", "answer", "questions", "answers", "質問", "回答"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in Slack, with what it shows in words."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is told of a version; what isn't known yet is left out."""

    dataset: Dataset
    version: Version
    samples: Sequence[tuple[str, str]] = ()
    findings: Sequence[Fault] = ()
    estimate: Estimate | None = None
    picture: Picture | None = None
    undecided: int = 0  # contradictions that an expert could be asked about
    newest: int = 0  # the number of the newest version, as far as that was looked up
    was_there: bool = False  # somebody brought the same examples again

    @property
    def is_old(self) -> bool:
        return self.newest > self.version.number


def card(shown: Shown, say: Words, *, may_operate: bool = True) -> Message:
    """How a data set is, what to look at first, two of its examples, and what to do next."""
    dataset, version = shown.dataset, shown.version
    title = say(
        "Data set *{name}*, version {number}", name=escape(dataset.name), number=version.number
    )
    missing = missing_examples(version)
    standing = f"⏳ {still_missing(missing, say)}" if missing else verdict(shown.findings, say)
    if shown.is_old:
        standing = "⏪ " + say(
            "Version {number} has come since: train on that one.", number=shown.newest
        )
    told = f"{title}\n{standing}"
    if shown.was_there:
        since = moment(version.created_at, say)
        again = say("These examples have been here since {when}, so nothing was added.", when=since)
        told = f"{told}\n{again}"
    figures = " · ".join(filter(None, [sizes(version, say), weight(version, shown.estimate, say)]))
    blocks = [section(told), context(figures), *most_important(shown.findings, version, say)]
    if shown.picture:
        caption = say(
            "Above: how long questions and answers are. Below: each dot is a question, and "
            "questions that lie close together ask for similar things."
        )
        blocks += [picture(shown.picture.file, shown.picture.alt), context(caption)]
    blocks += _examples(shown, say)
    blocks.append(context(_origin(shown, say)))
    if buttons := _buttons(shown, say) if may_operate else _to_look(shown, say):
        blocks.append(actions(*buttons))
    return message(f"{told}\n{figures}", *blocks)


def _examples(shown: Shown, say: Words) -> list[Block]:
    """Two rows as they were read, so that a wrong column is seen at once."""
    version, blocks = shown.version, list[Block]()
    if _columns_were_guessed(version):
        read = say(
            "Question column: “{question}”. Answer column: “{answer}”.",
            question=escape(clip(version.question_column or "", EXCERPT)),
            answer=escape(clip(version.answer_column or "", EXCERPT)),
        )
        blocks.append(context(read))
    for question, answer in shown.samples[:SHOWN_EXAMPLES]:
        blocks.append(literal(f"{_excerpt(question)}\n→ {_excerpt(answer)}"))
    if not shown.samples and rows_that_give_away(shown.findings):
        blocks.append(
            context(
                say(
                    "No examples are shown here: each has something in it that should not be "
                    "repeated."
                )
            )
        )
    if version.system_prompt and not has_secret_key(version.system_prompt):
        told = escape(_excerpt(version.system_prompt))
        blocks.append(context(say("System prompt: {prompt}", prompt=told)))
    return blocks


def _origin(shown: Shown, say: Words) -> str:
    """Which file it came from, and what people made of that since."""
    version, person = shown.version, shown.version.created_by
    file = _file(version, say)
    if shown.version.origin is Origin.FILE:
        return say("{file}, added by <@{person}>", file=file, person=person)
    if shown.version.origin is Origin.DECISIONS:
        made = say("With contradictions decided by people, last by <@{person}>", person=person)
    else:
        made = say("With an example that <@{person}> added", person=person)
    return f"{made} · {file}" if version.file_name else made


def _file(version: Version, say: Words) -> str:
    """Its name, and how its text was encoded, where that is out of the ordinary."""
    name = escape(clip(version.file_name, EXCERPT))
    if version.encoding not in UNUSUAL:
        return say("From {file}", file=name)
    return say(
        "From {file}, read as {encoding} text", file=name, encoding=UNUSUAL[version.encoding]
    )


def _buttons(shown: Shown, say: Words) -> list[Element]:
    version, buttons = shown.version, list[Element]()
    fix_first = bool(rows_with_keys(shown.findings))
    if version.kind is Kind.CHAT and not shown.is_old and not missing_examples(version):
        carried = to_train(shown.dataset, version)
        train = say("Train a model")
        buttons.append(button(train, TRAIN, carried, style=None if fix_first else "primary"))
    if shown.findings:
        fix = button(say("Fix file"), FIX, version.id, style="primary" if fix_first else None)
        buttons += [*_to_look(shown, say), fix]
    if shown.undecided and not shown.is_old:
        buttons.append(ask_button(shown.dataset, say))
    if shown.version.origin is Origin.FILE and _columns_were_guessed(version):
        buttons.append(button(say("Other columns"), OTHER_COLUMNS, version.id))
    return buttons


def _to_look(shown: Shown, say: Words) -> list[Element]:
    """What everybody may click."""
    return [button(say("See all"), SEE_ALL, shown.version.id)] if shown.findings else []


def to_train(dataset: Dataset, version: Version) -> str:
    """What the button carries: what is trained on is what was looked at, not what came since."""
    return f"{dataset.id}@{version.number}"


def _columns_were_guessed(version: Version) -> bool:
    names = {version.question_column, version.answer_column} - {None}
    return any((name or "").strip().casefold() not in OBVIOUS_NAMES for name in names)


def _excerpt(text: str) -> str:
    """The beginning, on one line; letters that are twice as wide count twice."""
    line, room = " ".join(text[: 4 * EXCERPT].split()), EXCERPT
    for place, letter in enumerate(line):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return line[:place] + "…"
    return line


def listing(entries: Sequence[tuple[Dataset, Version]], say: Words) -> Message:
    if not entries:
        return message(
            say(
                "No data sets yet. Send me a spreadsheet with the columns “question” and “answer”, "
                "or type `/ft dataset add`."
            )
        )
    lines = [
        "• " + say.stated(f"*{escape(dataset.name)}* v{version.number}", sizes(version, say))
        for dataset, version in entries
    ]
    return message("\n".join([f"*{say('Data sets')}*", *lines]))
