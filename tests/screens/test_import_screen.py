from __future__ import annotations

import os
import time
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from screens_harness import HOSTILE, NOW, Harness, a_call, a_person, shown
from textual.pilot import Pilot

from callstation.desk import importing, list_files
from callstation.desk.desk import Desk
from callstation.desk.importing import Imported, Wish
from callstation.importers.columns import FIELDS
from callstation.model.calls import Outcome
from callstation.screens import import_columns, import_run
from callstation.screens.app import Workstation
from callstation.screens.import_columns import ImportColumnsScreen
from callstation.screens.importing import ImportScreen
from callstation.widgets.import_layout import FIELD_WORDS, age_words, bar_line, size_words
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_list import LineList

SIZES = [(80, 24), (120, 36)]
CARDS = """\
Name,Tel,Wo,Wer
Ann Wu,312 555 0144,Wu Teas,cold
Jan Novak,312 555 0145,Novak & Sons,warm
,,,
,,,lost
"""


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_columns, "PAUSE", 0.001)


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    for name, text, age in (
        ("fair list.csv", CARDS, 3_600),
        ("old.vcf", "BEGIN:VCARD\nFN:Li Wei\nEND:VCARD\n", 86_400 * 3),
    ):
        file = folder / name
        file.write_text(text, encoding="utf-8")
        os.utime(file, (NOW.timestamp() - age, NOW.timestamp() - age))
    (folder / "photo.png").write_bytes(b"x")
    return folder


def names(desk: Desk) -> list[str]:
    return [row[0] for row in desk.tools.book.rows("SELECT name FROM person ORDER BY name")]


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until no worker has anything left to say."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    while getattr(pilot.app.screen, "busy", False):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_the_newest_list_is_first_and_two_enters_bring_it_in(desk: Desk, downloads: Path, size) -> None:
    app = Harness(ImportScreen(desk, [downloads]))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = shown(app)
        assert text.index("fair list.csv") < text.index("old.vcf")
        assert "1 hour ago" in text
        assert "3 days ago" in text
        assert "photo.png" not in text
        await pilot.press("enter")
        await settle(pilot)
        text = shown(app)
        assert "3 records would be:" in " ".join(text.split())
        assert "2 new people" in text
        assert "1 left out" in text
        assert "312 555 0144 · 312 555 0145" in text
        assert names(desk) == []
        await pilot.press("enter")
        await settle(pilot)
        text = shown(app)
        assert "It is in your book." in text
        assert "record 4, line 5" in text
        await pilot.press("enter")
        await settle(pilot)
    assert app.result == "2 new people, 0 with something new"
    assert names(desk) == ["Ann Wu", "Jan Novak"]


@pytest.mark.parametrize(
    "written",
    ["{}", "'{}'", '"{}"', "  {}  ", "file://{url}", "{escaped}"],
    ids=["plain", "'", '"', "spaces", "url", "\\"],
)
async def test_a_dropped_path_is_understood(desk: Desk, downloads: Path, written: str) -> None:
    file = str(downloads / "fair list.csv")
    text = written.format(file, url=file.replace(" ", "%20"), escaped=file.replace(" ", "\\ "))
    app = Harness(ImportScreen(desk, []))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "No list was found" in shown(app)
        app.screen.query_one(LineInput).value = text
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ImportColumnsScreen)
        assert "2 new people" in shown(app)


async def test_a_path_is_completed_and_a_part_of_a_name_narrows_down(desk: Desk, downloads: Path) -> None:
    app = Harness(ImportScreen(desk, [downloads]))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("o", "l", "d")
        await pilot.pause()
        assert "fair list.csv" not in shown(app)
        assert "old.vcf" in shown(app)
        field = app.screen.query_one(LineInput)
        field.value = str(downloads.parent / "Down")
        await pilot.press("tab")
        assert field.value == f"{downloads}/"
        await pilot.press("f", "tab")
        assert field.value == str(downloads / "fair list.csv")
        field.value = str(downloads.parent / "Down")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert field.value == f"{downloads}/"
        assert "old.vcf" in shown(app)
        field.value = f"'{downloads}/fair"
        await pilot.press("tab")
        assert field.value == str(downloads / "fair list.csv")
        field.value = str(downloads / "nowhere.csv")
        await pilot.press("enter")
        await pilot.pause()
        assert "There is no file" in shown(app)
        await pilot.press("escape")
    assert app.result is None


