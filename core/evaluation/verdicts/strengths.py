"""Bradley-Terry: how strong each of several models is, on one scale, from votes between two.

Model i beats model j with the chance 1 / (1 + exp(strength j - strength i)); strengths sum to zero.
A tie is half a win for either. Where some models never lose to the others there is no finite
answer, so a small ridge pulls all strengths towards zero, and `has_ridge` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.evaluation.shares import Interval
from core.evaluation.verdicts.votes import Vote, Winner

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Matrix = NDArray[np.float64]

RIDGE = 1e-3
STEPS, LONGEST_STEP, SMALLEST_STEP = 200, 2.0, 1e-10
RESAMPLES, SEED = 500, 0
AT_ONCE = 4_000_000  # numbers in memory while resampling
POINTS = {Winner.LEFT: 1.0, Winner.RIGHT: 0.0, Winner.TIE: 0.5}


@dataclass(frozen=True, slots=True)
class Strengths:
    values: Mapping[str, float]
    ci95: Mapping[str, Interval] | None  # by resampling questions, for three models and more
    has_ridge: bool


def strengths_of(votes: Iterable[Vote]) -> Strengths:
    """The strengths of every model that was voted on; `ci95` is None for two models."""
    import numpy as np
    from scipy.sparse import csr_array

    votes = list(votes)
    models = sorted({model for vote in votes for model in (vote.left, vote.right)})
    if not models:
        return Strengths({}, None, has_ridge=False)
    place = {model: index for index, model in enumerate(models)}
    questions = {name: at for at, name in enumerate(dict.fromkeys(vote.question for vote in votes))}
    size = len(models)
    row = np.array([questions[vote.question] for vote in votes])
    left, right = (
        np.array([place[name] for name in names])
        for names in ((vote.left for vote in votes), (vote.right for vote in votes))
    )
    points = np.array([POINTS[vote.winner] for vote in votes])
    cells = np.concatenate([left * size + right, right * size + left])
    wins = csr_array(  # a row for each question: model by model, flattened
        (np.concatenate([points, 1 - points]), (np.concatenate([row, row]), cells)),
        shape=(len(questions), size * size),
    )
    total = wins.sum(axis=0).reshape(size, size)
    has_ridge = not _is_connected(total)
    found = fit(total, RIDGE if has_ridge else 0.0)
    values = {model: float(found[place[model]]) for model in models}
    ci95 = _intervals(wins, models) if size > 2 else None  # noqa: PLR2004 (two: the win rate)
    return Strengths(values, ci95, has_ridge)


def fit(wins: Matrix, ridge: float) -> Matrix:
    """The likeliest strengths; `wins[i, j]` is how often i beat j (Newton's method)."""
    import numpy as np

    games = wins + wins.T
    size = len(wins)
    found = np.zeros(size)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(found[None, :] - found[:, None]))
        slope = (wins - games * chance).sum(axis=1) - ridge * found
        weights = games * chance * (1 - chance)
        bend = np.diag(weights.sum(axis=1) + ridge) - weights + np.full((size, size), 1 / size)
        step = np.clip(np.linalg.solve(bend, slope), -LONGEST_STEP, LONGEST_STEP)
        found += step - step.mean()
        if np.abs(step).max() < SMALLEST_STEP:
            break
    return found


def _is_connected(wins: Matrix) -> bool:
    """Whether a chain of wins leads from every model to every other: then the answer is finite."""
    from scipy.sparse.csgraph import connected_components

    return int(connected_components(wins > 0, connection="strong")[0]) == 1


def _intervals(wins: csr_array, models: list[str]) -> dict[str, Interval]:
    """The middle 95 % over samples of as many questions, drawn with replacement."""
    import numpy as np

    chance = np.random.default_rng(SEED)
    questions, size = wins.shape[0], len(models)
    fits: list[Matrix] = []
    while len(fits) < RESAMPLES:
        some = min(RESAMPLES - len(fits), max(1, AT_ONCE // questions))
        drawn = chance.multinomial(questions, np.full(questions, 1 / questions), size=some)
        fits += [fit(total.reshape(size, size), RIDGE) for total in drawn @ wins]
    low, high = np.quantile(np.array(fits), [0.025, 0.975], axis=0)
    return {model: (float(low[at]), float(high[at])) for at, model in enumerate(models)}
