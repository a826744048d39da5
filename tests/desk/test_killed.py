"""Killed with -9 at random moments: nothing that was acknowledged is missing, and nothing is half there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_no_acknowledged_outcome_is_lost_and_none_is_half_there(tmp_path: Path) -> None:
    """Entry, promise, step, reason, tally, counters, queue place, undo: all of a call or nothing of it."""
    program = Path(__file__).with_name("killed_session.py")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path), "200", "20260312"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["problems"] == []
    assert found["kills"] == 200
    assert found["recorded"] > 100
    assert found["typed"] > 100  # what was being typed is there, too
    assert found["undone"] > 3
