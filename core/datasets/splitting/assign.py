"""Says for every row which split it goes to: groups stay whole, labels keep their shares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from core.datasets.splitting.lots import draw
from core.datasets.tables import Split


def assign(
    groups: Sequence[int],
    lots: Sequence[bytes],
    labels: Sequence[str | None],
    *,
    shares: Mapping[Split, float],
    least_training: int = 1,
    fixed: Mapping[int, Split] | None = None,
) -> list[Split]:
    """The split of each row; what no share takes is trained on.

    `groups` tells which rows must stay together, `lots` what each row drew (`lots.lot`, which
    holds the seed), `labels` what it is about, where a file says so. `shares` are those of the
    splits other than training, drawn in this order; each is met as closely as the groups allow,
    and they leave `least_training` rows to train on. `fixed` are groups whose split is decided
    already; their rows count towards the share.

    Rows in another order get the same splits: a group is known by the smallest lot in it.
    """
    decided = dict(fixed or {})
    sizes = Counter(groups)
    strata = _strata(groups, labels)
    known_by = _known_by(groups, lots)
    spare = len(groups) - least_training
    spare -= sum(sizes[group] for group, split in decided.items() if split is not Split.TRAIN)
    for split, share in shares.items():
        if split is Split.TRAIN:
            continue
        missing = 0
        for stratum, goal in _goals(strata, sizes, share):
            has = sum(sizes[group] for group in stratum if decided.get(group) is split)
            free = [group for group in stratum if group not in decided]
            wanted = goal + missing - has
            taken = _taken(free, sizes, known_by, wanted=wanted, at_most=spare)
            decided |= dict.fromkeys(taken, split)
            got = sum(sizes[group] for group in taken)
            spare -= got
            missing = wanted - got  # the next label makes up for it: the whole share counts, too
    return [decided.get(group, Split.TRAIN) for group in groups]


def _known_by(groups: Sequence[int], lots: Sequence[bytes]) -> dict[int, bytes]:
    known_by: dict[int, bytes] = {}
    for group, lot in zip(groups, lots, strict=True):
        if group not in known_by or lot < known_by[group]:
            known_by[group] = lot
    return known_by


def _strata(groups: Sequence[int], labels: Sequence[str | None]) -> dict[str, list[int]]:
    """The groups of each label; a group with several labels counts where most of it belongs."""
    if not any(labels):
        return {"": list(dict.fromkeys(groups))}
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for group, label in zip(groups, labels, strict=True):
        counts[group][label or ""] += 1
    strata: defaultdict[str, list[int]] = defaultdict(list)
    for group, counted in counts.items():
        strata[min(counted, key=lambda label: (-counted[label], label))].append(group)
    return strata


def _goals(
    strata: Mapping[str, list[int]], sizes: Mapping[int, int], share: float
) -> list[tuple[list[int], int]]:
    """How many rows of each label are wanted, the rarest first; together they are the share."""
    rows = {label: sum(sizes[group] for group in strata[label]) for label in strata}
    goals = {label: int(rows[label] * share) for label in strata}
    left = int(sum(rows.values()) * share + 0.5) - sum(goals.values())
    by_remainder = sorted(strata, key=lambda label: (goals[label] - rows[label] * share, label))
    for label in by_remainder[:left]:
        goals[label] += 1
    rarest_first = sorted(strata, key=lambda label: (rows[label], label))
    return [(strata[label], goals[label]) for label in rarest_first]


def _taken(
    free: list[int],
    sizes: Mapping[int, int],
    known_by: Mapping[int, bytes],
    *,
    wanted: int,
    at_most: int,
) -> list[int]:
    lots = b"".join(known_by[group] * sizes[group] for group in free)
    drawn = draw(lots, wanted=wanted, at_most=max(0, at_most))
    return [group for group in free if known_by[group] in drawn]
