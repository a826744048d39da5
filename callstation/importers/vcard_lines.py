"""vCards to properties: unfolded, decoded, unescaped, one card at a time, whatever version wrote them.

No general vCard library: those tried failed on quoted-printable text in cp1252, on Android's and on Lotus's cards.
Read in this process: plain Python, no recursion, and everything that could grow is counted (the length of a line, the
size and number of a card's properties); pictures, sounds and keys are passed over without being kept.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from callstation.errors import ImportRefusedError

LONGEST = 1 << 20
"""Bytes in a line, and in all the properties of a card."""
_PIECE = 1 << 16
_MOST = 2_000
"""Properties of a card."""
_BINARY = frozenset((b"PHOTO", b"LOGO", b"SOUND", b"KEY", b"X-MS-CARDPICTURE", b"X-PHOTO", b"X-ABCROP-RECTANGLE"))
_NAMED = frozenset(("X-USER", "X-APPLE-OMIT-YEAR", "X-SERVICE-TYPE", "X-SERVICE", "X-TEAMIDENTIFIER", "X-DISPLAYNAME"))
"""Parameters of one program's own that have a name; any other ``X-...`` is a label of the owner's."""
_PARAMETER = re.compile(r';([^=;"]+)(?:=((?:"[^"]*"|[^;"])*))?')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Property(NamedTuple):
    """One property: its name in capitals without its group, what its parameters say, and its value, still escaped."""

    name: str
    group: str
    types: tuple[str, ...]
    """Values of TYPE (and bare parameters of version 2.1), lower case."""
    parameters: dict[str, str]
    value: str

    def text(self) -> str:
        """The value as text."""
        return unescape(self.value)

    def parts(self, separator: str = ";") -> list[str]:
        """The value's parts (of a name, an address), each as text."""
        return [unescape(part) for part in _split(self.value, separator)]


class Card(NamedTuple):
    """A card's properties and the line of the file on which it begins (1-based). ``whole``: it has its END."""

    properties: list[Property]
    line: int
    whole: bool


def unescape(text: str) -> str:
    """``\\n`` and escaped signs of a value as they are meant."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], text)


def _split(text: str, separator: str) -> list[str]:
    """``text`` at each separator that is not escaped."""
    parts = [""]
    escaped = False
    for sign in text:
        if sign == separator and not escaped:
            parts.append("")
        else:
            parts[-1] += sign
        escaped = sign == "\\" and not escaped
    return parts


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers, whatever they end with; of one beyond the limit no more than its beginning."""
    number = 0
    rest = b""
    passing = False
    while piece := file.read(_PIECE):
        text = rest + piece
        # A carriage return at the end of a piece may be the first half of a line end.
        half = b"\r" if text.endswith(b"\r") else b""
        lines = text[: len(text) - len(half)].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        rest = lines.pop() + half
        for line in lines:
            number += 1
            if not passing:
                yield number, line.replace(b"\0", b"")
            passing = False
        if passing:
            rest = half
        elif len(rest) > LONGEST:
            yield number + 1, rest
            rest, passing = b"", True
    if rest and not passing:
        yield number + 1, rest.replace(b"\0", b"")


def _property_name(line: bytes) -> bytes:
    return re.split(rb"[;:]", line[:80], maxsplit=1)[0].rpartition(b".")[2].strip().upper()


def cards(file: BinaryIO, name: str) -> Iterator[Card]:
    """The cards of a file. Raises ImportRefusedError for a line or a card that is too large."""
    properties: list[Property] = []
    began = depth = size = 0
    charset = ""
    agent = False
    for number, line in _unfolded(file, name):
        mark = line[:200].strip().upper().replace(b" ", b"")
        if mark == b"BEGIN:VCARD" or (mark.endswith(b":BEGIN:VCARD") and mark.startswith(b"AGENT")):
            if depth and (agent or mark.startswith(b"AGENT")):
                depth += 1  # a card within a card: somebody's assistant, who is not who is called
            else:
                if depth:
                    yield Card(properties, began, whole=False)
                properties, began, depth, size, charset = [], number, 1, 0, ""
            agent = False
        elif mark == b"END:VCARD":
            depth -= 1
            if depth == 0:
                yield Card(properties, began, whole=True)
                properties = []
            depth = max(depth, 0)
        elif depth == 1:
            found = _property(line, charset)
            if found is None:
                continue
            agent = found.name == "AGENT" and not found.value.strip()
            charset = found.value if found.name == "X-LOTUS-CHARSET" else charset
            size += len(line)
            if size > LONGEST or len(properties) > _MOST:
                raise ImportRefusedError(f"{name}: the card that begins on line {began} is too large to be a person's.")
            properties.append(found)
    if depth:
        yield Card(properties, began, whole=False)


