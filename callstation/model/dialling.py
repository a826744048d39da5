"""A telephone line as callstation sees it: where a call is, how it ended, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where a call is."""

    IDLE = "idle"
    DIALLING = "dialling"
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"

    @property
    def up(self) -> bool:
        """Whether there is a call that could be hung up."""
        return self in (Stage.DIALLING, Stage.RINGING, Stage.ANSWERED)


class End(StrEnum):
    """Why a call ended; the values are what the screen says."""

    OVER = "the call is over"
    """Somebody had answered, and one of the two hung up."""
    CANCELLED = "hung up before anybody answered"
    BUSY = "busy"
    NO_SUCH_NUMBER = "no such number"
    DECLINED = "declined"
    NO_ANSWER = "nobody answered"
    FAILED = "the call did not get through"
    LOST = "the call was lost from sight"


@dataclass(frozen=True, slots=True)
class LineEvent:
    """Something happened to the call with the running number ``call``."""

    call: int
    stage: Stage
    end: End | None = None
    """Why, where ``stage`` is ENDED."""
    code: int = 0
    """SIP's status (486), 0 where there is none."""
    words: str = ""
    """What the network or a program said, cleaned, one line."""
    ago: float = 0.0
    """Seconds since it happened: more than 0 where it was found out later."""


@dataclass(frozen=True, slots=True)
class Line:
    """The line at one moment."""

    person_id: int = 0
    """Who was dialled; 0 for nobody."""
    number: str = ""
    """E.164."""
    extension: str = ""
    stage: Stage = Stage.IDLE
    by_hand: bool = True
    """Whether callstation hears nothing of the call: the caller dials, or another program does."""
    end: End | None = None
    code: int = 0
    words: str = ""
    seconds: int | None = None
    """Seconds of talk, from the answer on; by hand since dialling. None before anybody answered."""
    waited: int = 0
    """Seconds since dialling."""

    @property
    def live(self) -> bool:
        """Whether a call is up that callstation itself holds."""
        return self.stage.up and not self.by_hand

    @property
    def talking(self) -> bool:
        """Whether somebody has answered, and callstation holds the call."""
        return self.stage is Stage.ANSWERED and not self.by_hand
