"""Replacing a file: the old one stays until the new one is whole, whatever happens."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from core.datasets.replacing import CannotWrite, NotAFile, replacing


class Interrupted(Exception):
    """Stands for anything that goes wrong half-way."""


def only(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_kept_replaces_all_files(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("old")
    with replacing(one, other) as new:
        new.files[0].write(b"first")
        new.files[1].write(b"second")
        assert one.read_text() == "old"
        new.keep()

    assert (one.read_text(), other.read_text()) == ("first", "second")
    assert only(tmp_path) == ["one", "other"]


def test_what_is_not_kept_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_text("old")
    with replacing(path) as new:
        new.files[0].write(b"new")

    assert path.read_text() == "old"
    assert only(tmp_path) == ["one"]


def test_a_failure_half_way_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_text("old")
    with suppress(Interrupted), replacing(path) as new:
        new.files[0].write(b"new")
        raise Interrupted

    assert path.read_text() == "old"
    assert only(tmp_path) == ["one"]


def test_permissions_and_links_outlive_a_replacement(tmp_path: Path) -> None:
    path, link = tmp_path / "one", tmp_path / "link"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    with replacing(link) as new:
        new.files[0].write(b"new")
        new.keep()

    assert path.read_text() == "new"
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_device_is_not_replaced() -> None:
    with pytest.raises(NotAFile), replacing(Path("/dev/null")):
        pass


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite), replacing(tmp_path / "nowhere" / "file"):
        pass
