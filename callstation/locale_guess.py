"""What the system says about where the user is: time zone and country, offered at the first start."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path


def guess_zone(environ: Mapping[str, str]) -> str:
    """The system's time zone as an IANA name, ``UTC`` where nothing tells."""
    from zoneinfo import ZoneInfo

    candidates = [environ.get("TZ", "").lstrip(":")]
    for link in ("/etc/localtime",):
        target = os.path.realpath(link)
        found = re.search(r"zoneinfo/(?:posix/|right/)?(.+)$", target)
        candidates.append(found.group(1) if found else "")
    try:
        candidates.append(Path("/etc/timezone").read_text(encoding="ascii").strip())
    except (OSError, UnicodeDecodeError):
        candidates.append("")
    for name in candidates:
        if not name or (name.startswith(("/", "Etc/")) and name != "Etc/UTC"):
            continue
        try:
            ZoneInfo(name)
        except (ValueError, OSError):
            continue
        return "UTC" if name in ("Etc/UTC", "UCT", "Zulu", "Universal", "Etc/UCT") else name
    return "UTC"


def guess_country(environ: Mapping[str, str], zone: str) -> str:
    """Two letters: the country that has the zone, else the locale's, else US."""
    for folder in ("/usr/share/zoneinfo",):
        try:
            lines = Path(folder, "zone.tab").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        for line in lines:
            parts = line.split("\t")
            if len(parts) >= 3 and parts[2] == zone:
                return parts[0]
    for name in ("LC_ALL", "LC_TELEPHONE", "LANG"):
        found = re.match(r"[a-z]{2,3}_([A-Z]{2})\b", environ.get(name, ""))
        if found:
            return found.group(1)
    return "US"


def writes_day_first(country: str) -> bool:
    """Whether 4/3 is the 4th of March where people of ``country`` (two letters) write dates in figures."""
    return country not in ("US", "CA", "PH")
