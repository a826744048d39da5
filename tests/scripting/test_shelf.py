"""The shelf: own copies over shipped scripts, saved whole, never through a link, never in the way of a call."""

import os
import stat
import time
from pathlib import Path

import pytest
from scripting_people import talked_to

from callstation.errors import NotFoundError, ScriptError
from callstation.scripting.render import Renderer
from callstation.scripting.shelf import LAST_RESORT, Shelf, shipped_names, shipped_script

MINE = "== opener ==\nHello {{ their.first_name }}.\n"
WHOLE = MINE + "== voicemail ==\nCall me.\n== email ==\nSubject: x\n\nBody\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "scripts"


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    folder.mkdir()
    return Shelf(folder)


def put(folder: Path, name: str, text: str) -> Path:
    """A copy written by something else, at a time of its own."""
    path = folder / f"{name}.j2"
    path.write_bytes(text.encode())
    later = time.time_ns() + 5_000_000_000 + len(text)
    os.utime(path, ns=(later, later))
    return path


def test_without_a_folder_there_are_the_shipped_ones(folder: Path) -> None:
    shelf = Shelf(folder)
    assert set(shelf.names()) == shipped_names()
    assert shelf.get("news") is shipped_script("news")
    assert shelf.usable("news") == (shipped_script("news"), "")


def test_a_saved_copy_takes_the_shipped_ones_place(shelf: Shelf, folder: Path) -> None:
    saved = shelf.save("news", MINE)
    assert saved.origin == "own"
    assert shelf.get("news") == saved
    assert (folder / "news.j2").read_text() == MINE
    assert Renderer().render(saved, "opener", talked_to()).text == "Hello Maria."
    assert Shelf(folder).get("news") == saved


def test_what_a_copy_lacks_comes_from_the_shipped_script(shelf: Shelf) -> None:
    saved = shelf.save("news", MINE + "== voicemail ==\n{# later #}\n== points ==\n")
    shipped = shelf.shipped("news")
    assert saved.sections["voicemail"] == shipped.sections["voicemail"]
    assert saved.sections["email"] == shipped.sections["email"]
    assert saved.sections["questions"] == shipped.sections["questions"]
    assert saved.sections["points"].text == ""
    assert saved.revision != shipped.revision


def test_a_script_of_a_new_name_needs_all_that_a_call_needs(shelf: Shelf) -> None:
    with pytest.raises(ScriptError, match="dentists: there is no section '== voicemail =='"):
        shelf.save("dentists", MINE)
    shelf.save("dentists", WHOLE)
    assert "dentists" in shelf.names()
    assert shelf.usable("dentists")[1] == ""


def test_dropping_a_copy_brings_the_shipped_one_back(shelf: Shelf, folder: Path) -> None:
    shelf.save("news", MINE)
    assert shelf.drop("news") == MINE
    assert shelf.get("news").origin == "shipped"
    assert list(folder.iterdir()) == []
    assert shelf.drop("news") == ""


def test_a_copy_is_private_and_nothing_is_left_beside_it(shelf: Shelf, folder: Path) -> None:
    old = os.umask(0)
    try:
        shelf.save("news", MINE)
    finally:
        os.umask(old)
    assert stat.S_IMODE((folder / "news.j2").stat().st_mode) == 0o600
    assert [p.name for p in folder.iterdir()] == ["news.j2"]


def test_saving_makes_the_folder(folder: Path) -> None:
    Shelf(folder).save("news", MINE)
    assert (folder / "news.j2").exists()


def test_a_fault_is_not_saved(shelf: Shelf, folder: Path) -> None:
    shelf.save("news", MINE)
    with pytest.raises(ScriptError, match=r"news line 2: 'their\.nme' is not a name"):
        shelf.save("news", "== opener ==\n{{ their.nme }}")
    assert (folder / "news.j2").read_text() == MINE


def test_a_disk_that_refuses_leaves_the_old_text(shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.save("news", MINE)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ScriptError, match=r"cannot be saved \(No space left on device\); your text is still here"):
        shelf.save("news", WHOLE)
    assert (folder / "news.j2").read_text() == MINE
    assert [p.name for p in folder.iterdir()] == ["news.j2"]


