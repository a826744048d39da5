"""Points, questions and answers in the middle of the card, to glance at while talking."""

from __future__ import annotations

from callstation.desk.talking import Talk
from callstation.widgets.spans import Line, wrap


def talk_lines(talk: Talk | None, width: int) -> list[Line]:
    """What helps in the conversation, in lines of at most ``width`` cells and two more for the margin."""
    lines: list[Line] = [[("  ", ""), ("while you talk (o: back to the opener)", "label")]]
    if talk is None or not (talk.points or talk.questions or talk.answers):
        return [*lines, [("  ", ""), ("this script has none yet: e adds == points ==, == questions ==", "muted")]]
    for title, texts in (("to say", talk.points), ("to ask", talk.questions)):
        lines += _titled(title, texts, width)
    for slug, words in talk.answers:
        lines += _titled(f"if they say: {slug}", (words,), width)
    if talk.closing:
        lines += _titled("if it is a no: thank them, and let go", (" ".join(talk.closing.split()),), width)
    return lines


def _titled(title: str, texts: tuple[str, ...], width: int) -> list[Line]:
    lines: list[Line] = []
    for i, text in enumerate(texts):
        if i == 0:
            lines.append([("  ", ""), (title, "accent")])
        for j, words in enumerate(wrap(text, width - 4)):
            lines.append([("  · " if j == 0 else "    ", "muted"), (words, "plain")])
    return lines
