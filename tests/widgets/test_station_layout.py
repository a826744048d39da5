"""The line of notice, the keys in pages, and why somebody is in the queue, in a word."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from callstation.model.cards import Why, WhyNow
from callstation.screens import actions
from callstation.widgets.key_layout import key_lines
from callstation.widgets.queue_layout import in_brief
from callstation.widgets.station_layout import short_notice


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tom Reyes: no answer, Mon 9:10 · u takes it back", "Tom Reyes: no answer, Mon 9:10 · u takes it back"),
        (
            "Jordi Puig: talked, no next step: the rhythm brings them back · u takes it back · email drafted (ctrl+e)",
            "Jordi Puig: talked, no next step: the rhythm brings them ba… · u takes it back",
        ),
        (
            "Tom Reyes: talked, Tue 24 Nov 15:00: send the six label price · I invites them · u takes it back",
            "Tom Reyes: talked, Tue 24 Nov 15:00: send… · I invites them · u takes it back",
        ),
        (
            "Priscilla Anne Vandermeer-Oyelaran-Whitcombe: call back, Sat 21 Nov 14:00 · u takes it back",
            "Priscilla Anne Vand…: call back, Sat 21 Nov 14:00 · u takes it back",
        ),
    ],
)
def test_how_to_take_it_back_is_never_cut_off(text: str, shown: str) -> None:
    assert short_notice(text, 78) == shown
    for width in range(30, 120):
        short = short_notice(text, width)
        assert "u takes it back" in short
        assert cell_len(short) <= width


@pytest.mark.parametrize("width", [60, 80, 103, 104, 120, 160, 240])
def test_every_key_is_on_some_page_of_the_bar_and_the_bar_keeps_its_height(width: int) -> None:
    outcomes, others = actions.foot(actions.printed({}))
    pages = [
        ["".join(text for text, _ in line) for line in key_lines(outcomes, others, {}, width, live=True, page=page)]
        for page in range(12)
    ]
    assert len({len(page) for page in pages}) == 1
    text = "\n".join("\n".join(page) for page in pages)
    assert [label for key, label in others[:-2] if f" {key} {label} " not in text] == []
    assert all(page[-1].rstrip().endswith("? keys") for page in pages)
    assert all(cell_len(line) <= width for page in pages for line in page)
    turns = pages[0] != pages[1]
    assert all(("tab more" in page[-1]) is turns for page in pages)


@pytest.mark.parametrize(
    ("kind", "text", "brief"),
    [
        (Why.AGREED_HOUR, "agreed Fri 20 Nov 8:25 their time", "agreed Fri 20 Nov"),
        (Why.AGREED_HOUR, "agreed 8:25 their time", "agreed 8:25"),
        (Why.AGREED_STEP, "agreed for Thu 19 Nov: the name, drawn three ways", "agreed Thu 19 Nov"),
        (Why.BROKEN_PROMISE, "promise missed 7 days ago", "missed 7 days ago"),
        (Why.LIFTED, "minimum order: gone", "minimum order: gone"),
    ],
)
def test_why_now_in_a_word(kind: Why, text: str, brief: str) -> None:
    assert in_brief(WhyNow(kind, text)) == brief
