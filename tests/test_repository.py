"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "core", "sandbox", "trainer")
BESIDES = {"benchmarks", "examples", "requirements", "tests", "docs"}
ROLES = {"utils", "util", "helpers", "helper", "common", "manager", "service", "misc", "base"}
LONGEST = 250
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
WRITTEN_BY_ALEMBIC = ROOT / "core" / "storage" / "migrations" / "versions"
MODULES = [path for path in SOURCES if WRITTEN_BY_ALEMBIC not in path.parents]
IDS = [str(path.relative_to(ROOT)) for path in MODULES]

every_module = pytest.mark.parametrize("path", MODULES, ids=IDS)


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@every_module
def test_a_file_is_one_noun_long(path: Path) -> None:
    assert len(_source(path).splitlines()) <= LONGEST


@every_module
def test_a_file_says_first_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(_source(path)))

    assert docstring
    assert _source(path).startswith(('"""', "#!"))


@every_module
def test_a_module_is_named_after_a_thing_not_a_role(path: Path) -> None:
    assert not set(path.relative_to(ROOT).with_suffix("").parts) & ROLES


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_of_modules_is_a_package_with_a_sentence(package: str) -> None:
    folders = {path.parent for path in MODULES if path.is_relative_to(ROOT / package)}
    run_by_alembic = {ROOT / "core" / "storage" / "migrations"}

    assert not [one for one in folders - run_by_alembic if not (one / "__init__.py").exists()]


def test_a_new_folder_of_code_must_be_given_its_place() -> None:
    found = {path.parent.name for path in ROOT.glob("*/*.py")}

    assert found <= {*PACKAGES, *BESIDES}


def test_the_page_keeps_to_the_length_too() -> None:
    pages = (ROOT / "sandbox" / "page").rglob("*.js")
    too_long = [path.name for path in pages if len(_source(path).splitlines()) > LONGEST]

    assert too_long == []


def test_the_licence_is_there_and_is_the_one_that_is_promised() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text()
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text()
