"""``callstation reasons``: the library from the shell, and a colleague's file."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.errors import ImportRefusedError
from callstation.exporters.reason_lines import reason_record
from callstation.importers.reason_lines import LARGEST, read_reasons
from callstation.model.reasons import BY_THEMSELVES, Audience, Reason, ReasonKind

pytestmark = pytest.mark.usefixtures("people")
PALLET = "that you can start with a single pallet now"


def add(run, text: str = PALLET, *more: object) -> Any:
    return run("reasons", "add", text, *more, "--json").json


def test_what_is_added_says_whom_it_reaches(run) -> None:
    added = add(
        run, PALLET, "--kind", "policy", "--lifts", "Minimum order", "--tag", "freight", "--until", "20 december"
    )
    assert (added["kind"], added["text"], added["valid_until"]) == ("policy", PALLET, "2026-12-20")
    assert added["audience"]["lifts"] == ["minimum-order"]
    assert (added["reach"], added["brought"]) == ({"people": 0, "told": 0}, 0)
    ran = run("reasons", "add", "that permits are free", "--industry", "nothing")
    assert "it reaches nobody as it stands" in ran.err
    ran = run("reasons", "add", "that permits are free")
    assert "It reaches everybody (3)." in ran.out
    ran = run("reasons", "add", "that permits are cheap", "--tag", "FREIGHT")
    assert "It reaches 1 person." in ran.out


def test_s6_everybody_whose_way_is_cleared_is_in_the_queue(run, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    from callstation.desk.opening import look_around, open_desk
    from callstation.store import people

    assert run("log", "Tom Reyes", "talked", "--step", "none").code == 0
    desk = open_desk(look_around(os.environ))
    people.keep_objection(desk.tools.book, 2, "minimum-order", desk.now, None)
    desk.close()
    monkeypatch.setenv("CALLSTATION_NOW", "2026-11-24T10:42:00-05:00")
    ran = run("reasons", "add", PALLET, "--kind", "policy", "--lifts", "minimum-order")
    assert "1 person comes into the queue" in ran.out
    first = run("queue", "--json").json[0]
    assert (first["name"], first["why_now"]) == ("Tom Reyes", {"kind": "lifted", "text": "minimum order: gone"})
    assert first["reason"]["text"] == PALLET


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "  "), "a reason needs words"),
        (("add", PALLET, "--strength", "10"), "from 1 to 9"),
        (("add", PALLET, "--kind", "promise"), "invalid choice"),
        (("add", PALLET, "--until", "sometime"), "sometime"),
        (("add", PALLET, "--client", "Nobody Known"), "Nobody Known"),
        (("add", "that Okafor saves a day", "--kind", "story", "--client", "maria", "--anonymous"), "“Okafor”"),
        (("edit", "99", "--text", "x"), "there is no reason 99"),
        (("retire", "99"), "there is no reason 99"),
        (("import", "no-such.jsonl"), "cannot be read"),
    ],
)
def test_what_cannot_be_is_one_clear_line(run, arguments: tuple[str, ...], says: str) -> None:
    ran = run("reasons", *arguments)
    assert ran.code in (1, 2)
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert run("reasons", "list", "--json").json == []


def test_edit_changes_what_is_named_and_nothing_else(run) -> None:
    added = add(run, PALLET, "--tag", "freight", "--lead-in", "You asked.", "--strength", 7, "--asks")
    edited = run("reasons", "edit", added["id"], "--kind", "offer", "--gives", "--json").json
    assert edited == {**added, "kind": "offer", "gives": True, "reach": {"people": 1, "told": 0}}
    cleared = run(
        "reasons", "edit", added["id"], "--tag", "", "--lead-in", "", "--text", "that it is so", "--json"
    ).json
    assert (cleared["audience"]["tags"], cleared["lead_in"], cleared["text"]) == ([], "", "that it is so")
    assert cleared["reach"]["people"] == 3


def test_retire_and_back(run) -> None:
    added = add(run)
    assert run("reasons", "retire", added["id"], "--json").json["retired"]
    assert "is retired" in run("reasons", "retire", added["id"]).out
    assert run("reasons", "list", "--json").json == []
    assert len(run("reasons", "list", "--all", "--json").json) == 1
    assert "in use again" in run("reasons", "retire", added["id"], "--back").out
    assert len(run("reasons", "list", "--json").json) == 1


def test_list_says_what_came_of_it(run) -> None:
    add(run)
    run("log", "Tom Reyes", "talked", "--step", "none")
    [listed] = run("reasons", "list", "--reach", "--json").json
    assert listed["reach"] == {"people": 3, "told": 1}
    assert (listed["used"]["count"], listed["used"]["talked"], listed["used"]["outcomes"]) == (1, 1, {"talked": 1})
    head, row = run("reasons", "list", "--reach").out.splitlines()
    assert head.split()[-5:] == ["reaches", "told", "talked", "steps", "won"]
    assert row.split()[-3:] == ["3", "1", "1"]


def test_h5_the_client_of_an_anonymous_story_is_nowhere(run) -> None:
    story = ("--kind", "story", "--client", "Tom Reyes")
    assert add(run, "that Acme saves a day a week", *story)["client_id"] == 2
    secret = add(run, "that a firm of your size saves a day", *story, "--anonymous")
    assert secret["client_id"] is None
    assert "with --client" in run("reasons", "add", "that some do", "--kind", "story", "--anonymous").err
    assert "Reyes" not in run("reasons", "list").out
    assert run("card", "Tom Reyes", "--json").json["reason"] != secret["id"]


def test_introductions(run) -> None:
    assert "Nobody to introduce yet" in run("reasons", "introductions").out
    import os

    from callstation.desk.opening import look_around, open_desk
    from callstation.store import people

    desk = open_desk(look_around(os.environ))
    people.set_fields(desk.tools.book, desk.tools.frame, 1, {"seeks": "labels for jars"}, desk.now)
    people.set_fields(desk.tools.book, desk.tools.frame, 2, {"offers": "printed labels"}, desk.now)
    desk.close()
    [pair] = run("reasons", "introductions", "--json").json
    assert (pair["first"]["name"], pair["second"]["name"], pair["words"]) == ("Maria Okafor", "Tom Reyes", ["labels"])
    assert "printed labels" in run("reasons", "introductions").out


# a colleague's file -------------------------------------------------------------------------------------------
def test_a_file_for_a_colleague_and_twice_adds_nothing_twice(run, home: Path) -> None:
    first = add(
        run, PALLET, "--kind", "policy", "--lifts", "minimum-order", "--tag", "freight", "--until", "20 december"
    )
    add(run, "that Tom says hello", "--kind", "story", "--client", "Tom Reyes")
    retired = add(run, "that it was so")
    run("reasons", "retire", retired["id"])
    file = home / "for-ann.jsonl"
    assert "2 reasons in" in run("reasons", "export", file).err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "client" not in file.read_text(encoding="utf-8")
    again = run("reasons", "import", file, "--json")
    assert (again.code, again.json["new"], again.json["unchanged"]) == (0, [], 2)
    run("reasons", "edit", first["id"], "--text", "that something else is so")
    back = run("reasons", "import", file, "--json").json
    assert (len(back["new"]), back["unchanged"]) == (1, 1)
    stored = next(r for r in run("reasons", "list", "--json").json if r["id"] == back["new"][0])
    assert {k: stored[k] for k in stored if k != "id"} == {k: first[k] for k in stored if k != "id"}
    assert run("reasons", "import", file, "--json").json["unchanged"] == 2


def test_the_same_words_in_another_dress_are_known(run, home: Path) -> None:
    add(run, PALLET)
    file = home / "list.jsonl"
    lines = [
        {"kind": "news", "text": f"{PALLET.upper()}."},
        {"kind": "news", "text": "  that  you can START with a single pallet, now"},
        {"kind": "offer", "text": PALLET},
        {"kind": "offer", "text": PALLET},
    ]
    file.write_text("\ufeff" + "\n\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    done = run("reasons", "import", file, "--json").json
    assert (done["rows"], len(done["new"]), done["unchanged"]) == (4, 1, 3)


def test_what_cannot_be_taken_in_is_named_by_its_line_and_the_rest_is_taken(run, home: Path) -> None:
    file = home / "list.jsonl"
    good = {"kind": "news", "text": PALLET, "audience": {"lifts": ["Minimum order"], "also_no": True}}
    bad: list[Any] = [
        [1],
        {"text": PALLET},
        {"kind": "gift", "text": PALLET},
        {"kind": "news"},
        {"kind": "news", "text": 7},
        {"kind": "news", "text": "x", "strength": 5.5},
        {"kind": "news", "text": "x", "strength": 99},
        {"kind": "news", "text": "x", "valid_until": "soon"},
        {"kind": "news", "text": "x", "audience": [1]},
        {"kind": "news", "text": "x", "audience": {"tags": "freight"}},
        {"kind": "news", "text": "x", "audience": {"kinds": ["friend"]}},
        {"kind": "news", "text": "x", "audience": {"people": [3]}},
        {"kind": "news", "text": "x", "gives": "no"},
        {"kind": "promise", "text": "x"},
    ]
    file.write_text("\n".join(["nonsense", *map(json.dumps, [*bad, good, {"type": "person", "name": "Tom"}])]))
    ran = run("reasons", "import", file, "--json")
    assert ran.code == 1
    assert [r["row"] for r in ran.json["refused"]] == list(range(1, 16))
    assert len(ran.json["new"]) == 1
    [stored] = run("reasons", "list", "--json").json
    assert stored["audience"]["lifts"] == ["minimum-order"]
    assert stored["audience"]["also_no"] is False  # whether a no is asked again is nobody else's to say (H6)
    assert "line 1 was left out: it is no JSON" in run("reasons", "import", file).err


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xff\xfe\x00", b"[]", b'{"type": "person"}', b"x" * (LARGEST + 1)])
def test_a_file_without_reasons_is_refused_as_a_whole(data: bytes) -> None:
    with pytest.raises(ImportRefusedError, match=r"list\.jsonl"):
        read_reasons(data, "list.jsonl")


def test_standard_input_and_output(run, monkeypatch: pytest.MonkeyPatch) -> None:
    add(run)
    out = run("reasons", "export", "-").out
    assert json.loads(out)["text"] == PALLET
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(out.encode())))
    assert run("reasons", "import", "-", "--json").json["unchanged"] == 1


lines = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs")), min_size=1, max_size=20)
audiences = st.builds(Audience, tags=st.lists(lines, max_size=3, unique=True).map(tuple), after_bad_call=st.booleans())
kinds = st.sampled_from([k for k in ReasonKind if k not in BY_THEMSELVES])


reasons = st.builds(
    Reason,
    st.just(0),
    kinds,
    lines,
    lead_in=lines,
    link=lines,
    valid_until=st.none() | st.dates(),
    audience=audiences,
    strength=st.integers(1, 9),
    gives=st.booleans(),
    anonymous=st.booleans(),
)


@given(reasons)
def test_what_is_written_is_read_back(reason: Reason) -> None:
    data = json.dumps(reason_record(reason)).encode()
    [line] = read_reasons(data, "x")
    assert line.reason == reason


fields = st.sampled_from(["kind", "text", "audience", "tags", "strength", "valid_until", "gives"])
atoms = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
records = st.recursive(atoms, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(fields, inner), max_leaves=8)


@given(records)
def test_a_line_is_read_or_refused_and_nothing_else(record: Any) -> None:
    try:
        assert all(line.reason or line.why for line in read_reasons(json.dumps(record).encode(), "x"))
    except ImportRefusedError:
        return
