"""The command as a process of its own: pipes, encodings, what is imported, the demo."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.usefixtures("people")


def call(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "callstation", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **more},
    )


def test_the_queue_is_listed_without_the_heavy_libraries():
    script = (
        "import sys; sys.argv = ['callstation', 'queue', '--limit', '1']\n"
        "from callstation.cli.main import main; code = main()\n"
        "heavy = {'peewee', 'playhouse', 'psycopg', 'textual', 'rich', 'jinja2', 'phonenumbers', 'platformdirs',\n"
        "         'email', 'http', 'holidays', 'asyncio', 'callstation.scripting.parse', 'callstation.desk.desk'}\n"
        "print(sorted(m for m in heavy if sys.modules.get(m)), code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "[] 0", done.stderr


def test_a_reader_that_leaves_early_is_no_error():
    for command in ("queue --all", "export all", "export prospects"):
        done = subprocess.run(
            f"{sys.executable} -m callstation {command} | head -c 5; echo ${{PIPESTATUS[0]}}",
            shell=True,
            executable="/bin/bash",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        assert done.stdout.endswith("0\n")


def test_a_terminal_without_unicode_gets_valid_json_and_readable_text(tmp_path):
    file = tmp_path / "p.csv"
    file.write_text("Name,Phone\nSiobhán Ó Néill,212 555 0144\n", encoding="utf-8")
    assert call("import", str(file)).returncode == 0
    plain = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = call("queue", "--json", **plain)
    assert "Siobhán Ó Néill" in [p["name"] for p in json.loads(done.stdout)]
    assert call("queue", **plain).returncode == 0
    assert "Siobhán" in call("export", "prospects", **plain).stdout


def test_demo_without_a_terminal_builds_its_book_and_nothing_of_yours(home):
    before = {f.name: f.read_bytes() for f in home.iterdir() if f.is_file()}
    done = call("demo")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("callstation: ") == 1
    assert {f.name: f.read_bytes() for f in home.iterdir() if f.is_file()} == before
    of_demo = {"CALLSTATION_HOME": str(home / "demo")}
    queue = json.loads(call("queue", "--json", **of_demo).stdout)
    assert len(queue) > 5
    assert call("doctor", **of_demo).returncode == 0
    stamp = json.loads((home / "demo" / "stamp.json").read_text())
    assert stamp["built_on"] == "2026-11-20"
    made = (home / "demo" / "callstation.db").stat()
    assert call("demo").returncode == 1
    assert (home / "demo" / "callstation.db").stat().st_ino == made.st_ino
    later = {"CALLSTATION_NOW": "2026-11-21T10:42:00-05:00"}
    call("demo", **later)
    assert (home / "demo" / "callstation.db").stat().st_ino != made.st_ino
    call("log", str(queue[0]["id"]), "said-no", **of_demo, **later)
    call("demo", "--reset", **later)
    again = json.loads(call("queue", "--json", "--all", **of_demo, **later).stdout)
    assert queue[0]["id"] in [row["id"] for row in again]


def test_two_commands_at_once_both_succeed():
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "callstation", "log", who, "no-answer", "--note", f"at once {who}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for who in ("1", "2", "3")
    ]
    assert [p.wait(60) for p in both] == [0, 0, 0]
    for p in both:
        p.communicate()
    assert json.loads(call("stats", "--json").stdout)["total"]["calls"] == 3
