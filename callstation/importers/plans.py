"""Numbering plans: what ``phonenumbers`` knows of a country's numbers, made quick for a million rows.

``phonenumbers`` takes 190 us to parse and judge a number. Its data is as good when asked directly: the lengths a
country's numbers may have, and one pattern of all its kinds of numbers. Numbers that come in international form
are judged so in about 2 us, with the same answers (a test compares them); all others go through the library.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Plan(NamedTuple):
    """One calling code. ``lengths`` are those a national number may have; ``prefix`` is dialled within only."""

    lengths: frozenset[int]
    prefix: re.Pattern[str] | None
    known: re.Pattern[str]
    """Every national number of every kind, of all the countries that share the code."""


@cache
def plan(code: str) -> Plan | None:
    """The plan of a calling code (``49``), or None where there is no such code or it belongs to no country."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    lands = COUNTRY_CODE_TO_REGION_CODE.get(int(code), ()) if code.isdigit() else ()
    known = []
    main = None
    for land in lands:
        data = PhoneMetadata.metadata_for_region(land)
        if data is None or data.general_desc is None:
            return None
        general = data.general_desc
        main = main or data
        kinds = (
            data.fixed_line, data.mobile, data.toll_free, data.premium_rate, data.shared_cost, data.voip,
            data.personal_number, data.pager, data.uan, data.voicemail,
        )  # fmt: skip
        patterns = [k.national_number_pattern for k in kinds if k and k.national_number_pattern]
        known.append(f"(?=(?:{general.national_number_pattern})$)(?:{'|'.join(patterns)})")
    if main is None or main.general_desc is None:
        return None
    prefix = re.compile(main.national_prefix_for_parsing) if main.national_prefix_for_parsing else None
    return Plan(frozenset(main.general_desc.possible_length), prefix, re.compile("|".join(known)))


def international(digits: str) -> tuple[str, bool] | None:
    """E.164 and whether the plan knows it, for the digits after a ``+``; None where the library has to look.

    That is where there is no such calling code, the length is impossible, or a national prefix may be in between.
    """
    for n in (1, 2, 3):
        found = plan(digits[:n])
        if found:
            national = digits[n:]
            if len(national) not in found.lengths or (found.prefix and found.prefix.match(national)):
                return None
            return f"+{digits}", bool(found.known.fullmatch(national))
    return None
