"""A desk with people who have addresses, and a mail server that really is there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from invented import FRAME, THURSDAY, bring, new_person, number, reason
from mail_server import PASSWORD, USER, Mailbox

from callstation.mail.secret import VARIABLE
from callstation.model.calls import Outcome
from callstation.settings import Mail
from callstation.store import reasons
from callstation.store.book import Book

PHOENIX = "America/Phoenix"
MARIA = "maria@bluebird.example"


def with_people(book: Book, desk: Any) -> Any:
    """Maria, who has an address, and Jan, who has none; one reason."""
    bring(
        book,
        new_person("Maria Okafor", number(1), zone=PHOENIX, company="Bluebird", emails=(MARIA,)),
        new_person("Jan Novak", number(2), zone=PHOENIX),
    )
    reasons.add(book, FRAME, reason(text="that the depot opens in May", link="https://example.com/depot"), THURSDAY)
    return desk


def with_server(desk: Any, server: Mailbox, monkeypatch: Any) -> Any:
    """Let its emails leave through the test's server."""
    monkeypatch.setenv(VARIABLE, PASSWORD)
    desk.tools.settings = replace(
        desk.tools.settings,
        mail=Mail(
            way="smtp",
            address=USER,
            server="localhost",
            port=server.port,
            certificates=server.authority,
            password_from="environment",
            timeout=5,
        ),
    )
    return desk


def call(desk: Any, outcome: Outcome, answer: str = "", note: str = "", who: int = 1) -> None:
    """One call to somebody, as the screen stores it."""
    card = desk.card(who)
    read = desk.read_answer(card, outcome, answer) if answer else None
    desk.record(card, outcome, note=note, answer=read)
