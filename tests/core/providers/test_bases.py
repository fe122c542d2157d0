"""What a provider says of its base models, and what it leaves out."""

from __future__ import annotations

import pytest
from openai.types import Model

from core.providers import BaseModel
from core.providers.bases import read_base


def listed(**more: object) -> Model:
    own = {"id": "small", "created": 1, "object": "model", "owned_by": "x"}
    return Model.model_validate({**own, **more})


@pytest.mark.parametrize("more", [{}, {"togi": None}, {"togi": "?"}, {"togi": {}}])
def test_a_model_of_which_nothing_is_said_is_a_name(more: dict[str, object]) -> None:
    assert read_base(listed(**more)) == BaseModel(name="small")


def test_a_model_whose_weights_are_here_needs_no_download() -> None:
    told = {"licence": "Apache-2.0", "languages": ["en"], "download_bytes": 9, "available": True}

    base = read_base(listed(togi=told))

    assert (base.licence, base.languages) == ("Apache-2.0", ("en",))
    assert base.is_english_only
    assert base.is_within_reach


def test_what_is_said_in_the_wrong_kind_is_not_believed() -> None:
    told = {"licence": 7, "languages": "en", "download_bytes": "9", "seconds_per_example": []}

    base = read_base(listed(togi=told))

    assert (base.licence, base.languages) == (None, ())
    assert (base.download_bytes, base.seconds_per_example) == (None, None)
