"""Whom a reason reaches: the database says what the rule says, however it is asked, and part by part."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import FRAME, THURSDAY, bring, log, new_person, reason

from callstation.desk.listing import told_at_home
from callstation.desk.reasoning import EVERYBODY, NAMED, Counting, Reasoning
from callstation.model.calls import Outcome
from callstation.model.people import Kind, Standing
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.outcomes import Agreement
from callstation.rules.reasons import allowed, reaches
from callstation.store import people, reading, reason_reach, reason_uses, reasons
from callstation.store.book import Book

KINDS = tuple(str(k) for k in Kind)
INDUSTRIES = ("logistics", "Druckerei Zürich", "ÉPICERIE", "")
PLACES = (("Phoenix, AZ", "AZ", "US"), ("Zürich", "", "CH"), ("", "", ""))
TAGS = ("freight", "Größe", "ÄRA", "warm")
SLUGS = ("minimum-order", "price", "late")


@pytest.fixture
def full(book: Book) -> list[int]:
    """Thirty people in whom everything that an audience can name is mixed."""
    ids = bring(
        book,
        *(
            new_person(
                f"Person {n:02d}",
                kind=KINDS[n % 3],
                company=("Acme", "acme", "")[n % 3],
                industry=INDUSTRIES[n % 4],
                place=PLACES[n % 3][0],
                region=PLACES[n % 3][1],
                country=PLACES[n % 3][2],
                tags=tuple(t for i, t in enumerate(TAGS) if n >> i & 1),
            )
            for n in range(30)
        ),
    )
    for n, person_id in enumerate(ids):
        if n % 2:
            people.keep_objection(book, person_id, SLUGS[n % 3], THURSDAY, None, complaint=n % 4 == 1)
        for outcome in ((), ("not-now",), ("not-now", "no-answer"), ("not-now", "talked"), ("said-no",))[n % 5]:
            log(book, person_id, Outcome(outcome), THURSDAY - timedelta(days=9 - n % 5))
        if n % 7 == 3:
            people.set_fields(book, FRAME, person_id, {"standing": str(Standing.PROPOSAL_OPEN)}, THURSDAY)
        if n % 11 == 5:
            log(book, person_id, Outcome.DO_NOT_CALL)
    return ids


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    spelled = st.sampled_from(values).flatmap(lambda v: st.sampled_from([v, v.upper(), v.lower(), v.title()]))
    return st.lists(spelled, max_size=2).map(tuple)


audiences = st.builds(
    Audience,
    kinds=st.lists(st.sampled_from(KINDS), max_size=2).map(tuple),
    standings=st.lists(st.sampled_from(["active", "drip", "proposal open"]), max_size=2).map(tuple),
    tags=some(TAGS),
    industries=some(INDUSTRIES[:3]),
    places=some(("Phoenix, AZ", "Phoenix", "AZ", "Zürich", "CH", "")),
    lifts=st.lists(st.sampled_from(SLUGS), max_size=2).map(tuple),
    answers=st.lists(st.sampled_from(SLUGS), max_size=1).map(tuple),
    after_bad_call=st.booleans(),
    people=st.lists(st.integers(1, 40), max_size=3).map(tuple),
    also_no=st.booleans(),
)
by_tag = st.builds(Audience, tags=some(TAGS))
by_place = st.builds(Audience, places=some(("zürich", "az")))
wanted = st.builds(
    Reason,
    id=st.just(0),
    kind=st.sampled_from([ReasonKind.REGIME, ReasonKind.NEWS]),
    text=st.just("that it is so"),
    audience=st.just(Audience()) | audiences | by_tag | by_place,
    gives=st.booleans(),
    anonymous=st.booleans(),
    client_id=st.none() | st.integers(1, 30),
)


def by_the_rule(book: Book, reason_: Reason) -> list[int]:
    ids = [r[0] for r in book.rows("SELECT id FROM person ORDER BY id")]
    talked = reasons.last_conversations(book, ids)
    keeper = reasons.confidant(book, reason_.client_id) if reason_.anonymous else None
    home = keeper.company.casefold() if keeper else ""
    return [
        p.id
        for p in reading.people(book, ids)
        if allowed(reason_, p.standing)
        and reaches(reason_.audience, p, talked.get(p.id))
        and p.id != reason_.client_id
        and not (home and p.company.casefold() == home)
    ]


def test_the_database_and_the_rule_agree(book: Book, full: list[int]) -> None:
    @settings(max_examples=80, deadline=None)
    @given(wanted, st.integers(1, 31))
    def agree(reason_: Reason, size: int) -> None:
        asked = reason_reach.ask(book, reason_)
        parts = [reason_reach.part(book, asked, 0, after, after + size) for after in range(0, asked.top, size)]
        assert [i for part in parts for i, _ in part] == by_the_rule(book, reason_)

    agree()


def test_nobody_everybody_and_the_other_list(book: Book, full: list[int]) -> None:
    """T2: what names nobody in particular is for the people one works with."""
    nobody = reason(0, tags=("no such tag",))
    assert reason_reach.reach(book, FRAME, nobody, THURSDAY) == 0
    callable_ = sum(p.standing.callable for p in reading.people(book, full))
    assert reason_reach.reach(book, FRAME, EVERYBODY, THURSDAY) == callable_
    general = reason_reach.reach(book, FRAME, reason(0), THURSDAY)
    sources = reason_reach.reach(book, FRAME, reason(0, kinds=(str(Kind.REFERRAL_SOURCE),)), THURSDAY)
    assert general + sources == callable_
    assert sources > 0


def test_who_was_told_is_counted_and_not_reached_again(book: Book, full: list[int], desk_at) -> None:
    stored = reasons.add(book, FRAME, reason(0, kinds=KINDS), THURSDAY)
    reached = by_the_rule(book, stored)
    log(book, reached[0], Outcome.VOICEMAIL, reason=stored)
    log(book, reached[1], Outcome.TALKED, reason=stored)
    log(book, reached[2], Outcome.NO_ANSWER, reason=stored)
    reasoning = Reasoning(desk_at(book))
    reach = reasoning.counting(stored).whole()
    assert (reach.people, reach.told) == (len(reached), 2)
    assert reason_reach.reach(book, FRAME, stored, THURSDAY) == len(reached) - 2
    assert [s.told for s in reasoning.names(reach) if s.id in reached[:3]] == [True, True, False]
    uses = reasoning.uses(stored)
    assert (uses.count, uses.talked, uses.outcomes) == (2, 1, {Outcome.VOICEMAIL: 1, Outcome.TALKED: 1})
    assert uses.last_at == THURSDAY
    over = replace(stored, valid_until=THURSDAY.date() - timedelta(days=1))
    assert reason_reach.reach(book, FRAME, over, THURSDAY) == 0


def test_what_came_of_it(book: Book) -> None:
    maria, jan = bring(book, new_person("Maria Okafor"), new_person("Jan Novak"))
    stored = reasons.add(book, FRAME, reason(0), THURSDAY)
    assert reason_uses.uses(book, stored.id) == reason_uses.Uses()
    agreed = Agreement(THURSDAY.date() + timedelta(days=3), None, "America/Phoenix", "send the prices")
    log(book, maria, Outcome.TALKED, reason=stored, agreed=agreed)
    log(book, jan, Outcome.WON, reason=stored)
    log(book, jan, Outcome.TALKED, THURSDAY + timedelta(days=1), agreed=agreed)  # without it: not counted
    uses = reason_uses.uses(book, stored.id)
    assert (uses.count, uses.talked, uses.steps, uses.outcomes[Outcome.WON]) == (2, 2, 1, 1)


def test_it_is_counted_a_few_at_a_time(book: Book, full: list[int], desk_at, monkeypatch: pytest.MonkeyPatch) -> None:
    from callstation.desk import reasoning as module

    monkeypatch.setattr(module, "SLICE", 4)
    counting = Counting(desk_at(book).tools, EVERYBODY)
    assert not counting.reach.whole
    first = counting.step(0.0)
    assert 0 < first.people <= 4
    assert not first.whole
    whole = counting.whole()
    assert whole.whole
    assert len(whole.first) == min(NAMED, whole.people)
    assert counting.step() == whole


def test_an_empty_book_reaches_nobody_at_once(book: Book, desk_at) -> None:
    reach = Reasoning(desk_at(book)).counting(EVERYBODY).reach
    assert (reach.people, reach.whole) == (0, True)


def test_h5_an_anonymous_story_is_not_told_where_its_client_works(book: Book, desk_at) -> None:
    nell, colleague, other = bring(
        book,
        new_person("Nell Abara", company="Harbor Lane"),
        new_person("Jan Novak", company="HARBOR LANE"),
        new_person("Maria Okafor", company="Bluebird"),
    )
    stored = reasons.add(book, FRAME, reason(0, ReasonKind.STORY, client_id=nell, anonymous=True), THURSDAY)
    desk = desk_at(book)
    fits = {i: desk.card(i).reason for i in (nell, colleague, other)}
    assert fits == {nell: None, colleague: None, other: stored}
    assert not told_at_home(desk.tools, replace(stored, anonymous=False), reading.person(book, colleague))
