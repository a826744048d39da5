"""What emails look like on the screen: one line in a list, the head of one, what is to be said of it."""

from __future__ import annotations

from collections.abc import Sequence

from callstation.model.cards import Finding
from callstation.model.mail import Letter, LetterKind, LetterStatus
from callstation.text import clean_line
from callstation.widgets.line_list import Block
from callstation.widgets.preview import finding_lines
from callstation.widgets.spans import Line, fit, justify, wrap

MARKS = {
    LetterStatus.DRAFT: ("○", "muted"),
    LetterStatus.QUEUED: ("▸", "accent"),
    LetterStatus.SENDING: ("…", "accent"),
    LetterStatus.UNSURE: ("?", "warning"),
    LetterStatus.SENT: ("●", "good"),
    LetterStatus.FAILED: ("✗", "warning"),
}
"""A mark beside the word: a status is never told by its colour alone."""
WHAT_TO_DO = {
    LetterStatus.UNSURE: "Ask them, or look into your sent mail. Did it arrive: y. Is it to go once more: d makes it a "
    "draft again. It is never sent again by itself.",
    LetterStatus.FAILED: "The address may be wrong: call them and ask. d makes it a draft again.",
}
_FROM = {
    LetterKind.OUTCOME: "after a call",
    LetterKind.DRIP: "something of value",
    LetterKind.WRITTEN: "your own words",
    LetterKind.INVITATION: "an invitation",
}


def letter_blocks(letters: Sequence[Letter], zone_words: Sequence[str], width: int) -> list[Block]:
    """One block for each email; ``zone_words`` say when the next try of each is, '' for none."""
    blocks: list[Block] = []
    for letter, again in zip(letters, zone_words, strict=True):
        mark, role = MARKS[letter.status]
        name = 22 if width > 70 else 16
        left: Line = [
            (f"{mark} ", role),
            (f"{letter.status.value:<8}", role),
            (f"{fit(letter.name, name):<{name}} ", "name"),
        ]
        left.append((fit(letter.subject, max(8, width - name - 12)), "plain"))
        lines: list[Line] = [left]
        if letter.fault:
            words = f"{letter.fault}{f' · next try {again}' if again else ''}"
            lines += [[(" " * 10, ""), (row, "muted")] for row in wrap(words, max(10, width - 10))[:2]]
        blocks.append(lines)
    return blocks


def letter_text(letter: Letter, width: int) -> list[Line]:
    """What an email says, to be looked over."""
    lines: list[Line] = [[("─" * width, "rule")], [(fit(letter.subject, width), "name")], []]
    return [*lines, *([(row, "plain")] for row in wrap(letter.body, width))]


def letter_head(name: str, address: str, letter: Letter | None, width: int) -> list[Line]:
    """Whom it is for, and where it stands."""
    to = f"{clean_line(name)} <{clean_line(address)}>" if address else f"{clean_line(name)}, who has no address"
    right: Line = []
    if letter is not None:
        mark, role = MARKS[letter.status]
        right = [(f"{mark} {letter.status.value}", role), (f", {_FROM[letter.kind]}", "muted")]
    room = width - sum(len(text) for text, _ in right) - 5
    lines = [justify([("to ", "muted"), (fit(to, room), "name")], right, width)]
    for path in letter.attachments if letter is not None else ():
        lines.append([("with ", "muted"), (fit(path, width - 5), "plain")])
    if letter is not None and letter.calendar:
        lines.append([("with ", "muted"), ("the invitation", "plain")])
    return [*lines, []]


def what_is_said(findings: Sequence[Finding], below: str, letter: Letter | None, width: int) -> list[Line]:
    """What the language check says, the server's words, what goes below the text, and what to do."""
    lines: list[Line] = []
    if letter is not None and letter.fault:
        lines += [[(row, "warning")] for row in wrap(letter.fault, width)]
    if letter is not None and letter.status in WHAT_TO_DO:
        lines += [[(row, "plain")] for row in wrap(WHAT_TO_DO[letter.status], width)]
    for finding in findings:
        lines += finding_lines(finding, width)
    if not lines and (letter is None or letter.status in (LetterStatus.DRAFT, LetterStatus.QUEUED)):
        lines.append([("nothing to change here: it reads well", "good")])
    if below:
        lines += [[], [("and below it", "label")], *([(row, "muted")] for row in wrap(below, width))]
    return lines
