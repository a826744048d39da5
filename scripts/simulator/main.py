"""Which order of the queue is best, in a made-up world: ``scripts/bench queue``.

Plays twelve weeks of calling with each order in four worlds that differ in how much hours matter, over many seeds, and
prints value and conversations an hour and promises kept, with 95% intervals. All orders get the same people, the same
luck, and the same days on which somebody may be tried again; the program's own rules are not copied but called.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from orders import at_random, by_due_date, by_the_rules, oldest, promises_first
from play import Order, Result, play
from world import MINUTES, PEOPLE, SESSIONS, WORLDS, Effects, make_world

SEEDS = 60
Z95 = 1.96


@dataclass(frozen=True, slots=True)
class Contender:
    """An order, and what its calls teach."""

    name: str
    order: Order
    learns: bool = False
    hours: bool = False


BEATEN = "promises first"
"""What the program's rules must not be behind."""
OURS = "rules, learning hours"
CONTENDERS = (
    Contender("at random", at_random),
    Contender("longest not called", oldest),
    Contender("next due date", by_due_date),
    Contender(BEATEN, promises_first),
    Contender("rules, no time of day", by_the_rules, learns=True),
    Contender(OURS, by_the_rules, learns=True, hours=True),
)


def compare(
    effects: Effects, seeds: Sequence[int], contenders: Sequence[Contender] = CONTENDERS
) -> dict[str, list[Result]]:
    """What came of every order in one world, seed by seed."""
    found: dict[str, list[Result]] = {c.name: [] for c in contenders}
    for seed in seeds:
        world = make_world(seed, effects)
        for one in contenders:
            found[one.name].append(play(world, one.order, learns=one.learns, hours=one.hours))
    return found


def mean_and_spread(values: Sequence[float]) -> tuple[float, float]:
    """The mean, and half of its 95% interval."""
    if len(values) < 2:
        return values[0], 0.0
    return statistics.mean(values), Z95 * statistics.stdev(values) / sqrt(len(values))


def ahead(found: dict[str, list[Result]], ours: str = OURS, other: str = BEATEN) -> tuple[float, float]:
    """How much more value an hour ``ours`` brought than ``other``, seed by seed: the mean and half of its interval."""
    pairs = zip(found[ours], found[other], strict=True)
    return mean_and_spread([a.value_per_hour - b.value_per_hour for a, b in pairs])


def _table(title: str, all_found: dict[str, dict[str, list[Result]]], of: Callable[[Result], float], form: str) -> None:
    print(f"\n{title:<24}" + "".join(f"{world:>16}" for world in all_found))
    for one in CONTENDERS:
        cells = []
        for found in all_found.values():
            mean, half = mean_and_spread([of(r) for r in found[one.name]])
            cells.append(f"{mean:{form}} ±{half:{form}}")
        print(f"{one.name:<24}" + "".join(f"{cell:>16}" for cell in cells))


def main() -> int:
    """Play, print the tables; 1 where the program's rules are behind."""
    parser = argparse.ArgumentParser(prog="scripts/bench queue", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS, help=f"how many worlds of each kind ({SEEDS})")
    parser.add_argument("--first-seed", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.seeds < 1:
        parser.error("--seeds is a number of worlds, 1 or more")
    seeds = range(chosen.first_seed, chosen.first_seed + chosen.seeds)
    all_found = {}
    for effects in WORLDS:
        print(f"playing the world where hours matter: {effects.name} ...", file=sys.stderr)
        all_found[effects.name] = compare(effects, seeds)
    print(
        f"A made-up world: {PEOPLE} people, {SESSIONS} sessions of {MINUTES} minutes, {chosen.seeds} seeds; how much\n"
        "hours matter rises from left to right. Means with 95% intervals."
    )
    _table("value an hour", all_found, lambda r: r.value_per_hour, ".2f")
    _table("conversations an hour", all_found, lambda r: r.talks_per_hour, ".2f")
    _table("promises kept, %", all_found, lambda r: 100 * r.kept_share, ".0f")
    behind = []
    print(f"\n{OURS}, against {BEATEN} (value an hour, seed by seed):")
    for name, found in all_found.items():
        mean, half = ahead(found)
        behind += [name] if mean + half < 0 else []
        print(f"  {name:<8} {mean:+.2f} ±{half:.2f}")
    if behind:
        print(f"behind in: {', '.join(behind)}")
    return int(bool(behind))


if __name__ == "__main__":
    sys.exit(main())
