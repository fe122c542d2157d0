"""What stands behind `./run` and `./check`, and what a deployment reads: each file is held to."""

from __future__ import annotations

import importlib.util
import itertools
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from bot.cli.running.plan import TRAINER_KEY
from bot.settings import OAUTH, read

ROOT = Path(__file__).parents[1]
SCRIPTS = ("run", "check", ".ci/run", "requirements/find-python")
SH = shutil.which("sh") or "/bin/sh"
PINNED = re.compile(r"^[a-zA-Z0-9_.\[\]-]+==\S+")


@pytest.fixture(scope="module")
def install() -> ModuleType:
    spec = importlib.util.spec_from_file_location("install", ROOT / "requirements" / "install.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A clone on a machine that has a shell and no Python."""
    for name in ("run", "check", "requirements/find-python"):
        target = tmp_path / "clone" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    (tmp_path / "bin").mkdir()
    for tool in ("dirname", "date"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    return tmp_path


def _start(bare: Path, command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SH, f"clone/{command}"],
        cwd=bare,
        env={"PATH": str(bare / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )


def _fake_python(bare: Path, name: str, script: str) -> None:
    path = bare / "bin" / name
    path.write_text(f"#!{SH}\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_plain_sh(name: str) -> None:
    text = (ROOT / name).read_text()
    assert subprocess.run([SH, "-n", ROOT / name], check=False).returncode == 0
    assert "[[" not in text
    assert "function " not in text


@pytest.mark.parametrize("name", ["run", "check", ".ci/run"])
def test_a_command_can_be_started(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


@pytest.mark.parametrize("command", ["run", "check"])
def test_without_python_both_commands_say_what_to_install_in_two_languages(
    bare: Path, command: str
) -> None:
    done = _start(bare, command)
    assert done.returncode == 1
    assert "Togi needs Python 3.11 or newer" in done.stderr
    assert "Python 3.11 以降が必要です" in done.stderr


def test_a_python_that_is_too_old_is_passed_over(bare: Path) -> None:
    _fake_python(bare, "python3", 'case "$2" in *version_info*) exit 1;; esac')
    assert "3.11 or newer" in _start(bare, "run").stderr


def test_a_python_without_venv_is_told_apart(bare: Path) -> None:
    _fake_python(bare, "python3", 'case "$2" in *ensurepip*) exit 1;; esac')
    done = _start(bare, "run")
    assert done.returncode == 1
    assert "python3-venv" in done.stderr


def test_the_newest_python_that_fits_is_taken(bare: Path) -> None:
    for name in ("python3.12", "python3"):
        _fake_python(bare, name, f'case "$1" in *install.py) echo "by {name}"; exit 9;; esac')
    done = _start(bare, "run")
    assert (done.returncode, done.stdout) == (9, "by python3.12\n")


def test_check_refuses_what_it_does_not_know() -> None:
    done = subprocess.run(
        [SH, ROOT / "check", "--fast"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("usage:")


def test_without_a_gpu_pytorch_can_only_come_as_a_cpu_build(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install.sys, "platform", "linux")
    monkeypatch.setattr(install, "has_nvidia_gpu", lambda: False)
    attempts = install.torch_attempts()
    assert all(attempt[0].endswith("+cpu") for attempt in attempts)
    assert install.TORCH_CPU_INDEX in attempts[0]


def test_nothing_but_pytorch_may_pull_anything_in(install: ModuleType) -> None:
    steps = list(install.steps(dev=True))
    for what, attempts in steps:
        assert "PyTorch" in what or all("--no-deps" in attempt for attempt in attempts)
    assert [what for what, _ in steps][-1] == "Togi itself"


@pytest.mark.parametrize("name", ["base", "trainer", "dev", "smollm2", "torch"])
def test_every_version_is_locked(name: str) -> None:
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    requirements = [line for line in lines if line and line[0].isalnum()]
    assert requirements
    assert all(PINNED.match(line) for line in requirements)


def test_what_the_bot_needs_leaves_pytorch_out() -> None:
    names = re.findall(
        r"^([a-z0-9-]+)==", (ROOT / "requirements" / "base.txt").read_text(), re.MULTILINE
    )
    assert not {"torch", "transformers", "peft"} & set(names)
    assert not [name for name in names if name.startswith("nvidia-")]


class _Watched(Mapping[str, str]):
    """Remembers which variables are asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_the_example_names_every_setting_and_no_other() -> None:
    watched = _Watched()
    read(watched, needs=())
    text = (ROOT / ".env.example").read_text()
    names = re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)
    assert len(names) == len(set(names))
    refused = set(OAUTH)  # looked for only to say that they must not be there
    assert set(names) == (watched.asked - refused) | {TRAINER_KEY}


def test_the_example_explains_each_setting_on_the_line_before() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    for before, line in itertools.pairwise(lines):
        if re.match(r"[A-Z_]+=", line):
            assert before.startswith("# "), line


def test_the_example_as_it_is_changes_nothing() -> None:
    from dotenv import dotenv_values

    values = {name: value or "" for name, value in dotenv_values(ROOT / ".env.example").items()}
    assert read(values, needs=()) == read({}, needs=())


def test_the_procfile_names_the_three_processes() -> None:
    lines = [
        line for line in (ROOT / "Procfile").read_text().splitlines() if not line.startswith("#")
    ]
    assert yaml.safe_load("\n".join(lines)) == {
        "release": "togi migrate",
        "worker": "togi bot",
        "web": "togi web",
    }


def test_the_image_copies_what_exists() -> None:
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY"):
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source
