"""Adding tallies up, and the one share of them that is shown (F1)."""

from __future__ import annotations

from collections.abc import Iterable

from callstation.model.calls import Outcome
from callstation.model.cards import Tally


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    outcomes: dict[Outcome, int] = {}
    made = kept = broken = steps = emails = notes = 0
    for tally in tallies:
        for outcome, n in tally.outcomes.items():
            outcomes[outcome] = outcomes.get(outcome, 0) + n
        made += tally.promises_made
        kept += tally.promises_kept
        broken += tally.promises_broken
        steps += tally.steps_agreed
        emails += tally.emails
        notes += tally.notes
    return Tally(outcomes, made, kept, broken, steps, emails, notes)


def kept_percent(tally: Tally) -> int | None:
    """Of the promises that fell due, how many in a hundred were kept; None where none fell due."""
    due = tally.promises_kept + tally.promises_broken
    return round(100 * tally.promises_kept / due) if due else None
