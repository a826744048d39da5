"""``[dialler]`` in the settings: every mistake is one sentence that names the field."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from callstation.errors import SettingsError
from callstation.settings import Me, Region, first_settings, settings_of


def dialler(**values: Any) -> Any:
    return settings_of({"dialler": values}).dialler


def test_what_may_be_set() -> None:
    assert dialler().kind == "none"
    chosen = dialler(kind="command", command=["dial-it", "{number}"], hang_up=["dial-it", "--end"])
    assert chosen.command == ("dial-it", "{number}")
    assert dialler(kind="baresip", baresip_host="::1", baresip_port=4471, baresip_start=True).baresip_port == 4471


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"kind": "baresp"}, "kind is 'baresp': there are none, link, command, baresip"),
        ({"kind": "command"}, "command is empty"),
        ({"kind": "command", "command": ["x"]}, r"never names \{number\}"),
        ({"command": ["x", "{nmae}"]}, r"names \{nmae\}"),
        ({"command": ["{name}", "{number}"]}, "must begin with a program"),
        ({"command": "dial {number}"}, "command must be a list of texts in quotes"),
        ({"command": [1]}, "command must be a list of texts in quotes"),
        ({"baresip_host": "192.0.2.7"}, "only an address of this machine"),
        ({"baresip_host": "phone.example.com"}, "only an address of this machine"),
        ({"baresip_port": 0}, "baresip_port is 0"),
        ({"baresip_port": "4444"}, "baresip_port must be a whole number"),
        ({"ring": 1}, "ring is 1"),
        ({"scheme": "javascript"}, "scheme is 'javascript'"),
        ({"scheme": "tel:"}, "scheme is 'tel:'"),
        ({"address": "sip:maria@example.com"}, "address is"),
        ({"address": "{number} {number}"}, "address is"),
        ({"baresip": True}, "has no setting 'baresip'"),
    ],
)
def test_a_mistake_is_named(values: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsError, match=rf"\[dialler\] .*{says}"):
        dialler(**values)


def test_the_first_settings_say_how() -> None:
    """What is commented out in the file that the user gets is right as soon as the comment sign goes."""
    text = first_settings(Me(), Region())
    part = text[text.index("# [dialler]") :].split("\n\n")[0]
    lines = [line.removeprefix("# ").removeprefix("#") for line in part.splitlines()]
    for kind in ("link", "command", "baresip"):
        chosen = [line for line in lines if not line.startswith("kind = ") or f'"{kind}"' in line]
        found = settings_of(tomllib.loads("\n".join(chosen))).dialler
        assert found.kind == kind
