"""Input that is no list, or a damaged one: one sentence that says what and where, and never a crash."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from import_helpers import people_of, person_of, source_of

from callstation.errors import ImportRefusedError
from callstation.importers.files import Refusal, collect, open_source

LIST = "Name,Phone,Email\nMaria Okafor,602-555-0134,maria@bluebird.example\nTom Reyes,303-555-0110,\n"


def refusal_of(content: str | bytes) -> str:
    """The sentence with which ``content`` is refused, at the look or while people are read."""
    with pytest.raises(ImportRefusedError) as refused:
        list(source_of(content).people())
    assert "\n" not in str(refused.value)
    return str(refused.value)


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


_NO_LISTS: list[tuple[bytes, str]] = [
    (b"", "there is nothing in it"),
    (b"\n\r\n  \n", "there is nothing in it"),
    (b"\xef\xbb\xbf", "there is nothing in it"),
    (b"\x89PNG\r\n\x1a\n" + bytes(500), "this is a picture"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "this is a PDF"),
    (b"SQLite format 3\0" + bytes(500), "this is a database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an old Excel or Outlook file"),
    (zipped(readme=b"hello"), "a packed file (zip)"),
    (b"\x1f\x8b\x08" + bytes(50), "a packed file"),
    (bytes(range(256)) * 12, "this is no text"),
    (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "this is a calendar"),
    (b"<!DOCTYPE html><html><table><tr><td>Name</td></tr></table>", "this is a web page"),
    (b'[{"name": "Maria"}]', "this is one JSON list"),
    (b"Name,Phone,Email\n", "a header and nobody below it"),
    (b"Name,Phone,Email\n,,\n\n", "a header and nobody below it"),
    (b"Colour\nblue-123\nred-223\n", "no column holds a name, a number or an email"),
    (
        b"Colour,Size\nblue,12345\nred,23456\n",
        "no column holds a name, a number or an email. Its columns: Colour, Size.",
    ),
    (b"1,2,3\n4,5,6\n", "it has no header"),
    (("Name,Phone," + ",".join(f"x{i}" for i in range(10_000)) + "\nMaria,602-555-0134\n").encode(), "10,002 columns"),
    (("Name,Company\n" + "田中太郎,東京電力株式会社\n" * 9).encode("shift_jis"), "encoding that cannot be told"),
    (("Name\n" + "Jörg\n" * 30).encode() + b"M\xfcller\n", "line 32 is not UTF-8, though most of the file is"),
    (b"\xef\xbb\xbfName\nMaria\nJ\xf6rg\n", "line 3 cannot be read as UTF-8, which the file says it is"),
    ("Name\nMaria\n".encode("utf-16") + b"x", "cannot be read as UTF-16"),
]


@pytest.mark.parametrize(("content", "words"), _NO_LISTS, ids=range(len(_NO_LISTS)))
def test_refused(content: bytes, words: str) -> None:
    assert words in refusal_of(content)


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    for path, words in ((empty, "is empty"), (tmp_path, "a folder"), (tmp_path / "gone.csv", "no such file")):
        with pytest.raises(ImportRefusedError, match=words) as refused:
            open_source(path, default_country="US")
        assert str(path) in str(refused.value)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST)

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(ImportRefusedError, match=r"cannot be read \(permission denied\)"):
        open_source(path, default_country="US")


def test_an_unclosed_quote_names_its_line() -> None:
    assert "opens a cell on line 4 is never closed" in refusal_of(
        LIST + '"Ann Wu,303-555-0111,\nLi Wei,,li@wei.example\n'
    )
    assert "opens a cell on line 2 is never closed" in refusal_of('Name,Notes\nMaria,"two\nlines\n' + "more\n" * 90)
    assert "opens a cell on line 3 is never closed" in refusal_of('Name,Notes\n"Ma ""M"" ria","two\nlines","open\n')


def test_an_unclosed_quote_far_down_is_found_while_reading() -> None:
    people = source_of(
        LIST + "Ann Wu,303-555-0111,\n" * 5_000 + '"Li Wei,,\n' + "Ann Wu,303-555-0111,\n" * 90_000
    ).people()
    for _ in range(5_000):
        next(people)
    with pytest.raises(ImportRefusedError, match="line 5004 is never closed"):
        list(people)


def test_a_line_of_50_mb_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(b"Name,Phone\n")
        for _ in range(50):
            file.write(b"x" * (1 << 20))
    tracemalloc.start()
    with pytest.raises(ImportRefusedError, match="line 2 is longer than 1,048,576 characters"):
        list(open_source(path, default_country="US").people())
    assert tracemalloc.get_traced_memory()[1] < 24 << 20
    tracemalloc.stop()


def test_nul_bytes_are_taken_out() -> None:
    assert person_of("Name,Phone\nMaria\0 Okafor,602-\0555-0134\n").name == "Maria Okafor"


def test_duplicate_and_missing_headers() -> None:
    source = source_of("Name,Phone,Phone,,Notes\nMaria,602-555-0134,602-555-0135,hello,warm\n")
    assert [c.header for c in source.reading.columns] == ["Name", "Phone", "Phone (2)", "column 4", "Notes"]
    (person,) = source.people()
    assert [p.number for p in person.phones] == ["+16025550134", "+16025550135"]  # type: ignore[union-attr]


def test_ragged_rows() -> None:
    short, long = people_of(
        "Name,Phone,Email,City\nMaria Okafor,602-555-0134\nTom Reyes,,t@reyes.example,Boston,extra,,more\n"
    )
    assert short.phones[0].number == "+16025550134"
    assert long.custom == {"column 5": "extra", "column 7": "more"}


def test_records_that_are_nobody_are_refused_with_their_row() -> None:
    found = list(source_of("Name,Phone,Notes\nMaria,602-555-0134,\n,,only a note\n\n,ask,\nTom,,\n").people())
    assert [f for f in found if isinstance(f, Refusal)] == [
        Refusal(2, "neither a name nor a number nor an email", 3),
        Refusal(4, "neither a name nor a number nor an email", 5),
    ]


def test_a_preamble_and_footers_are_passed_over() -> None:
    people = people_of(
        "Call list March\n\nName,Phone\nMaria,602-555-0134\n\nGrand Totals (1 records),\nConfidential Information\n"
        '"Copyright (c) 2000-2026 somebody, inc. All rights reserved."\n'
    )
    assert [p.name for p in people] == ["Maria"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_line_ends_and_separators(end: str, separator: str) -> None:
    text = LIST.replace(",", separator).replace("\n", end)
    assert [p.name for p in people_of(text)] == ["Maria Okafor", "Tom Reyes"]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("cp850", "cp850"),
    ],
)
def test_encodings(encoding: str, told: str) -> None:
    text = "Name,Company,Phone\nJörg Müller-Weiß,Café Böhm & Söhne,+49 30 901820\nSiobhán Ó Néill,Élan,617-555-0188\n"
    source = source_of(text.encode(encoding))
    assert source.reading.encoding == told
    assert [p.name for p in source.people()] == ["Jörg Müller-Weiß", "Siobhán Ó Néill"]  # type: ignore[union-attr]


def test_a_sep_line_with_any_sign() -> None:
    assert person_of("sep=^\nName^Phone\nMaria^602-555-0134\n").phones[0].number == "+16025550134"


def test_lists_are_collected_from_folders(tmp_path: Path) -> None:
    for name in ("b.csv", "a.vcf", "c.xlsx", "ignored.pdf"):
        (tmp_path / name).touch()
    assert [p.name for p in collect([tmp_path])] == ["a.vcf", "b.csv", "c.xlsx"]
    assert collect(["-", tmp_path / "b.csv", tmp_path / "b.csv"]) == [Path("-"), tmp_path / "b.csv"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(ImportRefusedError, match="no list in this folder"):
        collect([tmp_path / "empty"])
    with pytest.raises(ImportRefusedError, match="no such file"):
        collect([tmp_path / "gone.csv"])


def test_a_long_list_is_read_in_pieces_with_progress(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("w") as file:
        file.write("Name,Phone\n")
        for number in range(20_000):
            file.write(f"Maria Okafor,602-555-{number % 10_000:04d}\n")
    seen: list[tuple[int, int]] = []
    tracemalloc.start()
    count = sum(
        1 for _ in open_source(path, default_country="US").people(lambda done, total: seen.append((done, total)))
    )
    assert count == 20_000
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()
    size = path.stat().st_size
    assert seen[-1] == (size, size)
    assert len(seen) >= 10
    assert seen == sorted(seen)
