"""Rhythms in the book (H8, S2): of a person, of a tag, restarted by any contact; tags that come and go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from invented import FRAME, THURSDAY, bring, log, new_person

from callstation.model.calls import Outcome
from callstation.model.cards import Why
from callstation.rules.rhythms import tag_rhythms
from callstation.store import people, reading, several, ways
from callstation.store.book import Book, moment_of
from callstation.store.placing import replace_place

WITH_TAGS = replace(FRAME, rhythms=tag_rhythms({"regulars": "7d", "board": "quarterly"}))


@pytest.fixture
def maria(book: Book) -> int:
    [person_id] = bring(book, new_person(zone="America/Phoenix", tags=("Regulars", "board")), frame=WITH_TAGS)
    return person_id


def place_of(book: Book, person_id: int) -> tuple[str, datetime | None]:
    why, due = book.one("SELECT why, due_at FROM person WHERE id = ?", person_id) or ("", None)
    return why, moment_of(due)


def test_s2_any_contact_restarts_the_rhythm_of_a_tag(book: Book, maria: int) -> None:
    for at in (THURSDAY, THURSDAY + timedelta(days=3)):
        log(book, maria, Outcome.TALKED, at, frame=WITH_TAGS)
        wanted = datetime(2026, 3, 19, 16, tzinfo=UTC) + (at - THURSDAY)
        assert place_of(book, maria) == (Why.RHYTHM, wanted)


def test_h8_their_own_rhythm_wins_and_without_any_silence_counts(book: Book, maria: int) -> None:
    log(book, maria, Outcome.TALKED, frame=WITH_TAGS)
    people.set_fields(book, WITH_TAGS, maria, {"rhythm": "2w"}, THURSDAY)
    assert place_of(book, maria) == (Why.RHYTHM, datetime(2026, 3, 26, 16, tzinfo=UTC))
    people.set_fields(book, WITH_TAGS, maria, {"rhythm": ""}, THURSDAY)
    assert place_of(book, maria)[1] == datetime(2026, 3, 19, 16, tzinfo=UTC)
    replace_place(book, maria, FRAME, THURSDAY)
    assert place_of(book, maria)[0] == Why.SILENCE  # T7: two months, where the settings name no tag


def test_h8_a_tag_that_goes_or_comes_moves_them(book: Book, maria: int) -> None:
    log(book, maria, Outcome.TALKED, frame=WITH_TAGS)
    who = reading.person(book, maria)
    ways.set_ways(book, WITH_TAGS, maria, THURSDAY, phones=who.phones, emails=who.emails, tags=("board",))
    assert place_of(book, maria) == (Why.RHYTHM, datetime(2026, 6, 12, 16, tzinfo=UTC))
    change = several.SharedChange(add_tags=("regulars",))
    several.change_several(book, WITH_TAGS, [maria], change, THURSDAY, session_id=None)
    assert place_of(book, maria)[1] == datetime(2026, 3, 19, 16, tzinfo=UTC)
