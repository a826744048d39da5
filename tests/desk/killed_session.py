"""A power hour that is killed again and again; run by test_killed.py as a program of its own.

``python killed_session.py FOLDER KILLS SEED``. For every round it forks a caller who works at a desk on the
book in FOLDER and says on a pipe what is about to be stored and what has been; kills the caller with SIGKILL
after a random time; opens the book and compares. The last line it prints is JSON: what was done, and every
difference found. It forks because importing everything again 200 times would take longer than the calls.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from invented import FRAME, THURSDAY, bring, new_person, number, reason

from callstation.clock import FixedClock
from callstation.desk.desk import Desk
from callstation.desk.tools import Tools, frame_of
from callstation.model.calls import Outcome
from callstation.rules.outcomes import UNREACHED
from callstation.rules.queue import place
from callstation.scripting.shelf import Shelf
from callstation.settings import Me, Region, Settings
from callstation.store import placing, reading, reasons
from callstation.store.book import Book
from callstation.store.opening import open_book

SETTINGS = Settings(me=Me(name=FRAME.caller, number="(212) 555-0100"), region=Region(zone=FRAME.zone))
OUTCOMES = (Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.TALKED, Outcome.CALL_BACK, Outcome.GATEKEEPER, Outcome.WON)
ANSWERS = {Outcome.TALKED: "in 3 days 10:00, send the prices", Outcome.CALL_BACK: "tomorrow 11:00", Outcome.WON: "none"}


def sit_down(folder: Path, now: datetime) -> Desk:
    tools = Tools(open_book("", folder / "book.db"), frame_of(SETTINGS), FixedClock(now), Shelf(folder), SETTINGS)
    return Desk(tools)


def work(folder: Path, now: datetime, says: int, chance: random.Random, first_token: int) -> None:
    """Call, type, undo and skip until killed. Every line is said in one write: a pipe keeps it whole."""

    def say(*words: object) -> None:
        os.write(says, (json.dumps(words) + "\n").encode())

    desk = sit_down(folder, now)
    clock = desk.tools.clock
    assert isinstance(clock, FixedClock)
    token = first_token
    card = desk.next_card()
    while True:
        if card is None:
            clock.advance(hours=9)
            say("time", clock.at.timestamp())
            card = desk.next_card()
            continue
        person_id = card.prospect.id
        clock.advance(seconds=40)
        token += 1
        note = f"note {token}"
        for end in (1, len(note)) if chance.random() < 0.4 else ():
            say("typing", person_id, note[:end])
            desk.keep_note(person_id, note[:end])
            say("typed", person_id, note[:end])
        outcome = chance.choice(OUTCOMES)
        answer = desk.read_answer(card, outcome, ANSWERS[outcome]) if outcome in ANSWERS else None
        say("recording", person_id, note, outcome)
        desk.record(card, outcome, note=note, answer=answer)
        card = desk.next_card()
        say("recorded", person_id, note, outcome)  # the next card could be painted now
        what = chance.random()
        if what < 0.1:
            say("undoing")
            undone = desk.undo()
            assert undone is not None
            say("undone", undone.person_id, undone.note, desk.card(undone.person_id).draft_note)
            card = desk.next_card()
        elif what < 0.15 and card is not None:
            desk.skip(card.prospect.id)
            card = desk.next_card()
        elif what < 0.2:
            desk.idle()
        say("time", clock.at.timestamp())


class Ledger:
    """What must be in the book, from what was said, and what is there."""

    def __init__(self) -> None:
        self.must: dict[str, tuple[int, str]] = {}
        self.never: set[str] = set()
        self.drafts: dict[int, str] = {}
        self.now = THURSDAY
        self.count: Counter[str] = Counter()
        self.problems: list[str] = []

    def hear(self, lines: list[list[Any]]) -> tuple[str | None, list[Any] | None]:
        """Take in what one caller said; the last thing begun and not ended: (its kind, its words)."""
        begun: list[Any] | None = None
        for kind, *words in lines:
            if kind in ("typing", "recording", "undoing"):
                begun = [kind, *words]
                continue
            if kind == "time":
                self.now = datetime.fromtimestamp(words[0], UTC)
                continue
            begun = None
            self.count[kind] += 1
            if kind == "typed":
                self.drafts[words[0]] = words[1]
            elif kind == "recorded":
                person_id, note, outcome = words
                self.must[note] = (person_id, outcome)
                self.drafts[person_id] = ""
            elif kind == "undone":
                person_id, note, draft = words
                if note:
                    self.must.pop(note, None)
                    self.never.add(note)
                self.drafts[person_id] = draft
        return (begun[0], begun[1:]) if begun else (None, None)

    def compare(self, book: Book, begun: str | None, words: list[Any] | None) -> None:
        """Nothing that was acknowledged is missing; of what was begun, all is there or nothing."""
        there = {
            r[0]: (r[1], r[2])
            for r in book.rows("SELECT note, person_id, outcome FROM entry WHERE kind = 'call' ORDER BY id")
        }
        may_come, may_go = set(), set()
        if begun == "recording" and words:
            may_come = {words[1]}
        if begun == "undoing" and self.must:
            may_go = {max(self.must, key=lambda note: int(note.split()[1]))}
        for note in self.must.keys() - there.keys() - may_go:
            self.problems.append(f"lost: {note}")
        for note in there.keys() - self.must.keys() - may_come:
            self.problems.append(f"came from nowhere: {note}")
        for note, said in self.must.items():
            if note in there and there[note] != said:
                self.problems.append(f"changed: {note} was {said}, is {there[note]}")
        self.count["begun and kept"] += len(there.keys() & may_come)
        self.count["begun and gone"] += len(may_come - there.keys())
        self.must = there

        drafts = dict(book.rows("SELECT person_id, note FROM draft"))
        in_flight = words[0] if words else None
        for person_id, text in self.drafts.items():
            found = drafts.get(person_id, "")
            allowed = {text}
            if begun == "typing" and words and person_id == in_flight:
                allowed.add(words[1])
            if begun == "recording" and person_id == in_flight:
                allowed.add("")
            if begun != "undoing" and found not in allowed:
                self.problems.append(f"draft of {person_id}: {found!r} is none of {allowed}")
        self.drafts = {**dict.fromkeys(self.drafts, ""), **drafts}


def whole(book: Book) -> list[str]:
    """Whether every call in the book has all that belongs to it, and nothing is there without its call."""
    wrong = [str(r) for r in book.rows("PRAGMA foreign_key_check")]
    wrong += [r[0] for r in book.rows("PRAGMA quick_check") if r[0] != "ok"]
    calls = book.rows("SELECT id, person_id, outcome, reason_id FROM entry WHERE kind = 'call' ORDER BY id")
    by_outcome: Counter[str] = Counter()
    tries: defaultdict[int, int] = defaultdict(int)
    heard: Counter[int] = Counter()
    latest: dict[int, str] = {}
    steps = {r[0] for r in book.rows("SELECT entry_id FROM step")}
    promises = {r[0] for r in book.rows("SELECT entry_id FROM promise")}
    undos = Counter(
        r[0] for r in book.rows("SELECT entry_id FROM undo WHERE undone_at IS NULL AND entry_id IS NOT NULL")
    )
    uses = {r[0] for r in book.rows("SELECT entry_id FROM reason_use")}
    for entry_id, person_id, word, reason_id in calls:
        outcome = Outcome(word)
        by_outcome[word] += 1
        latest[person_id] = word
        tries[person_id] = tries[person_id] + 1 if outcome in UNREACHED else 0
        told = outcome.conversation or outcome is Outcome.VOICEMAIL
        heard[person_id] += told and reason_id is not None
        agreed = outcome in (Outcome.TALKED, Outcome.CALL_BACK)
        if (entry_id in promises) != (outcome is Outcome.VOICEMAIL):
            wrong.append(f"promise of call {entry_id} ({word})")
        if (entry_id in steps) != agreed:
            wrong.append(f"step of call {entry_id} ({word})")
        if (entry_id in uses) != bool(told and reason_id is not None):
            wrong.append(f"reason of call {entry_id} ({word})")
        if undos[entry_id] != 1:
            wrong.append(f"undo of call {entry_id}: {undos[entry_id]}")
    ids = {c[0] for c in calls}
    wrong += [f"left over: {e}" for e in (steps | promises | uses | set(undos)) - ids]
    for kind, table in (("promise", "promise"), ("step", "step")):
        entries = {r[0] for r in book.rows("SELECT ref_id FROM entry WHERE kind = ?", kind)}
        if entries != {r[0] for r in book.rows(f"SELECT id FROM {table}")}:
            wrong.append(f"entries of kind {kind} and their table")
    tallied = {
        r[0][5:]: r[1] for r in book.rows("SELECT what, sum(n) FROM day_tally WHERE what LIKE 'call:%' GROUP BY 1")
    }
    if {k: n for k, n in tallied.items() if n} != by_outcome:
        wrong.append(f"tally {tallied} of {dict(by_outcome)}")
    for person_id, attempts, last, given, *stored in book.rows(
        "SELECT id, attempts, last_outcome, given + asked, due_at, rank, why, why_at FROM person"
    ):
        if (attempts, last, given) != (tries[person_id], latest.get(person_id, ""), heard[person_id]):
            wrong.append(f"counters of {person_id}")
        right = placing.columns_of(place(reading.facts(book, person_id, FRAME), FRAME.patience), THURSDAY)
        if stored != [right[c] for c in ("due_at", "rank", "why", "why_at")]:
            wrong.append(f"place of {person_id}")
    return wrong


def main(folder: Path, kills: int, seed: int) -> dict[str, Any]:
    """Kill and compare; what came of it."""
    chance = random.Random(seed)
    book = open_book("", folder / "book.db")
    bring(book, *(new_person(f"Person {n}", number(n), zone=FRAME.zone) for n in range(40)))
    for n in range(20):
        reasons.add(book, FRAME, reason(text=f"that number {n} is done"), THURSDAY)
    book.close()
    desk = sit_down(folder, THURSDAY)
    desk.next_card()  # so that scripts and language rules are read before the first fork
    desk.close()
    ledger = Ledger()
    for round_ in range(kills):
        hears, says = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(hears)
            signal.alarm(30)
            work(folder, ledger.now + timedelta(minutes=1), says, random.Random(seed + round_), round_ * 100_000)
        os.close(says)
        if chance.random() < 0.8:
            select.select([hears], [], [], 20)  # the others are killed while they open the book
        time.sleep(chance.uniform(0.0, 0.13))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with os.fdopen(hears, "rb") as pipe:
            lines = [json.loads(line) for line in pipe if line.endswith(b"\n")]
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
            ledger.problems.append(f"round {round_}: ended by itself with {status}")
        begun, words = ledger.hear(lines)
        book = open_book("", folder / "book.db")
        ledger.compare(book, begun, words)
        ledger.problems += [f"round {round_}: {w}" for w in whole(book)]
        book.close()
        if ledger.problems:
            break
    return {"kills": round_ + 1, **ledger.count, "problems": ledger.problems}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))) + "\n")
