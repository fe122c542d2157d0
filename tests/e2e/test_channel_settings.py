"""How a channel is answered, set in Slack: what is set reaches the provider and the page."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.e2e.workspace import (
    AIKO,
    BEN,
    CHIKA,
    GENERAL,
    RANDOM,
    SUPPORT,
    Message,
    Workspace,
    element_by_action,
    until,
)

pytestmark = pytest.mark.slow
PROMPT = "Answer as a pirate."
NONE = {"type": "static_select", "selected_option": {"value": "-"}}
CHANGED = "changed how questions are answered"


def form(togi: Workspace, person: str = BEN, channel: str = SUPPORT) -> Message:
    """Type `/ft channel`, and see the form."""
    togi.command(person, "channel", channel)
    return until(lambda: togi.open_view(person), "the form")


def saves(togi: Workspace, person: str = BEN, channel: str = SUPPORT, **typed: str) -> Message:
    """Fill in some fields, leave the others as they are, and save."""
    values = {
        block: {block: {"type": "plain_text_input", "value": text}} for block, text in typed.items()
    }
    return togi.submits(person, form(togi, person, channel), values)


def chooses(togi: Workspace, person: str = BEN, **chosen: str) -> Message:
    values = {
        block: {block: {"type": "static_select", "selected_option": {"value": value}}}
        for block, value in chosen.items()
    }
    return togi.submits(person, form(togi, person), values)


def told(togi: Workspace, holding: str = CHANGED, channel: str = SUPPORT) -> Message:
    """The newest note in the channel about what was changed."""

    def look() -> Message | None:
        seen = togi.from_togi(channel)
        return next((m for m in reversed(seen) if holding in m["text"]), None)

    return until(look, holding)


def asks(togi: Workspace, text: str = "words=2", person: str = BEN) -> Message:
    """Ask in the channel; the answer once it is whole, rated or not."""
    question = togi.says(person, f"<@U0TOGI> {text}")
    return until(lambda: whole(togi, question), "an answer")


def whole(togi: Workspace, question: str) -> Message | None:
    seen = togi.from_togi(thread=question)
    return next((m for m in seen if "answered by" in str(m["blocks"]).lower()), None)


def heard(togi: Workspace) -> list[list[Message]]:
    found = togi.http.get(f"{togi.trainer.url}/heard").json()
    return [one["messages"] for one in found]


def kept(togi: Workspace, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Look into what the bot has written down, or add to it."""
    path = togi.folder / "data" / "togi.db"
    with closing(sqlite3.connect(path, timeout=30)) as database, database:
        return database.execute(statement, values).fetchall()


def a_second_model(
    togi: Workspace, title: str = "challenger", private_to: str | None = None
) -> str:
    """A model that the provider has, too; returns its id."""
    asks(togi)  # so that there is a first one
    model_id = f"mdl_{title}"
    kept(
        togi,
        "INSERT INTO models (id, team, provider, name, base_name, title, private_to, created_at)"
        " SELECT ?, team, provider, ?, ?, ?, ?, created_at FROM models LIMIT 1",
        *(model_id, title, title, title, private_to),
    )
    return model_id


def test_a_prompt_reaches_the_provider_and_the_channel_is_told(chatty: Workspace) -> None:
    assert saves(chatty, prompt=PROMPT, temperature="0.7", max_tokens="321")["ok"]

    note = told(chatty)
    assert "<@U0BEN>" in note["text"]
    assert "version 1, by <@U0BEN>" in note["text"]
    assert "Temperature: 0.7" in note["text"]
    assert "Rating buttons" not in note["text"]

    asks(chatty)
    assert heard(chatty)[-1][0] == {"role": "system", "content": PROMPT}
    rows = kept(chatty, "SELECT system_prompt, temperature, max_tokens FROM answers")
    assert rows == [(PROMPT, 0.7, 321)]

    assert saves(chatty, prompt="")["ok"]
    until(lambda: "the model's own" in told(chatty)["text"], "the note")
    asks(chatty)
    assert [one["role"] for one in heard(chatty)[-1]] == ["user"]


