"""when, stats, reasons, lint, find; and how wrong use, faults of the program and a missing terminal end."""

from __future__ import annotations

import io
import json
import stat
import sys

import pytest

from callstation.cli import main as cli_main
from callstation.cli.main import COMMANDS, main


# when -----------------------------------------------------------------------------------------------------
def test_when_in_the_callers_zone(run):
    assert run("when", "thu 7:30am", "--json").json == {
        "understood": True,
        "on": "2026-11-26",
        "at": "2026-11-26T07:30:00-05:00",
        "zone": "America/New_York",
        "text": "Thu 26 Nov 7:30",
    }
    day = run("when", "in", "2", "weeks", "--json").json
    assert (day["on"], day["at"]) == ("2026-12-04", None)


@pytest.mark.usefixtures("people")
def test_when_for_somebody_is_read_in_both_zones(run):
    told = run("when", "thu 7:30am", "--for", "Maria Okafor", "--json").json
    assert told["at"] == "2026-11-26T07:30:00-07:00"
    assert told["text"] == "Thu 26 Nov 7:30 for them in Phoenix, 9:30 here"
    mine = run("when", "thu 9:30am my time", "--for", "1", "--json").json
    assert mine["at"] == told["at"]
    assert "their zone is not known" in run("when", "tomorrow", "--for", "Ann Wu").out
    assert run("when", "tomorrow", "--for", "Nobody").code == 1


@pytest.mark.parametrize("text", ["soonish", "31 november", "yesterday", "", "monday 17 december 1999"])
def test_what_is_not_understood_is_said_so(run, text):
    told = run("when", text, "--json")
    assert told.code == 1
    assert told.json["understood"] is False
    assert told.json["on"] is None
    assert told.json["at"] is None
    assert told.json["text"]
    plain = run("when", text)
    assert plain.code == 1
    assert plain.out == ""
    assert plain.err.startswith("callstation: ")


# stats ----------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("people")
def test_stats_count_by_day_and_together(run, monkeypatch):
    run("log", 1, "voicemail")
    run("log", 2, "talked", "--when", "in 2 weeks")
    monkeypatch.setenv("CALLSTATION_NOW", "2026-12-20T12:00:00-05:00")
    told = run("stats", "--days", 60, "--json").json
    assert told["total"]["calls"] == 2
    assert told["total"]["talked"] == 1
    assert told["total"]["outcomes"]["voicemail"] == 1
    assert told["total"]["outcomes"]["won"] == 0
    assert told["total"]["steps_agreed"] == 1
    # Nobody rang on the promised day.
    assert told["total"]["promises"] == {"made": 1, "kept": 0, "broken": 1, "kept_percent": 0}
    assert told["days"][0]["date"] == "2026-11-20"
    text = run("stats", "--days", 60).out
    assert "together" in text
    assert "0% of the promises" in text
    assert "No calls in the last 3 days" in run("stats", "--days", 3).out
    assert run("stats", "--days", 0).code == 2


# reasons --------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("people")
def test_reasons_are_added_and_listed(run):
    made = run(
        "reasons", "add", "that you can start with one pallet", "--kind", "policy", "--lifts", "Minimum order",
        "--tag", "freight", "--until", "12 december", "--strength", 8, "--json",
    ).json  # fmt: skip
    assert made["id"] == 1
    assert made["kind"] == "policy"
    assert made["valid_until"] == "2026-12-12"
    assert made["audience"]["lifts"] == ["minimum-order"]
    assert made["findings"] == []
    [listed] = run("reasons", "list", "--json").json
    assert listed["text"] == "that you can start with one pallet"
    assert "lifts minimum-order" in run("reasons", "list").out


@pytest.mark.usefixtures("people")
def test_a_reason_reaches_card_and_queue(run):
    run("reasons", "add", "that freight rates in your area fell by a tenth", "--tag", "freight")
    card = run("card", 1, "--json").json
    assert card["reason"] == {"id": 1, "kind": "news", "text": "that freight rates in your area fell by a tenth"}
    assert "freight rates" in card["opener"]
    assert run("card", 2, "--json").json["reason"] is None


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", " "), 2),
        (("add", "x", "--kind", "promise"), 2),
        (("add", "x", "--strength", "11"), 2),
        (("add", "x", "--until", "soonish"), 1),
        (("add", "x", "--client", "Nobody"), 1),
        (("add",), 2),
        ((), 2),
    ],
)
def test_reasons_that_cannot_be(run, arguments, code):
    ran = run("reasons", *arguments)
    assert ran.code == code
    assert run("reasons", "list", "--json").json == []


