"""Two real telephones on loopback: baresip as ours and as theirs, and sipp where the network answers no.

What has to be so: ``net_interface`` takes an address, the source of sound wants 48 kHz in stereo, the control socket
holds one client, and a port that was used stays held for seconds, so each telephone takes fresh ones.
"""

from __future__ import annotations

import contextlib
import json
import queue
import random
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from callstation.dialers.netstrings import Netstrings, encode
from callstation.dialler_settings import Dialler
from callstation.model.dialling import LineEvent, Stage

HOST = "127.0.0.1"
NUMBER = "+16025550134"
PATIENCE = 8.0
"""Seconds that a busy machine gets for what takes milliseconds."""

_CONFIG = """\
poll_method		epoll
sip_listen		{host}:{sip}
call_local_timeout	120
call_max_calls		4
audio_path		/usr/share/baresip
audio_source		ausine,440
audio_player		aubridge,void
audio_alert		aubridge,void
ausrc_srate		48000
ausrc_channels		2
auplay_srate		48000
audio_level		no
rtp_ports		{rtp}-{rtp_end}
net_interface		{host}
module_path		/usr/lib/baresip/modules
module			g711.so
module			ausine.so
module			aufile.so
module			aubridge.so
module_tmp		uuid.so
module_tmp		account.so
module_app		contact.so
module_app		menu.so
module_app		ctrl_tcp.so
ctrl_tcp_listen		{host}:{control}
"""

_given: set[int] = set()


def fresh_port(wide: int = 1) -> int:
    """A port that nobody holds, for UDP and TCP, below those that the system gives out by itself."""
    while True:
        port = random.randrange(10000, 32000)
        if port in _given:
            continue
        _given.update(range(port, port + wide))
        try:
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                with socket.socket(socket.AF_INET, kind) as probe:
                    probe.bind((HOST, port))
        except OSError:
            continue
        return port


