"""`togi dataset check --model`: tokens, epochs and cost, with null for what nobody knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from core.datasets.counting.prices import BrokenPrices
from core.datasets.counting.tokens import counter_for

NO_TOKENS = dict.fromkeys(("total", "min", "p50", "p95", "max"))
NO_ESTIMATE = dict.fromkeys(("epochs", "billed_tokens", "cost", "currency", "price_as_of"))
OWN = """
[[price]]
provider = "openai"
model = "gpt-4.1-mini"
training = 100
currency = "JPY"
as_of = 2026-11-01
source = "our contract"
"""


def chat(number: int, answer: str = "Yes.") -> dict[str, Any]:
    question = {"role": "user", "content": f"質問 {number}、ログインできますか。"}
    return {"messages": [question, {"role": "assistant", "content": answer}]}


CHATS = [chat(number) for number in range(60)]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sixty good chats, and an environment that says nothing."""
    for name in ("TOGI_DATA", "TOGI_PRICES", "OPENAI_BASE_URL", "TOGI_TRAINING_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TOGI_DATA", str(tmp_path / "data"))
    path = tmp_path / "chats.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in CHATS))
    return path


def printed(*arguments: object) -> str:
    result = CliRunner().invoke(app, ["dataset", "check", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def checked(*arguments: object) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(printed(*arguments, "--json"))
    return report


def total(model: str) -> int:
    counter = counter_for(model)
    assert counter
    return sum(tokens.whole for tokens in counter.count(CHATS))


def not_counted(report: dict[str, Any]) -> list[str]:
    return [one["message"] for one in report["warnings"] if one["code"] == "not_counted"]


def test_without_a_model_tokens_are_openais_and_nothing_is_priced(file: Path) -> None:
    report = checked(file)

    assert report["stats"]["tokens"]["total"] == total("gpt-4o")
    assert report["estimate"] == {
        **NO_ESTIMATE,
        "epochs": 3,
        "billed_tokens": 3 * total("gpt-4o"),
    }


@pytest.mark.parametrize("model", ["gpt-4.1-mini", "ft:gpt-4.1-mini-2025-04-14:acme:faq:1"])
def test_a_model_with_a_price_has_a_cost_and_its_date(file: Path, model: str) -> None:
    billed = 3 * total("gpt-4.1-mini")

    assert checked(file, "--model", model)["estimate"] == {
        "epochs": 3,
        "billed_tokens": billed,
        "cost": pytest.approx(billed * 5 / 1_000_000),
        "currency": "USD",
        "price_as_of": "2025-12-31",
    }


def test_older_models_are_counted_by_their_own_vocabulary_and_have_no_price(file: Path) -> None:
    report = checked(file, "--model", "gpt-3.5-turbo-0125")

    assert report["stats"]["tokens"]["total"] == total("gpt-3.5-turbo") != total("gpt-4o")
    assert (report["estimate"]["cost"], report["estimate"]["currency"]) == (None, None)


@pytest.mark.parametrize("by_setting", [True, False])
def test_the_operators_own_table_wins(
    file: Path, monkeypatch: pytest.MonkeyPatch, *, by_setting: bool
) -> None:
    own = file.parent / ("mine.toml" if by_setting else "data/prices.toml")
    own.parent.mkdir(exist_ok=True)
    own.write_text(OWN)
    if by_setting:
        monkeypatch.setenv("TOGI_PRICES", str(own))

    estimate = checked(file, "--model", "gpt-4.1-mini")["estimate"]

    assert (estimate["currency"], estimate["price_as_of"]) == ("JPY", "2026-11-01")


def test_a_broken_table_is_a_refusal_that_names_the_line(file: Path) -> None:
    own = file.parent / "data" / "prices.toml"
    own.parent.mkdir()
    own.write_text(OWN + "[[price]\n")

    with pytest.raises(BrokenPrices, match="line 9"):
        checked(file, "--model", "gpt-4.1-mini")
    assert checked(file)["ok"]


def test_a_price_is_that_of_the_provider_that_is_configured(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "https://acme.openai.azure.com/openai/v1")

    assert checked(file, "--model", "gpt-4.1-mini")["estimate"]["cost"] is None


def test_a_model_that_nobody_knows_is_not_counted(file: Path) -> None:
    report = checked(file, "--model", "mystery-7b")

    assert report["ok"]
    assert report["stats"]["tokens"] == NO_TOKENS
    assert report["estimate"] == NO_ESTIMATE
    assert len(not_counted(report)) == 1
    assert "mystery-7b" in not_counted(report)[0]


def test_a_base_of_the_trainer_that_is_not_here_is_not_counted_and_says_why(file: Path) -> None:
    report = checked(file, "--model", "qwen3-0.6b")

    assert report["stats"]["tokens"] == NO_TOKENS
    assert report["estimate"] == NO_ESTIMATE
    assert "togi trainer --prepare qwen3-0.6b" in not_counted(report)[0]


@pytest.mark.slow
def test_the_bundled_base_is_counted_as_the_trainer_trains(file: Path) -> None:
    from trainer.bases import SMOLLM2_135M
    from trainer.counting import count_file
    from trainer.token_counts import Order

    order = Order(base=SMOLLM2_135M, bases_folder=file.parent)
    counted = count_file(order, file.read_bytes().splitlines())
    trained = sum(line.trained_tokens for line in counted.data)

    report = checked(file, "--model", SMOLLM2_135M.id)

    assert report["stats"]["tokens"]["total"] == sum(line.tokens for line in counted.data)
    assert report["estimate"] == {
        **NO_ESTIMATE,
        "epochs": counted.n_epochs,
        "billed_tokens": (counted.n_epochs or 0) * trained,
    }


@pytest.mark.slow
def test_an_example_the_trainer_would_refuse_is_an_error_of_its_line(file: Path) -> None:
    odd = {**chat(61), "parallel_tool_calls": True}
    with file.open("a") as lines:
        lines.write(json.dumps(odd) + "\n")

    report = checked(file, "--model", "smollm2-135m-instruct")

    refused = [one for one in report["errors"] if one["code"] == "not_for_this_model"]
    assert [one["line"] for one in refused] == [61]
    assert "parallel_tool_calls" in refused[0]["message"]


def test_what_a_model_cannot_read_at_once_is_a_warning_with_limit_and_count(file: Path) -> None:
    with file.open("a") as lines:
        lines.write(json.dumps(chat(61, "yes " * 9000)) + "\n")

    report = checked(file, "--model", "gpt-4")

    (cut,) = [one for one in report["warnings"] if one["code"] == "over_token_limit"]
    assert cut["line"] == 61
    assert "8192" in cut["message"]
    assert str(report["stats"]["tokens"]["max"]) in cut["message"]
    assert report["estimate"]["billed_tokens"] < 3 * report["stats"]["tokens"]["total"]


@pytest.mark.parametrize(
    ("locale", "sentences"),
    [
        ("en_US.UTF-8", ("Tokens, as gpt-4.1-mini counts them", "$0.02", "December 31, 2025")),
        (
            "ja_JP.UTF-8",
            ("gpt-4.1-mini の数え方", "$0.02", "2025年12月31日 時点の料金"),
        ),
    ],
)
def test_people_read_tokens_cost_and_the_date_of_its_price(
    file: Path, monkeypatch: pytest.MonkeyPatch, locale: str, sentences: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LC_ALL", locale)

    text = printed(file, "--model", "gpt-4.1-mini")

    assert all(sentence in text for sentence in sentences)


def test_people_are_told_that_no_price_is_known(file: Path) -> None:
    assert "No price is known for gpt-4." in printed(file, "--model", "gpt-4")
    assert "No price: qwen3-0.6b is trained on your own machine." in printed(
        file, "--model", "qwen3-0.6b"
    )
