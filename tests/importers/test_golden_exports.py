"""Every sample export comes in right with no option: the golden files list each person and each column."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from import_helpers import EXPORTS, as_json

from callstation.importers.files import open_source

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = sorted(path.name for path in EXPORTS.iterdir())


@pytest.mark.parametrize("sample", SAMPLES)
def test_sample_comes_in_as_listed(sample: str) -> None:
    expected = json.loads((GOLDEN / f"{sample}.json").read_text(encoding="utf-8"))
    source = open_source(EXPORTS / sample, default_country="US")
    assert source.reading.format == expected["format"]
    assert source.reading.encoding == expected["encoding"]
    assert {column: field for column, field in source.reading.mapping.items() if field} == expected["mapping"]
    assert [as_json(person) for person in source.people()] == expected["people"]


def test_every_sample_has_a_golden_file() -> None:
    assert {f"{sample}.json" for sample in SAMPLES} == {path.name for path in GOLDEN.iterdir()}


def test_a_source_can_be_read_twice() -> None:
    for sample in ("excel_csv_utf8_bom.csv", "excel_calllist.xlsx", "apple_iphone.vcf"):
        source = open_source(EXPORTS / sample, default_country="US")
        assert list(source.people()) == list(source.people())


def test_the_sheet_without_people_is_named() -> None:
    source = open_source(EXPORTS / "excel_calllist.xlsx", default_country="US")
    assert len(list(source.people())) == 5
    assert source.warnings == (f"{EXPORTS / 'excel_calllist.xlsx'}: the sheet 'Old' holds no people and was left out.",)


def test_numbers_of_a_german_phone_need_the_german_default() -> None:
    (person,) = open_source(EXPORTS / "android.vcf", default_country="DE").people()
    assert [(p.number, p.kind) for p in person.phones] == [("+4915123456789", "mobile"), ("+4930901820", "work")]
    assert person.zone == "Europe/Berlin"
    assert person.zone_source == "number"
    assert person.notes == ""


def test_kind_and_tags_are_given_to_everybody() -> None:
    source = open_source(
        EXPORTS / "google_contacts_new.csv", default_country="US", kind="customer", tags=("autumn", "Prospects")
    )
    assert {(p.kind, p.tags) for p in source.people()} == {("customer", ("autumn", "Prospects"))}
