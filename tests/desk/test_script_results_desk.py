"""Which text reads best, and the way back to it (H7, T3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from invented import THURSDAY, bring, log, new_person

from callstation.desk import script_results
from callstation.desk.editing import Editing
from callstation.desk.script_results import better_than_now, bring_back, difference, readings, text_of
from callstation.errors import NotFoundError, ScriptError
from callstation.model.calls import Outcome
from callstation.rules.outcomes import Agreement
from callstation.scripting.parse import revision_of
from callstation.store import script_results as stored

STEP = Agreement((THURSDAY + timedelta(days=8)).date(), None, "America/New_York", "send the prices")
OWN = "== opener ==\nMine.\n== voicemail ==\nMine.\n== email ==\nSubject: Mine\n\nMine.\n"


def of(desk: Any, name: str) -> list[script_results.Reading]:
    return [r for r in readings(desk.tools) if r.script == name]


def used(desk: Any, name: str, text: str, talked: int, agreed: int) -> None:
    ids = bring(desk.tools.book, *(new_person(f"{name}{text[:9]}{n} Example") for n in range(talked)))
    for n, person in enumerate(ids):
        log(
            desk.tools.book,
            person,
            Outcome.TALKED,
            agreed=STEP if n < agreed else None,
            script=name,
            revision=revision_of(text),
            script_text=text,
        )


def test_every_script_is_there_and_says_whether_it_is_as_it_came(desk: Any) -> None:
    found = readings(desk.tools)
    assert {r.script for r in found} == set(desk.tools.shelf.names())
    assert all(r.current and r.shipped and r.used == 0 and r.since is None for r in found)
    assert text_of(desk.tools, found[0]) == desk.tools.shelf.shipped(found[0].script).text


def test_the_way_back_and_back_again(desk: Any) -> None:
    shelf = desk.tools.shelf
    shipped = shelf.shipped("news").text
    shelf.save("news", OWN)
    used(desk, "news", shipped, talked=3, agreed=1)
    now, before = of(desk, "news")
    assert (now.current, now.shipped, before.current, before.shipped) == (True, False, False, True)
    assert "+Mine." in difference(desk.tools, before)
    assert difference(desk.tools, now) == []
    bring_back(desk.tools, before, desk.now)
    assert shelf.text_of("news") == (shipped, "shipped")
    now, mine = of(desk, "news")  # what it said before was kept though it was never used
    assert (now.used, mine.used, text_of(desk.tools, mine)) == (3, 0, OWN)
    bring_back(desk.tools, mine, desk.now)
    assert shelf.text_of("news") == (OWN, "own")


def test_a_text_with_a_fault_is_not_brought_back(desk: Any) -> None:
    bad = "== opener ==\n{{ their.nonsense"
    stored.keep(desk.tools.book, "news", revision_of(bad), bad, THURSDAY)
    [reading] = [r for r in of(desk, "news") if not r.current]
    before = desk.tools.shelf.text_of("news")
    with pytest.raises(ScriptError):
        bring_back(desk.tools, reading, desk.now)
    assert desk.tools.shelf.text_of("news") == before


def test_words_that_were_never_kept_are_said_so(desk: Any) -> None:
    [person] = bring(desk.tools.book, new_person())
    log(desk.tools.book, person, Outcome.TALKED, script="news", revision="0123456789ab")
    [old] = [r for r in of(desk, "news") if not r.current]
    assert (old.used, old.talked) == (1, 1)
    for asked in (text_of, difference):
        with pytest.raises(NotFoundError, match="were not kept"):
            asked(desk.tools, old)


def test_a_little_luck_is_not_praised(desk: Any) -> None:
    shipped = desk.tools.shelf.shipped("news").text
    desk.tools.shelf.save("news", OWN)
    used(desk, "news", OWN, talked=4, agreed=0)
    used(desk, "news", shipped, talked=4, agreed=4)
    every = of(desk, "news")
    assert not any(better_than_now(r, every) for r in every)


def test_much_of_it_is(desk: Any) -> None:
    shipped = desk.tools.shelf.shipped("news").text
    desk.tools.shelf.save("news", OWN)
    used(desk, "news", OWN, talked=25, agreed=5)
    used(desk, "news", shipped, talked=25, agreed=20)
    now, before = of(desk, "news")
    assert better_than_now(before, [now, before])
    assert not better_than_now(now, [now, before])
    assert readings(desk.tools)[0] == now  # the most used script first


def test_every_saved_text_is_a_revision(desk: Any) -> None:
    [person] = bring(desk.tools.book, new_person())
    editing = Editing(desk, desk.card(person))
    name, shipped = editing.name, editing.text
    for n in range(3):
        desk.tools.clock.advance(hours=1)
        editing.save(shipped + f"\n{{# {n} #}}\n")
    found = of(desk, name)
    assert [r.current for r in found] == [True, False, False, False]
    assert {text_of(desk.tools, r) for r in found} == {shipped, *(shipped + f"\n{{# {n} #}}\n" for n in range(3))}
