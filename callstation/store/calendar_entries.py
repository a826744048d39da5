"""What was put into the caller's calendar outside, so that nothing is put there twice and nothing is left behind."""

from __future__ import annotations

from datetime import datetime

from callstation.store.book import Book, epoch


def entries(book: Book) -> dict[str, str]:
    """The digest of what was last put there, by the date's uid."""
    return dict(book.rows("SELECT uid, digest FROM calendar_entry"))


def put(book: Book, uid: str, href: str, digest: str, now: datetime) -> None:
    """It is there now."""
    with book.transaction():
        book.run(
            "INSERT INTO calendar_entry (uid, href, digest, at) VALUES (?, ?, ?, ?) ON CONFLICT (uid) "
            "DO UPDATE SET href = excluded.href, digest = excluded.digest, at = excluded.at",
            uid,
            href,
            digest,
            epoch(now),
        )


def gone(book: Book, uid: str) -> None:
    """It is there no more."""
    with book.transaction():
        book.run("DELETE FROM calendar_entry WHERE uid = ?", uid)
