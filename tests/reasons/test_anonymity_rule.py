"""H5: the words by which a client would be known, found and hidden in any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.rules.anonymity import STAND_IN, found_in, masked, secret_of

NELL = secret_of("Nell Abara", "Nell", "Abara", "Harbor Lane Bakery Ltd")
OHARA = secret_of("Dr. Siobhán O'Hara-Núñez", "Siobhán", "O'Hara-Núñez", "Bluebird")
WILL = secret_of("Will Long", "Will", "Long", "The Bakery")
WANG = secret_of("王小明", "", "", "五月花")


@pytest.mark.parametrize(
    ("secret", "text", "found"),
    [
        (NELL, "that Nell Abara doubled it", "Nell Abara"),
        (NELL, "that NELL sold out", "NELL"),
        (NELL, "that nell sold out", "nell"),
        (NELL, "Abara's last box", "Abara"),
        (NELL, "Abara, Nell", "Abara, Nell"),
        (NELL, "the Abaras", "Abaras"),
        (NELL, "at Harbor Lane Bakery", "Harbor Lane Bakery"),
        (NELL, "at HARBOR  LANE", "HARBOR  LANE"),
        (NELL, "harbor-lane bakery", "harbor-lane bakery"),
        (NELL, "that Harbor sold it", "Harbor"),
        (NELL, "a safe harbor in every lane of a bakery", ""),
        (NELL, "https://www.harborlanebakery.example/story", "harborlanebakery"),
        (NELL, "stories/harbor_lane_bakery.pdf", "harbor_lane_bakery"),
        (NELL, "write to nell.abara@example.com", "nell.abara"),
        (NELL, "#NellAbara", "NellAbara"),
        (NELL, "that somebody sold their last box, limited", ""),
        (OHARA, "SIOBHAN O’HARA NUNEZ", "SIOBHAN O’HARA NUNEZ"),
        (OHARA, "a Ms. ohara", "ohara"),
        (OHARA, "bluebird doubled it", "bluebird"),
        (WILL, "you will not wait long for the bakery", ""),
        (WILL, "that Will sold it", "Will"),
        (WILL, "that will long sold it", "will long"),
        (WANG, "因为王小明说好", "因为王小明说好"),
        (WANG, "五月花公司", "五月花公司"),
        (secret_of(""), "Nell Abara of Harbor Lane", ""),
    ],
)
def test_what_gives_a_client_away(secret, text: str, found: str) -> None:
    assert found_in(secret, text) == found


def test_what_is_said_instead() -> None:
    text = "that the Harbor Lane Bakery sold out, and Nell's Fridays are her own"
    assert masked(NELL, text) == f"that {STAND_IN} sold out, and {STAND_IN}'s Fridays are her own"
    assert masked(NELL, "Harbor Lane Bakery, Nell Abara, Nell") == STAND_IN


def test_whoever_else_bears_the_name_keeps_it() -> None:
    own = ("Nell Novak", "Dana Reed")
    assert masked(NELL, "Nell, it's Dana. Nell Abara did it.", own=own) == f"Nell, it's Dana. {STAND_IN} did it."
    assert masked(NELL, "Nell Abara", own=("Nell Abara",)) == "Nell Abara"


names = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJéßøÅ 'O-.&王小明Łukаш"), min_size=0, max_size=24
) | st.sampled_from(["Client & Sons", "A client", "The A Company", "Li Wu", "Ann", "van der Berg"])


@given(names, names, names, st.lists(st.sampled_from(["you", "sold", "it", "A", "client", "Client", "."]), max_size=6))
def test_nothing_of_a_name_is_left(name: str, company: str, around: str, words: list[str]) -> None:
    first, _, last = name.partition(" ")
    secret = secret_of(name, first, last, company)
    text = " ".join([*words[:2], name, *words[2:4], company, around, *words[4:]])
    hidden = masked(secret, text)
    assert found_in(secret, hidden) == ""
    assert masked(secret, hidden) == hidden


@given(st.text(max_size=80))
def test_a_text_without_the_name_is_left_alone(text: str) -> None:
    if not found_in(NELL, text):
        assert masked(NELL, text) == text


def test_long_texts_and_long_names_come_to_an_end() -> None:
    secret = secret_of(" ".join(["Aaron"] * 400), company="a" * 5_000)
    assert "aaron" not in masked(secret, "aaron " * 4_000 + "a" * 20_000)
