"""What the editor says around the text: which script this is, what is wrong with it, what its keys do."""

from __future__ import annotations

from enum import StrEnum

from callstation.desk.editing import Editing, Look
from callstation.model.cards import Card
from callstation.scripting.parse import SECTIONS
from callstation.text import count_of
from callstation.widgets.line_pane import hints
from callstation.widgets.preview import told
from callstation.widgets.spans import Line, fit, justify, width_of, wrap

STATUS = 2
"""Lines kept for what is wrong, so that the text does not jump while it is typed."""


class Question(StrEnum):
    """What the editor has asked, and the same key again answers."""

    NONE = ""
    DROP = "Drop your changes? esc again drops them, ctrl+s saves them, any letter goes on typing."
    OVER = (
        "Something else changed this script while you were typing. ctrl+s again saves yours over it, "
        "ctrl+o takes up the other text, esc goes on typing."
    )
    SHIPPED = "Go back to the text that came with callstation? ctrl+r again puts it here, esc leaves yours."


def called(card: Card) -> str:
    """What the person on the card is called in passing."""
    return fit(card.prospect.first_name or card.prospect.name, 20)


def head_lines(editing: Editing, width: int) -> list[Line]:
    """Which script this is, whom it is seen with, and that it is used for others too."""
    card = editing.card
    who = ", ".join(part for part in (card.prospect.name, card.prospect.company) if part)
    whose = "your own copy" if editing.origin == "own" else "as it came"
    first: Line = [("script ", "muted"), (editing.name, "name"), (f"  {whose}", "muted")]
    if card.touch or card.touch_voicemail:
        more = "This call has words of its own (t): the card shows those until you clear them."
    else:
        more = "It serves everyone whose call is like this. For this call only: esc, then t."
    room = max(10, width - width_of(first) - len("  beside "))
    return [
        justify(first, [("beside ", "muted"), (fit(who, room), "name")], width),
        [(fit(more, width), "accent" if card.touch or card.touch_voicemail else "muted")],
    ]


def text_head(part: str, *, changed: bool, width: int) -> list[Line]:
    """The section in which the cursor stands, and whether there is something to save."""
    state = ("not saved yet", "accent") if changed else ("saved", "muted")
    return [justify([(part, "title"), (f"  {SECTIONS[part]}", "muted")], [state], width)]


def preview_head(look: Look | None, who: str, *, stale: bool, others: bool, more: bool, width: int) -> list[Line]:
    """What the preview shows, and how long it takes to say; ``more`` tells whether there is some out of sight."""
    scroll: Line = [("   ctrl+up/down", "key"), (" scrolls", "muted")] if more else []
    if look is None:
        return [[]]
    if stale:
        return [[(fit("as it was before the fault", width), "warning")]]
    if others:
        return [justify([("the next in the queue", "title"), *scroll], [("ctrl+g back", "muted")], width)]
    what = {"email": f"what {who} gets to read", "points": "what you look at", "questions": "what you may ask"}
    left = what.get(look.part, f"what {who} hears")
    mend = len(look.findings) + len(set(look.spoken.gaps if look.spoken else ()))
    right: Line = [(f"{mend} to mend", "warning")] if mend else []
    if look.seconds:
        right.append((f"{'   ' if mend else ''}{max(1, round(look.seconds))} s to say", "muted"))
    return [justify([(left, "title"), *scroll], right, width)]


def status_lines(
    look: Look | None, question: Question, notice: str, width: int, *, findings: bool = False
) -> list[Line]:
    """The question that is open, the first fault with its line, what just happened, or what to mend first.

    ``findings`` tells whether the language check's are said here, for want of room in the preview.
    """
    faults = look.faults if look else ()
    if question is not Question.NONE:
        text, role = question.value, "accent"
    elif faults:
        where = f"line {faults[0].line}: " if faults[0].line else ""
        more = f" (and {count_of(len(faults) - 1, 'more', 'more')})" if len(faults) > 1 else ""
        text, role = (
            f"{notice}: {where}{faults[0].message}{more}" if notice else f"{where}{faults[0].message}{more}",
            ("warning"),
        )
    elif notice:
        text, role = notice, "good"
    elif look and look.why:
        text, role = look.why, "warning"
    elif look and look.findings and findings:
        text, role = told(look.findings[0]), "warning"
    else:
        text, role = "{{ }} is filled in for each person: ctrl+n shows with what.", "muted"
    rows = wrap(text, width)
    if len(rows) > STATUS:
        rows[STATUS - 1] = fit(" ".join(rows[STATUS - 1 :]), width)
    lines: list[Line] = [[(row, role)] for row in rows]
    return (lines + [[] for _ in range(STATUS)])[:STATUS]


def foot_lines(*, others: bool, width: int) -> list[Line]:
    """The keys."""
    keys = [
        ("ctrl+s", "save"),
        ("esc", "drop"),
        ("ctrl+n", "names"),
        ("ctrl+g", "this person" if others else "next five"),
        ("ctrl+f", "find"),
        ("ctrl+z", "undo"),
        ("ctrl+y", "redo"),
        ("ctrl+r", "as it came"),
        ("ctrl+t", "results"),
        ("ctrl+l", "rules"),
    ]
    return hints(keys, width)
