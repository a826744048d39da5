"""An email as it goes over the wire (RFC 5322), built with the standard library from a letter of the outbox.

Only what the letter holds gets in: nothing here can read a note.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from pathlib import Path

from callstation.mail.addresses import one_address
from callstation.mail.faults import LetterError
from callstation.model.mail import Letter, LetterKind
from callstation.text import clean, clean_line

MOST_ATTACHED = 10 * 1024 * 1024
"""Bytes of attachments that most servers still take once they are encoded."""
_POLICY = SMTP.clone(max_line_length=78)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom emails come from. ``unsubscribe``: whether they say how to get no more of them."""

    name: str
    address: str
    postal: str = ""
    unsubscribe: bool = False


def new_message_id(sender: Sender) -> str:
    """A message id that nothing of this machine can be read from."""
    return make_msgid(domain=one_address(sender.address).rpartition("@")[2])


def build(letter: Letter, sender: Sender, now: datetime) -> EmailMessage:
    """The message of a letter at ``now`` (aware). Raises LetterError for an address or attachment that cannot be."""
    to, own = one_address(letter.address), one_address(sender.address)
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_display(sender.name), addr_spec=own)
    message["To"] = Address(_display(letter.name), addr_spec=to)
    message["Subject"] = clean_line(letter.subject)
    message["Date"] = now
    if letter.message_id:
        message["Message-ID"] = letter.message_id
    if letter.thread:
        message["In-Reply-To"] = letter.thread[-1]
        message["References"] = " ".join(letter.thread)
    if letter.kind is LetterKind.DRIP and sender.unsubscribe:
        message["List-Unsubscribe"] = f"<mailto:{own}?subject=no%20emails>"
    message.set_content(body_of(letter, sender) + "\n", cte="quoted-printable")
    if letter.calendar:
        method = method_of(letter.calendar)
        message.add_alternative(letter.calendar, subtype="calendar", cte="base64", params={"method": method})
    for file, content in attached(letter):
        kind, _ = mimetypes.guess_type(file.name)
        main, _, sub = (kind or "application/octet-stream").partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=clean_line(file.name))
    return message


def body_of(letter: Letter, sender: Sender) -> str:
    """The text as it is read, with the way out below it where there is to be one; an invitation needs none."""
    text = clean(letter.body).strip()
    if not sender.unsubscribe or letter.kind is LetterKind.INVITATION:
        return text
    lines = ["", "--", 'If you would rather get no emails from me, answer "no emails" and this was the last one.']
    if sender.postal:
        lines.append(clean_line(sender.postal))
    return "\n".join([text, *lines])


def attached(letter: Letter) -> list[tuple[Path, bytes]]:
    """The files that go along. Raises LetterError where one cannot be read, or all of them are too long."""
    found, size = [], 0
    for name in letter.attachments:
        file = Path(name).expanduser()
        try:
            if not file.is_file():
                raise LetterError(f"the attachment {file} is not there")
            size += file.stat().st_size
            if size > MOST_ATTACHED:
                raise LetterError(f"the attachments are more than {MOST_ATTACHED >> 20} MB: send a link instead")
            found.append((file, file.read_bytes()))
        except OSError as error:
            raise LetterError(f"the attachment {file} cannot be read: {error.strerror}") from None
    return found


def method_of(calendar: str) -> str:
    """REQUEST, CANCEL, ...: what an iCalendar object is about (RFC 5546, 3.2)."""
    lines = (line.partition(":") for line in calendar.splitlines())
    return next((value.strip().upper() for name, _, value in lines if name.upper() == "METHOD"), "PUBLISH")


def _display(name: str) -> str:
    # A name may be anything; a display name is one line, and never looks like an address.
    return clean_line(name).replace("@", " at ")[:120]