def test_the_form_shows_what_holds_and_a_form_left_as_it_was_says_nothing(
    chatty: Workspace,
) -> None:
    saves(chatty, prompt=PROMPT, temperature="1")
    told(chatty)

    again = form(chatty, AIKO)

    assert PROMPT in str(again["blocks"])
    assert "バージョン 1" in str(again["blocks"])
    assert chatty.submits(AIKO, again, {})["ok"]
    assert chatty.command(BEN, "help")  # what comes after it has come
    assert len([m for m in chatty.from_togi() if CHANGED in m["text"]]) == 1
    assert kept(chatty, "SELECT changed_by FROM channel_settings") == [(BEN,)]


def test_a_channel_without_rating_buttons_has_answers_without_them(chatty: Workspace) -> None:
    assert "feedback_buttons" in str(asks(chatty)["blocks"])
    boxes = {"type": "checkboxes", "selected_options": [{"value": "follows"}]}
    chatty.submits(BEN, form(chatty), {"behaviour": {"behaviour": boxes}})

    assert "Rating buttons: not shown" in told(chatty)["text"]
    assert "feedback_buttons" not in str(asks(chatty)["blocks"])


def test_numbers_that_make_no_sense_are_told_beside_their_fields(chatty: Workspace) -> None:
    done = saves(chatty, AIKO, temperature="hot", max_tokens="0", prompt=PROMPT)

    assert set(done["errors"]) == {"temperature", "max_tokens"}
    assert done["errors"]["temperature"].startswith("温度は")
    assert kept(chatty, "SELECT * FROM prompts") == []


def test_a_canary_answers_its_share_by_its_name_and_is_counted_apart(chatty: Workspace) -> None:
    canary = a_second_model(chatty)
    chooses(chatty, model="mdl_challenger")
    first = kept(chatty, "SELECT id FROM models WHERE title = 'slow'")[0][0]
    until(lambda: "challenger" in told(chatty)["text"], "the note")
    values = {
        "model": {"model": {"type": "static_select", "selected_option": {"value": first}}},
        "canary": {"canary": {"type": "static_select", "selected_option": {"value": canary}}},
        "canary_share": {"canary_share": {"type": "plain_text_input", "value": "50"}},
    }
    assert chatty.submits(BEN, form(chatty), values)["ok"]
    until(lambda: "50% of the questions" in told(chatty)["text"], "the note")

    questions = [chatty.says(BEN, "<@U0TOGI> words=1") for _ in range(30)]
    answers = [until(lambda q=q: whole(chatty, q), "an answer") for q in questions]  # type: ignore[misc]  # bound now
    tried = [answer for answer in answers if "challenger" in str(answer["blocks"])]

    assert 5 <= len(tried) <= 25  # out of these, one run in 16,000 falls
    rows = kept(chatty, "SELECT count(*) FROM answers WHERE is_canary AND model_id = ?", canary)
    assert rows == [(len(tried),)]
    chatty.thumbs(CHIKA, tried[0], up=True)
    said = until(lambda: s if "1 of 1" in (s := chatty.command(BEN, "summary")) else None)
    assert f"*challenger*: {len(tried)} answers, 👍 1 of 1. Otherwise: none yet." in said

    chatty.command(BEN, "use challenger")
    assert kept(chatty, "SELECT canary_model_id, canary_share FROM channel_settings") == [
        (None, 0.0)
    ]


