"""A good opener on every card is what the demo is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from demo_books import SUNDAY_NIGHT, TUESDAY, built, desk_at

from callstation.language.check import TextKind, check
from callstation.model.cards import Card
from callstation.store.book import Book

UNREADY = 2
"""So many people are shown without a reason on purpose: it is part of the work to find one."""


@pytest.fixture(scope="module")
def cards(tuesday: Book, tmp_path_factory: pytest.TempPathFactory) -> list[Card]:
    desk = desk_at(tuesday, TUESDAY, tmp_path_factory.mktemp("scripts"))
    return [desk.checked(desk.card(row.id)) for row in desk.rows(500, after_hours=True)]


def test_no_opener_has_a_gap_but_those_without_a_reason(cards: list[Card]) -> None:
    assert sum(c.reason is None for c in cards) == UNREADY
    for card in cards:
        expected = ("reason.text",) if card.reason is None else ()
        assert card.opener.gaps == expected, card.prospect.name
        assert card.voicemail.gaps == expected, card.prospect.name
        assert card.email_body.gaps == expected, card.prospect.name


def test_the_language_check_has_nothing_against_them(cards: list[Card]) -> None:
    for card in cards:
        assert [f for f in card.findings if f.severity == "error"] == [], card.prospect.name
        if card.reason is None:
            continue
        assert card.findings == (), (card.prospect.name, card.opener.text)
        spoken = check(card.voicemail.text, TextKind.VOICEMAIL, my_number="+1 212 555 0142")
        assert [f for f in spoken if f.severity == "error"] == [], card.prospect.name


def test_openers_differ(cards: list[Card]) -> None:
    """Whoever walks through the queue does not hear one sentence all day."""
    first = [c.reason.id for c in cards[:40] if c.reason]
    assert len(set(first)) >= 12
    assert len({c.script for c in cards}) >= 14


def test_what_was_said_then_was_whole(tuesday: Book) -> None:
    said = [r[0] for r in tuesday.rows("SELECT words FROM entry WHERE kind = 'call' AND words <> ''")]
    assert len(said) >= 250
    assert not [w for w in said if "[" in w or "{" in w]


def test_on_a_sunday_night_as_well(tmp_path: Path) -> None:
    book = built(tmp_path / "book.db", SUNDAY_NIGHT)
    desk = desk_at(book, SUNDAY_NIGHT, tmp_path / "scripts")
    for row in desk.rows(500):
        card = desk.card(row.id)
        assert card.reason is None or not card.opener.gaps
    book.close()
