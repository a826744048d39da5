"""Somebody erased for good: out of the book, out of what can be undone, out of drafts on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from callstation.desk.mailroom import DRAFTS_FOLDER
from callstation.desk.tools import Tools
from callstation.store import erasing
from callstation.store.erasing import Traces
from callstation.text import count_of

__all__ = ["Erased", "Traces", "backups_in", "erase", "stays", "traces", "would_go"]


@dataclass(frozen=True, slots=True)
class Erased:
    """What there was. ``swept``: whether the freed space of the file was written over, too."""

    traces: Traces
    drafts: tuple[str, ...]
    """Unsaved texts of scripts that named them, and went with them."""
    swept: bool


def traces(tools: Tools, person_id: int) -> Traces:
    """What would be erased. Raises NotFoundError, StoreError."""
    return erasing.traces(tools.book, person_id)


def erase(tools: Tools, person_id: int) -> Erased:
    """Erase somebody; this is never undone. Raises NotFoundError, StoreError."""
    gone = erasing.erase(tools.book, person_id)
    tools.forget_library()
    _drop_letters(tools.shelf.folder.parent / DRAFTS_FOLDER, [e.address for e in gone.person.emails])
    return Erased(gone, _drop_drafts(tools.shelf.folder, gone.person.name), erasing.sweep_freed_space(tools.book))


def _drop_drafts(folder: Path, name: str) -> tuple[str, ...]:
    """Remove texts of scripts being edited that name somebody; the saved scripts are the user's own words."""
    dropped = []
    with suppress(OSError):
        for file in sorted(folder.glob(".*.draft")):
            with suppress(OSError):
                if name and name.casefold() in file.read_text(encoding="utf-8", errors="replace").casefold():
                    file.unlink()
                    dropped.append(file.name)
    return tuple(dropped)


def _drop_letters(folder: Path, addresses: Sequence[str]) -> None:
    """Remove emails to them that were opened as drafts in the user's own mail program."""
    wanted = [address.casefold().encode() for address in addresses]
    with suppress(OSError):
        for file in sorted(folder.glob("*.eml")):
            with suppress(OSError):
                text = file.read_bytes().lower()
                if any(address in text for address in wanted):
                    file.unlink()


def backups_in(folder: Path) -> tuple[Path, ...]:
    """The backups there are: whoever is erased is still in them."""
    with suppress(OSError):
        return tuple(sorted(p for p in folder.iterdir() if p.suffix == ".db"))
    return ()


def would_go(found: Traces) -> str:
    """``12 calls, 3 promises, ...``: what is erased, in words."""
    counts = found.counts
    parts = [
        count_of(counts["calls"], "call"),
        count_of(counts["notes"], "note"),
        count_of(counts["promises"], "promise"),
        count_of(counts["steps"], "next step"),
        count_of(counts["emails"], "email"),
        count_of(len(found.person.phones), "number"),
        count_of(len(found.person.emails), "address", "addresses"),
    ]
    said = [part for part in parts if not part.startswith("0 ")]
    return ", ".join(said) if said else "nothing but the name"


def stays(found: Traces) -> list[str]:
    """What is not erased, and why, in a sentence each."""
    said = []
    if found.listed:
        numbers = "Their number" if len(found.listed) == 1 else "Their numbers"
        stay = "stays" if len(found.listed) == 1 else "stay"
        said.append(f"{numbers} {stay} on the do-not-call list, which outlives people: {', '.join(found.listed)}.")
    if found.stories:
        said.append("Stories of which they are the client stay, told of nobody.")
    if found.named:
        said.append(
            f"{count_of(found.named, 'text')} about others name them, and stay as they are: look for them with find."
        )
    return said
