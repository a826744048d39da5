"""duplicates and merge: shown in pairs, made one where it is said so, and two again."""

from __future__ import annotations


def test_a_pair_is_shown_merged_and_made_two_again(run, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(
        "First Name,Last Name,Company,Phone\nRobert,Reyes,Acme,212 555 0131\nAnn,Wu,Acme,212 555 0133\n",
        encoding="utf-8",
    )
    assert run("import", file, "--json").json["files"][0]["probable_duplicates"] == 0
    file.write_text("First Name,Last Name,Company,Phone\nBob,Reyes,Acme,212 555 0131\n", encoding="utf-8")
    assert run("import", file, "--json").json["files"][0]["probable_duplicates"] == 1
    [pair] = run("duplicates", "--json").json
    assert pair["why"] == "the same number"
    assert [p["name"] for p in pair["people"]] == ["Robert Reyes", "Bob Reyes"]
    assert "may be this one" in run("duplicates").out
    merged = run("merge", 1, 3, "--json").json
    assert (merged["kept"]["name"], merged["gone"]) == ("Robert Reyes", 3)
    assert run("duplicates").out == "Nobody seems to be in the book twice.\n"
    back = run("merge", "--undo", "--json").json
    assert (back["kept"]["id"], back["back"]["name"]) == (1, "Bob Reyes")
    assert "--undo" in run("merge", 1, 3).out
    assert "are two again" in run("merge", "--undo").out
    assert run("merge", "--undo").code == 1
    assert run("merge", 1).code == 2
    assert run("merge", 1, 1).code == 1
