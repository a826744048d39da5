"""A file that comes again changes what changed there and nothing else; long files give the same as short ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import FRAME, THURSDAY, log, new_person, number
from tables import wipe

from callstation.model.calls import Outcome
from callstation.model.people import Email, NewPerson, Phone, Standing
from callstation.store import batches, bulk, importing, people, queue, reading, search
from callstation.store.book import Book
from callstation.store.importing import Brought, Importer
from callstation.store.walking import walk_people

LATER = THURSDAY + timedelta(days=30)


def take_in(book: Book, *rows: NewPerson, shape: str = "google", source: str = "") -> Brought:
    with book.transaction():
        batch = batches.begin_batch(book, LATER, path="/lists/people.csv", file_format="csv", fingerprint=shape)
        source = source or shape
        importer = Importer(book, FRAME, source, LATER, label="people.csv", shape=shape, batch_id=batch)
        return importer.bring(rows)


def counts(done: Brought) -> tuple[int, int, int]:
    return done.new, done.updated, done.unchanged


def everybody(book: Book) -> list[Any]:
    """All people as they are, without what tells when and under which ids."""
    return [
        replace(
            p,
            phones=tuple(replace(f, id=0) for f in p.phones),
            emails=tuple(replace(e, id=0) for e in p.emails),
        )
        for batch in walk_people(book)
        for p in batch
    ]


def maria(**more: Any) -> NewPerson:
    return new_person("Maria Okafor", number(1), emails=["maria@bluebird.example"], **more)


def only(book: Book) -> Any:
    [person] = everybody(book)
    return person


def test_two_programs_that_contradict_each_other_do_not_take_turns(book: Book) -> None:
    google, hubspot = maria(title="COO", notes="old friend"), maria(title="CEO", company="Bluebird")
    take_in(book, google)
    assert counts(take_in(book, hubspot, shape="hubspot")) == (0, 1, 0)
    before = only(book)
    for _ in range(2):
        assert counts(take_in(book, google)) == (0, 0, 1)
        assert counts(take_in(book, hubspot, shape="hubspot")) == (0, 0, 1)
    assert only(book) == before
    assert (before.title, before.notes, before.company) == ("CEO", "old friend", "Bluebird")


def test_only_what_changed_there_is_changed_here(book: Book) -> None:
    take_in(book, maria(title="COO", notes="old friend", tags=("fair",)))
    take_in(book, maria(title="CEO"), shape="hubspot")
    people.set_tags(book, only(book).id, ())
    assert counts(take_in(book, maria(title="COO", notes="moved to Tempe", tags=("fair",)))) == (0, 1, 0)
    assert (only(book).title, only(book).notes, only(book).tags) == ("CEO", "moved to Tempe", ())


def test_a_value_that_goes_back_there_goes_back_here(book: Book) -> None:
    for title in ("COO", "CEO", "COO", "CEO"):
        take_in(book, maria(title=title))
        assert only(book).title == title


def test_what_was_typed_here_is_not_overwritten_by_a_change_there(book: Book) -> None:
    take_in(book, maria(title="COO"))
    people.set_fields(book, FRAME, only(book).id, {"title": "Boss"}, THURSDAY)
    assert counts(take_in(book, maria(title="CEO"))) == (0, 0, 1)
    assert only(book).title == "Boss"


@pytest.mark.parametrize("outcome", [Outcome.SAID_NO, Outcome.DO_NOT_CALL])
def test_a_no_stays_whatever_changed_there(book: Book, outcome: Outcome) -> None:
    take_in(book, maria(title="COO", standing="active"))
    log(book, only(book).id, outcome)
    standing = only(book).standing
    take_in(book, maria(title="CEO", standing="proposal open"))
    assert only(book).standing is standing
    assert only(book).title == "CEO"


def test_a_do_not_call_from_a_file_outweighs_its_no_and_not_the_other_way_round(book: Book) -> None:
    take_in(book, maria(standing="do not call"), maria(standing="said no"))
    assert only(book).standing is Standing.DO_NOT_CALL


def test_a_no_taken_back_here_is_not_said_again_by_the_same_row(book: Book) -> None:
    take_in(book, maria(standing="said no"))
    people.set_fields(book, FRAME, only(book).id, {"standing": "active"}, THURSDAY)
    take_in(book, maria(standing="said no", title="CEO"))
    assert only(book).standing is Standing.ACTIVE


def test_somebody_twice_in_a_file_stays_as_they_are(book: Book) -> None:
    first, second = maria(title="COO"), replace(maria(title="CEO", company="Bluebird"), name="M. Okafor")
    assert counts(take_in(book, first, second)) == (1, 0, 1)
    assert (only(book).title, only(book).company) == ("COO", "Bluebird")
    before = only(book)
    assert counts(take_in(book, first, second)) == (0, 0, 2)
    # The second row changes what only it says.
    take_in(book, first, replace(second, title="Boss", company="Bluebird LLC"))
    assert (only(book).title, only(book).company) == ("COO", "Bluebird LLC")
    take_in(book, first, second)
    assert only(book) == before


def test_a_row_is_known_by_its_own_id_though_all_else_changed(book: Book) -> None:
    """Also where they came from another program first, so that the id is none of theirs."""
    take_in(book, maria(source_id="g1"))
    take_in(book, maria(source_id="h1"), shape="hubspot")
    moved = new_person("Maria Mbeki", number(9), emails=["maria@new.example"], source_id="h1")
    assert counts(take_in(book, moved, shape="hubspot")) == (0, 1, 0)
    assert only(book).name == "Maria Mbeki"
    assert [p.number for p in only(book).phones] == [number(1), number(9)]


def test_an_address_is_the_same_however_it_is_written(book: Book) -> None:
    take_in(book, new_person("Maria Okafor", number(1), emails=["Maria@Bluebird.example"]))
    done = take_in(book, new_person("Maria Okafor", number(2), emails=["maria@bluebird.EXAMPLE"]), shape="hubspot")
    assert counts(done) == (0, 1, 0)
    assert [e.address for e in only(book).emails] == ["Maria@Bluebird.example"]


def test_somebody_who_may_be_known_is_counted(book: Book) -> None:
    take_in(book, maria(company="Bluebird"))
    done = take_in(
        book, new_person("Jan Novak", number(1)), new_person("Ann Wu", number(7)), maria(company="Bluebird"), shape="x"
    )
    assert (done.new, done.probable_duplicates) == (2, 1)


# long lists ---------------------------------------------------------------------------------------------------------
names = st.sampled_from(("Maria Okafor", "M. Okafor", "Jan Novak", "Ann Wu", "ann wu"))
rows = st.builds(
    lambda name, phones, email, own, **more: replace(
        new_person(name, **more),
        phones=tuple(Phone(number(n), kind=k) for n, k in phones),
        emails=tuple(Email(a) for a in email),
        source_id=own,
    ),
    names,
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(("", "fax"))), max_size=2),
    st.lists(st.sampled_from(("a@x.example", "A@X.example", "b@x.example")), max_size=2),
    st.sampled_from(("", "", "1", "2")),
    company=st.sampled_from(("", "Bluebird", "Acme")),
    title=st.sampled_from(("", "COO", "CEO")),
    zone=st.sampled_from(("", "Europe/Berlin", "America/Denver")),
    zone_source=st.sampled_from(("number", "file")),
    standing=st.sampled_from(("", "", "said no", "do not call", "drip")),
    kind=st.sampled_from(("", "customer", "prospect")),
    tags=st.sampled_from(((), ("a",), ("b", "a"))),
    custom=st.sampled_from(({}, {"x": "1"}, {"x": "2", "y": "3"})),
)


def outcome_of(book: Book, batch: int, small: int, files: list[list[NewPerson]], monkeypatch: Any) -> Any:
    wipe(book)
    monkeypatch.setattr(importing, "BATCH", batch)
    monkeypatch.setattr(bulk, "SMALL", small)
    done = []
    for i, file in enumerate(files):
        brought = take_in(book, *file, shape=f"shape {i % 2}")
        done.append((*counts(brought), brought.probable_duplicates))
    order = {row[0]: i for i, row in enumerate(book.rows("SELECT id FROM person ORDER BY id"))}
    places = book.rows("SELECT due_at, rank, why, ready, window_group_id > 0 FROM person ORDER BY id")
    found = [
        sorted(order[f.id] for f in search.find(book, word)) for word in ("maria", "coo", "acme", "b@x", "3", "5550")
    ]
    sql = "SELECT person_id, shape, digest, said, id_key, replaced_by IS NULL FROM import_row"
    remembered = sorted((order[row[0]], *row[1:]) for row in book.rows(sql))
    return done, [replace(p, id=order[p.id]) for p in everybody(book)], places, found, remembered


def test_long_and_short_ways_give_equal_books(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any files, row by row, in one batch, and with the indexes built at the end."""

    @settings(max_examples=40 if book.sqlite else 10, deadline=None)
    @given(st.lists(st.lists(rows, max_size=7), min_size=1, max_size=3))
    def ask(files: list[list[NewPerson]]) -> None:
        whole = outcome_of(book, 400, -1, files, monkeypatch)
        assert outcome_of(book, 1, -1, files, monkeypatch) == whole
        assert outcome_of(book, 2, 1000, files, monkeypatch) == whole
        again = [
            counts(take_in(book, *file, shape=f"shape {i % 2}")) for i, file in enumerate(files[-2:], len(files[:-2]))
        ]
        assert [c[:2] for c in again] == [(0, 0)] * len(again)
        assert [replace(p, id=i) for i, p in enumerate(everybody(book))] == whole[1]

    ask()


