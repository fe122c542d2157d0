"""The map of questions: the same for a seed, neighbours near each other, never too many dots."""

from __future__ import annotations

import numpy as np
import pytest

from core.datasets.similarity.map import MOST, layout

TOPICS = (
    "請求書の宛名を変更する",
    "パスワードを再設定する",
    "book a meeting room for",
    "repair the printer of",
)


def questions(count: int) -> list[str]:
    return [f"{TOPICS[number % len(TOPICS)]} {number // 4:05}" for number in range(count)]


def test_questions_of_one_topic_lie_together() -> None:
    places = layout(questions(80))
    topics = np.arange(80) % len(TOPICS)
    at = np.stack((places.x, places.y), axis=1)
    middles = np.stack([at[topics == topic].mean(axis=0) for topic in range(len(TOPICS))])
    nearest = np.linalg.norm(at[:, None] - middles, axis=2).argmin(axis=1)

    assert np.mean(nearest == topics) > 0.9
    assert np.abs(at).max() <= 1


def test_a_map_is_the_same_for_a_seed() -> None:
    texts = questions(3 * MOST)
    one, again, other = (layout(texts, seed) for seed in (1, 1, 2))

    assert len(one.texts) == len(one.x) == len(one.y) == len(one.clusters) == MOST
    assert np.array_equal(one.texts, again.texts)
    assert np.array_equal(one.x, again.x)
    assert not np.array_equal(one.texts, other.texts)


@pytest.mark.parametrize("texts", [[], ["one"], ["", ""], ["same", "same", "SAME"]])
def test_few_or_equal_texts_have_a_place(texts: list[str]) -> None:
    places = layout(texts)

    assert len(places.x) == len(places.y) == len(texts)
    assert np.isfinite(places.x).all()
    assert len(set(places.clusters.tolist())) <= 1