def _unfolded(file: BinaryIO, name: str) -> Iterator[tuple[int, bytes]]:
    """Logical lines: folded ones joined, quoted-printable ones that end in ``=`` continued, pictures left out."""
    held: list[bytes] = []
    began = size = 0
    quoted = skipping = kept_space = False
    for number, line in _lines(file):
        if skipping and (line[:1] in (b" ", b"\t") or b":" not in line):
            continue
        skipping = False
        if held and quoted and held[-1].endswith(b"="):
            held[-1] = held[-1][:-1]
            held.append(line)
        elif held and line[:1] in (b" ", b"\t"):
            held.append(b" " + line.lstrip() if kept_space else line[1:])
        else:
            if held:
                yield began, b"".join(held)
            held, began, size = [], number, 0
            if not line.strip():
                continue
            head = line.partition(b":")[0].upper()
            if _property_name(line) in _BINARY or b"ENCODING=B;" in head + b";" or b"BASE64" in head:
                skipping = True
                continue
            quoted = b"QUOTED-PRINTABLE" in head
            if head.strip() == b"VERSION":
                # Version 2.1 folds where a space is, and means it to stay.
                kept_space = line.partition(b":")[2].strip() == b"2.1"
            held = [line]
        size += len(line)
        if size > LONGEST:
            raise ImportRefusedError(f"{name}: the text that begins on line {began} is too long for a card.")
    if held:
        yield began, b"".join(held)


def _property(line: bytes, charset: str) -> Property | None:
    """A logical line taken apart, or None where it is no property."""
    head, colon, value = _halves(line)
    if not colon:
        return None
    written = _decoded(head, charset)
    label, _, rest = written.partition(";")
    group, _, name = label.strip().rpartition(".")
    parameters: dict[str, str] = {}
    types: list[str] = []
    for match in _PARAMETER.finditer(";" + rest):
        key, told = match[1].strip().upper(), match[2]
        if key.startswith("X-") and told is not None and key not in _NAMED:
            types.append(_quoted(match[0][1:]).lower())
        elif told is None or key == "TYPE":
            types += [part.strip().lower() for part in (told or match[1]).replace('"', "").split(",")]
        else:
            parameters[key] = told.strip().strip('"')
    encoding = parameters.get("ENCODING", "").upper() or ("QUOTED-PRINTABLE" if "quoted-printable" in types else "")
    if encoding == "QUOTED-PRINTABLE":
        value = quopri.decodestring(value)
    text = _decoded(value, parameters.get("CHARSET", charset))
    return Property(name.strip().upper(), group.lower(), tuple(types), parameters, text)


def _halves(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Head and value of a line, cut at the first colon that is not in quotes."""
    quoted = False
    for at, byte in enumerate(line[:4096]):
        if byte == 0x22:
            quoted = not quoted
        elif byte == 0x3A and not quoted:
            return line[:at], b":", line[at + 1 :]
    return line.partition(b":")


def _quoted(text: str) -> str:
    """Android writes labels of the owner's own in quoted-printable (``X-Gesch=C3=A4ft``), whatever the value is in."""
    return _decoded(quopri.decodestring(text.encode()), "")


def _decoded(raw: bytes, charset: str) -> str:
    """Bytes as text: as told, else as UTF-8, else as cp1252, which every byte but a few is a letter of."""
    for encoding in (charset, "utf-8", "cp1252"):
        if encoding:
            try:
                return raw.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return raw.decode("latin-1")
