"""Where call scripts stand: the shipped ones in the package, the user's own copies in their folder.

A copy takes the place of the shipped script of its name; drop it, and the shipped one is back. Only names of
small letters, digits and hyphens are looked for, and a copy that is a link to somewhere else is refused.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from callstation.errors import NotFoundError, ScriptError
from callstation.scripting.parse import REQUIRED, SOURCE_LIMIT, Script, is_blank, parse_script

LAST_RESORT = "no-reason"
"""The shipped script that stands in where there is no other."""

SUFFIX = ".j2"
_NAME = re.compile(r"[a-z0-9-]{1,40}")
# Not importlib.resources: importing it costs 15 ms at the start, and the package is never run from a zip.
_SHIPPED = Path(__file__).with_name("shipped")
_Stamp = tuple[int, int]


class Shelf:
    """The scripts of one user, whose own copies stand in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[str, _Stamp | None] = {}
        self._own: dict[str, tuple[_Stamp, Script]] = {}
        self._usable: dict[str, tuple[_Stamp, Script, str]] = {}

    @property
    def folder(self) -> Path:
        """Where the user's own copies stand."""
        return self._folder

    def names(self) -> tuple[str, ...]:
        """All scripts, shipped and own, in the order of the alphabet."""
        own: set[str] = set()
        with contextlib.suppress(OSError):
            own = {entry.stem for entry in self._folder.iterdir() if entry.suffix == SUFFIX}
        return tuple(sorted(shipped_names() | {name for name in own if _NAME.fullmatch(name)}))

    def get(self, name: str) -> Script:
        """The user's copy, its missing sections filled from the shipped script; else the shipped script.

        Raises ScriptError where the copy cannot be read or its outline has a fault, NotFoundError where no
        script has this name.
        """
        stamp = self._stamp(name)
        self._seen[name] = stamp
        if stamp is None:
            return self.shipped(name)
        kept = self._own.get(name)
        if kept is None or kept[0] != stamp:
            kept = self._own[name] = (stamp, self._filled(parse_script(name, self._read(name))))
        return kept[1]

    def text_of(self, name: str) -> tuple[str, str]:
        """The text as it stands, whatever is wrong with it, and 'own' or 'shipped': what an editor begins with.

        Raises ScriptError where the user's copy cannot be read, NotFoundError where no script has this name.
        """
        if self._stamp(name) is None:
            return self.shipped(name).text, "shipped"
        return self._read(name), "own"

    def unsaved(self, name: str, text: str) -> Script:
        """A text that is not stored (yet) as the script ``name``, its missing sections filled like a copy's.

        Raises ScriptError where its outline has a fault.
        """
        return self._filled(parse_script(name, text))

    def usable(self, name: str) -> tuple[Script, str]:
        """A script that can be rendered, always: the user's, or the shipped one and why theirs cannot be used."""
        from callstation.scripting.check import problems

        try:
            script = self.get(name)
            if script.origin == "shipped":
                return script, ""
            stamp = self._own[name][0]
            kept = self._usable.get(name)
            if kept is None or kept[0] != stamp:
                faults = problems(script.text, name)
                good = self._stand_in(name) if faults else script
                kept = self._usable[name] = (stamp, good, str(faults[0]) if faults else "")
            return kept[1], kept[2]
        except (ScriptError, NotFoundError) as error:
            return self._stand_in(name), str(error)

    def save(self, name: str, text: str) -> Script:
        """Store ``text`` as the user's copy, whole or not at all, readable by the user only.

        Raises ScriptError where it has a fault (nothing is stored then) or cannot be written.
        """
        from callstation.scripting.check import problems

        path = self._path(name)
        if faults := problems(text, name):
            raise faults[0]
        script = self.unsaved(name, text)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, text)
        except OSError as error:
            raise ScriptError(f"cannot be saved ({error.strerror}); your text is still here", script=name) from None
        stamp = self._stamp(name)
        self._seen[name] = stamp
        if stamp:
            self._own[name] = (stamp, script)
        return script

    def drop(self, name: str) -> str:
        """Take the user's copy away, so that the shipped script is back; returns what was in it ('' for no copy).

        Raises ScriptError where it cannot be removed.
        """
        if self._stamp(name) is None:
            return ""
        text = ""
        with contextlib.suppress(ScriptError):
            text = self._read(name)
        try:
            self._path(name).unlink()
        except OSError as error:
            raise ScriptError(f"cannot be removed ({error.strerror})", script=name) from None
        for kept in (self._seen, self._own, self._usable):
            kept.pop(name, None)
        return text

    def is_changed(self, name: str) -> bool:
        """Whether the copy was changed, made or removed by something else since it was last read or saved here."""
        try:
            return name in self._seen and self._seen[name] != self._stamp(name)
        except ScriptError:
            return True  # a link or a folder has taken its place; reading it will say so

    def shipped(self, name: str) -> Script:
        """The script as it came with the program. Raises NotFoundError where none has this name."""
        return shipped_script(name)

    def _stand_in(self, name: str) -> Script:
        return shipped_script(name if name in shipped_names() else LAST_RESORT)

    def _filled(self, own: Script) -> Script:
        """``own`` with what it lacks taken from the shipped script; without one it must have all it needs."""
        missing = [part for part in REQUIRED if part not in own.sections or is_blank(own.sections[part].text)]
        if own.name not in shipped_names():
            if missing:
                raise ScriptError(f"there is no section '== {missing[0]} =='; add one", script=own.name)
            return own
        shipped = shipped_script(own.name).sections
        present = {part: section for part, section in own.sections.items() if part not in missing}
        return Script(
            own.name, own.text, own.revision, MappingProxyType({**shipped, **present}), own.description, own.origin
        )

    def _place(self, name: str) -> str:
        """Where a copy stands, if there is one. Raises ScriptError for a name that is none."""
        if not _NAME.fullmatch(name):
            raise ScriptError(f"{name[:60]!r} is not a script's name; use up to 40 small letters, digits and hyphens")
        return os.path.join(self._folder, name + SUFFIX)  # noqa: PTH118  # looked at for every card: Path is slow

    def _path(self, name: str) -> Path:
        """Where the copy stands. Raises ScriptError for a name that is none, or a link that leads elsewhere."""
        self._stamp(name)
        return Path(self._place(name))

    def _stamp(self, name: str) -> _Stamp | None:
        """When the copy was changed (ns) and how long it is (bytes), None where there is none.

        Raises ScriptError for a name that is none, or a link that leads elsewhere.
        """
        try:
            found = os.lstat(self._place(name))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ScriptError(f"cannot be read ({error.strerror})", script=name) from None
        if stat.S_ISLNK(found.st_mode):
            raise ScriptError("is a link to another place; put the file itself into the folder", script=name)
        return found.st_mtime_ns, found.st_size

    def _read(self, name: str) -> str:
        """The copy's text. Raises ScriptError where it is no file, too long, or not UTF-8."""
        limit = 4 * SOURCE_LIMIT
        try:
            handle = os.open(
                self._path(name), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            )
            with os.fdopen(handle, "rb") as file:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise ScriptError("is not a file; move it away", script=name)
                data = file.read(limit + 1)
        except OSError as error:
            raise ScriptError(f"cannot be read ({error.strerror})", script=name) from None
        if len(data) > limit:
            raise ScriptError(f"is too long; a script may have {SOURCE_LIMIT:,} characters", script=name)
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise ScriptError("is not written in UTF-8; save it as UTF-8", script=name, line=line) from None


@lru_cache(maxsize=1)
def shipped_names() -> frozenset[str]:
    """The names of the scripts that come with the program."""
    return frozenset(path.stem for path in _SHIPPED.glob("*" + SUFFIX))


@lru_cache(maxsize=64)
def shipped_script(name: str) -> Script:
    """A shipped script. Raises NotFoundError where none has this name."""
    if name not in shipped_names():
        raise NotFoundError(f"there is no script called {name[:60]!r}; there are: {', '.join(sorted(shipped_names()))}")
    return parse_script(name, (_SHIPPED / (name + SUFFIX)).read_text(encoding="utf-8"), "shipped")


def write_whole(path: Path, text: str) -> None:
    """``text`` into ``path``, through a file beside it: after a fault there is the old text or the new one."""
    import tempfile

    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=".tmp")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        Path(beside).replace(path)
        _sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself last through a power cut, where the system lets a folder be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
