"""The live check: every fault, in order, with its line and what to write instead."""

import pytest

from callstation.scripting.check import problems
from callstation.scripting.context import NAMES
from callstation.scripting.filters import FILTERS
from callstation.scripting.shelf import shipped_names, shipped_script


def faults_of(jinja: str) -> list[tuple[int, str]]:
    """Line and message of each fault in an opener whose first line is the file's fourth."""
    return [(f.line, f.message) for f in problems("{# x #}\n\n== opener ==\n" + jinja, "mine")]


@pytest.mark.parametrize("name", sorted(shipped_names()))
def test_shipped_scripts_have_none(name: str) -> None:
    assert problems(shipped_script(name).text) == []


@pytest.mark.parametrize("name", [entry.name for entry in NAMES])
def test_every_name_is_known(name: str) -> None:
    assert faults_of(f"{{{{ {name} }}}}{{% if {name} %}}x{{% endif %}}") == []


@pytest.mark.parametrize(
    "jinja",
    [
        "{{ their.custom.shoe_size|default('unknown') }}",
        "{% for thread in their.threads if thread != 'x' %}{{ loop.index }} {{ thread }}{% else %}none{% endfor %}",
        "{% for a in their.tags %}{% for b in reason.lifts %}{{ a }}{{ b }}{% endfor %}{% endfor %}",
        "{% set who = their.first_name|default(their.name) %}{{ who|possessive }}",
        "{{ 'you' if tries > 2 else 'there' }}",
        "{{ their.company or 'your firm' }}",
        "{% if 'vip' in their.tags and not promise.broken %}x{% elif their.kind in ['customer'] %}y{% endif %}",
        "{% if plan.call_on > today and their.local_time < step.hour %}x{% endif %}",
        "{% if reason.link is defined %}x{% endif %}",
        "{{ tries|count('try', 'tries') }} {{ their.tags|list_words('or') }} {{ their.threads|first|lower_first }}",
        "{{ (their.last_talk or today)|spoken_date }}",
        "{%- if their.company -%} x {%- endif -%}",
    ],
)
def test_what_a_writer_needs_is_allowed(jinja: str) -> None:
    assert faults_of(jinja) == []


