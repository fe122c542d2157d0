"""What a model is given, worked out without Slack: our own record, within what the model takes."""

from __future__ import annotations

from bot.flows.answering.context import LEAST_BUDGET, USUAL_BUDGET, Reply, budget_of, turns_for
from bot.flows.house import House
from core.answers import Question
from core.answers.trimming import estimated_tokens
from core.storage import Database
from tests import builders as a


async def asked_in(database: Database, question: Question, earlier: int = 0) -> Reply:
    """A question with its answer to come, below earlier ones."""
    model = a.a_model()
    answer = a.an_answer(question, model, text=None, system_prompt="Be brief.")
    async with database.transaction() as session:
        await a.kept(session, model, question)
        for number in range(earlier):
            before = a.a_question(
                thread=question.thread, ts=f"{number + 1}.5", text=f"Earlier {number} " + "x" * 900
            )
            await a.kept(session, before, a.an_answer(before, model, text=f"Said {number}"))
        await a.kept(session, answer)
    return Reply(answer, question, model)


async def test_a_model_is_given_the_prompt_the_thread_and_the_question_alone(
    house: House, database: Database
) -> None:
    question = a.a_question(thread="1.1", ts="9.1", text="And now?", joins_thread=True)
    turns = await turns_for(house, await asked_in(database, question, earlier=1))

    assert turns == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Earlier 0 " + "x" * 900},
        {"role": "assistant", "content": "Said 0"},
        {"role": "user", "content": "And now?"},
    ]


async def test_half_of_what_was_refused_is_shorter(house: House, database: Database) -> None:
    question = a.a_question(thread="1.1", ts="99.1", text="And now?")
    asked = await asked_in(database, question, earlier=20)
    whole, half = await turns_for(house, asked), await turns_for(house, asked, budget=2000)

    def size(turns: object) -> int:
        return estimated_tokens(str(turns))

    assert size(half) < 2400 < size(whole)
    assert half[0] == {"role": "system", "content": "Be brief."}
    assert "Earlier 0 " in half[1]["content"]
    assert half[-1]["content"] == "And now?"


async def test_a_provider_that_says_nothing_leaves_the_usual_budget(
    house: House, database: Database
) -> None:
    asked = await asked_in(database, a.a_question())

    assert await budget_of(house, asked) == USUAL_BUDGET


async def test_a_small_model_gets_what_its_answer_leaves(house: House, database: Database) -> None:
    asked = await asked_in(database, a.a_question())
    house.chat._contexts[asked.model.base_name] = 2048
    assert await budget_of(house, asked) == 2048 - asked.answer.max_tokens

    house.chat._contexts[asked.model.base_name] = 64
    assert await budget_of(house, asked) == LEAST_BUDGET
