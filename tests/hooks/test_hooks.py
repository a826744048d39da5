"""Telling others of an outcome: a real program, a real server on loopback, and what goes wrong with either."""

from __future__ import annotations

import ssl
import subprocess
import sys
import time
import tomllib
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import trustme
from hook_server import receiver

from callstation.errors import SettingsError
from callstation.hook_settings import Hook
from callstation.hooks import courier
from callstation.hooks.courier import Courier, Parcel
from callstation.hooks.document import document
from callstation.hooks.faults import HookError
from callstation.hooks.post import Post
from callstation.hooks.program import Program
from callstation.model.happenings import Following, Happened, Happening
from callstation.passwords import Secret
from callstation.settings import Me, Region, first_settings, read_settings, settings_of

AT = datetime(2026, 11, 20, 15, 42, tzinfo=UTC)
HAPPENING = Happening(
    what=Happened.OUTCOME, call=17, at=AT, outcome="talked", person=3, name="Maria Okafor", company="Bluebird",
    phone="+16025550134", caller="Dana Reed", session=2, note="Her daughter's exams.",
    following=Following("step", date(2026, 11, 24), None, "Tue 24 Nov: send the prices"),
)  # fmt: skip


def a_secret() -> Secret:
    return Secret("canary-token")


def test_the_document_is_what_the_readme_says() -> None:
    import json

    body = document(HAPPENING, notes=False)
    assert json.loads(body) == {
        "version": 1,
        "event": "outcome",
        "call": 17,
        "at": "2026-11-20T15:42:00+00:00",
        "outcome": "talked",
        "person": {"id": 3, "name": "Maria Okafor", "company": "Bluebird", "phone": "+16025550134"},
        "next": {"kind": "step", "on": "2026-11-24", "at": None, "text": "Tue 24 Nov: send the prices"},
        "caller": "Dana Reed",
        "session": 2,
    }
    assert body.endswith(b"\n")
    assert b"daughter" not in body  # a note stays here
    assert json.loads(document(HAPPENING, notes=True))["note"] == "Her daughter's exams."


# the settings -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hook", "says"),
    [
        ({"url": "http://hooks.example.com/canary"}, "begins with http"),
        ({"url": "ftp://hooks.example.com/canary"}, "no web address"),
        ({"url": "https://hooks.example.com:port/canary"}, "no web address"),
        ({"url": "https://hooks.example.com/a canary"}, "no web address"),
        ({"url": "https://dana:canary@hooks.example.com/"}, "before its host"),
        ({"url": "https://{token}.example.com/", "token_from": "command"}, "before its host"),
        ({"url": "https://hooks.example.com/{token}"}, "token_from must say"),
        ({"url": "https://hooks.example.com/", "token_from": "file"}, "keyring, command or environment"),
        ({"token_from": "environment"}, "goes with a url"),
        ({"command": [" "]}, "begin with a program"),
        ({"command": "tell it"}, "list of texts"),
        ({"command": ["tell"], "timeout": 0}, "between 1 and 60"),
    ],
)
def test_settings_that_make_no_sense_are_said_and_the_address_is_not(hook: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        settings_of({"hook": hook})
    assert "canary" not in str(caught.value)


def test_nobody_is_told_unless_the_user_says_so(tmp_path: Path) -> None:
    assert not settings_of({}).hook.wanted
    file = tmp_path / "settings.toml"
    file.write_text('[hook]\ncommand = ["tell"]\nurl = "https://hooks.example.com/{token}"\ntoken_from = "command"\n')
    read = read_settings(file)
    assert read is not None
    assert read.hook.wanted
    assert read.hook.where == "hooks.example.com"
    assert "example.com" not in repr(read.hook)


def test_a_desk_without_a_hook_loads_nothing_of_it() -> None:
    """The first card waits for no web client, and a hook knows neither the book nor the screen."""
    code = "import callstation.desk.desk, sys; print(*sys.modules)"
    known = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not [m for m in known if m.startswith("callstation.hooks") or m in ("urllib.request", "ssl")]
    code = (
        "import callstation.hooks.courier, callstation.hooks.post, callstation.hooks.program, sys; print(*sys.modules)"
    )
    known = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"textual", "peewee", "callstation.store", "callstation.desk"} & set(known)


