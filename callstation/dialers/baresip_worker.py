"""The thread that works baresip: one call at a time, its own timeouts, and back on the line after a lost connection."""

from __future__ import annotations

import select
import socket
import time
from collections import deque
from collections.abc import Callable
from threading import Event

from callstation.dialers.baresip_words import Listed, SipCall, listed_calls, rings
from callstation.dialers.control import Control, GoneError
from callstation.dialers.program import Program
from callstation.dialers.protocol import Sink
from callstation.dialler_settings import Dialler
from callstation.errors import DialerError
from callstation.model.dialling import End, LineEvent, Stage

STARTS = 8.0
"""Seconds for a baresip that we start to listen."""
AGAIN = 5.0
"""Seconds in which a lost control connection is sought again while a call is up."""
ENDING = 2.0
"""Seconds for baresip to close a call that it was told to hang up."""
TAKEN = (3, 10.0)
"""So many losses of a connection that worked, within so many seconds: somebody else wants it too."""
TONE = 0.25
"""Seconds from one digit to the next."""
COMMA = 1.5
"""Seconds that a comma among digits waits."""


class Worker:
    """What happens in the thread; nothing of it is called from any other."""

    def __init__(
        self,
        settings: Dialler,
        sink: Sink,
        orders: deque[Callable[[Worker], None]],
        woken: socket.socket,
        leaving: Event,
    ) -> None:
        self._settings = settings
        self._sink = sink
        self._orders = orders
        self._woken = woken
        self._leaving = leaving
        self._control: Control | None = None
        self._program: Program | None = None
        self._call: SipCall | None = None
        self._done: deque[str] = deque(maxlen=64)
        """baresip's names of calls that are not, or no longer, ours, whatever it still says of them."""
        self._told_of: frozenset[str] = frozenset()
        """Calls of others, by their URI, that the caller was told are in the way."""
        self._losses: deque[float] = deque(maxlen=TAKEN[0])

    def run(self) -> None:
        """Do what is ordered, and hear what happens, until the workstation is left."""
        try:
            while not self._leaving.is_set():
                self._wait()
                while self._orders and not self._leaving.is_set():
                    self._try(self._orders.popleft())
                self._try(Worker._due)
            self._try(Worker.hang_up)
        except Exception as error:  # a fault of ours: nobody shall look at "ringing" for ever
            if self._call is not None:
                self._tell(self._call.end(End.LOST, words=f"a fault in callstation ({type(error).__name__})"))
            raise
        finally:
            if self._control is not None:
                self._control.close()
            if self._program is not None:
                self._program.stop()

    def _try(self, what: Callable[[Worker], None]) -> None:
        """Do something; a lost connection is sought again, and any other failure ends the call with its words."""
        try:
            what(self)
            self._hear()
        except GoneError as gone:
            self._lost(str(gone))
        except DialerError as error:
            if self._call is not None:
                self._tell(self._call.end(End.LOST, words=str(error)))

    def _wait(self) -> None:
        """Until an order, news from baresip, or something of our own that is due."""
        times = [at for at, _ in self._call.tones] if self._call else []
        if self._call is not None and self._call.stage is not Stage.ANSWERED:
            times.append(self._call.began + self._settings.ring)
        wait = max(0.0, min(times) - time.monotonic()) if times else None
        watched: list[socket.socket | Control] = [self._woken]
        if self._control is not None:
            watched.append(self._control)
        ready, _, _ = select.select(watched, [], [], wait)
        if self._woken in ready:
            self._woken.recv(4096)

    # orders -------------------------------------------------------------------------------------------
    def dial(self, call: int, number: str, extension: str) -> None:
        """Ring ``number`` as call ``call``, and tell what comes of it."""
        self.hang_up()
        self._losses.clear()
        mine = SipCall(call, number, extension, time.monotonic())
        self._sink(mine.move(Stage.DIALLING))
        try:
            try:
                self._clear_line(self._connected())
            except GoneError:  # it stood since the last call, and fell meanwhile
                self._drop()
                self._clear_line(self._connected())
        except DialerError as error:
            self._drop()
            self._sink(mine.end(End.FAILED, words=str(error)))
            return
        self._call = mine
        address = self._settings.address.replace("{number}", number).replace("{digits}", number.lstrip("+"))
        try:
            self._connected().ask("dial", address)
        except GoneError:
            raise  # it may ring all the same: baresip's list will tell
        except DialerError as error:
            self._tell(mine.end(End.FAILED, words=str(error)))

    def hang_up(self, why: End = End.CANCELLED) -> None:
        """End our call, and no other one; ``why`` is told where nobody had answered."""
        call = self._call
        if call is None:
            return
        call.closing = why
        call.tones.clear()
        control = self._connected()
        found = self._ours(control)
        if self._call is None:  # it had ended meanwhile
            return
        if found is None:
            self._tell(call.closed(""))
            return
        self._end_listed(control, found)
        self._hear()  # baresip may say that it is closed before it answers
        until = time.monotonic() + ENDING
        while self._call is not None and (left := until - time.monotonic()) > 0:
            control.read(left)
            self._hear()
        if self._call is not None:
            self._tell(call.end(End.LOST, words="baresip did not hang up: see to it there"))

    def send_digits(self, digits: str) -> None:
        """Send digits to who has answered, one after the other."""
        if self._call is not None and self._call.stage is Stage.ANSWERED:
            self._plan(self._call, digits, 0.0)

    # what is due --------------------------------------------------------------------------------------
    def _due(self) -> None:
        call = self._call
        if self._control is not None:
            self._control.read(0.0)
            self._hear()
        if call is None or self._call is None:
            return
        now = time.monotonic()
        if call.stage is not Stage.ANSWERED and now >= call.began + self._settings.ring:
            rang = call.stage is Stage.RINGING
            self.hang_up(End.NO_ANSWER if rang else End.FAILED)
            return
        try:
            while call.tones and call.tones[0][0] <= now:
                self._connected().ask("sndcode", call.tones.pop(0)[1])
        except GoneError:
            raise
        except DialerError as error:  # the call goes on without them
            call.tones.clear()
            self._tell(call.move(call.stage, words=str(error)))

    def _plan(self, call: SipCall, digits: str, wait: float) -> None:
        at = max([time.monotonic() + wait, *(t + TONE for t, _ in call.tones)])
        for digit in digits:
            if digit == ",":
                at += COMMA
            else:
                call.tones.append((at, digit))
                at += TONE

    # what baresip says --------------------------------------------------------------------------------
    def _hear(self) -> None:
        while self._control is not None and self._control.events:
            event = self._control.events.popleft()
            call = self._call
            if call is None or not call.mine(event, self._done):
                if call is None and event.get("id"):
                    self._done.append(str(event["id"]))
                continue
            news = call.hear(event)
            if news is not None:
                self._tell(news)

    def _tell(self, news: LineEvent) -> None:
        call = self._call
        if call is not None and news.stage is Stage.ANSWERED and call.extension and not call.tones:
            self._plan(call, call.extension, self._settings.pause)
            call.extension = ""  # once, also when the answer is heard of a second time
        if call is not None and news.stage is Stage.ENDED:
            self._done.append(call.id)
            self._call = None
        self._sink(news)

    def _ours(self, control: Control) -> Listed | None:
        """Our call in baresip's list."""
        calls = listed_calls(control.ask("listcalls"))
        self._hear()
        number = self._call.number if self._call else ""
        return next((c for c in calls if number and c.state != "INCOMING" and rings(c.uri, number)), None)

    def _end_listed(self, control: Control, call: Listed) -> None:
        if not call.current:
            control.ask("line", str(call.line))
        control.ask("hangup")

    def _clear_line(self, control: Control) -> None:
        """See that no other call is in the way. Raises DialerError naming it; who dials again means to end it."""
        calls = listed_calls(control.ask("listcalls"))
        if not calls:
            return
        if not {c.uri for c in calls} <= self._told_of:
            self._told_of = frozenset(c.uri for c in calls)
            raise DialerError(f"baresip is on a call already ({calls[0].uri[:60]}): dial again to end that one")
        self._told_of = frozenset()
        until = time.monotonic() + ENDING
        while calls and time.monotonic() < until:
            self._end_listed(control, calls[0])
            calls = listed_calls(control.ask("listcalls"))
        self._hear()  # what became of those is not about the next one

    # the connection -----------------------------------------------------------------------------------
    def _connected(self) -> Control:
        """The connection, made where there is none. Raises DialerError."""
        if self._control is not None:
            return self._control
        host, port = self._settings.baresip_host, self._settings.baresip_port
        try:
            self._control = Control(host, port)
        except OSError:
            if not self._settings.baresip_start:
                raise DialerError(
                    f"baresip does not answer on {host}:{port}: start it (with module ctrl_tcp), or set baresip_start"
                ) from None
            self._control = self._started(host, port)
        return self._control

    def _started(self, host: str, port: int) -> Control:
        if self._program is None or self._program.ended:
            self._program = Program(self._settings.baresip_config)
        until = time.monotonic() + STARTS
        while time.monotonic() < until and not self._leaving.wait(0.1):
            if why := self._program.ended:
                raise DialerError(why)
            try:
                return Control(host, port)
            except OSError:
                continue
        raise DialerError(f"baresip was started, but its ctrl_tcp does not listen on {host}:{port}: see its config")

    def _drop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None

    def _lost(self, why: str) -> None:
        """The connection is gone: with a call up it is sought again, and the call looked for in baresip's list."""
        self._drop()
        if self._call is None:
            return
        self._losses.append(time.monotonic())
        until = time.monotonic() + AGAIN
        if len(self._losses) == TAKEN[0] and self._losses[-1] - self._losses[0] < TAKEN[1]:
            why = "another program keeps taking baresip's control connection, which holds only one: end it there"
            until = 0.0
        while self._call is not None and time.monotonic() < until and not self._leaving.is_set():
            try:
                self._control = Control(self._settings.baresip_host, self._settings.baresip_port)
                self._resync(self._control)
            except (OSError, DialerError):
                self._drop()
            else:
                return
            self._leaving.wait(0.3)
        if self._call is not None:
            self._tell(self._call.end(End.LOST, words=f"{why}; the call may still be up"))

    def _resync(self, control: Control) -> None:
        found = self._ours(control)
        call = self._call
        if call is None:
            return
        if found is None:
            answered = call.stage is Stage.ANSWERED
            words = "" if answered else "it ended while baresip could not be heard"
            self._tell(call.end(End.OVER if answered else End.LOST, words=words))
            return
        stage = found.stage if call.stage is not Stage.ANSWERED else Stage.ANSWERED
        ago = float(found.seconds) if stage is Stage.ANSWERED and call.stage is not Stage.ANSWERED else 0.0
        self._tell(call.move(stage, ago=ago, words="baresip's control connection was cut, and is back"))
