"""Bounce messages (RFC 3464) out of a Maildir, an mbox or single files, read with the standard library."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email import message_from_binary_file
from email.message import Message
from pathlib import Path

from callstation.mail.faults import MailError
from callstation.text import clean_line

LONGEST = 10 * 1024 * 1024
"""Bytes of a message that is looked at; a bounce is shorter."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """An address that does not take emails any more. ``message_id`` is that of ours that came back, '' if unsaid."""

    address: str
    words: str
    message_id: str = ""


def read_bounces(path: Path) -> Iterator[Bounce]:
    """Every address that was refused for good in the messages at ``path``: a Maildir, a folder of files, an mbox,
    or one message. What is no bounce, or says "delayed", is passed over. Raises MailError where it cannot be read.
    """
    try:
        for message in _messages(path):
            yield from bounces_of(message)
    except (OSError, mailbox.Error) as error:
        raise MailError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _messages(path: Path) -> Iterator[Message]:
    if not path.exists():
        raise MailError(f"{path} is not there")
    if path.is_dir():
        if (path / "cur").is_dir() or (path / "new").is_dir():
            files = [f for part in ("new", "cur") if (path / part).is_dir() for f in sorted((path / part).iterdir())]
        else:
            files = sorted(path.iterdir())
        for file in files:
            if file.is_file():
                yield _one(file)
        return
    with path.open("rb") as start:
        is_mbox = start.read(5) == b"From "
    if not is_mbox:
        yield _one(path)
        return
    with closing(mailbox.mbox(path, create=False)) as box:
        yield from box


def _one(file: Path) -> Message:
    with file.open("rb") as source:
        if file.stat().st_size > LONGEST:
            return Message()
        return message_from_binary_file(source)


def bounces_of(message: Message) -> Iterator[Bounce]:
    """The addresses that one message says were refused for good."""
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return
    ours = _original(message)
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        # The first block is about the message, the others each about one address (RFC 3464, 2.1).
        for block in blocks if isinstance(blocks, list) else []:
            if not isinstance(block, Message) or str(block.get("Action", "")).strip().lower() != "failed":
                continue
            status = clean_line(str(block.get("Status", "")))
            address = _address(str(block.get("Original-Recipient") or block.get("Final-Recipient") or ""))
            final = _address(str(block.get("Final-Recipient") or ""))
            if status.startswith("4") or not (address or final):
                continue
            said = clean_line(str(block.get("Diagnostic-Code", "")).partition(";")[2])
            words = clean_line(f"{status} {said}")[:300] or "it came back"
            yield Bounce(address or final, words, ours)
            if final and final.lower() != address.lower():
                yield Bounce(final, words, ours)


def _address(field: str) -> str:
    """``rfc822; maria@example.com`` is ``maria@example.com``."""
    kind, semicolon, address = field.partition(";")
    if semicolon and kind.strip().lower() not in ("rfc822", "utf-8"):
        return ""
    return clean_line(address if semicolon else field).strip("<> ")


def _original(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                return clean_line(str(inner[0].get("Message-ID", "")))
        if part.get_content_type() == "text/rfc822-headers":
            for line in str(part.get_payload()).splitlines():
                name, _, value = line.partition(":")
                if name.strip().lower() == "message-id":
                    return clean_line(value)
    return ""
