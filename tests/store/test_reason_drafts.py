"""A reason being written is kept for each caller and each reason by itself."""

from __future__ import annotations

from invented import THURSDAY

from callstation.store import reason_drafts


def test_every_caller_has_their_own_and_the_newest_counts(book):
    assert reason_drafts.read(book, "Dana", 0) == {}
    reason_drafts.write(book, "Dana", 0, {"text": "that"}, THURSDAY)
    reason_drafts.write(book, "Dana", 0, {"text": "that you"}, THURSDAY)
    reason_drafts.write(book, "Dana", 7, {"text": "seven"}, THURSDAY)
    reason_drafts.write(book, "Ann", 0, {"text": "hers"}, THURSDAY)
    assert reason_drafts.read(book, "Dana", 0) == {"text": "that you"}
    reason_drafts.drop(book, "Dana", 0)
    assert reason_drafts.read(book, "Dana", 0) == {}
    assert reason_drafts.read(book, "Dana", 7) == {"text": "seven"}
    assert reason_drafts.read(book, "Ann", 0) == {"text": "hers"}