# a program ----------------------------------------------------------------------------------------------------
def python(code: str, *more: str) -> list[str]:
    return [sys.executable, "-c", code, *more]


def test_a_program_gets_it_on_standard_input_and_no_shell_reads_its_arguments(tmp_path: Path) -> None:
    file = tmp_path / "got"
    code = (
        "import sys; open(sys.argv[1], 'w').write(sys.stdin.read() + sys.argv[2]); print('loud'); sys.stderr.write('!')"
    )
    Program(python(code, str(file), "$(touch x); *"), 10).deliver(b'{"call": 17}\n')
    assert file.read_text() == '{"call": 17}\n$(touch x); *'


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["no-such-program-anywhere"], "is not there"),
        (["/"], "cannot be started"),
        (python("raise SystemExit(3)"), "ended with status 3"),
    ],
)
def test_a_program_that_fails_is_one_sentence(words: list[str], says: str) -> None:
    with pytest.raises(HookError, match=says):
        Program(words, 10).deliver(b"x" * 200_000)  # more than a pipe holds, and nobody reads it


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    mark = tmp_path / "late"
    child = f"import time; time.sleep(1.5); open({str(mark)!r}, 'w')"
    code = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    with pytest.raises(HookError, match=r"took more than 0\.4 seconds"):
        Program(python(code), 0.4).deliver(b"x" * 200_000)
    time.sleep(1.6)
    assert not mark.exists()


def test_a_program_that_still_runs_when_one_leaves_is_ended(tmp_path: Path) -> None:
    mark = tmp_path / "begun"
    code = f"import time; open({str(mark)!r}, 'w'); time.sleep(60)"
    program = Program(python(code), 50)
    found = Courier([program], lambda _: None, lambda: AT, None)
    found.hand(Parcel("outcome of call 1", b"{}"))
    for _ in range(500):
        if mark.exists():
            break
        time.sleep(0.02)
    running = program._running
    assert running is not None
    assert found.finish(0.05) == 1
    assert running.wait(10) != 0


# a server -----------------------------------------------------------------------------------------------------
def test_a_server_gets_it_by_post_with_the_token_in_a_header() -> None:
    with receiver() as server:
        Post(Hook(url=server.url, token_from="environment"), a_secret).deliver(document(HAPPENING, notes=False))
    assert server.got[0]["call"] == 17
    assert server.headers[0]["Authorization"] == "Bearer canary-token"
    assert server.headers[0]["Content-Type"] == "application/json"


def test_the_token_can_stand_in_the_address_itself() -> None:
    with receiver() as server:
        hook = Hook(url=server.url + "/{token}", token_from="environment")
        Post(hook, lambda: Secret("a/b c")).deliver(b"{}")
    assert server.paths == ["/calls/a%2Fb%20c"]
    assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize(
    ("status", "says"), [(500, "answered 500"), (401, "does not let us in"), (302, "sends us elsewhere"),
                         (307, "sends us elsewhere")]
)  # fmt: skip
def test_what_a_server_answers_is_its_status_alone_and_a_redirect_is_not_followed(status: int, says: str) -> None:
    with receiver() as other, receiver() as server:
        server.status, server.location = status, other.url
        post = Post(Hook(url=server.url, token_from="environment"), a_secret)
        with pytest.raises(HookError, match=f"localhost {says}") as caught:
            post.deliver(b"{}")
    assert other.got == []
    assert "canary" not in str(caught.value)
    assert "/calls" not in str(caught.value)


def test_a_refused_token_is_asked_for_anew_and_a_good_one_is_kept() -> None:
    asked: list[int] = []

    def token() -> Secret:
        asked.append(1)
        return Secret("canary")

    with receiver() as server:
        post = Post(Hook(url=server.url, token_from="command"), token)
        post.deliver(b"{}")
        post.deliver(b"{}")
        assert len(asked) == 1
        server.status = 401
        with pytest.raises(HookError):
            post.deliver(b"{}")
        server.status = 200
        post.deliver(b"{}")
    assert len(asked) == 2


def test_a_token_that_no_header_can_hold_is_not_shown() -> None:
    with receiver() as server, pytest.raises(HookError) as caught:
        Post(Hook(url=server.url, token_from="environment"), lambda: Secret("canary\nX: y")).deliver(b"{}")
    assert "canary" not in str(caught.value)
    assert server.got == []


