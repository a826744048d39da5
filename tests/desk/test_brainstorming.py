"""The brainstorm at the desk (S10): points with their why, duplicates, a kill, and what becomes of ideas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from invented import THURSDAY, bring, new_person

from callstation.desk import brainstorming, judging
from callstation.desk.brainstorming import Game
from callstation.desk.judging import Judge
from callstation.desk.keeping import Keeping
from callstation.errors import RefusedError, UsageError
from callstation.model.calls import Outcome
from callstation.model.ideas import IdeaStatus
from callstation.model.reasons import Audience, ReasonKind
from callstation.rules.brainstorm import asked_at
from callstation.store import people, reasons

POLICY, NEWS = ReasonKind.POLICY, ReasonKind.NEWS
GONE = "that the minimum order is gone"


@pytest.fixture
def maria(desk: Any) -> int:
    [found] = bring(desk.tools.book, new_person(tags=("bakery",), zone="America/New_York"))
    people.keep_objection(desk.tools.book, found, "minimum-order", THURSDAY, None)
    return found


def play(desk: Any, *texts: str, kind: ReasonKind = POLICY) -> Game:
    game, judge = brainstorming.begin(desk, ("Dana", "Ann"), 10), Judge(desk)
    for text in texts:
        game.add(kind, text, judge.look(kind, text))
    return game


def test_an_idea_counts_two_where_somebody_waits_for_it_and_nothing_is_empty(desk: Any, maria: int) -> None:
    judge = Judge(desk)
    good = judge.look(POLICY, GONE)
    assert (good.audience, good.reached, good.findings, good.points) == (
        Audience(lifts=("minimum-order",)),
        1,
        (),
        2,
    )
    empty = judge.look(NEWS, "that I was just checking in")
    assert (empty.reached, empty.points) == (1, 1)
    assert "checking in" in empty.findings[0].text
    assert judge.look(ReasonKind.NEW_YOU, "that I listen now").points == 1  # nobody's last call went badly


def test_scores_and_the_keyboard_going_round(desk: Any, maria: int) -> None:
    game = play(desk, GONE)
    game.pass_on()
    game.add(NEWS, "that one is checking in", Judge(desk).look(NEWS, "that one is checking in"))
    assert game.scores == {"Dana": 2, "Ann": 1}
    game.pass_on()
    assert game.player == "Dana"


def test_what_was_said_before_is_noticed_kindly(desk: Any, maria: int) -> None:
    game = play(desk, GONE)
    assert game.said_before("The minimum order is gone now") == "you had"
    game.pass_on()
    assert game.said_before("our minimum order is gone") == "Dana had"
    assert game.said_before("that something else is gone") == game.said_before("") == ""
    Keeping(desk).keep(game.ideas[0], Audience())
    assert play(desk).said_before(GONE) == "your library has"
    play(desk, "that permits are free").end()
    assert play(desk).said_before("permits are free") == "an earlier round had"


def test_a_round_outlives_a_kill(book_url: str, desk_at: Callable[..., Any]) -> None:
    from pathlib import Path

    from callstation.store.opening import open_book

    book = open_book(book_url, Path())
    desk = desk_at(book)
    game = play(desk, "that one", "that two")
    desk.tools.clock.advance(seconds=200)
    game.pass_on()
    game.keep(ReasonKind.STORY, "that half a sent")
    # nothing is closed: the other desk sees what a killed program left
    other_book = open_book(book_url, Path())
    other = desk_at(other_book)
    left = brainstorming.open_round(other)
    assert left is not None
    found = Game(other, left)
    assert [i.text for i in found.ideas] == ["that one", "that two"]
    assert (found.typed, found.player, found.left) == ("that half a sent", "Ann", 400)
    assert asked_at(found.turn).kind is ReasonKind.STORY
    found.end()
    assert brainstorming.open_round(other) is None
    assert [i.text for i in Keeping(other).waiting] == ["that one", "that two", "that half a sent"]
    other_book.close()
    book.close()


def test_the_clock_can_stand(desk: Any) -> None:
    game = play(desk)
    desk.tools.clock.advance(seconds=60)
    game.stop()
    desk.tools.clock.advance(minutes=60)
    assert (game.left, game.over) == (540, False)
    game.start()
    desk.tools.clock.advance(seconds=541)
    assert (game.left, game.over) == (0, True)


def test_names_are_typed_once(desk: Any) -> None:
    assert brainstorming.usual_players(desk) == ("Dana Reed",)
    play(desk).end()
    assert brainstorming.usual_players(desk) == ("Dana", "Ann")


def test_an_idea_that_is_kept_is_a_reason_and_brings_people_back(desk: Any, maria: int) -> None:
    play(desk, GONE, "that two").end()
    keeping = Keeping(desk)
    kept = keeping.keep(keeping.waiting[0], Audience(lifts=("minimum-order",)))
    assert kept.brought == 1
    [stored] = reasons.library(desk.tools.book)
    assert (stored.kind, stored.text, stored.audience) == (POLICY, GONE, Audience(lifts=("minimum-order",)))
    assert desk.card(maria).reason == stored  # the very next card has it
    keeping.drop(keeping.waiting[0])
    assert (keeping.count(IdeaStatus.KEPT), keeping.count(IdeaStatus.DROPPED), keeping.waiting) == (1, 1, [])
    assert brainstorming.waiting_count(desk) == 0
    assert keeping.undo().status is IdeaStatus.DROPPED
    assert keeping.undo().status is IdeaStatus.KEPT
    assert keeping.undo() is None
    assert reasons.library(desk.tools.book) == []
    assert desk.card(maria).reason is None
    assert [i.text for i in keeping.waiting] == [GONE, "that two"]
    assert Keeping(desk).waiting == keeping.waiting


def test_a_reason_that_was_told_stays(desk: Any, maria: int) -> None:
    play(desk, GONE).end()
    keeping = Keeping(desk)
    keeping.keep(keeping.waiting[0], Audience())
    card = desk.card(maria)
    desk.record(card, Outcome.SAID_NO)
    with pytest.raises(RefusedError, match="used since"):
        keeping.undo()
    assert len(reasons.library(desk.tools.book)) == 1
    assert brainstorming.waiting_count(desk) == 0


def test_other_words_and_another_kind(desk: Any) -> None:
    play(desk, "that one").end()
    keeping = Keeping(desk)
    changed = keeping.change(keeping.waiting[0], text="  that\x1b[31m one\nis better ")
    assert changed.text == "that one is better"
    assert keeping.change(changed, kind=NEWS).kind is NEWS
    with pytest.raises(UsageError, match="d drops it"):
        keeping.change(keeping.waiting[0], text=" \x07")
    assert Keeping(desk).waiting[0].text == "that one is better"


def test_no_words_are_no_idea(desk: Any) -> None:
    game = play(desk)
    with pytest.raises(UsageError, match="a few words"):
        game.add(NEWS, " \u200b ", Judge(desk).look(NEWS, ""))
    assert game.ideas == []


def test_a_colleague_who_was_quicker_is_not_overruled(desk: Any) -> None:
    play(desk, "that one", "that two").end()
    mine, theirs = Keeping(desk), Keeping(desk)
    theirs.keep(theirs.waiting[0], Audience())
    theirs.drop(theirs.waiting[0])
    for settle in (mine.drop, lambda idea: mine.keep(idea, Audience())):
        with pytest.raises(RefusedError, match="somebody else"):
            settle(mine.waiting[0])
        with pytest.raises(RefusedError, match="somebody else"):
            settle(mine.waiting[1])
    assert len(reasons.library(desk.tools.book)) == 1


def test_a_large_book_is_counted_a_little_at_a_time(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "PART", 3)
    bring(desk.tools.book, *(new_person(f"Person{n} Example") for n in range(10)))
    judge = Judge(desk)
    seen = []
    while not seen or not seen[-1].whole:
        seen.append(judge.look(NEWS, "that it is so", within=0))
    assert [look.reached for look in seen] == [3, 6, 9, 10]
    assert judge.look(NEWS, "that it is something else").reached == 10
    assert Judge(desk).look(NEWS, "that it is so") == seen[-1]
