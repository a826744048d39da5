"""Bringing people in: all of a file or nothing, nothing twice, no no taken back, nothing typed overwritten (T1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import FRAME, THURSDAY, bring, log, new_person, number
from tables import everything, wipe

from callstation.model.calls import Outcome
from callstation.model.people import Email, NewPerson, Phone, Standing
from callstation.store import history, people, queue, reading, search
from callstation.store.book import Book
from callstation.store.importing import BATCH, Brought, Importer

LATER = THURSDAY + timedelta(days=30)


def take_in(book: Book, *rows: NewPerson, source: str = "csv") -> Brought:
    with book.transaction():
        return Importer(book, FRAME, source, LATER, label="people.csv").bring(rows)


def counts(done: Brought) -> tuple[int, int, int]:
    return done.new, done.updated, done.unchanged


def full(name: str = "Maria Okafor", n: int = 1) -> NewPerson:
    return new_person(
        name,
        number(n),
        number(n + 1),
        company="Bluebird Logistics",
        title="Operations Director",
        industry="logistics",
        place="Phoenix, AZ",
        region="AZ",
        country="US",
        zone="America/Phoenix",
        zone_source="address",
        notes="met at the fair",
        source_id=f"id-{n}",
        emails=[f"maria{n}@bluebird.example"],
        tags=("fair", "warehouse"),
        custom={"Booth": "B-117"},
        row=n,
    )


def test_everything_a_file_says_is_kept(book: Book) -> None:
    [person_id] = bring(book, full())
    p = reading.person(book, person_id)
    assert (p.name, p.first_name, p.last_name, p.company) == ("Maria Okafor", "Maria", "Okafor", "Bluebird Logistics")
    assert (p.title, p.industry, p.place) == ("Operations Director", "logistics", "Phoenix, AZ")
    assert (p.region, p.country, p.zone, p.zone_source) == ("AZ", "US", "America/Phoenix", "address")
    assert (p.notes, p.source, p.source_id) == ("met at the fair", "csv", "id-1")
    assert (p.tags, p.custom) == (("fair", "warehouse"), {"Booth": "B-117"})
    assert [f.number for f in p.phones] == [number(1), number(2)]
    assert [e.address for e in p.emails] == ["maria1@bluebird.example"]
    assert p.created_at == THURSDAY
    [came] = history.history(book, person_id)
    assert (came.kind, came.data) == ("import", {"file": "people.csv", "row": 1})
    assert queue.next_ids(book, FRAME, THURSDAY + timedelta(hours=2), 5) == [person_id]


def test_the_same_file_again_changes_nothing(book: Book) -> None:
    rows = [full(f"Person {n}", n * 2) for n in range(BATCH + 40)]
    assert counts(take_in(book, *rows)) == (len(rows), 0, 0)
    before = everything(book)
    assert counts(take_in(book, *rows)) == (0, 0, len(rows))
    assert everything(book) == before


def test_a_changed_file_changes_what_it_says_differently(book: Book) -> None:
    [person_id] = bring(book, full())
    changed = replace(full(), title="CEO", phones=(*full().phones, Phone(number(50))), tags=("fair", "vip"), place="")
    assert counts(take_in(book, changed)) == (0, 1, 0)
    p = reading.person(book, person_id)
    assert (p.title, p.place) == ("CEO", "Phoenix, AZ")  # what the file leaves out is not taken away
    assert [f.number for f in p.phones] == [number(1), number(2), number(50)]
    assert set(p.tags) == {"fair", "warehouse", "vip"}
    said = history.history(book, person_id)[-1].data
    assert said["before"] == {"title": "Operations Director"}
    assert said["after"] == {"title": "CEO"}
    assert [f.name for f in search.find(book, "ceo")] == ["Maria Okafor"]
    assert counts(take_in(book, changed)) == (0, 0, 1)


def test_what_was_typed_here_stays(book: Book) -> None:
    [person_id] = bring(book, full())
    people.set_fields(book, FRAME, person_id, {"title": "COO", "zone": "America/Denver", "place": ""}, THURSDAY)
    take_in(book, replace(full(), title="CEO", company="Bluebird", zone="America/New_York", place="Tempe, AZ"))
    p = reading.person(book, person_id)
    assert (p.title, p.zone, p.place, p.company) == ("COO", "America/Denver", "", "Bluebird")


@pytest.mark.parametrize(
    ("old", "new", "taken"),
    [
        ("", "number", True),
        ("number", "address", True),
        ("address", "file", True),
        ("address", "address", True),
        ("address", "number", False),
        ("file", "number", False),
        ("file", "address", False),
        ("set", "file", False),
    ],
)
def test_a_zone_is_only_changed_by_something_as_sure(book: Book, old: str, new: str, taken: bool) -> None:
    [person_id] = bring(book, replace(full(), zone="America/Phoenix" if old else "", zone_source=old))
    take_in(book, replace(full(), zone="America/Denver", zone_source=new))
    p = reading.person(book, person_id)
    assert (p.zone == "America/Denver") is taken
    group = book.value("SELECT g.zone FROM window_group g JOIN person p ON p.window_group_id = g.id")
    assert group == p.zone


# a no stays a no ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("outcome", [Outcome.SAID_NO, Outcome.DO_NOT_CALL])
def test_a_no_stays_a_no_whatever_comes_in_again(book: Book, outcome: Outcome) -> None:
    """H6."""
    [person_id] = bring(book, full())
    log(book, person_id, outcome)
    standing = reading.person(book, person_id).standing
    take_in(book, replace(full(), title="CEO", phones=(*full().phones, Phone(number(50)))))
    assert reading.person(book, person_id).standing is standing
    assert queue.next_ids(book, FRAME, LATER, 9, after_hours=True) == []


def test_a_barred_number_under_another_name_is_barred(book: Book) -> None:
    """Matched on the E.164 number across later imports; it never expires by itself."""
    [maria] = bring(book, full())
    log(book, maria, Outcome.DO_NOT_CALL)
    done = take_in(book, new_person("Jan Novak", number(77), number(2)), new_person("Ann Wu", number(78)))
    jan, ann = done.new_ids
    assert reading.person(book, jan).standing is Standing.DO_NOT_CALL
    assert reading.person(book, ann).standing is Standing.ACTIVE
    assert queue.next_ids(book, FRAME, LATER, 9, after_hours=True) == [ann]


def test_somebody_known_who_gets_a_barred_number_is_barred(book: Book) -> None:
    people.bar_number(book, FRAME, number(40), THURSDAY.date(), "asked in writing", THURSDAY)
    [person_id] = bring(book, full())
    assert reading.person(book, person_id).standing is Standing.ACTIVE
    take_in(book, replace(full(), phones=(*full().phones, Phone(number(40)))))
    assert reading.person(book, person_id).standing is Standing.DO_NOT_CALL
    assert book.one("SELECT ready, due_at FROM person") == (0, None)


def test_a_no_from_another_program_counts_and_a_yes_takes_none_back(book: Book) -> None:
    [person_id] = bring(book, full())
    take_in(book, replace(full(), standing="said no"))
    assert reading.person(book, person_id).standing is Standing.SAID_NO
    take_in(book, replace(full(), standing="active"))
    assert reading.person(book, person_id).standing is Standing.SAID_NO
    assert queue.next_ids(book, FRAME, LATER, 9, after_hours=True) == []


# who is who ----------------------------------------------------------------------------------------------------
def test_a_shared_switchboard_makes_nobody_the_same(book: Book) -> None:
    done = take_in(book, new_person("Maria Okafor", number(1)), new_person("Jan Novak", number(1)))
    assert counts(done) == (2, 0, 0)
    assert counts(take_in(book, new_person("Ann Wu", number(1)))) == (1, 0, 0)


def test_a_shared_address_makes_nobody_the_same(book: Book) -> None:
    rows = [new_person(n, "", emails=["info@bluebird.example"]) for n in ("Maria Okafor", "Jan Novak")]
    assert counts(take_in(book, *rows)) == (2, 0, 0)


def test_the_same_person_twice_in_a_file_is_one(book: Book) -> None:
    first = new_person("Maria Okafor", number(1), company="Bluebird", row=1)
    second = new_person("M. Okafor", number(1), number(2), title="COO", emails=["m@bluebird.example"], row=2)
    third = new_person("Maria Okafor", number(2), company="Other", row=3)
    done = take_in(book, first, second, third)
    assert counts(done) == (1, 0, 2)
    p = reading.person(book, done.new_ids[0])
    assert (p.name, p.company, p.title) == ("Maria Okafor", "Bluebird", "COO")  # the first to say it
    assert [f.number for f in p.phones] == [number(1), number(2)]
    assert [e.address for e in p.emails] == ["m@bluebird.example"]


def test_a_number_twice_in_one_row_is_one(book: Book) -> None:
    person = replace(new_person(), phones=(Phone(number(1), kind="work"), Phone(number(1), kind="mobile")))
    [person_id] = bring(book, replace(person, emails=(Email("a@x.example"), Email("a@x.example"))))
    p = reading.person(book, person_id)
    assert [(f.number, f.kind) for f in p.phones] == [(number(1), "work")]
    assert len(p.emails) == 1


def test_numbers_that_could_not_be_read_are_all_kept(book: Book) -> None:
    person = replace(new_person(), phones=(Phone("", raw="ext 5 only"), Phone("", raw="ask for her"), Phone(number(3))))
    [person_id] = bring(book, person)
    assert [f.raw for f in reading.person(book, person_id).phones] == ["ext 5 only", "ask for her", ""]
    assert counts(take_in(book, person)) == (0, 0, 1)


def test_across_the_edge_of_a_batch_nobody_comes_twice(book: Book) -> None:
    rows = [new_person(f"Person {n}", number(n)) for n in range(BATCH)]
    done = take_in(book, *rows, replace(rows[0], title="COO"), rows[5])
    assert counts(done) == (BATCH, 0, 2)
    assert reading.person(book, done.new_ids[0]).title == "COO"


# by hand --------------------------------------------------------------------------------------------------------
def test_somebody_typed_in_is_there_at_once(book: Book) -> None:
    person_id, new = people.add(book, FRAME, new_person("Ann Wu", number(5), title="Buyer"), THURSDAY)
    assert new
    assert reading.person(book, person_id).name == "Ann Wu"
    take_in(book, new_person("Ann Wu", number(5), title="Head of Buying"))
    assert reading.person(book, person_id).title == "Buyer"  # typed here


@pytest.mark.parametrize("name", ["Maria Okafor", "M. Okafor", "maria okafor", ""])
def test_somebody_typed_in_who_is_known_is_found_by_their_number(book: Book, name: str) -> None:
    """Also under a shorter name than the book's, or none."""
    [maria, _] = bring(book, full(), new_person("Jan Novak", number(9)))
    assert people.add(book, FRAME, new_person(name, number(1)), THURSDAY) == (maria, False)


