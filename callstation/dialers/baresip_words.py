"""What baresip says over ctrl_tcp, taken apart: its list of calls, its events, why a call was closed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from callstation.model.dialling import End, LineEvent, Stage
from callstation.rules.dialling import end_of
from callstation.text import clean_line

_LISTED = re.compile(r"(>?)\s*\[line (\d+)[^\]]*\]\s+(?:(\d+):)?(\d+):(\d+)\s+([A-Z]+)\s+(\S+)")
_CODE = re.compile(r"([3-6]\d\d)\b\s*(.*)")
_ANSWERED = ("ESTABLISHED",)
_RINGING = ("RINGING", "EARLY", "PROGRESS")


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of ``listcalls``. ``seconds`` run from the answer on; ``current`` is the one that hangup ends."""

    line: int
    current: bool
    seconds: int
    state: str
    uri: str

    @property
    def stage(self) -> Stage:
        """Where the call is."""
        if self.state in _ANSWERED:
            return Stage.ANSWERED
        return Stage.RINGING if self.state in _RINGING else Stage.DIALLING


def listed_calls(text: str) -> list[Listed]:
    """The calls in the answer to ``listcalls``."""
    found = []
    for current, line, hours, minutes, seconds, state, uri in _LISTED.findall(text):
        took = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        found.append(Listed(int(line), bool(current), took, state, uri))
    return found


def rings(uri: str, number: str) -> bool:
    """Whether ``uri`` (``sip:+16025550134@127.0.0.1``) is that of ``number``, perhaps with a provider's prefix."""
    user = uri.rpartition("<")[2].partition(":")[2].partition("@")[0].partition(";")[0]
    return user.endswith(number.lstrip("+")) and user != ""


@dataclass(slots=True)
class SipCall:
    """The one call that is ours among all that baresip has. Times are on a monotonic clock, in seconds."""

    call: int
    number: str
    extension: str
    began: float
    stage: Stage = Stage.DIALLING
    id: str = ""
    """baresip's own name for it, once it has told one."""
    closing: End | None = None
    """Why it was hung up from here."""
    tones: list[tuple[float, str]] = field(default_factory=list)
    """Digits still to be sent, and when."""

    def mine(self, event: Mapping[str, object], not_these: Collection[str]) -> bool:
        """Whether an event is about this call, and no other one that comes in or stands beside it."""
        id_ = str(event.get("id") or "")
        if event.get("direction") != "outgoing" or (id_ and id_ in not_these):
            return False
        if self.id and id_:
            return id_ == self.id
        return rings(str(event.get("peeruri") or ""), self.number)

    def hear(self, event: Mapping[str, object]) -> LineEvent | None:
        """What an event of this call changes, None for nothing."""
        self.id = self.id or str(event.get("id") or "")
        match event.get("type"):
            case "CALL_RINGING" | "CALL_PROGRESS" if self.stage is Stage.DIALLING:
                return self.move(Stage.RINGING)
            case "CALL_ESTABLISHED" if self.stage is not Stage.ANSWERED:
                return self.move(Stage.ANSWERED)
            case "CALL_CLOSED":
                return self.closed(clean_line(str(event.get("param") or ""))[:120])
            case _:
                return None

    def move(self, stage: Stage, *, ago: float = 0.0, words: str = "") -> LineEvent:
        """The call is in ``stage`` now."""
        self.stage = stage
        return LineEvent(self.call, stage, ago=ago, words=words)

    def closed(self, why: str) -> LineEvent:
        """The call is over; ``why`` is what baresip said: ``486 Busy Here``, ``Connection reset by peer``."""
        answered = self.stage is Stage.ANSWERED
        said = _CODE.match(why)
        code = int(said[1]) if said else 0
        if answered:
            return self.end(End.OVER)
        if self.closing is not None:
            return self.end(
                self.closing, code, "no sign came from the other side" if self.closing is End.FAILED else ""
            )
        if why == "Connection reset by user":  # in baresip itself
            return self.end(End.CANCELLED)
        # Without a status its words are those of a system call; they say something to whoever set it up.
        return self.end(end_of(code), code, said[2] if said else why)

    def end(self, end: End, code: int = 0, words: str = "") -> LineEvent:
        """The call is over."""
        self.stage = Stage.ENDED
        return LineEvent(self.call, Stage.ENDED, end, code, words)
