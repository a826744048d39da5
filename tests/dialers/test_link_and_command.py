"""The diallers that hand a number over, a link and a program: no shell, and nobody is kept waiting."""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sip_parts import NUMBER, Heard, fresh_port, until

from callstation.dialers.by_hand import ByHand
from callstation.dialers.command import Command, filled_in, values_of
from callstation.dialers.link import Link, opener_of
from callstation.dialers.making import make_dialer
from callstation.dialers.readiness import what_is_missing
from callstation.dialler_settings import Dialler
from callstation.errors import DialerError
from callstation.model.dialling import End, Stage

WRITES = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(chr(10).join(sys.argv[2:]))"


def desktop(folder: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """A desktop whose opener does ``lines`` in a shell of its own."""
    opener = folder / ("open" if sys.platform == "darwin" else "xdg-open")
    opener.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")


def test_by_hand_is_the_same_protocol() -> None:
    heard = Heard()
    line = make_dialer(Dialler(), heard)
    assert isinstance(line, ByHand)
    assert line.dial(NUMBER, "", "Maria") == 1
    line.hang_up()
    assert heard.until(Stage.ENDED).end is End.OVER
    assert heard.stages == [Stage.DIALLING, Stage.ENDED]
    with pytest.raises(DialerError, match="pressed on your telephone"):
        line.send_digits("1")
    line.close()


@pytest.mark.parametrize("kind", ["none", "link", "command", "baresip"])
def test_the_last_gate_lets_nothing_but_a_number_through(kind: str) -> None:
    line = make_dialer(Dialler(kind=kind, command=("true", "{number}")), Heard())
    for number, extension in (("*31#", ""), ("$(id)", ""), ("", ""), (NUMBER, "1;2"), ("+1911", ""), ("112", "")):
        with pytest.raises(DialerError, match="not a number that can be dialled"):
            line.dial(number, extension, "")
    line.close()


def test_a_link_goes_to_the_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop(tmp_path, monkeypatch, f'printf %s "$1" > {tmp_path}/link')
    Link(heard := Heard(), "facetime-audio").dial(NUMBER, "", "Maria")
    until(lambda: (tmp_path / "link").exists() and (tmp_path / "link").read_text())
    assert (tmp_path / "link").read_text() == f"facetime-audio:{NUMBER}"
    assert heard.until(Stage.DIALLING).words == ""


def test_a_desktop_that_knows_no_such_link_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop(tmp_path, monkeypatch, "echo 'no application is registered' >&2", "exit 3")
    Link(heard := Heard()).dial(NUMBER, "", "")
    until(lambda: not heard.nothing_for(0.05) and heard.all[-1].words)
    assert heard.all[-1].words == (
        f"nothing took the tel: link ({'open' if sys.platform == 'darwin' else 'xdg-open'} ended with status 3: "
        "no application is registered): dial by hand"
    )


def test_without_a_desktop_a_link_says_so(tmp_path: Path) -> None:
    for environ in ({}, {"PATH": str(tmp_path), "DISPLAY": ":0"}, {"PATH": os.environ["PATH"], "DISPLAY": " "}):
        with pytest.raises(DialerError, match="there is no desktop here to open a link with: dial by hand"):
            opener_of("linux", environ)


def test_a_command_is_a_list_filled_in_without_a_shell(tmp_path: Path) -> None:
    file = tmp_path / "said"
    words = (sys.executable, "-c", WRITES, str(file), "--to={number}", "{digits}", "{extension}", "{name}", "{name")
    name = "--rm $(id); `id` \x1b]52;c;x\x07{number} O'Hara"
    Command(Heard(), words).dial(NUMBER, "20", name)
    until(file.exists)
    until(lambda: file.read_text().count("\n") == 4)
    assert file.read_text().splitlines() == [
        f"--to={NUMBER}",
        NUMBER[1:],
        "20",
        "rm $(id); `id` {number} O'Hara",
        "{name",
    ]


def test_what_a_name_holds_is_never_read_again() -> None:
    values = values_of(NUMBER, "", "{extension}{number}")
    assert filled_in(["{name} {number}"], values) == ["{extension}{number} " + NUMBER]


def test_a_command_that_fails_shows_its_status_and_last_words() -> None:
    code = "import sys; print('first', file=sys.stderr); print('\\x1b[31mno such device', file=sys.stderr); sys.exit(7)"
    Command(heard := Heard(), (sys.executable, "-c", code, "{number}")).dial(NUMBER, "", "")
    until(lambda: not heard.nothing_for(0.05) and heard.all[-1].words)
    name = Path(sys.executable).name
    assert heard.all[-1].words == f"{name} ended with status 7: no such device (dial by hand)"
    assert heard.all[-1].stage is Stage.DIALLING


def test_a_command_that_hangs_keeps_nobody_waiting(tmp_path: Path) -> None:
    mark = tmp_path / "slept out"
    code = f"import time; time.sleep(5); open({str(mark)!r}, 'w')"
    line = Command(heard := Heard(), (sys.executable, "-c", code, "{number}"))
    line.dial(NUMBER, "", "")
    line.hang_up()
    line.close()
    assert not mark.exists()
    assert heard.until(Stage.ENDED).end is End.OVER


def test_a_command_that_is_not_there_is_said_at_once() -> None:
    with pytest.raises(DialerError, match="no-such-dialler is not there: look at \\[dialler\\]"):
        Command(Heard(), ("/nowhere/no-such-dialler", "{number}")).dial(NUMBER, "", "")


def test_the_command_for_hanging_up_runs_once(tmp_path: Path) -> None:
    file = tmp_path / "ended"
    ends = (sys.executable, "-c", "import sys; open(sys.argv[1], 'a').write(sys.argv[2] + chr(10))", str(file))
    line = Command(Heard(), (sys.executable, "-c", "", "{number}"), (*ends, "{number}"))
    line.dial(NUMBER, "", "")
    line.hang_up()
    line.hang_up()
    line.close()
    until(lambda: file.exists() and file.read_text())
    assert file.read_text() == f"{NUMBER}\n"


def test_the_doctor_says_what_a_dialler_lacks_without_touching_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert what_is_missing(Dialler()) == ("", "")
    assert what_is_missing(Dialler(kind="command", command=("dial-it", "{number}")))[0].startswith("dial-it cannot")
    if sys.platform == "linux":
        assert what_is_missing(Dialler(kind="link"))[0].startswith("there is no desktop")
    port = fresh_port()
    own = Dialler(kind="baresip", baresip_port=port)
    assert what_is_missing(own)[1].startswith(f"baresip does not listen on 127.0.0.1:{port} now")
    assert what_is_missing(replace(own, baresip_start=True)) == ("baresip is not installed", "")
    with socket.create_server(("127.0.0.1", port)) as server:
        assert what_is_missing(own) == ("", "")
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):  # nobody connected: it would take the place of a workstation
            server.accept()
