"""The price table: dated, the operator's own rows first, and no price where none is known."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.counting.prices import BrokenPrices, Prices

ROW = """
[[price]]
provider = "openai"
model = "gpt-4.1-mini"
training = 7.5
currency = "EUR"
as_of = 2026-11-01
source = "our contract"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "prices.toml"


def read(own: Path, text: str) -> Prices:
    own.write_text(text, encoding="utf-8")
    return Prices.read(own)


def test_the_table_that_comes_along_is_dated_and_says_where_it_is_from() -> None:
    rows = Prices.read().rows

    assert {row.model for row in rows} == {"gpt-4.1", "gpt-4.1-mini", "gpt-4o", "gpt-4o-mini"}
    assert all(row.source and row.as_of and row.currency == "USD" for row in rows)
    assert all("not verified" in row.source for row in rows)


@pytest.mark.parametrize(
    ("model", "training"),
    [
        ("gpt-4.1", 25),
        ("gpt-4.1-mini", 5),
        ("gpt-4.1-mini-2025-04-14", 5),
        ("gpt-4o-2024-08-06", 25),
        ("ft:gpt-4o-mini-2024-07-18:acme:faq:1", 3),
    ],
)
def test_a_snapshot_and_a_tuned_model_have_the_price_of_their_family(
    model: str, training: float
) -> None:
    price = Prices.read().find("openai", model)

    assert price
    assert price.training == training


@pytest.mark.parametrize(
    "model", ["gpt-4.1-nano", "gpt-4", "gpt-4o-mini-tts", "gpt-4.1-mini-x", ""]
)
def test_a_model_that_is_not_listed_has_no_price(model: str) -> None:
    assert Prices.read().find("openai", model) is None


def test_the_price_of_one_provider_is_not_that_of_another() -> None:
    assert Prices.read().find("azure-foundry", "gpt-4.1") is None


def test_the_operators_own_row_wins_and_the_others_stay(own: Path) -> None:
    prices = read(own, ROW)
    price = prices.find("openai", "gpt-4.1-mini-2025-04-14")

    assert price
    assert (price.training, price.currency, price.as_of) == (7.5, "EUR", date(2026, 11, 1))
    assert prices.find("openai", "gpt-4.1")


def test_the_row_of_a_snapshot_goes_before_that_of_its_family(own: Path) -> None:
    snapshot = ROW.replace("gpt-4.1-mini", "gpt-4.1-mini-2025-04-14").replace("7.5", "1")
    prices = read(own, ROW + snapshot)
    price = prices.find("openai", "gpt-4.1-mini-2025-04-14")

    assert price
    assert price.training == 1


def test_an_operator_can_say_that_a_price_is_not_known(own: Path) -> None:
    price = read(own, ROW.replace("training = 7.5\n", "")).find("openai", "gpt-4.1-mini")

    assert price
    assert price.of_training(1000) is None


def test_nothing_is_lost_where_the_operator_has_no_table(own: Path) -> None:
    assert Prices.read(own) == Prices.read()


@pytest.mark.parametrize("start", ["", "\ufeff", "# empty\n"])
def test_a_table_without_rows_changes_nothing(own: Path, start: str) -> None:
    assert read(own, start) == Prices.read()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[[price]]\nprovider = "openai\n', "line 2"),
        (ROW + ROW.replace("7.5", '"cheap"'), "training: .* line 10"),
        (ROW.replace("7.5", "-1"), "training: .* line 2"),
        (ROW.replace("7.5", "nan"), "training: .* line 2"),
        (ROW.replace("7.5", "true"), "training: .* line 2"),
        (ROW.replace('"EUR"', '"euro"'), "currency: .* line 2"),
        (ROW.replace("2026-11-01", '"soon"'), "as_of: .* line 2"),
        (ROW.replace("source", "sorce"), "source: .* line 2"),
        ('[price]\nmodel = "x"\n', "price: "),
        ('prices = "none"\n', "prices: "),
    ],
)
def test_a_broken_table_is_refused_with_the_place_and_the_remedy(
    own: Path, text: str, place: str
) -> None:
    with pytest.raises(BrokenPrices, match=place) as refusal:
        read(own, text)

    assert str(own) in str(refusal.value)
    assert "Correct it there" in str(refusal.value)


def test_a_table_in_another_encoding_is_refused(own: Path) -> None:
    own.write_bytes("source = '料金'".encode("cp932"))

    with pytest.raises(BrokenPrices, match="utf-8"):
        Prices.read(own)


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_table_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    with suppress(BrokenPrices):
        assert Prices.read(path).rows
