"""The head of the history page: who, where it stands, and what it all adds up to."""

from __future__ import annotations

from rich.cells import cell_len

from callstation.desk.reviewing import Record
from callstation.model.answers import OwnRecord
from callstation.model.calls import PromiseStatus
from callstation.model.people import Phone, Prospect
from callstation.rules.answers import BAND_WORDS
from callstation.text import clean_line, count_of
from callstation.widgets.card_layout import spaced
from callstation.widgets.spans import Line, Span, fit_line, justify

GAP = "   "


def head_lines(record: Record, width: int) -> list[Line]:
    """Name and standing, what was tried and kept, how they are reached, tags, and a rule."""
    person = record.prospect
    lines = [_who(person, width), *packed(_sums(record), width), *packed(_ways(person), width)]
    if record.own.hours:
        lines += packed([("answers", "label"), *_hours(record.own)], width)
    tags = [(clean_line(tag), "muted") for tag in person.tags]
    if tags:
        lines += packed([("tags", "label"), *tags], width)
    return [*lines, [("─" * width, "rule")]]


def packed(spans: list[Span], width: int) -> list[Line]:
    """Spans with a gap between them, in as many lines as they need; none is broken."""
    lines: list[Line] = []
    left = 0
    for text, role in spans:
        size = cell_len(text) + len(GAP)
        if not lines or size - len(GAP) > left:
            lines.append([])
            left = width
        lines[-1] += [(text, role), (GAP, "")]
        left -= size
    return [fit_line(line[:-1], width) for line in lines]


def _who(person: Prospect, width: int) -> Line:
    role = ", ".join(clean_line(part) for part in (person.title, person.company) if part)
    left: Line = [(clean_line(person.name), "name"), (f"  {role}" if role else "", "plain")]
    standing = str(person.standing)
    kind = "" if person.kind == "prospect" else f"{person.kind}, "
    return justify(left, [(f"{kind}{standing}", "good" if person.standing.callable else "warning")], width)


def _sums(record: Record) -> list[Span]:
    person, counts = record.prospect, record.counts
    if not counts.calls:
        return [("not called yet", "muted"), *_given(person)]
    spans: list[Span] = [(f"{count_of(counts.calls, 'call')}, {counts.talked:,} talked", "plain")]
    kept = counts.promises.get(PromiseStatus.KEPT, 0)
    broken = counts.promises.get(PromiseStatus.BROKEN, 0)
    if kept:
        spans.append((f"{count_of(kept, 'promise')} kept", "good"))
    if broken:
        spans.append((f"{broken:,} not kept" if kept else f"{count_of(broken, 'promise')} not kept", "warning"))
    if still := counts.promises.get(PromiseStatus.OPEN, 0):
        spans.append((f"{still:,} open" if kept or broken else f"{count_of(still, 'promise')} open", "accent"))
    return spans + _given(person)


def _hours(own: OwnRecord) -> list[Span]:
    """How many of their calls they answered in each part of the day that was tried."""
    return [
        (
            f"{seen.count.answered:,} of {seen.count.calls:,} {BAND_WORDS[band]}",
            "plain" if seen.count.answered else "muted",
        )
        for band, seen in sorted(own.hours.items())
    ]


def _given(person: Prospect) -> list[Span]:
    if not person.given and not person.asked:
        return []
    return [(f"gave {person.given:,}, asked {person.asked:,}", "plain")]


def _ways(person: Prospect) -> list[Span]:
    spans: list[Span] = [_number(phone) for phone in person.phones]
    spans += [
        (clean_line(email.address) + (f" ({email.state})" if email.state else ""), "muted") for email in person.emails
    ]
    return spans or [("no number yet", "warning")]


def _number(phone: Phone) -> Span:
    text = spaced(phone.number) if phone.number else clean_line(phone.raw)
    if phone.extension:
        text += f" ext. {phone.extension}"
    if phone.kind:
        text += f" {phone.kind}"
    if phone.flag == "wrong":
        return (f"{text} (wrong)", "warning")
    return (text, "number" if phone.number else "muted")
