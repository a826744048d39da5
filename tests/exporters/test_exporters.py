"""Cells that are no formula, calendar lines by the book, people of every shape."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from callstation.exporters.calendar import WIDTH, escaped, folded, write_calendar
from callstation.exporters.cells import DANGEROUS, defused, write_table
from callstation.exporters.people import NUMBERS, person_record, write_people_csv
from callstation.model.calendar import Appointment
from callstation.model.calls import EntryKind
from callstation.model.people import Email, Phone, Prospect

NOW = datetime(2026, 11, 20, 15, 42, tzinfo=UTC)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=120)


def appointment(**more: object) -> Appointment:
    values = {
        "kind": EntryKind.STEP, "id": 7, "person_id": 1, "name": "Maria Okafor", "company": "Bluebird",
        "what": "prices", "number": "+16025550134",
        "day": date(2026, 11, 26), "at": None, "zone": "America/Phoenix", "made_at": NOW,
    }  # fmt: skip
    return Appointment(**{**values, **more})


def calendar(*appointments: Appointment) -> str:
    out = io.StringIO(newline="")
    write_calendar(out, appointments, NOW)
    return out.getvalue()


@given(TEXT)
def test_no_cell_begins_like_a_formula_and_the_text_is_still_there(text):
    cell = defused(text)
    assert not cell.startswith(DANGEROUS)
    assert cell in (text, "'" + text)


@given(st.lists(st.lists(TEXT.filter(lambda t: "\r" not in t), min_size=2, max_size=2), max_size=5))
def test_a_table_reads_back(rows):
    out = io.StringIO(newline="")
    assert write_table(out, ("a", "b"), rows) == len(rows)
    back = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert back[1:] == [[defused(c) for c in row] for row in rows]


@given(TEXT)
def test_folded_lines_fit_and_unfold(text):
    line = "SUMMARY:" + escaped(text)
    pieces = folded(line).split("\r\n")
    assert all(len(p.encode()) <= WIDTH for p in pieces)
    assert pieces[0] + "".join(p[1:] for p in pieces[1:]) == line
    assert all(p.startswith(" ") for p in pieces[1:])


def test_an_event_of_a_step_with_and_without_an_hour():
    text = calendar(appointment(at=datetime(2026, 11, 26, 14, 30, tzinfo=UTC)), appointment(id=8))
    assert text.count("BEGIN:VEVENT\r\n") == text.count("END:VEVENT\r\n") == 2
    assert "DTSTART:20261126T143000Z\r\nDURATION:PT15M\r\n" in text
    assert "DTSTART;VALUE=DATE:20261126\r\nDTEND;VALUE=DATE:20261127\r\n" in text
    assert "UID:step-7-20261120T154200Z@callstation\r\n" in text
    assert "DTSTAMP:20261120T154200Z\r\n" in text
    assert "\n" not in text.replace("\r\n", "")


def test_what_people_wrote_makes_no_lines_of_its_own():
    text = calendar(appointment(name="Eve\r\nBEGIN:VALARM", what="a\nEND:VEVENT\x07;b,c\\"))
    assert "\r\nBEGIN:VALARM" not in text
    assert text.count("END:VEVENT\r\n") == 1
    assert "Eve\\nBEGIN:VALARM" in text
    assert "a\\nEND:VEVENT\\;b\\,c\\\\" in text.replace("\r\n ", "")


def test_a_promise_says_that_they_expect_the_call():
    text = calendar(appointment(kind=EntryKind.PROMISE, what="I'll call you on Thursday."))
    assert "CATEGORIES:PROMISE" in text
    assert "they expect this call today" in text.replace("\r\n ", "")


def test_people_with_more_numbers_than_columns_lose_none():
    numbers = tuple(Phone(f"+1212555013{i}", kind="work", extension="5" if i == 4 else "") for i in range(5))
    person = Prospect(1, "Maria Okafor", phones=numbers, emails=tuple(Email(f"{i}@example.com") for i in range(4)))
    out = io.StringIO(newline="")
    assert write_people_csv(out, [[person]], ["Colour"]) == 1
    [row] = csv.DictReader(io.StringIO(out.getvalue()))
    last = row[f"Phone {NUMBERS} - Value"]
    assert last == "'+12125550132 ::: +12125550133 ::: +12125550134 ext. 5"
    assert row[f"E-mail {NUMBERS} - Value"] == "2@example.com ::: 3@example.com"
    assert row["Colour"] == ""


def test_a_record_holds_what_is_wrong_with_a_number_and_an_address():
    person = Prospect(
        1, "X", phones=(Phone("+12125550131", flag="wrong"), Phone("", raw="ask Tom", kind="home")),
        emails=(Email("a@example.com", state="bounced"), Email("b@example.com")),
    )  # fmt: skip
    record = person_record(person)
    assert record["phones"] == [
        {"number": "+12125550131", "extension": "", "kind": "", "flag": "wrong"},
        {"number": "", "extension": "", "kind": "home", "raw": "ask Tom"},
    ]
    assert record["emails"] == ["a@example.com", "b@example.com"]
    assert record["email_states"] == {"a@example.com": "bounced"}
