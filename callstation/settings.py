"""The user's settings: a TOML file that is theirs. It is written once, at the first start, and then only read.

What the program remembers by itself goes elsewhere (see memory.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from callstation.dialler_settings import Dialler, check_dialler
from callstation.errors import SettingsError
from callstation.hook_settings import Hook, check_hook


@dataclass(frozen=True, slots=True)
class Me:
    """Who is calling: what scripts know as ``my``."""

    name: str = ""
    """Your name, as you say it on the phone."""
    business: str = ""
    """What your business is called."""
    number: str = ""
    """The number to call you back on, as you would write it."""
    place: str = ""
    """Where you are, if it helps to say so."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where you call from."""

    zone: str = "UTC"
    """Your time zone, an IANA name like America/New_York."""
    country: str = "US"
    """Two letters: numbers without a + are read as this country's."""
    day_first: bool = False
    """Whether 4/3 is the 4th of March."""


@dataclass(frozen=True, slots=True)
class Calling:
    """How you work."""

    hours: str = "9:00-20:00 mon-sat"
    """When people may be called, in their own time, where they have no hours of their own."""
    days: str = "mon-fri"
    """Your own working days: no promise is made for another."""
    sessions: tuple[str, ...] = ()
    """Your hours of calling, in your own time (mon-fri 9:00-10:00): no promise is made for a day on which none of
    them falls into a person's hours. Empty: learnt from your past sessions."""
    beyond_the_law: bool = False
    """Whether your hours, and people's own, hold where the legal calling hours of their place are stricter. No legal
    advice: true is for calls that the law does not mean."""
    goal: str = "60 minutes"
    """What a power hour is measured by: minutes or calls."""
    tries: int = 6
    """Unanswered tries before somebody is let rest."""
    gaps: tuple[int, ...] = (1, 2, 3, 5, 8)
    """Working days to wait after each unanswered try."""
    drip: str = "monthly"
    """How often something of value goes by email to whoever is at rest: monthly, quarterly, 6w."""


@dataclass(frozen=True, slots=True)
class Mail:
    """How emails leave. No password is ever written here: see ``password_from``."""

    way: str = ""
    """smtp (a server sends them), eml (each opens as a draft in your own mail program), mailto (short ones open in
    it), or empty: none leaves."""
    address: str = ""
    """Your address: whom they come from, and where answers go."""
    server: str = ""
    """The mail server's name: smtp.example.com."""
    port: int = 587
    """587 goes with starttls, 465 with tls."""
    security: str = "starttls"
    """starttls or tls. Nothing is ever sent in the clear, and the server's certificate must be good."""
    user: str = ""
    """The name to log in with; empty: your address. A server that wants no login: none."""
    password_from: str = "keyring"  # noqa: S105 - where it is, not what it is
    """keyring (needs callstation[keyring]), command, or environment (CALLSTATION_MAIL_PASSWORD)."""
    password_command: str = ""
    """A command that prints the password: pass show mail."""
    certificates: str = ""
    """A file of certificates to trust besides the system's, for a server of your own."""
    postal: str = ""
    """Your postal address on one line: some countries want it below what advertises (the US, for one)."""
    unsubscribe: str = "auto"
    """yes, no, or auto: a line on how to get no more emails, where your country wants one."""
    timeout: int = 30
    """Seconds that the server may take for one answer."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Your own CalDAV calendar, in which what you agreed and promised is kept."""

    url: str = ""
    """The calendar's address: https://dav.example.com/dana/calls/. Empty: none is kept."""
    user: str = ""
    """The name to log in with; empty: no login."""
    password_from: str = "keyring"  # noqa: S105 - where it is, not what it is
    """keyring (needs callstation[caldav]), command, or environment (CALLSTATION_CALENDAR_PASSWORD)."""
    password_command: str = ""
    """A command that prints the password: pass show calendar."""
    certificates: str = ""
    """A file of certificates to trust besides the system's, for a server of your own."""
    timeout: int = 15
    """Seconds that the server may take for one answer."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the user can set."""

    me: Me = field(default_factory=Me)
    region: Region = field(default_factory=Region)
    calling: Calling = field(default_factory=Calling)
    mail: Mail = field(default_factory=Mail)
    calendar: Calendar = field(default_factory=Calendar)
    dialler: Dialler = field(default_factory=Dialler)
    hook: Hook = field(default_factory=Hook)
    rhythms: Mapping[str, str] = field(default_factory=dict)
    """How often people with a tag want a call (``regulars = "7d"``), where they have no rhythm of their own."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Other keys for actions: ``no_answer = "f1"``."""
    theme: str = ""
    """A Textual theme; '' for callstation's own."""


