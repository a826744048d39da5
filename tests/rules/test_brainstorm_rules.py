"""The brainstorm's rules (S10): the clock, the players, the questions, the points."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.errors import UsageError
from callstation.model.ideas import Idea, IdeaStatus
from callstation.model.reasons import BY_THEMSELVES, ReasonKind
from callstation.rules.brainstorm import (
    MOST_PLAYERS,
    Countdown,
    asked_at,
    essence,
    next_player,
    points_of,
    read_players,
    same_idea,
    scores,
    turn_of,
)
from callstation.rules.library import ABOUT
from callstation.rules.prompts import PROMPTS

NOW = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
KINDS = list(PROMPTS)


def idea(player: str, text: str = "that the minimum is gone", points: int = 1, **more) -> Idea:
    return Idea(0, 1, player, ReasonKind.POLICY, text, NOW, points=points, **more)


# the clock ------------------------------------------------------------------------------------------------
@given(st.lists(st.tuples(st.booleans(), st.floats(-30, 400)), max_size=12))
def test_the_clock_never_gains_time_and_never_goes_below_nothing(steps) -> None:
    clock, at, left = Countdown(600), 1000.0, 600.0
    for starts, seconds in steps:
        clock = clock.start(at) if starts else clock.stop(at)
        at += seconds  # a clock that goes back, too
        assert 0 <= clock.left(at) <= 600
        if seconds >= 0:
            assert clock.left(at) <= left + 1e-6 or not clock.running
    assert clock.stop(at).left(at) == pytest.approx(clock.left(at))


def test_a_clock_that_stands_loses_nothing() -> None:
    clock = Countdown(600).start(100).stop(160)
    assert (clock.left(160), clock.left(9_999), clock.running) == (540, 540, False)
    assert clock.start(10_000).left(10_040) == 500
    assert clock.start(10_000).start(10_020).left(10_040) == 500
    assert clock.start(10_000).over(10_540)


# the players ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Dana", ("Dana",)),
        ("Dana, Ann; Tom", ("Dana", "Ann", "Tom")),
        ("Dana and Ann & Tom", ("Dana", "Ann", "Tom")),
        (" Dana ,, dana, DANA", ("Dana",)),
        ("Andy, Sandra", ("Andy", "Sandra")),
        ("\x1b[31mRed\x1b[0m, [/b]", ("Red", "[/b]")),
    ],
)
def test_names_are_typed_once_with_commas_between(typed: str, names: tuple[str, ...]) -> None:
    assert read_players(typed) == names


@pytest.mark.parametrize("typed", ["", " , ;", "\x1b[0m", ",".join(map(str, range(MOST_PLAYERS + 1)))])
def test_nobody_and_a_crowd_cannot_play(typed: str) -> None:
    with pytest.raises(UsageError):
        read_players(typed)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=8, unique=True), st.integers(0, 40))
def test_the_keyboard_goes_round(players: list[str], turns: int) -> None:
    player = players[0]
    for _ in range(turns):
        player = next_player(players, player)
    assert player == players[turns % len(players)]
    assert next_player(players, "somebody who left") == players[0]


# the questions --------------------------------------------------------------------------------------------
def test_every_kind_that_can_be_written_has_several_questions_of_its_own() -> None:
    assert set(PROMPTS) == set(ReasonKind) - BY_THEMSELVES == set(ABOUT)
    every = [q for questions in PROMPTS.values() for q in questions]
    assert len(set(every)) == len(every)
    for kind, questions in PROMPTS.items():
        assert len(questions) >= 3, kind
    for question in every:
        assert question.endswith("?")
        assert len(question) < 90


@given(st.integers(0, 2_000))
def test_kinds_rotate_and_no_question_comes_twice_before_all_of_its_kind_came(turn: int) -> None:
    asked = asked_at(turn)
    assert asked.kind is KINDS[turn % len(KINDS)]
    assert asked.question in PROMPTS[asked.kind]
    assert asked_at(turn + 1).kind is not asked.kind
    round_ = [asked_at(turn + i * len(KINDS)).question for i in range(len(PROMPTS[asked.kind]))]
    assert sorted(round_) == sorted(PROMPTS[asked.kind])


@given(st.integers(0, 500), st.sampled_from(KINDS))
def test_the_turn_of_a_kind_is_the_next_in_which_it_is_asked(turn: int, kind: ReasonKind) -> None:
    found = turn_of(turn, kind)
    assert turn <= found < turn + len(KINDS)
    assert asked_at(found).kind is kind
    assert turn_of(turn, None) == turn_of(turn, ReasonKind.PROMISE) == turn


# the points -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("reached", "findings", "points"), [(0, 0, 1), (3, 0, 2), (3, 1, 1), (0, 2, 1)])
def test_one_for_an_idea_and_one_more_where_it_reaches_and_says_something(reached, findings, points) -> None:
    assert points_of(reached, findings) == points


@given(
    st.lists(
        st.tuples(st.sampled_from(["Dana", "Ann", "Tom"]), st.integers(1, 2), st.sampled_from(list(IdeaStatus))),
        max_size=40,
    )
)
def test_scores_are_the_sum_of_what_was_entered_whatever_became_of_it(played) -> None:
    entered = [idea(p, points=n, status=s) for p, n, s in played]
    found = scores(entered, ("Dana", "Ann"))
    assert list(found)[:2] == ["Dana", "Ann"]
    assert sum(found.values()) == sum(n for _, n, s in played if s is not IdeaStatus.TYPING)
    assert found["Ann"] == sum(n for p, n, s in played if p == "Ann" and s is not IdeaStatus.TYPING)


@pytest.mark.parametrize(
    "again",
    ["the minimum is gone", "That our MINIMUM is gone now!", "gone is the minimum", "that the minimum's gone"],
)
def test_the_same_idea_in_other_little_words_is_noticed(again: str) -> None:
    known = idea("Dana")
    expected = None if "'" in again else known
    assert same_idea(again, [idea("Ann", "that permits are free"), known]) == expected


def test_nothing_is_the_same_as_nothing() -> None:
    assert same_idea("", [idea("Dana", "")]) is None
    assert same_idea("...", [idea("Dana", "!!!")]) is None
    assert essence("that it is") == {"that", "it", "is"}


@given(st.text(max_size=60))
def test_an_idea_says_the_same_as_itself(text: str) -> None:
    assert essence(text) == essence(text + " ")
    if essence(text):
        assert same_idea(text, [idea("Dana", text)])
