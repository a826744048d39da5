"""The emails after each outcome: whole for people of whom much or nothing is known, and with nothing empty in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from scripting_people import STEP, full_person, situation, sparse

from callstation.language.check import TextKind, check
from callstation.model.people import Phone, Prospect
from callstation.scripting.letters import template, template_names
from callstation.scripting.render import Renderer

LATER = replace(STEP, day=date(2026, 11, 26), at=datetime(2026, 11, 26, 14, 30, tzinfo=UTC))
FIRM = Prospect(id=9, name="Bluebird Logistics", company="Bluebird Logistics", phones=(Phone("+16025550178"),))
PEOPLE = {
    "full": situation(full_person(), step=LATER),
    "sparse": sparse(step=LATER, reason=None),
    "no name": situation(FIRM, step=LATER, reason=None),
}
ENDS = ("said-no", "called-off", "moved")
"""They ask for nothing and end something: no next step, or no reason, is wanted in them."""


@pytest.mark.parametrize("name", template_names())
def test_t3_each_is_whole_signed_and_says_nothing_empty(name: str, tmp_path: Path) -> None:
    script, fault = template(name, tmp_path)
    assert fault == ""
    for now in PEOPLE.values():
        subject, body = Renderer().email(script, now)
        assert (subject.gaps, body.gaps) == ((), ())
        assert subject.text[0].isupper() or not now.prospect.first_name
        assert "\n" not in subject.text
        assert body.text.startswith("Hello")
        assert "Dana Reed" in body.text
        assert "None" not in body.text
        found = [*check(subject.text, TextKind.LINE), *check(body.text, TextKind.EMAIL)]
        assert [f for f in found if f.length] == [], found
        assert found == [] or name in ENDS
    assert len(body.text.split()) < 90


@pytest.mark.parametrize("name", ["talked", "won", "call-back"])
def test_without_a_step_they_are_whole_too(name: str, tmp_path: Path) -> None:
    script, _ = template(name, tmp_path)
    subject, body = Renderer().email(script, situation(full_person(), step=None))
    assert (subject.gaps, body.gaps) == ((), ())
