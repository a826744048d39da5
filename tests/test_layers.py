"""The layers of ARCHITECTURE hold: as they are written down, and as they are when the program runs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "callstation"

HEAVY = (
    "textual",
    "rich",
    "peewee",
    "psycopg",
    "jinja2",
    "phonenumbers",
    "holidays",
    "python_calamine",
    "urllib.request",
)
"""What costs a start dear; each is imported where it is used."""


def modules_after(code: str, *environ: tuple[str, str]) -> set[str]:
    """The modules that a fresh Python knows after running ``code``."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(done.stdout.split())


def test_the_contracts_in_pyproject_are_kept() -> None:
    """A rule that imports Textual, or a screen that imports a table, fails here."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("package", ["rules", "dates", "model", "language"])
def test_the_rules_run_without_screen_database_or_web(package: str) -> None:
    """Proved by running: whatever a rule drags in by a detour shows here."""
    names = [
        ".".join(p.relative_to(ROOT).with_suffix("").parts)
        for p in sorted((PACKAGE / package).rglob("*.py"))
        if p.name != "__init__.py"
    ]
    known = modules_after("\n".join(f"import {name}" for name in names))
    assert not known & {"textual", "rich", "peewee", "playhouse", "sqlite3", "jinja2", "socket"}


@pytest.mark.parametrize(
    "module", ["callstation.cli.main", "callstation.desk.opening", "callstation.store.opening", "callstation.settings"]
)
def test_nothing_heavy_is_imported_before_it_is_needed(module: str) -> None:
    """A command that lists people must not wait for a screen, nor SQLite for PostgreSQL's driver."""
    assert not modules_after(f"import {module}") & set(HEAVY)


def test_only_the_store_writes_sql() -> None:
    """Queries are named functions of one package."""
    words = ("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "PRAGMA ")
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        if "store" in file.relative_to(PACKAGE).parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(words):
                found.append(f"{file.relative_to(ROOT)}:{node.lineno}: {node.value[:40]}")
    assert found == []
