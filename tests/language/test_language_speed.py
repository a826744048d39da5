"""The check runs at every card and at every key in the editor: it must not be felt."""

from __future__ import annotations

import subprocess
import sys
import time

from callstation.language.check import TextKind, check

OPENER = (
    "Maria, it's Dana from Reed Design, and I said I would ring today. The reason I'm calling is that the minimum "
    "order which was in your way in May is gone: you can start with a single pallet now. Shall I read you what "
    "that does to the price? If no is the answer, that is fine, and I will stop calling."
)


def best(text: str, kind: TextKind, times: int = 20) -> float:
    check(text, kind)
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        check(text, kind)
        taken.append(time.perf_counter() - began)
    return min(taken)


def test_an_opener_of_60_words_takes_less_than_2_ms() -> None:
    assert best(OPENER, TextKind.OPENER) < 0.002


def test_the_time_grows_with_the_text_and_not_with_its_square() -> None:
    text = OPENER + ' Just checking in, as "they" say, to see if you need anything. '
    short, long = best(text * 5, TextKind.EMAIL, 10), best(text * 50, TextKind.EMAIL, 3)
    assert long < 50 * short  # ten times the text: its square would be a hundred


def test_rules_and_patterns_are_not_read_by_the_import() -> None:
    code = "import sys, callstation.language.check as c; print('tomllib' in sys.modules, 'jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