def test_changes_from_outside_are_seen(shelf: Shelf, folder: Path) -> None:
    assert not shelf.is_changed("news")
    shelf.get("news")
    assert not shelf.is_changed("news")
    put(folder, "news", MINE)
    assert shelf.is_changed("news")
    assert shelf.get("news").origin == "own"
    assert not shelf.is_changed("news")
    put(folder, "news", WHOLE)
    assert shelf.is_changed("news")
    assert shelf.get("news").text == WHOLE
    (folder / "news.j2").unlink()
    assert shelf.is_changed("news")
    assert shelf.get("news").origin == "shipped"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "== opener ==\n{{ their.nme }}",
            "news line 2: 'their.nme' is not a name scripts know; did you mean their.name?",
        ),
        ("== opner ==\nHi", "news line 1: 'opner' is not a section scripts know; did you mean == opener ==?"),
        ("== opener ==\n{{ 9**9**9 }}", "news line 2: "),
        ("", "news line 1: there is no section"),
        ("x" * 300_000, "news: is too long"),
    ],
)
def test_a_broken_copy_never_blocks_a_call(shelf: Shelf, folder: Path, text: str, fault: str) -> None:
    put(folder, "news", text)
    for _ in range(2):
        script, why = shelf.usable("news")
        assert script is shipped_script("news")
        assert why.startswith(fault)
    put(folder, "news", WHOLE)
    assert shelf.usable("news")[0].text == WHOLE
    assert shelf.usable("news")[1] == ""


def test_a_copy_that_is_not_utf8_says_where(shelf: Shelf, folder: Path) -> None:
    (folder / "news.j2").write_bytes(b"== opener ==\nGr\xfc\xdfe\n")
    with pytest.raises(ScriptError, match="news line 2: is not written in UTF-8"):
        shelf.get("news")
    assert shelf.usable("news")[0].origin == "shipped"


def test_a_byte_order_mark_and_windows_lines_do_no_harm(shelf: Shelf, folder: Path) -> None:
    (folder / "news.j2").write_bytes(b"\xef\xbb\xbf== opener ==\r\nHello\r\n")
    assert shelf.usable("news")[1] == ""
    assert shelf.get("news").sections["opener"].text == "Hello\n"


@pytest.mark.parametrize(
    "name", ["../news", "news/../../x", "", "News", "a" * 41, "news.j2", "ne ws", "news\n", "nöws", "/etc/passwd"]
)
def test_only_names_of_the_list_are_looked_for(shelf: Shelf, name: str) -> None:
    with pytest.raises((ScriptError, NotFoundError)):
        shelf.get(name)
    with pytest.raises(ScriptError, match="not a script's name"):
        shelf.save(name, WHOLE)
    assert shelf.usable(name)[0].name == LAST_RESORT


def test_a_link_is_refused(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.j2"
    secret.write_text(WHOLE)
    (folder / "news.j2").symlink_to(secret)
    for act in (lambda: shelf.get("news"), lambda: shelf.save("news", MINE), lambda: shelf.drop("news")):
        with pytest.raises(ScriptError, match="is a link to another place"):
            act()
    assert not shelf.is_changed("news")
    script, why = shelf.usable("news")
    assert script.origin == "shipped"
    assert "is a link to another place" in why
    assert secret.read_text() == WHOLE


def test_a_link_in_the_place_of_a_copy_is_a_change(shelf: Shelf, folder: Path) -> None:
    shelf.save("news", MINE)
    (folder / "news.j2").unlink()
    (folder / "news.j2").symlink_to("/etc/passwd")
    assert shelf.is_changed("news")


def test_a_folder_that_is_a_link_is_the_users_choice(folder: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere"
    real.mkdir()
    folder.symlink_to(real)
    Shelf(folder).save("news", MINE)
    assert (real / "news.j2").read_text() == MINE
    assert Shelf(folder).get("news").text == MINE


def test_what_is_no_file_is_refused_at_once(shelf: Shelf, folder: Path) -> None:
    os.mkfifo(folder / "news.j2")
    (folder / "story.j2").mkdir()
    assert "is not a file" in shelf.usable("news")[1]
    assert "cannot be read" in shelf.usable("story")[1]


def test_an_unknown_name_lists_what_there_is(shelf: Shelf) -> None:
    with pytest.raises(NotFoundError, match=r"there is no script called 'sory'; there are: .*story"):
        shelf.get("sory")
    script, why = shelf.usable("sory")
    assert script.name == LAST_RESORT
    assert "there is no script called" in why


def test_stray_files_are_not_scripts(shelf: Shelf, folder: Path) -> None:
    for name in ("notes.txt", "UPPER.j2", ".news.tmp", "with space.j2"):
        (folder / name).write_text("x")
    assert set(shelf.names()) == shipped_names()


def test_what_was_read_is_read_once(shelf: Shelf, folder: Path) -> None:
    shelf.save("news", MINE)
    assert shelf.get("news") is shelf.get("news")
    assert shelf.usable("news")[0] is shelf.usable("news")[0]
