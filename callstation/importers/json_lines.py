"""JSON lines, one person each: what ``export prospects --format json`` writes, read back without loss."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from callstation.errors import ImportRefusedError
from callstation.importers.cells import emails_in, phones_in, tags_in
from callstation.importers.columns import ColumnGuess
from callstation.importers.delimited import LONGEST
from callstation.importers.people import NOBODY, displayed, kind_value, once_each, standing_value
from callstation.importers.rows import Refusal, read_address
from callstation.model.people import Email, NewPerson, Phone
from callstation.places.zones import zone_for
from callstation.text import clean, clean_line

if TYPE_CHECKING:
    from callstation.importers.files import Progress, Wishes

_DEPTH = 20


def objects(opener: Callable[[], BinaryIO], name: str, read: list[int]) -> Iterator[tuple[int, object]]:
    """Every line of a file that is not empty with its number, taken apart; None where it is no JSON.

    ``read`` is given the length of each line. Raises ImportRefusedError for a line beyond the limit.
    """
    with opener() as file:
        number = 0
        while line := file.readline(LONGEST):
            number += 1
            read.append(len(line))
            if len(line) >= LONGEST:
                raise ImportRefusedError(f"{name}: line {number} is longer than {LONGEST >> 20} MB.")
            text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace").replace("\0", "").strip()
            if not text:
                continue
            try:
                # Nesting is counted before it is followed: the parser is recursive.
                deep = text.count("{") > _DEPTH * 50 or text.count("[") > _DEPTH * 200
                yield number, None if deep else json.loads(text)
            except (ValueError, RecursionError):
                yield number, None


class JsonLinesLook:
    """A file of JSON lines."""

    encoding = "utf-8"
    columns: tuple[ColumnGuess, ...] = ()

    def __init__(self, opener: Callable[[], BinaryIO], name: str, wishes: Wishes) -> None:
        if wishes.mapping:
            raise ImportRefusedError(f"{name}: JSON lines name their own fields, so --map has nothing to name.")
        self.warnings: list[str] = []
        self._opener = opener
        self._name = name
        self._wishes = wishes
        self._read: list[int] = []
        with opener() as file:
            self._size = file.seek(0, 2)
        first = next(self._objects(), (0, None))[1]
        if not isinstance(first, dict):
            raise ImportRefusedError(
                f"{name}: line 1 is no JSON object. People are read from JSON lines, one person a line, as "
                "export writes them."
            )

    def _objects(self) -> Iterator[tuple[int, object]]:
        self._read = []
        return objects(self._opener, self._name, self._read)

    def people(self, progress: Progress | None) -> Iterator[NewPerson | Refusal]:
        """Everybody in the file, as ``Source.people``."""
        for row, (line, found) in enumerate(self._objects(), 1):
            if isinstance(found, dict):
                yield self._person(found, row, line)
            else:
                yield Refusal(row, "no JSON object", line)
            if progress and not row % 1_000:
                progress(sum(self._read), self._size)
                self._read[:] = [sum(self._read)]
        if progress:
            progress(self._size, self._size)

    def _person(self, found: Mapping[str, Any], row: int, line: int) -> NewPerson | Refusal:
        def text(field: str) -> str:
            value = found.get(field)
            return clean_line(value) if isinstance(value, str) else ""

        where = read_address(text("city"), text("region"), text("country"), text("place"))
        phones, notes = self._phones(found, where.where.country)
        emails = self._emails(found)
        company = text("company")
        shown, first, last, _ = displayed(text("name"), text("first_name"), "", text("last_name"), "", company)
        if not shown:
            if not emails and not phones:
                return Refusal(row, NOBODY, line)
            shown = emails[0].address if emails else phones[0].raw
        here = zone_for(
            text("zone"), where.city, where.where.region, where.where.country, [p.number for p in phones if p.number]
        )
        note = found.get("notes")
        notes = [clean(note).strip(), *notes] if isinstance(note, str) and note.strip() else notes
        own = found.get("custom")
        custom = {
            clean_line(str(k)): clean_line(v if isinstance(v, str) else json.dumps(v, ensure_ascii=False))
            for k, v in (own.items() if isinstance(own, dict) else ())
            if v not in (None, "")
        }
        tags = found.get("tags")
        listed = [str(t) for t in tags] if isinstance(tags, list) else ([tags] if isinstance(tags, str) else [])
        if text("name") and found.keys() >= {"first_name", "last_name"}:
            first, last = text("first_name"), text("last_name")  # left empty on purpose: nothing is guessed again
        return NewPerson(
            name=text("name") or shown,
            first_name=first,
            last_name=last,
            kind=kind_value(text("kind")) or self._wishes.kind,
            company=company,
            title=text("title"),
            industry=text("industry"),
            place=text("place") or where.said,
            region=here.region,
            country=here.country,
            zone=here.zone,
            zone_source=here.source,
            notes="\n".join(notes),
            source_id=text("source_id"),
            # In the order of the file: the first is the one to dial.
            phones=tuple({(p.number, p.extension): p for p in phones}.values()),
            emails=once_each(emails),
            tags=tuple(dict.fromkeys((*self._wishes.tags, *(t for tag in listed for t in tags_in(clean(tag)))))),
            custom=custom,
            row=row,
            standing=standing_value(text("standing")),
        )

    def _phones(self, found: Mapping[str, Any], country: str) -> tuple[list[Phone], list[str]]:
        listed = found.get("phones") or ([found["phone"]] if found.get("phone") else [])
        phones: list[Phone] = []
        notes: list[str] = []
        for item in listed if isinstance(listed, list) else [listed]:
            fields = item if isinstance(item, dict) else {"number": item}
            number, raw, extension, kind = (
                clean_line(str(fields.get(key) or "")) for key in ("number", "raw", "extension", "kind")
            )
            if not number and not raw:
                continue
            told, rest = phones_in(number or raw, kind, self._wishes.default_country, country)
            for phone in told:
                digits = extension if extension.isascii() and extension.isdigit() else phone.extension
                flag = "wrong" if fields.get("flag") == "wrong" else phone.flag
                phones.append(Phone(phone.number, digits, kind, raw or phone.raw, flag))
            if rest and number:
                notes.append(f"Phone: {rest}")
            elif rest:  # our own export of a number that was never readable
                phones.append(Phone("", kind=kind, raw=raw))
        return phones, notes

    def _emails(self, found: Mapping[str, Any]) -> list[Email]:
        listed = found.get("emails") or ([found["email"]] if found.get("email") else [])
        states = found.get("email_states")
        states = states if isinstance(states, dict) else {}
        emails: list[Email] = []
        for item in listed if isinstance(listed, list) else [listed]:
            fields = item if isinstance(item, dict) else {"address": item}
            address, kind, state = (clean_line(str(fields.get(k) or "")) for k in ("address", "kind", "state"))
            state = next((s for s in (state, states.get(address)) if s in ("bounced", "unsubscribed")), "")
            emails += [Email(e.address, kind, state) for e in emails_in(address)[0]]
        return emails
