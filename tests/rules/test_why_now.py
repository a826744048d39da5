"""*Why now* in a few words, said in the person's own time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import THURSDAY

from callstation.model.cards import Why
from callstation.rules.why_now import why_now
from callstation.rules.windows import zone_of

PHOENIX = "America/Phoenix"


def phoenix(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone_of(PHOENIX)).astimezone(UTC)


@pytest.mark.parametrize(
    ("why", "since", "words"),
    [
        (Why.AGREED_HOUR, "2026-03-12 11:00", "agreed 11:00 their time"),
        (Why.AGREED_HOUR, "2026-03-11 07:30", "agreed Wed 11 Mar 7:30 their time"),
        (Why.AGREED_STEP, "2026-03-12 09:00", "agreed for today: the prices"),
        (Why.AGREED_STEP, "2026-03-11 09:00", "agreed for yesterday: the prices"),
        (Why.AGREED_STEP, "2026-03-02 09:00", "agreed for Mon 2 Mar: the prices"),
        (Why.PROMISE, "2026-03-12 09:00", "promised today"),
        (Why.BROKEN_PROMISE, "2026-03-11 09:00", "promise missed yesterday"),
        (Why.BROKEN_PROMISE, "2026-03-05 09:00", "promise missed 7 days ago"),
        (Why.PROPOSAL, "2026-03-05 16:00", "proposal open, last call 7 days ago"),
        (Why.SNOOZED, "2026-03-12 12:00", "you put it off until today"),
        (Why.RETRY, "2026-03-10 09:30", "third try, last 2 days ago"),
        (Why.RHYTHM, "2026-02-12 09:00", "it has been 4 weeks"),
        (Why.SILENCE, "2026-01-08 09:00", "9 weeks of silence"),
        (Why.SILENCE, "2025-03-12 09:00", "12 months of silence"),
        (Why.DRIP, "2026-03-10 09:00", "not then; now, as of Tue 10 Mar"),
        (Why.FIRST_CALL, None, "first call"),
    ],
)
def test_the_words(why: Why, since: str | None, words: str) -> None:
    moment = phoenix(since) if since else None
    found = why_now(why, moment, THURSDAY, PHOENIX, attempts=2, what="the prices")
    assert (found.kind, found.text) == (why, words)


def test_an_agreed_step_without_words() -> None:
    assert why_now(Why.AGREED_STEP, THURSDAY, THURSDAY, PHOENIX).text == "agreed for today"


def test_s6_what_was_lifted_is_named() -> None:
    assert why_now(Why.LIFTED, THURSDAY, THURSDAY, PHOENIX, what="minimum-order").text == "minimum order: gone"
    assert why_now(Why.LIFTED, THURSDAY, THURSDAY, PHOENIX).text == "what was in the way: gone"


def test_the_day_is_theirs() -> None:
    """Thursday 23:00 in Phoenix is Friday for everybody east of it: promised for today, there."""
    late = phoenix("2026-03-12 23:00")
    assert why_now(Why.PROMISE, phoenix("2026-03-12 09:00"), late, PHOENIX).text == "promised today"
    assert why_now(Why.PROMISE, phoenix("2026-03-12 09:00"), late, "Asia/Kolkata").text == "promised yesterday"


@pytest.mark.parametrize(
    ("attempts", "words"), [(0, "first try"), (1, "second try"), (9, "tenth try"), (11, "12th try")]
)
def test_which_try_it_would_be(attempts: int, words: str) -> None:
    assert why_now(Why.RETRY, THURSDAY, THURSDAY, PHOENIX, attempts=attempts).text == f"{words}, last today"


@given(
    st.sampled_from(Why),
    st.none() | st.integers(-400, 4000).map(lambda d: THURSDAY - timedelta(days=d)),
    st.sampled_from((PHOENIX, "Pacific/Kiritimati", "Pacific/Pago_Pago")),
    st.integers(0, 60),
)
def test_there_are_always_words_and_they_are_few(why: Why, since: datetime | None, zone: str, attempts: int) -> None:
    text = why_now(why, since, THURSDAY, zone, attempts=attempts).text
    assert 0 < len(text) <= 60
    assert "-" not in text.replace("half-", "")  # no negative spans of days