@pytest.mark.parametrize("size", SIZES)
async def test_a_file_that_cannot_be_read_gets_one_sentence(desk: Desk, downloads: Path, size) -> None:
    file = downloads / "cut.csv"
    file.write_text('Name,Phone\n"Ann,312 555 0144\n', encoding="utf-8")
    app = Harness(ImportScreen(desk, [downloads]))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.screen.query_one(LineInput).value = str(file)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ImportScreen)
        assert "is never closed" in " ".join(shown(app).split())
    assert names(desk) == []


async def test_a_column_is_said_by_hand_and_that_is_remembered(desk: Desk, downloads: Path) -> None:
    file = downloads / "fair list.csv"
    app = Harness(ImportColumnsScreen(desk, file))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause()
        await pilot.press(*"compan", "enter")
        await settle(pilot)
        assert "company" in shown(app)
        await pilot.press("down", "enter", *"left out", "enter")
        await settle(pilot)
        assert "left out" in shown(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("escape")
    row = desk.tools.book.one("SELECT company, custom FROM person WHERE name = 'Ann Wu'")
    assert row is not None
    assert row[0] == "Wu Teas"
    assert "cold" not in str(row[1])
    again = Harness(ImportColumnsScreen(desk, file))
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "as you named them last time" in shown(again)
        assert "2 the same" in shown(again)


async def test_left_and_right_turn_through_the_fields(desk: Desk, downloads: Path) -> None:
    app = Harness(ImportColumnsScreen(desk, downloads / "fair list.csv"))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("down", "right")
        await settle(pilot)
        assert app.screen.columns[0].field == "first_name"
        await pilot.press("left", "left")
        await settle(pilot)
        assert app.screen.columns[0].field == "ignore"


async def test_a_file_whose_columns_say_nothing_is_explained_on_the_screen(desk: Desk, downloads: Path) -> None:
    file = downloads / "odd.csv"
    file.write_text("Foo,Bar\n1,2\n3,4\n", encoding="utf-8")
    app = Harness(ImportColumnsScreen(desk, file))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "No column is known to hold a name" in " ".join(shown(app).split())
        await pilot.press("enter", "ctrl+s")
        await settle(pilot)
        assert names(desk) == []
        await pilot.press("down", "enter", *"name", "enter")
        await settle(pilot)
        assert "3 records would be:" in " ".join(shown(app).split())
    assert names(desk) == []


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Set once an import is halfway, where it then stays until it is stopped."""
    halfway = Event()

    def bring_in(tools: Any, opened: Any, wish: Wish, progress: Any, stop: Any) -> Imported:
        def told(done: int, total: int) -> None:
            progress(done, total)
            if not wish.dry_run:
                halfway.set()
                until = time.monotonic() + 10
                while not stop() and time.monotonic() < until:
                    time.sleep(0.002)

        return importing.bring_in(tools, opened, wish, told, stop)

    monkeypatch.setattr(import_run, "bring_in", bring_in)
    return halfway


async def test_stopping_leaves_nothing_behind(desk: Desk, downloads: Path, held: Event) -> None:
    file = downloads / "long.csv"
    rows = "".join(f"Person {i},+1312555{i % 10000:04}\n" for i in range(4_500))
    file.write_text(f"Name,Phone\n{rows}", encoding="utf-8")
    app = Harness(ImportColumnsScreen(desk, file))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+s")
        while not held.is_set():
            await pilot.pause()
        assert "Bringing it in" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "Stopped: nothing of it was stored." in shown(app)
        assert names(desk) == []
        assert desk.tools.book.value("SELECT count(*) FROM import_batch") == 0
        # And going away in the middle of it is the same.
        held.clear()
        await pilot.press("ctrl+s")
        while not held.is_set():
            await pilot.pause()
        app.exit()
    assert names(desk) == []


async def test_ctrl_s_does_not_wait_for_the_look_through(desk: Desk, downloads: Path) -> None:
    app = Harness(ImportColumnsScreen(desk, downloads / "fair list.csv"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        while not app.screen._format:
            await pilot.pause()
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "It is in your book." in shown(app)
    assert len(names(desk)) == 2


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_and_cells_are_shown_harmless(desk: Desk, downloads: Path, size) -> None:
    file = downloads / "[red]x[b] \x1b[31m\u202e.csv"
    cells = [text.replace('"', '""') for text in HOSTILE]
    file.write_text(
        "Name,Phone,[@click=app.quit]y\n" + "".join(f'"{c}",+1 312 555 01{i:02},"{c}"\n' for i, c in enumerate(cells)),
        encoding="utf-8",
    )
    app = Harness(ImportScreen(desk, [downloads]))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "[red]x[b]" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        text = shown(app)
        assert "[red]x[b]" in text
        assert "\x1b" not in text
        assert "\u202e" not in text
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause()
        assert "[@click=app.quit]y" in shown(app)
        await pilot.press("escape", "ctrl+s")
        await settle(pilot)
        assert "It is in your book." in shown(app)


async def test_who_is_there_already_is_not_new(desk: Desk, downloads: Path) -> None:
    a_person(desk, "Ann Wu", "+13125550144")
    app = Harness(ImportColumnsScreen(desk, downloads / "fair list.csv"))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "1 new person" in shown(app)
        assert app.screen.query_one(LineList).selected == 0


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_import_is_taken_back_with_one_key(desk: Desk, downloads: Path, size) -> None:
    app = Harness(ImportColumnsScreen(desk, downloads / "fair list.csv"))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("u")  # nothing is in yet: it does nothing
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert len(names(desk)) == 2
        assert "u takes all of it back" in shown(app)
        await pilot.press("u")
        await settle(pilot)
        assert "Taken back: 2 removed" in shown(app)
        assert names(desk) == []
        await pilot.press("enter")
        await settle(pilot)
        assert len(names(desk)) == 2
        # Whom one has worked with since stays: that would be lost.
        ann = desk.tools.book.value("SELECT id FROM person WHERE name = 'Ann Wu'")
        a_call(desk, ann, Outcome.NO_ANSWER)
        await pilot.press("u")
        await settle(pilot)
        assert "Ann Wu was called or changed" in " ".join(shown(app).split())
        assert len(names(desk)) == 2


async def test_from_an_empty_book_the_first_card_comes_up_by_itself(desk: Desk, downloads: Path) -> None:
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Press ctrl+o to bring a list in" in shown(app)
        await pilot.press("ctrl+o")
        await settle(pilot)
        app.screen.query_one(LineInput).value = str(downloads / "fair list.csv")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        text = shown(app)
        assert "2 new people" in text
        assert "Wu Teas" in text or "Novak & Sons" in text or "+1 312 555" in text


def test_every_field_has_its_words() -> None:
    assert set(FIELD_WORDS) == set(FIELDS)


def test_sizes_and_ages_are_words() -> None:
    assert [size_words(n) for n in (0, 999, 1_000, 2_500_000, 3_000_000_000)] == [
        "0 B",
        "999 B",
        "1 KB",
        "2 MB",
        "3.0 GB",
    ]
    assert [age_words(s) for s in (-5, 59, 60, 7_200, 86_400 * 40)] == [
        "just now",
        "just now",
        "1 minute ago",
        "2 hours ago",
        "40 days ago",
    ]


@pytest.mark.parametrize("text", ["", "~nobody-of-that-name/x", "a\0b", "/" + "x" * 5000, "file://[", "'", "\\"])
def test_no_text_is_too_odd_for_a_path(text: str) -> None:
    path = list_files.typed_path(text)
    assert not list_files.is_file(path)
    list_files.completions(text)
    list_files.completed(text)


def test_records_a_second_show_while_the_file_is_looked_through_and_while_it_comes_in() -> None:
    def said(rows: int, so_far: int) -> str:
        return "".join(text for text, _ in bar_line(50, 200, rows, 2.0, 100, so_far))

    assert said(0, 4_000).endswith("4,000 records, 2,000 a second")
    assert said(16_000, 4_000).endswith("4,000 of 16,000 records, 2,000 a second")
    assert said(16_000, 0).endswith("4,000 of 16,000 records, 2,000 a second")
    assert "a second" not in said(0, 0)
