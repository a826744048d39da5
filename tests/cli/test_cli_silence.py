"""``card`` says of somebody silent that silence is not a no (D0)."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("people")


def test_card_json_names_what_may_explain_a_silence(run):
    assert run("card", "Maria Okafor", "--json").json["silence"] == []
    assert run("log", "Maria Okafor", "no-answer").code == 0
    silence = run("card", "Maria Okafor", "--json").json["silence"]
    assert [(e["id"], e["action"], e["key"]) for e in silence] == [
        ("D1", "simply try again", "d"),
        ("D14", "give it a few days", "z"),
    ]
    assert all(e.keys() == {"id", "text", "action", "key"} for e in silence)


def test_card_text_says_so_too(run):
    assert "Not a no" not in run("card", "Maria Okafor").out
    run("log", "Maria Okafor", "no-answer")
    assert (
        "Not a no:      1 try so far is not many: whoever asks again is the one who gets heard. Simply try again (d)."
        in run("card", "Maria Okafor").out
    )
