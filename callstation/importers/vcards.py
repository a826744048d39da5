"""vCards of all versions to people: the properties of a card, put together by ``people``."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from callstation.errors import ImportRefusedError
from callstation.importers.cells import emails_in, kind_of, lost_number, phones_in, tags_in
from callstation.importers.columns import ColumnGuess
from callstation.importers.people import (
    NOBODY,
    displayed,
    in_order,
    once_each,
    own_fields,
)
from callstation.importers.rows import Address, Refusal, read_address
from callstation.importers.vcard_lines import Card, Property, cards
from callstation.model.people import Email, Kind, NewPerson, Phone, Standing
from callstation.places.zones import zone_for
from callstation.text import clean, clean_line

if TYPE_CHECKING:
    from callstation.importers.files import Progress, Wishes

_TYPES = (
    ("fax", "fax"), ("pager", "other"), ("cell", "mobile"), ("mobile", "mobile"), ("iphone", "mobile"),
    ("main", "main"), ("home", "home"), ("work", "work"), ("car", "mobile"), ("callback", "other"), ("other", "other"),
)  # fmt: skip
"""What a TYPE says of a number; the first that a card has counts (``WORK,FAX`` is a fax)."""
_SAYS_NOTHING = frozenset(
    ("voice", "pref", "internet", "x-internet", "text", "textphone", "video", "msg", "modem", "isdn", "smtp", "uri",
     "dom", "intl", "postal", "parcel", "quoted-printable", "base64", "8bit", "7bit")
)  # fmt: skip
_MACHINE = re.compile(
    r"VERSION|PRODID|REV|SOURCE|NAME|PROFILE|CLASS|MAILER|LABEL|SORT-STRING|CLIENTPIDMAP|XML|GEO|AGENT|FN|N|KIND|MEMBER|"
    r"PHOTO|LOGO|SOUND|KEY|FBURL|CALURI|CALADRURI|BEGIN|END|X-AB.*|X-APPLE-.*|X-MS-OL-.*|X-MS-IMADDRESS-.*|"
    r"X-LOTUS-CHARSET|X-EVOLUTION-FILE-AS|X-MOZILLA-HTML|X-ADDRESSBOOKSERVER-.*|X-IMAGE.*|X-PHONETIC-.*|X-WAB-.*|"
    r"X-GOOGLE-.*|X-MS-TEXT|X-MS-CARDPICTURE|X-ANDROID-CUSTOM|X-ACCOUNT|X-CLASS"
)
"""Properties that a program writes for itself."""
_OWN = {
    "BDAY": "birthday", "NICKNAME": "nickname", "ANNIVERSARY": "anniversary", "X-ANNIVERSARY": "anniversary",
    "X-MS-ANNIVERSARY": "anniversary", "X-MS-MANAGER": "manager", "X-MANAGER": "manager", "X-MS-ASSISTANT": "assistant",
    "X-ASSISTANT": "assistant", "X-EVOLUTION-MANAGER": "manager", "X-EVOLUTION-ASSISTANT": "assistant",
    "X-MS-SPOUSE": "spouse", "X-SPOUSE": "spouse", "X-EVOLUTION-SPOUSE": "spouse", "LANG": "language",
    "X-DEPARTMENT": "department", "RELATED": "related", "IMPP": "messenger", "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype", "X-TWITTER": "twitter", "GENDER": "gender", "HOBBY": "hobby", "INTEREST": "interest",
}  # fmt: skip
"""What a card tells that a person has no field for, by the name it is kept under."""


def _kind(found: Property, label: str) -> tuple[str, str]:
    """The kind of a number or an address, and the owner's own word for it where that is no kind."""
    if label:
        told = kind_of(label)
        return (told, "") if told is not None else ("", label)
    for mark, kind in _TYPES:
        if any(mark == t or (mark == "fax" and "fax" in t) for t in found.types):
            return kind, ""
    for written in found.types:
        if written not in _SAYS_NOTHING:
            return kind_of(written) or "", ""
    return "", ""


def _preferred(found: Property) -> int:
    """0 for the one that is marked as preferred, else 1."""
    return 0 if "pref" in found.types or found.parameters.get("PREF") == "1" else 1


