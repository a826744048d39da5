"""A reason's form: what is typed is read, or refused in a sentence beside its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from invented import FRAME, THURSDAY, bring, log, new_person, number, reason

from callstation.desk.reason_draft import ReasonDraft
from callstation.desk.reason_fields import Fields, copy_of, fields_of, listed, listed_places, read_fields
from callstation.desk.reasoning import Reasoning
from callstation.model.calls import Outcome
from callstation.model.people import Kind
from callstation.model.reasons import Audience, ReasonKind
from callstation.store import reading, reasons


@pytest.fixture
def here(sqlite_book, desk_at) -> Any:
    bring(
        sqlite_book,
        new_person("Nell Abara", number(1), company="Harbor Lane Bakery", tags=("bakery",)),
        new_person("Maria Okafor", number(2), company="Bluebird", tags=("freight",)),
        new_person("Grace Lindholm", number(3), kind=str(Kind.REFERRAL_SOURCE)),
    )
    return desk_at(sqlite_book)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Phoenix, AZ", ("Phoenix, AZ",)),
        ("Phoenix, AZ, Tucson, AZ", ("Phoenix, AZ", "Tucson, AZ")),
        ("Phoenix, Tucson", ("Phoenix", "Tucson")),
        ("AZ, CA, NY", ("AZ", "CA", "NY")),
        ("Phoenix, AZ; Lyon, Rhône; FR", ("Phoenix, AZ", "Lyon, Rhône", "FR")),
        (" , ;", ()),
    ],
)
def test_places_may_hold_a_comma(text: str, places: tuple[str, ...]) -> None:
    assert listed_places(text) == places


def test_lists_are_forgiving() -> None:
    assert listed(" #freight, warm ,, Freight;warm\x1b[31m ") == ("freight", "warm", "Freight")


def test_a_form_reads_back_what_it_wrote(here) -> None:
    stored = reasons.add(
        here.tools.book,
        FRAME,
        reason(
            0,
            ReasonKind.STORY,
            lead_in="You bake at night.",
            link="https://example.com",
            attachment="story.pdf",
            valid_until=THURSDAY.date() - timedelta(days=3),
            client_id=1,
            tags=("freight", "warm"),
            places=("Phoenix, AZ", "Lyon"),
            lifts=("minimum-order",),
            kinds=("customer",),
            standings=("drip",),
            after_bad_call=True,
            strength=7,
            gives=False,
            people=(2, 3),
        ),
        THURSDAY,
    )
    fields = fields_of(here.tools, stored)
    assert (fields.client, fields.until, fields.places) == ("Nell Abara", "2026-03-09", "Phoenix, AZ; Lyon")
    draft = read_fields(here.tools, fields, stored)
    assert (draft.reason, draft.faults) == (stored, {})
    assert copy_of(replace(stored, retired=True)) == replace(stored, id=0)


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"text": " "}, "text", "needs words for the blank"),
        ({"until": "sometime soon"}, "until", "sometime"),
        ({"until": "yesterday"}, "until", "past"),
        ({"client": "Nobody Known"}, "client", "Nobody Known"),
        ({"strength": "12"}, "strength", "from 1 to 9"),
        ({"strength": "strong"}, "strength", "from 1 to 9"),
        ({"text": "that Abara sold out", "client": "nell", "anonymous": True}, "client", "“Abara”"),
    ],
)
def test_what_cannot_be_understood_says_so_by_its_field(here, typed: dict[str, Any], field: str, says: str) -> None:
    draft = read_fields(here.tools, replace(Fields(text="that it is so"), **typed))
    assert list(draft.faults) == [field]
    assert says.lower() in draft.faults[field].lower()


def test_words_are_read_as_the_library_keeps_them(here) -> None:
    fields = Fields(
        ReasonKind.POLICY, "  that it\nis gone \x1b[31m", lifts="Minimum order, no time!", until="in 2 weeks", tags="#a"
    )
    draft = read_fields(here.tools, fields)
    assert draft.reason.text == "that it is gone"
    assert draft.reason.audience == Audience(tags=("a",), lifts=("minimum-order", "no-time"))
    assert draft.reason.valid_until == date(2026, 3, 26)


# the draft, with its reach and its preview --------------------------------------------------------------------
def drafted(here, person: int | None = None, before=None, **typed: Any) -> ReasonDraft:
    who = reading.person(here.tools.book, person) if person else None
    draft = ReasonDraft(Reasoning(here), before, who)
    draft.read(replace(draft.begun, **{"text": "that it is so", **typed}))
    while draft.count():
        pass
    return draft


def test_it_is_said_to_the_person_on_the_card_where_it_fits_them(here) -> None:
    draft = drafted(here, 2)
    assert draft.fits_card()
    assert draft.heard is not None
    assert (draft.heard.name, draft.heard.script) == ("Maria Okafor", "news")
    assert "The reason I'm calling is that it is so." in draft.heard.spoken.text
    elsewhere = drafted(here, 2, tags="bakery")
    assert not elsewhere.fits_card()
    assert elsewhere.heard is not None
    assert elsewhere.heard.name == "Nell Abara"
    nobody = drafted(here, 2, tags="no such tag")
    assert (nobody.reach.people, nobody.heard, nobody.faults) == (0, None, {})


def test_t2_for_a_referral_source_the_form_begins_on_their_list(here) -> None:
    draft = drafted(here, 3)
    assert draft.reason.audience.kinds == (str(Kind.REFERRAL_SOURCE),)
    assert draft.fits_card()
    assert draft.heard is not None
    assert draft.heard.script == "referral-source"
    assert (draft.reach.people, draft.everybody.reach.people) == (1, 3)


def test_one_who_has_not_heard_it_is_chosen_to_hear_it(here) -> None:
    stored = reasons.add(here.tools.book, FRAME, reason(0), THURSDAY)
    log(here.tools.book, 1, Outcome.TALKED, reason=stored)
    draft = ReasonDraft(Reasoning(here), stored, None)
    draft.read(draft.begun)
    assert (draft.used, draft.heard is not None and draft.heard.name) == (1, "Maria Okafor")


def test_for_one_person_alone(here) -> None:
    draft = drafted(here, 2, people=(2,))
    assert draft.only is not None
    assert (draft.only.name, draft.reach.people) == ("Maria Okafor", 1)
    stored = reasons.add(here.tools.book, FRAME, draft.reason, THURSDAY)
    again = ReasonDraft(Reasoning(here), stored, reading.person(here.tools.book, 1))
    assert again.only is not None
    assert again.only.name == "Maria Okafor"  # whoever is on the card


def test_s8_the_language_check_reads_along(here) -> None:
    """S8: product talk is flagged."""
    draft = drafted(here, 2, kind=ReasonKind.CAPABILITY, text="that we have a new product")
    assert draft.heard is not None
    assert draft.heard.findings
