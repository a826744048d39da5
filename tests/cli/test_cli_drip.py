"""``drip run`` for cron and ``drip list`` (F4); ``log --they-called`` (F1, H6)."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("people")


def test_drip_run_drafts_once_and_sends_nothing(run, monkeypatch):
    assert run("drip", "run").out == "Nobody is due.\n"
    assert "Nobody is at rest" in run("drip", "list").out
    run("reasons", "add", "that the depot opens in May", "--kind", "news")
    assert run("log", "Maria Okafor", "not-now", "--when", "in 6 months").code == 0
    [waiting] = run("drip", "list", "--json").json
    assert (waiting["name"], waiting["status"], waiting["is_due"]) == ("Maria Okafor", "waiting", False)
    assert waiting["due"] == "2026-12-20T16:00:00+00:00"
    monkeypatch.setenv("CALLSTATION_NOW", "2026-12-21T10:00:00-05:00")
    left = run("drip", "run", "--json").json
    assert left["left_out"] == [{"id": 1, "name": "Maria Okafor", "why": "no reason that gives is left for them"}]
    assert "callstation reasons add" in run("drip", "run").out
    run("reasons", "add", "that freight is free in January", "--kind", "offer")
    done = run("drip", "run", "--json").json
    assert [d["subject"] for d in done["drafted"]] == ["Maria, something for you"]
    assert done["drafted"][0]["next"].startswith("2027-01-21")
    assert run("drip", "run", "--json").json == {"drafted": [], "left_out": [], "to_look_at": 1}
    assert "1 draft in the outbox to look at. Nothing was sent." in run("drip", "run").out
    shown = run("drip", "list").out
    assert "drafted: waits for a look" in shown
    assert "waiting" in shown


def test_h6_their_own_call_brings_back_who_said_no(run):
    run("log", "Tom Reyes", "said-no")
    assert run("log", "Tom Reyes", "talked", "--when", "mon 10am", "--step", "a drawing").code == 0
    assert run("card", "Tom Reyes", "--json").json["prospect"]["standing"] == "said no"
    back = run(
        "log", "Tom Reyes", "talked", "--they-called", "--when", "mon 10am", "--step", "a drawing", "--json"
    ).json
    assert back["call"]["data"] == {"inbound": True}
    assert (back["call"]["words"], back["next"]["kind"]) == ("", "step")
    assert run("card", "Tom Reyes", "--json").json["prospect"]["standing"] == "active"
    refused = run("log", "Tom Reyes", "no-answer", "--they-called")
    assert (refused.code, "is for a conversation" in refused.err) == (2, True)
