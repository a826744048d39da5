"""Own fields (T1): seen and changed where a person is edited, known to scripts, kept against files, and undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens_harness import a_person

from callstation.desk.desk import Desk
from callstation.desk.own_fields import own_line, read_own_line
from callstation.desk.persons import check_value, edit_person, values_of
from callstation.errors import UsageError
from callstation.model.people import NewPerson
from callstation.rules.reimport import news
from callstation.text import clean_line

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\\"), min_size=1, max_size=30).map(clean_line)


@given(st.dictionaries(WORDS.filter(lambda w: w and not set("=;") & set(w)), WORDS.filter(bool), max_size=4))
def test_the_line_reads_back(fields: dict[str, str]) -> None:
    assert read_own_line(own_line(fields)) == fields


def test_a_part_that_is_no_field_is_named(desk: Desk) -> None:
    with pytest.raises(UsageError, match="just words"):
        check_value(desk.tools, "custom", "shoe = 44; just words")


def test_they_are_changed_and_undone_and_a_file_does_not_overrule_them(desk: Desk) -> None:
    maria = a_person(desk, "Maria Okafor", "+16025550134", custom={"shoe size": "44", "street": "1 Main; St"})
    who = desk.card(maria).prospect
    values = values_of(who)
    assert values["custom"] == "shoe size = 44; street = 1 Main\\; St"
    session = desk.begin()
    changed = edit_person(desk.tools, maria, {**values, "custom": "shoe size = 45; dog = Rex"}, session.id)
    assert dict(changed.custom) == {"shoe size": "45", "dog": "Rex"}
    assert [f.id for f in desk.find("Rex")] == [maria]
    typed = desk.tools.book.value("SELECT typed FROM person WHERE id = ?", maria).split(",")
    again = NewPerson("Maria Okafor", custom={"shoe size": "44", "cat": "Tom"})
    assert news(changed, again, typed=typed).custom == {"shoe size": "45", "dog": "Rex", "cat": "Tom"}
    desk.undo()
    assert dict(desk.card(maria).prospect.custom) == dict(who.custom)
