"""What goes over the wire holds what the letter says, and no line more."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_smtp import LETTER, NOW, SENDER

from callstation.mail.addresses import one_address
from callstation.mail.faults import LetterError, NotReadyError
from callstation.mail.message import build
from callstation.mail.secret import password
from callstation.model.mail import LetterKind
from callstation.passwords import NoPasswordError, Source
from callstation.passwords import password as any_password
from callstation.settings import Mail

HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]


@given(st.text(max_size=200), st.text(max_size=80), st.text(max_size=300), st.text(max_size=60))
def test_no_words_become_a_header_or_a_recipient(subject: str, name: str, body: str, own: str) -> None:
    letter = replace(LETTER, subject=subject, name=name, body=body)
    data = build(letter, replace(SENDER, name=own), NOW).as_bytes()
    message = message_from_bytes(data, policy=default)
    assert sorted(message.keys()) == sorted(HEADERS)
    assert [a.addr_spec for a in message["To"].addresses] == [LETTER.address]
    assert [a.addr_spec for a in message["From"].addresses] == ["dana@example.com"]
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "text",
    [
        "a@b.example, x@evil.example",
        "a@b.example\r\nBcc: x@evil.example",
        "<a@b.example>",
        '"a b"@b.example',
        "a@b",
        "a@@b.example",
        "@b.example",
        "a@b..example",
        "a b@b.example",
        "a@-b.example",
        "a@b.example;x@evil.example",
        "",
        "a" * 70 + "@b.example",
        "müller@b.example",
        "a@[127.0.0.1]",
        "a@b.example\x00",
    ],
)
def test_what_is_not_one_plain_address_is_none(text: str) -> None:
    with pytest.raises(LetterError):
        one_address(text)
    with pytest.raises(LetterError):
        build(replace(LETTER, address=text), SENDER, NOW)


def test_plain_addresses_are_taken_and_other_letters_in_a_domain_are_written_in_ascii() -> None:
    assert one_address("o'hara+x@mail.example.com") == "o'hara+x@mail.example.com"
    assert one_address("maria@bücher.example") == "maria@xn--bcher-kva.example"


def test_a_drip_can_be_left_by_a_header_too() -> None:
    message = build(replace(LETTER, kind=LetterKind.DRIP), replace(SENDER, unsubscribe=True), NOW)
    assert message["List-Unsubscribe"] == "<mailto:dana@example.com?subject=no%20emails>"
    assert build(LETTER, replace(SENDER, unsubscribe=True), NOW)["List-Unsubscribe"] is None


def test_attachments_too_long_for_a_server_are_refused(tmp_path: Path) -> None:
    (tmp_path / "film.bin").write_bytes(b"\0" * (11 << 20))
    with pytest.raises(LetterError, match="more than 10 MB"):
        build(replace(LETTER, attachments=(str(tmp_path / "film.bin"),)), SENDER, NOW)
    with pytest.raises(LetterError, match="is not there"):
        build(replace(LETTER, attachments=(str(tmp_path),)), SENDER, NOW)


# passwords ------------------------------------------------------------------------------------------------
def source(kind: str, command: str = "") -> Source:
    return Source("mail", kind, command, "dana", "callstation mail", "CALLSTATION_MAIL_PASSWORD")


def test_a_password_comes_out_of_a_command_without_a_shell() -> None:
    command = f"{sys.executable} -c \"print('two words; $HOME'); print('more')\""
    assert any_password(source("command", command)).reveal() == "two words; $HOME"


@pytest.mark.parametrize(
    ("kind", "command", "said"),
    [
        ("command", "", "is empty"),
        ("command", "pass 'show", "quotes are not closed"),
        ("command", "/nowhere/at/all", "could not be run"),
        ("command", f"{sys.executable} -c \"print('canary'); raise SystemExit(3)\"", "ended with status 3"),
        ("command", f'{sys.executable} -c "pass"', "printed nothing"),
        ("environment", "", "has no CALLSTATION_MAIL_PASSWORD"),
        ("file", "", "keyring, command or environment"),
    ],
)
def test_a_missing_password_is_one_sentence(kind: str, command: str, said: str) -> None:
    with pytest.raises(NoPasswordError, match=said) as missing:
        any_password(source(kind, command))
    assert "canary" not in str(missing.value)
    with pytest.raises(NotReadyError, match=said):
        password(Mail(password_from=kind, password_command=command))


def test_without_a_keyring_it_says_what_else_there_is() -> None:
    code = (
        "import sys; sys.modules['keyring'] = None\n"
        "from callstation.settings import Mail\n"
        "from callstation.mail.secret import password\n"
        "try: password(Mail())\nexcept Exception as error: print(error)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "command or environment" in said
