"""Damaged samples are refused in a sentence, or come in; nothing else ever happens.

``scripts/fuzz_importers`` does the same 2,000 times and more.
"""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_helpers import EXPORTS, source_of
from import_mutations import mutated

from callstation.errors import ImportRefusedError
from callstation.importers.files import Refusal
from callstation.model.people import NewPerson
from callstation.text import clean_line

TEXTS = sorted(path.name for path in EXPORTS.iterdir() if path.suffix != ".xlsx")


def comes_in_or_is_refused(content: bytes) -> None:
    """Reads ``content`` to its end; every person must be fit to be stored."""
    sentence = ""
    try:
        for found in source_of(content).people():
            assert isinstance(found, NewPerson | Refusal)
            if isinstance(found, Refusal):
                assert found.why
                continue
            assert found.name
            assert found.name == clean_line(found.name)
            assert all(
                p.number.startswith("+") and p.number[1:].isascii() and p.number[1:].isdigit() for p in found.phones
            )
            assert all(e.address.count("@") == 1 for e in found.emails)
            assert not any("\x1b" in value or "\0" in value for value in found.custom.values())
    except ImportRefusedError as refused:
        sentence = str(refused)
    assert "\n" not in sentence
    assert len(sentence) < 2_000


@pytest.mark.parametrize("sample", TEXTS)
def test_damaged_samples(sample: str) -> None:
    raw = (EXPORTS / sample).read_bytes()
    for seed in range(40):
        comes_in_or_is_refused(mutated(raw, zlib.crc32(sample.encode()) + seed))


def test_damaged_workbooks() -> None:
    raw = (EXPORTS / "excel_calllist.xlsx").read_bytes()
    for seed in range(12):
        comes_in_or_is_refused(mutated(raw, seed))


@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    comes_in_or_is_refused(content)


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=8), st.sampled_from(",;\t|"))
def test_any_table(rows: list[list[str]], separator: str) -> None:
    text = "Name" + separator + "Phone\n" + "\n".join(separator.join(row) for row in rows)
    comes_in_or_is_refused(text.encode("utf-8", "surrogatepass"))


@given(st.lists(st.text(max_size=30), max_size=12))
def test_any_card(lines: list[str]) -> None:
    text = "\r\n".join(("BEGIN:VCARD", "FN:Maria", *lines, "END:VCARD", ""))
    comes_in_or_is_refused(text.encode("utf-8", "surrogatepass"))
