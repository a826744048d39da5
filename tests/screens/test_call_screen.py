"""Journeys through the call screen, by keyboard, on a real book."""

from __future__ import annotations

from pathlib import Path

import pytest
from screens_harness import HOSTILE, a_person, shown

from callstation.desk.desk import Desk
from callstation.model.calls import Outcome
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.screens import actions, call_base
from callstation.screens.app import Workstation
from callstation.screens.call import CallScreen
from callstation.store import people, reasons
from callstation.widgets.card_view_model import Phase

SIZES = [(80, 24), (120, 36)]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of a test come faster than any finger: only the test of the guard itself has it."""
    monkeypatch.setattr(call_base, "DOUBLE_TAP", 0.0)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Twelve people in Chicago and a reason to call them."""
    for i in range(12):
        a_person(
            desk,
            f"Person{i:02d} Example",
            f"+1602555{100 + i:04d}",
            company=f"Firm {i} Ltd",
            zone="America/Chicago",
            place="Chicago, IL",
        )
    frame = desk.tools.frame
    words = "that you can start with a single pallet now"
    reasons.add(desk.tools.book, frame, Reason(0, ReasonKind.POLICY, words, strength=9), desk.now)
    reasons.add(desk.tools.book, frame, Reason(0, ReasonKind.NEWS, "that permits are free until March"), desk.now)
    return desk


def call_screen(app: Workstation) -> CallScreen:
    screen = app.screen
    assert isinstance(screen, CallScreen)
    return screen


def outcomes_of(desk: Desk) -> list[tuple[int, str, str]]:
    return [
        (r[0], r[1], r[2])
        for r in desk.tools.book.rows("SELECT person_id, outcome, note FROM entry WHERE kind = 'call' ORDER BY id")
    ]


@pytest.mark.parametrize("size", SIZES)
async def test_ten_calls_in_a_row_without_reading_anything(full: Desk, size: tuple[int, int]) -> None:
    app = Workstation(full)
    async with app.run_test(size=size) as pilot:
        for i in range(10):
            assert f"Person{i:02d} Example" in shown(app)
            if i % 3 == 2:
                await pilot.press("3", *"thu 2pm", "enter")
            else:
                await pilot.press("1" if i % 3 == 0 else "2")
            await pilot.pause()
        assert "10 calls" in shown(app)
    stored = [(p, o) for p, o, _ in outcomes_of_book(app)]
    expected = [Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.TALKED]
    assert stored == [(i + 1, str(expected[i % 3])) for i in range(10)]


def outcomes_of_book(app: Workstation) -> list[tuple[int, str, str]]:
    return outcomes_of(app.desk)


async def test_the_consequence_is_on_the_key_before_it_is_pressed_and_is_what_is_stored(full: Desk) -> None:
    app = Workstation(full)
    async with app.run_test(size=(120, 36)) as pilot:
        card = call_screen(app).card
        assert card is not None
        text = card.consequences[Outcome.NO_ANSWER].text
        assert f"no answer › {text}" in shown(app)
        await pilot.press("1")
        await pilot.pause()
        assert f"{card.prospect.name}: no answer, {text}" in shown(app)


async def test_a_double_tap_does_not_record_two_people(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_base, "DOUBLE_TAP", 30.0)
    app = Workstation(full)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("1", "1", "s")
        await pilot.pause()
    assert [p for p, _, _ in outcomes_of(full)] == [1]


async def test_undo_goes_back_to_the_start_of_the_session_also_from_an_empty_queue(full: Desk) -> None:
    app = Workstation(full)
    async with app.run_test() as pilot:
        for _ in range(12):
            await pilot.press("1")
            await pilot.pause()
        assert "Nobody to call right now" in shown(app)
        for i in reversed(range(12)):
            await pilot.press("u")
            await pilot.pause()
            assert f"taken back: no answer, Person{i:02d} Example" in shown(app)
            card = call_screen(app).card
            assert card is not None
            assert card.prospect.id == i + 1
        await pilot.press("u")
        await pilot.pause()
        assert "nothing is left to take back" in shown(app)
    assert outcomes_of(full) == []


async def test_a_note_is_typed_without_pressing_outcomes_and_goes_with_the_call(full: Desk) -> None:
    app = Workstation(full)
    async with app.run_test() as pilot:
        await pilot.press("n", *"call 1 or 2", "ctrl+s")
        await pilot.pause()
        assert call_screen(app).phase is Phase.READY
        assert "call 1 or 2" in shown(app)
        await pilot.press("2")
        await pilot.pause()
        assert "call 1 or 2" not in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert "call 1 or 2" in shown(app)
    assert outcomes_of(full) == []


async def test_a_note_survives_and_is_offered_on_the_same_card(full: Desk, tmp_path: object) -> None:
    app = Workstation(full)
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("n", *"half a tho")
        await pilot.pause(0.3)
    again = Workstation(Desk(full.tools))
    async with again.run_test() as pilot:
        card = call_screen(again).card
        assert card is not None
        assert (card.prospect.id, card.draft_note) == (2, "half a tho")
        assert "what you were typing" in shown(again)


