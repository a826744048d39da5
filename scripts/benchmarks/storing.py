"""The store alone: an outcome saved durably, the next 25, a history, an opener; against Anki's own backend."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asked import HERE, KEPT, Asked, env
from rows import Row, missing, paired
from tools import MissingToolError, tool_python

from callstation.desk.carding import situation_of
from callstation.desk.desk import Desk
from callstation.desk.opening import look_around, open_station
from callstation.model.calls import Outcome
from callstation.model.cards import Card
from callstation.rules.outcomes import effect_of
from callstation.store import history, outcomes, queue, reading

GOAL = 0.7
HOW = "Anki's Rust backend is 1: answer, next, render, of {:,} cards"
WHY = (
    "both wait for the disk (WAL, synchronous FULL), but Anki's compiled backend changes two rows; a call of ours is "
    "some forty statements from Python: history, tallies, what it teaches, the place in the queue, a journal to take "
    "it back, and a queue merged over zones. Plain sqlite3 with a third of these statements measured 0.69"
)


def rows(asked: Asked) -> Iterator[Row]:
    """Anki and our store take turns; then all that the desk does for a key."""
    people = asked.middle
    what = {
        "store": f"store: save, next 25, history, opener, {people:,} people",
        "desk": f"the same and the whole next card, {people:,} people",
    }
    try:
        python = tool_python("anki")
    except MissingToolError as fault:
        for name in what.values():
            yield missing(name, GOAL, str(fault))
        return
    times: dict[str, list[tuple[float, float]]] = {"store": [], "desk": []}
    with asked.copy(people) as home, _anki(python, people) as anki:
        desk = open_station(look_around(env(home)))
        card = desk.next_card()
        for n in range(asked.rounds * 4):
            if card is None:
                raise RuntimeError("there is nobody left to call")
            theirs = _turn(anki)
            took, card = _store(desk, card)
            again = _turn(anki)
            since = time.perf_counter()
            desk.record(card, Outcome.NO_ANSWER)
            card = desk.next_card()
            desk.ahead(25, without=card.prospect.id if card else 0)
            if n > 5:
                times["store"].append((theirs, took))
                times["desk"].append((again, time.perf_counter() - since))
        desk.close()
    yield paired(what["store"], times["store"], GOAL, HOW.format(people), WHY)
    yield paired(what["desk"], times["desk"], None, "what an outcome's key asks of the desk, all but the screen")


def _store(desk: Desk, card: Card) -> tuple[float, Card]:
    """Seconds of the store's work for one call, and the card of who comes next (made outside of them)."""
    tools, now, person = desk.tools, desk.now, card.prospect
    book, frame = tools.book, tools.frame
    facts = reading.facts(book, person.id, frame)
    effect = effect_of(Outcome.NO_ANSWER, facts, now, frame.patience, promise_on=card.promise_days)
    script, _ = tools.shelf.usable(card.script)
    call = outcomes.Call(
        person_id=person.id,
        outcome=Outcome.NO_ANSWER,
        at=now,
        words=card.opener.text,
        reason=card.reason,
        script=card.script,
        revision=card.revision,
        session_id=desk.begin().id,
    )
    since = time.perf_counter()
    outcomes.record(book, frame, call, effect)
    ids = queue.next_ids(book, frame, now, 25)
    queue.waiting(book, ids)
    following = reading.person(book, ids[0])
    touches = history.last_calls(book, ids[0], 4)
    situation = situation_of(tools, following, facts, card.reason, card.promise_days, now)
    said = tools.renderer.render(script, "opener", situation)
    took = time.perf_counter() - since
    if not touches or not said.text or following.id == person.id:
        raise RuntimeError("a step of the store gave nothing")
    return took, desk.card(ids[0])


@contextmanager
def _anki(python: Path, cards: int) -> Iterator[subprocess.Popen[str]]:
    folder = KEPT / "anki"
    folder.mkdir(parents=True, exist_ok=True)
    words = [str(python), str(HERE / "anki_seat.py"), str(folder / f"cards-{cards}.anki2"), str(cards)]
    seat = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert seat.stdout is not None
        if seat.stdout.readline().strip() != "ready":
            raise RuntimeError("Anki's backend did not come up")
        yield seat
    finally:
        seat.kill()
        seat.wait()


def _turn(seat: subprocess.Popen[str]) -> float:
    """Seconds that Anki takes for one card."""
    assert seat.stdin is not None
    assert seat.stdout is not None
    seat.stdin.write("\n")
    seat.stdin.flush()
    return float(seat.stdout.readline())
