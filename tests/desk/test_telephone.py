"""The desk's telephone: guards first, then the dialler; its events drive the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from invented import bring, new_person, number

from callstation.clock import FixedClock
from callstation.desk.telephone import Telephone
from callstation.dialler_settings import Dialler
from callstation.errors import DialerError, RefusedError, UnsureError
from callstation.model.calls import Outcome
from callstation.model.dialling import End, LineEvent, Stage
from callstation.model.people import Phone
from callstation.store.book import Book


class Puppet:
    """A dialler that tells what the test tells it to; what real ones tell is tested with real calls."""

    hears = True

    def __init__(self) -> None:
        self.did: list[str] = []

    def dial(self, number: str, extension: str, name: str) -> int:
        self.did.append(f"dial {number} {extension} {name}")
        return sum(d.startswith("dial") for d in self.did)

    def hang_up(self) -> None:
        self.did.append("hang up")

    def send_digits(self, digits: str) -> None:
        self.did.append(f"digits {digits}")

    def close(self) -> None:
        self.did.append("close")


@pytest.fixture
def puppet() -> Puppet:
    return Puppet()


@pytest.fixture
def line(clock: FixedClock, puppet: Puppet, monkeypatch: pytest.MonkeyPatch) -> Telephone:
    monkeypatch.setattr("callstation.dialers.making.make_dialer", lambda settings, sink: puppet)
    return Telephone(clock, Dialler(kind="baresip"))


def test_talk_counts_from_the_answer(line: Telephone, clock: FixedClock, puppet: Puppet) -> None:
    line.dial(7, number(0), "20", "Maria")
    assert (line.line().stage, line.line().seconds, line.line().live) == (Stage.DIALLING, None, True)
    clock.advance(seconds=4)
    line.heard(LineEvent(1, Stage.RINGING))
    clock.advance(seconds=9)
    assert (line.line().stage, line.line().seconds, line.line().waited) == (Stage.RINGING, None, 13)
    line.heard(LineEvent(1, Stage.ANSWERED))
    clock.advance(seconds=42)
    assert (line.line().seconds, line.line().talking) == (42, True)
    line.heard(LineEvent(1, Stage.ENDED, End.OVER))
    clock.advance(seconds=300)
    assert (line.line().stage, line.line().seconds, line.line().end) == (Stage.ENDED, 42, End.OVER)
    assert puppet.did == [f"dial {number(0)} 20 Maria"]


def test_an_answer_heard_of_later_counts_from_when_it_was(line: Telephone, clock: FixedClock) -> None:
    line.dial(7, number(0), "", "")
    clock.advance(seconds=30)
    line.heard(LineEvent(1, Stage.ANSWERED, ago=12.0, words="it was cut, and is back"))
    line.heard(LineEvent(1, Stage.ANSWERED, words="once more"))
    assert (line.line().seconds, line.line().words) == (12, "once more")


def test_what_comes_of_an_earlier_call_is_too_late(line: Telephone, puppet: Puppet) -> None:
    line.dial(7, number(0), "", "")
    line.heard(LineEvent(1, Stage.ANSWERED))
    line.clear()
    assert puppet.did[-1] == "hang up"
    assert not line.heard(LineEvent(1, Stage.ENDED, End.OVER))
    line.dial(8, number(1), "", "")
    assert not line.heard(LineEvent(1, Stage.ENDED, End.OVER))
    assert (line.line().person_id, line.line().stage) == (8, Stage.DIALLING)
    assert line.heard(LineEvent(2, Stage.RINGING))


def test_digits_want_somebody_on_the_line(line: Telephone, puppet: Puppet) -> None:
    for make_ready in (lambda: None, lambda: line.dial(7, number(0), "", "")):
        make_ready()
        with pytest.raises(DialerError, match="once somebody has answered"):
            line.send_digits("1")
    line.heard(LineEvent(1, Stage.ANSWERED))
    line.send_digits("1#")
    assert puppet.did[-1] == "digits 1#"


def test_where_the_dialler_cannot_the_caller_dials_by_hand_and_reads_why(clock: FixedClock) -> None:
    line = Telephone(clock, Dialler(kind="command", command=("/nowhere/dial-it", "{number}")))
    line.dial(7, number(0), "", "")
    clock.advance(seconds=5)
    now = line.line()
    assert (now.by_hand, now.stage, now.seconds) == (True, Stage.DIALLING, 5)
    assert now.words.startswith("dial-it is not there")
    line.hang_up()
    assert (line.line().stage, line.line().seconds) == (Stage.ENDED, 5)


# the guards -------------------------------------------------------------------------------------------------------
@pytest.fixture
def desk_with(book: Book, desk_at: Callable[..., Any]) -> Callable[..., Any]:
    """``desk_with(Phone(...))``: a desk, and the card of somebody with these numbers."""

    def make(*phones: Phone) -> Any:
        desk = desk_at(book, hours="0:00-24:00 mon-sun")
        new = new_person("Maria Okafor", number(3))
        [person_id] = bring(book, type(new)(**{f: getattr(new, f) for f in new.__slots__} | {"phones": phones}))
        return desk, desk.card(person_id)

    return make


def test_a_number_that_somebody_else_barred_is_not_dialled_for_anyone(
    desk_with: Callable[..., Any], book: Book
) -> None:
    """Two share an office number; one of them asked not to be called on it, in a way that left the other standing."""
    desk, card = desk_with(Phone(number(5)))
    book.insert("do_not_call", {"number": number(5), "since": "2026-03-01", "source": "asked in writing"})
    with pytest.raises(RefusedError, match="on the do-not-call list: it is not dialled for anyone"):
        desk.dial(card)
    assert desk.telephone.line().stage is Stage.IDLE
    desk.record(card, Outcome.NO_ANSWER)  # logging stays possible


@pytest.mark.parametrize("bad", ["911", "+1911", "112"])
def test_no_emergency_number_is_dialled_from_the_desk(desk_with: Callable[..., Any], bad: str) -> None:
    desk, card = desk_with(Phone(bad))
    for sure in (False, True):
        with pytest.raises(RefusedError, match="emergency"):
            desk.dial(card, sure=sure)
    assert desk.session is None


def test_a_dear_number_is_asked_about(desk_with: Callable[..., Any]) -> None:
    desk, card = desk_with(Phone("+19005550123"))
    with pytest.raises(UnsureError, match="costs extra"):
        desk.dial(card)
    assert desk.dial(card, sure=True) == "+19005550123"


def test_a_clock_behind_the_last_record_stops_dialling_and_not_logging(
    desk_with: Callable[..., Any], clock: FixedClock
) -> None:
    desk, card = desk_with(Phone(number(3)))
    desk.record(card, Outcome.CALL_BACK, answer=desk.read_answer(card, Outcome.CALL_BACK, "in 2 weeks"))
    clock.at -= timedelta(hours=3)
    with pytest.raises(RefusedError, match="clock is behind the last record in the book"):
        desk.dial(desk.card(card.prospect.id))
    desk.record(desk.card(card.prospect.id), Outcome.NO_ANSWER)


def test_seconds_and_number_of_a_call_are_stored(
    desk_with: Callable[..., Any], clock: FixedClock, monkeypatch: pytest.MonkeyPatch, puppet: Puppet
) -> None:
    desk, card = desk_with(Phone(number(3)))
    monkeypatch.setattr("callstation.dialers.making.make_dialer", lambda settings, sink: puppet)
    desk.telephone = Telephone(clock, Dialler(kind="baresip"))
    desk.dial(card)
    clock.advance(seconds=20)
    desk.telephone.heard(LineEvent(1, Stage.ANSWERED))
    clock.advance(seconds=65)
    desk.record(card, Outcome.TALKED)
    entry = desk.history(card.prospect.id)[-1]
    assert (entry.seconds, entry.number) == (65, number(3))
    assert puppet.did[-1] == "hang up"  # whoever logs an outcome is done talking
    assert desk.call_seconds(card.prospect.id) is None
