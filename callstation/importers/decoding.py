"""In which encoding a file was written, told from its bytes: a mark, else UTF-8, else the one that makes words.

Statistics over letters (charset-normalizer and the like) take every western European list for cp1250. Two questions
are enough here: is it valid UTF-8, and if not, under which of the old encodings do the odd bytes become letters.
"""

from __future__ import annotations

import codecs
from typing import BinaryIO, NamedTuple

from callstation.errors import ImportRefusedError

CHUNK = 1 << 20
_SAMPLE = 1 << 17
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LETTERS = frozenset("äöüßÄÖÜéèêëÉÈàâáãåÀÂÁÃÅçÇñÑóòôõÓÒÔÕíìîïÍúùûÚøØæÆœŒşğıłśżźćńšžčřýÿ")
_SIGNS = frozenset("–—’‘“”„«»…€£§°®©™·•¿¡ªº´\u00a0½²³&")
_OLD = ("cp1252", "mac_roman", "cp850")


class Decoding(NamedTuple):
    """What a look through the whole file told. ``size`` is in bytes; ``lines`` counts line ends."""

    encoding: str
    size: int
    lines: int


def decoding_of(file: BinaryIO, name: str) -> Decoding:
    """The encoding of ``file``, read once from the start to the end in pieces (nothing is kept).

    Raises ImportRefusedError, naming the line, where the bytes do not fit what the file says of itself, where two
    encodings are mixed, and where no encoding makes letters of them.
    """
    head = file.read(4096)
    encoding = next((e for mark, e in _MARKS if head.startswith(mark)), "") or _without_mark(head)
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")()
    size = lines = bad_line = 0
    # The lines with bytes beyond ASCII, as many as are needed to tell an old encoding by.
    beside = bytearray()
    while chunk := file.read(CHUNK):
        if not bad_line:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as fault:
                before = fault.object[: fault.start]
                bad_line = lines + max(before.count(b"\n"), before.count(b"\r")) + 1
                if encoding:
                    raise _not_what_it_says(name, encoding, bad_line) from None
        if len(beside) < _SAMPLE and not chunk.isascii():
            odd = b"\n".join(line for line in chunk.splitlines() if not line.isascii())
            beside += odd[: _SAMPLE - len(beside)] if beside else odd[:CHUNK]
        size += len(chunk)
        lines += max(chunk.count(b"\n"), chunk.count(b"\r"))
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        if encoding:
            raise _not_what_it_says(name, encoding, lines) from None
        bad_line = bad_line or lines
    if not bad_line:
        return Decoding(encoding or "utf-8", size, lines)
    if _well_formed(bytes(beside)) > 0.5:
        raise ImportRefusedError(
            f"{name}: line {bad_line} is not UTF-8, though most of the file is. Open it in the program that wrote it "
            "and save it again as UTF-8."
        )
    return Decoding(_old_encoding(bytes(beside), name, bad_line), size, lines)


_ASCII = bytes(range(128))


def _without_mark(head: bytes) -> str:
    """UTF-16 without a mark shows in every second byte being zero."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half > 8 and odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if half > 8 and even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _well_formed(sample: bytes) -> float:
    """Which share of the bytes beyond ASCII stands in well-formed UTF-8."""
    beyond = len(sample.translate(None, _ASCII))
    return len(sample.decode("utf-8", "ignore").encode().translate(None, _ASCII)) / max(beyond, 1)


def _not_what_it_says(name: str, encoding: str, line: int) -> ImportRefusedError:
    says = encoding.upper().removesuffix("-SIG")
    return ImportRefusedError(
        f"{name}: line {line} cannot be read as {says}, which the file says it is. It may be cut "
        "short: export it again."
    )


def _old_encoding(sample: bytes, name: str, line: int) -> str:
    """Of cp1252, Mac Roman and cp850 the one under which the odd bytes become letters and usual signs."""
    best, most = "", 0.0
    # Western European words have single letters beyond ASCII; Greek, Cyrillic and Japanese ones have nothing else.
    inner = sum(min(three) > 127 for three in zip(sample, sample[1:], sample[2:], strict=False))
    if inner * 4 > len(sample.translate(None, _ASCII)):
        raise _cannot_be_told(name, line)
    for encoding in _OLD:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        beyond = [c for c in text if not c.isascii()]
        good = sum(2 if c in _LETTERS else (1 if c in _SIGNS else -2) for c in beyond)
        # A sign in the middle of a word is none: "M§ller" is not what anybody typed.
        within = sum(
            not b.isascii() and not b.isalpha() and a.isalpha() and c.isalpha() and b not in "’·"
            for a, b, c in zip(text, text[1:], text[2:], strict=False)
        )
        score = (good - 4 * within) / max(len(beyond), 1)
        if score > most + 0.01:
            best, most = encoding, score
    if not best or most < 0.5:
        raise _cannot_be_told(name, line)
    return best


def _cannot_be_told(name: str, line: int) -> ImportRefusedError:
    return ImportRefusedError(
        f"{name}: line {line} has letters in an encoding that cannot be told. Save the file as UTF-8, then import it."
    )
