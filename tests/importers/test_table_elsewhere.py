"""A long list is read in another process: the same people, the same refusals, and no process left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from import_helpers import EXPORTS

from callstation.errors import ImportRefusedError
from callstation.importers import child, table_elsewhere
from callstation.importers.files import Refusal, Source, open_source
from callstation.rules.arriving import arriving

HEADER = "First Name,Last Name,Phone,Email\n"
DELIMITED = sorted(p.name for p in EXPORTS.iterdir() if p.suffix in (".csv", ".txt", ".tsv"))


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """However short a file is, it is read elsewhere; the processes that were started."""
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            started.append(self)

    monkeypatch.setattr(table_elsewhere, "worth_it", lambda _: True)
    monkeypatch.setattr(child.subprocess, "Popen", Noted)
    return started


def written(folder: Path, rows: str) -> Source:
    file = folder / "list.csv"
    file.write_text(HEADER + rows, encoding="utf-8")
    return open_source(file, default_country="US")


def test_it_reads_what_is_read_here(elsewhere: list[subprocess.Popen[bytes]]) -> None:
    for sample in DELIMITED:
        source = open_source(EXPORTS / sample, default_country="US", kind="customer", tags=("autumn",))
        here = [p if isinstance(p, Refusal) else arriving(p, "shape") for p in source.people()]
        assert list(source.arriving("shape")) == here
    assert len(elsewhere) == len(DELIMITED)
    assert all(process.poll() is not None for process in elsewhere)


def test_refused_rows_come_in_their_places_and_progress_reaches_the_end(
    elsewhere: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    source = written(tmp_path, "Maria,Okafor,602-555-0101,\n,,,\n,,-,\nJan,Novak,602-555-0102,\n")
    told: list[tuple[int, int]] = []
    found = list(source.arriving("shape", lambda done, total: told.append((done, total))))
    assert [isinstance(row, Refusal) for row in found] == [False, True, False]
    assert told[-1][0] == told[-1][1] > 0


def test_what_cannot_be_read_on_is_refused_in_the_same_words(
    elsewhere: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    rows = "".join(f"Ann{n},Wu,602-555-0103,\n" for n in range(300)) + '"Jan,Novak,602-555-0102,\n'
    source = written(tmp_path, rows)
    with pytest.raises(ImportRefusedError) as here:
        list(source.people())
    with pytest.raises(ImportRefusedError) as there:
        list(source.arriving("shape"))
    assert str(there.value) == str(here.value)
    assert "line 302" in str(here.value)


def test_whoever_stops_early_leaves_no_process(elsewhere: list[subprocess.Popen[bytes]], tmp_path: Path) -> None:
    rows = written(tmp_path, "".join(f"Ann,Wu{n},602-555-0103,\n" for n in range(30_000))).arriving("shape")
    next(rows)
    assert elsewhere[0].poll() is None
    rows.close()  # type: ignore[attr-defined]
    assert elsewhere[0].poll() is not None


def test_a_process_that_ends_in_the_middle_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = subprocess.Popen
    half = "import sys; sys.stdin.read(); sys.stdout.write('\\0\\0\\1\\0half')"
    monkeypatch.setattr(table_elsewhere, "worth_it", lambda _: True)
    monkeypatch.setattr(child.subprocess, "Popen", lambda _, **more: real([sys.executable, "-c", half], **more))
    with pytest.raises(ImportRefusedError, match="cut short from outside"):
        list(written(tmp_path, "Maria,Okafor,602-555-0101,\n").arriving("shape"))


def test_where_no_process_can_be_started_the_file_is_read_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr(table_elsewhere, "worth_it", lambda _: True)
    monkeypatch.setattr(child.subprocess, "Popen", refused)
    [maria] = written(tmp_path, "Maria,Okafor,602-555-0101,\n").arriving("shape")
    assert not isinstance(maria, Refusal)
    assert maria.row == 1


def test_short_lists_are_read_here() -> None:
    assert not table_elsewhere.worth_it(100_000)
