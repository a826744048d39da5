"""queue, card, history and log: the shapes and exit codes that scripts lean on."""

from __future__ import annotations

from datetime import datetime

import pytest

pytestmark = pytest.mark.usefixtures("people")

QUEUE_FIELDS = {
    "id",
    "name",
    "company",
    "kind",
    "standing",
    "phone",
    "zone",
    "local_time",
    "why_now",
    "reason",
    "due",
}
CARD_FIELDS = {"prospect", "why_now", "reason", "script", "opener", "voicemail", "email", "gaps", "findings"}


def test_queue_json_has_the_promised_fields(run):
    ran = run("queue", "--json")
    assert ran.code == 0
    rows = ran.json
    # 8:42 in Phoenix is before Maria's calling hours.
    assert [r["name"] for r in rows] == ["Tom Reyes", "Ann Wu"]
    for row in rows:
        assert row.keys() >= QUEUE_FIELDS
        assert row["why_now"] == {"kind": "first call", "text": "first call"}
        assert row["reason"] is None
        assert datetime.fromisoformat(row["local_time"]).utcoffset() is not None
        assert datetime.fromisoformat(row["due"]).utcoffset() is not None
    assert rows[0]["phone"] == "+12125550131"
    assert rows[1]["zone"] == "America/New_York"  # nothing tells Ann's: the caller's


def test_queue_limit_and_all(run):
    assert len(run("queue", "--json", "--limit", 1).json) == 1
    assert len(run("queue", "--json", "--all").json) == 3
    assert run("queue", "--limit", 0).code == 2
    assert run("queue", "--limit", "many").code == 2


def test_queue_text_lines_up_and_says_how_many_more(run):
    out = run("queue", "--limit", 1).out.splitlines()
    assert "why now" in out[0]
    assert "Tom Reyes" in out[1]
    assert "+1 212 555 0131" in out[1]
    assert out[2] == "and 1 behind them: --limit shows more"


def test_empty_queue_says_why_and_when(run, monkeypatch):
    monkeypatch.setenv("CALLSTATION_NOW", "2026-11-22T12:00:00-05:00")  # a Sunday
    ran = run("queue")
    assert ran.code == 0
    assert ran.out.strip() == (
        "Nobody can be called right now. 3 people due, but outside their calling hours (--all shows them). "
        "Next: tomorrow at 9:00 your time."
    )
    assert run("queue", "--json").json == []


def test_card_json_has_the_promised_fields(run):
    card = run("card", "Maria Okafor", "--json").json
    assert card.keys() >= CARD_FIELDS
    assert card["prospect"]["emails"] == ["maria@example.com"]
    assert card["prospect"]["phones"][0]["number"] == "+16025550134"
    assert card["script"].keys() == {"name", "revision"}
    assert card["email"].keys() == {"subject", "body"}
    assert card["reason"] is None
    assert "Maria" in card["opener"]
    assert card["gaps"] == [] or all(isinstance(g, str) for g in card["gaps"])
    assert card["window"]["open"] is False


def test_card_text_is_for_reading(run):
    out = run("card", "maria@example.com").out
    assert "Maria Okafor, Operations Director, Bluebird Logistics" in out
    assert "Why now: first call" in out
    assert "closed until Fri 20 Nov 9:00" in out


@pytest.mark.parametrize(
    "who",
    ["1", "+16025550134", "(602) 555-0134", "602.555.0134", "MARIA@example.com", "maria okafor", "maria", "Ok"],
)
def test_who_is_found_by(run, who):
    assert run("card", who, "--json").json["prospect"]["id"] == 1


@pytest.mark.parametrize("who", ["Nobody Known", "99", "+14155550199", "acme", "x@example.com", "", "*", "' OR 1=1 --"])
def test_nobody_is_an_error_of_one_line(run, who):
    ran = run("card", who)
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.startswith("callstation: nobody in the book answers to")
    assert ran.err.count("\n") == 1


def test_several_are_listed(run, home):
    run("log", "Tom Reyes", "no-answer")
    ran = run("card", "o")  # Okafor and tOm do not begin alike; Okafor does
    assert ran.code == 0
    import os

    from callstation.desk.opening import look_around, open_desk
    from callstation.model.people import NewPerson, Phone
    from callstation.store import people

    desk = open_desk(look_around(os.environ))
    people.add(desk.tools.book, desk.tools.frame, NewPerson("Tom Reyes", "Tom", "Reyes", company="Other",
               phones=(Phone("+12125550139"),)), desk.now)  # fmt: skip
    desk.tools.book.close()
    ran = run("log", "tom reyes", "no-answer")
    assert ran.code == 1
    assert "2 Tom Reyes, Acme; 4 Tom Reyes, Other" in ran.err


