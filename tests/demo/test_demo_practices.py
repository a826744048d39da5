"""Every practice that reasons, scripts and the language check are built from is met in the demo book."""

from __future__ import annotations

import pytest
from demo_books import TUESDAY, desk_at

from callstation.desk.brainstorming import usual_players
from callstation.desk.desk import Desk
from callstation.desk.keeping import Keeping
from callstation.desk.reasoning import Reasoning
from callstation.desk.talking import talk_of
from callstation.language.speech import seconds_to_say
from callstation.model.calls import Outcome
from callstation.model.cards import Card, Why
from callstation.model.people import Kind, Standing
from callstation.model.reasons import ReasonKind
from callstation.store import reading, reasons
from callstation.store.book import Book

MONTHS_OF_SILENCE = 8
"""Weeks; the shortest that the demo calls a silence is longer."""


@pytest.fixture(scope="module")
def desk(tuesday: Book, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk_at(tuesday, TUESDAY, tmp_path_factory.mktemp("scripts"))


@pytest.fixture(scope="module")
def cards(desk: Desk) -> list[Card]:
    return [desk.checked(desk.card(row.id)) for row in desk.rows(500, after_hours=True)]


def with_reason(cards: list[Card], kind: ReasonKind) -> list[tuple[Card, int]]:
    """The cards with a reason of that kind among those that fit, and the reason's id."""
    return [(c, next(r.id for r in c.reasons if r.kind is kind)) for c in cards if kind in {r.kind for r in c.reasons}]


def test_h1_something_was_given_and_something_asked(cards: list[Card]) -> None:
    assert sum(c.prospect.given > 0 for c in cards) >= 10
    assert any(c.prospect.asked > 0 for c in cards)


def test_h2_s3_a_card_without_a_reason_says_so(cards: list[Card]) -> None:
    unready = [c for c in cards if not c.reasons]
    assert unready
    assert all(c.opener.gaps == ("reason.text",) for c in unready)


def test_h3_what_is_going_on_in_their_lives_is_on_the_card(cards: list[Card]) -> None:
    assert sum(bool(c.prospect.threads) for c in cards) >= 5


def test_h4_the_direct_question_stands_where_a_proposal_is_open_and_nowhere_else(cards: list[Card]) -> None:
    asking = [c for c in cards if c.script == "proposal-open"]
    assert asking
    assert {c.prospect.standing for c in asking} == {Standing.PROPOSAL_OPEN}
    assert all(r.gives for c in cards if c.prospect.standing is not Standing.PROPOSAL_OPEN for r in c.reasons)


def test_h5_an_anonymous_story_is_told_without_its_client(desk: Desk, cards: list[Card]) -> None:
    told = 0
    for card, reason_id in with_reason(cards, ReasonKind.STORY):
        reason = reasons.read(desk.tools.book, reason_id)
        if not reason.anonymous or reason.client_id is None:
            continue
        client = reading.person(desk.tools.book, reason.client_id)
        shown = desk.card(card.prospect.id, reason_id=reason_id)
        words = " ".join((shown.opener.text, shown.voicemail.text, shown.email_subject.text, shown.email_body.text))
        assert client.name not in words
        assert client.company not in words
        told += 1
    assert told


def test_h6_who_said_no_is_in_the_book_and_in_no_queue(tuesday: Book, cards: list[Card]) -> None:
    said_no = {r[0] for r in tuesday.rows("SELECT id FROM person WHERE standing = ?", str(Standing.SAID_NO))}
    assert said_no
    assert said_no.isdisjoint(c.prospect.id for c in cards)


def test_h7_s1_s4_openers_are_such_as_one_would_like_to_hear(cards: list[Card]) -> None:
    ready = [c for c in cards if c.reason]
    assert not [f for c in ready for f in c.findings if f.rule in ("check_in", "starts_with_me")]
    assert sum("you" in c.opener.text.lower() for c in ready) == len(ready)


def test_s2_regular_customers_get_regular_calls(cards: list[Card]) -> None:
    assert [c for c in cards if c.script == "customer-regular" and c.why_now.kind is Why.RHYTHM and c.prospect.rhythm]


def test_s3_nobody_has_heard_a_reason_twice(tuesday: Book) -> None:
    twice = tuesday.rows(
        "SELECT person_id, reason_id FROM reason_use GROUP BY person_id, reason_id HAVING count(*) > 1"
    )
    assert twice == []


def test_s5_news_of_their_trade(desk: Desk, cards: list[Card]) -> None:
    news = [(c, r) for c in cards for r in c.reasons if r.kind is ReasonKind.NEWS and r.audience.industries]
    assert news
    assert all(c.prospect.industry.lower() in {i.lower() for i in r.audience.industries} for c, r in news)


def test_s6_whom_a_policy_kept_out_is_called(cards: list[Card]) -> None:
    lifted = [c for c in cards if c.why_now.kind is Why.LIFTED]
    assert lifted
    assert any("gone" in c.why_now.text for c in lifted)


def test_s7_s8_s9_what_was_put_right_what_is_new_and_a_second_beginning(cards: list[Card]) -> None:
    for kind in (ReasonKind.REGIME, ReasonKind.CAPABILITY, ReasonKind.NEW_YOU):
        assert with_reason(cards, kind), kind
    for card, _ in with_reason(cards, ReasonKind.REGIME):
        assert any(o.complaint for o in card.prospect.objections) or any(
            r.kind is ReasonKind.REGIME and not r.audience.answers for r in card.reasons
        )
    assert not [f for c in cards for f in c.findings if f.rule == "product_talk"]


def test_s10_a_brainstorm_of_last_week_waits_to_be_looked_through(desk: Desk) -> None:
    assert usual_players(desk) == ("Dana", "Sam")
    assert len(Keeping(desk).waiting) == 4


def test_t2_introductions_and_referral_sources_with_words_of_their_own(desk: Desk, cards: list[Card]) -> None:
    assert Reasoning(desk).pairs()
    sources = [c for c in cards if c.prospect.kind is Kind.REFERRAL_SOURCE]
    assert {c.script for c in sources} & {"referral-source", "introduction"}


def test_t3_scripts_are_short_and_changed_a_little_for_each_person(cards: list[Card]) -> None:
    openers = [c.opener.text for c in cards if c.reason]
    assert len(set(openers)) == len(openers)
    assert all(c.prospect.first_name in c.email_body.text for c in cards if c.prospect.first_name)


def test_t7_who_was_silent_for_months_comes_back_by_itself(cards: list[Card]) -> None:
    silent = [c for c in cards if c.why_now.kind is Why.SILENCE]
    assert silent
    for card in silent:
        talked = card.prospect.last_talk_at
        assert talked is None or (TUESDAY - talked).days >= 7 * MONTHS_OF_SILENCE


def test_t8_what_is_said_is_short_and_made_of_talking_points(desk: Desk, cards: list[Card]) -> None:
    assert max(seconds_to_say(c.opener.text) for c in cards) <= 40
    assert max(seconds_to_say(c.voicemail.text) for c in cards) <= 40
    for card in cards[:20]:
        talk = talk_of(desk.tools, card, TUESDAY)
        assert talk.points
        assert talk.questions


def test_what_came_of_reasons_and_of_scripts_can_be_seen(desk: Desk, tuesday: Book) -> None:
    reasoning = Reasoning(desk)
    uses = [reasoning.uses(r) for r in reasoning.library()]
    assert sum(u.count for u in uses) >= 50
    assert sum(u.written for u in uses) >= 1  # what an email brought is no call, and counts (F4)
    assert tuesday.value("SELECT count(*) FROM entry WHERE kind = 'call' AND revision <> ''") >= 100
    assert tuesday.value("SELECT count(*) FROM entry WHERE outcome = ?", str(Outcome.TALKED)) >= 50
