"""How the brainstorm looks: the clock as a line that burns down, the goal as dots, one sentence to end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from callstation.desk.judging import Look
from callstation.desk.keeping import Kept
from callstation.model.cards import Finding
from callstation.model.ideas import Idea, IdeaStatus
from callstation.model.reasons import Audience
from callstation.rules.brainstorm import ENOUGH, GOAL, Asked
from callstation.rules.library import ABOUT, audience_words
from callstation.rules.prompts import PROMPTS
from callstation.text import clean_line, count_of
from callstation.widgets.spans import Line, fit, fit_line, justify, width_of, wrap

MEASURE = 100
LAST_MINUTE = 60
LONGEST_QUESTION = max(len(question) for questions in PROMPTS.values() for question in questions)
SENTENCE = "The reason I'm calling is"


def clock_words(seconds: float) -> str:
    """``7:42``; the last second that is begun counts."""
    whole = int(-(-seconds // 1))
    return f"{whole // 60}:{whole % 60:02}"


def top_lines(left: float, length: int, ideas: int, width: int, *, running: bool, state: str) -> list[Line]:
    """The name of the game, what is left, how many ideas there are; and below it the time that is left, as a line."""
    clock: Line = []
    if length:
        role = "accent" if running and left <= LAST_MINUTE else "clock" if running else "muted"
        clock = [
            (clock_words(left), role),
            (" left" if running else f" left, {state}" if state else " left", "muted"),
        ]
    burnt = round(width * (1 - left / length)) if length else width
    burnt = min(width, max(0, burnt))
    line: Line = [("━" * (width - burnt), "bar" if running else "muted"), ("─" * burnt, "rule")]
    head: Line = [("Brainstorm", "title"), ("   ", ""), *clock]
    return [justify(head, goal_dots(ideas, width - width_of(head) - 3), width), [span for span in line if span[0]]]


def goal_dots(ideas: int, width: int) -> Line:
    """``12 of 20 to 30`` with a dot for each idea, where there is room."""
    role = "good" if ideas >= ENOUGH else "muted"
    words: Line = [(f"{ideas}", "good" if ideas >= ENOUGH else "name"), (f" of {ENOUGH} to {GOAL} ideas", role)]
    if width < width_of(words) + GOAL + 3:
        return words
    full = min(ideas, GOAL)
    dots: Line = [
        ("●" * min(full, ENOUGH), "accent"),
        ("○" * (ENOUGH - min(full, ENOUGH)), "muted"),
        (" ", ""),
        ("●" * max(0, full - ENOUGH), "good"),
        ("·" * (GOAL - max(full, ENOUGH)), "muted"),
    ]
    return [*(d for d in dots if d[0]), ("  ", ""), *words]


def player_lines(points: Mapping[str, int], player: str, width: int) -> list[Line]:
    """Everybody's points; who has the keyboard is marked. One line, with whom there is room for."""
    parts: list[Line] = []
    for name, n in points.items():
        now = name == player
        parts.append([("▸ " if now else "  ", "bar"), (fit(name, 24), "name" if now else "muted"), (f" {n}", "key")])
    line: Line = []
    if sum(map(width_of, parts)) > width - 3 * len(parts):
        parts.sort(key=lambda part: part[0][0] != "▸ ")  # whose turn it is must be seen
    for part in parts:
        line += [*part, ("   ", "")]
    return [fit_line(line, width)]


def asked_lines(asked: Asked, width: int) -> list[Line]:
    """The kind of reason that is asked for, and the question."""
    head: Line = [(str(asked.kind).upper(), "label"), (f"   {ABOUT[asked.kind].line}", "muted")]
    question: list[Line] = [[(row, "opener")] for row in wrap(asked.question, min(width, MEASURE))]
    if width < LONGEST_QUESTION:
        question = [*question, []][:2]  # always as high, so that the field stands still
    return [fit_line(head, width), *question, [], [(SENTENCE, "plain")]]


def look_lines(text: str, look: Look | None, said: str, width: int) -> list[Line]:
    """What the idea that is being typed would do: whom it reaches, and what is empty in it. Always three lines."""
    if not text or look is None:
        hint = ABOUT_EMPTY if not text else ""
        return [[(fit(hint, width), "muted")], [], []]
    lines: list[Line] = [reach_line(look.audience, look.reached, width, whole=look.whole)]
    if said:
        lines.append(
            [(fit(f"{said} that one already, so it must be good. A twist makes it a new one.", width), "accent")]
        )
    lines += finding_lines(look.findings, width)
    if len(lines) == 1:
        lines.append([("nothing empty in it", "good"), ("  two points" if look.reached else "", "muted")])
    return [*lines, [], []][:3]


ABOUT_EMPTY = "Whatever comes. Nobody is judging; the sorting comes later."


