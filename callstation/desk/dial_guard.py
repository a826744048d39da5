"""What is looked at before a number leaves the machine; hours and standing are looked at by the desk itself."""

from __future__ import annotations

from datetime import timedelta

from callstation.desk.tools import Tools
from callstation.errors import RefusedError
from callstation.model.people import Phone, Prospect
from callstation.rules.dialling import check_number
from callstation.store.history import newest_at

BEHIND = timedelta(minutes=10)
"""How far this machine's clock may be behind the last record: two machines on one book never agree to the second."""


def may_ring(tools: Tools, person: Prospect, phone: Phone, *, sure: bool) -> None:
    """Let ``phone`` be dialled, or say why not.

    Raises RefusedError: on the do-not-call list through whomever, no number or an emergency number, a clock that is
    behind. Raises UnsureError where it is done only after a second look (``sure``).
    """
    from callstation.store.known import barred

    if barred(tools.book, [phone.number]):
        raise RefusedError(f"{phone.number} is on the do-not-call list: it is not dialled for anyone")
    if behind := clock_behind(tools):
        raise RefusedError(behind)
    countries = (tools.settings.region.country, person.country)
    check_number(phone, countries, sure=sure)


def clock_behind(tools: Tools) -> str:
    """The sentence for a machine's clock that stands before the last record of the book, '' where it does not."""
    newest = newest_at(tools.book)
    if newest is None or newest - tools.clock.now() <= BEHIND:
        return ""
    return (
        f"this machine's clock is behind the last record in the book ({newest:%Y-%m-%d %H:%M} UTC): calling hours "
        "cannot be told, so nobody is dialled; set the clock. Looking and logging go on"
    )
