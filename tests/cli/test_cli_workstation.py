"""Opening the workstation from the command line."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from typing import Any

import pytest

from callstation.cli.main import main


def test_an_hour_of_work_does_not_run_without_garbage_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The start is quicker with it off; a session that lasts an hour would only grow."""
    from callstation.screens import app, first_time

    collecting: list[bool] = []

    def run(*_: Any, **__: Any) -> int:
        collecting.append(gc.isenabled())
        return 0

    monkeypatch.setattr(app, "run_workstation", run)
    monkeypatch.setattr(first_time, "ask_first", lambda around: replace(around, first_time=False))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main([]) == 0
    assert collecting == [True]
