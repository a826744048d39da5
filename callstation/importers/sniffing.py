"""What kind of file it is, told from its first bytes; its name is not asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO

from callstation.errors import ImportRefusedError

_SAVE = "Open it in the program that wrote it and save it as CSV or .xlsx."
_SIGNATURES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3\0", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Outlook file"),
    (b"\x1f\x8b", "a packed file"),
    (b"BZh", "a packed file"),
    (b"\xfd7zXZ", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"!BDN", "an Outlook data file"),
    (b"{\\rtf", "a text document"),
)
_HTML = re.compile(r"\s{0,200}<(?:!doctype html|html|table|\?xml|head|meta)", re.IGNORECASE)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\x00\x1b\x0b\x1a") + b"\x7f"


def format_of(opener: Callable[[], BinaryIO], name: str) -> str:
    """'delimited', 'xlsx', 'vcard' or 'json lines'.

    Raises ImportRefusedError, in words that say what the file is, for everything that is no list of people.
    """
    with opener() as file:
        head = file.read(65536)
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise ImportRefusedError(f"{name}: this is {what}, not a list of people. {_SAVE}")
    if head.startswith(b"PK\x03\x04"):
        return _packed(opener, name)
    if head.startswith(b"PK"):
        raise ImportRefusedError(f"{name}: this is an empty packed file, not a list of people.")
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or _every_second_zero(head)
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "ignore").replace("\0", "")
    start = text.lstrip("\ufeff \t\r\n")[:200].casefold()
    if start.replace(" ", "").startswith("begin:vcard"):
        return "vcard"
    if start.startswith("begin:vcalendar"):
        raise ImportRefusedError(f"{name}: this is a calendar, not a list of people.")
    if start.startswith("{"):
        return "json lines"
    if start.startswith(("[{", "[\n", "[ ")):
        raise ImportRefusedError(f"{name}: this is one JSON list; people are read from JSON lines, one person a line.")
    if _HTML.match(text):
        raise ImportRefusedError(f"{name}: this is a web page, whatever its name says. {_SAVE}")
    if not wide and (head.count(0) * 4 > len(head) or _controls(head) * 20 > len(head)):
        raise ImportRefusedError(f"{name}: this is no text, so no list of people. {_SAVE}")
    if not text.strip("\x1a \t\r\n\f\v"):
        raise ImportRefusedError(f"{name}: there is nothing in it.")
    return "delimited"


def _controls(head: bytes) -> int:
    return len(head) - len(head.translate(None, _CONTROLS))


def _every_second_zero(head: bytes) -> bool:
    half = len(head) // 2
    counts = sorted((head[::2].count(0), head[1::2].count(0)))
    return half > 8 and counts[1] > half * 0.6 and counts[0] < half * 0.1


def _packed(opener: Callable[[], BinaryIO], name: str) -> str:
    """A zip archive is only read where it looks like a workbook; which one, the child process finds out."""
    with opener() as file:
        start = file.read(1 << 20)
        file.seek(0, 2)
        file.seek(max(file.tell() - (1 << 20), 0))
        end = file.read()
    if b"xl/workbook" in start or b"xl/workbook" in end:
        return "xlsx"
    what = "an OpenDocument file" if b"opendocument" in start[:200] else "a packed file (zip)"
    raise ImportRefusedError(f"{name}: this is {what}, not a list of people. {_SAVE}")
