"""What is being typed on a card, kept from its first letter until the outcome takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callstation.store.book import Book, epoch

_PARTS = "\x1e"
"""Stands between the two texts of a touch: a character that nobody can type or paste into either (text.clean)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A note being typed, and this call's own words (T3).

    ``touch`` holds both, the opener and the voicemail, as one text that undoing and merging pass on as it is;
    :attr:`opener` and :attr:`voicemail` are '' where the script's words stand.
    """

    note: str = ""
    touch: str = ""

    @property
    def opener(self) -> str:
        """The opener in words of this call's own."""
        return self.touch.partition(_PARTS)[0]

    @property
    def voicemail(self) -> str:
        """The voicemail in words of this call's own."""
        return self.touch.partition(_PARTS)[2]


def touch_of(opener: str, voicemail: str) -> str:
    """Both texts as :attr:`Draft.touch` holds them."""
    return f"{opener}{_PARTS}{voicemail}" if voicemail else opener


def read(book: Book, person_id: int) -> Draft:
    """What was typed on this person's card and not yet stored with an outcome."""
    row = book.one("SELECT note, touch FROM draft WHERE person_id = ?", person_id)
    return Draft(*row) if row else Draft()


def write(
    book: Book,
    person_id: int,
    now: datetime,
    *,
    note: str | None = None,
    touch: str | None = None,
    caller: str = "",
) -> None:
    """Keep what ``caller`` types; None leaves that part as it is, and '' for both removes the draft."""
    before = read(book, person_id)
    after = Draft(before.note if note is None else note, before.touch if touch is None else touch)
    with book.transaction():
        if not after.note and not after.touch:
            book.run("DELETE FROM draft WHERE person_id = ?", person_id)
            return
        book.run(
            "INSERT INTO draft (person_id, note, touch, at, caller) VALUES (?, ?, ?, ?, ?) ON CONFLICT (person_id) "
            "DO UPDATE SET note = excluded.note, touch = excluded.touch, at = excluded.at, caller = excluded.caller",
            person_id,
            after.note,
            after.touch,
            epoch(now),
            caller,
        )


def newest(book: Book, caller: str = "") -> int | None:
    """The person on whose card this caller was typing last: where a session that was cut off goes on.

    What nobody put a name to is anybody's, and so are all drafts of a book on one machine.
    """
    theirs, values = ("", ()) if book.sqlite else ("WHERE caller IN ('', ?) ", (caller,))
    found: int | None = book.value(f"SELECT person_id FROM draft {theirs}ORDER BY at DESC, id DESC LIMIT 1", *values)
    return found
