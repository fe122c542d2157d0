"""What people type after `/ft`, and what it means."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import (
    HIGHEST_EPOCHS,
    VERBS,
    AddDataset,
    Ask,
    Cancel,
    Command,
    DeleteDataset,
    DiffVersions,
    DrawCurve,
    EraseRow,
    ExportDataset,
    ExportLedger,
    Help,
    HowToRate,
    ImportRatings,
    Incomplete,
    ListDatasets,
    ListJobs,
    ListModels,
    Menu,
    NotACommand,
    NotAnEpochCount,
    RenameDataset,
    SeeSaid,
    ShowDataset,
    Status,
    Summarise,
    Train,
    Use,
    parse,
)
from bot.commands.words import UnknownChannel
from bot.locales import words_for
from bot.views.help import help_text
from core.errors import TogiError

WIDE = str.maketrans(
    {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"}
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", Menu()),
        ("  \u3000 ", Menu()),
        ("help", Help()),
        ("HELP", Help()),
        ("dataset add", AddDataset()),
        ("dataset add support-triage", AddDataset("support-triage")),
        ("dataset list", ListDatasets()),
        ("me", SeeSaid()),
        ("export ratings", ExportLedger("ratings")),
        ("import ratings", ImportRatings()),
        ("export votes PARQUET --names", ExportLedger("votes", "parquet", named=True)),
        ("export ratings \u2014names jsonl", ExportLedger("ratings", "jsonl", named=True)),
        ("dataset show faq", ShowDataset("faq")),
        ("Dataset  Show   FAQ", ShowDataset("FAQ")),
        ("dataset show faq v2", ShowDataset("faq", 2)),
        ("dataset show faq 2", ShowDataset("faq", 2)),
        ("dataset show faq V12", ShowDataset("faq", 12)),
        ("dataset diff faq v1 v2", DiffVersions("faq", 1, 2)),
        ("dataset diff faq 3 1", DiffVersions("faq", 3, 1)),
        ("dataset export faq", ExportDataset("faq")),
        ("dataset export faq v3", ExportDataset("faq", 3)),
        ("dataset rename faq help", RenameDataset("faq", "help")),
        ("dataset rename faq お問い合わせ FAQ", RenameDataset("faq", "お問い合わせ FAQ")),
        ("dataset delete faq", DeleteDataset("faq")),
        ("dataset delete faq v1", DeleteDataset("faq", 1)),
        ("dataset erase faq 17", EraseRow("faq", 17)),
        ("dataset erase faq 17 asked by mail", EraseRow("faq", 17, "asked by mail")),
        ("train faq v2", Train("faq", version=2)),
        ("train faq v2 --epochs 3", Train("faq", None, 3, 2)),
        ("train faq", Train("faq")),
        ("train faq --epochs 3", Train("faq", None, 3)),
        ("train faq --epochs=3 --base small", Train("faq", "small", 3)),
        ("train --base org/small-1.5 faq", Train("faq", "org/small-1.5")),
        ("train faq --epochs auto", Train("faq")),
        ("train 法律相談", Train("法律相談")),
        ("curve faq", DrawCurve("faq")),
        ("curve faq v2 --base small --epochs 3", DrawCurve("faq", "small", 3, 2)),
        ("status", Status()),
        ("status job_7k", Status("job_7k")),
        ("jobs", ListJobs()),
        ("cancel latest", Cancel("latest")),
        ("models", ListModels()),
        ("use faq-1", Use("faq-1")),
        ("use faq-1 <#C0SUPPORT|support>", Use("faq-1", "C0SUPPORT")),
        ("use <#C0SUPPORT> faq-1", Use("faq-1", "C0SUPPORT")),
        ("ask How do I reset   my password?", Ask("How do I reset   my password?")),
        ("ask help", Ask("help")),
        ("rate", HowToRate()),
        ("summary", Summarise()),
        ("summary faq-1", Summarise("faq-1")),
    ],
)
def test_a_line_means_a_command(text: str, meant: Command) -> None:
    assert parse(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("\u3000train\u3000faq\u3000--epochs\u30003", Train("faq", None, 3)),
        ("train faq".translate(WIDE), Train("faq")),
        ("train faq v2".translate(WIDE), Train("faq", version=2)),
        ("dataset show faq \uff56\uff12", ShowDataset("faq", 2)),
        ("train faq --epochs 3".translate(WIDE), Train("faq", None, 3)),
        ("dataset list".translate(WIDE), ListDatasets()),
        ("ask\u3000解約したいです。", Ask("解約したいです。")),
        ("train faq \u2014epochs 3", Train("faq", None, 3)),
        ("train\u00a0faq\u00a0\u2013base small", Train("faq", "small")),
        ("train faq --epochs \uff13", Train("faq", None, 3)),
    ],
)
def test_what_keyboards_make_of_spaces_letters_and_dashes_is_understood(
    text: str, meant: Command
) -> None:
    assert parse(text) == meant


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("trian faq", "train"),
        ("sumary", "summary"),
        ("dataset", "dataset add"),
        ("dataset ad x", "dataset add"),
        ("datasets", "dataset"),
        ("canel job_1", "cancel"),
        ("hlep", "help"),
        ("wrzlbrmft", "help"),
    ],
)
def test_a_typo_gets_the_nearest_command(text: str, nearest: str) -> None:
    with pytest.raises(NotACommand) as refusal:
        parse(text)

    assert f"`/ft {nearest}" in str(refusal.value)


@pytest.mark.parametrize("text", ["use faq-1 #nowhere", "use #nowhere faq-1", "use x \uff03どこか"])
def test_a_channel_that_slack_does_not_know_is_named_in_the_refusal(text: str) -> None:
    with pytest.raises(UnknownChannel, match=r"nowhere|どこか"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "help me",
        "dataset list all",
        "dataset show",
        "dataset show two words",
        "dataset show faq v0",
        "dataset show faq v1 v2",
        "dataset diff faq",
        "dataset diff faq v1",
        "dataset diff faq v1 v2 v3",
        "dataset diff faq one two",
        "dataset export",
        "export ratings xlsx",
        "export votes csv jsonl",
        "me too",
        "dataset export faq all",
        "dataset rename faq",
        "dataset delete",
        "dataset delete faq bar",
        "dataset erase faq",
        "dataset erase faq first",
        "dataset erase faq 0",
        "train",
        "train --epochs 3",
        "train two words",
        "train two\u3000words",
        "train faq --speed 9",
        "cancel",
        "use",
        "use two words",
        "use <#C1|x>",
        "ask",
        "jobs now",
    ],
)
def test_what_is_missing_or_too_much_gets_the_usage(text: str) -> None:
    with pytest.raises(Incomplete) as refusal:
        parse(text)

    assert f"`/ft {text.split(maxsplit=1)[0]}" in str(refusal.value)


@pytest.mark.parametrize("count", ["0", "-1", "51", "3.5", "many", "9" * 5000, "", "1e1"])
def test_epochs_are_a_whole_number_within_reason(count: str) -> None:
    with pytest.raises((NotAnEpochCount, Incomplete)):
        parse(f"train faq --epochs {count}")


@pytest.mark.parametrize("count", [1, HIGHEST_EPOCHS])
def test_the_bounds_of_epochs_are_themselves_allowed(count: int) -> None:
    assert parse(f"train faq --epochs {count}") == Train("faq", None, count)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.usage)
def test_every_usage_parses_as_it_is_printed(verb: object) -> None:
    usage = getattr(verb, "usage", "")
    filled = usage.replace("#channel", "<#C1|x>").replace("<data set>", "faq")
    filled = filled.replace("[version]", "[v2]").replace("<row>", "3")
    filled = filled.replace("[format]", "[csv]")
    filled = re.sub(r"<v(\d)>", r"v\1", filled)
    filled = re.sub(r"<(?!#)(\w[\w ]*)>", "word", filled).replace(" n]", " 3]")
    whole = filled.replace("[", "").replace("]", "")
    short = re.sub(r"\s*\[[^]]*\]", "", filled)

    assert type(parse(whole)) is type(parse(short))


@given(st.text())
def test_any_text_is_a_command_or_a_refusal_in_words(text: str) -> None:
    with contextlib.suppress(TogiError):
        parse(text)


@given(st.sampled_from(VERBS), st.text())
def test_whatever_follows_a_verb_is_a_command_or_a_refusal(verb: object, rest: str) -> None:
    with contextlib.suppress(TogiError):
        parse(" ".join([*getattr(verb, "words", ()), rest]))


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
def test_the_help_tells_of_every_command(locale: str) -> None:
    text = str(help_text(words_for(locale)))

    assert [verb.usage for verb in VERBS if verb.words[0] not in text] == []
