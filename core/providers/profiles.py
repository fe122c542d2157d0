"""How each service deviates from the protocol, as data.

Sources: the services' own documentation as of 2026-11; none of the hosted ones is called by tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One service; the defaults are what OpenAI itself documents."""

    name: str
    title: str
    host: str = ""  # how a base URL of this service ends, before the path
    suggested_base: str = ""
    hyperparameters_in: Literal["method", "hyperparameters"] = "method"
    byte_order_mark: bool = False  # Azure wants one, OpenAI refuses it
    suffix_length: int = 64
    suffix_without_dots: bool = False
    is_free: bool = False  # it trains on a machine of one's own
    keeps_metadata: bool = True  # jobs can be found again by metadata
    has_batches: bool = False  # /v1/batches; where nobody knows, it hasn't
    serves_at_once: bool = True  # a finished job answers under its own name
    last_new_job_on: date | None = None
    last_answers: tuple[tuple[str, date], ...] = ()  # by how names of models begin
    extra_body: dict[str, str] = field(default_factory=dict)

    def retires_on(self, model: str) -> date | None:
        """The day on which a model, or what was tuned from it, stops answering, as announced."""
        base = model.removeprefix("ft:")
        return next((day for begin, day in self.last_answers if base.startswith(begin)), None)


PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            name="trainer",
            title="",  # whatever answers on this machine: its address is all that is known
            host="127.0.0.1",
            is_free=True,
            has_batches=True,
            suggested_base="smollm2-135m-instruct",
        ),
        Profile(
            name="openai",
            title="OpenAI",
            host="api.openai.com",
            suggested_base="gpt-4.1-mini-2025-04-14",
            has_batches=True,
            last_new_job_on=date(2027, 1, 5),
            last_answers=(("gpt-4o", date(2027, 1, 14)), ("gpt-4.1", date(2027, 1, 14))),
        ),
        Profile(
            name="nebius",
            title="Nebius Token Factory",
            host="tokenfactory.nebius.com",
            suggested_base="meta-llama/Llama-3.1-8B-Instruct",
            hyperparameters_in="hyperparameters",
            keeps_metadata=False,
            serves_at_once=False,
        ),
        Profile(
            name="azure-foundry",
            title="Microsoft Foundry",
            host="openai.azure.com",
            suggested_base="gpt-oss-20b",
            byte_order_mark=True,
            suffix_length=18,
            suffix_without_dots=True,
            serves_at_once=False,
            extra_body={"trainingType": "GlobalStandard"},
        ),
        Profile(
            name="crusoe",
            title="Crusoe",
            host="intelligence.crusoecloud.com",
            keeps_metadata=False,
            serves_at_once=False,
        ),
        Profile(name="generic", title="The provider"),
    )
}


def profile_for(base_url: str) -> Profile:
    """The profile whose host a base URL names; `generic`, called by its host, for any other."""
    host = urlsplit(base_url).hostname or ""
    for profile in PROFILES.values():
        if profile.host and (host == profile.host or host.endswith("." + profile.host)):
            return replace(profile, title=profile.title or urlsplit(base_url).netloc)
    generic = PROFILES["generic"]
    return replace(generic, title=host or generic.title)  # a host says more than “a service”
