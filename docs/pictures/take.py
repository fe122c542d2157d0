"""Takes the pictures of docs/surfaces.md from a running sandbox: `python -m docs.pictures.take`.

The bot, the trainer and the training are real; what the model says comes from conversation.json.
"""
# ruff: noqa: INP001, S101 (a script in a folder of pictures; one of what went wrong would lie)

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Page, sync_playwright

from docs.pictures.album import PEOPLE, Album
from tests.e2e.test_browser import CHROMIUM, FLAGS
from tests.e2e.test_evaluating import ballot, card, initial, value_shown
from tests.e2e.test_home import opens
from tests.e2e.test_loop import buttons
from tests.e2e.test_ratings_in_slack import modal
from tests.e2e.test_workshop import button
from tests.e2e.workspace import (
    CHIKA,
    DANA,
    GENERAL,
    ROOT,
    SUPPORT,
    Message,
    Process,
    Workspace,
    training,
    until,
    workspace,
)

HERE = Path(__file__).parent
BASE = "tiny"


class Conversation(TypedDict):
    """What people bring and say in one language, and what the model answers."""

    brings: str
    example: str
    faults: list[list[str]]
    streamed: str
    about: str
    noticed: str
    private: str
    down: str
    wrong: str
    right: str
    prompt: str
    vague: str
    answers: dict[str, str]


def plain(talk: Conversation) -> list[str]:
    """The questions that are neither long nor private."""
    return [q for q in talk["answers"] if q not in (talk["streamed"], talk["private"])]


def table(talk: Conversation) -> bytes:
    """The example's rows, and a few that want a second look."""
    with (ROOT / "examples" / talk["example"]).open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    short = [(question, talk["answers"][question]) for question in plain(talk)]
    out = io.StringIO()
    csv.writer(out).writerows(
        [
            rows[0],
            *([*row, "train"] for row in short),
            *rows[1:],
            *([*row, "train"] for row in talk["faults"]),
        ]
    )
    return out.getvalue().encode()


def teaching(album: Album, talk: Conversation) -> None:
    """From a newcomer's Home to a model that answers in a channel."""
    togi, person = album.togi, album.person
    opens(togi, person, "add_dataset")
    album.take("home-newcomer", album.direct, ".home-inner", tab="home")

    file = togi.uploads(person, talk["example"], table(talk))
    ts = togi.says(person, f"<@U0TOGI> {talk['brings']}", SUPPORT, file)
    card = button(togi, "train_dataset", ts, SUPPORT, person)
    album.take(
        "data-set", f"{SUPPORT}/{ts}", ".thread-pane [data-action-id=train_dataset]", height=1300
    )
    togi.clicks(person, card, "see_findings")
    album.modal("findings", "blocks", height=1000)

    togi.clicks(person, card, "train_dataset")
    job = until(lambda: [m for m in togi.from_togi() if m["ts"] > ts], "the job's card")[0]
    thread = str(job["ts"])
    announced = until(lambda: buttons(togi, thread, "use_model"), "the model")[0]
    album.take(
        "training", f"{SUPPORT}/{thread}", ".thread-pane [data-action-id=use_model]", height=1000
    )
    togi.clicks(person, announced, "use_model")
    until(lambda: togi.from_togi(thread=thread)[2:], "the model answers here")


def talking(album: Album, talk: Conversation) -> None:
    """Questions, and what people think of the answers."""
    togi, person = album.togi, album.person
    ts = togi.says(person, f"<@U0TOGI> {talk['streamed']}")
    album.take("streaming", f"{SUPPORT}/{ts}", ".thread-pane .streaming ol li >> nth=1")
    answer = togi.answered(ts)
    for fan in (CHIKA, DANA):
        togi.thumbs(fan, answer, up=True)
    album.take("answer", f"{SUPPORT}/{ts}", ".thread-pane [data-feedback=positive]")
    togi.clicks(person, answer, "rate_in_detail")
    album.modal("rate-in-detail", "rating_detail", place=f"{SUPPORT}/{ts}", height=1200)
    togi.clicks(DANA, answer, "rate_in_detail")
    scores = {
        measure: {"score": {"type": "static_select", "selected_option": {"value": score}}}
        for measure, score in (("accuracy", "4"), ("relevance", "5"), ("expertise", "3"))
    }
    assert togi.submits(DANA, modal(togi, DANA, "rating_detail"), scores)["ok"]
    togi.thumbs(person, answer, up=False)
    view = modal(togi, person, "rating_wrong")
    said = {
        name: {name: {"type": "plain_text_input", "value": talk[name]}}
        for name in ("wrong", "right")
    }
    reasons = {"type": "checkboxes", "selected_options": [{"value": "facts"}]}
    assert togi.submits(person, view, {**said, "reasons": {"reasons": reasons}})["ok"]
    thanks = until(lambda: whispered(togi, person, "say_what_was_wrong", ts), "thanks")
    togi.clicks(person, thanks, "say_what_was_wrong")
    album.modal("what-was-wrong", talk["wrong"], place=f"{SUPPORT}/{ts}")
    for question in plain(talk):
        other = togi.answered(togi.says(person, f"<@U0TOGI> {question}"))
        togi.thumbs(CHIKA, other, up=True)


def whispered(togi: Workspace, person: str, holding: str, thread: str = "") -> Message | None:
    seen = togi.seen_by(person, SUPPORT, thread)
    return next((m for m in reversed(seen) if holding in str(m)), None)