def test_a_server_that_hangs_or_is_not_there_is_given_up() -> None:
    with receiver() as server:
        server.go_on.clear()
        with pytest.raises(HookError, match=r"localhost (did not answer within 1 seconds|cannot be reached)"):
            Post(Hook(url=server.url, timeout=1), a_secret).deliver(b"{}")
    with pytest.raises(HookError, match="cannot be reached"):
        Post(Hook(url="http://127.0.0.1:9/"), a_secret).deliver(b"{}")


def test_a_certificate_must_be_good(tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    with receiver(context) as server:
        with pytest.raises(HookError, match="the certificate of localhost does not hold"):
            Post(Hook(url=server.url), a_secret).deliver(b"{}")
        with pytest.raises(HookError, match="no file of certificates"):
            Post(Hook(url=server.url, certificates=str(tmp_path / "missing")), a_secret).deliver(b"{}")
        assert server.got == []
        Post(Hook(url=server.url, certificates=str(trusted)), a_secret).deliver(b"{}")
        assert server.got == [{}]


# the thread ---------------------------------------------------------------------------------------------------
class Slow:
    """A way out that waits to be let go."""

    def __init__(self) -> None:
        self.go_on, self.begun = Event(), Event()
        self.told: list[bytes] = []
        self.stopped = False
        self.fault: Exception | None = None

    def deliver(self, body: bytes) -> None:
        self.begun.set()
        self.go_on.wait(20)
        if self.fault is not None:
            raise self.fault
        self.told.append(body)

    def stop(self) -> None:
        self.stopped = True


def engaged(way: Slow, heard: list[str], log: Path | None) -> Courier:
    return Courier([way], heard.append, lambda: AT, log)


def test_the_order_is_kept_and_nobody_waits(tmp_path: Path) -> None:
    way, heard = Slow(), []  # type: ignore[var-annotated]
    found = engaged(way, heard, tmp_path / "hook.log")
    for number in range(5):
        found.hand(Parcel(f"outcome of call {number}", b"%d" % number))
    assert found.waiting == 5, "the first one is still being delivered, and everything was handed over"
    way.go_on.set()
    assert found.finish(10) == 0
    assert way.told == [b"0", b"1", b"2", b"3", b"4"]
    assert not (tmp_path / "hook.log").exists()


def test_more_than_there_is_room_for_is_said_and_kept_on_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "ROOM", 2)
    way, heard, log = Slow(), [], tmp_path / "hook.log"  # type: ignore[var-annotated]
    found = engaged(way, heard, log)
    found.hand(Parcel("outcome of call 0", b""))
    assert way.begun.wait(10)
    for number in range(1, 4):
        found.hand(Parcel(f"outcome of call {number}", b""))
    assert heard == ["2 outcomes wait to be told already"]
    assert found.finish(0.05) == 3  # the one on its way, and the two that wait
    assert way.stopped
    lines = log.read_text().splitlines()
    assert lines[0] == "2026-11-20T15:42:00Z outcome of call 3 was not told: 2 outcomes wait to be told already"
    assert [line.split()[4] for line in lines] == ["3", "0", "1", "2"]
    assert log.stat().st_mode & 0o077 == 0
    way.go_on.set()


def test_a_fault_of_any_kind_ends_no_thread(tmp_path: Path) -> None:
    way, heard = Slow(), []  # type: ignore[var-annotated]
    way.go_on.set()
    way.fault = ZeroDivisionError("Maria Okafor")
    found = engaged(way, heard, tmp_path / "no" / "such" / "folder")
    found.hand(Parcel("outcome of call 0", b""))
    assert found.finish(10) == 0
    assert heard == ["it could not be told (ZeroDivisionError)"]


def test_the_lines_in_the_first_settings_file_are_right_once_they_are_uncommented() -> None:
    text = first_settings(Me(), Region())
    hook = text[text.index("# [hook]") : text.index("# Other keys")]
    read = settings_of(tomllib.loads("\n".join(line.removeprefix("# ") for line in hook.splitlines()))).hook
    assert read.url == "https://hooks.example.com/calls"
    assert {f.name for f in fields(Hook)} == {line.split()[1] for line in hook.splitlines()[1:] if line}
