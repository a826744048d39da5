"""baresip's control socket: cut, taken by another program, not there, or something else altogether."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from real_parts import needs
from sip_parts import HOST, NUMBER, Cable, Hand, Heard, Telephone, fresh_port, until

from callstation.dialers import baresip_worker, control
from callstation.dialers.baresip import Baresip
from callstation.dialler_settings import Dialler
from callstation.model.dialling import End, Stage

pytestmark = needs("baresip")

Making = Callable[[Dialler], Baresip]


@pytest.fixture
def cable(ours: Telephone) -> Cable:
    return Cable(ours.control)


def test_a_lost_connection_is_sought_again_and_the_call_goes_on(
    ours: Telephone, theirs: Telephone, cable: Cable, dialler: Making, heard: Heard
) -> None:
    line = dialler(replace(ours.settings(theirs.address), baresip_port=cable.port))
    line.dial(NUMBER, "", "")
    heard.until(Stage.ANSWERED)
    cable.cut()
    back = heard.until(Stage.ANSWERED)
    assert back.words == "baresip's control connection was cut, and is back"
    line.hang_up()
    assert heard.until(Stage.ENDED).end is End.OVER
    with Hand(theirs) as them:
        assert "(0)" in them.do("listcalls")
    cable.close()


def test_what_happened_while_the_connection_was_lost_is_found_out(
    ours: Telephone, asked: Telephone, cable: Cable, dialler: Making, heard: Heard
) -> None:
    """Answered, and later hung up by them, while we could not hear: the clock counts from the real answer."""
    line = dialler(replace(ours.settings(asked.address), baresip_port=cable.port))
    with Hand(asked) as them:
        line.dial(NUMBER, "", "")
        heard.until(Stage.RINGING)
        cable.cut(mend=False)
        them.do("accept")
        time.sleep(1.1)
        cable.mended.set()
        assert heard.until(Stage.ANSWERED).ago >= 1
        cable.cut(mend=False)
        them.do("hangup")
        cable.mended.set()
        assert heard.until(Stage.ENDED).end is End.OVER
    cable.close()


def test_a_connection_that_stays_lost_ends_the_call_in_words(
    ours: Telephone, theirs: Telephone, cable: Cable, dialler: Making, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baresip_worker, "AGAIN", 0.5)
    line = dialler(replace(ours.settings(theirs.address), baresip_port=cable.port))
    line.dial(NUMBER, "", "")
    heard.until(Stage.ANSWERED)
    cable.close()
    ended = heard.until(Stage.ENDED)
    assert ended.end is End.LOST
    assert ended.words.endswith("; the call may still be up")
    with Hand(ours) as hand:
        hand.do("hangup")


def test_another_program_on_the_control_socket_is_borne_once_and_named_at_last(
    ours: Telephone, theirs: Telephone, dialler: Making, heard: Heard
) -> None:
    line = dialler(ours.settings(theirs.address))
    line.dial(NUMBER, "", "")
    heard.until(Stage.ANSWERED)
    rude = Hand(ours)
    assert "was cut, and is back" in heard.until(Stage.ANSWERED).words
    until(rude.closed.is_set)  # it holds one client: we are back in our place
    stop = threading.Event()

    def insist() -> None:
        while not stop.wait(0.05):
            Hand(ours).closed.wait(1)

    threading.Thread(target=insist, daemon=True).start()
    ended = heard.until(Stage.ENDED)
    stop.set()
    assert ended.end is End.LOST
    assert ended.words.startswith("another program keeps taking baresip's control connection")
    with Hand(ours) as hand:
        hand.do("hangup")


def test_baresip_that_does_not_run_is_said(dialler: Making, heard: Heard) -> None:
    port = fresh_port()
    dialler(Dialler(kind="baresip", baresip_port=port)).dial(NUMBER, "", "")
    ended = heard.until(Stage.ENDED)
    assert ended.end is End.FAILED
    assert ended.words == (
        f"baresip does not answer on {HOST}:{port}: start it (with module ctrl_tcp), or set baresip_start"
    )


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "is not baresip's ctrl_tcp: look at baresip_port"),
        (b'20:{"response":true', "does not answer as baresip does"),
        (b"", "does not answer as baresip does"),
        (b"7:nonsens,", "is not baresip's ctrl_tcp: look at baresip_port"),
        (b"9999999:", "is not baresip's ctrl_tcp: look at baresip_port"),
    ],
    ids=["another server", "half a string", "silence", "no JSON", "without end"],
)
def test_something_else_on_the_port_is_one_clear_sentence(
    dialler: Making, heard: Heard, monkeypatch: pytest.MonkeyPatch, says: bytes, words: str
) -> None:
    monkeypatch.setattr(control, "ANSWER", 0.4)
    with socket.create_server((HOST, 0)) as server:

        def serve() -> None:
            kept = []
            while True:
                try:
                    kept.append(server.accept()[0])
                    kept[-1].sendall(says)
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        dialler(Dialler(kind="baresip", baresip_port=server.getsockname()[1])).dial(NUMBER, "", "")
        ended = heard.until(Stage.ENDED)
    assert ended.end is End.FAILED
    assert ended.words.endswith(words)


def test_baresip_is_started_where_the_settings_say_so_and_ended_again(
    tmp_path: Path, theirs: Telephone, dialler: Making, heard: Heard
) -> None:
    own = Telephone(tmp_path / "own")
    line = dialler(replace(own.settings(theirs.address), baresip_start=True, baresip_config=str(own.folder)))
    line.dial(NUMBER, "", "")
    heard.until(Stage.ANSWERED)
    line.close()
    assert heard.until(Stage.ENDED).end is End.OVER
    assert not own.listens()
    with Hand(theirs) as them:
        until(lambda: "(0)" in them.do("listcalls"))


def test_a_baresip_that_cannot_be_started_says_why(tmp_path: Path, dialler: Making, heard: Heard) -> None:
    settings = Dialler(kind="baresip", baresip_port=fresh_port(), baresip_start=True, baresip_config=str(tmp_path))
    line = dialler(settings)
    line.dial(NUMBER, "", "")
    assert heard.until(Stage.ENDED).words == (
        f"{tmp_path} has no file 'config' in it: look at baresip_config in the settings"
    )
    (tmp_path / "config").write_text("module_path\t\t/nowhere\nmodule\t\tnothing.so\n")
    (tmp_path / "accounts").write_text("")
    baresip_worker.STARTS, usual = 1.0, baresip_worker.STARTS
    try:
        line.dial(NUMBER, "", "")
        words = heard.until(Stage.ENDED).words
    finally:
        baresip_worker.STARTS = usual
    assert words.startswith(("baresip ended with status", "baresip was started, but its ctrl_tcp does not listen"))