def test_a_canary_that_cannot_be_is_refused_in_the_form(chatty: Workspace) -> None:
    secret = a_second_model(chatty, "secret", private_to="G0LEGAL")
    first = str(kept(chatty, "SELECT id FROM models WHERE title = 'slow'")[0][0])
    assert secret not in str(form(chatty)["blocks"])

    same = chooses(chatty, model=first, canary=first)
    no_share = chooses(chatty, canary=first)

    assert set(same["errors"]) == {"canary", "canary_share"}
    assert set(no_share["errors"]) == {"canary_share"}
    assert kept(chatty, "SELECT canary_model_id FROM channel_settings") == []


def test_a_member_reads_what_an_operator_sets(chatty: Workspace) -> None:
    saves(chatty, prompt=PROMPT)
    told(chatty)

    read = chatty.command(CHIKA, "channel")

    assert "バージョン 1" in read
    assert chatty.open_view(CHIKA) is None
    shown = next(m for m in reversed(chatty.seen_by(CHIKA)) if m.get("is_ephemeral"))
    assert "open_settings" not in str(shown["blocks"])
    chatty.clicks(CHIKA, shown, "see_prompts")
    view = until(lambda: chatty.open_view(CHIKA), "the prompts")
    assert PROMPT in str(view["blocks"])
    assert not view["submit"]


def test_two_who_save_at_once_lose_no_prompt(chatty: Workspace) -> None:
    views = {BEN: form(chatty, BEN), AIKO: form(chatty, AIKO)}

    def save(person: str) -> Message:
        text = {"type": "plain_text_input", "value": f"Prompt of {person}"}
        return chatty.submits(person, views[person], {"prompt": {"prompt": text}})

    with ThreadPoolExecutor() as together:
        assert all(done["ok"] for done in together.map(save, views))

    prompts = kept(chatty, "SELECT id, number, text, written_by FROM prompts ORDER BY number")
    assert [number for _, number, _, _ in prompts] == [1, 2]
    assert {(text, by) for _, _, text, by in prompts} == {(f"Prompt of {p}", p) for p in views}
    assert kept(chatty, "SELECT prompt_id FROM channel_settings") == [(prompts[-1][0],)]


def test_an_earlier_prompt_is_used_again_from_the_note(chatty: Workspace) -> None:
    saves(chatty, prompt=PROMPT)
    told(chatty, "version 1")
    saves(chatty, prompt="Be brief.")
    note = told(chatty, "version 2")

    chatty.clicks(BEN, note, "see_prompts")
    earlier = until(lambda: chatty.open_view(BEN), "the prompts")
    _restores(chatty, earlier)

    until(lambda: "version 1" in told(chatty)["text"], "the note")
    asks(chatty)
    assert heard(chatty)[-1][0]["content"] == PROMPT
    assert len(kept(chatty, "SELECT id FROM prompts")) == 2


def _restores(togi: Workspace, view: Message) -> None:
    version = view["blocks"][0]["element"]["options"][0]
    chosen = {"type": "static_select", "selected_option": {"value": version["value"]}}
    assert togi.submits(BEN, view, {view["blocks"][0]["block_id"]: {"version": chosen}})["ok"]


def test_an_earlier_prompt_is_used_again_from_the_form_which_closes(chatty: Workspace) -> None:
    for text in (PROMPT, "Be brief."):
        saves(chatty, prompt=text)
    told(chatty, "version 2")
    behind = form(chatty)
    block_id, button = element_by_action(behind, "push_prompts")
    action = {"type": "button", "action_id": "push_prompts", "block_id": block_id}
    pushed = chatty.post(
        "/people/action",
        **{"as": BEN},
        view_id=behind["id"],
        action=action | {"value": button["value"]},
    )
    assert pushed["ok"]

    until(lambda: (v := chatty.open_view(BEN)) and v["id"] != behind["id"], "the prompts")
    _restores(chatty, chatty.open_view(BEN) or {})

    assert chatty.open_view(BEN) is None
    until(lambda: "version 1" in told(chatty)["text"], "the note")


