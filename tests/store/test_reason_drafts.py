"""A reason being written is kept for each caller and each reason by itself."""

from __future__ import annotations

from invented import THURSDAY, bring, new_person

from callstation.store import library, reading, reason_drafts


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


def test_h5_what_names_somebody_goes_when_they_are_erased(book):
    [maria] = bring(book, new_person())
    name = reading.person(book, maria).name
    reason_drafts.write(book, "Dana", 0, {"text": f"that {name.upper()} did it", "people": []}, THURSDAY)
    reason_drafts.write(book, "Dana", 1, {"text": "for one", "people": [maria]}, THURSDAY)
    reason_drafts.write(book, "Dana", 2, {"text": "for all", "people": []}, THURSDAY)
    with book.transaction():
        library.let_go_of_client(book, maria)
    assert [reason_drafts.read(book, "Dana", n) != {} for n in (0, 1, 2)] == [False, False, True]
