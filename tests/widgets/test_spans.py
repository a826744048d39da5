"""Lines of spans: nothing is lost, nothing is too wide, nothing acts on a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from callstation.model.people import Phone
from callstation.widgets.big_digits import big_lines
from callstation.widgets.card_layout import as_written, spaced
from callstation.widgets.spans import fit, fit_line, justify, width_of, wrap

TEXT = st.text(max_size=200)


@given(TEXT, st.integers(min_value=2, max_value=80))
def test_wrapped_lines_fit_and_lose_no_letter(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    from callstation.text import clean

    assert "".join("".join(lines).split()) == "".join(clean(text).expandtabs(4).split())


@given(TEXT, st.integers(min_value=0, max_value=80))
def test_fitted_text_fits_and_is_harmless(text: str, width: int) -> None:
    shown = fit(text, width)
    assert cell_len(shown) <= width
    assert "\x1b" not in shown
    assert "\n" not in shown


@given(st.lists(st.tuples(st.text(alphabet="ab 王", max_size=12), st.just("plain")), max_size=6), st.integers(1, 60))
def test_justified_lines_have_exactly_their_width(spans: list[tuple[str, str]], width: int) -> None:
    assert width_of(fit_line(spans, width)) <= width
    assert width_of(justify(spans, [("x", "plain")], width)) <= width


def test_indents_and_line_breaks_stay() -> None:
    assert wrap("one\n    two three", 12) == ["one", "    two", "three"]


def test_numbers_are_grouped_for_the_eye() -> None:
    assert spaced("+16025550134") == "+1 602 555 0134"
    assert spaced("4711") == "4711"
    assert spaced("+4930901820").replace(" ", "") == "+4930901820"


def test_a_number_keeps_the_groups_of_its_owner_where_it_is_the_same_number() -> None:
    assert as_written(Phone("+4930901820", raw="+49 30 901820")) == "+49 30 901820"
    assert as_written(Phone("+4930901820", raw="030 901820")) == ""
    assert as_written(Phone("+4930901820", raw="+49 30 901821")) == ""
    assert as_written(Phone("+16025550134", raw="+1 (602) 555-0134")) == ""


def test_large_digits_have_three_rows_and_a_small_extension() -> None:
    rows = big_lines("+1 602 555 0134 ext. 20")
    assert len(rows) == 3
    assert rows[1].endswith("ext. 20")
