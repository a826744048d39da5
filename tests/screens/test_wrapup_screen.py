from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from screens_harness import HOSTILE, NOW, Harness, a_call, a_person, shown

from callstation.desk.desk import Desk
from callstation.desk.wrapup import days_ahead, wrap_up
from callstation.errors import StoreError
from callstation.model.calls import Outcome
from callstation.model.cards import Goal, Session, Tally
from callstation.rules.frame import Frame
from callstation.rules.outcomes import Agreement
from callstation.screens.wrapup import WrapUpScreen
from callstation.widgets.spans import width_of
from callstation.widgets.wrapup_layout import kind_words, said_about, wrapup_lines

SIZES = [(80, 24), (120, 36)]
VOICEMAIL = "It's Dana. If I don't hear from you by Monday the 23rd, I will call you on Tuesday the 24th. Bye."
MONDAY = date(2026, 11, 23)


@pytest.fixture
def hour(desk: Desk) -> Desk:
    """Forty minutes of work with a bit of everything."""
    clock = desk.tools.clock
    clock.at = NOW - timedelta(minutes=40)
    desk.begin()
    maria = a_person(desk, "Maria Okafor", company="Bluebird Logistics", zone="America/Phoenix")
    tom = a_person(desk, "Tom Reyes", zone="America/Phoenix", place="Phoenix, AZ")
    a_call(desk, maria, Outcome.VOICEMAIL, words=VOICEMAIL, days=(MONDAY, date(2026, 11, 24)), session=True)
    at = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    agreed = Agreement(MONDAY, at, "America/Phoenix", "send the price list")
    a_call(desk, tom, Outcome.TALKED, agreed=agreed, session=True)
    ann, li = a_person(desk, "Ann Wu"), a_person(desk, "Li Wei")
    a_call(desk, ann, Outcome.CALL_BACK, agreed=Agreement(date(2026, 11, 21), None, "America/New_York"), session=True)
    a_call(desk, li, Outcome.SAID_NO, session=True)
    jan = a_person(desk, "Jan Novak")
    a_call(desk, jan, Outcome.WON, session=True)
    a_call(desk, a_person(desk, "Sam Silent", "+12125550123"), Outcome.NO_ANSWER, session=True)
    other = a_person(desk, "Not This Hour")
    a_call(desk, other, Outcome.SAID_NO)
    clock.at = NOW
    return desk


def page(desk: Desk, width: int = 110) -> str:
    found = wrap_up(desk.tools, desk.clock(), desk.now)
    lines = wrapup_lines(found, width, desk.tools.frame.zone, desk.now)
    assert all(width_of(line) <= width for line in lines)
    return "\n".join("".join(t for t, _ in line) for line in lines)


@pytest.mark.parametrize("width", [40, 77, 110])
def test_everything_that_was_said_is_on_the_page(hour: Desk, width: int) -> None:
    text = " ".join(page(hour, width).split())
    assert "6 calls in 40 minutes, and 4 of them became conversations." in text
    assert "1 no answer 1 voicemail 1 talked 1 call back 1 said no 1 won" in text
    assert "★ Jan Novak" in text
    assert "Tue 24 Nov Maria Okafor" in text
    assert "I will call you on Tuesday the 24th." in text
    assert "Mon 23 Nov 7:30 for them in Phoenix" in text
    assert "send the price list" in text
    assert "Li Wei said no" in text
    assert "Clean ends" in text
    assert "Not This Hour" not in text


def test_tomorrow_and_the_next_working_day(hour: Desk) -> None:
    text = page(hour)
    saturday, monday = text.index("TOMORROW, SATURDAY 21 NOVEMBER"), text.index("MONDAY 23 NOVEMBER")
    assert "Ann Wu" in text[saturday:monday]
    assert "9:30 your time  Tom Reyes  send the price list" in text[monday:]
    assert "1 more person whose time comes" in text[monday:]  # the next try with Sam
    assert "SUNDAY" not in text


def test_an_hour_is_on_the_day_on_which_it_strikes_here(hour: Desk) -> None:
    for name, utc in (("Haruka Mori", (20, 23)), ("Emi Sato", (22, 1))):
        at = datetime(2026, 11, *utc, tzinfo=UTC)
        there = date(2026, 11, utc[0] + (1 if utc[1] > 15 else 0))
        agreed = Agreement(there, at, "Asia/Tokyo", "")
        a_call(hour, a_person(hour, name, zone="Asia/Tokyo"), Outcome.TALKED, agreed=agreed)
    text = page(hour)
    today, tomorrow = text.index("STILL TODAY"), text.index("TOMORROW, SATURDAY")
    assert "18:00 your time  Haruka Mori" in text[today:tomorrow]
    assert "20:00 your time  Emi Sato" in text[tomorrow:]


