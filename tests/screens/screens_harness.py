"""A desk over a real book, and an app that shows one screen and keeps what it returned."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.app import App
from textual.screen import Screen

from callstation.clock import FixedClock
from callstation.desk.desk import Desk
from callstation.desk.tools import Tools, frame_of
from callstation.model.calls import Outcome
from callstation.model.people import Email, NewPerson, Phone
from callstation.model.reasons import Reason
from callstation.rules.outcomes import Agreement, effect_of
from callstation.screens.themes import THEMES
from callstation.scripting.shelf import Shelf
from callstation.settings import Me, Region, Settings
from callstation.store import outcomes, people, reading
from callstation.store.opening import open_book

NOW = datetime(2026, 11, 20, 15, 42, tzinfo=UTC)
"""A Friday, 10:42 in New York."""
HOSTILE = (
    "[/b]",
    "[@click=app.quit]x",
    "Ann [bold red]Wu[/]",
    "\x1b[31mRed\x1b[0m Herring",
    "\x1b]52;c;ZXZpbA==\x07Clip",
    "Mia \u202egnihsif\u202c",
    "Zero\u200b\u200fWidth",
    "王小明",
    "$primary {x} %s",
)


def a_desk(folder: Path, now: datetime = NOW, zone: str = "America/New_York") -> Desk:
    """A desk over an empty book in ``folder``."""
    settings = Settings(
        me=Me(name="Dana Reed", business="Reed Design", number="212 555 0100"),
        region=Region(zone=zone, country="US"),
    )
    return Desk(
        Tools(
            book=open_book("", folder / "book.db"),
            frame=frame_of(settings),
            clock=FixedClock(now),
            shelf=Shelf(folder / "scripts"),
            settings=settings,
        )
    )


def a_person(desk: Desk, name: str, number: str = "", **more: Any) -> int:
    """Somebody in the book."""
    first, _, last = name.partition(" ")
    new = NewPerson(
        name=name,
        first_name=first,
        last_name=last,
        phones=(Phone(number, raw=number),) if number else (),
        emails=tuple(Email(a) for a in more.pop("emails", ())),
        **more,
    )
    return people.add(desk.tools.book, desk.tools.frame, new, desk.now)[0]


def a_call(
    desk: Desk,
    person_id: int,
    outcome: Outcome,
    *,
    note: str = "",
    words: str = "",
    seconds: int | None = None,
    agreed: Agreement | None = None,
    days: Any = None,
    session: bool = False,
    reason: Reason | None = None,
) -> None:
    """A call as the desk would record it, without a card."""
    frame, now = desk.tools.frame, desk.now
    facts = reading.facts(desk.tools.book, person_id, frame)
    effect = effect_of(outcome, facts, now, frame.patience, agreed=agreed, promise_on=days, words=words)
    call = outcomes.Call(
        person_id=person_id,
        outcome=outcome,
        at=now,
        note=note,
        words=words,
        reason=reason,
        seconds=seconds,
        session_id=desk.begin().id if session else None,
    )
    outcomes.record(desk.tools.book, frame, call, effect)


class Harness(App[None]):
    """Shows one screen, as the workstation would; ``result`` is what came back."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, screen: Screen[Any], theme: str = "dusk") -> None:
        super().__init__()
        self._screen = screen
        self._theme = theme
        self.result: Any = "not yet"

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._theme
        self.push_screen(self._screen, self._keep)

    def _keep(self, result: Any) -> None:
        self.result = result


def shown(app: App[Any]) -> str:
    """The screen as text, line by line."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())
