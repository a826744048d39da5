"""Files as other programs than the samples write them, in several languages: people and columns as listed.

The files are made up after what these programs write; the country in a file's name is the caller's. After a change
that is meant, ``GOLDEN=write pytest tests/importers/test_programs.py``, and review the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from import_helpers import as_json

from callstation.importers.files import open_source

FILES = Path(__file__).parents[1] / "data" / "programs"
GOLDEN = Path(__file__).parent / "golden_programs"
NAMES = sorted(path.name for path in FILES.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_it_comes_in_as_listed(name: str) -> None:
    source = open_source(FILES / name, default_country=name.split(".")[1])
    found = {
        "encoding": source.reading.encoding,
        "mapping": {column: field for column, field in source.reading.mapping.items() if field},
        "people": [as_json(person) for person in source.people()],
    }
    golden = GOLDEN / f"{name}.json"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(golden.read_text(encoding="utf-8")) == json.loads(json.dumps(found))


def test_every_file_is_listed_and_no_other() -> None:
    assert {f"{name}.json" for name in NAMES} == {path.name for path in GOLDEN.iterdir()}