def read_settings(file: Path) -> Settings | None:
    """The settings in ``file``, None where there is none yet.

    Raises SettingsError naming file, line or field: nothing is guessed from a broken file.
    """
    import tomllib

    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}") from None
    try:
        return settings_of(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: {error}") from None
    except SettingsError as error:
        raise SettingsError(f"{file}: {error}") from None


def settings_of(data: Mapping[str, Any]) -> Settings:
    """Settings out of parsed TOML. Raises SettingsError naming the field."""
    parts: dict[str, Any] = {
        "me": Me(),
        "region": Region(),
        "calling": Calling(),
        "mail": Mail(),
        "calendar": Calendar(),
        "dialler": Dialler(),
        "hook": Hook(),
    }
    found: dict[str, Any] = {}
    for key, value in data.items():
        if key in parts:
            found[key] = _section(key, parts[key], value)
        elif key in ("keys", "rhythms"):
            found[key] = _pairs(key, value)
        elif key == "theme" and isinstance(value, str):
            found["theme"] = value
        else:
            known = ", ".join((*parts, "rhythms", "keys", "theme"))
            raise SettingsError(f"{key!r} is not a setting (there are {known})")
    settings = Settings(**found)
    check_dialler(settings.dialler)
    check_hook(settings.hook)
    return settings


def _pairs(name: str, values: Any) -> dict[str, str]:
    """A section whose names are the user's own."""
    if not isinstance(values, dict):
        raise SettingsError(f"[{name}] must be a section")
    for key, value in values.items():
        if not isinstance(value, str):
            raise SettingsError(f"[{name}] {key} must be text in quotes")
    return values


def _section(name: str, default: Any, values: Any) -> Any:
    if not isinstance(values, dict):
        raise SettingsError(f"[{name}] must be a section")
    known = {f.name: getattr(default, f.name) for f in fields(default)}
    checked: dict[str, Any] = {}
    for key, value in values.items():
        if key not in known:
            raise SettingsError(f"[{name}] has no setting {key!r} (there are {', '.join(known)})")
        wanted = known[key]
        if isinstance(wanted, tuple) and not wanted:
            if not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
                raise SettingsError(f"[{name}] {key} must be a list of texts in quotes")
            value = tuple(value)
        elif isinstance(wanted, tuple):
            if not (isinstance(value, list) and value and all(type(v) is int and v > 0 for v in value)):
                raise SettingsError(f"[{name}] {key} must be a list of whole numbers above 0")
            value = tuple(value)
        elif type(value) is not type(wanted):
            kinds = {str: "text in quotes", int: "a whole number", bool: "true or false"}
            raise SettingsError(f"[{name}] {key} must be {kinds[type(wanted)]}")
        checked[key] = value
    return replace(default, **checked)


_TEMPLATE = """\
# callstation's settings. Yours to edit; the program reads this file and never rewrites it.

[me]
name = {name}
business = {business}
# The number people call you back on, as you would write it.
number = {number}
# Where you are, if it helps to say so.
place = {place}

[region]
# An IANA name, like America/New_York.
zone = {zone}
# Two letters; numbers without a + are read as this country's.
country = {country}
# Whether 4/3 is the 4th of March.
day_first = {day_first}

[calling]
# When people may be called, in their own time, unless they have hours of their own.
hours = {hours}
# The legal calling hours of their country and state narrow these; people's own hours cannot widen them either.
# true lets yours and theirs hold where the law is stricter, and every card says so: only for calls that the law does
# not mean. The table of laws is no legal advice.
beyond_the_law = {beyond_the_law}
# Your working days: no promise is made for another.
days = {days}
# Your hours of calling, in your own time, like ["mon-fri 9:00-10:00", "tue 16:30-17:30"]: a promise is made only for
# a day on which one of them falls into the person's hours. Empty: learnt from your past sessions.
sessions = {sessions}
# What a power hour is measured by: "60 minutes" or "20 calls".
goal = {goal}
# Unanswered tries before somebody is let rest, and the working days between them.
tries = {tries}
gaps = {gaps}
# How often whoever is at rest gets something of value by email (see callstation drip): "monthly", "quarterly".
drip = {drip}

# How often people with a tag want a call, where they have no rhythm of their own; the shortest holds, for example:
# [rhythms]
# regulars = "7d"
# investors = "quarterly"

# How emails leave; without it they wait in the outbox, and none goes out.
# [mail]
# way = "smtp"                  # or "eml": opens a draft in your own mail program; or "mailto"
# address = "dana@example.com"  # whom they come from
# server = "smtp.example.com"
# port = 587
# security = "starttls"         # or "tls" (port 465); nothing is ever sent in the clear
# user = ""                     # to log in with; empty: your address; "none": no login
# password_from = "keyring"     # or "command", or "environment" (CALLSTATION_MAIL_PASSWORD); never in this file
# password_command = "pass show mail"
# certificates = ""             # a file of certificates to trust besides the system's
# postal = ""                   # your postal address, which some countries want below what advertises
# unsubscribe = "auto"          # a line on how to get no more emails: "yes", "no", or where your country wants it
# timeout = 30                  # seconds for one answer of the server

# What d does. Without it the number is shown large and copied, and you dial on your own telephone.
# [dialler]
# kind = "link"                 # hands tel:+1... to your system; scheme = "callto", "facetime-audio", ... for others
#
# kind = "command"              # runs a program of yours: a list, filled in without a shell
# command = ["dial-it", "--to", "{{number}}", "--ext", "{{extension}}", "--name", "{{name}}"]
# hang_up = ["dial-it", "--end"]  # may be left out
#
# kind = "baresip"              # a call over SIP by itself; baresip needs its module ctrl_tcp
# baresip_port = 4444           # its ctrl_tcp_listen, on this machine (baresip_host = "127.0.0.1")
# baresip_start = false         # true: started with the workstation's first call, and ended with it
# baresip_config = "~/.baresip"
# address = "{{number}}"          # or "sip:{{number}}@sip.example.com", where the account does not say so itself
# ring = 45                     # seconds until a call that nobody answers is given up
# pause = 1                     # seconds after the answer before an extension's digits are sent

# Your own CalDAV calendar, in which what you agreed and promised is kept:
# [calendar]
# url = "https://dav.example.com/dana/calls/"
# user = "dana"
# password_from = "keyring"     # or "command", or "environment" (CALLSTATION_CALENDAR_PASSWORD); never in this file
# password_command = "pass show calendar"
# certificates = ""             # a file of certificates to trust besides the system's
# timeout = 15                  # seconds for one answer of the server

# Who is told of every outcome once it is stored, as JSON (see "Build on it" in the README); without it, nobody:
# [hook]
# command = ["tell-my-crm"]     # a program of yours, which gets it on standard input; no shell
# url = "https://hooks.example.com/calls"  # and/or posted there; {{token}} in it is filled in
# token_from = "keyring"        # or "command", or "environment" (CALLSTATION_HOOK_TOKEN); never in this file
# token_command = "pass show hook"
# certificates = ""             # a file of certificates to trust besides the system's
# notes = false                 # true: the note of a call goes along
# timeout = 10                  # seconds for one telling

# Other keys for actions, for example:
# [keys]
# no_answer = "f1"
"""


def first_settings(me: Me, region: Region, calling: Calling = Calling()) -> str:
    """The text of a new settings file."""
    import json

    # Text, numbers, lists of numbers and true or false are written alike in JSON and TOML.
    values = {**vars_of(me), **vars_of(region), **vars_of(calling)}
    return _TEMPLATE.format(**{name: json.dumps(value, ensure_ascii=False) for name, value in values.items()})


def vars_of(part: Any) -> dict[str, Any]:
    """The fields of a settings section by name."""
    return {f.name: getattr(part, f.name) for f in fields(part)}


def write_first(file: Path, text: str) -> None:
    """Write the first settings file, mode 0600; an existing one is never touched. Raises SettingsError."""
    import os

    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:  # also where a file stands in the folder's place
        raise SettingsError(f"the folder {file.parent} cannot be made: {error.strerror}") from None
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    except OSError as error:
        raise SettingsError(f"{file} cannot be written: {error.strerror}") from None
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
