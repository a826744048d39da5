"""callstation scripts: what came of every text (H7)."""

from __future__ import annotations

import pytest


@pytest.mark.usefixtures("people")
def test_what_came_of_scripts(run) -> None:
    assert "No script was used in a call yet" in run("scripts").out
    assert run("scripts", "--json").json == []
    run("log", 1, "talked", "--when", "in 2 weeks")
    run("log", 2, "no-answer")
    run("log", 3, "said-no")
    told = run("scripts", "--json").json
    assert sum(s["used"] for s in told) == 3
    one = next(s for s in told if s["step_agreed"]["hits"])
    assert one["current"] is one["shipped"] is True
    assert one["talked"]["tries"] == one["used"]
    assert 0 < one["step_agreed"]["low"] < one["step_agreed"]["rate"] <= one["step_agreed"]["high"] <= 1
    assert one["since"] == one["last_used_at"] == "2026-11-20T15:42:00+00:00"
    assert sum(s["noes"] for s in told) == 1
    plain = run("scripts")
    assert plain.code == 0
    assert one["revision"] in plain.out
    assert len(run("scripts", "--all", "--json").json) > 10
