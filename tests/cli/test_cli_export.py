"""export: what goes out comes in again as the same, nothing is a formula, files are private."""

from __future__ import annotations

import csv
import io
import json
import stat

import pytest

PERSON = {
    "first_name", "last_name", "name", "company", "title", "kind", "standing", "phones", "emails", "zone", "place",
    "tags", "notes", "custom",
}  # fmt: skip

AWKWARD = [
    {"name": "Maria Okafor", "first_name": "Maria", "last_name": "Okafor", "company": "Bluebird, \"LLC\"",
     "phones": [{"number": "+16025550134", "extension": "12", "kind": "work"},
                {"number": "+4930901820", "extension": "", "kind": "mobile"}],
     "emails": ["maria@example.com", "m.okafor@home.example"], "zone": "America/Phoenix", "place": "Phoenix, AZ",
     "region": "AZ", "country": "US", "tags": ["freight", "fair 2026"], "notes": "line one\nline two; \"quoted\"",
     "custom": {"Colour": "blue", "=sum": "@x"}, "standing": "said no", "kind": "customer", "title": "Director"},
    {"name": "=HYPERLINK(\"x\")", "company": "+Acme", "emails": ["f@example.com"], "notes": "-1+2"},
    {"name": "李 伟", "first_name": "伟", "last_name": "李", "phones": [{"number": "+819012345678"}], "emails": [],
     "zone": "Asia/Tokyo", "email_states": {}},
    {"name": "Siobhán O'Neill", "company": "@home", "phones": [{"number": "+16175550188"}],
     "emails": ["s@example.com"], "email_states": {"s@example.com": "unsubscribed"}, "standing": "do not call"},
]  # fmt: skip


@pytest.fixture
def awkward(run, tmp_path):
    file = tmp_path / "people.jsonl"
    file.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in AWKWARD), encoding="utf-8")
    ran = run("import", file, "--json")
    assert ran.json["files"][0]["new"] == len(AWKWARD), ran
    return run


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_people_as_json_lines_have_the_promised_fields(awkward):
    people = lines(awkward("export", "prospects", "--format", "json").out)
    assert len(people) == len(AWKWARD)
    for person in people:
        assert person.keys() >= PERSON
    maria = people[0]
    assert maria["phones"][0] == {"number": "+16025550134", "extension": "12", "kind": "work"}
    assert maria["emails"] == ["maria@example.com", "m.okafor@home.example"]
    assert maria["standing"] == "said no"
    assert maria["kind"] == "customer"
    assert people[3]["standing"] == "do not call"
    assert people[3]["email_states"] == {"s@example.com": "unsubscribed"}


def test_json_lines_come_back_as_they_went(awkward, tmp_path, monkeypatch):
    first = awkward("export", "prospects", "--json").out
    file = tmp_path / "out.jsonl"
    file.write_text(first, encoding="utf-8")
    monkeypatch.setenv("CALLSTATION_HOME", str(tmp_path / "another"))
    assert awkward("import", file).code == 0
    assert awkward("export", "prospects", "--json").out == first


def test_importing_ones_own_export_changes_nothing(awkward, tmp_path):
    file = tmp_path / "out.jsonl"
    awkward("export", "prospects", "--json", "--out", file)
    again = awkward("import", file, "--json").json["files"][0]
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, len(AWKWARD))


def test_no_cell_of_a_table_is_a_formula(awkward):
    text = awkward("export", "prospects").out
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == len(AWKWARD) + 1
    for cell in (c for row in rows[1:] for c in row):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    people = list(csv.DictReader(io.StringIO(text)))
    assert people[0]["Phone 1 - Value"] == "'+16025550134 ext. 12"
    assert people[0]["Colour"] == "blue"
    assert people[1]["Name"] == '\'=HYPERLINK("x")'
    assert people[1]["Notes"] == "'-1+2"
    assert people[3]["Do Not Call"] == "yes"


def test_a_table_comes_back_as_the_same_people(awkward, tmp_path, monkeypatch):
    file = tmp_path / "out.csv"
    assert awkward("export", "prospects", "--out", file).code == 0
    before = lines(awkward("export", "prospects", "--json").out)
    monkeypatch.setenv("CALLSTATION_HOME", str(tmp_path / "another"))
    assert awkward("import", file).code == 0
    after = lines(awkward("export", "prospects", "--json").out)
    for field in ("name", "company", "title", "emails", "zone", "tags", "notes", "kind"):
        assert [p[field] for p in after] == [p[field] for p in before], field
    assert [[f["number"] for f in p["phones"]] for p in after] == [[f["number"] for f in p["phones"]] for p in before]
    assert after[3]["standing"] == "do not call"


@pytest.mark.usefixtures("people")
def test_calls_as_table_and_lines(run):
    run("log", 1, "talked", "--step", "none", "--note", '=1+1, "fine"\nsecond line')
    run("log", 2, "no-answer")
    rows = list(csv.DictReader(io.StringIO(run("export", "calls").out)))
    assert [r["outcome"] for r in rows] == ["talked", "no-answer"]
    assert rows[0]["note"] == '\'=1+1, "fine"\nsecond line'
    assert rows[0]["name"] == "Maria Okafor"
    assert rows[0]["local_time"] == "2026-11-20T08:42:00-07:00"
    calls = lines(run("export", "calls", "--format", "json").out)
    assert calls[0]["note"] == '=1+1, "fine"\nsecond line'
    assert calls[0]["at"] == "2026-11-20T15:42:00+00:00"
    assert calls[1]["seconds"] is None


