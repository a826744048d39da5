"""The check runs at every card and at every key in the editor: it must not be felt."""

from __future__ import annotations

import subprocess
import sys
from types import FrameType
from typing import Any

from callstation.language.check import TextKind, check

OPENER = (
    "Maria, it's Dana from Reed Design, and I said I would ring today. The reason I'm calling is that the minimum "
    "order which was in your way in May is gone: you can start with a single pallet now. Shall I read you what "
    "that does to the price? If no is the answer, that is fine, and I will stop calling."
)


def work(text: str, kind: TextKind) -> int:
    """Lines of Python that a check executes: a measure of work that no other program on the machine can change."""
    check(text, kind)
    lines = 0

    def count(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        check(text, kind)
    finally:
        sys.settrace(before)
    return lines


def test_the_work_grows_with_the_text_and_not_with_its_square() -> None:
    text = OPENER + ' Just checking in, as "they" say, to see if you need anything. '
    assert work(text * 50, TextKind.EMAIL) < 20 * work(text * 5, TextKind.EMAIL)  # its square would be a hundred


def test_rules_and_patterns_are_not_read_by_the_import() -> None:
    code = "import sys, callstation.language.check as c; print('tomllib' in sys.modules, 'jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
