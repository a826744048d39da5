"""Who is on the screen when the workstation opens, and the one line that is said about it."""

from __future__ import annotations

from dataclasses import dataclass

from callstation.desk.desk import Desk
from callstation.errors import CallstationError
from callstation.model.cards import Card


@dataclass(frozen=True, slots=True)
class FirstCard:
    """``card`` is None where nobody can be called, or the book could not be read."""

    card: Card | None
    notice: str = ""
    notice_bad: bool = False


def first_card(desk: Desk) -> FirstCard:
    """The card on which something was being typed when the last session ended, else the next one."""
    try:
        resumed = desk.resumed()
        card = resumed or desk.next_card()
    except CallstationError as error:
        return FirstCard(None, str(error), notice_bad=True)
    if desk.tools.book.read_only:
        text = "this book is open in another terminal: here you can look around, but not log calls"
        return FirstCard(card, text, notice_bad=True)
    if desk.tidings:
        return FirstCard(card, desk.tidings)
    if resumed is not None:
        return FirstCard(card, "here is what you were typing when you left")
    if desk.session is not None:
        return FirstCard(card, "your power hour goes on with the next key")
    return FirstCard(card)