# all or nothing ---------------------------------------------------------------------------------------------------
def test_an_error_in_the_middle_of_a_file_leaves_nothing_of_it(book: Book) -> None:
    bring(book, full())
    before = everything(book, without=("window_group",))

    def rows() -> Any:
        yield replace(full(), title="CEO")
        for n in range(BATCH * 2):
            yield new_person(f"Person {n}", number(n + 10))
        raise OSError("the drive was pulled out")

    with pytest.raises(OSError), book.transaction():
        Importer(book, FRAME, "csv", LATER, label="people.csv").bring(rows())
    assert everything(book, without=("window_group",)) == before


names = st.sampled_from(("Maria Okafor", "M. Okafor", "Jan Novak", "Ann Wu"))
rows = st.builds(
    lambda name, phones, emails, company, title: new_person(name, *phones, emails=emails, company=company, title=title),
    names,
    st.lists(st.integers(0, 5).map(number), min_size=1, max_size=2),
    st.lists(st.sampled_from(("a@x.example", "b@x.example")), max_size=1),
    st.sampled_from(("", "Bluebird", "Acme")),
    st.sampled_from(("", "COO", "CEO")),
)


def test_any_file_twice_is_the_same_as_once_and_no_number_is_lost(book: Book) -> None:
    @settings(max_examples=80 if book.sqlite else 20, deadline=None)
    @given(st.lists(rows, max_size=8))
    def ask(file: list[NewPerson]) -> None:
        wipe(book)
        first = take_in(book, *file)
        assert sum(counts(first)) == len(file)
        # Rows that contradict each other may take turns; whoever they are, nobody new comes of them.
        assert take_in(book, *file).new == 0
        have = {r[0] for r in book.rows("SELECT number FROM phone")}
        assert have == {p.number for n in file for p in n.phones}
        doubled = book.rows("SELECT person_id, number FROM phone GROUP BY person_id, number HAVING count(*) > 1")
        assert doubled == []

    ask()
