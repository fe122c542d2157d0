"""Who goes to which split: groups whole, shares met, labels represented, the same in any order."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from core.datasets.splitting.assign import assign
from core.datasets.splitting.lots import lot
from core.datasets.tables import Split

TRAIN, VALIDATION, HELD_OUT = Split.TRAIN, Split.VALIDATION, Split.HELD_OUT


def lots(count: int, seed: int = 0) -> list[bytes]:
    return [lot(f"Question {number}", seed) for number in range(count)]


@given(
    groups=st.lists(st.integers(0, 12), min_size=1, max_size=60),
    share=st.floats(0, 1),
    held_out=st.floats(0, 0.5),
    least=st.integers(0, 20),
    data=st.data(),
)
def test_groups_stay_whole_and_enough_is_left_to_train_on(
    groups: list[int], share: float, held_out: float, least: int, data: st.DataObject
) -> None:
    labels = data.draw(st.lists(st.sampled_from([None, "a", "b"]), min_size=60, max_size=60))
    labels = labels[: len(groups)]
    splits = assign(
        groups,
        lots(len(groups)),
        labels,
        shares={HELD_OUT: held_out, VALIDATION: share},
        least_training=least,
    )

    assert len({*zip(groups, splits, strict=True)}) == len({*groups})
    assert splits.count(TRAIN) >= min(least, len(groups))


@given(order=st.permutations(range(40)), seed=st.integers())
def test_the_order_of_rows_changes_nothing(order: list[int], seed: int) -> None:
    groups = [number // 3 for number in range(40)]
    labels = ["ab"[number // 3 % 2] for number in range(40)]
    drawn = lots(40, seed)
    shares = {HELD_OUT: 0.1, VALIDATION: 0.2}
    splits = assign(groups, drawn, labels, shares=shares)
    renumbered = [100 - groups[row] for row in order]
    again = assign(
        renumbered,
        [drawn[row] for row in order],
        [labels[row] for row in order],
        shares=shares,
    )

    assert again == [splits[row] for row in order]


def test_shares_are_met_where_groups_are_single_rows() -> None:
    splits = assign(range(100), lots(100), [None] * 100, shares={HELD_OUT: 0.1, VALIDATION: 0.2})

    assert Counter(splits) == {TRAIN: 70, VALIDATION: 20, HELD_OUT: 10}


def test_each_label_keeps_its_share() -> None:
    labels = ["billing"] * 200 + ["bug"] * 50 + ["praise"] * 13 + [None] * 37
    splits = assign(range(300), lots(300), labels, shares={VALIDATION: 0.2})
    validating = Counter(
        label for label, split in zip(labels, splits, strict=True) if split is VALIDATION
    )

    assert sum(validating.values()) == 60
    assert validating == {"billing": 40, "bug": 10, "praise": 3, None: 7}


def test_a_label_with_one_large_group_does_not_move_the_whole_share() -> None:
    groups = [0] * 30 + list(range(1, 71))
    labels = ["one"] * 30 + ["many"] * 70
    splits = assign(groups, lots(100), labels, shares={VALIDATION: 0.2})

    assert splits.count(VALIDATION) == 20
    assert VALIDATION not in splits[:30]


def test_what_is_decided_stays_and_counts() -> None:
    fixed = dict.fromkeys(range(8), HELD_OUT) | dict.fromkeys(range(8, 20), TRAIN)
    splits = assign(
        range(100), lots(100), [None] * 100, shares={HELD_OUT: 0.1, VALIDATION: 0.2}, fixed=fixed
    )

    assert all(splits[number] is split for number, split in fixed.items())
    assert Counter(splits) == {TRAIN: 70, VALIDATION: 20, HELD_OUT: 10}


def test_a_seed_chooses_other_rows() -> None:
    one, other = (
        assign(range(100), lots(100, seed), [None] * 100, shares={VALIDATION: 0.2})
        for seed in (1, 2)
    )

    assert one != other
