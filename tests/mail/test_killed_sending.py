"""kill -9 while an email is on its way: it is found unsure, and never sent twice by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mail_desk import with_people

from callstation.desk import mailroom
from callstation.model.mail import LetterStatus
from callstation.store.book import Book

SENDER = """
import sys
from pathlib import Path
from callstation.store import sending
from callstation.store.opening import open_book
book = open_book("", Path(sys.argv[1]))
with sending.the_only_sender(book):
    sending.begin(book, int(sys.argv[2]), "<one@example.com>")
    print("on its way", flush=True)
    sys.stdin.read()
"""


def test_a_sender_that_is_killed_leaves_it_unsure(
    sqlite_book: Book, desk_at: Callable[..., Any], tmp_path: Path
) -> None:
    desk = with_people(sqlite_book, desk_at(sqlite_book))
    letter_id = mailroom.keep(desk, None, 1, "Hello", "Hello Maria.")
    mailroom.queue(desk, letter_id)
    sender = subprocess.Popen(
        [sys.executable, "-c", SENDER, str(tmp_path / "book.db"), str(letter_id)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert sender.stdout is not None
    assert sender.stdout.readline() == "on its way\n"
    assert mailroom.letters(desk)[0].status is LetterStatus.SENDING  # another program sees that it is on its way
    os.kill(sender.pid, signal.SIGKILL)
    sender.communicate()
    [letter] = mailroom.letters(desk)
    assert (letter.status, "may have arrived" in letter.fault) == (LetterStatus.UNSURE, True)
