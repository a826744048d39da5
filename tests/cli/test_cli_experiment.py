"""``experiment`` begins, shows, reports and ends (T4); its report adds up to the calls."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def under_way(run, monkeypatch):
    """Four calls in two days, one with a promise that is kept."""
    run("reasons", "add", "that the depot | opens in *May*", "--kind", "news")
    assert run("experiment", "start").code == 0
    run("log", "Maria Okafor", "talked", "--when", "mon 10am", "--step", "a drawing", "--note", "has two docks")
    run("log", "Tom Reyes", "voicemail")
    monkeypatch.setenv("CALLSTATION_NOW", "2026-11-24T10:42:00-05:00")
    run("log", "Tom Reyes", "no-answer")
    run("log", "Ann Wu", "said-no")
    return run


def test_t4_started_with_the_numbers_that_were_named(run):
    assert "begins two weeks" in run("experiment", "show").out
    assert run("experiment", "show", "--json").json == {"experiment": None}
    started = run("experiment", "start", "--days", "10", "--per-day", "3", "--all-days", "--json").json
    assert started["experiment"] == {
        "started_on": "2026-11-20",
        "last_day": "2026-11-29",
        "days": 10,
        "per_day": 3,
        "all_days": True,
        "ended_on": None,
    }
    assert started["today"] == {"calls": 0, "left": 3, "day_off": False}
    again = run("experiment", "start")
    assert (again.code, "under way since 20 Nov" in again.err) == (1, True)
    assert run("experiment", "end").code == 0
    assert run("experiment", "end").code == 1
    assert run("experiment", "start").code == 0


@pytest.mark.parametrize("wrong", [("--days", "0"), ("--days", "999"), ("--per-day", "0"), ("--per-day", "x")])
def test_numbers_that_make_none_are_refused(run, wrong):
    assert run("experiment", "start", *wrong).code == 2
    assert run("experiment", "show", "--json").json == {"experiment": None}


def test_t4_the_calendar_is_kind(under_way):
    shown = under_way("experiment", "show", "--json").json
    assert [d["state"] for d in shown["days"][:6]] == ["done", "free", "free", "missed", "done", "ahead"]
    told = under_way("experiment", "show").out
    assert "day 5 of 14, done for today" in told
    assert "One day went by without a call, and 2 days are done. Nothing is lost by it" in told


def test_t4_the_report_adds_up_to_the_calls(under_way):
    report = under_way("experiment", "report", "--json").json
    assert (report["calls"], report["talked"], report["people"], report["notes"]) == (4, 2, 3, 1)
    for what in ("by_reason", "by_hour", "by_script"):
        assert sum(row["calls"] for row in report[what]) == 4, what
        assert sum(row["talked"] for row in report[what]) == 2, what
        assert sum(row["steps_agreed"] for row in report[what]) == report["steps_agreed"] == 1, what
    assert sum(d["calls"] for d in report["days"]) == sum(report["outcomes"].values()) == 4
    assert {row["hour"] for row in report["by_hour"]} == {"8:00-9:00", "10:00-11:00"}


def test_t4_the_report_goes_out_as_markdown(under_way, tmp_path):
    file = tmp_path / "two weeks.md"
    assert under_way("experiment", "report", "--markdown", file).code == 0
    text = file.read_text(encoding="utf-8")
    assert "| that the depot \\| opens in \\*May\\* |" in text
    assert "| together | 4 | 2 | 1 |" in text
    assert "Under way" in text
    assert file.stat().st_mode & 0o077 == 0
    refused = under_way("experiment", "report", "--markdown", file)
    assert (refused.code, "nothing is overwritten" in refused.err) == (1, True)
    assert under_way("experiment", "report", "--markdown", "-").out.startswith("# 2 calls a day")
    assert under_way("experiment", "report", "--markdown", file, "--json").code == 2
    assert "that the depot" in under_way("experiment", "report").out


def test_there_is_no_report_without_an_experiment(run):
    assert run("experiment", "report").code == 1
