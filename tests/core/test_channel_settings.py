"""How a channel is answered: what can be set, what cannot, and what stays on record."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from core.channels import (
    ChannelSettings,
    Part,
    Prompt,
    Written,
    change,
    goes_to_canary,
    prompt_of,
    prompts_of,
    restore,
    serving_model,
    settings_of,
)
from core.channels.wanted import CanaryAnswersAlready, NoSecondModel, faults, read
from core.models import Model
from core.storage import Database
from tests import builders as a

HERE = {"team": "T1", "channel": "C1"}
USUAL = Written()


async def save(
    database: Database, written: Written, person: str = "U1", channel: str = "C1"
) -> list[Part]:
    async with database.transaction() as session:
        return await change(session, read(written), team="T1", channel=channel, person=person)


async def now(database: Database) -> tuple[ChannelSettings, Prompt | None]:
    async with database.reading() as session:
        settings = await settings_of(session, **HERE)
        return settings, await prompt_of(session, settings)


async def texts(database: Database) -> list[tuple[int, str, str]]:
    async with database.reading() as session:
        prompts = await prompts_of(session, **HERE)
        return [(one.number, one.text, one.written_by) for one in prompts]


async def a_model_in(database: Database) -> Model:
    model = a.a_model()
    async with database.transaction() as session:
        await a.kept(session, model)
    return model


async def test_a_form_that_was_left_as_it_was_changes_nothing(database: Database) -> None:
    assert await save(database, USUAL) == []

    settings, prompt = await now(database)
    assert (settings.changed_by, settings.changed_at, prompt) == (None, None, None)


async def test_everything_that_was_set_holds_and_is_named(database: Database) -> None:
    serving, canary = await a_model_in(database), await a_model_in(database)

    changed = await save(
        database,
        Written(
            model_id=serving.id,
            prompt="Be brief.",
            temperature="0.7",
            max_tokens="200",
            follows_threads=False,
            asks_ratings=False,
            locale="ja",
            canary_model_id=canary.id,
            canary_share="12.5",
        ),
    )

    settings, prompt = await now(database)
    assert changed == list(Part)
    assert prompt
    assert (prompt.number, prompt.text) == (1, "Be brief.")
    assert (settings.temperature, settings.max_tokens) == (0.7, 200)
    assert (settings.follows_threads, settings.asks_ratings) == (False, False)
    assert (settings.locale, settings.canary_model_id) == ("ja", canary.id)
    assert settings.canary_share == 0.125
    assert settings.changed_by == "U1"
    assert settings.changed_at
    async with database.reading() as session:
        assert await serving_model(session, **HERE) == serving.id


async def test_a_prompt_gets_a_version_only_when_its_words_change(database: Database) -> None:
    for text in ("Be brief.", "Be brief.", " Be brief.\n", "Be kind."):
        await save(database, replace(USUAL, prompt=text))

    assert await texts(database) == [(2, "Be kind.", "U1"), (1, "Be brief.", "U1")]


async def test_words_that_were_there_before_are_the_version_they_were(database: Database) -> None:
    for text in ("Be brief.", "Be kind.", "Be brief."):
        await save(database, replace(USUAL, prompt=text))

    _, prompt = await now(database)
    assert prompt
    assert prompt.number == 1
    assert len(await texts(database)) == 2


async def test_versions_are_counted_in_each_channel(database: Database) -> None:
    await save(database, replace(USUAL, prompt="Be brief."))
    await save(database, replace(USUAL, prompt="Be brief."), channel="C2")

    assert await texts(database) == [(1, "Be brief.", "U1")]


async def test_an_empty_prompt_gives_the_word_back_to_the_model(database: Database) -> None:
    await save(database, replace(USUAL, prompt="Be brief."))

    assert await save(database, USUAL) == [Part.PROMPT]
    assert (await now(database))[1] is None
    assert len(await texts(database)) == 1


async def test_an_earlier_prompt_is_restored_under_its_own_number(database: Database) -> None:
    for text in ("Be brief.", "Be kind."):
        await save(database, replace(USUAL, prompt=text, temperature="1"))
    async with database.reading() as session:
        first = (await prompts_of(session, **HERE))[-1]

    for expected in ([Part.PROMPT], []):
        async with database.transaction() as session:
            assert await restore(session, first.id, **HERE, person="U2") == expected

    settings, prompt = await now(database)
    assert prompt == first
    assert (settings.changed_by, settings.temperature) == ("U2", 1.0)


async def test_who_saves_second_has_the_last_word_and_no_prompt_is_lost(database: Database) -> None:
    first = replace(USUAL, prompt="Be brief.", temperature="0")
    second = replace(USUAL, prompt="Be kind.", temperature="1")

    await asyncio.gather(save(database, first, "U1"), save(database, second, "U2"))

    kept = await texts(database)
    settings, prompt = await now(database)
    assert {(text, person) for _, text, person in kept} == {("Be brief.", "U1"), ("Be kind.", "U2")}
    assert [number for number, _, _ in kept] == [2, 1]
    assert prompt
    assert prompt.number == 2
    assert settings.changed_by == prompt.written_by
    assert settings.temperature == (1.0 if prompt.text == "Be kind." else 0.0)


@pytest.mark.parametrize(
    ("field", "text", "meant"),
    [
        ("temperature", "0", 0.0),
        ("temperature", "０．７", 0.7),  # noqa: RUF001 (as a Japanese keyboard writes it)
        ("temperature", " 2 ", 2.0),
        ("max_tokens", "1", 1),
        ("max_tokens", "３２０００", 32_000),  # noqa: RUF001 (as a Japanese keyboard writes it)
        ("max_tokens", "200.0", 200),
    ],
)
def test_numbers_are_read_as_people_type_them(field: str, text: str, meant: float) -> None:
    written = replace(USUAL, **{field: text})  # type: ignore[arg-type]  # a field of texts

    assert faults(written, None) == []
    assert getattr(read(written), field) == meant


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *(("temperature", text) for text in ("hot", "-0.1", "2.1", "nan", "inf", "0,7")),
        *(("max_tokens", text) for text in ("0", "32001", "1.5", "many", "-1", "1,000")),
        *(("canary_share", text) for text in ("", "51", "-1", "half", "nan")),
    ],
)
def test_a_number_out_of_reach_is_told_where_it_stands(field: str, text: str) -> None:
    more: dict[str, Any] = {"canary_model_id": "mdl_2", field: text}
    written = replace(USUAL, **{"canary_share": "10", **more})

    assert [fault.field for fault in faults(written, "mdl_1")] == [field]


@pytest.mark.parametrize("text", ["10", "10%", "１０％", "10 %"])  # noqa: RUF001 (wide digits)
def test_a_share_may_carry_its_sign(text: str) -> None:
    written = replace(USUAL, canary_model_id="mdl_2", canary_share=text)

    assert faults(written, "mdl_1") == []
    assert read(written).canary_share == 0.1


@pytest.mark.parametrize(("chosen", "serving"), [("mdl_2", "mdl_1"), (None, "mdl_2")])
def test_what_answers_already_can_not_be_tried_beside_itself(
    chosen: str | None, serving: str
) -> None:
    written = replace(USUAL, model_id=chosen, canary_model_id="mdl_2", canary_share="5")

    assert [type(fault) for fault in faults(written, serving)] == [CanaryAnswersAlready]


def test_a_share_without_a_second_model_is_asked_about() -> None:
    assert [type(one) for one in faults(replace(USUAL, canary_share="10"), "m")] == [NoSecondModel]


@pytest.mark.parametrize("empty", [None, "", " ", "0", "0 %"])
def test_no_share_and_no_second_model_is_no_canary(empty: str | None) -> None:
    written = replace(USUAL, canary_share=empty)

    assert faults(written, "mdl_1") == []
    assert read(written).canary_share == 0.0


def test_about_its_share_of_the_questions_goes_to_the_second_model() -> None:
    settings = ChannelSettings(team="T1", channel="C1", canary_model_id="m", canary_share=0.25)

    drawn = sum(goes_to_canary(settings, f"ask:T1:C1:{n}") for n in range(4_000))

    assert 900 < drawn < 1_100
