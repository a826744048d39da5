"""The top line: the power hour's clock and tally, always in sight."""

from __future__ import annotations

from callstation.model.cards import Goal
from callstation.rules.experiment import header_words
from callstation.rules.sessions import reached, seconds_left
from callstation.text import count_of
from callstation.widgets.card_view_model import StationView
from callstation.widgets.spans import Line, justify, width_of


def header_line(view: StationView, width: int) -> Line:
    """``Power hour 38:12 left   7 calls  3 talked ...   day 3 of 14, 1 of 2 today   Sat 21 Nov 10:42``"""
    roomy = width >= 100
    clock = f"{view.now:%a} {view.now.day} {view.now:%b} {view.now.hour}:{view.now:%M}"
    left, right = [*_hour(view, roomy=roomy), *_tally(view, roomy=roomy)], [(f"{clock} ", "muted")]
    room = width - width_of(left) - width_of(right) - 2
    team = _team(view, room)
    return justify(left, [*team, *_progress(view, room - width_of(team)), *right], width)


def _team(view: StationView, room: int) -> Line:
    """``team 34 calls, 9 talked`` today, where others called too and there is room."""
    if len(view.team.callers) < 2:
        return []
    words = f"team {count_of(view.team.calls, 'call')}, {view.team.talked} talked"
    return [(words, "muted"), ("   ", "")] if len(words) + 3 <= room else []


def _progress(view: StationView, room: int) -> Line:
    """``day 3 of 14, 1 of 2 today``, shorter where there is less room, and left out where there is none (T4)."""
    if view.progress is None:
        return []
    done = "good" if not view.progress.left else "accent"
    for short in (False, True):
        words = header_words(view.progress, short=short)
        if words and len(words) + 3 <= room:
            return [(words, done), ("   ", "")]
    return []


def minutes(seconds: int) -> str:
    """``38:12``."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def _hour(view: StationView, *, roomy: bool) -> Line:
    session = view.session
    title = " Power hour " if roomy else " "
    if session is None:
        return [(title, "title"), ("starts with your first call  ", "muted")]
    if session.goal is Goal.CALLS:
        progress = f"{view.tally.calls} of {count_of(session.target, 'call')}"
        clock = minutes(session.seconds)
    else:
        progress = ""
        left = seconds_left(session)
        clock = f"{minutes(left)} left" if left else f"{minutes(session.seconds - session.target * 60)} over"
    line: Line = [(title, "title")]
    if session.paused:
        line.append(("paused (p resumes) ", "warning"))
    line.append((clock, "clock"))
    if progress:
        line.append((f"  {progress}", "plain"))
    if reached(session, view.tally):
        line.append(("  goal reached, w wraps up" if roomy else "  goal!", "good"))
    return [*line, ("   ", "")]


def _tally(view: StationView, *, roomy: bool) -> Line:
    tally = view.tally
    if view.session is None and not tally.calls:
        return []
    parts = [count_of(tally.calls, "call"), f"{tally.talked} talked"]
    if tally.steps_agreed:
        parts.append(count_of(tally.steps_agreed, "step") + (" agreed" if roomy else ""))
    due = tally.promises_kept + tally.promises_broken
    if due:
        kept = f"{tally.promises_kept} of {count_of(due, 'promise')} kept"
        parts.append(kept if roomy else f"{tally.promises_kept}/{due} kept")
    elif tally.promises_made and roomy:
        parts.append(f"{count_of(tally.promises_made, 'promise')} made")
    return [("  ".join(parts), "plain")]
