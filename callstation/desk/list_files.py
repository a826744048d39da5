"""Finding the file of a list: a path as people paste, drop or type it, and the files that it most likely is."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

LISTS = frozenset((".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".vcf", ".vcard", ".jsonl", ".ndjson", ".psv"))
"""Suffixes of files that may hold people."""
MOST_LOOKED_AT = 5_000
"""Entries of one folder that are looked at; more of them are no folder to choose from."""
_QUOTES = ("'", '"', "“", "‘")
_CLOSING = {"“": "”", "‘": "’"}
_SCHEME = re.compile(r"^file:(?://[^/]*)?", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file or folder that may be chosen. ``modified`` is in UTC epoch seconds, ``size`` in bytes."""

    path: Path
    size: int = 0
    modified: float = 0.0
    is_folder: bool = False


def typed_path(text: str) -> Path:
    """The path that was meant: with quotes around it, ``file://`` before it, spaces escaped, ``~`` for home.

    Terminals paste a dropped file in each of these ways. A name that is there as it stands is taken as it stands.
    """
    text = text.strip()
    if text[:1] in _QUOTES and text and not _exists(Path(text)):
        # While it is typed, the closing one is not there yet.
        text = text[1:].removesuffix(_CLOSING.get(text[0], text[0]))
    elif text.lower().startswith("file:"):
        # Windows writes file:///C:/...; there the slash before the drive is no part of the path.
        text = re.sub(r"^/(?=[A-Za-z]:)", "", unquote(_SCHEME.sub("", text)))
    elif "\\" in text and os.sep != "\\" and not _exists(Path(text)):
        text = _ESCAPED.sub(r"\1", text)
    return _at_home(text)


def typed_paths(text: str) -> tuple[Path, ...]:
    """The files that were meant, where several were dropped at once; one where it is one, () where none is there."""
    if is_file(one := typed_path(text)):
        return (one,)
    try:
        parts = shlex.split(text.replace("\n", " "))
    except ValueError:  # a quotation mark that is not closed yet
        return ()
    paths = tuple(dict.fromkeys(map(typed_path, parts)))
    return paths if paths and all(map(is_file, paths)) else ()


def _at_home(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~somebody who is not there
        return Path(text)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False


def is_file(path: Path) -> bool:
    """Whether a file is there; False too where it cannot be asked."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def usual_folders() -> tuple[Path, ...]:
    """Where exports land: downloads, desktop, home, and the folder that callstation was started in."""
    from platformdirs import user_desktop_path, user_downloads_path

    folders = [user_downloads_path(), user_desktop_path(), Path("~").expanduser()]
    with suppress(OSError):  # it was removed meanwhile
        folders.append(Path.cwd())
    return tuple(dict.fromkeys(folders))


def likely_files(folders: Iterable[Path], most: int = 40) -> tuple[ListFile, ...]:
    """The lists in these folders, the newest first; folders that cannot be read count as empty."""
    found = {one.path: one for folder in folders for one in entries(folder) if not one.is_folder}
    return tuple(sorted(found.values(), key=lambda one: (-one.modified, str(one.path)))[:most])


def entries(folder: Path, begins: str = "") -> tuple[ListFile, ...]:
    """Folders and lists in ``folder`` whose names begin so (in any case), by name; hidden ones only when asked for."""
    wanted = begins.casefold()
    found: list[ListFile] = []
    try:
        with os.scandir(folder) as there:
            for entry in islice(there, MOST_LOOKED_AT):
                if entry.name.casefold().startswith(wanted) and (begins or not entry.name.startswith(".")):
                    one = _entry(entry)
                    if one is not None:
                        found.append(one)
    except (OSError, ValueError):
        return ()
    return tuple(sorted(found, key=lambda one: (one.is_folder, one.path.name.casefold())))


def _entry(entry: os.DirEntry[str]) -> ListFile | None:
    try:
        if entry.is_dir():
            return ListFile(Path(entry.path), is_folder=True)
        if Path(entry.name).suffix.lower() not in LISTS or not entry.is_file():
            return None
        about = entry.stat()
        return ListFile(Path(entry.path), about.st_size, about.st_mtime) if about.st_size else None
    except OSError:
        return None


def completions(text: str) -> tuple[ListFile, ...]:
    """What the path typed so far may become; () where it is no path yet, only a part of a name."""
    path = typed_path(text)
    if text.endswith(("/", os.sep)) or text.strip() == "~":
        return entries(path)
    if path.parent == Path() and os.sep not in text:
        return ()
    return entries(path.parent, path.name)


def completed(text: str) -> str:
    """``text`` as far as all its completions agree; as it is where there are none."""
    there = completions(text)
    if not there:
        return text
    names = [str(one.path) + (os.sep if one.is_folder else "") for one in there]
    # Names may agree in all but case with what was typed: the longest common beginning is never shorter than that.
    first, last = min(names), max(names)
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    shared = first[:same]
    return shared if len(shared) >= len(str(typed_path(text))) else text
