"""Which reasons fit whom, and which comes first (H2, H4, S3, S5-S9, T2)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import prospect, reason

from callstation.model.calls import Outcome
from callstation.model.people import Kind, Objection, Prospect, Standing
from callstation.model.reasons import BY_THEMSELVES, Audience, Reason, ReasonKind
from callstation.rules.reasons import fitting, lifted_by, reaches

TODAY = date(2026, 3, 12)
MARIA = prospect(
    tags=("fair", "VIP"),
    industry="Logistics",
    place="Phoenix, AZ",
    region="AZ",
    country="US",
    objections=(Objection("minimum-order"), Objection("late", complaint=True)),
)


def best(library: list[Reason], person: Prospect = MARIA, **more: Any) -> list[int]:
    known: dict[str, Any] = {"used": (), "last_kind": None, "today": TODAY}
    return [r.id for r in fitting(library, person, **{**known, **more})]


@pytest.mark.parametrize(
    ("audience", "reached"),
    [
        ({}, True),
        ({"kinds": ("prospect", "customer")}, True),
        ({"kinds": ("referral source",)}, False),
        ({"standings": ("proposal open",)}, False),
        ({"tags": ("vip",)}, True),  # in any case
        ({"tags": ("bakery",)}, False),
        ({"industries": ("food", "logistics")}, True),  # S5: words in one field are joined by or
        ({"industries": ("food",)}, False),
        ({"places": ("phoenix",)}, True),
        ({"places": ("az",)}, True),
        ({"places": ("Tucson",)}, False),
        ({"tags": ("vip",), "places": ("Tucson",)}, False),  # fields by and
        ({"lifts": ("minimum-order", "price")}, True),  # S6
        ({"lifts": ("late",)}, False),  # a complaint is no objection
        ({"answers": ("late",)}, True),  # S7
        ({"answers": ("minimum-order",)}, False),
        ({"after_bad_call": True}, False),  # S9
    ],
)
def test_an_audience(audience: dict[str, Any], reached: bool) -> None:
    assert reaches(Audience(**audience), MARIA) is reached


@pytest.mark.parametrize("outcome", Outcome)
def test_s9_a_new_you_is_for_those_whose_last_call_went_badly(outcome: Outcome) -> None:
    badly = outcome in (Outcome.NOT_NOW, Outcome.SAID_NO)
    assert reaches(Audience(after_bad_call=True), MARIA, outcome) is badly


def test_t2_referral_sources_get_reasons_of_their_own() -> None:
    source = prospect(kind=Kind.REFERRAL_SOURCE, tags=("fair",))
    assert not reaches(Audience(), source)
    assert reaches(Audience(kinds=("referral source",)), source)
    assert reaches(Audience(tags=("fair",)), source)


def test_nothing_known_matches_nothing() -> None:
    nobody = prospect(company="")
    assert not reaches(Audience(industries=("",)), nobody)
    assert not reaches(Audience(places=("",)), nobody)


# which, and in which order ----------------------------------------------------------------------------------------
def test_s3_a_reason_is_never_used_twice_with_one_person() -> None:
    library = [reason(n) for n in (1, 2, 3)]
    assert best(library) == [1, 2, 3]
    assert best(library, used={1, 3}) == [2]
    assert best(library, used={1, 2, 3}) == []


def test_the_strongest_first_and_of_equals_the_older() -> None:
    assert best([reason(1, strength=3), reason(2, strength=9), reason(3, strength=3)]) == [2, 1, 3]


def test_what_lifts_something_of_theirs_comes_before_all_else() -> None:
    assert best([reason(1, strength=9), reason(2, strength=1, lifts=("minimum-order",))]) == [2, 1]
    assert best([reason(1, strength=9), reason(2, strength=1, answers=("late",))]) == [2, 1]


def test_not_the_same_kind_twice_running() -> None:
    library = [reason(1, ReasonKind.NEWS, strength=9), reason(2, ReasonKind.OFFER, strength=1)]
    assert best(library, last_kind=ReasonKind.NEWS) == [2, 1]
    assert best(library, last_kind=ReasonKind.OFFER) == [1, 2]


@pytest.mark.parametrize(
    "left_out",
    [
        {"retired": True},
        {"valid_until": TODAY - timedelta(days=1)},
        {"client_id": MARIA.id},  # H5: nobody is told their own story
        {"gives": False},  # H4: it asks, and no proposal is open
    ],
)
def test_what_is_left_out(left_out: dict[str, Any]) -> None:
    assert best([reason(1, **left_out), reason(2)]) == [2]


@pytest.mark.parametrize("kind", sorted(BY_THEMSELVES))
def test_what_comes_by_itself_is_no_choice(kind: ReasonKind) -> None:
    assert best([reason(1, kind)]) == []


def test_h4_one_that_asks_is_offered_where_a_proposal_is_open() -> None:
    asking = reason(1, gives=False)
    assert best([asking]) == []
    assert best([asking], prospect(standing=Standing.PROPOSAL_OPEN)) == [1]


def test_it_holds_through_its_last_day() -> None:
    assert best([reason(1, valid_until=TODAY)]) == [1]


def test_what_is_lifted_is_said_in_words() -> None:
    assert lifted_by(reason(1, lifts=("minimum-order",), answers=("late",)), MARIA) == ("minimum order", "late")
    assert lifted_by(reason(1), MARIA) == ()
    assert lifted_by(None, MARIA) == ()


libraries = st.lists(
    st.builds(
        lambda **k: k,
        kind=st.sampled_from(ReasonKind),
        strength=st.integers(1, 9),
        lifts=st.sampled_from(((), ("minimum-order",), ("price",))),
        gives=st.booleans(),
        retired=st.booleans(),
    ),
    max_size=6,
).map(lambda rows: [reason(n, **row) for n, row in enumerate(rows, 1)])


@given(libraries, st.sets(st.integers(1, 6)), st.none() | st.sampled_from(ReasonKind))
def test_each_once_and_never_what_was_used(library: list[Reason], used: set[int], last: ReasonKind | None) -> None:
    found = best(library, used=used, last_kind=last)
    assert len(found) == len(set(found))
    assert not used & set(found)
    assert found == best(list(reversed(library)), used=used, last_kind=last)  # whatever order the library is in