def test_an_empty_library_says_how_to_begin(run):
    assert "reasons add" in run("reasons", "list").out


# find -----------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("people")
def test_find(run):
    run("log", 2, "no-answer", "--note", "the dog barked")
    assert [f["id"] for f in run("find", "blueb", "--json").json] == [1]
    assert [f["by"] for f in run("find", "0134", "--json").json] == ["number"]
    assert "note: " in run("find", "dog", "barked").out
    assert run("find", "O'Hara \"--").code == 0
    assert "Nobody answers to that." in run("find", "zebra").out


# lint -----------------------------------------------------------------------------------------------------
def stdin(monkeypatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def test_lint_of_standard_input_line_by_line(run, monkeypatch):
    text = "You asked for the figures; they are here.\n\nI was just checking in to see how you are.\n"
    stdin(monkeypatch, text)
    ran = run("lint", "-", "--lines", "--json")
    assert ran.code == 1
    for found in ran.json:
        assert found.keys() >= {"file", "line", "column", "rule", "severity", "text", "instead"}
        assert found["file"] == "-"
        assert found["line"] == 3
    assert ran.json[0]["column"] >= 1
    stdin(monkeypatch, text.splitlines()[0])
    good = run("lint", "-")
    assert good.code == 0
    assert good.out == ""
    assert good.err == "nothing to mend in 1 text\n"


def test_lint_of_files_and_of_a_script(run, tmp_path):
    plain = tmp_path / "opener.txt"
    plain.write_text("Hello.\nThis is just a courtesy call.\n", encoding="utf-8")
    script = tmp_path / "mine.j2"
    script.write_text("== opener ==\nI'm just touching base, {{ their.first_name }}.\n{{ 9**9 }}\n", encoding="utf-8")
    ran = run("lint", plain, script)
    assert ran.code == 1
    assert f"{plain}:2:" in ran.out
    assert f"{script}:2:" in ran.out
    assert f"{script}:3:" in ran.out  # the script's own fault


def test_lint_without_a_file_goes_through_the_shelf(run, home):
    scripts = home / "scripts"
    scripts.mkdir()
    (scripts / "first-call.j2").write_text("== opener ==\nI'm just checking in.\n", encoding="utf-8")
    (scripts / "mine.j2").write_text("== opener ==\nHello.\n", encoding="utf-8")  # no voicemail, no email
    ran = run("lint", "--json")
    assert ran.code == 1
    by_file = {f["file"]: f for f in ran.json}
    assert by_file["first-call.j2"]["line"] == 2
    assert by_file["mine.j2"]["rule"] == "script"


def test_lint_of_what_cannot_be_read(run, tmp_path):
    assert run("lint", tmp_path / "nowhere.txt").code == 1
    latin = tmp_path / "latin.txt"
    latin.write_bytes("gr\xfc\xdfe".encode("latin-1"))
    ran = run("lint", latin)
    assert ran.code == 1
    assert "UTF-8" in ran.err
    assert run("lint", "--lines").code == 2


# how it ends ----------------------------------------------------------------------------------------------
def test_help_and_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "callstation 0.1.0\n"
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert {line.split()[0] for line in text.splitlines() if line.startswith("    ")} >= set(COMMANDS)
    for name in COMMANDS:
        assert main([name, "--help"]) == 0
        assert "examples:" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["answer"], ["queue", "--colour"], ["card"], ["log", "1"], ["--limit"], ["outbox", "lost"]]
)
def test_wrong_use_ends_with_2(run, arguments):
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err


def test_without_a_terminal_the_workstation_says_so(run, home):
    ran = run()
    assert ran.code == 1
    assert ran.err.startswith("callstation: the workstation needs a terminal")
    assert not (home / "callstation.db").exists()