@pytest.mark.parametrize(
    ("jinja", "line", "words"),
    [
        ("\n\n\n{{ their.compny }}", 7, "'their.compny' is not a name scripts know; did you mean their.company?"),
        ("{{ theirs.name }}", 4, "did you mean their.name?"),
        ("{{ first_name }}", 4, "is not a name scripts know"),
        ("{{ their }}", 4, "'their' alone says nothing; there are: their.first_name"),
        ("{{ their.name.first }}", 4, "'their.name.first' is not a name"),
        ("{{ their.custom }}", 4, "'their.custom' is not a name"),
        ("{{ tries.name }}", 4, "'tries.name' is not a name"),
        ("{{ their.name|possesive }}", 4, "'|possesive' is not a filter scripts know; did you mean |possessive?"),
        ("{% iff x %}", 4, "{% iff %} is not a tag scripts know; did you mean {% if %}?"),
        ("{% macro m() %}{% endmacro %}", 4, "{% macro %} is not a tag scripts know"),
        ("x\n{% if tries %}\ny", 5, "{% if %} begins here and never ends; write {% endif %}"),
        ("{% for t in their.tags %}", 4, "write {% endfor %}"),
        ("x{% endif %}", 4, "{% endif %} ends something that did not begin"),
        ("{% else %}", 4, "stands outside"),
        ("{{ their.name", 4, "{{ begins here and never ends; write }} where it ends"),
        ("{{ their.na\nit's {{ my.name }}, I'm", 4, "{{ begins here, and another {{ before it ends"),
        ("{{ their.name it's\n{% if tries %}x{% endif %}", 4, "{{ begins here and {% stands inside it"),
        ("{% if {{ tries }} %}x{% endif %}", 4, "names need no braces of their own inside"),
        ("\n{{ their.name %}", 5, "{{ ends with }}, and here it ends with %}"),
        ("{{ their.name|default('you) }}", 4, "a text in quotes begins here and never ends"),
        ("{# {{ #}{{ their.name", 4, "{{ begins here and never ends"),
        ("{{ }}", 4, "there is nothing here where a name should stand"),
        ("{% %}", 4, "there is nothing between {% and %}"),
        ("{{ their. }}", 4, "something is missing after it"),
        ("{{ their.name| }}", 4, "after | comes the name of a filter"),
        ("{{ their first_name }}", 4, "'first_name' is one word too many; {{ }} holds"),
        ("{% if tries = 2 %}x{% endif %}", 4, "to compare two things, write =="),
        ("{{ $x }}", 4, "'$' cannot stand between braces"),
        ("{% for t of their.tags %}x{% endfor %}", 4, "a for reads: {% for thread in their.threads %}"),
        ("{% set x %}", 4, "a set reads: {% set who = their.first_name %}"),
        ("{{ zzzzzz }}", 4, "they begin with their, my, reason"),
        ("{{ their.name|spoken_day }}", 4, "|spoken_day is for a day, and this is a text"),
        ("{{ their.tags|digits }}", 4, "|digits is for a text, and this is a list"),
        ("{{ their.name|default }}", 4, "|default takes one word in brackets"),
        ("{{ their.name|possessive('x') }}", 4, "|possessive takes nothing in brackets"),
        ("{{ their.tags|list_words(their.name) }}", 4, "|list_words takes only words in quotes"),
        ("{{ their.name is odd }}", 4, "'is odd' is not a test"),
        ("{% if their.name > 3 %}x{% endif %}", 4, "a text and a number cannot be compared"),
        ("{% if 'x' in tries %}x{% endif %}", 4, "'in' looks for a text"),
        ("{% for t in their.name %}{% endfor %}", 4, "for goes through a list"),
        ("{% set their = 'x' %}", 4, "'their' is taken"),
        ("{% for loop in their.tags %}{% endfor %}", 4, "'loop' is taken"),
        ("{{ their['name'] }}", 4, "instead of [ ]"),
        ("{{ their.name.upper() }}", 4, "nothing can be called"),
        ("{{ tries + 1 }}", 4, "numbers cannot be added"),
        ("{{ 'a' ~ 'b' }}", 4, "instead of ~"),
        ("{{ 1.5 }}", 4, "numbers in a script are whole"),
        ("{% for t in their.tags %}{{ loop }}{% endfor %}", 4, "write loop.first"),
        ("{% for t in their.tags %}{{ loop.nxt }}{% endfor %}", 4, "'loop.nxt' is not a name"),
        ("{% for t in their.tags %}{% endfor %}{{ t }}", 4, "'t' is not a name"),
    ],
)
def test_faults_say_what_and_where(jinja: str, line: int, words: str) -> None:
    found = faults_of(jinja)
    assert [where for where, _ in found] == [line]
    assert words in found[0][1]


def test_all_faults_are_found_in_the_order_of_their_lines() -> None:
    text = "== opener ==\n{{ a }}\n{{ my.name|c }}\n== vocemail ==\n== email ==\nNo subject\n== answers ==\nno colon\n"
    assert [fault.line for fault in problems(text)] == [2, 3, 4, 6, 8]


def test_one_fault_is_told_once() -> None:
    assert len(faults_of("{{ (their.compny|default('x')|first) > 3 }}")) == 1


def test_subject_and_body_are_checked_at_their_own_lines() -> None:
    text = "== email ==\n\nSubject: {{ my.nam }}\n\n{{ my.nme }}\n"
    assert [fault.line for fault in problems(text)] == [3, 5]


def test_every_filter_has_a_description() -> None:
    assert all(entry.description and entry.takes for entry in FILTERS.values())


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'news' %}",
        "{% extends 'news' %}",
        "{% import 'news' as news %}{{ news }}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% set one = two %}{% set two = one %}{{ one }}",
        "{{ self.opener() }}",
    ],
)
def test_a_script_that_would_include_itself_is_a_fault_with_its_line(text: str) -> None:
    """Directly or through another one: there is no way from a script into a script."""
    faults = problems(f"== opener ==\n{text}\n", "news")
    assert faults
    assert {fault.line for fault in faults} == {2}
