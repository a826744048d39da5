"""Our own export, read back without loss, and JSON that is not ours."""

from __future__ import annotations

import io
import json

import pytest
from import_helpers import people_of, person_of, source_of

from callstation.errors import ImportRefusedError
from callstation.exporters.people import write_people_csv, write_people_json
from callstation.importers.files import Refusal
from callstation.model.people import Email, Kind, Phone, Prospect, Standing

MARIA = {
    "first_name": "Maria",
    "last_name": "Okafor",
    "name": "Maria Okafor",
    "company": "Bluebird Logistics, LLC",
    "title": "Operations Director",
    "kind": "customer",
    "standing": "said no",
    "phones": [
        {"number": "+16025550134", "extension": "204", "kind": "work"},
        {"number": "+18003569377", "extension": "", "kind": "main", "raw": "1-800-FLOWERS"},
    ],
    "emails": [{"address": "maria@bluebird.example", "kind": "work", "state": "bounced"}],
    "zone": "America/Phoenix",
    "place": "Phoenix, AZ",
    "tags": ["freight", "warm"],
    "notes": "Prefers mornings\nbefore 8",
    "custom": {"Last call": "3/1/2026", "Deals": 3},
}


def test_our_own_export_comes_back() -> None:
    person = person_of(json.dumps(MARIA) + "\n")
    assert (person.name, person.first_name, person.last_name) == ("Maria Okafor", "Maria", "Okafor")
    assert (person.company, person.title, person.kind, person.standing) == (
        "Bluebird Logistics, LLC", "Operations Director", "customer", "said no",
    )  # fmt: skip
    assert person.phones == (
        Phone("+16025550134", "204", "work", "+16025550134"),
        Phone("+18003569377", "", "main", "1-800-FLOWERS"),
    )
    assert person.emails == (Email("maria@bluebird.example", "work", "bounced"),)
    assert (person.place, person.region, person.country, person.zone, person.zone_source) == (
        "Phoenix, AZ", "AZ", "US", "America/Phoenix", "file",
    )  # fmt: skip
    assert person.tags == ("freight", "warm")
    assert person.notes == "Prefers mornings\nbefore 8"
    assert person.custom == {"Last call": "3/1/2026", "Deals": "3"}


def test_emails_and_phones_as_plain_texts() -> None:
    person = person_of(
        '{"name": "Tom Reyes", "emails": ["t@reyes.example"], "phones": ["303-555-0110"], "tags": "a, b"}'
    )
    assert (person.emails[0].address, person.phones[0].number, person.tags) == (
        "t@reyes.example", "+13035550110", ("a", "b"),
    )  # fmt: skip
    assert person_of('{"name": "Tom", "phone": "303-555-0110", "email": "t@reyes.example"}').phones


def test_what_callstation_exports_comes_back_the_same() -> None:
    person = Prospect(
        id=7,
        name="Maria Okafor",
        first_name="Maria",
        last_name="Okafor",
        kind=Kind.CUSTOMER,
        standing=Standing.SAID_NO,
        company="Bluebird Logistics, LLC",
        title="Operations Director",
        industry="logistics",
        place="Phoenix, AZ",
        region="AZ",
        country="US",
        zone="America/Phoenix",
        notes="Prefers mornings\nbefore 8",
        custom={"Last call": "3/1/2026"},
        phones=(Phone("+16025550134", "204", "work"), Phone("+16025550177", "", "mobile", flag="wrong")),
        emails=(Email("maria@bluebird.example"), Email("m.okafor@home.example", state="bounced")),
        tags=("freight", "warm"),
    )
    lines, table = io.StringIO(), io.StringIO()
    write_people_json(lines, [[person]])
    write_people_csv(table, [[person]], ("Last call",))
    for text in (lines.getvalue(), table.getvalue()):
        back = person_of(text)
        for field in ("name", "first_name", "last_name", "company", "title", "industry", "place", "region", "country",
                      "zone", "notes", "custom", "tags"):  # fmt: skip
            assert getattr(back, field) == getattr(person, field), field
        assert (back.kind, back.standing) == ("customer", "said no")
        assert [(p.number, p.extension, p.kind) for p in back.phones] == [
            (p.number, p.extension, p.kind) for p in person.phones
        ]
        assert [e.address for e in back.emails] == [e.address for e in person.emails]


def test_a_number_that_was_never_readable_stays_what_it_is() -> None:
    person = person_of('{"name": "Tom", "phones": [{"number": "", "kind": "work", "raw": "ask at the desk"}]}')
    assert person.phones == (Phone("", kind="work", raw="ask at the desk"),)
    assert person.notes == ""


def test_lines_that_are_nobody() -> None:
    found = list(source_of('{"name": "Tom Reyes"}\n\nnot json\n{"notes": "x"}\n[1]\n{"name": 5}\n').people())
    assert [(f.row, f.line) for f in found if isinstance(f, Refusal)] == [(2, 3), (3, 4), (4, 5), (5, 6)]


def test_deep_json_is_no_danger() -> None:
    deep = '{"name": ' + "[" * 100_000 + "]" * 100_000 + "}\n"
    found = list(source_of('{"name": "Tom Reyes"}\n' + deep + '{"a":' * 900 + "1" + "}" * 900 + "\n").people())
    assert [type(f).__name__ for f in found] == ["NewPerson", "Refusal", "Refusal"]


def test_hostile_values_are_cleaned_or_left_out() -> None:
    person = person_of(
        json.dumps(
            {
                "name": "\x1b[31mTom\u202e Reyes",
                "zone": "../../etc",
                "phones": [{"number": "911"}, None, 7],
                "emails": [{}],
            }
        )
    )
    assert person.name == "Tom Reyes"
    assert (person.zone, person.phones, person.emails) == ("", (), ())
    assert person.notes == "Phone: 911\nPhone: 7"


@pytest.mark.parametrize(
    ("content", "words"),
    [("{nonsense\n", "line 1 is no JSON object"), ('{"name": "' + "x" * (2 << 20) + '"}', "longer than")],
    ids=("nonsense", "long"),
)
def test_refused(content: str, words: str) -> None:
    with pytest.raises(ImportRefusedError, match=words):
        list(source_of(content).people())


def test_format_is_told() -> None:
    assert source_of('{"name": "Tom"}').reading.format == "json lines"
    assert len(people_of('\ufeff{"name": "Tom"}\n{"name": "Ann"}\n')) == 2
