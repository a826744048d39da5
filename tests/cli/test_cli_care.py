"""backup, restore, doctor, settings: care of the data."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("people")


def test_backup_is_a_private_book(run, home, tmp_path):
    made = run("backup", "--json").json
    file = Path(made["path"])
    assert file.parent == home / "backups"
    assert file.name == "callstation-20261120T154200Z.db"
    assert made["bytes"] == file.stat().st_size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert run("backup", tmp_path / "mine.db").code == 0
    with sqlite3.connect(tmp_path / "mine.db") as book:
        assert book.execute("SELECT count(*) FROM person").fetchone() == (3,)
    book.close()


def test_backup_into_a_folder_that_cannot_be_made(run, home):
    ran = run("backup", home / "settings.toml" / "x.db")
    assert ran.code == 1
    assert "no backup was made" in ran.err


def test_restore_brings_the_old_book_back_and_keeps_the_new(run, home):
    saved = run("backup", "--json").json["path"]
    run("log", 1, "said-no", "--note", "after the backup")
    done = run("restore", saved, "--json").json
    assert run("card", 1, "--json").json["prospect"]["standing"] == "active"
    kept = Path(done["kept"])
    assert kept.parent == home / "backups"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert run("restore", kept).code == 0
    assert run("card", 1, "--json").json["prospect"]["standing"] == "said no"
    assert run("doctor").code == 0


def test_restore_where_there_is_no_book_yet(run, tmp_path, monkeypatch):
    saved = run("backup", tmp_path / "saved.db", "--json").json["path"]
    monkeypatch.setenv("CALLSTATION_HOME", str(tmp_path / "new"))
    assert run("restore", saved, "--json").json["kept"] is None
    assert len(run("queue", "--all", "--json").json) == 3


def test_restore_refuses_what_is_no_sound_book_and_touches_nothing(run, home, tmp_path):
    saved = Path(run("backup", "--json").json["path"])
    before = (home / "callstation.db").read_bytes()
    text = tmp_path / "text.db"
    text.write_text("hello")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE something (x)")
    database.close()
    damaged = tmp_path / "damaged.db"
    data = bytearray(saved.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8192] = b"\xff" * 8192
    damaged.write_bytes(data)
    newer = tmp_path / "newer.db"
    newer.write_bytes(saved.read_bytes())
    with sqlite3.connect(newer) as database:
        database.execute(
            "UPDATE schema_migration SET name = '9999_later' WHERE name = (SELECT max(name) FROM schema_migration)"
        )
    database.close()
    for file in (text, other, damaged, newer, tmp_path / "nowhere.db", home / "callstation.db", tmp_path):
        ran = run("restore", file)
        assert ran.code == 1, file
        assert ran.err.count("\n") == 1
    assert "newer" in run("restore", newer).err
    assert (home / "callstation.db").read_bytes() == before
    assert not list((home / "backups").glob("before-*"))


def test_restore_waits_for_nobody_who_has_the_book_open(run, home):
    saved = run("backup", "--json").json["path"]
    other = sqlite3.connect(home / "callstation.db")
    other.execute("SELECT count(*) FROM person").fetchone()
    ran = run("restore", saved)
    other.close()
    assert ran.code == 1
    assert "has the book open" in ran.err
    assert run("restore", saved).code == 0


def test_a_damaged_book_is_kept_as_it_is(run, home):
    saved = run("backup", "--json").json["path"]
    file = home / "callstation.db"
    data = bytearray(file.read_bytes())
    data[4096 * 2 :] = b"\xff" * (len(data) - 4096 * 2)
    file.write_bytes(data)
    assert run("doctor").code == 1
    kept = Path(run("restore", saved, "--json").json["kept"])
    assert kept.name.startswith("damaged-")
    assert kept.read_bytes() == bytes(data)
    assert run("doctor").code == 0
    assert len(run("queue", "--all", "--json").json) == 3


def test_doctor_says_what_it_looked_at(run):
    ran = run("doctor", "--json")
    assert ran.code == 0
    told = ran.json
    assert told["sound"] is True
    assert all(check["ok"] for check in told["checks"])
    assert {c["name"] for c in told["checks"]} >= {"book", "integrity", "queue places", "permissions", "scripts"}
    assert told["counts"]["person"] == 3
    assert told["sqlite"] == sqlite3.sqlite_version
    assert "Everything is sound." in run("doctor").out


def test_doctor_makes_no_book(run, tmp_path, monkeypatch):
    monkeypatch.setenv("CALLSTATION_HOME", str(tmp_path / "new"))
    assert run("doctor").code == 0
    assert not (tmp_path / "new").exists()


def test_doctor_finds_a_wrong_place_and_rebuild_mends_it(run, home):
    with sqlite3.connect(home / "callstation.db") as book:
        book.execute("UPDATE person SET rank = 5 WHERE id = 2")
    book.close()
    ran = run("doctor")
    assert ran.code == 1
    assert "1 of 3 people looked at do not stand where the rules put them" in ran.out
    assert run("doctor", "--rebuild").code == 0
    assert run("doctor").code == 0


def test_doctor_finds_what_others_can_read_and_scripts_with_faults(run, home):
    (home / "callstation.db").chmod(0o644)
    (home / "scripts" / "first-call.j2").write_text("== opener ==\n{{ 9**9 }}\n", encoding="utf-8")
    told = run("doctor", "--json").json
    wrong = {c["name"]: c["text"] for c in told["checks"] if not c["ok"]}
    assert wrong.keys() == {"permissions", "scripts"}
    assert "chmod 600" in wrong["permissions"]
    assert "first-call" in wrong["scripts"]


def test_a_book_of_another_kind_is_told_in_one_line(run, home, monkeypatch):
    (home / "callstation.db").write_text("hello, this is no database")
    for command in (("queue",), ("card", "1"), ("export", "all"), ("backup",)):
        ran = run(*command)
        assert ran.code == 1
        assert "not a callstation book" in ran.err
    assert run("doctor").code == 1
    monkeypatch.setenv("CALLSTATION_DATABASE", "mysql://me:secret@host/x")
    ran = run("queue")
    assert ran.code == 2
    assert "secret" not in ran.err


def test_settings_says_where_things_are(run, home):
    told = run("settings", "--json").json
    assert told["places"]["settings"] == str(home / "settings.toml")
    assert told["places"]["book"] == str(home / "callstation.db")
    assert told["settings"]["me"]["name"] == "Dana Reed"
    assert told["settings"]["calling"]["gaps"] == [1, 2, 3, 5, 8]
    assert told["first_time"] is False
    assert "me.name                 Dana Reed" in run("settings").out


def test_settings_hides_a_database_password(run, monkeypatch):
    monkeypatch.setenv("CALLSTATION_DATABASE", "postgresql://dana:s3cret@host/calls")
    ran = run("settings")
    assert "s3cret" not in ran.out
    assert "postgresql://dana:...@host/calls" in ran.out


def test_broken_settings_name_the_place(run, home):
    (home / "settings.toml").write_text('[me]\nname = "Dana\n')
    ran = run("queue")
    assert ran.code == 1
    assert "settings.toml" in ran.err
    assert "line 2" in ran.err
