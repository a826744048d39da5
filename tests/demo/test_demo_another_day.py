"""The demo on another day: built anew, or gone on with (``--keep``), so that weeks can be watched."""

from __future__ import annotations

from pathlib import Path

from callstation.cli.demo import demo_environ, prepare
from callstation.desk.opening import look_around, open_desk
from callstation.model.calls import Outcome
from callstation.model.cards import Why


def test_kept_on_another_day_a_promise_comes_due_and_else_the_book_is_a_new_one(tmp_path: Path) -> None:
    environ = demo_environ({"CALLSTATION_HOME": str(tmp_path), "CALLSTATION_NOW": "2026-11-20T10:42:00-05:00"})
    prepare(environ)
    desk = open_desk(look_around(environ))
    card = next(c for r in desk.rows(80) if (c := desk.card(r.id)).promise is None and c.step is None)
    promise = desk.record(card, Outcome.VOICEMAIL).promise
    desk.close()
    assert promise is not None
    environ["CALLSTATION_NOW"] = f"{promise.day}T14:00:00-05:00"
    prepare(environ, keep=True)
    desk = open_desk(look_around(environ))
    desk.next_card()
    again = desk.card(card.prospect.id)
    assert (again.why_now.kind, again.promise and again.promise.words) == (Why.PROMISE, promise.words)
    desk.close()
    prepare(environ)
    desk = open_desk(look_around(environ))
    assert desk.card(card.prospect.id).promise is None
    assert desk.progress() is not None  # T4: an experiment is under way on any day
    desk.close()
