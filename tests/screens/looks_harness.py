"""The look of a screen as text, compared with the one that was looked at and kept."""

from __future__ import annotations

import os
from pathlib import Path

LOOKS = Path(__file__).parents[1] / "data" / "looks"
SIZES = [(80, 24), (120, 36)]


def same_look(name: str, size: tuple[int, int], text: str) -> None:
    file = LOOKS / f"{name}_{size[0]}x{size[1]}.txt"
    text = "\n".join(line.rstrip() for line in text.split("\n")) + "\n"
    if os.environ.get("LOOKS") == "write":
        file.write_text(text, encoding="utf-8")
    assert file.exists(), f"no look of {name} yet: LOOKS=write scripts/test {__file__}"
    assert text == file.read_text(encoding="utf-8")