def test_indexes_are_back_after_a_long_list_and_after_one_that_failed(book: Book) -> None:
    def indexes() -> list[Any]:
        return sorted(book.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index'")) if book.sqlite else []

    def cut_off() -> Any:
        yield from (new_person(f"Person {n}", number(n)) for n in range(importing.BATCH * 3))
        raise OSError("the drive was pulled out")

    before = indexes()
    with pytest.raises(OSError):
        take_in(book, *cut_off())
    assert indexes() == before
    assert book.value("SELECT count(*) FROM person") == 0
    take_in(book, *(new_person(f"Person {n}", number(n)) for n in range(importing.BATCH * 3)))
    assert indexes() == before
    assert reading.person(book, search.find(book, "person 1199")[0].id).name == "Person 1199"


def test_a_fax_is_never_dialled(book: Book) -> None:
    fax, other = Phone(number(1), kind="fax"), Phone(number(2))
    done = take_in(
        book,
        replace(new_person("Ann Wu"), phones=(fax,)),
        replace(new_person("Jan Novak"), phones=(fax, other)),
    )
    ann, jan = done.new_ids
    assert queue.next_ids(book, FRAME, LATER, 9, after_hours=True) == [jan]
    assert queue.waiting(book, [jan])[0].phone == number(2)
    assert reading.person(book, ann).phone is None
    take_in(book, new_person("Ann Wu", number(3)))
    assert set(queue.next_ids(book, FRAME, LATER, 9, after_hours=True)) == {ann, jan}