def test_log_no_answer_names_the_next_try(run):
    done = run("log", "2", "no-answer", "--json").json
    assert done["call"]["kind"] == "call"
    assert done["call"]["outcome"] == "no-answer"
    assert done["next"]["kind"] == "retry"
    assert done["next"]["on"] == "2026-11-23"
    assert datetime.fromisoformat(done["next"]["at"]).utcoffset() is not None
    assert done["next"]["text"]
    assert [r["id"] for r in run("queue", "--json").json] == [3]


def test_log_voicemail_makes_a_promise(run):
    done = run("log", "Tom Reyes", "voicemail", "--note", "left it\nslowly", "--json").json
    assert done["call"]["note"] == "left it\nslowly"
    assert done["next"]["kind"] == "promise"
    assert done["next"]["on"] > "2026-11-20"
    assert done["next"]["at"] is None
    kinds = [e["kind"] for e in run("history", 2, "--json").json]
    assert kinds == ["import", "call", "promise"]


def test_log_talked_keeps_what_was_agreed_in_their_zone(run):
    done = run("log", 1, "talked", "--when", "thu 7:30am", "--step", "send the prices", "--json").json
    assert done["next"] == {
        "kind": "step",
        "on": "2026-11-26",
        "at": "2026-11-26T07:30:00-07:00",
        "text": "Thu 26 Nov 7:30 for them in Phoenix, 9:30 here: send the prices",
    }


def test_log_talked_in_one_line_and_none(run):
    one = run("log", 2, "talked", "--step", "in 2 weeks, look at the draft", "--json").json
    assert one["next"]["on"] == "2026-12-04"
    assert one["next"]["text"].endswith(": look at the draft")
    none = run("log", 3, "talked", "--step", "none", "--json").json
    assert none["next"]["kind"] == "silence"


def test_log_not_now_and_the_clean_ends(run):
    assert run("log", 1, "not-now", "--json").json["next"]["kind"] == "drip"
    assert run("log", 1, "not-now", "--when", "in 2 months", "--json").json["next"]["on"] == "2027-01-20"
    assert run("log", 2, "said-no", "--json").json["next"] == {
        "kind": "none",
        "on": None,
        "at": None,
        "text": "not to be called again",
    }
    assert run("log", 3, "do-not-call", "--json").json["next"]["kind"] == "none"
    assert run("queue", "--all", "--json").json == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("1", "talked"), 2),
        (("1", "won"), 2),
        (("1", "call-back"), 2),
        (("1", "talked", "--when", "tomorrow", "--step", "none"), 2),
        (("1", "no-answer", "--when", "tomorrow"), 2),
        (("1", "voicemail", "--step", "x"), 2),
        (("1", "not-now", "--step", "none"), 2),
        (("1", "talked", "--when", "soonish"), 1),
        (("1", "talked", "--step", "send the prices"), 1),
        (("1", "hung-up"), 2),
        (("1",), 2),
        (("77", "no-answer"), 1),
    ],
)
def test_log_refuses_what_makes_no_sense_and_stores_nothing(run, arguments, code):
    ran = run("log", *arguments)
    assert ran.code == code
    assert ran.out == ""
    assert ran.err
    assert [e["kind"] for e in run("history", 1, "--json").json] == ["import"]


def test_history_is_oldest_first_and_readable(run):
    run("log", 1, "no-answer", "--note", "rang out")
    run("log", 1, "call-back", "--when", "mon 10:00")
    entries = run("history", "Maria", "--json").json
    assert [e["id"] for e in entries] == sorted(e["id"] for e in entries)
    for entry in entries:
        assert entry.keys() >= {"id", "at", "kind", "outcome", "note", "words"}
        assert datetime.fromisoformat(entry["at"]).utcoffset() is not None
    assert entries[-1]["kind"] == "step"
    text = run("history", "Maria").out
    assert "call: no answer" in text
    assert "    rang out" in text
    assert "agreed on 2026-11-23: call back (open)" in text


def test_text_of_others_is_harmless_on_the_terminal(run, home):
    run("log", 1, "no-answer", "--note", "a\x1b]52;c;eA==\x07b\u202ec")
    out = run("history", 1).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "abc" in out
