"""erase: nothing of a person is left in any file of the book, and what outlives them is said."""

from __future__ import annotations

import pytest

SECRETS = ("Zebulon", "Quarrington", "zebulon.q", "6025550177", "7710555206", "xylophone", "gherkin", "Quokka")
"""Words of the erased that stand nowhere else; the number as it is searched from its end, too."""


@pytest.fixture
def told(run, home, tmp_path):
    """Two people, one with calls, notes, a promise and a step; merged, edited and put off, so that undo knows them."""
    file = tmp_path / "list.csv"
    file.write_text(
        "Name,Company,Phone,Email,Tags,Notes,Shoe\n"
        "Zebulon Quarrington,Quokka Ltd,602 555 0177,zebulon.q@b.example,xylophone,likes gherkin,Gherkin 44\n"
        "Zeb Quarrington,Quokka Ltd,602 555 0177,,,,\n"
        "Ann Wu,Wu Tools,303 555 0112,ann@wu.example,,,\n",
        encoding="utf-8",
    )
    assert run("import", file).code == 0
    assert run("merge", 1, 2).code == 0
    file.write_text(file.read_text(encoding="utf-8").replace("likes gherkin", "likes a gherkin"), encoding="utf-8")
    assert run("import", file).code == 0
    for outcome in (
        ("voicemail", "--note", "Zebulon, the xylophone is here"),
        ("talked", "--step", "send the gherkin"),
    ):
        done = run("log", 1, *outcome, *(("--when", "tomorrow 10am") if outcome[0] == "talked" else ()))
        assert done.code == 0, done.err
    return home


def leftovers(home):
    """Where a secret still stands: every file below the home, whole."""
    found = []
    for file in home.rglob("*"):
        if file.is_file():
            raw = file.read_bytes().lower()
            found += [(file.name, s) for s in SECRETS if s.lower().encode() in raw]
    return found


def test_nothing_of_an_erased_person_is_left_on_the_disk(run, told):
    assert leftovers(told), "the secrets are there before"
    drafts = told / "scripts"
    drafts.mkdir(exist_ok=True)
    (drafts / ".news.j2.draft").write_text("{# for Zebulon Quarrington #}", encoding="utf-8")
    (drafts / ".other.j2.draft").write_text("for anybody", encoding="utf-8")
    letters = told / "outbox"
    letters.mkdir(exist_ok=True)
    (letters / "email-1.eml").write_text("To: Zebulon Quarrington <Zebulon.Q@b.example>\n\nHello", encoding="utf-8")
    (letters / "email-2.eml").write_text("To: ann@wu.example\n\nHello", encoding="utf-8")
    looked = run("erase", 1, "--dry-run")
    assert looked.code == 0
    assert "Zebulon Quarrington (1): 2 calls" in looked.out
    assert "Nothing was erased." in looked.out
    assert run("erase", 1).code == 2, "without --yes, and nobody to ask"
    done = run("erase", 1, "--yes", "--json")
    assert done.code == 0, done.err
    assert done.json["erased"]["calls"] == 2
    assert done.json["swept"]
    assert leftovers(told) == []
    assert (drafts / ".other.j2.draft").exists()
    assert (letters / "email-2.eml").exists()
    assert run("card", 1).code == 1
    assert run("find", "Wu", "--json").json[0]["name"] == "Ann Wu"
    assert run("doctor").code == 0
    assert run("merge", "--undo").code == 1


def test_a_number_on_the_do_not_call_list_outlives_them(run, told):
    assert run("log", 1, "do-not-call").code == 0
    done = run("erase", 1, "--yes")
    assert "stays on the do-not-call list" in done.out
    assert "+16025550177" in done.out
    file = told / "again.csv"
    file.write_text("Name,Phone\nZebulon Quarrington,602 555 0177\n", encoding="utf-8")
    assert run("import", file).code == 0
    assert run("find", "Quarrington", "--json").json[0]["standing"] == "do not call"


def test_backups_are_named_and_left_alone(run, told):
    assert run("backup").code == 0
    [backup] = (told / "backups").glob("*.db")
    before = backup.read_bytes()
    done = run("erase", "Zebulon Quarrington", "--yes", "--json").json
    assert done["backups"] == [str(backup)]
    assert backup.read_bytes() == before


def test_it_is_asked_by_name_on_a_terminal(run, told, monkeypatch):
    import io
    import sys

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("no\n"))
    refused = run("erase", 1)
    assert (refused.code, "nothing was erased" in refused.err) == (1, True)
    monkeypatch.setattr(sys, "stdin", Terminal("Zebulon Quarrington\n"))
    assert run("erase", 1).code == 0
    assert run("find", "Zebulon").out == "Nobody answers to that.\n"


def test_who_is_named_elsewhere_is_told_and_others_keep_their_words(run, told):
    assert run("log", 3, "voicemail", "--note", "asked after Zebulon Quarrington").code == 0
    done = run("erase", 1, "--yes", "--json").json
    assert done["named_elsewhere"] == 1
    assert "asked after Zebulon Quarrington" in run("history", 3).out
