"""The import's screens laid out: files to choose, columns with what they hold, counts, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from callstation.desk.importing import Imported
from callstation.desk.list_files import ListFile
from callstation.importers.columns import ColumnGuess
from callstation.text import count_of
from callstation.widgets.line_list import Block
from callstation.widgets.spans import Line, fit, fit_line, width_of, wrap

FIELD_WORDS = {
    "name": "name", "first_name": "first name", "last_name": "last name", "middle_name": "middle name",
    "nickname": "what they are called", "prefix": "Mr, Ms, Dr", "suffix": "Jr, PhD",
    "company": "company", "title": "what they do there", "department": "department", "industry": "industry",
    "phone": "number", "phone_work": "number at work", "phone_mobile": "mobile number", "phone_home": "number at home",
    "phone_main": "main number of the company", "phone_assistant": "assistant's number", "phone_other": "other number",
    "phone_fax": "fax number",
    "email": "email", "email_work": "email at work", "email_home": "email at home",
    "email_state": "whether emails arrive",
    "notes": "notes", "tags": "tags", "kind": "prospect, customer, referral source", "standing": "standing",
    "do_not_call": "do not call", "label": "kind of the next column",
    "street": "street", "address": "address", "city": "town", "region": "state or region", "postcode": "postcode",
    "country": "country", "place": "place", "zone": "time zone",
    "website": "website", "linkedin": "LinkedIn", "birthday": "birthday", "source_id": "the file's own id",
    "custom": "kept under its own name", "ignore": "left out",
}  # fmt: skip
"""Every field of an import in words, the most wanted first; a test compares it with ``columns.FIELDS``."""
AS_TOLD = "as told"
BAR = 40
"""Cells of the progress bar at most."""
MINUTE, HOUR, DAY = 60, 3_600, 86_400


def field_words(field: str) -> str:
    """What a column was taken for, in words."""
    return FIELD_WORDS[field or "custom"]


# files ------------------------------------------------------------------------------------------------
def file_blocks(files: Sequence[ListFile], width: int, now: datetime) -> list[Block]:
    """A line for each: name, where it is, size, age."""
    return [[_file_line(one, width, now)] for one in files]


def _file_line(one: ListFile, width: int, now: datetime) -> Line:
    about = "folder" if one.is_folder else f"{size_words(one.size):>8}  {age_words(now.timestamp() - one.modified):>14}"
    names = min(48, max(20, (width - len(about)) * 3 // 5))
    name = fit(one.path.name + ("/" if one.is_folder else ""), names)
    line: Line = [(name, "name" if not one.is_folder else "label"), (" " * (names - width_of([(name, "")]) + 2), "")]
    room = max(0, width - width_of(line) - len(about) - 2)
    where = fit(str(one.path.parent), room)
    return fit_line(
        [*line, (where, "muted"), (" " * (room - width_of([(where, "")]) + 2), ""), (about, "muted")], width
    )


def size_words(size: int) -> str:
    """Bytes for the eye."""
    amount = float(size)
    for unit in ("B", "KB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def age_words(seconds: float) -> str:
    """How long ago a file was written; whole units, rounded down."""
    if seconds < MINUTE:
        return "just now"
    for size, word in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= size:
            return f"{count_of(int(seconds // size), word)} ago"
    return "just now"


# columns ----------------------------------------------------------------------------------------------
def column_blocks(columns: Sequence[ColumnGuess], width: int) -> list[Block]:
    """A line for each column: its header, what it is taken for, and three of its values."""
    heads = min(24, max([8, *(width_of([(fit(c.header, 24), "")]) for c in columns)]), width // 4)
    words = min(30, width // 3)
    return [[_column_line(column, heads, words, width)] for column in columns]


def _column_line(column: ColumnGuess, heads: int, words: int, width: int) -> Line:
    head, taken = fit(column.header, heads), fit(field_words(column.field), words)
    role = "muted" if column.field in ("", "custom", "ignore") else ("accent" if column.why == AS_TOLD else "good")
    line: Line = [
        (head, "name"),
        (" " * (heads - width_of([(head, "")]) + 1) + "→ ", "muted"),
        (taken, role),
        (" " * (words - width_of([(taken, "")]) + 2), ""),
    ]
    room = width - width_of(line)
    samples = " · ".join(fit(s, 24) for s in column.samples) or "(nothing in it so far)"
    return fit_line([*line, (fit(samples, room), "muted")], width)


# what would come of it, and what came -----------------------------------------------------------------
def count_lines(found: Imported, width: int, *, done: bool) -> list[Line]:
    """New, updated, the same, left out, probable duplicates: of a dry run, or of what was stored."""
    counts = [
        (count_of(found.new, "new person", "new people"), "good" if found.new else "muted"),
        (f"{found.updated:,} with something new", "good" if found.updated else "muted"),
        (f"{found.unchanged:,} the same", "muted"),
        (f"{len(found.refused):,} left out", "warning" if found.refused else "muted"),
        (f"{found.probable_duplicates:,} perhaps known already", "accent" if found.probable_duplicates else "muted"),
    ]
    lines: list[Line] = [[(f"{count_of(found.rows, 'record')}{':' if done else ' would be:'} ", "label")]]
    for text, role in counts:
        if width_of(lines[-1]) + len(text) + 2 > width:
            lines.append([("  ", "")])
        lines[-1] += [(text, role), ("   ", "")]
    return lines


def refusal_blocks(found: Imported, width: int) -> list[Block]:
    """Why each record that was left out was; and what else should be known of the file."""
    blocks: list[Block] = [[[(row, "warning")] for row in wrap(warning, width)] for warning in found.warnings]
    for refusal in found.refused:
        line = f", line {refusal.line}" if refusal.line else ""
        rows = wrap(f"record {refusal.row:,}{line}: {refusal.why}", width)
        blocks.append([[(row, "plain")] for row in rows])
    return blocks


def bar_line(done: int, total: int, rows: int, seconds: float, width: int, so_far: int = 0) -> Line:
    """How far an import is: a bar, and records a second.

    ``rows`` is how many there are, 0 where that is not known yet; ``so_far`` how many came, 0 where nobody counted.
    """
    share = min(1.0, done / total) if total > 0 else 0.0
    cells = max(10, min(BAR, width // 3))
    full = round(cells * share)
    line: Line = [("━" * full, "good"), ("━" * (cells - full), "rule"), (f"  {share:4.0%}", "clock")]
    so_far = so_far or int(rows * share)
    if so_far and seconds > 0:
        of_all = f" of {rows:,}" if rows else ""
        line.append((f"  {so_far:,}{of_all} records, {int(so_far / seconds):,} a second", "muted"))
    return fit_line(line, width)
