"""One email address, read strictly: what could become two recipients or a second header line is no address."""

from __future__ import annotations

import re

from callstation.mail.faults import LetterError

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def one_address(text: str) -> str:
    """The address in ``text`` as a server takes it: a domain of other letters in its ASCII form (RFC 5890).

    Raises LetterError for anything that is not exactly one plain address (RFC 5321, 4.1.2, without quoted parts).
    """
    local, at, domain = text.rpartition("@")
    refusal = LetterError(f"{text[:100]!r} is not one plain email address: correct it on the person")
    if not at or len(text) > 254 or len(local) > 64:
        raise refusal
    if not local.isascii():
        raise LetterError(f"{text[:100]!r} has letters before the @ that most mail servers do not take")
    try:
        ascii_domain = domain.encode("idna").decode("ascii") if not domain.isascii() else domain
    except UnicodeError:
        raise refusal from None
    labels = ascii_domain.split(".")
    if not _LOCAL.fullmatch(local) or len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise refusal
    return f"{local}@{ascii_domain}"
