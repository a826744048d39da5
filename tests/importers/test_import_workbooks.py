"""Workbooks: read in a child process, so that a hostile one harms nobody."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from import_helpers import EXPORTS, people_of, person_of, source_of

from callstation.errors import ImportRefusedError
from callstation.importers import workbooks
from callstation.importers.sheet_child import refusal, text_of

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(*sheets: str, names: tuple[str, ...] = (), hidden: tuple[int, ...] = ()) -> bytes:
    """A workbook of the least that is needed; each sheet is the XML of its rows."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        overrides = "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.worksheet+xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            f'spreadsheetml.sheet.main+xml"/>{overrides}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_DOCUMENT}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(
            f'<sheet name="{names[i - 1] if names else f"Sheet{i}"}" sheetId="{i}" '
            f'state="{"hidden" if i in hidden else "visible"}" r:id="rId{i}"/>'
            for i in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{listed}</sheets></workbook>'
        )
        linked = "".join(
            f'<Relationship Id="rId{i}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{linked}</Relationships>'
        )
        for i, rows in enumerate(sheets, 1):
            archive.writestr(
                f"xl/worksheets/sheet{i}.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
            )
    return packed.getvalue()


def rows_of(*rows: tuple[object, ...], first: int = 1) -> str:
    """Rows of a sheet as XML."""
    written = []
    for number, row in enumerate(rows, first):
        cells = "".join(
            f'<c r="{chr(65 + i)}{number}"><v>{cell}</v></c>'
            if isinstance(cell, int | float)
            else f'<c r="{chr(65 + i)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for i, cell in enumerate(row)
            if cell != ""
        )
        written.append(f'<row r="{number}">{cells}</row>')
    return "".join(written)


HEADER = ("Name", "Company", "Phone")


def refused(content: bytes) -> str:
    with pytest.raises(ImportRefusedError) as fault:
        list(source_of(content).people())
    assert "\n" not in str(fault.value)
    return str(fault.value)


def test_numbers_stored_as_numbers_and_as_formulas() -> None:
    people = people_of(
        workbook(
            rows_of(
                ("Call list",),
                ("",),
                HEADER,
                ("Maria Okafor", "Bluebird", 6025550134),
                ("Tom Reyes", "", 6025550135.0),
                ("Ann Wu", "", '="6025550136"'),
                ("Li Wei", "", "'+1 602 555 0137"),
            )
        )
    )
    assert [p.phones[0].number[-4:] for p in people] == ["0134", "0135", "0136", "0137"]
    assert [p.row for p in people] == [1, 2, 3, 4]


def test_all_visible_sheets_are_read_and_hidden_ones_are_not() -> None:
    source = source_of(
        workbook(
            rows_of(HEADER, ("Maria Okafor", "Bluebird", "602-555-0134")),
            rows_of(("Email", "Surname", "First name"), ("tom@reyes.example", "Reyes", "Tom")),
            rows_of(HEADER, ("Secret Person", "", "602-555-0139")),
            rows_of(("just", "some", "words")),
            "",
            names=("March", "April", "Old", "Notes", "Empty"),
            hidden=(3,),
        )
    )
    assert [p.name for p in source.people()] == ["Maria Okafor", "Tom Reyes"]  # type: ignore[union-attr]
    assert [w.partition(": ")[2] for w in source.warnings] == ["the sheet 'Notes' holds no people and was left out."]


def test_progress_is_told_in_rows() -> None:
    many = workbook(rows_of(HEADER, *(("Maria Okafor", "", 6025550000 + i) for i in range(2_500))))
    seen: list[tuple[int, int]] = []
    assert sum(1 for _ in source_of(many).people(lambda done, total: seen.append((done, total)))) == 2_500
    assert seen == [(1000, 2500), (2000, 2500), (2500, 2500)]


def test_reading_stops_after_a_thousand_empty_rows() -> None:
    content = workbook(
        rows_of(HEADER, ("Maria Okafor", "", 6025550134))
        + rows_of(("Tom Reyes", "", 6025550135), first=900)
        + rows_of(("Too Far", "", 6025550136), first=5_000)
    )
    assert [p.name for p in people_of(content)] == ["Maria Okafor", "Tom Reyes"]


def test_a_sheet_that_claims_a_billion_cells() -> None:
    hostile = workbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert len(hostile) < 2_000
    assert "damaged or too large" in refused(hostile)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_workbook_cut_short(cut: float) -> None:
    whole = (EXPORTS / "excel_calllist.xlsx").read_bytes()
    assert "not a list" in (words := refused(whole[: int(len(whole) * cut)])) or "damaged" in words


def test_what_is_inside_is_no_sheet() -> None:
    assert "damaged" in refused(workbook("<row><c><v>1</broken>"))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (24 << 20))
    assert "unpacks to 24 MB" in refused(packed.getvalue())


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    honest = workbook(rows_of(HEADER) + " " * (4 << 20))
    at = honest.rindex(b"PK\x01\x02")
    lying = bytearray(honest)
    lying[at + 24 : at + 28] = struct.pack("<I", 10)
    assert "damaged" in refused(bytes(lying)) or "nobody below" in refused(bytes(lying))


def test_locked_and_oversized_workbooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xlsx"
    locked = bytearray(workbook(rows_of(HEADER)))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(locked)
    assert "password" in refusal(path)
    monkeypatch.setattr("callstation.importers.sheet_child.PACKED", 100)
    assert "larger than" in refusal(path)


def test_a_child_that_says_nothing_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(workbooks, "PATIENCE", 0.3)
    real = subprocess.Popen

    def silent(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        return real([sys.executable, "-c", "import time; time.sleep(60)"], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", silent)
    assert "could not be read within 0 seconds" in refused(workbook(rows_of(HEADER)))


def test_without_the_extra_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = subprocess.Popen
    missing = (
        "import sys; sys.modules['python_calamine'] = None; from callstation.importers.sheet_child import main; "
        "sys.exit(main(sys.argv[1:]))"
    )

    def without(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        return real([sys.executable, "-c", missing, command[-1]], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", without)
    assert "pip install 'callstation[xlsx]'" in refused(workbook(rows_of(HEADER)))


def test_a_wide_sheet_is_refused() -> None:
    cells = "".join(f'<c r="{_column(i)}1" t="inlineStr"><is><t>x{i}</t></is></c>' for i in range(1_200))
    assert "columns" in refused(workbook(f'<row r="1">{cells}</row>' + rows_of(("Maria Okafor",), first=2)))


def _column(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def test_header_only() -> None:
    assert "a header and nobody below it" in refused(workbook(rows_of(HEADER)))
    assert "nothing on its visible sheets" in refused(workbook(""))


def test_an_unfinished_reading_leaves_no_process_behind() -> None:
    people = source_of(workbook(rows_of(HEADER, *(("Maria", "", i) for i in range(5_000))))).people()
    next(people)
    people.close()  # type: ignore[attr-defined]


def test_cells_as_text() -> None:
    assert [text_of(cell) for cell in (6025550134.0, 1.5, True, None, "x", 1e20)] == [
        "6025550134", "1.5", "true", "", "x", "1e+20",
    ]  # fmt: skip


def test_a_number_that_a_spreadsheet_made_a_float_keeps_its_zip() -> None:
    assert person_of(workbook(rows_of((*HEADER, "Zip"), ("Maria", "", "", 85004)))).custom == {"postcode": "85004"}
