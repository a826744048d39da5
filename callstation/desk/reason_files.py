"""Reasons from colleagues and for them: a file taken in as a whole, nothing of it twice; a file written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TextIO

from callstation.desk.tools import Tools
from callstation.exporters.reason_lines import write_reasons
from callstation.importers.reason_lines import Line, read_reasons
from callstation.rules.library import same_words
from callstation.store import library, reasons


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a file of reasons. ``known`` were in the library already, retired ones among them; ``brought`` is
    how many people came into the queue."""

    rows: int
    new: tuple[int, ...] = ()
    """The ids of those that are new."""
    known: int = 0
    brought: int = 0
    refused: tuple[Line, ...] = ()


def take_in(tools: Tools, data: bytes, name: str) -> TakenIn:
    """Write the reasons of a file into the library, all in one; those with words that are there already stay as they
    are, so that reading a file twice adds nothing.

    Raises ImportRefusedError where there is no reason in it, StoreError.
    """
    lines = read_reasons(data, name)
    here = {same_words(r) for r in reasons.library(tools.book, with_retired=True)}
    new: list[int] = []
    known = brought = 0
    with tools.book.transaction():
        for line in lines:
            if line.reason is None:
                continue
            if same_words(line.reason) in here:
                known += 1
                continue
            here.add(same_words(line.reason))
            written = library.write(tools.book, tools.frame, line.reason, tools.clock.now())
            new.append(written.reason.id)
            brought += written.brought
    tools.forget_library()
    return TakenIn(len(lines), tuple(new), known, brought, tuple(line for line in lines if line.reason is None))


def send_out(tools: Tools, out: TextIO, *, retired: bool = False) -> tuple[int, int]:
    """Write the library for a colleague; (how many, how many stayed here because they are for certain people).

    Raises StoreError.
    """
    chosen = reasons.library(tools.book, with_retired=retired)
    general = [r for r in chosen if not r.audience.people]
    return write_reasons(out, general), len(chosen) - len(general)
