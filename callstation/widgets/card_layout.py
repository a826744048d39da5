"""The card of one call: who and why on top, the words in the middle, what is known below."""

from __future__ import annotations

import re
from datetime import date

from callstation.dates.spoken import ago, short_day
from callstation.model.calls import Entry, PromiseStatus
from callstation.model.cards import Card, Why
from callstation.model.people import Phone
from callstation.rules.window_words import clocks, town_of, window_notes
from callstation.text import clean_line, count_of
from callstation.widgets.card_view_model import Shown, StationView
from callstation.widgets.line_layout import line_rows
from callstation.widgets.silence_layout import last_try, silence_rows, trail_rows
from callstation.widgets.spans import Line, Span, fit, justify, width_of, wrap
from callstation.widgets.talk_layout import talk_lines

LABEL = 15
"""Width of the labels before what is known."""
MEASURE = 72
"""Words are read aloud from lines of at most this many cells."""
_GAP = re.compile(r"\[[^\[\]\n]{1,60}\?\]")


def card_lines(view: StationView, width: int, height: int) -> list[Line]:
    """The card in exactly at most ``height`` lines; the words get the room that they need first."""
    card = view.card
    if card is None:
        return _empty(view, width, height)
    top = [*_who(card, view, width), [], *_why(card, width)]
    short = height < 22
    facts = _facts(card, view, width, short=short)
    room = height - len(top)
    words = _words(view, card, width)
    words = [*line_rows(view, spaced(view.line.number), width), *words]
    least, gaps = _least(view, len(words), len(facts), room, short=short)
    middle_room = max(4, room - least - gaps)
    if len(words) > middle_room:
        words = _window(words, middle_room, view.scroll)
    below = room - len(words) - gaps
    facts = facts[: max(0, below)]
    spare = room - len(words) - len(facts)
    over = min(2, max(1, spare // 3)) if spare > 1 else spare
    under = min(2, max(0, spare - over)) if spare > over else 0
    lines = [*top, *[[] for _ in range(over)], *words, *[[] for _ in range(max(under, 1 if facts else 0))], *facts]
    return lines[:height]


def _least(view: StationView, words: int, facts: int, room: int, *, short: bool) -> tuple[int, int]:
    """How many lines of what is known are kept beside ``words`` lines of words, and how many stay empty.

    The words come first: what is known gives way to them, where room is short down to a line, and to none where all
    the words are on the screen then. A note that was typed always stays in sight.
    """
    if not short:
        return min(6, facts), 2
    if view.shown in (Shown.EMAIL, Shown.TALK):
        return min(1, facts), 2
    for least, gaps in ((3, 2), (1, 2), (0, 1)):
        if words + min(least, facts) + gaps <= room and not (view.note and not least):
            return min(least, facts), gaps
    return min(1, facts), 2


def _empty(view: StationView, width: int, height: int) -> list[Line]:
    text = wrap(view.empty, min(width - 4, 68))
    above = max(1, (height - len(text)) // 3)
    lines: list[Line] = [[] for _ in range(above)]
    for i, words in enumerate(text):
        lines.append([("  ", ""), (words, "name" if i == 0 else "plain")])
    return lines[:height]


# who --------------------------------------------------------------------------------------------------
def _who(card: Card, view: StationView, width: int) -> list[Line]:
    person = card.prospect
    right: Line = [(_hours(card, view), "muted" if card.window.open else "warning")]
    half = max(12, width - 46)
    name: Line = [(fit(person.name, half), "name")]
    if person.kind != "prospect":
        name.append((f"  {person.kind}", "muted"))
    if person.standing != "active":
        name.append((f"  {person.standing}", "warning" if not person.standing.callable else "good"))
    if card.with_whom:
        name.append((f"  {card.with_whom}", "warning"))
    role = ", ".join(x for x in (person.title, person.company) if x)
    number = _number(card)
    return [
        justify(name, right, width),
        justify([(fit(role or person.place, max(10, width - len(number[0]) - 2)), "plain")], [number], width),
    ]


def _hours(card: Card, view: StationView) -> str:
    window = card.window
    place = card.prospect.place.split(",")[0].strip() or town_of(window.zone)
    clock = clocks(window, view.now)
    where = f"{clock} in {fit(place, 18)}" if window.zone_known else f"{clock}? zone unknown, yours is used"
    if window.open and window.closes is not None:
        left = int((window.closes - view.now).total_seconds() // 60)
        if left < 60:
            return f"{where}, {count_of(max(0, left), 'minute')} left"
        return f"{where}, open until {window.closes.hour}:{window.closes:%M}"
    if window.opens is not None:
        return f"{where}, opens {window.opens:%a} {window.opens.hour}:{window.opens:%M}"
    return where


def _number(card: Card) -> Span:
    phone = card.prospect.phone
    if phone is None:
        return ("no number", "warning")
    text = as_written(phone) or spaced(phone.number)
    if phone.extension:
        text += f" ext. {phone.extension}"
    if phone.kind:
        text += f" {phone.kind}"
    if phone.flag == "doubtful":
        return (f"{text} (looks odd)", "warning")
    return (text, "number")


def as_written(phone: Phone) -> str:
    """An international number in the groups in which its owner writes it; '' where it was written otherwise."""
    raw = clean_line(phone.raw)
    digits = "".join(c for c in raw if c in "0123456789")
    grouped = raw.startswith("+") and set(raw[1:]) <= set("0123456789 ") and " " in raw
    return raw if grouped and "+" + digits == phone.number else ""


def spaced(number: str) -> str:
    """An E.164 number in groups for the eye: ``+1 602 555 0134``."""
    digits = number.lstrip("+")
    if number.startswith("+1") and len(digits) == 11:
        return f"+1 {digits[1:4]} {digits[4:7]} {digits[7:]}"
    if not number.startswith("+") or len(digits) < 7:
        return number
    groups = [digits[:2]]
    rest = digits[2:]
    while len(rest) > 4:
        groups.append(rest[:3])
        rest = rest[3:]
    return "+" + " ".join([*groups, rest])


# why --------------------------------------------------------------------------------------------------
def _why(card: Card, width: int) -> list[Line]:
    role = {
        Why.AGREED_HOUR: "accent",
        Why.PROMISE: "accent",
        Why.BROKEN_PROMISE: "warning",
        Why.AGREED_STEP: "accent",
        Why.LIFTED: "good",
    }.get(card.why_now.kind, "why")
    text = "they are calling you: log it as ever" if card.inbound else card.why_now.text
    more = ""
    if card.why_now.kind in (Why.PROMISE, Why.BROKEN_PROMISE) and card.promise is not None:
        made = card.promise.made_at
        more = f", as you said on {made:%a} {made.day} {made:%b}" if made else ""
    if card.reason is not None and not more:
        more = f"   {card.reason.kind}"
    shown = fit(text[:1].upper() + text[1:], width - 4)
    line: Line = [("● ", role), (shown, role)]
    if width_of(line) + len(more) <= width:
        line.append((more, "muted"))
    return [line]


# words ------------------------------------------------------------------------------------------------
def _words(view: StationView, card: Card, width: int) -> list[Line]:
    measure = min(width - 4, MEASURE)
    if view.shown is Shown.TALK:
        return talk_lines(view.talk, measure)
    label = ""
    if view.shown is Shown.VOICEMAIL:
        whose = "your own words to the machine" if card.touch_voicemail else "to the machine"
        label, text = f"{whose} (v: back to the opener)", card.voicemail.text
    elif view.shown is Shown.EMAIL:
        label = "the email (m touches it up, ctrl+g queues it, esc: back to the opener)"
        text = f"Subject: {card.email_subject.text}\n\n{card.email_body.text}"
    else:
        text = card.opener.text
        if card.touch:
            label = "your own words for this call (t changes them)"
    lines: list[Line] = [[("  ", ""), (label, "label")]] if label else []
    for words in wrap(text, measure):
        lines.append([("┃ ", "bar"), *_gapped(words, "opener")])
    if card.reason is None and view.shown is Shown.OPENER and not card.touch and not _by_itself(card):
        hint = "not ready: no reason for them yet. r writes one, x plays for some, t takes your own words, s skips"
        lines += [[("  ", ""), (row, "warning")] for row in wrap(hint, width - 4)]
    elif card.findings and view.shown is Shown.OPENER:
        finding = card.findings[0]
        said = f"“{finding.text}”: " if finding.text else ""
        lines.append([("  ", ""), (fit(f"{said}{finding.instead or finding.message}", width - 4), "warning")])
    if card.rules_fault:
        said = f"your language rules were not used, l shows them: {card.rules_fault}"
        lines.append([("  ", ""), (fit(said, width - 4), "warning")])
    if card.script_fault:
        lines.append([("  ", ""), (fit(f"your script was not used: {card.script_fault}", width - 4), "warning")])
    return lines


def _by_itself(card: Card) -> bool:
    return card.why_now.kind in (
        Why.AGREED_HOUR,
        Why.AGREED_STEP,
        Why.PROMISE,
        Why.BROKEN_PROMISE,
        Why.PROPOSAL,
    )


def _gapped(words: str, role: str) -> Line:
    """The words with what is missing made visible."""
    line: Line = []
    at = 0
    for gap in _GAP.finditer(words):
        line += [(words[at : gap.start()], role), (gap.group(), "gap")]
        at = gap.end()
    return [*line, (words[at:], role)]


def _window(lines: list[Line], height: int, scroll: int) -> list[Line]:
    """A part of a text that is too long for its room, saying so."""
    start = min(max(0, scroll), len(lines) - height + 1)
    shown = lines[start : start + height - 1]
    left = len(lines) - start - len(shown)
    hint = f"  {count_of(left, 'more line')}: pgdn" if left > 0 else "  the end: pgup"
    return [*shown, [(hint, "muted")]]


# what is known ----------------------------------------------------------------------------------------
def _facts(card: Card, view: StationView, width: int, *, short: bool) -> list[Line]:
    person = card.prospect
    zone = card.window.local.tzinfo
    today = view.now.astimezone(zone).date()
    rows: list[tuple[str, Line]] = []
    if view.note and not view.note_open:
        rows.append(("note", [(view.note.replace("\n", " / "), "note")]))
    rows += [("hours" if i == 0 else "", [(words, "warning")]) for i, words in enumerate(window_notes(card.window))]
    if card.step is not None:
        when = short_day(card.step.day, today)
        if card.step.at is not None:
            local = card.step.at.astimezone(zone)
            when += f" {local.hour}:{local:%M} their time"
        rows.append(("agreed", [(f"{when}: {card.step.what}" if card.step.what else when, "plain")]))
    if card.promise is not None and card.promise.status is PromiseStatus.OPEN and card.promise.day != today:
        rows.append(("promised", [(f"to call on {short_day(card.promise.day, today)}", "plain")]))
    if view.closing:
        rows.append(("a no is fine", [(view.closing, "plain")]))
    if card.last_of:
        rows.append(("last try", last_try(card, view)))
    # After two tries the silence is what there is to talk about; after one it is only worth a word.
    silence = [*silence_rows(card, view, most=1 if short else 3), *trail_rows(card, width - LABEL)]
    if person.attempts >= 2:
        rows += silence
    if person.threads:
        rows.append(("on their mind", [("; ".join(t.text for t in person.threads), "plain")]))
    if person.objections:
        ways = [o.words + (f", gone since {short_day(o.lifted, today)}" if o.lifted else "") for o in person.objections]
        rows.append(("in the way", [("; ".join(ways), "plain")]))
    if person.given or person.asked:
        rows.append(("given, asked", [(f"gave {person.given}, asked {person.asked}", "plain")]))
    if person.attempts < 2:
        rows += silence
    rows += [("last" if i == 0 else "", _touch(entry, today)) for i, entry in enumerate(card.last[:3])]
    if person.notes:
        rows.append(("about them", [(person.notes.replace("\n", " / "), "plain")]))
    if person.tags:
        rows.append(("tags", [(", ".join(person.tags), "muted")]))
    if person.email is not None:
        rows.append(("email", [(person.email.address, "muted")]))
    return [[(label.ljust(LABEL), "label"), *_fitted(line, width - LABEL)] for label, line in rows]


def _fitted(line: Line, width: int) -> Line:
    """The line in ``width`` cells, each text made one line; the spaces at the ends of a text stay."""
    fitted: Line = []
    for text, role in line:
        bare = text.strip(" ")
        before, _, after = text.partition(bare) if bare else (text, "", "")
        shown = before + fit(bare, max(0, width - len(before))) + after
        fitted.append((shown, role))
        width -= width_of([(shown, role)])
    return fitted


def _touch(entry: Entry, today: date) -> Line:
    day = entry.at.date()
    what = entry.outcome.words if entry.outcome else str(entry.kind)
    took = f" {max(1, round(entry.seconds / 60))} min" if entry.seconds else ""
    line: Line = [(f"{ago(day, today)}: {what}{took} ", "plain")]
    if entry.note:
        line.append((entry.note.replace("\n", " / "), "muted"))
    return line