async def test_a_date_that_is_not_understood_is_named_and_the_field_stays(full: Desk) -> None:
    app = Workstation(full)
    async with app.run_test() as pilot:
        await pilot.press("4", *"thu gibberish", "enter")
        await pilot.pause()
        assert "gibberish" in shown(app)
        assert call_screen(app).phase is Phase.CLOSING
        assert outcomes_of(full) == []
        await pilot.press(*["backspace"] * 10, *" 2pm")
        await pilot.pause()
        assert "Chicago" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert call_screen(app).phase is Phase.READY
    assert [o for _, o, _ in outcomes_of(full)] == ["call-back"]


async def test_escape_drops_the_question_and_nothing_is_stored(full: Desk) -> None:
    app = Workstation(full)
    async with app.run_test() as pilot:
        await pilot.press("3", *"thu", "escape")
        await pilot.pause()
        assert call_screen(app).phase is Phase.READY
        await pilot.press("6")
        await pilot.pause()
    assert [o for _, o, _ in outcomes_of(full)] == ["said-no"]


async def test_talked_is_not_stored_without_a_next_step_or_the_word_none(full: Desk) -> None:
    """F5."""
    app = Workstation(full)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter")
        await pilot.pause()
        assert outcomes_of(full) == []
        await pilot.press(*"none", "enter")
        await pilot.pause()
    assert [o for _, o, _ in outcomes_of(full)] == ["talked"]


async def test_another_reason_renders_the_opener_at_once(full: Desk) -> None:
    app = Workstation(full)
    async with app.run_test() as pilot:
        assert "single pallet" in shown(app)
        await pilot.press("r")
        await pilot.pause()
        assert "permits are free" in shown(app)
        await pilot.press("r")
        await pilot.pause()
        assert "single pallet" in shown(app)


async def test_voicemail_and_email_are_one_key_away_and_back(full: Desk) -> None:
    app = Workstation(full)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("v")
        await pilot.pause()
        assert "to the machine" in shown(app)
        await pilot.press("m")
        await pilot.pause()
        assert "Subject:" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Subject:" not in shown(app)


async def test_dialling_shows_the_number_large_and_starts_clock_and_session(full: Desk) -> None:
    app = Workstation(full)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert "╺╋╸" in shown(app)
        assert call_screen(app).phase is Phase.ON_CALL
        full.tools.clock.advance(seconds=90)  # type: ignore[attr-defined]
        await pilot.press("2")
        await pilot.pause()
    assert full.tools.book.value("SELECT seconds FROM entry WHERE kind = 'call'") == 90


async def test_outside_their_hours_dialling_is_refused_with_the_next_opening(desk: Desk) -> None:
    person = a_person(desk, "Night Owl", "+16025550134", zone="Asia/Tokyo")
    app = Workstation(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        assert "Nobody to call right now" in shown(app)
        call_screen(app)._look_up(person)
        await pilot.press("d")
        await pilot.pause()
        assert "calling hours are" in shown(app)
        assert "opens" in shown(app)


async def test_who_said_no_or_do_not_call_is_never_offered_again(full: Desk) -> None:
    """H6."""
    app = Workstation(full)
    async with app.run_test() as pilot:
        await pilot.press("6")
        await pilot.pause()
        await pilot.press("0")
        await pilot.pause()
    assert not {1, 2} & {row.id for row in full.rows(50, after_hours=True)}


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_are_shown_harmlessly(desk: Desk, size: tuple[int, int]) -> None:
    for i, name in enumerate(HOSTILE):
        a_person(desk, name, f"+1602555{100 + i:04d}", company=name, title=name, zone="America/Chicago", notes=name)
    app = Workstation(desk)
    async with app.run_test(size=size) as pilot:
        for _ in HOSTILE:
            assert "\x1b" not in shown(app)
            assert "\u202e" not in shown(app)
            await pilot.press("n", "x", "ctrl+s", "v", "m", "1")
            await pilot.pause()
    assert len(outcomes_of(desk)) == len(HOSTILE)


async def test_an_empty_book_says_how_to_fill_it(desk: Desk) -> None:
    app = Workstation(desk)
    async with app.run_test() as pilot:
        assert "ctrl+o to bring a list in" in shown(app)
        await pilot.press("1", "n", "d", "r", "h", "t", "e", "z", "k", "i", "u", "w", "p")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)


async def test_snooze_thread_objection_and_their_undo(full: Desk) -> None:
    app = Workstation(full)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("k", *"moving in June", "enter")
        await pilot.pause()
        assert "moving in June" in shown(app)
        await pilot.press("i", *"Minimum order", "enter")
        await pilot.pause()
        assert "minimum order" in shown(app)
        await pilot.press("z", *"monday", "enter")
        await pilot.pause()
        card = call_screen(app).card
        assert card is not None
        assert card.prospect.id == 2
        await pilot.press("u")
        await pilot.pause()
        card = call_screen(app).card
        assert card is not None
        assert card.prospect.id == 1
        assert card.prospect.threads


