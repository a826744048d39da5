"""What comes over the control socket, however it comes cut; and baresip's words taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.dialers.baresip_words import Listed, SipCall, listed_calls, rings
from callstation.dialers.netstrings import BrokenStreamError, Netstrings, encode
from callstation.model.dialling import End, Stage


@given(st.lists(st.binary(max_size=40), max_size=6), st.data())
def test_strings_come_out_whole_however_they_are_cut(strings: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(map(encode, strings))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    reader, found = Netstrings(), []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += reader.feed(stream[start:end])
    assert found == strings


@given(st.binary(max_size=60))
def test_anything_else_is_refused_or_waited_for(noise: bytes) -> None:
    reader = Netstrings()
    try:
        reader.feed(noise)
    except BrokenStreamError:
        return
    assert len(reader._held) <= len(noise)


@pytest.mark.parametrize("noise", [b"x", b":", b"3:abcd", b"-1:,", b"99999999", b"9999999:", "٣:abc,".encode()])
def test_what_is_no_netstring_is_named(noise: bytes) -> None:
    with pytest.raises(BrokenStreamError, match="netstring"):
        Netstrings().feed(noise)


def test_baresips_list_of_calls_is_read_in_its_older_and_newer_form() -> None:
    older = "\n--- Active calls (2) ---\n  [line 1]  0:01:42  ESTABLISHED     sip:+16025550134@192.0.2.1\n"
    newer = "> [line 2, id 4e3f]  1:00:05  INCOMING        sip:+16025550135@192.0.2.1\n"
    assert listed_calls(older + newer) == [
        Listed(1, False, 102, "ESTABLISHED", "sip:+16025550134@192.0.2.1"),
        Listed(2, True, 3605, "INCOMING", "sip:+16025550135@192.0.2.1"),
    ]
    assert listed_calls("\n--- Active calls (0) ---\n\n") == []


@pytest.mark.parametrize(
    ("uri", "ours"),
    [
        ("sip:+16025550134@sip.example.com", True),
        ("sip:0016025550134@sip.example.com;transport=tls", True),
        ('"Maria" <sip:16025550134@sip.example.com>', True),
        ("tel:+16025550134", True),
        ("sip:+16025550135@16025550134", False),
        ("sip:maria@sip.example.com", False),
        ("", False),
    ],
)
def test_a_uri_is_ours_by_its_number_alone(uri: str, ours: bool) -> None:
    assert rings(uri, "+16025550134") is ours


@pytest.mark.parametrize(
    ("stage", "said", "end"),
    [
        (Stage.RINGING, "486 Busy Here", (End.BUSY, 486, "Busy Here")),
        (Stage.RINGING, "603 Decline", (End.DECLINED, 603, "Decline")),
        (Stage.DIALLING, "Connection timed out", (End.FAILED, 0, "Connection timed out")),
        (Stage.RINGING, "Connection reset by user", (End.CANCELLED, 0, "")),
        (Stage.ANSWERED, "Connection reset by peer", (End.OVER, 0, "")),
        (Stage.ANSWERED, "486 Busy Here", (End.OVER, 0, "")),
        (Stage.DIALLING, "", (End.FAILED, 0, "")),
    ],
)
def test_why_a_call_was_closed(stage: Stage, said: str, end: tuple[End, int, str]) -> None:
    call = SipCall(1, "+16025550134", "", 0.0, stage)
    event = call.hear({"type": "CALL_CLOSED", "direction": "outgoing", "param": said})
    assert event is not None
    assert (event.end, event.code, event.words) == end