@pytest.mark.usefixtures("people")
def test_the_calendar_holds_promises_and_steps(run):
    run("log", 1, "talked", "--when", "thu 7:30am", "--step", "prices; and, more")
    run("log", 2, "voicemail")
    text = run("export", "calendar").out
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20261126T143000Z\r\n" in text
    assert "SUMMARY:Call Maria Okafor (Bluebird Logistics): prices\\; and\\, more\r\n" in text
    assert "DTSTART;VALUE=DATE:2026" in text


@pytest.mark.usefixtures("people")
def test_all_is_one_file_with_everything(run, home):
    run("log", 1, "voicemail", "--note", "hello")
    run("reasons", "add", "that the minimum order is gone", "--kind", "policy", "--lifts", "minimum-order")
    scripts = home / "scripts"
    scripts.mkdir(exist_ok=True)
    (scripts / "first-call.j2").write_text("== opener ==\nHello {{ their.first_name }}.\n", encoding="utf-8")
    records = lines(run("export", "all").out)
    assert records[0]["type"] == "callstation"
    kinds = {r["type"] for r in records}
    assert kinds >= {"person", "phone", "email", "tag", "reason", "entry", "promise", "day_tally", "script"}
    person = next(r for r in records if r["type"] == "person")
    assert person["custom"] == {"found": "at the fair"}
    assert person["created_at"].endswith("+00:00")
    assert next(r for r in records if r["type"] == "script")["name"] == "first-call"


def test_a_file_is_private_and_whole_or_absent(awkward, tmp_path):
    file = tmp_path / "out.csv"
    file.write_text("old")
    file.chmod(0o644)
    ran = awkward("export", "prospects", "--out", file)
    assert ran.code == 0
    assert ran.out == ""
    assert ran.err.strip() == f"4 people in {file}"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    ran = awkward("export", "prospects", "--out", tmp_path / "no" / "folder.csv")
    assert ran.code == 1
    assert "cannot be written" in ran.err
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize(
    ("what", "form"), [("calls", "ics"), ("calendar", "csv"), ("all", "csv"), ("prospects", "ics")]
)
def test_forms_that_make_no_sense_are_wrong_use(run, what, form):
    assert run("export", what, "--format", form).code == 2


def test_an_empty_book_exports_nothing_and_is_no_error(run):
    assert run("export", "prospects", "--json").out == ""
    assert run("export", "calls").out.count("\n") == 1
    assert "VEVENT" not in run("export", "calendar").out


def test_vcards_come_back_as_the_same_people(awkward, tmp_path, monkeypatch):
    file = tmp_path / "out.vcf"
    assert awkward("export", "prospects", "--format", "vcf", "--out", file).code == 0
    assert max(len(line) for line in file.read_bytes().split(b"\r\n")) <= 75
    before = lines(awkward("export", "prospects", "--json").out)
    monkeypatch.setenv("CALLSTATION_HOME", str(tmp_path / "another"))
    assert awkward("import", file).code == 0
    after = lines(awkward("export", "prospects", "--json").out)
    for field in ("name", "company", "title", "emails", "zone", "tags", "notes", "kind", "standing", "place"):
        assert [p[field] for p in after] == [p[field] for p in before], field
    assert [[(f["number"], f["extension"]) for f in p["phones"]] for p in after] == [
        [(f["number"], f["extension"]) for f in p["phones"]] for p in before
    ]


def test_prospects_are_chosen(awkward):
    def names(*chosen: str) -> list[str]:
        return [p["name"] for p in lines(awkward("export", "prospects", "--json", *chosen).out)]

    assert names("--tag", "freight") == ["Maria Okafor"]
    assert names("--standing", "do not call") == ["Siobhán O'Neill"]
    assert names("--kind", "customer", "--company", "bluebird") == ["Maria Okafor"]
    assert names("--kind", "prospect", "--company", "bluebird") == []
    assert awkward("export", "calls", "--tag", "x").code == 2
    assert awkward("export", "prospects", "--layout", "hubspot").code == 2


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("layout", ["hubspot", "salesforce"])
def test_calls_in_the_columns_of_other_programs(run, layout):
    run("log", 1, "voicemail", "--note", "left word")
    run("log", 2, "talked", "--step", "none")
    first, second = csv.DictReader(io.StringIO(run("export", "calls", "--layout", layout).out))
    assert first["Email"] == "maria@example.com"
    if layout == "hubspot":
        assert first["Activity date"] == "2026-11-20T15:42:00Z"
        assert (first["Call outcome"], second["Call outcome"]) == ("Left voicemail", "Connected")
        assert first["Call notes"].startswith("left word\n")
    else:
        assert (first["ActivityDate"], first["CallDisposition"]) == ("2026-11-20", "voicemail")
        assert first["Description"].startswith("left word\n")
        assert second["Subject"] == "Call with Tom Reyes"
