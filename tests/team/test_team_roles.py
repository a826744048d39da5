"""``scripts/team_roles`` on the real PostgreSQL: what a caller may do, and what only a manager may."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from invented import bring, new_person, number

from callstation.desk.erasing import erase
from callstation.errors import StoreError
from callstation.model.calls import Outcome
from callstation.store.opening import open_book

SCRIPT = Path(__file__).parents[2] / "scripts" / "team_roles"
LOGINS = {"team_ann": "Ann Lee", "team_bob": "Bob Hall", "team_dana": "Dana Reed"}


@pytest.fixture
def with_roles(postgres_url: str) -> Iterator[str]:
    """The URL of a book with two callers, Ann and Bob, and a manager, Dana."""
    opened = open_book(postgres_url, Path())
    bring(opened, *(new_person(f"Person {n}", number(n), zone="America/New_York") for n in range(4)))
    opened.close()
    words = ["--caller", "team_ann=Ann Lee", "--caller", "team_bob=Bob Hall", "--manager", "team_dana=Dana Reed"]
    sql = subprocess.run([sys.executable, str(SCRIPT), *words], capture_output=True, text=True, check=True).stdout
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(sql)
        connection.execute(sql)  # as often as one likes
    yield postgres_url
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for role in (*LOGINS, "callstation_caller", "callstation_manager"):
            connection.execute(f"DROP OWNED BY {role}")
            connection.execute(f"DROP ROLE {role}")


@pytest.fixture
def sit_as(with_roles: str, desk_at: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """``sit_as("team_ann")``: a desk whose connection has that role."""
    sat: list[Any] = []

    def sit(role: str) -> Any:
        url = with_roles.replace("://postgres:", f"://{role}:", 1)
        assert url != with_roles
        sat.append(desk_at(open_book(url, Path()), name=LOGINS[role]))
        return sat[-1]

    yield sit
    for desk in sat:
        desk.close()


def test_a_caller_works_and_takes_back_her_own_steps(sit_as: Callable[..., Any]) -> None:
    ann = sit_as("team_ann")
    card = ann.next_card()
    ann.record(card, Outcome.TALKED, answer=ann.read_answer(card, Outcome.TALKED, "mon: send the prices"), note="yes")
    assert ann.undo().verb == "talked"
    ann.record(ann.next_card(), Outcome.DO_NOT_CALL)
    assert ann.undo().verb == "do-not-call"
    ann.record(ann.next_card(), Outcome.VOICEMAIL)


def test_a_caller_drops_and_removes_nothing(sit_as: Callable[..., Any]) -> None:
    ann, dana = sit_as("team_ann"), sit_as("team_dana")
    book = ann.tools.book
    for sql in (
        "DROP TABLE entry",
        "TRUNCATE entry CASCADE",
        "ALTER TABLE person ADD COLUMN extra text",
        "CREATE TABLE mine (id int)",
        "DELETE FROM person",
        "DELETE FROM reason",
        "UPDATE schema_migration SET name = 'x'",
        "UPDATE callstation_team.login SET caller = 'Bob Hall'",
    ):
        with pytest.raises(StoreError, match=r"permission denied|must be owner"):
            book.run(sql)
        book.database.rollback()
    with pytest.raises(StoreError, match="permission denied"):
        erase(ann.tools, 1)
    assert book.value("SELECT count(*) FROM person") == 4
    erase(dana.tools, 1)
    assert book.value("SELECT count(*) FROM person") == 3


def test_the_steps_of_a_colleague_are_out_of_reach(sit_as: Callable[..., Any]) -> None:
    ann, bob, dana = sit_as("team_ann"), sit_as("team_bob"), sit_as("team_dana")
    ann.record(ann.next_card(), Outcome.NO_ANSWER)
    assert ann.tools.book.value("SELECT count(*) FROM undo") == 1
    assert bob.tools.book.value("SELECT count(*) FROM undo") == 0
    assert bob.tools.book.run("UPDATE undo SET undone_at = 1") == 0
    assert dana.tools.book.value("SELECT count(*) FROM undo") == 1
    called = ann.tools.book.value("SELECT person_id FROM entry WHERE kind = 'call'")
    assert bob.history(called)[-1].outcome is Outcome.NO_ANSWER, "the history is everybody's"
