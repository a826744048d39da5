"""Real calls over SIP: our dialler, a real baresip, and a real other side (T5, T6, F3, F4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from real_parts import needs
from sip_parts import HOST, NUMBER, Hand, Heard, Network, Telephone, fresh_port, until

from callstation.dialers.baresip import Baresip
from callstation.dialler_settings import Dialler
from callstation.model.calls import Outcome
from callstation.model.dialling import End, Stage
from callstation.rules.dialling import proposed

pytestmark = needs("baresip", "sipp")

Making = Callable[[Dialler], Baresip]


def test_answered_and_hung_up_here(ours: Telephone, theirs: Telephone, dialler: Making, heard: Heard) -> None:
    line = dialler(ours.settings(theirs.address))
    with Hand(theirs) as them:
        line.dial(NUMBER, "", "Maria Okafor")
        heard.until(Stage.ANSWERED)
        until(lambda: them.saw("CALL_ESTABLISHED"))
        line.hang_up()
        end = heard.until(Stage.ENDED)
        until(lambda: them.saw("CALL_CLOSED"))
    assert (end.end, end.code) == (End.OVER, 0)
    assert heard.stages == [Stage.DIALLING, Stage.RINGING, Stage.ANSWERED, Stage.ENDED]
    assert {e.call for e in heard.all} == {1}


def test_answered_and_hung_up_there(ours: Telephone, asked: Telephone, dialler: Making, heard: Heard) -> None:
    """The other side lets it ring, accepts, and hangs up."""
    line = dialler(ours.settings(asked.address))
    with Hand(asked) as them:
        line.dial(NUMBER, "", "")
        heard.until(Stage.RINGING)
        assert heard.nothing_for(0.3)
        them.do("accept")
        heard.until(Stage.ANSWERED)
        them.do("hangup")
        assert heard.until(Stage.ENDED).end is End.OVER


@pytest.mark.parametrize(
    ("status", "end", "outcomes"),
    [
        ("486 Busy Here", End.BUSY, (Outcome.NO_ANSWER, Outcome.CALL_BACK)),
        ("404 Not Found", End.NO_SUCH_NUMBER, (Outcome.WRONG_NUMBER,)),
        ("603 Decline", End.DECLINED, (Outcome.NOT_NOW, Outcome.NO_ANSWER)),
        ("480 Temporarily Unavailable", End.NO_ANSWER, (Outcome.NO_ANSWER,)),
        ("408 Request Timeout", End.NO_ANSWER, (Outcome.NO_ANSWER,)),
        ("403 Forbidden", End.FAILED, ()),
    ],
)
def test_what_the_network_says_proposes_an_outcome(
    ours: Telephone,
    network: Callable[[str], Network],
    dialler: Making,
    heard: Heard,
    status: str,
    end: End,
    outcomes: Sequence[Outcome],
) -> None:
    line = dialler(ours.settings((provider := network(status)).address))
    line.dial(NUMBER, "", "")
    ended = heard.until(Stage.ENDED)
    code, _, words = status.partition(" ")
    assert (ended.end, ended.code, ended.words) == (end, int(code), words)
    assert heard.stages == [Stage.DIALLING, Stage.RINGING, Stage.ENDED]
    assert tuple(proposed(ended.end)) == outcomes
    assert f"INVITE sip:{NUMBER}@" in provider.story()


def test_a_call_that_nobody_answers_is_given_up(
    ours: Telephone, network: Callable[[str], Network], dialler: Making, heard: Heard
) -> None:
    provider = network("")
    dialler(ours.settings(provider.address, ring=1)).dial(NUMBER, "", "")
    ended = heard.until(Stage.ENDED)
    assert (ended.end, tuple(proposed(ended.end))) == (End.NO_ANSWER, (Outcome.NO_ANSWER,))
    assert "CANCEL sip:" in provider.story()


def test_hung_up_while_it_rings_nobody_was_reached(
    ours: Telephone, network: Callable[[str], Network], dialler: Making, heard: Heard
) -> None:
    provider = network("")
    line = dialler(ours.settings(provider.address))
    line.dial(NUMBER, "", "")
    heard.until(Stage.RINGING)
    line.hang_up()
    assert heard.until(Stage.ENDED).end is End.CANCELLED
    assert "487 Request Terminated" in provider.story()


def test_nothing_at_the_other_end_does_not_get_through(ours: Telephone, dialler: Making, heard: Heard) -> None:
    dialler(ours.settings(f"sip:{{number}}@{HOST}:{fresh_port()}", ring=1)).dial(NUMBER, "", "")
    ended = heard.until(Stage.ENDED)
    assert (ended.end, ended.words) == (End.FAILED, "no sign came from the other side")
    assert proposed(ended.end) == ()


def test_an_extension_is_sent_after_the_answer(
    ours: Telephone, asked: Telephone, dialler: Making, heard: Heard
) -> None:
    line = dialler(ours.settings(asked.address))
    with Hand(asked) as them:
        line.dial(NUMBER, "207", "")
        heard.until(Stage.RINGING)
        assert not them.saw("CALL_DTMF_START")
        them.do("accept")
        heard.until(Stage.ANSWERED)
        until(lambda: len(them.saw("CALL_DTMF_START")) == 3)
        line.send_digits("1,#")
        until(lambda: len(them.saw("CALL_DTMF_START")) == 5)
        assert "".join(str(e["param"]) for e in them.saw("CALL_DTMF_START")) == "2071#"


def test_the_next_call_hangs_up_the_last(ours: Telephone, theirs: Telephone, dialler: Making, heard: Heard) -> None:
    line = dialler(ours.settings(theirs.address))
    line.dial(NUMBER, "", "")
    heard.until(Stage.ANSWERED)
    line.dial(NUMBER, "", "")
    ended = heard.until(Stage.ENDED)
    answered = heard.until(Stage.ANSWERED)
    assert (ended.call, ended.end, answered.call) == (1, End.OVER, 2)
    with Hand(theirs) as them:
        assert them.do("listcalls").count("ESTABLISHED") == 1


def test_a_call_that_comes_in_meanwhile_is_left_alone(
    ours: Telephone, asked: Telephone, theirs: Telephone, dialler: Making, heard: Heard
) -> None:
    """baresip's own hangup would end that one: it is the newest."""
    line = dialler(ours.settings(theirs.address))
    line.dial(NUMBER, "", "")
    heard.until(Stage.ANSWERED)
    with Hand(asked) as stranger:
        stranger.do("dial", f"sip:{ours.user}@{HOST}:{ours.sip}")
        until(lambda: stranger.saw("CALL_RINGING"))
        line.hang_up()
        assert heard.until(Stage.ENDED).end is End.OVER
        assert "sip:rep@" in stranger.do("listcalls")
        stranger.do("hangup")


def test_a_line_that_is_taken_is_said_and_freed_by_dialling_again(
    ours: Telephone, theirs: Telephone, asked: Telephone, dialler: Making, heard: Heard
) -> None:
    with Hand(ours) as somebody:
        somebody.do("dial", f"sip:{NUMBER}@{HOST}:{asked.sip}")
        until(lambda: somebody.saw("CALL_RINGING"))
    line = dialler(ours.settings(theirs.address))
    line.dial("+16025550135", "", "")
    ended = heard.until(Stage.ENDED)
    assert ended.end is End.FAILED
    assert ended.words == f"baresip is on a call already (sip:{NUMBER}@{HOST}:{asked.sip}): dial again to end that one"
    line.dial(NUMBER, "", "")
    assert heard.until(Stage.ANSWERED).call == 2