def reach_line(audience: Audience, reached: int, width: int, *, whole: bool = True) -> Line:
    """``reaches 14 people: lifts minimum-order``; not ``whole``: the counting goes on."""
    if not whole:
        return [("reaches ", "muted"), (f"{reached:,} people", "good"), (" and counting", "muted")]
    if not reached:
        words = "reaches nobody in your book yet" + (f" ({audience_words(audience)})" if audience != Audience() else "")
        return [(fit(words, width), "muted")]
    people = "1 person" if reached == 1 else f"{reached:,} people"
    head: Line = [("reaches ", "muted"), (people, "good")]
    return fit_line([*head, (fit(f": {audience_words(audience)}", max(0, width - width_of(head))), "muted")], width)


def finding_lines(findings: Sequence[Finding], width: int) -> list[Line]:
    """What the language check found, each with what to say instead: two lines at most."""
    lines: list[Line] = []
    for found in findings[:2]:
        said = f"“{found.text}”: {found.instead or found.message}" if found.text else found.message
        rows = wrap(clean_line(said), width) if len(findings) == 1 else [fit(said, width)]
        lines += [[(row, "warning")] for row in rows]
    if len(lines) > 2:
        lines[1:] = [[(fit(f"{lines[1][0][0]} {lines[2][0][0]}", width), "warning")]]
    return lines


def idea_block(idea: Idea, why: str, width: int, players: int) -> list[Line]:
    """One idea of the list: what it counted and why, who had it, the words."""
    head: Line = [(f"+{idea.points} ", "good" if idea.points > 1 else "muted")]
    if players > 1:
        head.append((fit(idea.player, 10).ljust(11), "muted"))
    kind = f"{idea.kind} "
    head.append((kind.ljust(13), "label"))
    room = max(8, width - width_of(head))
    tail = why if room - 44 > len(why) else ""
    words = fit(idea.text, room - len(tail) - 3 if tail else room)
    if not tail:
        return [[*head, (words, "plain")]]
    return [justify([*head, (words, "plain")], [(tail, "muted")], width)]


def why_points(idea: Idea, findings: Sequence[Finding]) -> str:
    """Why an idea counted what it did."""
    if idea.points > 1:
        return "1 person" if idea.reached == 1 else f"{idea.reached:,} people"
    if findings:
        return f"“{fit(findings[0].text, 18)}”" if findings[0].text else "empty words"
    return "nobody yet" if not idea.reached else ""


# the end ------------------------------------------------------------------------------------------------
def over_lines(ideas: Sequence[Idea], points: Mapping[str, int], width: int) -> list[Line]:
    """A word about the round: true, and such that one plays again."""
    count = len(ideas)
    ready = sum(idea.points > 1 for idea in ideas)
    if not count:
        said = "No ideas this time. They come while washing up; the round can be played again then."
    elif count >= ENOUGH:
        said = f"{count_of(count, 'idea')}. That is a month of calls with something to say in each."
    else:
        said = f"{count_of(count, 'idea')} that were not there before. One good one is a reason to call."
    lines: list[Line] = [[(row, "opener")] for row in wrap(said, min(width, MEASURE))]
    if ready:
        they = "One of them has" if ready == 1 else f"{ready} of them have"
        lines.append([(fit(f"{they} somebody waiting to hear it, and no empty word.", width), "good")])
    if len(points) > 1 and count:
        best = max(points.values())
        first = [name for name, n in points.items() if n == best]
        won = f"{' and '.join(first)}, {best} points each" if len(first) > 1 else f"{first[0]}, with {best} points"
        lines.append([(fit(f"The most went to {won}.", width), "plain")])
    return lines


# the keeping round --------------------------------------------------------------------------------------
def keep_top(waiting: int, done: Sequence[Kept], width: int) -> list[Line]:
    """How far the looking through is."""
    kept = sum(k.status is IdeaStatus.KEPT for k in done)
    dropped = len(done) - kept
    right: Line = [
        (f"{kept} kept", "good" if kept else "muted"),
        (f"   {dropped} dropped   {waiting} to go", "muted"),
    ]
    return [justify([("Which of them will you use?", "title")], right, width), [("─" * width, "rule")]]


def keep_card(idea: Idea, look: Look, day: str, width: int) -> list[Line]:
    """One idea large, in the words in which it would be said."""
    room = min(width, MEASURE)
    by = f"{idea.player}, {day}"
    lines: list[Line] = [
        [(str(idea.kind).upper(), "label"), (f"   {ABOUT[idea.kind].line}", "muted")],
        [],
        [(SENTENCE, "muted")],
        *([("┃ ", "bar"), (row, "opener")] for row in wrap(idea.text, room - 2)),
        [],
        reach_line(look.audience, look.reached, room),
        *finding_lines(look.findings, room),
    ]
    if not look.findings:
        lines.append([("nothing empty in it", "good")])
    return [*(fit_line(line, width) for line in lines), [], [(fit(by, width), "muted")]]
