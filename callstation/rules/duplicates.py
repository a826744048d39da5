"""Who may be the same person twice (practice T1): shown to the caller, never merged by guess."""

from __future__ import annotations

from callstation.model.people import NewPerson, Prospect
from callstation.rules.same_person import folded, names_agree

_SHORT = (
    "alexander alex sasha",
    "alexandra alex sasha sandra",
    "andrew andy drew",
    "anthony tony",
    "barbara barb",
    "benjamin ben",
    "catherine katherine kathryn cathy kathy kate katie",
    "charles charlie chuck",
    "christina christine chris tina",
    "christopher chris",
    "daniel dan danny",
    "david dave",
    "deborah deb debbie",
    "donald don",
    "edward ed eddie ted",
    "elizabeth liz beth betty eliza lisa",
    "frederick fred",
    "gerald gerry jerry",
    "gregory greg",
    "jacob jake",
    "james jim jimmy",
    "jeffrey jeff",
    "jennifer jen jenny",
    "jessica jess",
    "john jack johnny",
    "jonathan jon",
    "joseph joe joey",
    "joshua josh",
    "kenneth ken",
    "lawrence larry",
    "margaret maggie meg peggy",
    "matthew matt",
    "michael mike mick",
    "nicholas nick",
    "pamela pam",
    "patricia pat patty",
    "patrick pat",
    "peter pete",
    "philip phil",
    "rebecca becky",
    "richard rich rick dick",
    "robert rob bob bobby",
    "ronald ron",
    "samantha sam",
    "samuel sam",
    "stephen steven steve",
    "susan sue susie",
    "theodore ted theo",
    "thomas tom tommy",
    "timothy tim",
    "victoria vicky tori",
    "william will bill billy",
    "johannes hans johann",
    "friedrich fritz",
    "katharina kathi katja",
)
_LONG: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(_SHORT):
    for _name in _line.split():
        _LONG[_name] = _LONG.get(_name, frozenset()) | {_number}

Person = NewPerson | Prospect


def likely_same(one: Person, other: Person) -> str:
    """Why two people may be one, in a few words; '' where nothing says so.

    They may where they share a number or an address, where near names stand at one company, or where names
    are equal and nothing speaks against it. A switchboard's number is shared by many: whoever lists pairs
    leaves numbers of several people out.
    """
    mine = {p.number for p in one.phones if p.number}
    if any(p.number in mine for p in other.phones):
        return "the same number"
    addresses = {e.address.lower() for e in one.emails}
    if any(e.address.lower() in addresses for e in other.emails):
        return "the same email"
    companies = folded(one.company), folded(other.company)
    if companies[0] and companies[0] == companies[1] and near_names(one, other):
        return "near names at one company"
    if one.name and folded(one.name) == folded(other.name) and not all(companies):
        return "the same name"
    return ""


def near_names(one: Person, other: Person) -> bool:
    """Whether two names may be one person's: initials, short forms (Bob for Robert), a slip of the pen."""
    if not one.name or not other.name:
        return False
    if names_agree(one, other):
        # Only where there is something to agree on: no last name agrees with every last name.
        return bool(one.last_name and other.last_name) or folded(one.name) == folded(other.name)
    first, last = (folded(one.first_name), folded(other.first_name)), (folded(one.last_name), folded(other.last_name))
    if not all(first) or not all(last):
        return _one_slip(folded(one.name), folded(other.name))
    same_first = first[0] == first[1] or _short_forms(*first) or _one_slip(*first)
    same_last = last[0] == last[1] or (first[0] == first[1] and _one_slip(*last))
    return same_first and same_last


def _short_forms(one: str, other: str) -> bool:
    return bool(_LONG.get(one, frozenset()) & _LONG.get(other, frozenset()))


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter is missing, too many, another, or two changed places; short names are left alone."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(one) < 4 or len(other) - len(one) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]