async def test_the_hour_is_paused_resumed_and_given_a_goal(full: Desk) -> None:
    app = Workstation(full)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", *"20 calls", "enter")
        await pilot.pause()
        assert "0 of 20 calls" in shown(app)
        await pilot.press("p")
        await pilot.pause()
        assert "paused" in shown(app)
        await pilot.press("1")
        await pilot.pause()
        assert "1 of 20 calls" in shown(app)
        assert full.session is not None
        assert not full.session.paused


async def test_everything_is_in_the_palette_and_a_key_can_be_changed(full: Desk) -> None:
    from dataclasses import replace

    full.tools.settings = replace(full.tools.settings, keys={"no_answer": "f1"})
    app = Workstation(full)
    async with app.run_test(size=(120, 36)) as pilot:
        titles = " ".join(c.title for c in app.get_system_commands(app.screen))
        assert all(a.label in titles for a in actions.ALL if a.id != "quit")
        assert "f1 no answer" in shown(app)
        await pilot.press("1")
        await pilot.pause()
        assert outcomes_of(full) == []
        await pilot.press("f1")
        await pilot.pause()
    assert [o for _, o, _ in outcomes_of(full)] == ["no-answer"]


async def test_a_full_disk_loses_nothing_and_says_so(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from callstation.errors import StoreError
    from callstation.store import outcomes

    app = Workstation(full)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("n", *"keep me", "ctrl+s")

        def full_disk(*_: object) -> None:
            raise StoreError("the disk is full")

        real = outcomes.record
        monkeypatch.setattr(outcomes, "record", full_disk)
        await pilot.press("1")
        await pilot.pause()
        assert "the disk is full" in shown(app)
        assert "keep me" in shown(app)
        monkeypatch.setattr(outcomes, "record", real)
        await pilot.press("1")
        await pilot.pause()
    assert outcomes_of(full) == [(1, "no-answer", "keep me")]


async def test_what_the_screen_shows_is_what_the_queue_says(full: Desk) -> None:
    a_person(full, "Late Comer", "+16025550199", zone="America/Chicago")
    app = Workstation(full)
    async with app.run_test(size=(120, 36)):
        rows = full.rows(20)
        for row in rows[:10]:
            assert row.name[:10] in shown(app)


async def test_lifted_objections_come_up_with_why_now(desk: Desk) -> None:
    """S6: the policy is gone, and whoever it kept out is called."""
    person = a_person(desk, "Maria Okafor", "+16025550134", zone="America/Chicago")
    a_person(desk, "Tom Reyes", "+16025550135", zone="America/Chicago")
    app = Workstation(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("s")
        people.keep_objection(desk.tools.book, person, "minimum-order", desk.now, None)
        reasons.add(
            desk.tools.book,
            desk.tools.frame,
            Reason(0, ReasonKind.POLICY, "that it is gone", audience=Audience(lifts=("minimum-order",))),
            desk.now,
        )
        await pilot.press("u")
        await pilot.pause()
    row = desk.rows(1)[0]
    assert (row.id, row.why_now.text) == (person, "minimum order: gone")


def test_every_action_has_a_key_and_a_sentence_of_its_own() -> None:
    assert len({a.key for a in actions.ALL}) == len(actions.ALL)
    assert len({a.id for a in actions.ALL}) == len(actions.ALL)
    assert {a.outcome for a in actions.OUTCOMES} == set(Outcome)
    assert set(actions.BAR) == {a for a in actions.ALL if a.outcome is None and a.id != "quit"}


async def test_a_second_workstation_gets_a_reading_view(full: Desk, tmp_path: Path) -> None:
    from callstation.store.opening import open_book

    full.tools.book.close()
    first = open_book("", tmp_path / "book.db")
    assert first.first
    second = open_book("", tmp_path / "book.db")
    assert not second.first
    second.close()
    reading = open_book("", tmp_path / "book.db", read_only=True)
    full.tools.book = reading
    app = Workstation(Desk(full.tools))
    async with app.run_test(size=(120, 36)) as pilot:
        assert "open in another terminal" in shown(app)
        assert "Person00 Example" in shown(app)
        for key in ("1", "d", "s", "p", "u"):
            await pilot.press(key)
            await pilot.pause()
        await pilot.press("n", "x", "ctrl+s", "3", *"none", "enter", "escape")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)
    assert first.value("SELECT count(*) FROM entry WHERE kind = 'call'") == 0
    reading.close()
    first.close()


async def test_a_crash_puts_nobodys_data_on_the_terminal(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Workstation(full)

    def crash(*_: object) -> None:
        secret = "a very private note"
        raise RuntimeError(len(secret))

    with pytest.raises(RuntimeError):
        async with app.run_test() as pilot:
            monkeypatch.setattr(CallScreen, "show_card", crash)
            await pilot.press("s")
            await pilot.pause()
    assert not app._exit_renderables
