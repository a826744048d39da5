"""Whom an idea is for: guessed from its words (S6, S7, S9), and typed in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.errors import UsageError
from callstation.model.people import Kind, Standing
from callstation.model.reasons import Audience, ReasonKind
from callstation.rules.idea_audience import audience_line, guessed_audience, read_audience, vocabulary
from callstation.rules.library import slug_of

KNOWN = vocabulary(
    objections=["minimum-order", "price"],
    complaints=["late-delivery"],
    industries=["Bakery", "Food & Drink"],
    tags=["label", "night market", "ab"],
)


@pytest.mark.parametrize(
    ("kind", "text", "audience"),
    [
        (ReasonKind.POLICY, "that the minimum order is gone", Audience(lifts=("minimum-order",))),
        (ReasonKind.OFFER, "that minimum orders and prices are halved", Audience(lifts=("minimum-order", "price"))),
        (ReasonKind.REGIME, "that Jo sees to late deliveries now", Audience(answers=("late-delivery",))),
        (ReasonKind.REGIME, "that the minimum order is gone", Audience()),
        (ReasonKind.NEWS, "that late delivery is a crime now", Audience()),
        (ReasonKind.NEWS, "that bakeries pay no fee", Audience(industries=("Bakery",))),
        (ReasonKind.NEWS, "news for food & drink", Audience(industries=("Food & Drink",))),
        (ReasonKind.STORY, "how labels sold out at the night market", Audience(tags=("night market", "label"))),
        (ReasonKind.NEW_YOU, "that the minimum order is gone", Audience(after_bad_call=True)),
        (ReasonKind.NEWS, "", Audience()),
        (ReasonKind.NEWS, "minimum", Audience()),
    ],
)
def test_an_idea_is_for_those_whom_its_words_name(kind: ReasonKind, text: str, audience: Audience) -> None:
    assert guessed_audience(kind, text, KNOWN) == audience


@given(st.sampled_from(list(ReasonKind)), st.text(max_size=200))
def test_guessing_takes_any_text(kind: ReasonKind, text: str) -> None:
    guessed_audience(kind, text, KNOWN)


@pytest.mark.parametrize(
    ("typed", "audience"),
    [
        ("", Audience()),
        ("Everybody", Audience()),
        ("#bakery #cafe", Audience(tags=("bakery", "cafe"))),
        ("tag big client", Audience(tags=("big client",))),
        ("industry food or hotels", Audience(industries=("food", "hotels"))),
        ("lifts Minimum Order; customers", Audience(lifts=("minimum-order",), kinds=(Kind.CUSTOMER,))),
        ("answers late delivery", Audience(answers=("late-delivery",))),
        ("after a bad call, in Phoenix", Audience(places=("Phoenix",), after_bad_call=True)),
        ("proposal open", Audience(standings=(Standing.PROPOSAL_OPEN,))),
        ("referral sources", Audience(kinds=(Kind.REFERRAL_SOURCE,))),
    ],
)
def test_the_line_is_read(typed: str, audience: Audience) -> None:
    assert read_audience(typed) == audience


@pytest.mark.parametrize("typed", ["bakeries", "#a, whoever", "said no", "lifts", "lifts !!!", "do not call", "[/b]"])
def test_what_is_not_understood_is_named(typed: str) -> None:
    with pytest.raises(UsageError, match="not understood: everybody"):
        read_audience(typed)


WORD = st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda w: w not in ("or", "tag"))
SOME = st.lists(WORD, max_size=3, unique=True).map(tuple)


@given(
    SOME, SOME, SOME, SOME, SOME,
    st.lists(st.sampled_from(list(Kind)), max_size=2, unique=True),
    st.lists(st.sampled_from([s for s in Standing if s.callable]), max_size=2, unique=True),
    st.booleans(),
)  # fmt: skip
def test_a_proposed_line_is_read_back_as_meant(tags, trades, places, lifts, answers, kinds, standings, bad):
    meant = Audience(
        kinds=tuple(kinds), standings=tuple(standings), tags=tags, industries=trades, places=places,
        lifts=tuple(map(slug_of, lifts)), answers=tuple(map(slug_of, answers)), after_bad_call=bad,
    )  # fmt: skip
    assert read_audience(audience_line(meant)) == meant
