"""Sitting down at the desk for one command."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from callstation.cli.output import placing
from callstation.desk.opening import look_around, open_desk, open_ledger

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from callstation.desk.desk import Desk
    from callstation.desk.ledger import Ledger


@contextmanager
def at_desk() -> Iterator[Desk]:
    """The desk on the book that the environment names; the book is closed afterwards.

    A power hour that runs in the workstation goes on: unlike leaving the screen, a command pauses nothing.
    """
    desk = open_desk(look_around(os.environ), told=placing)
    gc.enable()
    try:
        yield desk
    finally:
        desk.tools.book.close()


@contextmanager
def at_ledger() -> Iterator[Ledger]:
    """The open book alone, for commands that only look: they start in half the time."""
    ledger = open_ledger(look_around(os.environ), placing)
    gc.enable()
    try:
        yield ledger
    finally:
        ledger.book.close()


def with_json(parser: ArgumentParser) -> None:
    """Give a command its ``--json``."""
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of text")


def with_who(parser: ArgumentParser) -> None:
    """Give a command its WHO."""
    parser.add_argument("who", metavar="WHO", help="an id, a phone number, an email, or a name where only one matches")
