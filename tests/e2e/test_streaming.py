"""An answer while it grows: seen at once, stopped, cut off, deleted; in the end it stands once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.workspace import (
    AIKO,
    BEN,
    CHIKA,
    GENERAL,
    SUPPORT,
    Message,
    Process,
    Workspace,
    element,
    until,
    workspace,
)

pytestmark = pytest.mark.slow
SLOWLY = "<@U0TOGI> words=60 pause=0.1"
LAST = "word59"


def streaming(togi: Workspace, question: str) -> Message:
    """The message in which an answer grows, once it shows something."""

    def look() -> Message | None:
        seen = togi.from_togi(thread=question)
        return next((m for m in seen if m.get("streaming_state") == "in_progress"), None)

    return until(look, "a stream")


def text_of(message: Message) -> str:
    return "".join(str(b.get("text", "")) for b in message["blocks"] if b["type"] == "markdown")


def heard(togi: Workspace) -> list[Message]:
    found: list[Message] = togi.http.get(f"{togi.trainer.url}/heard").json()
    return found


def test_an_answer_is_seen_while_it_grows_and_ends_in_the_same_message(chatty: Workspace) -> None:
    question = chatty.says(AIKO, SLOWLY)
    growing = streaming(chatty, question)
    assert "word0" in text_of(growing)
    assert LAST not in text_of(growing)

    done = chatty.answered(question)
    assert done["ts"] == growing["ts"]
    assert text_of(done).split()[-1] == LAST
    assert [call["ok"] for call in chatty.calls("chat.startStream")] == [True]
    assert len(chatty.from_togi(thread=question)) == 1


def test_a_status_comes_first_and_the_stop_button_with_it(chatty: Workspace) -> None:
    chatty.answered(chatty.says(AIKO, "<@U0TOGI> hello"))

    signs = [call["args"]["status"] for call in chatty.calls("assistant.threads.setStatus")]
    assert [sign for sign in signs if sign] == ["が考えています…"]  # behind the ack or by the flow
    states = [call["args"]["status"] for call in chatty.calls("agents.sessions.setStatus")]
    assert states == ["processing", "active"]


def test_the_stop_button_stops_the_model_and_keeps_what_was_said(chatty: Workspace) -> None:
    question = chatty.says(AIKO, "<@U0TOGI> words=600 pause=0.1")
    streaming(chatty, question)
    chatty.post("/people/stop", **{"as": BEN}, channel=SUPPORT, thread_ts=question)

    ended = until(
        lambda: [m for m in chatty.from_togi(thread=question) if BEN in str(m["blocks"][-1:])],
        "who stopped it",
    )
    assert "word0" in text_of(ended[0])
    assert element(ended[0], "feedback_buttons") is None
    until(lambda: [one for one in heard(chatty) if one["ended"] == "hung up"], "a free provider")


def test_a_stream_that_slack_ends_is_finished_in_place(chatty: Workspace) -> None:
    question = chatty.says(AIKO, SLOWLY)
    growing = streaming(chatty, question)
    assert chatty.post("/control/expire-streams")["expired"] == 1

    done = chatty.answered(question)
    assert done["ts"] == growing["ts"]
    assert text_of(done).split()[-1] == LAST
    assert len(chatty.from_togi(thread=question)) == 1


def test_who_asked_hears_that_the_answer_was_deleted(chatty: Workspace) -> None:
    question = chatty.says(BEN, SLOWLY)
    growing = streaming(chatty, question)
    token = chatty.bot.environment["SLACK_BOT_TOKEN"]
    gone = chatty.http.post(
        f"{chatty.slack}/api/chat.delete",
        json={"channel": SUPPORT, "ts": growing["ts"]},
        headers={"authorization": f"Bearer {token}"},
    )
    assert gone.json()["ok"]

    assert chatty.private(BEN, "deleted my answer")
    assert not chatty.from_togi(thread=question)


def test_who_asked_hears_that_the_channel_was_archived(chatty: Workspace) -> None:
    question = chatty.says(BEN, SLOWLY)
    streaming(chatty, question)
    assert chatty.post("/control/channel", id=SUPPORT, archived=True)["ok"]

    until(lambda: "archived" in str(chatty.seen_by(BEN, "D0BEN")), "a direct message")


def test_a_dead_token_is_said_in_the_log_in_words_for_the_admin(chatty: Workspace) -> None:
    streaming(chatty, chatty.says(BEN, SLOWLY))
    assert chatty.post("/control/revoke")["ok"]

    until(lambda: "SLACK_BOT_TOKEN" in chatty.bot_log(), "what an admin can do")
    assert "Traceback" not in chatty.bot_log()
    assert chatty.bot.is_running


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("chat.startStream", {"retry_after": 1, "times": 2}),
        ("chat.startStream", {"http_status": 503, "times": 1}),
        ("chat.startStream", {"http_status": 500, "after_effect": True, "times": 1}),
        ("chat.startStream", {"error": "missing_scope", "times": 9}),
        ("chat.startStream", {"delay_s": 12, "after_effect": True, "times": 1}),
        ("chat.appendStream", {"retry_after": 1, "times": 3}),
        ("chat.appendStream", {"http_status": 500, "after_effect": True, "times": 1}),
        ("chat.appendStream", {"error": "message_not_in_streaming_state", "times": 1}),
        ("chat.stopStream", {"retry_after": 1, "times": 2}),
        ("chat.stopStream", {"http_status": 500, "after_effect": True, "times": 1}),
        ("chat.stopStream", {"error": "internal_error", "times": 2}),
        ("assistant.threads.setStatus", {"error": "missing_scope", "times": 9}),
        ("agents.sessions.setStatus", {"error": "not_an_agent", "times": 9}),
        ("users.info", {"http_status": 500, "times": 1}),
        ("users.info", {"delay_s": 4, "times": 1}),
    ],
)
def test_whatever_slack_does_one_whole_answer_stands_in_the_end(
    chatty: Workspace, method: str, fault: dict[str, object]
) -> None:
    chatty.fault(method, **fault)
    question = chatty.says(AIKO, "<@U0TOGI> words=30 pause=0.1")

    done = chatty.answered(question)
    assert text_of(done).split() == [f"word{number}" for number in range(30)]
    assert len(chatty.from_togi(thread=question)) == 1


def test_a_long_answer_comes_in_parts_and_each_is_the_answer(chatty: Workspace) -> None:
    paragraph = "sentence " * 150
    told = "text=" + "\\n\\n".join([paragraph] * 12) + "\\n\\n```py\\n" + "x = 1\\n" * 2500 + "```"
    question = chatty.says(AIKO, f"<@U0TOGI> {told}")

    last = chatty.answered(question)
    parts = chatty.from_togi(thread=question)
    assert len(parts) == 3
    assert all(len(text_of(part)) <= 12_000 for part in parts)
    assert last["ts"] == parts[-1]["ts"]
    assert text_of(parts[-1]).startswith("```py\n")
    chatty.reacts(CHIKA, parts[0], "+1")
    until(lambda: "1 of 1" in chatty.command(BEN, "summary"), "a rating of the whole")


def test_when_streams_run_out_answers_are_edited_or_posted(
    speaker: Process, tmp_path: Path
) -> None:
    with workspace(tmp_path, speaker, TOGI_BASE_MODEL="slow", TOGI_SLACK_PACE="0.05") as togi:
        asked = [togi.says(AIKO, SLOWLY, GENERAL) for _ in range(3)]
        for question in asked:
            done = togi.answered(question, GENERAL)
            assert text_of(done).split()[-1] == LAST
            assert len(togi.from_togi(GENERAL, question)) == 1
        assert len(togi.calls("chat.startStream")) == 1


def test_fifty_streams_cut_off_by_a_kill_end_with_one_answer_each(chatty: Workspace) -> None:
    asked = [chatty.says(AIKO, SLOWLY, (SUPPORT, GENERAL)[n % 2]) for n in range(50)]
    until(lambda: len(chatty.calls("chat.startStream")) == 50, "fifty streams")
    chatty.bot.kill()
    chatty.bot.start()

    for number, question in enumerate(asked):
        channel = (SUPPORT, GENERAL)[number % 2]
        done = chatty.answered(question, channel)
        assert text_of(done).split() == [f"word{number}" for number in range(60)]
        assert len(chatty.from_togi(channel, question)) == 1


def test_a_message_that_is_no_stream_needs_no_end_after_a_kill(chatty: Workspace) -> None:
    chatty.fault("chat.startStream", error="missing_scope", times=99)
    question = chatty.says(AIKO, SLOWLY)
    until(lambda: chatty.from_togi(thread=question), "the beginning of an answer")
    chatty.bot.kill()
    chatty.bot.start()

    assert text_of(chatty.answered(question)).split()[-1] == LAST
    assert len(chatty.from_togi(thread=question)) == 1
    assert not chatty.calls("chat.stopStream")


def failed(togi: Workspace, question: str) -> Message:
    def look() -> Message | None:
        seen = togi.from_togi(thread=question)
        return next((m for m in seen if "answer_again" in str(m["blocks"])), None)

    return until(look, "why it broke off, and a button")


def test_what_was_said_before_the_provider_died_stays_and_it_can_be_asked_again(
    chatty: Workspace,
) -> None:
    question = chatty.says(BEN, "<@U0TOGI> words=30 pause=0.05 dies=12x4")
    growing = streaming(chatty, question)
    broken = failed(chatty, question)
    assert broken["ts"] == growing["ts"]
    assert text_of(broken).split() == [f"word{number}" for number in range(12)]
    assert "broke off here" in str(broken["blocks"])
    assert element(broken, "feedback_buttons") is None

    chatty.events_come(3)
    chatty.fault("response_url", http_status=500, times=1)  # the button stays for another click
    chatty.clicks(BEN, broken, "answer_again")
    chatty.clicks(AIKO, broken, "answer_again")
    done = chatty.answered(question)
    assert text_of(done).split()[-1] == "word29"
    assert done["ts"] != broken["ts"]
    chatty.says(BEN, "<@U0TOGI> And then?", thread=question)
    until(lambda: len(chatty.answers(question)) == 2, "the next answer")
    assert len(heard(chatty)) == 6
    told = [turn["content"] for turn in heard(chatty)[-1]["messages"]]
    assert len(told) == 3
    assert told[1].split()[-1] == "word29"
    kept = next(m for m in chatty.from_togi(thread=question) if m["ts"] == broken["ts"])
    assert "word11" in text_of(kept)
    assert "answer_again" not in str(kept)


def test_a_failure_that_does_not_pass_offers_no_second_try(chatty: Workspace) -> None:
    chatty.bot.stop()
    chatty.bot.environment["OPENAI_BASE_URL"] += "/nowhere"
    chatty.bot.start()
    question = chatty.says(BEN, "<@U0TOGI> hello")

    [told] = until(lambda: chatty.from_togi(thread=question), "why there is none")
    assert "answer_again" not in str(told)


def test_a_model_that_says_nothing_is_said_to_have(chatty: Workspace) -> None:
    done = chatty.answered(chatty.says(BEN, "<@U0TOGI> words=0"))

    assert "ended without saying anything" in str(done["blocks"])


def test_what_is_asked_without_a_word_is_answered_once_though_it_comes_thrice(
    chatty: Workspace,
) -> None:
    chatty.events_come(3)
    chatty.fault("chat.postMessage", delay_s=1, times=3)
    question = chatty.says(BEN, "<@U0TOGI>")

    until(lambda: chatty.from_togi(thread=question), "help")
    chatty.answered(chatty.says(BEN, "<@U0TOGI> hello"))  # by then the other two came, too
    assert len(chatty.from_togi(thread=question)) == 1


def test_of_two_answers_at_once_each_says_whose_question_it_answers(chatty: Workspace) -> None:
    question = chatty.says(BEN, "<@U0TOGI> words=60 pause=0.1 **first**?")
    streaming(chatty, question)
    chatty.says(AIKO, "<@U0TOGI> words=9 pause=0.1 second?", thread=question)
    until(lambda: len(chatty.answers(question)) == 2, "both")

    above = {text_of(answer).partition("\n\n")[0] for answer in chatty.answers(question)}
    assert above == {
        "> To ben's question: words=60 pause=0.1 first?",
        "> aiko さんの質問への回答：words=9 pause=0.1 second?",  # noqa: RUF001 (as Japanese is written)
    }
    alone = chatty.answered(chatty.says(BEN, "<@U0TOGI> alone?"))
    assert text_of(alone).startswith("word0")


def test_our_own_stop_button_stops_its_own_answer_alone(chatty: Workspace) -> None:
    chatty.fault("chat.startStream", error="missing_scope", times=99)
    question = chatty.says(BEN, "<@U0TOGI> words=90 pause=0.1 first?")
    until(lambda: "stop_answer" in str(chatty.from_togi(thread=question)), "the first")
    chatty.says(AIKO, "<@U0TOGI> second?", thread=question)
    growing = until(
        lambda: [m for m in chatty.from_togi(thread=question) if "stop_answer" in str(m)][1:],
        "the second",
    )[0]
    chatty.clicks(CHIKA, growing, "stop_answer")

    until(lambda: CHIKA in str(chatty.from_togi(thread=question)), "who stopped it")
    done = chatty.answered(question)
    assert done["ts"] != growing["ts"]
    assert text_of(done).split()[-1] == "word89"
    assert "stop_answer" not in str(chatty.from_togi(thread=question))
