"""What holds for every file of the project."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 400
"""Lines of a module: a file is about one thing."""


def tracked() -> list[Path]:
    """Every file that git keeps, or (in a copy without git) every file of ours."""
    try:
        listed = subprocess.run(
            ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=True, timeout=60
        ).stdout.split("\0")
        files = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        files = [p for top in ("callstation", "tests", "scripts", ".ci") for p in (ROOT / top).rglob("*")]
    return [p for p in files if p.is_file() and "__pycache__" not in p.parts]


def texts() -> list[tuple[str, str]]:
    """(name, contents) of every tracked file that is text."""
    found = []
    for file in tracked():
        data = file.read_bytes()
        if b"\0" not in data:
            found.append((str(file.relative_to(ROOT)), data.decode("utf-8", "replace")))
    return found


def test_modules_are_about_one_thing() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in (ROOT / "callstation").rglob("*.py")
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_no_path_of_a_machine_and_no_package_index_is_written_down() -> None:
    """The project stands wherever it is put, and takes its packages from wherever pip is told to."""
    # Put together here, so that this file does not name them.
    paths = ("/" + "work/(?:main|shared)", "/" + "root/", r"/home/(?!you\b|user\b|dana\b)\w+/", "/" + "tmp/callst")
    options = ("--" + "index-url", "extra-" + "index-url", r"pypi\." + "org/simple", "find-" + "links")
    found = [
        f"{name}: {match[0]}"
        for name, text in texts()
        if name != "tests/test_project.py" and (match := re.search("|".join(paths + options), text))
    ]
    assert found == []


def test_nothing_unfinished_is_left() -> None:
    words = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
    found = [name for name, text in texts() if name.endswith((".py", ".md", ".toml", ".j2")) and words.search(text)]
    assert found == []


def test_scripts_can_be_run() -> None:
    for name in ("scripts/callstation", "scripts/test", ".ci/run"):
        assert os.access(ROOT / name, os.X_OK), name
        checked = subprocess.run(["bash", "-n", ROOT / name], capture_output=True, text=True, check=False, timeout=60)
        assert checked.returncode == 0, checked.stderr


def test_the_wheel_holds_scripts_migrations_and_rules_of_language() -> None:
    """Whatever is no Python module must be inside the package, or a user would miss it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["callstation"]
    for pattern in ("scripting/shipped/*.j2", "store/migrations/0001*.py", "language/rules_data/*.toml"):
        assert list((ROOT / "callstation").glob(pattern)), pattern


def test_the_version_is_one() -> None:
    from importlib.metadata import version

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    said = subprocess.run(
        [sys.executable, "-c", "from callstation.cli.main import main; main(['--version'])"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    ).stdout
    assert version("callstation") == settings["project"]["version"]
    assert settings["project"]["version"] in said


# what the scripts say on a machine that lacks something ---------------------------------------------------------
def bare_path(folder: Path, **programs: str) -> str:
    """A PATH with the small tools that scripts use, and ``programs`` (name: what a shell runs)."""
    folder.mkdir()
    for tool in ("bash", "sh", "dirname", "cksum", "cat", "rm", "mktemp", "grep", "cut", "awk", "head", "sed", "tail"):
        for place in os.environ["PATH"].split(os.pathsep):
            if (Path(place) / tool).exists():
                (folder / tool).symlink_to(Path(place) / tool)
                break
    for name, body in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("programs", "says"),
    [
        ({}, r"needs Python 3\.11 or newer; no python3 was found"),
        ({"python3": "echo 3.9"}, r"needs Python 3\.11 or newer; found only: python3 \(3\.9\)"),
        (
            {"python3": 'case "$2" in *ensurepip*) exit 1;; esac; echo 3.12'},
            r"Python 3\.12 is here, but not its module for virtual environments.*apt install python3-venv",
        ),
    ],
)
@pytest.mark.parametrize("script", ["callstation", "test"])
def test_what_is_missing_is_said_plainly(tmp_path: Path, script: str, programs: dict[str, str], says: str) -> None:
    checkout = tmp_path / "checkout"
    (checkout / "scripts").mkdir(parents=True)
    for name in ("_env", script):
        copy = checkout / "scripts" / name
        copy.write_text((ROOT / "scripts" / name).read_text(encoding="utf-8"))
        copy.chmod(0o755)
    (checkout / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    done = subprocess.run(
        ["bash", checkout / "scripts" / script],
        env={"PATH": bare_path(tmp_path / "bin", **programs)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert re.search(says, done.stderr), done.stderr
    assert done.stdout == ""
    assert not (checkout / ".venv").exists()
