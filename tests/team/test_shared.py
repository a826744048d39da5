"""What others do shows up without asking: the team's tally, and a brainstorm played by several at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from invented import bring, new_person, number

from callstation.clock import FixedClock
from callstation.desk import brainstorming
from callstation.desk.board import board_of
from callstation.desk.judging import Judge
from callstation.model.calls import Outcome
from callstation.model.cards import Ahead, QueueRow
from callstation.model.reasons import ReasonKind
from callstation.model.team import TeamToday
from callstation.rules.windows import zone_of
from callstation.store.book import Book
from callstation.widgets.board_layout import board_lines
from callstation.widgets.card_view_model import StationView
from callstation.widgets.header_layout import header_line
from callstation.widgets.queue_layout import queue_lines


def text_of(lines: list[Any]) -> str:
    return "\n".join("".join(text for text, _ in line) for line in lines)


def test_the_tally_of_the_team(seat: Callable[..., Any], team_book: Book, clock: FixedClock) -> None:
    bring(team_book, *(new_person(f"Person {n}", number(n), zone="America/New_York") for n in range(5)))
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    for desk, outcome in ((dana, Outcome.NO_ANSWER), (dana, Outcome.SAID_NO), (ann, Outcome.NO_ANSWER)):
        desk.record(desk.next_card(), outcome)
    clock.advance(seconds=6)
    today = ann.team.today(clock.now())
    assert [(name, t.calls, t.talked) for name, t in today.callers] == [("Dana Reed", 2, 1), ("Ann Lee", 1, 0)]
    page = text_of(board_lines(board_of(ann.tools), 100))
    assert "THE TEAM TODAY" in page
    assert "Dana Reed" in page
    here = clock.now().astimezone(zone_of("America/New_York"))
    view = StationView(now=here, session=ann.clock(), tally=ann.tally(), team=today)
    assert "team 3 calls, 1 talked" in text_of([header_line(view, 120)])
    assert "team" not in text_of([header_line(view, 64)]), "the hour's own clock comes first"
    assert "team" not in text_of([header_line(StationView(now=here, team=TeamToday(today.callers[:1])), 120)])


def test_who_is_with_whom_stands_below_the_queue(seat: Callable[..., Any], team_book: Book, clock: FixedClock) -> None:
    bring(team_book, *(new_person(f"Person {n}", number(n), zone="America/New_York") for n in range(12)))
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    name = dana.next_card().prospect.name
    clock.advance(minutes=4)
    ahead: Ahead = ann.ahead(20, without=ann.next_card().prospect.id)
    rows: tuple[QueueRow, ...] = ahead.rows
    assert name not in [row.name for row in rows]
    view = StationView(now=clock.now(), card=ann.next_card(), ahead=ahead)
    shown = text_of(queue_lines(view, 38, 30))
    assert "THE TEAM" in shown
    assert "with Dana, 4 min" in shown
    assert "THE TEAM" not in text_of(queue_lines(view, 38, 9)), "where it is low, whoever comes next goes before"


def test_a_brainstorm_of_several_at_once(seat: Callable[..., Any], clock: FixedClock) -> None:
    """S10: everybody at their own keyboard, all ideas and points on every screen."""
    dana, ann, bob = seat("Dana Reed"), seat("Ann Lee"), seat("Bob Hall")
    ours, hers = brainstorming.begin(dana, ("Dana Reed",), 10), brainstorming.begin(ann, ("Ann Lee",), 10)
    assert not ours.poll()
    clock.advance(seconds=5)
    words = "that the depot in Mesa opens in May"
    idea = hers.add(ReasonKind.NEWS, words, Judge(ann).look(ReasonKind.NEWS, words))
    hers.keep(ReasonKind.NEWS, "half a tho")
    assert ours.poll()
    assert not ours.poll(), "nothing new since"
    assert [i.text for i in ours.all_ideas] == [words]
    assert ours.ideas == []
    assert ours.scores == {"Dana Reed": 0, "Ann Lee": idea.points}
    assert ours.said_before(words) == "Ann Lee had"
    hers.end()
    ours.poll()
    assert len(ours.all_ideas) == 2, "what she was typing at the bell is an idea too"
    clock.at += timedelta(hours=2)
    later = brainstorming.begin(bob, ("Bob Hall",), 10)
    assert later.all_ideas == [], "a round that is over is not played any more"
