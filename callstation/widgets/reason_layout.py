"""The reason library as lines: the list, one reason in full, whom it reaches, how it sounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from callstation.dates.spoken import ago, short_day
from callstation.desk.reason_draft import ReasonDraft
from callstation.desk.reasoning import Heard, Reach
from callstation.model.calls import Outcome
from callstation.model.reasons import Reason
from callstation.rules.library import audience_words
from callstation.rules.reasons import over, unnamed
from callstation.store.reason_reach import Someone
from callstation.store.reason_uses import Uses
from callstation.text import clean_line, count_of
from callstation.widgets.line_list import Block
from callstation.widgets.preview import finding_lines, words_lines
from callstation.widgets.spans import Line, fit, fit_line, justify, width_of, wrap

KIND = 13
COUNTS = 21
"""Cells for strength, reach and uses at the end of a line."""
MARKS = {"fits": ("● ", "good"), "used": ("✓ ", "muted"), "": ("  ", "")}


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the list shows beside the reasons. ``mark`` by id: 'fits' or 'used' for the person on the card."""

    today: date
    who: str = ""
    """The person on the card, '' for nobody."""
    mark: Mapping[int, str] | None = None
    reach: Mapping[int, Reach] | None = None
    uses: Mapping[int, Uses] | None = None
    everybody: Reach | None = None


# the list -----------------------------------------------------------------------------------------------
def list_head(width: int) -> list[Line]:
    """Over the list: what the numbers are."""
    left: Line = [("   ", ""), ("kind".ljust(KIND), "label"), ("the reason I'm calling is", "label")]
    return [justify(left, [(_counted("strong", "reaches", "told"), "label")], width)]


def list_blocks(reasons: list[Reason], shelf: Shelf, width: int) -> list[Block]:
    """One line for each."""
    return [[list_line(reason, shelf, width)] for reason in reasons]


def list_line(reason: Reason, shelf: Shelf, width: int) -> Line:
    """One reason: its kind, its words, how strong it is, whom it reaches, how many heard it."""
    gone = reason.retired or over(reason, shelf.today)
    mark = MARKS[(shelf.mark or {}).get(reason.id, "")]
    reach = (shelf.reach or {}).get(reason.id)
    uses = (shelf.uses or {}).get(reason.id)
    counts = _counted(
        str(reason.strength),
        "" if gone else "…" if reach is None else f"{reach.people:,}{'' if reach.whole else '+'}",
        str(uses.count) if uses and uses.count else "",
    )
    room = width - len(mark[0]) - KIND - COUNTS - 2
    kind = "retired" if reason.retired else "over" if gone else str(reason.kind)
    words = fit(reason.text, room)
    line: Line = [mark, (kind.ljust(KIND), "muted" if gone else "why"), (words, "muted" if gone else "plain")]
    line.append((" " * max(1, room - width_of([(words, "")]) + 2), ""))
    nobody = reach is not None and reach.whole and not reach.people and not gone
    return fit_line([*line, (counts, "warning" if nobody else "muted" if gone else "plain")], width)


def _counted(strong: str, reaches: str, told: str) -> str:
    return f"{strong:>6}{reaches:>9}{told:>6}"


# one in full --------------------------------------------------------------------------------------------
def reason_lines(reason: Reason, shelf: Shelf, client: str, width: int) -> list[Line]:
    """A reason with all that is known of it."""
    lines: list[Line] = []
    words = f"{reason.lead_in} " if reason.lead_in else ""
    for row in wrap(f"{words}The reason I'm calling is {reason.text}.", width - 2)[:3]:
        lines.append([("┃ ", "bar"), (row, "opener")])
    reach = (shelf.reach or {}).get(reason.id)
    to: Line = [*reach_line(reason, reach, shelf.everybody), ("   ", "")] if reach is not None else []
    lines.append(fit_line([*to, ("audience ", "label"), (audience_words(reason.audience), "plain")], width))
    lines.append(fit_line(uses_line((shelf.uses or {}).get(reason.id, Uses()), shelf.today), width))
    more = [] if reason.gives else ["asks: only where a proposal is open"]
    if reason.valid_until:
        held = "over since" if over(reason, shelf.today) else "holds until"
        more.append(f"{held} {short_day(reason.valid_until, shelf.today)}")
    more += [f"link {reason.link}"] if reason.link else []
    more += [f"sends {reason.attachment}"] if reason.attachment else []
    if client:
        story = (
            "client (never named)" if reason.anonymous else "leads to" if reason.kind == "introduction" else "client"
        )
        more.append(f"{story}: {client}")
    if more:
        lines.append([(fit("; ".join(more), width), "muted")])
    return lines


