"""Samples damaged in the ways in which files get damaged, and in ways in which nobody damages them by accident."""

from __future__ import annotations

import random
from collections.abc import Callable

NASTY = (
    b"\0",
    b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b'"', b'""', b"'", b",", b";", b"\t", b"|", b"\r", b"\n", b"\r\n", b"=",
    b"=cmd()", b"\x1b[31m", b"\xe2\x80\xae", b"[/b]", b"\xc3", b"\x81", b":", b":::", b"@", b"+", b"9" * 40,
    b"\\n", b"\\",
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"AGENT:\r\n", b"=C3=", b"=\r\n", b" ", b"sep=,\n", b"6.02255E+09",
    "٠١٢٣".encode(), "🙂".encode(), b"PK\x03\x04", b"{", b"[" * 30,
)  # fmt: skip


def _cut(raw: bytearray, chance: random.Random) -> None:
    del raw[chance.randrange(len(raw)) :]


def _behead(raw: bytearray, chance: random.Random) -> None:
    del raw[: chance.randrange(len(raw))]


def _flip(raw: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 20)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)


def _insert(raw: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(raw) + 1)
        raw[at:at] = chance.choice(NASTY)


def _delete(raw: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(raw))
    del raw[at : at + chance.randint(1, 60)]


def _repeat(raw: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(raw))
    piece = bytes(raw[at : at + chance.randint(1, 400)])
    raw[at:at] = piece * chance.randint(1, 30)


def _shuffle(raw: bytearray, chance: random.Random) -> None:
    lines = raw.split(b"\n")
    chance.shuffle(lines)
    raw[:] = b"\n".join(lines)


def _swap(raw: bytearray, chance: random.Random) -> None:
    old, new = chance.sample((b",", b";", b"\t", b'"', b"\n", b"\r\n", b":", b"=", b" "), 2)
    raw[:] = raw.replace(old, new)


def _reencode(raw: bytearray, chance: random.Random) -> None:
    text = raw.decode("utf-8", "ignore")
    raw[:] = text.encode(chance.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "mac_roman", "utf-8-sig")), "ignore")


WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _cut, _behead, _flip, _insert, _delete, _repeat, _shuffle, _swap, _reencode,
)  # fmt: skip


def mutated(raw: bytes, seed: int) -> bytes:
    """``raw`` damaged in one to three ways; the same for the same ``seed``."""
    chance = random.Random(seed)
    damaged = bytearray(raw)
    for _ in range(chance.randint(1, 3)):
        if damaged:
            chance.choice(WAYS)(damaged, chance)
    return bytes(damaged)
