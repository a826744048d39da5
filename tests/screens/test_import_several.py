"""Several files at once: dropped together, or all that a folder holds, one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from screens_harness import Harness, shown
from test_import_screen import downloads, names, settle  # noqa: F401 (a fixture)

from callstation.desk import list_files
from callstation.desk.desk import Desk
from callstation.screens.importing import ImportScreen
from callstation.widgets.line_input import LineInput


@pytest.mark.parametrize("way", ["quoted", "escaped", "uris"])
async def test_files_dropped_together_come_in_one_after_the_other(desk: Desk, downloads: Path, way: str) -> None:  # noqa: F811
    files = sorted(p for p in downloads.iterdir() if p.suffix != ".png")
    text = {
        "quoted": " ".join(f"'{f}'" for f in files),
        "escaped": " ".join(str(f).replace(" ", "\\ ") for f in files),
        "uris": "\n".join(f.as_uri() for f in files),
    }[way]
    assert list_files.typed_paths(text) == tuple(files)
    app = Harness(ImportScreen(desk, [downloads]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(LineInput).value = text.replace("\n", " ")
        await pilot.press("enter")
        for _ in files:
            await settle(pilot)
            await pilot.press("ctrl+s")
            await settle(pilot)
            await pilot.press("enter")
        await settle(pilot)
    assert names(desk) == ["Ann Wu", "Jan Novak", "Li Wei"]
    assert app.result == "1. 2 new people, 0 with something new; 2. 1 new person, 0 with something new"


async def test_a_whole_folder_and_one_of_it_left_out(desk: Desk, downloads: Path) -> None:  # noqa: F811
    app = Harness(ImportScreen(desk, []))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(LineInput).value = f"{downloads}/"
        await pilot.pause()
        assert "ctrl+a all of these" in " ".join(shown(app).split())
        await pilot.press("ctrl+a")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
    assert names(desk) == ["Li Wei"]
    assert app.result == "1 new person, 0 with something new"