def until(what: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """What ``what`` returns, as soon as it is something."""
    end = time.monotonic() + patience
    while not (found := what()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)
    return found


class Telephone:
    """A baresip of its own. ``answers``: auto or manual."""

    def __init__(self, folder: Path, user: str = "rep", answers: str = "") -> None:
        self.folder = folder
        self.user = user
        self.sip = fresh_port()
        self.control = fresh_port()
        rtp = fresh_port(60)
        folder.mkdir(parents=True)
        config = _CONFIG.format(host=HOST, sip=self.sip, control=self.control, rtp=rtp, rtp_end=rtp + 58)
        (folder / "config").write_text(config)
        mode = f";answermode={answers}" if answers else ""
        (folder / "accounts").write_text(f"<sip:{user}@{HOST}:{self.sip}>;regint=0{mode}\n")
        (folder / "contacts").write_text("")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """What rings this telephone, whatever number it is dialled by."""
        return f"sip:{{number}}@{HOST}:{self.sip}"

    def start(self) -> Telephone:
        """Start it, and wait until it takes commands."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                ["baresip", "-f", str(self.folder)], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        until(self.listens)
        return self

    def listens(self) -> bool:
        """Whether its control socket takes connections."""
        try:
            socket.create_connection((HOST, self.control), timeout=1).close()
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(1)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def settings(self, address: str, **more: Any) -> Dialler:
        """The settings of a callstation that dials by this telephone."""
        return Dialler(kind="baresip", baresip_port=self.control, address=address, **{"ring": 20, "pause": 0, **more})


class Hand:
    """A hand on a telephone: a control client of the test's own. Whoever connects takes the place of another."""

    def __init__(self, telephone: Telephone) -> None:
        self._socket = socket.create_connection((HOST, telephone.control), timeout=PATIENCE)
        self.events: list[dict[str, Any]] = []
        self.answers: list[str] = []
        self.closed = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        strings = Netstrings()
        try:
            while part := self._socket.recv(65536):
                for text in strings.feed(part):
                    message = json.loads(text)
                    if message.get("event"):
                        self.events.append(message)
                    else:
                        self.answers.append(str(message.get("data")))
        except OSError:
            pass
        self.closed.set()

    def do(self, command: str, params: str = "") -> str:
        """Give a command; its answer."""
        before = len(self.answers)
        message = {"command": command, "params": params, "token": "hand"}
        self._socket.sendall(encode(json.dumps(message).encode()))
        until(lambda: len(self.answers) > before)
        return self.answers[-1]

    def saw(self, kind: str) -> list[dict[str, Any]]:
        """The events of one type so far."""
        return [e for e in list(self.events) if e["type"] == kind]

    def let_go(self) -> None:
        """Take the hand off."""
        self._socket.close()

    def __enter__(self) -> Hand:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.let_go()


_RINGS = """\
<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="{name}">
<recv request="INVITE" crlf="true"/>
<send><![CDATA[
SIP/2.0 180 Ringing
[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag01[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Content-Length: 0

]]></send>
{then}
<recv request="ACK"/>
</scenario>
"""
_FINAL = """\
<pause milliseconds="{pause}"/>
<send><![CDATA[
SIP/2.0 {status}
[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag01[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
"""
_CANCELLED = """\
<recv request="CANCEL"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag01[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<send><![CDATA[
SIP/2.0 487 Request Terminated
[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag01[call_number]
[last_Call-ID:]
CSeq: 1 INVITE
Content-Length: 0

]]></send>
"""


class Network:
    """sipp in the place of a provider: it rings, then says ``status``, or waits to be cancelled where that is ''."""

    def __init__(self, folder: Path, status: str, *, pause: int = 80) -> None:
        self.port = fresh_port()
        then = _FINAL.format(status=status, pause=pause) if status else _CANCELLED
        scenario = folder / f"sipp-{self.port}.xml"
        scenario.write_text(_RINGS.format(name=status or "cancelled", then=then))
        self._folder = folder
        self.process = subprocess.Popen(
            [
                *("sipp", "-sf", str(scenario), "-i", HOST, "-p", str(self.port), "-m", "1", "-nostdin"),
                *("-trace_msg", "-message_file", str(self.log), "-timeout", "20"),
            ],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._bound)

    @property
    def log(self) -> Path:
        """Every SIP message that went either way."""
        return self._folder / f"sipp-{self.port}.log"

    @property
    def address(self) -> str:
        """What rings it."""
        return f"sip:{{number}}@{HOST}:{self.port}"

    def _bound(self) -> bool:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.bind((HOST, self.port))
            except OSError:
                return True
        return False

    def story(self) -> str:
        """The messages, once the scenario was played to its end."""
        assert self.process.wait(PATIENCE) == 0
        return self.log.read_text()

    def stop(self) -> None:
        """End it."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


class Cable:
    """A TCP cable between the dialler and a telephone's control socket, which can be cut and mended."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._ends: list[socket.socket] = []
        self.mended = threading.Event()
        self.mended.set()
        self._server = socket.create_server((HOST, 0))
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            if not self.mended.is_set():
                near.close()
                continue
            far = socket.create_connection((HOST, self._to))
            self._ends += [near, far]
            for a, b in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(a, b), daemon=True).start()

    def _carry(self, a: socket.socket, b: socket.socket) -> None:
        try:
            while part := a.recv(4096):
                b.sendall(part)
        except OSError:
            pass
        for end in (a, b):
            end.close()

    def cut(self, *, mend: bool = True) -> None:
        """Cut it; with ``mend`` the next connection goes through again."""
        if not mend:
            self.mended.clear()
        ends, self._ends = self._ends, []
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Take it away."""
        self._server.close()
        self.cut(mend=False)


class Heard:
    """A dialler's events, as they come."""

    def __init__(self) -> None:
        self._queue: queue.Queue[LineEvent] = queue.Queue()
        self.all: list[LineEvent] = []

    def __call__(self, event: LineEvent) -> None:
        self._queue.put(event)

    def until(self, stage: Stage, patience: float = PATIENCE) -> LineEvent:
        """The next event of this stage; those before it are kept in ``all``."""
        end = time.monotonic() + patience
        while True:
            try:
                event = self._queue.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no {stage} after {self.all}") from None
            self.all.append(event)
            if event.stage is stage:
                return event

    def nothing_for(self, seconds: float) -> bool:
        """Whether nothing comes for so long."""
        try:
            self.all.append(self._queue.get(timeout=seconds))
        except queue.Empty:
            return True
        return False

    @property
    def stages(self) -> list[Stage]:
        """The stages so far, each once where it was told of several times in a row."""
        return [e.stage for i, e in enumerate(self.all) if not i or e.stage is not self.all[i - 1].stage]
