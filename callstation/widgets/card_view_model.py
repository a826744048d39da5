"""What the call screen shows at one moment, as data: made by the screen, painted by the layouts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from callstation.desk.talking import Talk
from callstation.model.cards import Ahead, Card, Session, Tally
from callstation.model.dialling import Line as TelephoneLine
from callstation.model.experiments import Progress
from callstation.model.team import TeamToday


class Phase(StrEnum):
    """Where a call is: outcome keys mean something in all but the last."""

    READY = "ready"
    DIALLING = "dialling"
    RINGING = "ringing"
    ON_CALL = "on the call"
    CLOSING = "closing"
    """An outcome was chosen and asks for a word more."""


class Shown(StrEnum):
    """Which of the card's texts is in the middle."""

    OPENER = "opener"
    VOICEMAIL = "voicemail"
    EMAIL = "email"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class StationView:
    """One moment of the call screen."""

    now: datetime
    """Aware, in the caller's zone."""
    card: Card | None = None
    phase: Phase = Phase.READY
    shown: Shown = Shown.OPENER
    session: Session | None = None
    tally: Tally = field(default_factory=Tally)
    progress: Progress | None = None
    """Where the experiment stands (T4)."""
    team: TeamToday = field(default_factory=TeamToday)
    """What the whole team did today; nobody for a book of one caller."""
    ahead: Ahead = field(default_factory=Ahead)
    note: str = ""
    """The note as typed so far, shown on the card while its box is closed."""
    note_open: bool = False
    line: TelephoneLine = field(default_factory=TelephoneLine)
    """The telephone line: nobody was dialled where it is idle."""
    notice: str = ""
    """One line about what just happened."""
    notice_bad: bool = False
    empty: str = ""
    """What to say where there is no card."""
    closing: str = ""
    """What to say to a no, while the number is large (H6)."""
    talk: Talk | None = None
    """Points, questions and answers, where they are shown."""
    scroll: int = 0
    """Lines by which a text too long for the middle was scrolled."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The user's own key for an action's id, as printed."""
