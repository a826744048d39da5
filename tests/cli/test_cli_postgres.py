"""The same commands on a team's book."""

from __future__ import annotations

import json


def test_every_command_on_postgresql(run, postgres_url, monkeypatch, tmp_path):
    monkeypatch.setenv("CALLSTATION_DATABASE", postgres_url)
    file = tmp_path / "list.csv"
    file.write_text(
        "Name,Company,Phone,Email\nMaria Okafor,Bluebird,212 555 0134,maria@example.com\n"
        "Tom Reyes,Acme,212 555 0131,tom@example.com\n",
        encoding="utf-8",
    )
    assert run("import", file, "--map", "Company=company", "--json").json["files"][0]["new"] == 2
    assert run("import", file, "--json").json["files"][0]["unchanged"] == 2
    assert [r["name"] for r in run("queue", "--json").json] == ["Maria Okafor", "Tom Reyes"]
    assert run("reasons", "add", "that rates fell", "--json").json["id"] == 1
    assert run("card", "maria", "--json").json["reason"]["id"] == 1
    assert run("log", "(212) 555-0134", "voicemail", "--note", "rang", "--json").json["next"]["kind"] == "promise"
    assert run("log", 2, "talked", "--when", "thu 9:00", "--json").json["next"]["kind"] == "step"
    assert [e["kind"] for e in run("history", 1, "--json").json] == ["import", "call", "promise"]
    assert run("find", "rang", "--json").json[0]["by"] == "note"
    assert run("stats", "--json").json["total"]["calls"] == 2
    people = [json.loads(line) for line in run("export", "prospects", "--json").out.splitlines()]
    assert [p["emails"] for p in people] == [["maria@example.com"], ["tom@example.com"]]
    assert run("export", "calls", "--json").out.count("\n") == 2
    assert run("export", "calendar").out.count("BEGIN:VEVENT") == 2
    kinds = {json.loads(line)["type"] for line in run("export", "all").out.splitlines()}
    assert kinds >= {"person", "entry", "promise", "step", "reason", "import_mapping"}
    assert run("doctor").code == 0
    assert run("doctor", "--rebuild").code == 0
    for command in (("backup",), ("restore", file)):
        ran = run(*command)
        assert ran.code == 1
        assert "pg_" in ran.err


def test_a_book_moves_to_postgresql_and_back(run, postgres_url, monkeypatch, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("Name,Phone\nMaria Okafor,212 555 0134\nTom Reyes,212 555 0131\n", encoding="utf-8")
    assert run("import", file).code == 0
    assert run("log", 1, "voicemail", "--note", "rang").code == 0
    queue, history = run("queue", "--json").json, run("history", 1, "--json").json
    moved = run("move-to", postgres_url, "--json").json
    assert moved["rows"]["person"] == 2
    assert "already" in run("move-to", postgres_url).err
    monkeypatch.setenv("CALLSTATION_DATABASE", postgres_url)
    assert run("queue", "--json").json == queue
    assert run("history", 1, "--json").json == history
    assert run("log", 2, "no-answer").code == 0
    back = tmp_path / "back.db"
    ran = run("move-to", back)
    assert f"CALLSTATION_DATABASE=sqlite:///{back}" in ran.out
    monkeypatch.setenv("CALLSTATION_DATABASE", f"sqlite:///{back}")
    assert run("history", 1, "--json").json == history
    assert run("doctor").code == 0
    assert "is no address" in run("move-to", "mysql://x@y/z").err
