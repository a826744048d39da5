"""Column headers to fields, in the languages of ``tables/columns.txt``.

A header is looked up as it is; without the words that only say whose it is (``Person - Name``); and taken apart into a
thing and its kind (``Téléphone (bureau)``: a number, at work), whichever order and language the two come in.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from callstation.places.addresses import plain, table


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COUNTING = re.compile(r"\b\d{1,2}\b")
_SAME = (
    (re.compile(r"\be mails?\b"), "email"),
    (re.compile(r"\bemail address(?:es)?\b|\bmail address\b"), "email"),
    (re.compile(r"\b(?:(?:tele)?phone|tel) (?:number|no|nr)s?\b|\btelephone\b"), "phone"),
    (re.compile(r"\bmobile (?:number|no|nr)\b"), "mobile phone"),
    (re.compile(r"\bcell (?:number|no)\b"), "cell phone"),
    (re.compile(r"[#*:?]"), " "),
)
_WHOSE = _words(
    "person contact lead customer client prospect primary default your the attendee guest buyer member "
    "recipient main kontakt kunde kunden contacto cliente what whats is please enter"
)
_FILLING = _words("de del della di du des der die das la le l el los of for the at und and y et o or ou in im")
_WORK = (
    "work business office geschaftlich geschaftliche geschaftliches geschaft dienstlich dienstliche beruflich arbeit "
    "buro bureau professionnel pro travail trabajo laboral oficina ufficio lavoro werk zakelijk comercial trabalho "
    "direct"
)
_HOME = (
    "home private privates personal privat domicile personnel perso casa particular domicilio thuis prive privato "
    "residencial residence"
)
_KINDS = {
    word: kind
    for kind, words in (
        ("work", _WORK),
        ("home", _HOME),
        ("mobile", "mobile cell mobil handy portable movil celular cellulare mobiel gsm telemovel"),
        ("main", "main company corporate hq haupt firma zentrale societe empresa principal organization account"),
        ("assistant", "assistant assistants assistante assistent assistenz ayudante asistente assistente secretary"),
        ("other", "other alternate alternative additional secondary weitere weiterer weiteres autre otro otra altro"),
        ("fax", "fax telefax telecopie telecopieur"),
    )
    for word in words.split()
}
"""Words that say of what kind a number, an address or an email is."""
_OF_PLACES = _words(
    f"{_WORK} {_HOME} mailing billing shipping other company hq default organization account weitere weiterer weiteres "
    "autre otra otro firma legal delivery invoice location"
)
_PLACES = frozenset(("street", "address", "city", "region", "postcode", "country"))


@lru_cache(maxsize=4096)
def header_key(header: str) -> str:
    """A header for comparison: ``E-mail 1 - Value`` gives ``email value``, ``firstName`` ``first name``."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", header[:200])
    text = _COUNTING.sub(" ", plain(spaced))
    for pattern, word in _SAME:
        text = pattern.sub(word, " ".join(text.split()))
    return " ".join(text.split())


@cache
def _fields() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in table("columns", "callstation.importers"):
        field, _, headers = line.partition(":")
        for header in headers.split(";"):
            known.setdefault(header_key(header), field)
    return known


@lru_cache(maxsize=4096)
def field_of(header: str) -> str:
    """The field of a header on its own, '' where it says none; may be one of those that neighbours decide."""
    key = header_key(header)
    known = _fields()
    if not key or key in known:
        return known.get(key, "")
    words = [w for w in key.split() if w != "value"]
    joined = "".join(words)
    if joined in known:
        return known[joined]
    while len(words) > 1 and words[0] in _WHOSE:
        words = words[1:]
        if " ".join(words) in known:
            return known[" ".join(words)]
    return _composed(words)


def _composed(words: list[str]) -> str:
    """A thing and its kind in one header, '' where the words are not just that."""
    known = _fields()
    kinds = [_KINDS[w] for w in words if w in _KINDS]
    things = [w for w in words if w not in _KINDS and w not in _FILLING]
    field = known.get(" ".join(things), "") if things else ""
    if kinds and not things:
        # "Télécopie (bureau)", "Mobil geschäftlich": what kind of number it is says that it is one.
        return next((f"phone_{kind}" for kind in ("fax", "mobile") if kind in kinds), "")
    if kinds and field.startswith("phone_"):
        return field
    if kinds and field == "phone":
        return f"phone_{'fax' if 'fax' in kinds else ('mobile' if 'mobile' in kinds else kinds[0])}"
    if kinds and field == "email":
        return {"work": "email_work", "home": "email_home"}.get(kinds[0], "email")
    places = [w for w in words if w not in _OF_PLACES and w not in _FILLING]
    for left in (places, [w for w in places if w not in ("address", "adresse", "postal")]):
        field = _bare_fields().get(" ".join(left), "") if left and len(left) < len(words) else ""
        if field in _PLACES:
            return field
    return ""


@cache
def _bare_fields() -> dict[str, str]:
    """The table's headers without filling words."""
    return {" ".join(w for w in key.split() if w not in _FILLING): field for key, field in _fields().items()}
