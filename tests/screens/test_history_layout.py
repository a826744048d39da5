from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens_harness import HOSTILE, NOW

from callstation.model.calls import Entry, EntryKind, Outcome
from callstation.widgets.history_layout import Around, history_lines
from callstation.widgets.spans import width_of

AT = datetime(2026, 10, 12, 21, 5, tzinfo=UTC)
AROUND = Around(zone="America/New_York", now=NOW, reasons={7: "that the minimum order is gone"}, me="Dana Reed")


def entry(kind: EntryKind = EntryKind.CALL, n: int = 1, at: datetime = AT, **more: object) -> Entry:
    return Entry(n, 1, at, kind, **{"zone": "America/Phoenix", **more})  # type: ignore[arg-type]


def text(*entries: Entry, width: int = 80, **more: object) -> str:
    blocks = history_lines(list(entries), width, AROUND, **more)  # type: ignore[arg-type]
    return "\n".join("".join(t for t, _ in line) for block in blocks for line in block)


def test_a_call_says_when_in_their_zone_and_how_long_ago() -> None:
    shown = text(entry(outcome=Outcome.TALKED, seconds=372, note="Moving office", reason_id=7, caller="Dana Reed"))
    assert "Mon 12 Oct 14:05" in shown
    assert "5 weeks ago" in shown
    assert "● talked, 6 min" in shown
    assert "that the minimum order is gone" in shown
    assert "Moving office" in shown
    assert "Dana" not in shown


def test_another_caller_is_named() -> None:
    assert "no answer, Sam Ito called" in text(entry(outcome=Outcome.NO_ANSWER, caller="Sam Ito"))


def test_without_a_zone_the_callers_is_used_and_the_year_is_shown_where_it_is_far() -> None:
    assert "Sat 12 Oct 2024 17:05" in text(
        entry(at=datetime(2024, 10, 12, 21, 5, tzinfo=UTC), zone="", outcome=Outcome.NO_ANSWER)
    )


def test_words_are_folded_to_a_line_and_unfold_with_their_script() -> None:
    said = entry(outcome=Outcome.TALKED, words="First line.\nSecond line. " + "word " * 30, script="follow-up")
    assert "Second" in text(said)
    assert len(text(said).splitlines()) == 2
    whole = text(said, unfolded={1})
    assert whole.count("┃") >= 4
    assert "script follow-up" in whole
    assert whole.count("word") == 30


@pytest.mark.parametrize(
    ("status", "words"),
    [("open", "open"), ("kept", "kept"), ("broken", "not kept"), ("settled", "settled before its day")],
)
def test_a_promise_says_its_day_and_what_became_of_it(status: str, words: str) -> None:
    promise = entry(EntryKind.PROMISE, 2, data={"day": "2026-11-23", "status": status}, words="I will ring you")
    assert f"→ promised to call on Mon 23 Nov: {words}" in text(promise)
    assert "I will ring you" not in text(promise)
    assert "I will ring you" in text(promise, unfolded={2})


def test_a_step_says_when_and_what_and_whether_it_was_done() -> None:
    data = {"day": "2026-11-26", "at": "2026-11-26T14:30:00+00:00", "what": "send the prices", "status": "open"}
    shown = text(entry(EntryKind.STEP, data=data))
    assert "agreed for Thu 26 Nov 7:30 their time, open" in shown
    assert "send the prices" in shown
    assert "done" in text(entry(EntryKind.STEP, data={**data, "status": "done", "at": None}))


def test_what_came_out_of_a_call_follows_it_without_a_day_of_its_own() -> None:
    call = entry(outcome=Outcome.VOICEMAIL)
    promise = entry(EntryKind.PROMISE, 2, data={"day": "2026-11-23", "status": "open"})
    both = text(call, promise)
    assert both.count("Mon 12 Oct 14:05") == 1
    assert "\n\n" not in both
    later = text(call, entry(EntryKind.PROMISE, 2, AT + timedelta(hours=1), data={"day": "2026-11-23"}))
    assert later.count("Mon 12 Oct") == 2


def test_a_corrected_note_shows_what_it_said_before() -> None:
    edit = entry(EntryKind.EDIT, 9, data={"field": "note", "entry": 1, "before": "Hates us", "after": "Likes us"})
    around = Around(zone="UTC", now=NOW, times={1: AT})
    lines = history_lines([edit], 80, around)[0]
    shown = "\n".join("".join(t for t, _ in line) for line in lines)
    assert "note of Mon 12 Oct 14:05 corrected" in shown
    assert "before  Hates us" in shown
    added = entry(EntryKind.EDIT, 9, data={"field": "note", "entry": 1, "before": "", "after": "x"})
    assert "added afterwards" in text(added)


def test_fields_changed_by_hand_or_by_a_file_show_both_values() -> None:
    data = {"before": {"company": "Blue Bird"}, "after": {"company": "Bluebird", "first_name": "Maria"}}
    by_hand = text(entry(EntryKind.EDIT, data=data))
    assert "company  Blue Bird → Bluebird" in by_hand
    assert "first name  nothing → Maria" in by_hand
    by_file = text(entry(EntryKind.IMPORT, data={**data, "file": "people.csv", "row": 12}))
    assert "brought up to date by people.csv, row 12" in by_file


def test_the_other_kinds() -> None:
    assert "came in with people.csv, row 3" in text(entry(EntryKind.IMPORT, data={"file": "people.csv", "row": 3}))
    assert "added by hand" in text(entry(EntryKind.IMPORT, data={"file": "typed in", "row": 0}))
    assert "@ email: The prices (sent)" in text(
        entry(EntryKind.EMAIL, data={"subject": "The prices", "status": "sent"})
    )
    assert "something of value by email" in text(entry(EntryKind.DRIP))
    assert "✎ note" in text(entry(EntryKind.NOTE, note="They won a prize"))
    assert "joined" in text(entry(EntryKind.MERGE))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_that_acts_on_a_terminal_gets_through(hostile: str) -> None:
    shown = text(
        entry(outcome=Outcome.TALKED, note=hostile, words=hostile, caller=hostile, script=hostile, number=hostile),
        entry(EntryKind.IMPORT, data={"file": hostile, "before": {"x": hostile}, "after": {hostile: hostile}}),
        entry(EntryKind.STEP, data={"day": "2026-11-26", "what": hostile}),
        entry(EntryKind.EMAIL, data={"subject": hostile, "status": hostile}),
        unfolded={1},
    )
    assert not any(c in shown for c in "\x1b\x07\x9b\u202e\u200f\u200b")


STATUSES = ("open", "kept", "broken", "settled")


@given(
    st.lists(
        st.builds(
            lambda kind, outcome, note, words, minutes, status: Entry(
                1,
                1,
                AT + timedelta(minutes=minutes),
                kind,
                zone="America/Phoenix",
                outcome=outcome if kind is EntryKind.CALL else None,
                note=note,
                words=words,
                data={"day": "2026-11-26", "status": status, "what": note} if kind is EntryKind.PROMISE else {},
            ),
            st.sampled_from(EntryKind),
            st.sampled_from(Outcome),
            st.text(max_size=60),
            st.text(max_size=60),
            st.integers(-10, 10_000),
            st.sampled_from(STATUSES),
        ),
        max_size=5,
    ),
    st.integers(30, 130),
)
def test_every_line_fits_and_every_entry_has_a_block(entries: list[Entry], width: int) -> None:
    blocks = history_lines(entries, width, AROUND, unfolded={1})
    assert len(blocks) == len(entries)
    for block in blocks:
        assert block
        assert all(width_of(line) <= width for line in block)
