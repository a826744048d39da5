"""A seat among several: whom it has claimed, who is with whom, whose word is whose. Only on PostgreSQL.

A book on SQLite has one workstation and no team: ``Desk.team`` is None there, and nothing of this is imported.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from callstation.desk.experimenting import today_of
from callstation.desk.ledger import Ledger
from callstation.errors import RefusedError, StoreError
from callstation.model.cards import Card
from callstation.model.team import Claim, TeamToday
from callstation.rules.team import LEASE, RENEW, falls_to_team, with_words
from callstation.rules.windows import look
from callstation.store import claims, colleagues
from callstation.store.lookout import Lookout
from callstation.store.windows import groups

AT_ONCE = 12
"""People among whom the first who is free is claimed, at the least: as many seats may come at the same moment."""
PER_CLAIM = 4
"""So many more for every colleague: they claim while the order is kept."""
TRIES = 8
KNOWN_FOR = timedelta(seconds=5)
"""How long the team's tally in the header is good enough."""


class Team:
    """One seat: a random word, since two workstations may have the same caller's name."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.seat = secrets.token_hex(8)
        self.lookout = Lookout(ledger.book, self.seat)
        self.held = 0
        """The id of whom this seat has claimed, 0 for nobody."""
        self._renewed: datetime | None = None
        self._today: tuple[datetime, TeamToday] | None = None
        colleagues.seen(ledger.book, self.caller, ledger.clock.now())

    @property
    def caller(self) -> str:
        """Whose seat it is."""
        return self.ledger.frame.caller

    # whom to call -------------------------------------------------------------------------------------
    def next_id(self, now: datetime, without: set[int]) -> int | None:
        """Claim whoever should be called now; None where nobody is left for this seat."""
        frame, seen = self.ledger.frame, self.lookout
        kept = None if self.held else seen.remembered(frame, now, without)
        # Where another seat is quicker by a hair nothing is claimed, and the next try sees who is free now.
        if kept and len(kept[0]) > AT_ONCE and (taken := self._claim(now, *kept) or self._claim(now, *kept)):
            return taken
        for _ in range(TRIES):
            found = seen.look(frame, now, AT_ONCE + PER_CLAIM * seen.claims, without, lambda: self.not_ours(now))
            ids = found.first + found.rest
            if not ids:
                break
            if taken := self._claim(now, ids):
                return taken
        self.let_go()
        return None

    def _claim(self, now: datetime, ids: list[int], before: claims.Before | None = None) -> int | None:
        most = AT_ONCE + 2 * PER_CLAIM * self.lookout.claims
        book, caller = self.ledger.book, self.caller
        taken = claims.take_first(book, ids[:most], self.seat, caller, now, LEASE, before=before)
        if taken is not None:
            self.lookout.taken(taken)
            self._moved_to(taken, now)
        return taken

    def hold(self, person_id: int, now: datetime) -> str:
        """Claim this person, due or not; '' where this seat has them now, else ``with Dana, 4 min``."""
        if self.held == person_id and not self._renewal_due(now):
            return ""
        if claims.take(self.ledger.book, person_id, self.seat, self.caller, now, LEASE):
            self._moved_to(person_id, now)
            return ""
        return self.with_whom(person_id, now)

    def with_whom(self, person_id: int, now: datetime) -> str:
        """``with Dana, 4 min`` for somebody on a colleague's screen, '' else."""
        found = next((c for c in claims.others(self.ledger.book, self.seat, now) if c.person_id == person_id), None)
        return with_words(found.caller, found.since, now) if found else ""

    def let_go(self) -> None:
        """Nobody is on this seat's screen any more."""
        if self.held:
            claims.let_go(self.ledger.book, self.seat)
            self.held = 0

    def done_with(self, person_id: int) -> None:
        """Their outcome is stored: use inside its transaction, so that nobody sees one without the other."""
        if self.held == person_id:
            self.let_go()

    def leave(self) -> None:
        """The workstation is left; where the book is gone the lease runs out by itself."""
        with suppress(StoreError):
            self.let_go()

    def tick(self, now: datetime) -> str:
        """A sign of life, about once a minute; what there is to say where the card went to a colleague meanwhile."""
        if not self._renewal_due(now):
            return ""
        colleagues.seen(self.ledger.book, self.caller, now)
        words = self.hold(self.held, now) if self.held else ""
        if words:
            self.held = 0
        self._renewed = now
        return words

    def _renewal_due(self, now: datetime) -> bool:
        return self._renewed is None or not timedelta(0) <= now - self._renewed < RENEW

    def _moved_to(self, person_id: int, now: datetime) -> None:
        if self.held not in (0, person_id):
            claims.let_go(self.ledger.book, self.seat, but=person_id)
        self.held = person_id
        self._renewed = now

    # what is shared, and what is one's own ------------------------------------------------------------
    def not_ours(self, now: datetime) -> set[int]:
        """The ids of those whose promise or step is due and another's to keep."""
        return kept_by_others(self.ledger, now)

    def passed_over(self, now: datetime) -> set[int]:
        """Whom a list of those who come next leaves out: they are with a colleague, or a colleague's to call."""
        return claims.held_by_others(self.ledger.book, self.seat, now) | self.not_ours(now)

    def with_others(self, now: datetime) -> tuple[Claim, ...]:
        """Who is with whom, longest first."""
        return tuple(claims.others(self.ledger.book, self.seat, now))

    def with_words(self, now: datetime) -> tuple[tuple[str, str], ...]:
        """The same as a name and ``with Dana, 4 min``."""
        return tuple((c.name, with_words(c.caller, c.since, now)) for c in self.with_others(now))

    def today(self, now: datetime) -> TeamToday:
        """What the team did today, as of a few seconds ago."""
        if self._today is None or not timedelta(0) <= now - self._today[0] < KNOWN_FOR:
            self._today = now, TeamToday(colleagues.today(self.ledger.book, today_of(self.ledger)))
        return self._today[1]

    def claim_to_dial(self, person_id: int, name: str, now: datetime) -> None:
        """Claim somebody who is about to be dialled. Raises RefusedError where a colleague has them."""
        if words := self.hold(person_id, now):
            raise RefusedError(f"{name} is {words}: nobody is called by two")

    def on_screen(self, card: Card | None, now: datetime) -> Card | None:
        """The card as this seat shows it: claimed, or with the words for whoever has the person.

        Where the book cannot be reached the card is shown all the same; dialling asks again.
        """
        with suppress(StoreError):
            if card is None:
                self.let_go()
                return None
            words = self.hold(card.prospect.id, now)
            if words and self.held:
                self.let_go()
            return replace(card, with_whom=words) if words != card.with_whom else card
        return card


def kept_by_others(ledger: Ledger, now: datetime) -> set[int]:
    """The ids of those whose promise or step is due and another's to keep (see rules/team.py)."""
    book, frame = ledger.book, ledger.frame
    words = colleagues.words_of_others(book, frame.caller)
    if not words:
        return set()
    seen = colleagues.last_seen(book)
    wanted = {w.group_id for w in words}
    closes = {
        g.id: look(g.window(frame), g.likeliest(frame), now, own_zone=frame.zone).closes
        for g in groups(book)
        if g.id in wanted
    }
    return {
        w.person_id
        for w in words
        if not falls_to_team(
            seen.get(w.caller), now, zone=frame.zone, days=frame.days, closes=closes.get(w.group_id), at=w.at
        )
    }


def busy_elsewhere(ledger: Ledger, now: datetime) -> set[int]:
    """The ids that a list made without a seat leaves out: on somebody's screen, or another's to call."""
    return claims.held_by_others(ledger.book, "", now) | kept_by_others(ledger, now)
