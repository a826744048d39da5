"""Every name's value, for people of whom much or little is known."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from scripting_people import BROKEN, DANA, PALLET, PROMISE, STEP, TODAY, full_person, situation, sparse, talked_to

from callstation.model.people import Objection, Phone, Prospect
from callstation.model.reasons import Audience
from callstation.scripting.context import BY_NAME, NAMES, names_of, slug, values, words_for_the_blank
from callstation.scripting.records import LIST_LIMIT, VALUE_LIMIT, Gap, Record, plain


def value_of(name: str, now):
    """The value that a script sees."""
    root, _, field = name.partition(".")
    found = names_of(now)[root]
    for part in field.split(".") if field else ():
        assert isinstance(found, Record)
        found = found.read(part)
    return found


FULL = situation(full_person(), promise=PROMISE, step=STEP)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("their.first_name", "Maria"),
        ("their.company", "Bluebird Logistics"),
        ("their.number", "+16025550134"),
        ("their.kind", "prospect"),
        ("their.tags", ("pallets", "spring")),
        ("their.threads", ("moving the office in June", "her daughter's exams")),
        ("their.objections", ("minimum order", "price")),
        ("their.given", 3),
        ("their.asked", 0),
        ("their.weeks_silent", 9),
        ("their.last_talk", date(2026, 9, 14)),
        ("their.custom.shoe_size", "39"),
        ("their.custom.dog_s_name", "Biscuit"),
        ("my.first_name", "Dana"),
        ("reason.kind", "policy"),
        ("reason.lifts", ("minimum order",)),
        ("promise.day", TODAY),
        ("promise.made_on", date(2026, 11, 16)),
        ("promise.broken", False),
        ("promise.due_today", True),
        ("step.what", "go through the two drafts"),
        ("step.agreed_on", date(2026, 11, 2)),
        ("plan.hear_by", date(2026, 11, 25)),
        ("tries", 0),
        ("off_the_hook", False),
        ("today", TODAY),
    ],
)
def test_values(name: str, value: object) -> None:
    assert value_of(name, FULL) == value


def test_an_hour_is_theirs() -> None:
    assert value_of("step.hour", FULL).hour == 11  # 18:00 UTC in Phoenix


@pytest.mark.parametrize(
    "name",
    [
        "their.company",
        "their.tags",
        "their.threads",
        "their.weeks_silent",
        "their.last_talk",
        "their.custom.shoe_size",
        "promise.day",
        "step.what",
        "step.hour",
        "reason.lifts",
    ],
)
def test_what_is_missing_is_a_gap(name: str) -> None:
    gap = value_of(name, sparse())
    assert isinstance(gap, Gap)
    assert gap.name == name


def test_without_a_situation_all_is_a_gap() -> None:
    for entry in NAMES:
        assert isinstance(value_of(entry.name, None), Gap)
    assert isinstance(value_of("their.custom.x", None), Gap)


@pytest.mark.parametrize(
    ("first", "name", "company", "called"),
    [
        ("Maria", "Maria Okafor", "", "Maria"),
        ("", "Maria Okafor", "", "Maria"),
        ("", "Dr. Okafor", "", "Dr. Okafor"),
        ("", "Bluebird Logistics", "Bluebird Logistics", None),
        ("", "", "", None),
    ],
)
def test_what_to_call_somebody(first: str, name: str, company: str, called: str | None) -> None:
    value = value_of("their.first_name", situation(Prospect(id=1, name=name, first_name=first, company=company)))
    assert (None if isinstance(value, Gap) else value) == called


@pytest.mark.parametrize("tries", [0, 1, 2, 3, 9])
def test_the_third_try_is_the_one_after_two(tries: int) -> None:
    now = situation(full_person(attempts=tries))
    assert value_of("tries", now) == tries
    assert value_of("off_the_hook", now) is (tries >= 2)


def test_a_promise_whose_day_has_passed_is_broken() -> None:
    assert value_of("promise.broken", situation(full_person(), promise=BROKEN)) is True
    late = replace(PROMISE, day=date(2026, 11, 20))
    assert value_of("promise.broken", situation(full_person(), promise=late)) is True
    assert value_of("promise.broken", sparse()) is False


def test_lifted_objections_come_from_the_desk_or_from_the_audience() -> None:
    assert value_of("reason.lifts", talked_to(lifted=("delivery-time",))) == ("delivery time",)
    answers = replace(PALLET, audience=Audience(answers=("late-deliveries",)))
    left = full_person(objections=(Objection("late-deliveries", complaint=True),))
    assert value_of("reason.lifts", situation(left, reason=answers)) == ("late deliveries",)


def test_an_objection_already_lifted_is_not_in_the_way() -> None:
    person = full_person(objections=(Objection("price", lifted=TODAY), Objection("lead-time")))
    assert value_of("their.objections", situation(person)) == ("lead time",)


def test_a_wrong_number_is_not_said() -> None:
    person = full_person(phones=(Phone("+16025550101", flag="wrong"), Phone("+16025550102")))
    assert value_of("their.number", situation(person)) == "+16025550102"


@pytest.mark.parametrize(
    ("written", "blank"),
    [
        ("that it is gone", "that it is gone"),
        ("That it is gone.", "that it is gone"),
        ("The reason I'm calling is that it is gone.", "that it is gone"),
        ("the reason I’m calling is: a guide on pallets", "a guide on pallets"),
        ("Maria Okafor asked after you", "Maria Okafor asked after you"),
        ("", ""),
    ],
)
def test_words_for_the_blank(written: str, blank: str) -> None:
    assert words_for_the_blank(written) == blank


def test_values_are_one_clean_line_and_short() -> None:
    assert plain("x", "a\nb\x1b[31m  c\u202e") == "a b c"
    assert len(plain("x", "x" * 99_999)) == VALUE_LIMIT
    assert len(plain("x", ("x",) * 999)) == LIST_LIMIT
    assert isinstance(plain("x", " \n "), Gap)
    assert isinstance(plain("x", ("", " ")), Gap)
    assert plain("x", 0) == 0


def test_the_editors_list_has_every_name_and_the_persons_own_columns() -> None:
    rows = values(FULL)
    names = [name for name, _, _ in rows]
    assert set(BY_NAME) <= set(names)
    assert names.index("their.custom.shoe_size") == names.index("their.last_talk") + 1
    assert all(description for _, description, _ in rows)
    shown = {name: value for name, _, value in rows}
    assert shown["their.company"] == "Bluebird Logistics"
    assert shown["plan.call_on"] == "Thursday the 26th"
    assert shown["their.tags"] == "pallets and spring"
    assert {name: value for name, _, value in values(sparse())}["their.company"] == ""


def test_a_columns_heading_as_a_name() -> None:
    assert slug("Shoe size") == "shoe_size"
    assert slug("  E-Mail (privat) ") == "e_mail_privat"
    assert slug("Größe") == "größe"
    assert slug("!?") == ""


def test_gaps_are_nothing_in_every_way() -> None:
    gap = Gap("their.company")
    assert not gap
    assert list(gap) == []
    assert len(gap) == 0
    assert "x" not in gap
    assert not gap < 3
    assert not gap > 3
    assert gap != ""
    assert str(gap) == "[their company?]"
    assert str(Gap("their.first_name")) == "[their first name?]"


def test_times_are_in_their_zone() -> None:
    late = full_person(last_talk_at=datetime(2026, 9, 15, 3, 0, tzinfo=UTC))
    assert value_of("their.last_talk", situation(late)) == date(2026, 9, 14)
    assert situation(late).caller is DANA
