"""Seats of a team at one queue (team.py), as rows of the table."""

from __future__ import annotations

from collections.abc import Iterator

import team
from asked import Asked
from rows import Row

GOAL = 0.6
WHY = "the next by windows and hours is found before it is claimed, in more than the one statement of the floor"


def rows(asked: Asked) -> Iterator[Row]:
    """For each number of seats: order and claim against pgbench, and what whole desks do."""
    people = asked.middle
    found = team.rows(people, seconds=3.0 if asked.rounds >= 30 else 1.5)
    for one in found:
        seats = f"{one.seats} seat{'s' if one.seats > 1 else ''}"
        floor, name = (one.pgbench, "pgbench") if one.pgbench else (one.plain, "plain psycopg")
        how = f"order, claim and one row stored; {name}'s one statement is 1; p99 {one.claims_p99:,.0f} ms"
        ratio = one.claims / floor
        yield Row(f"team of {seats}: calls a second", floor, one.claims, "/s", ratio, GOAL, how, WHY, at_least=True)
        how = f"the whole program but its screen, no pause; p99 of its next card {one.desk_p99:,.0f} ms"
        yield Row(f"team of {seats}: whole desks", floor, one.desk, "/s", one.desk / floor, None, how)
    doubled = float(sum(one.twice for one in found))
    how = f"people of {people:,} who were called by two seats; {sum(len(o.refused) for o in found)} keys pressed again"
    yield Row("team: called twice", None, doubled, "", doubled, 0, how, "a claim did not hold")