def commanding(album: Album, talk: Conversation) -> None:
    """Forms, and what only one person sees."""
    togi, person = album.togi, album.person
    togi.command(person, f"ask {talk['private']}")
    until(lambda: whispered(togi, person, "keep_answer"), "a private answer")
    album.take("private-answer", SUPPORT, ".main-pane [data-action-id=keep_answer]")
    for command, holding in (("channel", "prompt"), ("summary", GENERAL), ("help", GENERAL)):
        togi.command(person, command, SUPPORT if command == "channel" else holding)
        if command != "channel":
            album.take(command, holding, ".main-pane .ephemeral", height=900)
            continue
        view = modal(togi, person, holding)
        prompt = {"prompt": {"prompt": {"type": "plain_text_input", "value": talk["prompt"]}}}
        assert togi.submits(person, view, prompt)["ok"]
        togi.command(person, command)
        album.modal("channel-settings", talk["prompt"][:20], height=1400)
    noticed = togi.says(CHIKA, talk["noticed"])
    ask = {"callback_id": "ask_about", "channel": SUPPORT, "message_ts": noticed}
    assert togi.post("/people/shortcut", **{"as": person}, **ask)["ok"]
    album.modal("ask-about", "ask_about")
    togi.command(person, "rate")
    rules = until(lambda: whispered(togi, person, "change_emoji"), "how to rate")
    togi.clicks(person, rules, "change_emoji")
    album.modal("emoji", "emoji", height=1000)
    togi.command(person, f"use {Path(talk['example']).stem}-1", album.direct)
    album.take("direct-message", album.direct, ".prompt >> nth=2", tab="messages")
    opens(togi, person, "show_summary")
    album.take("home-at-work", album.direct, ".home-inner", tab="home", height=1200)


def scripted(talk: Conversation) -> Iterator[tuple[str, str]]:
    """What a model says: the base is vague about what the trained one has learnt."""
    with (ROOT / "examples" / talk["example"]).open(newline="", encoding="utf-8") as file:
        learnt = [(row["question"], row["answer"]) for row in csv.DictReader(file)]
    yield from ((f"{BASE}: {question}", talk["vague"]) for question, _ in learnt)
    yield from learnt
    yield from talk["answers"].items()


def deciding(album: Album, talk: Conversation) -> None:
    """People choose between the trained model and its base, and one is promoted."""
    togi, person = album.togi, album.person
    togi.command(person, f"eval start {Path(talk['example']).stem}-1")
    view = until(lambda: togi.open_view(person), "the form")
    album.take("evaluation-start", SUPPORT, "dialog.modal", height=1500)
    chosen = initial(view)
    bases = next(b for b in view["blocks"] if b["block_id"] == "baseline")["element"]["options"]
    base = next(one for one in bases if one["text"]["text"] == BASE)
    chosen["baseline"]["baseline"]["selected_option"] = base
    chosen["votes"]["votes"]["selected_option"] = {"value": "1"}
    assert togi.submits(person, view, chosen)["ok"]
    opened = card(togi, "begin_voting")
    togi.clicks(person, opened, "begin_voting")
    until(lambda: ballot(togi, person), "a pair")
    album.take("evaluation-vote", album.direct, "[data-action-id=vote_a]", tab="messages")
    while shown := ballot(togi, person):
        texts = [str(block) for block in shown["blocks"]]
        first = next(at for at, text in enumerate(texts) if "'divider'" in text)
        vague_left = any(talk["vague"][:12] in text for text in texts[:first])
        was = value_shown(togi, person)
        togi.clicks(person, shown, "vote_b" if vague_left else "vote_a", album.direct)
        until(lambda was=was: value_shown(togi, person) != was, "the next pair")
    verdict = card(togi, '"promote"')
    thread = str(verdict["ts"])
    until(lambda: togi.from_togi(thread=thread)[1:], "what an answer takes")
    place = f"{SUPPORT}/{thread}"
    album.take("evaluation-verdict", place, ".thread-pane table", height=1300)


@contextmanager
def speaking(folder: Path, talks: dict[str, Conversation]) -> Iterator[Process]:
    script = folder / "script.json"
    said = {q: a for talk in talks.values() for q, a in scripted(talk)}
    script.write_text(json.dumps(said))
    program = ROOT / "tests" / "fakes" / "speaker.py"
    speaker = Process([str(program), str(script)], "listening on", folder / "speaker.log")
    speaker.url = speaker.start().split()[-1]
    try:
        yield speaker
    finally:
        speaker.kill()


def photograph(
    language: str, talks: dict[str, Conversation], base: Path, folder: Path, page: Page
) -> None:
    with (
        training(folder, base) as trainer,
        speaking(folder, talks) as speaker,
        workspace(
            folder,
            speaker,
            TOGI_TRAINING_BASE_URL=trainer.url,
            TOGI_TRAINING_API_KEY="k",
            TOGI_MAX_TOKENS="512",
        ) as togi,
    ):
        album = Album(togi, page, language)
        talk = talks[language]
        teaching(album, talk)
        talking(album, talk)
        commanding(album, talk)
        deciding(album, talk)
        speaker.kill()
        ts = togi.says(album.person, f"<@U0TOGI> {talk['down']}")
        until(lambda: togi.from_togi(thread=ts), "what went wrong")
        album.take("provider-down", f"{SUPPORT}/{ts}", ".thread-pane .message >> nth=1")


def main(*languages: str) -> None:
    talks: dict[str, Conversation] = json.loads((HERE / "conversation.json").read_text())
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        base = Path(scratch) / "tiny"
        builder = ROOT / "tests" / "trainer" / "tiny_base.py"
        subprocess.run([sys.executable, str(builder), str(base)], check=True, capture_output=True)  # noqa: S603 (ours)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for language in languages or PEOPLE:
            folder = Path(scratch) / language
            folder.mkdir()
            page = browser.new_page(bypass_csp=True)
            page.add_init_script("localStorage.setItem('togi.sandbox.hint', 'seen')")
            photograph(language, talks, base, folder, page)


if __name__ == "__main__":
    main(*sys.argv[1:])
