"""Every message about the versions of a data set, made of the words that others wrote."""

from __future__ import annotations

from collections.abc import Callable

from bot.locales import Words
from bot.views.blocks import Message
from bot.views.datasets import removing, versions
from bot.views.datasets.removing import Done
from core.datasets.chats import Frame
from core.datasets.tables import Dataset, Example, Split, Version
from core.datasets.versions.comparing import Change, Difference
from tests import builders as a


def the_dataset(words: str) -> tuple[Dataset, Version]:
    dataset = a.a_dataset(name=words)
    return dataset, a.a_version(dataset)


def an_example(words: str) -> Example:
    line = Frame.with_system(None).line(words, words).decode()
    return Example(version_id="dsv_1", position=7, split=Split.TRAIN, asked="", line=line)


def the_change(words: str) -> Change:
    return Change(an_example(words), an_example(words))


def the_versions(words: str) -> tuple[Dataset, Version, Version]:
    dataset, version = the_dataset(words)
    return dataset, version, version


MESSAGES: dict[str, Callable[[str, Words], Message]] = {
    "difference": lambda w, say: versions.difference(
        *the_versions(w),
        Difference([an_example(w)] * 9, [an_example(w)], [the_change(w)], told=True),
        say,
    ),
    "comparing": lambda w, say: versions.comparing(*the_versions(w), say),
    "no difference": lambda w, say: versions.difference(
        *the_versions(w), Difference([], [], [], told=False), say
    ),
    "on its way": lambda w, say: versions.on_its_way(*the_dataset(w), say),
    "no export": versions.no_file,
    "renamed": lambda w, say: versions.renamed(w, the_dataset(w)[0], say),
    "deletion": lambda w, say: removing.deletion(the_dataset(w)[0], None, 3, say),
    "deletion of one": lambda w, say: removing.deletion(*the_dataset(w), 3, say),
    "deleted": lambda w, say: removing.deleted(w, None, say),
    "one deleted": lambda w, say: removing.deleted(w, 4, say),
    "erasure": lambda w, say: removing.erasure(*the_dataset(w), an_example(w), w, say),
    "deleting": lambda w, say: removing.deleting(the_dataset(w)[0], None, say),
    "deleting one": lambda w, say: removing.deleting(*the_dataset(w), say),
    "not deleted": removing.not_deleted,
    "erasing": lambda w, say: removing.erasing(the_dataset(w)[0], 7, say),
    "erased": lambda w, say: removing.erased(Done(w, 7, 2, range(40), [w] * 9, [w] * 9), say),
    "erased unlearnt": lambda w, say: removing.erased(Done(w, 7, 1, [1], []), say),
    "erased with another": lambda w, say: removing.erased(Done(w, 7, 0, [], []), say),
    "not erased": removing.not_erased,
}
