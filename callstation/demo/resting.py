"""What the invented caller's last weeks hold beside calls: an experiment under way, emails to whoever is at rest."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from callstation.clock import FixedClock
from callstation.desk import dripping
from callstation.desk.tools import Tools
from callstation.model.mail import LetterStatus
from callstation.rules.frame import Frame
from callstation.rules.windows import zone_of
from callstation.scripting.shelf import Shelf
from callstation.settings import Settings
from callstation.store import experiments, outbox, sending
from callstation.store.book import Book

BEGUN = timedelta(days=9)
"""How long the experiment is under way."""
SENT, DRAFTED = timedelta(days=45), timedelta(days=29)
"""How long ago emails of value went out, and were drafted and left for a look."""
SINCE_BOUNCE = timedelta(hours=20)
"""How long ago one of them came back."""
_NO_COPIES = Path(__file__).with_name("scripts")
"""A folder that is not there: the demo's past was told with the scripts as they came."""


def tell_rest(book: Book, frame: Frame, settings: Settings, now: datetime) -> None:
    """Two weeks of two calls a day, of which nine days are over (T4); some emails of value sent, some drafted, some
    just due, and one come back (F4). Use inside ``book.transaction()``."""
    begun = (now - BEGUN).astimezone(zone_of(frame.zone)).date()
    experiments.start(book, frame.caller, begun, 14, 2, now, weekdays_only=True)
    for ago in (SENT, DRAFTED):
        at = now - ago
        for drafted in dripping.run(Tools(book, frame, FixedClock(at), Shelf(_NO_COPIES), settings), at).drafted:
            if ago is SENT:
                outbox.change(book, drafted.email_id, at, "queue", status=str(LetterStatus.QUEUED))
                letter = sending.begin(book, drafted.email_id, f"<{drafted.email_id}@reeddesign.example>")
                sending.sent(book, frame, letter, at)
    # One of them came back yesterday: the address is not theirs any more, and a call finds the new one (D6).
    gone = outbox.letters(book, (LetterStatus.SENT,))[-1]
    sending.bounced(book, frame, gone.address, "550 there is no such mailbox", now - SINCE_BOUNCE)