def test_use_says_what_else_is_set_and_leads_to_the_form(chatty: Workspace) -> None:
    a_second_model(chatty)
    saves(chatty, prompt=PROMPT)
    told(chatty)

    said = chatty.command(BEN, "use challenger")

    assert "System prompt: version 1, by <@U0BEN>" in said
    shown = next(m for m in reversed(chatty.seen_by(BEN)) if m.get("is_ephemeral"))
    chatty.clicks(BEN, shown, "open_settings")
    assert PROMPT in str(until(lambda: chatty.open_view(BEN), "the form")["blocks"])


def test_a_share_without_a_second_model_is_told_beside_its_field(chatty: Workspace) -> None:
    asks(chatty)  # so that there is a model to choose

    done = saves(chatty, canary_share="10")

    assert set(done["errors"]) == {"canary"}
    assert "second model" in done["errors"]["canary"]
    assert kept(chatty, "SELECT * FROM channel_settings") == []


def test_a_model_chosen_by_command_is_told_to_its_channel(chatty: Workspace) -> None:
    a_second_model(chatty)

    assert "Model: *challenger (base)*" in chatty.command(BEN, "use challenger")
    note = told(chatty, "From now on")
    assert note["text"] == (
        f"From now on, *challenger* answers in <#{SUPPORT}>. Mention me to ask it. "
        f"Chosen by <@{BEN}>."
    )

    refused = chatty.command(BEN, "use slow #nowhere")
    assert "#nowhere" in refused
    assert "nothing was changed" in refused
    assert "/invite" in chatty.command(BEN, f"use slow <#{RANDOM}>")
    assert kept(chatty, "SELECT channel, model_id FROM servings") == [(SUPPORT, "mdl_challenger")]


def test_where_togi_is_no_member_nothing_is_set(chatty: Workspace) -> None:
    done = saves(chatty, channel=RANDOM, prompt=PROMPT)

    assert "/invite" in str(done["errors"])
    assert kept(chatty, "SELECT * FROM prompts") == []


def test_settings_of_one_channel_are_none_of_another(chatty: Workspace) -> None:
    saves(chatty, prompt=PROMPT)
    told(chatty)

    chatty.answered(chatty.says(AIKO, "<@U0TOGI> words=1", GENERAL), GENERAL)

    assert [one["role"] for one in heard(chatty)[-1]] == ["user"]


def test_a_bot_that_dies_before_it_tells_the_channel_tells_it_once(chatty: Workspace) -> None:
    chatty.fault("chat.postMessage", error="internal_error", times=2)
    saves(chatty, prompt=PROMPT)
    chatty.bot.kill()
    chatty.bot.start()

    told(chatty)
    saves(chatty, temperature="1")
    until(lambda: "Temperature: 1" in told(chatty)["text"], "the second note")
    assert len([m for m in chatty.from_togi() if CHANGED in m["text"]]) == 2


def test_what_is_set_is_told_though_the_bot_dies_as_soon_as_it_holds(chatty: Workspace) -> None:
    view = form(chatty)
    text = {"prompt": {"prompt": {"type": "plain_text_input", "value": PROMPT}}}
    with ThreadPoolExecutor() as aside:
        aside.submit(chatty.submits, BEN, view, text)
        until(lambda: kept(chatty, "SELECT 1 FROM channel_settings WHERE changed_by > ''"), "kept")
        chatty.bot.kill()
    chatty.bot.start()

    told(chatty, "version 1")
    assert len([m for m in chatty.from_togi() if CHANGED in m["text"]]) == 1


def test_a_model_chosen_by_command_is_told_once_though_the_bot_dies(chatty: Workspace) -> None:
    a_second_model(chatty)
    chatty.fault("chat.postMessage", error="internal_error", times=2)
    chatty.command(BEN, "use challenger")
    chatty.bot.kill()
    chatty.bot.start()

    told(chatty, "From now on")
    asks(chatty)
    assert len([m for m in chatty.from_togi() if "From now on" in m["text"]]) == 1