class _Reader:
    """Reads one card after the other."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes

    def read(self, card: Card, number: int) -> NewPerson | Refusal | None:
        """The person on a card, None for a group of them. ``number`` counts the cards."""
        by_name: dict[str, list[Property]] = {}
        labels: dict[str, str] = {}
        for found in card.properties:
            by_name.setdefault(found.name, []).append(found)
            if found.name == "X-ABLABEL" and found.group:
                labels[found.group] = found.text()
        kinds = (*by_name.get("KIND", ()), *by_name.get("X-ADDRESSBOOKSERVER-KIND", ()))
        if any(p.value.strip().lower() == "group" for p in kinds):
            return None
        notes = [text for p in by_name.get("NOTE", ()) if (text := clean(p.text()).strip())]
        custom: dict[str, str] = {}
        address = self._address(by_name.get("ADR", []), custom)
        country = address.where.country
        phones = self._phones(by_name.get("TEL", []) + by_name.get("X-MS-TEL", []), labels, country, notes)
        emails: list[Email] = []
        for found in sorted(by_name.get("EMAIL", ()), key=_preferred):
            told, rest = emails_in(clean_line(found.text()), _kind(found, labels.get(found.group, ""))[0])
            emails += told
            if rest:
                notes.append(f"Email: {rest}")
        states = {address: state for p in by_name.get("X-CALLSTATION-EMAIL-STATE", ()) for address, state in
                  [(*map(clean_line, p.parts()), "")[:2]] if state in ("bounced", "unsubscribed")}  # fmt: skip
        if states:
            emails = [replace(e, state=states.get(e.address, e.state)) for e in emails]
        company = self._company(by_name, custom)
        shown, first, last, salutation = self._name(by_name, company)
        if salutation:
            custom["salutation"] = salutation
        if not shown:
            if not phones and not emails:
                whole = "" if card.whole else "; the card has no end, the file may be cut short"
                return Refusal(number, NOBODY + whole, card.line)
            shown = emails[0].address if emails else phones[0].raw
        self._keep_others(by_name, labels, custom)
        titles = [text for p in (*by_name.get("TITLE", ()), *by_name.get("ROLE", ())) if (text := clean_line(p.text()))]
        zone = clean_line(by_name["TZ"][0].text()) if "TZ" in by_name else ""
        where = zone_for(
            zone, address.city, address.where.region, country, [p.number for p in phones if p.kind != "fax"]
        )
        tags = self._wishes.tags
        for found in by_name.get("CATEGORIES", ()):
            tags = (*tags, *(t for t in tags_in(clean(found.text())) if t not in tags))
        return NewPerson(
            name=shown,
            first_name=first,
            last_name=last,
            kind=_own(by_name, "X-CALLSTATION-KIND", Kind) or self._wishes.kind,
            company=company,
            title=titles[0] if titles else "",
            place=address.said,
            region=where.region,
            country=where.country,
            zone=where.zone,
            zone_source=where.source,
            notes="\n".join(notes),
            source_id=clean_line(by_name["UID"][0].text())[:200] if "UID" in by_name else "",
            phones=tuple(in_order(phones)),
            emails=once_each(emails),
            tags=tags,
            custom=own_fields(custom, shown, company, emails),
            row=number,
            standing=_own(by_name, "X-CALLSTATION-STANDING", Standing),
        )

    def _name(self, by_name: dict[str, list[Property]], company: str) -> tuple[str, str, str, str]:
        parts = [clean_line(p) for p in by_name["N"][0].parts()] if "N" in by_name else []
        last, first, middle, prefix, suffix = (*parts, "", "", "", "", "")[:5]
        written = clean_line(by_name["FN"][0].text()) if "FN" in by_name else ""
        if any(p.value.strip().upper() == "COMPANY" for p in by_name.get("X-ABSHOWAS", ())) and company:
            return company, first, last, ""
        if written and prefix and written.startswith(prefix + " ") and written != prefix:
            shown, first, last, said = displayed(written, first, middle, last, "", company)
            return shown, first, last, said or prefix
        shown, first, last, said = displayed(written, first, middle, last, suffix, company)
        return shown, first, last, said or (prefix if shown else "")

    def _company(self, by_name: dict[str, list[Property]], custom: dict[str, str]) -> str:
        if "ORG" not in by_name:
            return ""
        company, *units = (clean_line(part) for part in by_name["ORG"][0].parts())
        if any(units):
            custom["department"] = ", ".join(u for u in units if u)
        return company

    def _phones(self, found: list[Property], labels: dict[str, str], country: str, notes: list[str]) -> list[Phone]:
        phones: list[Phone] = []
        for tel in sorted(found, key=_preferred):
            text = clean_line(tel.text()).removeprefix("tel:")
            if not text:
                continue
            kind, own = _kind(tel, labels.get(tel.group, ""))
            if tel.name == "X-MS-TEL" and not kind:
                kind = "other"
            home = country if country != self._wishes.default_country else ""
            told, rest = phones_in(text, kind, self._wishes.default_country, home)
            phones += told
            if own:
                notes.append(f"{own}: {text}")
            elif rest:
                notes.append(lost_number("Phone", rest))
        return phones

    def _address(self, found: list[Property], custom: dict[str, str]) -> Address:
        """The address at which to call: the preferred one, at work, then any; the others are kept as one line."""
        ranked = sorted(found, key=lambda p: (_preferred(p), 0 if "work" in p.types else 1))
        chosen: Address | None = None
        for adr in ranked:
            box, extra, street, city, region, postcode, country = (
                *(clean(part).strip() for part in adr.parts()), "", "", "", "", "", "", "",
            )[:7]  # fmt: skip
            lines = [clean_line(line) for text in (street, extra, box) for line in text.split("\n") if line.strip()]
            if not any((lines, city, region, postcode, country)):
                continue
            if chosen is None:
                chosen = read_address(clean_line(city), clean_line(region), clean_line(country))
                custom |= {k: v for k, v in (("street", ", ".join(lines)), ("postcode", clean_line(postcode))) if v}
            else:
                where = next((t for t in adr.types if t in ("home", "work")), "other")
                custom[f"{where} address"] = ", ".join(filter(None, (*lines, city, region, postcode, country)))
        return chosen or Address()

    def _keep_others(self, by_name: dict[str, list[Property]], labels: dict[str, str], custom: dict[str, str]) -> None:
        """What has no field of its own, without what programs write for themselves."""
        for prop in by_name.get("X-CALLSTATION-FIELD", ()):
            field, *words = (clean_line(part) for part in prop.parts())
            if field and any(words):
                custom[field] = ";".join(words)
        for name, found in by_name.items():
            for prop in found:
                value = clean_line(prop.text())
                if not value:
                    continue
                if name in ("URL", "X-SOCIALPROFILE"):
                    known = "linkedin" if "linkedin.com" in value.lower() else ("website" if name == "URL" else "")
                    key = known or next((t for t in prop.types if t not in _SAYS_NOTHING), "profile")
                    custom.setdefault(key, value)
                elif name in ("X-ABDATE", "X-ABRELATEDNAMES"):
                    label = labels.get(prop.group, "").replace("_$!<", "").replace(">!$_", "")
                    custom.setdefault(clean_line(label).lower() or "date", value)
                elif name == "X-ANDROID-CUSTOM":
                    # vnd.android.cursor.item/nickname;Mimi;1;;;
                    what, _, told = value.partition(";")
                    key = clean_line(what.rpartition("/")[2].replace("_", " "))
                    custom.setdefault(key or "note", told.partition(";")[0] or value)
                elif name == "BDAY":
                    # Apple writes a year that it made up where there is none.
                    made_up = prop.parameters.get("X-APPLE-OMIT-YEAR")
                    custom["birthday"] = f"--{value[5:]}" if made_up and value.startswith(made_up) else value
                elif name in _OWN:
                    custom.setdefault(_OWN[name], value)
                elif name not in _READ and not _MACHINE.fullmatch(name):
                    custom.setdefault(name.removeprefix("X-").replace("-", " ").lower(), value)


_OURS = ("X-CALLSTATION-KIND", "X-CALLSTATION-STANDING", "X-CALLSTATION-FIELD", "X-CALLSTATION-EMAIL-STATE")
_READ = frozenset(
    ("TEL", "X-MS-TEL", "EMAIL", "ADR", "ORG", "TITLE", "ROLE", "NOTE", "CATEGORIES", "TZ", "UID", "X-ABSHOWAS", *_OURS)
)


def _own(by_name: dict[str, list[Property]], name: str, words: type[Kind] | type[Standing]) -> str:
    """What a card of our own export says, '' where it says none of ``words``."""
    said = clean_line(by_name[name][0].text()).lower() if name in by_name else ""
    return said if said in set(words) else ""


class VcardLook:
    """A file of vCards: there is nothing to guess about its columns."""

    columns: tuple[ColumnGuess, ...] = ()

    def __init__(self, opener: Callable[[], BinaryIO], name: str, wishes: Wishes) -> None:
        if wishes.mapping:
            raise ImportRefusedError(f"{name}: vCards have no columns, so --map has nothing to name.")
        self.warnings: list[str] = []
        self._opener = opener
        self._name = name
        self._wishes = wishes
        with opener() as file:
            self._wide = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
            self._size = file.seek(0, 2)
        self.encoding = "utf-16" if self._wide else "utf-8"

    def people(self, progress: Progress | None) -> Iterator[NewPerson | Refusal]:
        """Everybody in the file, as ``Source.people``."""
        reader = _Reader(self._wishes)
        with self._opener() as file:
            stream = codecs.EncodedFile(file, "utf-8", "utf-16", "replace") if self._wide else file
            for number, card in enumerate(cards(stream, self._name), 1):
                person = reader.read(card, number)
                if person is not None:
                    yield person
                if progress and not number % 200:
                    progress(min(file.tell(), self._size), self._size)
        if progress:
            progress(self._size, self._size)
