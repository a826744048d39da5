"""What tests of the reason library share."""

from __future__ import annotations

from typing import Any

from screens_harness import shown
from textual.pilot import Pilot

from callstation.desk.desk import Desk
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.screens.app import Workstation
from callstation.screens.call import CallScreen
from callstation.store import reasons
from callstation.widgets.line_input import LineInput
from callstation.widgets.words_area import WordsArea

SIZES = [(80, 24), (120, 36)]
PALLET = "that you can start with a single pallet now"


def a_reason(desk: Desk, text: str, kind: ReasonKind = ReasonKind.NEWS, strength: int = 5, **more: Any) -> Reason:
    wanted = Reason(0, kind, text, audience=Audience(**more), strength=strength)
    return reasons.add(desk.tools.book, desk.tools.frame, wanted, desk.now)


async def settled(pilot: Pilot[Any]) -> str:
    """What is on the screen when all is counted and painted."""
    await pilot.pause(0.1)
    await pilot.pause()
    return shown(pilot.app)


def words_of(app: Workstation) -> str:
    card = next(s for s in app.screen_stack if isinstance(s, CallScreen)).card
    assert card is not None
    return card.opener.text


def heard(app: Any) -> str:
    """The opener that stands beside the form."""
    found = app.screen.draft.heard
    assert found is not None
    return str(found.spoken.text)


async def type_into(pilot: Pilot[Any], name: str, text: str) -> None:
    widget = pilot.app.screen.query_one(f"#in-{name}")
    widget.focus()
    if isinstance(widget, WordsArea):
        widget.text = text
    elif isinstance(widget, LineInput):
        widget.value = text
    await pilot.pause()
