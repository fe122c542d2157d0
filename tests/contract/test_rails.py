"""The rails of the tests themselves: each is seen to hold."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import blockbuster
import pytest

from bot.settings import environment
from core.storage import DataFolder
from tests.rails import ForeignNetwork, is_a_setting


def test_no_test_reaches_a_foreign_host() -> None:
    with pytest.raises(ForeignNetwork), socket.socket() as caller:
        caller.connect(("192.0.2.1", 443))


def test_no_test_looks_up_a_foreign_name() -> None:
    with pytest.raises(ForeignNetwork):
        socket.getaddrinfo("slack.com", 443)


def test_no_setting_of_the_machine_is_seen() -> None:
    assert not [name for name in environment() if is_a_setting(name)]


async def test_a_blocking_call_of_ours_on_the_event_loop_fails(tmp_path: Path) -> None:
    with pytest.raises(blockbuster.BlockingError):
        DataFolder(tmp_path / "data").acquire()


async def test_a_blocking_call_of_a_test_is_its_own_business() -> None:
    time.sleep(0)  # noqa: ASYNC251 (that is the test)
