"""The one table of ``scripts/bench``: figures, goals and reasons as a reader finds them."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "scripts" / "benchmarks"


@pytest.fixture(scope="module")
def rows() -> Iterator[ModuleType]:
    """The rows of the table, which are no part of the package."""
    sys.path.insert(0, str(FOLDER))
    try:
        yield importlib.import_module("rows")
    finally:
        sys.path.remove(str(FOLDER))
        for name in ("rows", "parts", "asked", "books"):
            sys.modules.pop(name, None)


def test_the_ratio_is_the_median_of_pairs_not_the_ratio_of_medians(rows: ModuleType) -> None:
    row = rows.paired("a key", [(0.001, 0.002), (0.010, 0.021), (0.100, 0.150)], 2.0, "1 is a card")
    assert (row.floor, row.ours, row.unit) == (10, 21, "ms")
    assert row.ratio == 2.0
    assert row.met is True


def test_a_goal_is_met_from_the_side_it_is_meant_from(rows: ModuleType) -> None:
    at_most = rows.Row("a", 1.0, 1.2, "ms", 1.2, 1.2, "")
    assert at_most.met is True
    assert rows.Row("a", 1.0, 1.21, "ms", 1.21, 1.2, "").met is False
    assert rows.Row("a", 1.0, 0.5, "/s", 0.5, 0.6, "", at_least=True).met is False
    assert rows.Row("a", 1.0, 0.7, "/s", 0.7, 0.6, "", at_least=True).met is True
    assert rows.Row("a", 1.0, 0.7, "/s", 0.7, None, "").met is None
    assert rows.missing("a", 0.7, "pip install it").met is None


def test_the_table_says_what_is_not_met_and_why_and_what_could_not_be_measured(rows: ModuleType) -> None:
    lines = rows.table(
        [
            rows.paired("find", [(0.002, 0.004)], 3, "an echo is 1"),
            rows.paired("memory", [(33.0, 50.0)], 1.3, "a bare program is 1", "there is more in it", unit="MiB"),
            rows.missing("store", 0.7, "pip install anki"),
        ],
        {"find": 1.9},
    )
    text = "\n".join(lines)
    assert lines[0].split() == ["what", "floor", "ours", "ratio", "wanted", "met", "last", "how", "to", "read", "it"]
    find, memory, store = lines[2:5]
    assert find.split()[:9] == ["find", "2.00", "ms", "4.00", "ms", "2.00", "≤", "3", "yes"]
    assert find.endswith("1.90  an echo is 1")
    assert " NO " in memory
    assert "pip install anki" in store
    assert "Not met, and why:\nmemory: there is more in it" in text
    assert text.endswith("1 of 2 goals met")


def test_rows_pass_from_program_to_program(rows: ModuleType) -> None:
    row = rows.Row("a", 1.0, 0.5, "/s", 0.5, 0.6, "how", "why", at_least=True)
    assert rows.Row(**rows.as_json(row)) == row


def test_every_part_can_be_named_and_every_module_of_one_is_there(rows: ModuleType) -> None:
    parts = importlib.import_module("parts").PARTS
    assert {"key", "store", "next", "start", "shell", "find", "import", "history", "memory", "stats", "team"} == {
        *parts
    }
    for part in parts.values():
        assert f"def {part.function}(" in (FOLDER / f"{part.module}.py").read_text(encoding="utf-8")
        assert set(part.books) <= {"small", "middle", "large"}


def test_a_part_that_there_is_not_is_refused_in_one_sentence() -> None:
    words = [sys.executable, str(FOLDER / "main.py"), "nonsense"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "there is no part 'nonsense'" in done.stderr
