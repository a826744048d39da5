"""tag:, kind:, standing:, company: and place: choose people, alone or with other words; the same for exports."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import bring, new_person, number

from callstation.errors import UsageError
from callstation.store.book import Book
from callstation.store.choosing import EVERYBODY, Chosen, read_words
from callstation.store.search import find


@pytest.mark.parametrize(
    ("text", "chosen", "left"),
    [
        ("bluebird", EVERYBODY, "bluebird"),
        ("tag:fair", Chosen(tag="fair"), ""),
        ("TAG:fair  blue kind:customer bird", Chosen(tag="fair", kind="customer"), "blue bird"),
        ('standing:"said no" x', Chosen(standing="said no"), "x"),
        ("standing:said-no", Chosen(standing="said no"), ""),
        ("kind:ref", Chosen(kind="referral source"), ""),
        ('place:"new york" company:wu', Chosen(place="new york", company="wu"), ""),
        ('company:"not closed', Chosen(company="not closed"), ""),
        ("tag:", EVERYBODY, ""),
        ("hashtag:fair note: 12:30", EVERYBODY, "hashtag:fair note: 12:30"),
    ],
)
def test_words_are_read(text: str, chosen: Chosen, left: str) -> None:
    assert read_words(text) == (chosen, left)


@pytest.mark.parametrize("text", ["kind:friend", "standing:maybe", "kind:x", "standing:d"])
def test_a_word_that_chooses_nothing_there_is_is_named(text: str) -> None:
    with pytest.raises(UsageError, match=text):
        read_words(text)


def test_people_are_found_by_them(book: Book) -> None:
    bring(
        book,
        replace(new_person("Ann Wu", number(1), tags=("Fair", "warm")), company="Wu Tools", place="Denver, CO"),
        replace(new_person("Tom Wu", number(2), tags=("Äpfel",)), company="Bluebird", place="München", country="DE"),
        replace(new_person("Pat Example", number(3), tags=("fair",)), kind="customer", standing="do not call"),
    )
    for text, names in (
        ("tag:fair", ["Ann Wu", "Pat Example"]),
        ("tag:Äpfel", ["Tom Wu"]),
        ("wu tag:FAIR", ["Ann Wu"]),
        ("kind:customer", ["Pat Example"]),
        ("standing:do-not-call tag:fair", ["Pat Example"]),
        ("place:munchen", ["Tom Wu"]),
        ("place:co company:tools", ["Ann Wu"]),
        ("tag:nothing", []),
        ("wu tag:nothing", []),
    ):
        assert sorted(f.name for f in find(book, text)) == names, text
    assert len(find(book, "tag:fair", 1)) == 1
