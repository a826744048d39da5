"""``callstation log`` tells whom the settings name, and says what it could not tell."""

from __future__ import annotations

import json
import os
import sys

import pytest
from hook_server import receiver

from callstation.cli.demo import demo_environ, prepare

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def hook(home):
    """``hook(command=[...])`` writes it into the settings."""

    def write(**values: object) -> None:
        with (home / "settings.toml").open("a", encoding="utf-8") as file:
            file.write("\n[hook]\n" + "".join(f"{k} = {json.dumps(v)}\n" for k, v in values.items()))

    return write


def test_a_program_is_told_before_the_command_ends(run, hook, tmp_path):
    got = tmp_path / "got"
    hook(command=[sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write(sys.stdin.read())", str(got)])
    ran = run("log", "Maria Okafor", "talked", "--when", "tue 7:30am", "--note", "quiet", "--json")
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(got.read_text())
    assert told["call"] == ran.json["call"]["id"]
    assert told["next"] == ran.json["next"]
    assert told["session"] is None
    assert "note" not in told


def test_a_note_goes_along_only_where_the_settings_say_so(run, hook):
    with receiver() as server:
        hook(url=server.url, notes=True)
        assert run("log", "Maria Okafor", "no-answer", "--note", "machine was full").code == 0
        assert run("log", "Tom Reyes", "no-answer", "--no-hook").code == 0
    assert [told["note"] for told in server.got] == ["machine was full"]


def test_the_token_comes_from_the_environment_and_is_never_printed(run, hook, home, monkeypatch):
    with receiver() as server:
        hook(url=server.url + "/canary-path", token_from="environment")
        ran = run("log", "Maria Okafor", "no-answer")
        assert ran.code == 0
        assert "there is no token for [hook]: the environment has no CALLSTATION_HOOK_TOKEN" in ran.err
        monkeypatch.setenv("CALLSTATION_HOOK_TOKEN", "canary-token")
        server.status = 500
        ran = run("log", "Maria Okafor", "no-answer")
        assert server.headers[0]["Authorization"] == "Bearer canary-token"
    printed = [ran.out + ran.err, (home / "hook.log").read_text()]
    printed += [r.out + r.err for r in (run("settings"), run("settings", "--json"), run("doctor"))]
    assert not any("canary" in text for text in printed)
    assert "http://localhost/..." in printed[2]


def test_a_hook_that_fails_loses_no_outcome(run, hook):
    hook(command=[sys.executable, "-c", "raise SystemExit(3)"])
    ran = run("log", "Maria Okafor", "no-answer")
    assert ran.code == 0
    assert "ended with status 3; everything is stored" in ran.err
    assert [e["outcome"] for e in run("history", "Maria Okafor", "--json").json if e["kind"] == "call"] == ["no-answer"]


def test_doctor_says_who_is_told_and_what_is_missing(run, hook):
    assert "is told of every outcome" not in run("doctor").out
    hook(command=["no-such-program-anywhere"])
    ran = run("doctor")
    assert ran.code == 1
    assert "no-such-program-anywhere cannot be started: look at [hook] in the settings" in ran.out
    assert "no-such-program-anywhere is told of every outcome, without its note" in ran.out


def test_a_hook_of_the_users_own_hears_nothing_of_the_demo(hook):
    hook(command=["tell-my-crm"])
    around = prepare(demo_environ(os.environ))
    assert not around.settings.hook.wanted
