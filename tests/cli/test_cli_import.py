"""import: whole files or nothing, the same file twice, columns by hand, what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

CSV = """\
Full Name,Company,Phone,Email,Tel 2,Colour
Maria Okafor,Bluebird,(602) 555-0134,maria@example.com,602 555 0177,blue
Tom Reyes,Acme,212 555 0131,tom@example.com,,green
,,,,,red
Ann Wu,Acme,=cmd(),ann@example.com,,
"""
FIELDS = {"path", "format", "rows", "new", "updated", "unchanged", "refused", "mapping"}


@pytest.fixture
def csv_file(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(CSV, encoding="utf-8")
    return file


def test_import_json_has_the_promised_fields(run, csv_file):
    ran = run("import", csv_file, "--json")
    assert ran.code == 0
    [file] = ran.json["files"]
    assert file.keys() >= FIELDS
    assert file["path"] == str(csv_file)
    assert file["format"] == "csv"
    assert (file["rows"], file["new"], file["updated"], file["unchanged"]) == (4, 3, 0, 0)
    [refused] = file["refused"]
    assert refused["row"] == 3
    assert refused["why"]
    assert file["mapping"]["Full Name"] == "name"
    assert file["mapping"]["Colour"] == "custom"
    assert file["error"] is None


def test_the_same_file_again_changes_nothing(run, csv_file):
    run("import", csv_file)
    before = run("export", "all").out.splitlines()[1:]
    again = run("import", csv_file, "--json").json["files"][0]
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 3)
    after = run("export", "all").out.splitlines()[1:]
    assert [line for line in after if '"type": "import_batch"' not in line] == [
        line for line in before if '"type": "import_batch"' not in line
    ]


def test_a_dry_run_says_the_same_and_stores_nothing(run, csv_file):
    dry = run("import", csv_file, "--dry-run", "--json").json
    assert dry["dry_run"] is True
    assert dry["files"][0]["new"] == 3
    assert run("queue", "--all", "--json").json == []
    assert '"type": "import_batch"' not in run("export", "all").out
    text = run("import", csv_file, "--dry-run").out
    assert "3 new" in text
    assert "would come of it" in text
    assert "Full Name > name" in text


def test_map_tag_and_kind(run, csv_file):
    ran = run(
        "import", csv_file, "--map", "tel 2=phone_mobile", "--map", "Colour=ignore", "--tag", "fair", "--tag", " fair ",
        "--kind", "referral source", "--json",
    )  # fmt: skip
    assert ran.code == 0
    maria = run("card", "Maria Okafor", "--json").json["prospect"]
    assert [p["kind"] for p in maria["phones"]][1] == "mobile"
    assert maria["tags"] == ["fair"]
    assert maria["kind"] == "referral source"
    assert maria["custom"] == {}


def test_what_was_said_of_columns_is_remembered(run, csv_file, tmp_path):
    run("import", csv_file, "--map", "Colour=tags")
    later = tmp_path / "later.csv"
    later.write_text(CSV.splitlines()[0] + "\nJan Novak,Novak,212 555 0140,,,purple\n", encoding="utf-8")
    ran = run("import", later, "--json").json["files"][0]
    assert ran["recalled"] is True
    assert run("card", "Jan Novak", "--json").json["prospect"]["tags"] == ["purple"]


def test_a_file_that_only_a_remembered_mapping_explains(run, tmp_path):
    file = tmp_path / "odd.csv"
    file.write_text("Wer,Industry,City\nMaria Okafor,freight,Phoenix\nTom Reyes,food,Boston\n", encoding="utf-8")
    assert run("import", file).code == 1
    assert run("import", file, "--map", "Wer=name").code == 0
    more = tmp_path / "odd2.csv"
    more.write_text("Wer,Industry,City\nJan Novak,food,Boston\n", encoding="utf-8")
    again = run("import", more, "--json")
    assert again.code == 0
    assert again.json["files"][0]["new"] == 1


def test_nothing_is_remembered_of_files_without_headers(run, tmp_path):
    file = tmp_path / "bare.csv"
    file.write_text("17,a1\n18,b2\n", encoding="utf-8")
    assert run("import", file).code == 1
    assert run("import", file, "--map", "column 2=name").code == 0
    assert run("import", file).code == 1


@pytest.mark.parametrize("pair", ["Colour", "=phone", "Colour=", "Colour=colour", ""])
def test_a_mapping_that_is_none_is_wrong_use(run, csv_file, pair):
    ran = run("import", csv_file, "--map", pair)
    assert ran.code == 2
    assert "COLUMN=FIELD" in ran.err


def test_a_column_that_is_not_there_stores_nothing(run, csv_file):
    ran = run("import", csv_file, "--map", "Color=phone")
    assert ran.code == 1
    assert "Color" in ran.err
    assert run("queue", "--all", "--json").json == []


def test_one_bad_file_does_not_keep_out_the_others(run, csv_file, tmp_path):
    bad = tmp_path / "photo.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    ran = run("import", bad, tmp_path / "nowhere.csv", csv_file, "--json")
    assert ran.code == 1
    files = ran.json["files"]
    assert [f["new"] for f in files] == [0, 0, 3]
    assert files[0]["error"]
    assert "nowhere.csv" in files[1]["error"]
    assert files[2]["error"] is None
    assert ran.err.count("\n") == 2


def test_a_fault_in_the_middle_takes_the_whole_file_back(run, tmp_path):
    file = tmp_path / "list.csv"
    rows = "".join(f"Person {i},+1212555{i % 10000:04d}\n" for i in range(900))
    file.write_text(f'Name,Phone\n{rows}"Unclosed,{"x" * 3_000_000}\n', encoding="utf-8")
    ran = run("import", file, "--json")
    if ran.code:  # either it is refused as a whole, or it was read as a whole
        assert ran.json["files"][0]["new"] == 0
        assert run("queue", "--all", "--json").json == []
    else:
        assert ran.json["files"][0]["rows"] >= 900


def test_a_no_in_a_file_counts(run, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("Name,Phone,Do Not Call\nMaria Okafor,602 555 0134,\n", encoding="utf-8")
    run("import", file)
    file.write_text("Name,Phone,Do Not Call\nMaria Okafor,602 555 0134,yes\n", encoding="utf-8")
    assert run("import", file, "--json").json["files"][0]["updated"] == 1
    assert run("card", "Maria Okafor", "--json").json["prospect"]["standing"] == "do not call"
    file.write_text("Name,Phone,Do Not Call\nMaria Okafor,602 555 0134,no\n", encoding="utf-8")
    run("import", file)
    assert run("card", "Maria Okafor", "--json").json["prospect"]["standing"] == "do not call"
    assert run("queue", "--all", "--json").json == []


def test_the_list_of_the_left_out_is_short_in_text(run, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("Name,Phone,Colour\nMaria Okafor,602 555 0134,x\n" + ",,red\n" * 15, encoding="utf-8")
    out = run("import", file).out
    assert out.count("left out: record") == 10
    assert "and 5 more were left out: --json lists them all" in out


def test_exports_of_many_programs_twice_change_nothing_the_second_time(run):
    """In one go and file by file; they tell different things about the same people."""
    folder = Path(__file__).parents[1] / "data" / "exports"
    assert run("import", folder, "--json").code == 0
    before = run("export", "prospects", "--json").out
    again = run("import", folder, "--json").json["files"]
    for name in sorted(folder.iterdir()):
        again += run("import", name, "--json").json["files"]
    assert len(again) == 2 * len(list(folder.iterdir()))
    assert [(f["path"], f["new"], f["updated"]) for f in again if f["new"] or f["updated"]] == []
    assert run("export", "prospects", "--json").out == before


def test_an_import_is_taken_back_as_a_whole(run, csv_file):
    run("import", csv_file)
    assert run("import", "--undo", "--json").json["undone"]["removed"] == 3
    assert run("export", "prospects", "--json").out == ""
    ran = run("import", "--undo")
    assert (ran.code, ran.err) == (1, "callstation: there is no import to take back\n")
    assert run("import", "--undo", csv_file).code == 2
    assert run("import").code == 2


def test_an_import_of_which_somebody_was_called_stays(run, csv_file):
    run("import", csv_file)
    run("log", "Maria Okafor", "no-answer")
    ran = run("import", "--undo")
    assert ran.code == 1
    assert "Maria Okafor was called or changed since" in ran.err
