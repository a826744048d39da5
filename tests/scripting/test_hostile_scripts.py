"""Scripts that were written to hang, to reach out or to blow up: each is refused or rendered, and quickly."""

import time

import pytest
from scripting_people import talked_to

from callstation.errors import ScriptError
from callstation.scripting.check import problems
from callstation.scripting.parse import parse_script
from callstation.scripting.render import Renderer
from callstation.scripting.sandbox import OUTPUT_LIMIT

QUICK = 0.1
"""Seconds of this thread's own time in which a hostile script must be refused or rendered."""

DEEP = 5_000
HOSTILE = {
    "range": "{% for i in range(999999999) %}x{% endfor %}",
    "nested ranges": "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
    "lipsum": "{{ lipsum(n=100000) }}",
    "cycler": "{{ cycler('a', 'b').next() }}",
    "joiner": "{{ joiner(',') }}",
    "namespace": "{% set ns = namespace(x=1) %}{{ ns.x }}",
    "dict": "{{ dict(a=1) }}",
    "power": "{{ 9**9**9 }}",
    "power on the way": "{% if 9**9**7 %}x{% endif %}",
    "text times number": "{{ 'x' * 999999999 }}",
    "text times number in a set": "{% set x = 'x' * 999999999 %}{{ x }}",
    "list times number": "{% for x in [1] * 999999999 %}x{% endfor %}",
    "percent format": "{{ '%0999999999d' % 1 }}",
    "format filter": "{{ '%0999999999d'|format(1) }}",
    "format method": "{{ '{:>999999999}'.format(1) }}",
    "format reach": "{{ '{0.__class__}'.format(their) }}",
    "format_map": "{{ '{a.__class__}'.format_map({'a': their}) }}",
    "indent": "{{ their.name|indent(999999999) }}",
    "center": "{{ their.name|center(999999999) }}",
    "batch": "{{ their.tags|batch(999999999, 'x') }}",
    "join": "{{ their.tags|join('x') }}",
    "wordwrap": "{{ their.name|wordwrap(1) }}",
    "xmlattr": "{{ {'a': 1}|xmlattr }}",
    "attr filter": "{{ their|attr('__class__') }}",
    "map attribute": "{{ their.tags|map(attribute='__class__')|list }}",
    "doubling": "{% set x = 'xxxxxxxx' %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}",
    "doubling by plus": "{% set x = 'xxxxxxxx' %}" + "{% set x = x + x %}" * 60 + "{{ x }}",
    "doubling by list_words": "{% set x = 'xx' %}" + "{% set x = their.tags|list_words(x) %}" * 60 + "{{ x }}",
    "doubling by lists": "{% set x = 'xx' %}" + "{% set x = [x, x]|list_words %}" * 60 + "{{ x }}",
    "macro recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "caller": "{% call x() %}{% endcall %}",
    "recursive loop": "{% for t in their.tags recursive %}{{ loop(their.tags) }}{% endfor %}",
    "loop cycle": "{% for t in their.tags %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "loop reach": "{% for t in their.tags %}{{ loop.__class__ }}{% endfor %}",
    "loop previtem": "{% for t in their.tags %}{{ loop._iterator }}{% endfor %}",
    "three deep": "{% for a in their.tags %}{% for b in their.tags %}{% for c in their.tags %}x" + "{% endfor %}" * 3,
    "loop over text": "{% for c in their.name %}{{ c }}{% endfor %}",
    "loop over a constant": "{% for c in 'abc' %}{{ c }}{% endfor %}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import 'os' as os %}{{ os }}",
    "from import": "{% from 'os' import path %}",
    "extends": "{% extends 'base' %}",
    "block": "{% block a %}{% endblock %}",
    "set block": "{% set x %}{{ their.name }}{% endset %}{{ x }}",
    "filter block": "{% filter upper %}x{% endfilter %}",
    "with": "{% with a = 1 %}{{ a }}{% endwith %}",
    "autoescape": "{% autoescape true %}x{% endautoescape %}",
    "do": "{% do their.tags.append('x') %}",
    "raw": "{% raw %}{{ their.name }}{% endraw %}",
    "class": "{{ their.__class__.__mro__ }}",
    "text's class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "getitem": "{{ their['name'] }}",
    "getitem by expression": "{{ their[their.name] }}",
    "number attribute": "{{ their.tags.0 }}",
    "slice": "{{ their.name[::1] }}",
    "self": "{{ self._TemplateReference__context }}",
    "context function": "{{ their.read('name') }}",
    "delete": "{{ their.delete_instance() }}",
    "method": "{{ their.name.upper() }}",
    "environment": "{{ environment }}",
    "overwriting a name": "{% set their = my %}{{ their.name }}",
    "tuple target": "{% for a, b in their.tags %}{{ a }}{% endfor %}",
    "attribute target": "{% set their.name = 'x' %}",
    "huge number": "{{ " + "9" * 60_000 + " }}",
    "huge hexadecimal": "{{ 0x" + "f" * 60_000 + " }}",
    "huge float": "{{ 1e" + "9" * 60_000 + " }}",
    "deep brackets": "{{ " + "(" * DEEP + "1" + ")" * DEEP + " }}",
    "deep not": "{{ " + "not " * DEEP + "1 }}",
    "deep minus": "{{ " + "-" * DEEP + "1 }}",
    "deep lists": "{{ " + "[" * DEEP + "]" * DEEP + " }}",
    "long chain": "{{ their" + ".name" * DEEP + " }}",
    "many filters": "{{ their.name" + "|possessive" * DEEP + " }}",
    "many ors": "{{ " + "their.name or " * 4_000 + "1 }}",
    "many conditions": "{{ " + "1 if tries else " * 3_000 + "1 }}",
    "many ifs": "{% if tries %}" * 3_000 + "{% endif %}" * 3_000,
    "many elifs": "{% if tries %}" + "{% elif tries %}" * 3_000 + "{% endif %}",
    "many tags": "{{ their.name }}" * 4_000,
    "many loops": "{% for a in their.tags %}{% for b in their.tags %}{{ their.threads }}{% endfor %}{% endfor %}" * 25,
    "empty loops": "{% for a in their.tags %}{% for b in their.tags %}{% endfor %}{% endfor %}" * 25,
    "open braces": "{{" * 30_000,
    "open tags": "{%" * 30_000,
    "open comments": "{#" * 30_000,
    "closed comments": "{##}" * 16_000,
    "percent signs": "{{ %}" * 10_000,
    "quotes": "{{ '" + "\\'" * 30_000,
    "escape in a text": "{{ '\\x1b]52;c;x\\x07' }}",
    "gap mark in a text": "{{ '\\x02my.name\\x03' }}",
    "right to left in a text": "{{ '\\u202e' }}",
    "spaces": "{{" + " " * 60_000 + "}}",
    "blank lines": "\n" * 60_000,
    "spaces before a stop": (" " * 200 + ",") * 300,
    "equal signs": "=" * 60_000,
    "equal sign lines": "== ==\n" * 10_000,
    "too long": "x" * 70_000,
    "minus tags": "{%- if tries -%}" + " " * 60_000 + "{%- endif -%}",
    "keyword arguments": "{{ their.name|default(instead='x') }}",
    "star arguments": "{{ their.name|default(*their.tags) }}",
    "i18n": "{% trans %}x{% endtrans %}",
    "debug": "{% debug %}",
    "break": "{% for t in their.tags %}{% break %}{% endfor %}",
    "test reach": "{{ their is sameas(my) }}",
    "division": "{{ 1 / 0 }}",
    "line statement": "# for i in range(9):\nx",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_or_rendered_quickly(name: str) -> None:
    text = f"== opener ==\n{HOSTILE[name]}\n== voicemail ==\nx\n== email ==\nSubject: x\n\nx\n"
    person = talked_to(tags=("t" * 50,) * 40, threads=("h" * 2000,) * 40)
    problems("== opener ==\n{{ their.name }}")  # Jinja is loaded once, and not on this clock
    best = min(_seconds(text, person) for _ in range(3))
    assert best < QUICK, f"{best * 1000:.0f} ms"


def _seconds(text: str, person) -> float:
    began = time.thread_time()
    try:
        faults = problems(text)
        if not faults:
            said = Renderer().render(parse_script("hostile", text), "opener", person).text
            assert len(said) <= 2 * OUTPUT_LIMIT
            assert "__" not in said
            assert "passwd" not in said
    except ScriptError:
        pass  # refused while it was rendered
    return time.thread_time() - began