def test_a_promise_for_today_that_is_not_kept_yet_is_said(desk: Desk) -> None:
    today = NOW.date()
    desk.tools.clock.at = NOW - timedelta(days=2)
    a_call(desk, a_person(desk, "Ann Wu"), Outcome.VOICEMAIL, days=(today - timedelta(days=1), today))
    desk.tools.clock.at = NOW
    desk.begin()
    text = page(desk)
    assert "promised  Ann Wu" in text[text.index("STILL TODAY") :]


def test_a_weekday_is_followed_by_tomorrow_alone() -> None:
    frame = Frame(zone="America/New_York")
    assert days_ahead(frame, datetime(2026, 11, 18, 15, tzinfo=UTC)) == [date(2026, 11, 19)]
    assert len(days_ahead(frame, NOW)) == 3
    assert days_ahead(Frame(zone="Asia/Tokyo"), datetime(2026, 11, 18, 16, tzinfo=UTC)) == [date(2026, 11, 20)]


def test_what_was_taken_back_or_settled_is_not_on_the_page(hour: Desk) -> None:
    maria = hour.find("Maria")[0].id
    a_call(hour, maria, Outcome.TALKED, session=True)
    assert "YOU PROMISED" not in page(hour)
    hour.undo()
    assert "YOU PROMISED" in page(hour)


def session(seconds: int = 2400, target: int = 60, goal: Goal = Goal.MINUTES) -> Session:
    return Session(1, goal, target, NOW, seconds, paused=False)


def test_an_hour_without_an_answer_is_not_the_callers_fault() -> None:
    [words, _] = kind_words(session(), Tally({Outcome.NO_ANSWER: 9}))
    assert "nobody was there. That is the hour, not you" in words
    assert "9 calls in 40 minutes" in words


def test_the_pace_is_only_said_where_it_says_something() -> None:
    assert len(kind_words(session(300), Tally({Outcome.NO_ANSWER: 9}))) == 1
    assert "about 14 calls an hour." in kind_words(session(), Tally({Outcome.NO_ANSWER: 9}))[-1]
    assert "the talking is the point" in kind_words(session(), Tally({Outcome.TALKED: 4}))[-1]


def test_a_goal_reached_is_said() -> None:
    assert "You set out for 4 calls, and did it." in kind_words(
        session(60, 4, Goal.CALLS), Tally({Outcome.NO_ANSWER: 3, Outcome.TALKED: 1})
    )
    assert "No calls this time" in kind_words(None, Tally())[0]


def test_the_sentence_with_the_day_is_quoted() -> None:
    assert said_about(VOICEMAIL, date(2026, 11, 24)).endswith("I will call you on Tuesday the 24th.")
    assert said_about("I'll ring", date(2026, 11, 24)) == "I'll ring"
    assert said_about("", date(2026, 11, 24)) == ""


@pytest.mark.parametrize("size", SIZES)
async def test_enter_ends_the_session(hour: Desk, size) -> None:
    app = Harness(WrapUpScreen(hour))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = shown(app)
        assert "6 calls in 40 minutes" in text
        assert "enter ends the power hour" in text
        await pilot.press("enter")
    assert app.result is True
    assert hour.session is None


@pytest.mark.parametrize("key", ["b", "escape"])
async def test_back_to_work_without_ending(hour: Desk, key: str) -> None:
    app = Harness(WrapUpScreen(hour))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(key)
    assert app.result is False
    assert hour.session is not None


async def test_it_scrolls(hour: Desk) -> None:
    app = Harness(WrapUpScreen(hour))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "MONDAY 23" not in shown(app)
        await pilot.press("pagedown", "end")
        await pilot.pause()
        assert "MONDAY 23" in shown(app)
        await pilot.press("home")
        await pilot.pause()
        assert "6 calls in" in shown(app)


async def test_without_a_session_there_is_nothing_to_end(desk: Desk) -> None:
    app = Harness(WrapUpScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "No calls this time" in shown(app)
        assert "enter" not in shown(app)
        await pilot.press("enter")
    assert app.result is False


async def test_a_full_disk_leaves_the_page_and_says_so(hour: Desk, monkeypatch) -> None:
    def fail() -> None:
        raise StoreError("the disk is full; nothing was lost")

    monkeypatch.setattr(hour, "end", fail)
    app = Harness(WrapUpScreen(hour))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "the disk is full" in shown(app)
        assert app.result == "not yet"


async def test_names_are_never_markup(desk: Desk) -> None:
    for name in HOSTILE:
        person = a_person(desk, name, company="[/]", zone="America/Phoenix", place=name)
        a_call(desk, person, Outcome.VOICEMAIL, words=name, days=(MONDAY, date(2026, 11, 24)), session=True)
    app = Harness(WrapUpScreen(desk))
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        text = shown(app)
        assert "[@click=app.quit]x, [/]" in text
        assert not any(c in text for c in "\x1b\x07\x9b\u202e\u200f\u200b")
