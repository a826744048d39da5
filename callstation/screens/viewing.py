"""Taking the call screen's state as one frozen view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callstation.model.dialling import Stage
from callstation.model.team import TeamToday
from callstation.rules.windows import zone_of
from callstation.widgets.card_view_model import StationView

if TYPE_CHECKING:
    from callstation.screens.call_base import CallBase


def view_of(screen: CallBase) -> StationView:
    """What the screen shows now."""
    desk = screen.desk
    card = screen.card
    line = desk.telephone.line()
    named = card is not None and (card.silence or card.last_of or line.stage is not Stage.IDLE)
    return StationView(
        now=desk.now.astimezone(zone_of(desk.tools.frame.zone)),
        card=card,
        phase=screen.phase,
        shown=screen.shown,
        session=desk.clock(),
        tally=desk.tally(),
        progress=desk.progress(),
        team=desk.team.today(desk.now) if desk.team else TeamToday(),
        ahead=screen.ahead,
        note=screen.note,
        note_open=screen.note_open,
        line=line,
        notice=screen.notice,
        notice_bad=screen.notice_bad,
        empty=empty_words(screen) if card is None else "",
        closing=screen.closing if line.seconds is not None else "",
        talk=screen.talk,
        scroll=screen.scroll_at,
        keys=screen.app_keys() if named else {},
    )


def empty_words(screen: CallBase) -> str:
    """An empty screen says how to fill it."""
    quiet = screen.desk.quiet()
    keys = screen.app_keys()
    if quiet.book_empty:
        return (
            "Your book is empty.\n\n"
            f"Press {keys['bring_in']} to bring a list in, any spreadsheet or contact export.\n\n"
            f"Press {keys['add']} to add someone now. To see what an hour looks like first:\n"
            "    callstation demo"
        )
    tally = screen.desk.tally()
    done = f"{tally.calls} calls, {tally.talked} conversations. " if tally.calls else ""
    if quiet.at is None:
        return f"Nobody is left to call.\n\n{done}/ finds anyone, a adds someone, w wraps up."
    here = quiet.at.astimezone(zone_of(screen.desk.tools.frame.zone))
    when = f"{here:%A} {here.day} {here:%B} at {here.hour}:{here:%M}"
    return (
        f"Nobody to call right now.\n\n{done}The next one is due {when}, your time; it comes up by itself.\n\n"
        "/ finds anyone, u takes the last step back, w wraps up the hour."
    )
