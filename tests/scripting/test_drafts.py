"""Unsaved script texts: private, whole, and never a way to somewhere else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from callstation.errors import ScriptError
from callstation.scripting.drafts import drop_draft, keep_draft, kept_draft
from callstation.scripting.parse import SOURCE_LIMIT
from callstation.scripting.shelf import Shelf


def test_a_draft_is_kept_read_and_dropped(tmp_path: Path) -> None:
    folder = tmp_path / "scripts"
    assert kept_draft(folder, "news") is None
    keep_draft(folder, "news", "half a sen\n")
    keep_draft(folder, "news", "half a sentence, ä\n")
    assert kept_draft(folder, "news") == "half a sentence, ä\n"
    assert [path.name for path in folder.iterdir()] == [".news.j2.draft"]
    assert stat.S_IMODE((folder / ".news.j2.draft").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    drop_draft(folder, "news")
    drop_draft(folder, "news")
    assert kept_draft(folder, "news") is None


def test_a_draft_is_no_script(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    names = shelf.names()
    keep_draft(tmp_path, "news", "x")
    assert shelf.names() == names
    assert shelf.get("news").origin == "shipped"


def test_a_link_is_neither_read_nor_written_through(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    (tmp_path / ".news.j2.draft").symlink_to(secret)
    assert kept_draft(tmp_path, "news") is None
    keep_draft(tmp_path, "news", "mine")
    assert secret.read_text() == "a secret"
    assert kept_draft(tmp_path, "news") == "mine"


def test_what_is_no_file_or_far_too_long_is_no_draft(tmp_path: Path) -> None:
    (tmp_path / ".news.j2.draft").mkdir()
    assert kept_draft(tmp_path, "news") is None
    os.mkfifo(tmp_path / ".offer.j2.draft")
    assert kept_draft(tmp_path, "offer") is None
    (tmp_path / ".story.j2.draft").write_text("x" * (4 * SOURCE_LIMIT + 1))
    assert kept_draft(tmp_path, "story") is None


def test_broken_bytes_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / ".news.j2.draft").write_bytes(b"a\xff\xfeb")
    assert kept_draft(tmp_path, "news") == "a\ufffd\ufffdb"
    keep_draft(tmp_path, "news", "a\ud800b")
    assert kept_draft(tmp_path, "news") == "a?b"


def test_where_it_cannot_be_kept_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "scripts").write_text("a file where the folder should be")
    with pytest.raises(ScriptError, match=r"news: the unsaved text cannot be kept \(.*\); save it soon"):
        keep_draft(tmp_path / "scripts", "news", "x")
