"""Rules of email: who wants an unsubscribe line, and when to try again what was refused for now."""

from __future__ import annotations

from datetime import datetime, timedelta

_COUNTRIES = (
    # CAN-SPAM, 15 U.S.C. 7704(a)(3); CASL, s. 6(2)(c); Spam Act 2003 (AU), s. 18; Unsolicited Electronic Messages
    # Act 2007 (NZ), s. 11; PECR 2003 (GB), reg. 23; UWG (CH), art. 3(1)(o); ePrivacy directive 2002/58/EC, art. 13(4),
    # in the EU and EEA; and alike in Singapore, South Africa, Israel, Japan, Korea and Brazil.
    "US CA AU NZ GB CH "
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO "
    "SG ZA IL JP KR BR"
)
ASK_FOR_A_WAY_OUT = frozenset(_COUNTRIES.split())
"""Countries (ISO 3166) whose law wants that whoever gets such an email is told how to get no more. No legal advice."""

WAITS = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""How long to wait after each try that was refused for now; the last for all further ones (RFC 5321, 4.5.4.1)."""

MOST_TRIES = 8
"""Refused for now so often is refused for good: some five days."""


def wants_unsubscribe(setting: str, country: str) -> bool:
    """Whether emails carry the line, by the setting (yes, no, auto) and the user's country."""
    return setting == "yes" or (setting != "no" and country.upper() in ASK_FOR_A_WAY_OUT)


def try_again_at(tries: int, now: datetime) -> datetime | None:
    """When to try again after ``tries`` that were refused for now; None once it is enough."""
    return None if tries >= MOST_TRIES else now + WAITS[min(max(tries, 1), len(WAITS)) - 1]
