"""Where things are kept (practice C5): platformdirs says, or CALLSTATION_HOME puts all in one folder.

Folders are made with mode 0700 and everything in them with 0600: this is other people's data.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from callstation.errors import CallstationError


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one installation."""

    config: Path
    data: Path
    scripts: Path
    """The user's own copies of call scripts."""

    @property
    def settings_file(self) -> Path:
        """What the user may edit."""
        return self.config / "settings.toml"

    @property
    def language_file(self) -> Path:
        """The user's own rules of the language check."""
        return self.config / "language.toml"

    @property
    def memory_file(self) -> Path:
        """What the program remembers by itself (JSON)."""
        return self.data / "memory.json"

    @property
    def book_file(self) -> Path:
        """The SQLite database, where no other is named."""
        return self.data / "callstation.db"

    @property
    def backups(self) -> Path:
        """Verified backups."""
        return self.data / "backups"

    @property
    def log_file(self) -> Path:
        """Types and lines of crashes, never people's data."""
        return self.data / "crash.log"

    @property
    def hook_log(self) -> Path:
        """Which outcome [hook] could not tell of, and why: ids, never names."""
        return self.data / "hook.log"

    def make(self) -> None:
        """Make the folders, private to the user. Raises CallstationError where one cannot be made."""
        for folder in (self.config, self.data, self.scripts):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise CallstationError(
                    f"cannot make the folder {folder}: {error.strerror}; set CALLSTATION_HOME to another"
                ) from None


def places_from(environ: Mapping[str, str]) -> Places:
    """The places that the environment and the system ask for; nothing is made yet."""
    home = environ.get("CALLSTATION_HOME", "").strip()
    if home:
        root = Path(home).expanduser().absolute()
        return Places(config=root, data=root, scripts=root / "scripts")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("callstation", appauthor=False)
    data = Path(dirs.user_data_dir)
    return Places(config=Path(dirs.user_config_dir), data=data, scripts=data / "scripts")


def private_umask() -> None:
    """Whatever this process makes is for its user only."""
    os.umask(0o077)