def test_a_clock_that_cannot_be_read_is_wrong_use(run, monkeypatch):
    monkeypatch.setenv("CALLSTATION_NOW", "tomorrow")
    assert run("queue").code == 2


def test_a_fault_of_the_program_tells_nobodys_secrets(home, capsys, monkeypatch):
    def fall_over(*_: object) -> int:
        private = "Maria Okafor said her daughter is ill"
        raise KeyError(private)

    monkeypatch.setattr(cli_main, "_run", fall_over)
    assert main(["queue"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "KeyError" in told.err
    log = home / "crash.log"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    text = log.read_text(encoding="utf-8")
    assert "builtins.KeyError" in text
    assert "fall_over" in text
    assert "Okafor" not in told.err + text
    assert "daughter" not in told.err + text


def test_a_fault_where_no_log_can_be_written_is_one_sentence_too(home, capsys, monkeypatch):
    monkeypatch.setenv("CALLSTATION_HOME", str(home / "settings.toml"))
    monkeypatch.setattr(cli_main, "_run", lambda _: 1 // 0)
    assert main(["queue"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_ctrl_c_ends_with_130(monkeypatch):
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli_main, "_run", interrupted)
    assert main(["queue"]) == 130


def test_names_do_not_act_on_a_terminal_in_json_either(run, home, tmp_path):
    file = tmp_path / "p.jsonl"
    file.write_text(json.dumps({"name": "Eve \u202e\x9b31mil", "phones": ["+12125550131"]}) + "\n", encoding="utf-8")
    run("import", file)
    out = run("queue", "--json").out
    assert not any(ord(c) in (0x9B, 0x202E) for c in out)


def test_h7_lint_lists_the_rules_and_says_where_ones_own_are(run, home):
    ran = run("lint", "--rules")
    assert ran.code == 0
    assert "check_in" in ran.out
    assert f"Your own: {home / 'language.toml'} (not there yet" in ran.out
    (home / "language.toml").write_text(
        'silence = ["apology"]\n[rules.synergy]\nmessage = "m"\ninstead = "i"\npatterns = ["synergy"]\n'
    )
    rules = {rule["id"]: rule for rule in run("lint", "--rules", "--json").json["rules"]}
    assert (rules["synergy"]["whose"], rules["synergy"]["severity"]) == ("yours", "error")
    assert (rules["apology"]["whose"], rules["apology"]["severity"]) == ("changed", "off")
    assert rules["check_in"]["whose"] == "shipped"
    assert run("settings", "--json").json["places"]["language"] == str(home / "language.toml")


def test_h7_ones_own_rules_count_in_lint_on_cards_and_of_reasons(run, home, tmp_path):
    (home / "language.toml").write_text('[rules.pallets]\nmessage = "m"\ninstead = "i"\npatterns = ["pallet"]\n')
    letter = tmp_path / "letter.txt"
    letter.write_text("A pallet for you.\n")
    assert [f["rule"] for f in run("lint", letter, "--json").json] == ["pallets"]
    said = run("reasons", "add", "that a pallet is enough now", "--kind", "offer", "--json").json
    assert "pallets" in [f["rule"] for f in said["findings"]]


def test_h7_a_fault_in_ones_own_rules_is_one_line_and_the_shipped_ones_still_apply(run, home, tmp_path):
    (home / "language.toml").write_text('\n[rules.synergy]\npatterns = ["synergy"]\n')
    letter = tmp_path / "letter.txt"
    letter.write_text("Just checking in.\n")
    ran = run("lint", letter)
    assert ran.code == 1
    first, second = ran.out.strip().splitlines()
    assert first.startswith(f"{home / 'language.toml'}:1:1: error rules: line 2: rule synergy: a new rule needs")
    assert "check_in" in second
    assert run("lint", "--rules").code == 1
    assert "language rules" in run("doctor").out


@pytest.mark.usefixtures("people")
def test_h7_a_card_says_that_ones_own_rules_were_not_used(run, home):
    (home / "language.toml").write_text("silence = 3\n")
    said = run("card", "Maria Okafor").out
    assert "Your rules:" in said
    assert "silence must be a list" in said
