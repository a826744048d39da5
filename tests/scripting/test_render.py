"""From a script to words: white space, gaps, what is kept, and that people's text is never run."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripting_people import full_person, hostile_person, situation, sparse, talked_to

from callstation.errors import ScriptError
from callstation.model.people import Prospect, Thread
from callstation.scripting.parse import Script, parse_script
from callstation.scripting.render import KEPT, Renderer
from callstation.scripting.sandbox import OUTPUT_LIMIT
from callstation.scripting.shelf import shipped_names, shipped_script
from callstation.scripting.tidy import tidy


def script_of(opener: str, more: str = "") -> Script:
    return parse_script("mine", f"== opener ==\n{opener}\n{more}")


def said(opener: str, now=None) -> str:
    """The opener as it is spoken to Maria."""
    return Renderer().render(script_of(opener), "opener", now or talked_to()).text


@pytest.mark.parametrize(
    ("jinja", "text"),
    [
        ("Hello {{ their.first_name }}.", "Hello Maria."),
        (
            "{{ plan.call_on }}, {{ plan.call_on|weekday }}, {{ plan.call_on|short_day }}",
            "Thursday the 26th, Thursday, Thu 26 Nov",
        ),
        ("It is {{ their.local_time }}.", "It is 9:42 in the morning."),
        ("{{ their.tags }}", "pallets"),
        ("{{ promise.broken }} {{ tries }}", "no 0"),
        ("{{ their.custom.shoe_size }}", "39"),
        ("{% set who = their.first_name %}{{ who|possessive }} office", "Maria’s office"),
        ("{% for t in their.threads %}{{ loop.index }}. {{ t }}{% endfor %}", "1. moving the office in June"),
        ("{{ 'x' if tries > 2 }}end", "end"),
        ("{{ their.seeks or 'nobody' }}", "nobody" if False else "a second warehouse"),
        ("{% if their.weeks_silent >= 9 %}long{% endif %}", "long"),
        ("{% if 'pallets' in their.tags and their.kind in ['prospect'] %}yes{% endif %}", "yes"),
        ("{{ reason.link is defined }}", "yes"),
    ],
)
def test_said(jinja: str, text: str) -> None:
    assert said(jinja) == text


@pytest.mark.parametrize(
    ("jinja", "text"),
    [
        ("One.\n\n\n\nTwo.", "One.\n\nTwo."),
        ("One.\n{% if tries %}\nTried.\n{% endif %}\nTwo.", "One.\nTwo."),
        ("One.\n{% if tries %}Tried.{% endif %}\nTwo.", "One.\nTwo."),
        ("One.\n\n{% if tries %}\nTried.\n{% endif %}\n\nTwo.", "One.\n\nTwo."),
        ("One.\n{# a comment\n\nwith lines #}\nTwo.", "One.\nTwo."),
        ("  One   two  .\n  ", "One two."),
        ("Maria{% if tries %} again{% endif %} , hello", "Maria, hello"),
        ("Maria, {% if tries %}again{% endif %}, hello", "Maria, hello"),
        ("{{ 'Is it?' }}.", "Is it?"),
        ("{% for t in their.tags %}\n{{ t }}\n{% endfor %}\nend", "pallets\nend"),
        ("Wait ... what", "Wait... what"),
    ],
)
def test_white_space_is_as_the_author_meant_it(jinja: str, text: str) -> None:
    assert said(jinja) == text


def test_gaps_are_visible_and_named_once() -> None:
    opener = "{{ their.company }}, {{ their.company|possessive }} {{ their.custom.dog_name }} {{ their.tags|first }}"
    spoken = Renderer().render(script_of(opener), "opener", sparse())
    assert spoken.text == "[their company?], [their company?] [their custom dog name?] [their tags?]"
    assert spoken.gaps == ("their.company", "their.custom.dog_name", "their.tags")


def test_a_gap_is_false_and_falls_through_default() -> None:
    spoken = Renderer().render(
        script_of(
            "{% if their.company %}a{% else %}b{% endif %} {{ their.company|default('your firm') }} "
            "{{ their.company or 'c' }} {{ their.company|default(their.seeks)|default('d') }} "
            "{% for t in their.tags %}x{% else %}none{% endfor %} {{ 'e' if their.weeks_silent > 3 else 'f' }}"
        ),
        "opener",
        sparse(),
    )
    assert spoken.text == "b your firm c d none f"
    assert spoken.gaps == ()


def test_email_is_a_subject_of_one_line_and_a_body() -> None:
    script = parse_script(
        "x", "== email ==\nSubject: For {{ their.name }}\n\nHello.\n\n{{ my.name }}\n{{ my.number }}\n"
    )
    person = situation(full_person(name="Ann\nBcc: x@example.com"))
    subject, body = Renderer().email(script, person)
    assert subject.text == "For Ann Bcc: x@example.com"
    assert body.text == "Hello.\n\nDana Reed\n+1 602 555 0134"
    assert Renderer().render(script, "email", person) == body


def test_an_email_without_a_subject_says_so() -> None:
    with pytest.raises(ScriptError, match="mine line 4: the email begins with a line 'Subject"):
        Renderer().email(script_of("x", "== email ==\nHello"), sparse())


def test_lines_and_answers() -> None:
    script = script_of(
        "x",
        "== points ==\nOne\n\n{% for t in their.threads %}\n- {{ t }}\n{% endfor %}\n"
        "== answers ==\nprice: Dear? {{ my.name }}\n",
    )
    now = talked_to()
    assert Renderer().lines(script, "points", now) == ("One", "- moving the office in June")
    assert Renderer().lines(script, "points") == ("One",)
    assert Renderer().lines(script, "questions", now) == ()
    assert Renderer().answers(script, now) == {"price": "Dear? Dana Reed"}


def test_what_cannot_be_rendered_says_why() -> None:
    with pytest.raises(ScriptError, match="no section '== voicemail =='"):
        Renderer().render(script_of("x"), "voicemail", sparse())
    with pytest.raises(ScriptError, match=r"mine line 2: 'their\.nme' is not a name"):
        Renderer().render(script_of("{{ their.nme }}"), "opener", sparse())


def test_output_is_counted_while_it_is_made() -> None:
    loops = "{% for a in their.tags %}{% for b in their.tags %}{{ their.name }}{% endfor %}{% endfor %}"
    long = situation(full_person(name="n" * 4000, tags=tuple(f"t{i}" for i in range(40))))
    with pytest.raises(ScriptError, match=f"more than {OUTPUT_LIMIT:,} characters"):
        Renderer().render(script_of(loops), "opener", long)


def test_compiled_scripts_are_kept_but_not_forever() -> None:
    renderer = Renderer()
    for number in range(KEPT + 20):
        renderer.render(script_of(f"Number {number}"), "opener", None)
    assert len(renderer._compiled) == KEPT


def test_a_person_changed_is_a_person_read_again() -> None:
    renderer, script = Renderer(), script_of("{{ their.name }}")
    texts = [renderer.render(script, "opener", situation(full_person(name=n))).text for n in ("Ann", "Tom", "Ann")]
    assert texts == ["Ann", "Tom", "Ann"]


@pytest.mark.parametrize("name", sorted(shipped_names()))
def test_people_are_never_run(name: str) -> None:
    script, renderer, now = shipped_script(name), Renderer(), situation(hostile_person())
    parts = [part for part in ("opener", "voicemail") if part in script.sections]
    texts = [renderer.render(script, part, now).text for part in parts]
    if "email" in script.sections:
        subject, body = renderer.email(script, now)
        texts.append(body.text)
        assert "\n" not in subject.text
    assert texts
    for text in texts:
        assert "{{ 7*7 }}{% raw %}{# [/b][@click=app.quit]" in text
        assert "49" not in text
        assert "\x1b" not in text
        assert "\u202e" not in text


JINJA_BITS = st.lists(
    st.sampled_from(
        ["{{", "}}", "{%", "%}", "{#", "#}", " 7*7 ", "x", "'", "\\x02", "\x02my.name\x03", "\n", "\x1e", " . "]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.one_of(JINJA_BITS, st.text(max_size=40)))
def test_any_text_of_a_person_comes_out_as_it_is(text: str) -> None:
    from callstation.text import clean_line

    person = Prospect(id=1, name="Ann", company=text, threads=(Thread(text),), custom={"size": text})
    script = script_of("<{{ their.company }}>")
    spoken = Renderer().render(script, "opener", situation(person))
    plain = clean_line(text)
    if plain:
        assert spoken.text == tidy(f"<{plain}>").text
        assert spoken.gaps == ()
    else:
        assert spoken.gaps == ("their.company",)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"{}%#|()[]'\" .=<>",
                "{{",
                "}}",
                "{%",
                "%}",
                "their",
                "name",
                ".tags",
                "if",
                "endif",
                "for",
                "in",
                "endfor",
                "set",
                "default",
                "9",
                "\n",
                "is",
                "not",
                "x",
                "loop",
            ]
        ),
        max_size=30,
    )
)
def test_any_script_is_refused_with_a_line_or_rendered(bits: list[str]) -> None:
    text = "== opener ==\n" + " ".join(bits)
    try:
        spoken = Renderer().render(parse_script("any", text), "opener", talked_to())
    except ScriptError:
        pass  # refused, in a sentence
    else:
        assert len(spoken.text) <= OUTPUT_LIMIT


def test_importing_this_package_does_not_import_jinja() -> None:
    code = (
        "import sys, callstation.scripting.render, callstation.scripting.shelf, callstation.scripting.check, "
        "callstation.scripting.context, callstation.rules.playbook\n"
        "sys.exit('jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
