"""What was found about one person, from a table's row or from a card, made into a NewPerson.

Here the fields come together: the name that is shown, the address that is said, the zone, the order of the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from callstation.importers.names import calling_name, full_name, split_name
from callstation.model.people import Email, Kind, Phone, Standing
from callstation.places.addresses import place_of, plain
from callstation.places.zones import Whereabouts

NOBODY = "neither a name nor a number nor an email"
"""Why a record is refused."""

_RANKS = {"": 0, "work": 0, "mobile": 0, "home": 1, "main": 2, "other": 3, "assistant": 4, "fax": 5}
"""Which numbers come first: those that ring where the person is, in the order of the file."""

_KINDS = {
    "prospect": Kind.PROSPECT, "lead": Kind.PROSPECT, "suspect": Kind.PROSPECT, "opportunity": Kind.PROSPECT,
    "subscriber": Kind.PROSPECT, "marketingqualifiedlead": Kind.PROSPECT, "salesqualifiedlead": Kind.PROSPECT,
    "marketing qualified lead": Kind.PROSPECT, "sales qualified lead": Kind.PROSPECT, "mql": Kind.PROSPECT,
    "sql": Kind.PROSPECT, "interessent": Kind.PROSPECT, "interessentin": Kind.PROSPECT,
    "cliente potencial": Kind.PROSPECT,
    "customer": Kind.CUSTOMER, "client": Kind.CUSTOMER, "kunde": Kind.CUSTOMER, "kundin": Kind.CUSTOMER,
    "evangelist": Kind.CUSTOMER, "cliente": Kind.CUSTOMER, "existing customer": Kind.CUSTOMER, "klant": Kind.CUSTOMER,
    "referral source": Kind.REFERRAL_SOURCE, "referral": Kind.REFERRAL_SOURCE, "referrer": Kind.REFERRAL_SOURCE,
    "partner": Kind.REFERRAL_SOURCE, "referral partner": Kind.REFERRAL_SOURCE, "multiplikator": Kind.REFERRAL_SOURCE,
    "empfehler": Kind.REFERRAL_SOURCE, "prescripteur": Kind.REFERRAL_SOURCE,
    "center of influence": Kind.REFERRAL_SOURCE,
}  # fmt: skip
_YES = frozenset(("1", "true", "yes", "y", "x", "t", "ja", "j", "oui", "si", "s", "wahr", "vrai", "verdadero", "on"))


def kind_value(text: str) -> str:
    """The :class:`Kind` that a word of a file means (``Lead``, ``Kunde``), '' where it means none of them."""
    found = _KINDS.get(plain(text))
    return found.value if found else ""


def standing_value(text: str) -> str:
    """The :class:`Standing` named by a word of a file, '' where it names none."""
    return next((s.value for s in Standing if s.value == plain(text)), "")


def is_yes(text: str) -> bool:
    """Whether a ticked box was meant (``1``, ``TRUE``, ``ja``)."""
    return plain(text) in _YES


def displayed(shown: str, first: str, middle: str, last: str, suffix: str, company: str) -> tuple[str, str, str, str]:
    """The name shown, first name, last name and salutation, from whichever of them a file has.

    Without any of them a company's card shows the company.
    """
    salutation = ""
    if first and not first.isalpha():
        first = calling_name(first)
    if shown and (first or last):
        if " " in shown or not last:
            whole = split_name(shown, company)
            shown, salutation = whole.shown, whole.salutation
        elif first:
            shown = full_name(first, middle, last)
    elif shown:
        if shown == company:
            return company, "", "", ""
        whole = split_name(shown, company)
        shown, first, last, salutation = whole
    elif first or last:
        shown = full_name(first, middle, f"{last} {suffix}".strip() if suffix else last)
    return shown or company, first, last, salutation


def in_order(phones: Sequence[Phone]) -> list[Phone]:
    """The numbers without repetitions, those first that reach the person directly."""
    once: dict[tuple[str, str], Phone] = {}
    for phone in phones:
        key = (phone.number, phone.extension)
        if key not in once or (phone.kind and not once[key].kind):
            once[key] = phone
    return sorted(once.values(), key=lambda p: _RANKS.get(p.kind, 3))


def once_each(emails: Sequence[Email]) -> tuple[Email, ...]:
    """The addresses without repetitions, in their order."""
    once: dict[str, Email] = {}
    for email in emails:
        once.setdefault(email.address.casefold(), email)
    return tuple(once.values())


def said_place(place: str, city: str, address: Whereabouts) -> str:
    """Town and region as one says it; ``place`` is the file's own words for it, kept where they name no town."""
    if city:
        return place_of(city, address.region, address.country)
    if place:
        return place
    return place_of("", address.region, address.country) if address.region else ""


def own_fields(fields: Mapping[str, str], name: str, company: str, emails: Sequence[Email]) -> dict[str, str]:
    """Fields of the file's own without those that only repeat the name, the company or an address."""
    addresses = [e.address for e in emails]
    return {h: v for h, v in fields.items() if v != name and v != company and v not in addresses}