def uses_line(uses: Uses, today: date) -> Line:
    """How often it was used, and what came of it."""
    if not uses.count:
        return [("used ", "label"), ("not yet", "muted")]
    parts = [count_of(uses.talked, "conversation")] if uses.talked else []
    parts += [count_of(uses.steps, "next step")] if uses.steps else []
    for outcome, words in ((Outcome.WON, "won"), (Outcome.VOICEMAIL, "by voicemail"), (Outcome.SAID_NO, "said no")):
        if n := uses.outcomes.get(outcome, 0):
            parts.append(f"{n} {words}")
    parts += [f"{uses.written} by email"] if uses.written else []
    last = f", last {ago(uses.last_at.date(), today)}" if uses.last_at else ""
    return [("used ", "label"), (f"{count_of(uses.count, 'time')}: {', '.join(parts)}{last}", "plain")]


def reach_line(reason: Reason, reach: Reach, everybody: Reach | None) -> Line:
    """Whom it reaches as a number, and a word where that is nobody or everybody."""
    if not reach.whole:
        return [(f"reaches {reach.people:,} and counting", "muted")]
    if not reach.people:
        return [("reaches nobody as it stands", "warning")]
    told = f", {reach.told:,} of them told" if reach.told else ""
    all_of_them = everybody is not None and everybody.whole and reach.people >= everybody.people > 1
    if all_of_them or (unnamed(reason.audience) and not reason.audience.standings and reason.gives):
        return [(f"reaches everybody ({reach.people:,}){told}", "warning")]
    of = f" of {everybody.people:,}" if everybody is not None and everybody.whole else ""
    return [(f"reaches {count_of(reach.people, 'person', 'people')}{of}{told}", "good")]


# the form -----------------------------------------------------------------------------------------------
def title_lines(draft: ReasonDraft, width: int) -> list[Line]:
    """Over the form: which reason it is."""
    if not draft.before or not draft.before.id:
        return [[("A new reason", "title"), ("   The reason I'm calling is ___", "muted")]]
    heard = f"heard by {count_of(draft.used, 'person', 'people')}: what was said to them stays in their history"
    return [justify([(f"Reason {draft.before.id}", "title")], [(heard if draft.used else "", "muted")], width)]


def reach_lines(draft: ReasonDraft, width: int) -> list[Line]:
    """Beside the form: whom it reaches, whether that is the person on the card, and to whom it is said below."""
    lines = [fit_line(reach_line(draft.reason, draft.reach, draft.everybody.reach), width)]
    if draft.person is not None:
        fits = draft.fits_card()
        name = fit(draft.person.name, width - 16)
        lines.append([("it fits " if fits else "it is not for ", "muted"), (name, "good" if fits else "warning")])
    if draft.heard is not None:
        seconds = f"{max(1, round(draft.heard.seconds))} s to say" if draft.heard.seconds else ""
        lines.append(justify([(f"to {fit(draft.heard.name, 30)}", "label")], [(seconds, "muted")], width))
    return lines


# how it sounds ------------------------------------------------------------------------------------------
def heard_lines(heard: Heard | None, width: int) -> list[Line]:
    """The opener for one person, and what could be better about it."""
    if heard is None:
        return [
            [(row, "muted")] for row in wrap("Its opener shows here as soon as there is somebody to say it to.", width)
        ]
    lines = words_lines(heard.spoken, heard.findings, width)
    lines.append([])
    for finding in heard.findings:
        lines += finding_lines(finding, width)
    if not heard.findings and not heard.spoken.gaps:
        lines.append([("nothing to change here: it reads well", "good")])
    return lines


# who it is for ------------------------------------------------------------------------------------------
def names_blocks(people: list[Someone], reach: Reach, width: int) -> list[Block]:
    """Those reached, a line each; where there are more, how many."""
    blocks: list[Block] = []
    column = min(32, width // 2)
    for someone in people:
        name = fit(someone.name, column)
        line: Line = [(name, "muted" if someone.told else "name"), (" " * (column - width_of([(name, "")]) + 2), "")]
        right: Line = [("told already", "muted")] if someone.told else []
        if someone.standing != "active":
            right = [(f"{clean_line(someone.standing)}  ", "muted"), *right]
        line.append((fit(someone.company, max(0, width - width_of(line) - width_of(right) - 2)), "plain"))
        blocks.append([justify(line, right, width)])
    if reach.people > len(people):
        more = f"and {reach.people - len(people):,} more"
        blocks.append([[(more if reach.whole else f"{more}, and counting", "muted")]])
    return blocks or [[[("Nobody, as it stands.", "muted")]]]
