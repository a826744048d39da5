"""Before a number leaves the machine, and after the network has answered: the rules of dialling.

A number is dialled only where it is plainly a person's: E.164 in ASCII digits, no ``*`` and no ``#``; never an
emergency number, in whatever country the caller or the person is; premium rate and odd-looking ones only after a
second look. What came back over SIP (RFC 3261 section 21; RFC 8197 for 607, RFC 8688 for 608) proposes an outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from callstation.errors import RefusedError, UnsureError
from callstation.model.calls import Outcome
from callstation.model.dialling import End
from callstation.model.people import Phone

NUMBER = re.compile(r"\+?[0-9]{3,15}")
"""What may reach a dialler at all; ``[0-9]`` and not ``\\d``, which takes digits of every script."""
EXTENSION = re.compile(r"[0-9]{1,10}")
TONES = re.compile(r"[0-9*#,]{1,32}")
"""Digits sent during a call; a comma is a pause."""
_EMERGENCY = frozenset(("000", "110", "111", "112", "113", "115", "117", "118", "119", "911", "991", "995", "999"))
"""Numbers of police, fire and ambulance that are never dialled from here, whatever country it is."""

_ENDS = {
    404: End.NO_SUCH_NUMBER,
    410: End.NO_SUCH_NUMBER,
    484: End.NO_SUCH_NUMBER,
    604: End.NO_SUCH_NUMBER,
    486: End.BUSY,
    600: End.BUSY,
    603: End.DECLINED,
    607: End.DECLINED,
    608: End.DECLINED,
    408: End.NO_ANSWER,
    480: End.NO_ANSWER,
    487: End.NO_ANSWER,
}

_PROPOSED: dict[End, tuple[Outcome, ...]] = {
    End.BUSY: (Outcome.NO_ANSWER, Outcome.CALL_BACK),
    End.NO_SUCH_NUMBER: (Outcome.WRONG_NUMBER,),
    End.DECLINED: (Outcome.NOT_NOW, Outcome.NO_ANSWER),
    End.NO_ANSWER: (Outcome.NO_ANSWER,),
    End.CANCELLED: (Outcome.NO_ANSWER,),
}


def check_number(phone: Phone, countries: Iterable[str], *, sure: bool = False) -> None:
    """Let ``phone`` pass, or say why it is not dialled.

    ``countries`` are ISO 3166 codes of the caller and the person; ``sure`` where the caller was asked and means it.
    Raises RefusedError (never), UnsureError (only after a second look).
    """
    number = phone.number
    if not NUMBER.fullmatch(number):
        raise RefusedError(f"{number[:24]!r} is not a number that can be dialled: correct it (f)")
    if phone.extension and not EXTENSION.fullmatch(phone.extension):
        raise RefusedError(f"the extension {phone.extension[:16]!r} is not digits alone: correct it (f)")
    if is_emergency(number, countries):
        raise RefusedError(f"{number} is an emergency number: it is never dialled from here")
    if sure:
        return
    if _is_premium(number):
        raise UnsureError(f"{number} costs extra (premium rate)")
    if phone.flag == "doubtful":
        raise UnsureError(f"{number} looks odd: no plan of numbers knows it")


def is_emergency(number: str, countries: Iterable[str] = ()) -> bool:
    """Whether ``number`` calls for help: anywhere we know of, or in one of ``countries``."""
    digits = number.lstrip("+")
    if len(digits) > 8:  # the longest with its country's code in front are shorter
        return False
    national = {digits, *(digits[n:] for n in (1, 2, 3) if number.startswith("+") and len(digits) - n >= 3)}
    if national & _EMERGENCY:
        return True
    asked = {country for country in countries if country}
    if not asked:
        return False
    from phonenumbers import is_emergency_number

    return any(is_emergency_number(part, country) for part in national for country in asked)


def _is_premium(number: str) -> bool:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.PREMIUM_RATE


def end_of(code: int, *, answered: bool = False) -> End:
    """What SIP's final status ``code`` means (0: none was given)."""
    if answered:
        return End.OVER
    return _ENDS.get(code, End.FAILED)


def proposed(end: End | None) -> Sequence[Outcome]:
    """The outcomes that an end suggests, the likeliest first; the caller decides."""
    return _PROPOSED.get(end, ()) if end else ()
