"""Which service a base URL names."""

from __future__ import annotations

import pytest

from core.providers import PROFILES, profile_for


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://127.0.0.1:8200/v1", "trainer"),
        ("https://api.openai.com/v1", "openai"),
        ("https://API.OPENAI.COM/v1", "openai"),
        ("https://api.tokenfactory.nebius.com/v1/", "nebius"),
        ("https://acme.openai.azure.com/openai/v1", "azure-foundry"),
        ("https://api.intelligence.crusoecloud.com/v1", "crusoe"),
        ("https://api.openai.com.example.org/v1", "generic"),
        ("https://myapi.openai.com.example/v1", "generic"),
        ("https://notapi.openai.community/v1", "generic"),
        ("https://example.org/api.openai.com", "generic"),
        ("https://api.openai.com@example.org/v1", "generic"),
    ],
)
def test_a_base_url_names_a_service(url: str, name: str) -> None:
    assert profile_for(url).name == name


def test_a_service_that_is_not_known_is_called_by_its_host() -> None:
    assert profile_for("https://llm.example.org/v1").title == "llm.example.org"


def test_every_profile_is_kept_under_its_own_name() -> None:
    assert {name: profile.name for name, profile in PROFILES.items()} == {n: n for n in PROFILES}


def test_whatever_answers_on_this_machine_is_called_by_its_address() -> None:
    assert profile_for("http://127.0.0.1:11434/v1").title == "127.0.0.1:11434"
