"""vCards of all versions and makers, and cards that nobody made in good faith."""

from __future__ import annotations

import base64
import tracemalloc
from pathlib import Path

import pytest
from import_helpers import people_of, person_of, source_of

from callstation.errors import ImportRefusedError
from callstation.importers.files import Refusal, open_source
from callstation.importers.vcard_lines import unescape


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def test_version_4_with_uris_and_quoted_types() -> None:
    person = person_of(
        card(
            "FN:Dr. Maria Okafor",
            "N:Okafor;Maria;;Dr.;",
            'TEL;VALUE=uri;PREF=1;TYPE="voice,work":tel:+1-602-555-0134;ext=102',
            'TEL;VALUE=uri;TYPE="cell":tel:+1-602-555-0177',
            "EMAIL;TYPE=home:m.okafor@HOME.example",
            'ADR;TYPE=work;LABEL="100 Main St\\nPhoenix":;;100 Main St;Phoenix;AZ;85004;USA',
            "ORG:Bluebird Logistics;Sales",
            "TITLE:Operations Director",
            "TZ:America/Phoenix",
            "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
            "KIND:individual",
            version="4.0",
        )
    )
    assert (person.name, person.first_name, person.last_name) == ("Dr. Maria Okafor", "Maria", "Okafor")
    assert [(p.number, p.extension, p.kind) for p in person.phones] == [
        ("+16025550134", "102", "work"),
        ("+16025550177", "", "mobile"),
    ]
    assert (person.emails[0].address, person.emails[0].kind) == ("m.okafor@home.example", "home")
    assert (person.place, person.zone, person.zone_source) == ("Phoenix, AZ", "America/Phoenix", "file")
    assert person.source_id == "urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1"
    assert person.custom["department"] == "Sales"


def test_lotus_names_its_charset_in_a_property() -> None:
    raw = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nX-LOTUS-CHARSET:ISO-8859-1\r\nN:M\xfcller;J\xf6rg\r\nFN:J\xf6rg M\xfcller\r\n"
        b"TEL;WORK;VOICE;PREF:+49 30 901820\r\nEMAIL;INTERNET:j.mueller@mueller.example\r\n"
        b"NOTE;QUOTED-PRINTABLE:zur=FCck=0D=0Amorgen\r\nEND:VCARD\r\n"
    )
    person = person_of(raw)
    assert (person.name, person.notes) == ("Jörg Müller", "zurück\nmorgen")
    assert person.phones[0].kind == "work"


def test_folding_of_versions_2_and_3() -> None:
    assert person_of(card("FN:Maria", "NOTE:one t", " wo", "\t three")).notes == "one two three"
    assert person_of(card("N:Okafor;Maria", "NOTE:one", " two", version="2.1")).notes == "one two"
    assert (
        person_of(card("FN:Maria", "NOTE;ENCODING=QUOTED-PRINTABLE:a=\r\n b=3D=\r\nc", version="2.1")).notes == "a b=c"
    )


def test_labels_of_the_owners_own() -> None:
    person = person_of(
        card("FN:Maria", "item1.TEL:602-555-0134", "item1.X-ABLabel:Boat", "TEL;TYPE=WORK,FAX:602-555-0135")
    )
    assert [(p.number, p.kind) for p in person.phones] == [("+16025550134", ""), ("+16025550135", "fax")]
    assert person.notes == "Boat: 602-555-0134"


def test_a_company_card_and_a_group() -> None:
    people = people_of(
        card("FN:Bluebird Logistics", "N:;;;;", "ORG:Bluebird Logistics;", "X-ABShowAs:COMPANY", "TEL:602-555-0134")
        + card("FN:Everybody", "KIND:group", "MEMBER:urn:uuid:1", version="4.0")
        + card("N:Reyes;Tom;;;")
    )
    assert [(p.name, p.company, p.first_name) for p in people] == [
        ("Bluebird Logistics", "Bluebird Logistics", ""),
        ("Tom Reyes", "", "Tom"),
    ]


def test_two_addresses_and_dates() -> None:
    person = person_of(
        card(
            "FN:Ann Wu",
            "ADR;TYPE=HOME:;;1 Elm St;Boulder;CO;80301;USA",
            "ADR;TYPE=WORK:;;9 Oak Ave;Denver;CO;80202;USA",
            "ANNIVERSARY:2010-05-01",
            "X-SKYPE:annwu",
            "X-COLOUR:blue",
            "REV:20260101T000000Z",
        )
    )
    assert (person.place, person.custom["street"]) == ("Denver, CO", "9 Oak Ave")
    assert person.custom["home address"] == "1 Elm St, Boulder, CO, 80301, USA"
    assert (person.custom["anniversary"], person.custom["skype"], person.custom["colour"]) == (
        "2010-05-01", "annwu", "blue",
    )  # fmt: skip
    assert "rev" not in person.custom


def test_android_with_a_photo_and_values_of_its_own() -> None:
    person = person_of(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Okafor;Maria\r\nTEL;PREF;CELL:+16025550134\r\n"
        "EMAIL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=C3=BC=72=6F):maria@bluebird.example\r\n"
        "ADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;Hauptstra=C3=9Fe=\r\n=205;K=C3=B6ln;;50667;Deutschland\r\n"
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Mimi;1;;;;;;;;;;;;;\r\n"
        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/\r\n 2wBDAAgGBgcGBQgHBwcJ\r\n\r\nEND:VCARD\r\n"
    )
    assert person.phones[0].kind == "mobile"
    assert person.emails[0].address == "maria@bluebird.example"
    assert person.custom == {"street": "Hauptstraße 5", "postcode": "50667", "nickname": "Mimi"}
    assert (person.place, person.zone) == ("Köln, Germany", "Europe/Berlin")


def test_a_recent_outlook() -> None:
    person = person_of(
        card(
            "N;CHARSET=utf-8:Wu;Ann;;;",
            "FN:Ann Wu",
            "TEL;TYPE=WORK,VOICE:(303) 555-0111",
            "TEL;type=CELL;type=VOICE;type=pref:7205550112",
            "LABEL;TYPE=WORK;ENCODING=QUOTED-PRINTABLE:9 Oak Ave=0D=0ADenver",
            "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2",
            "X-MS-ANNIVERSARY;VALUE=DATE:20100501",
            "item1.X-ABRELATEDNAMES:Bob",
            "item1.X-ABLabel:_$!<Spouse>!$_",
            "CATEGORIES:warm,trade show",
        )
    )
    assert [(p.number, p.kind) for p in person.phones] == [("+17205550112", "mobile"), ("+13035550111", "work")]
    assert person.tags == ("warm", "trade show")
    assert person.custom == {"anniversary": "20100501", "spouse": "Bob"}


def test_nested_cards_are_not_followed() -> None:
    inner = "AGENT:\r\n" + card("FN:Assistant", "TEL:602-555-0139")
    people = people_of(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Maria Okafor\r\n" + inner + "TEL:602-555-0134\r\nEND:VCARD\r\n"
    )
    assert [(p.name, p.phones[0].number) for p in people] == [("Maria Okafor", "+16025550134")]
    deep = "BEGIN:VCARD\r\nFN:Deep\r\n" + "AGENT:BEGIN:VCARD\r\n" * 100_000 + "END:VCARD\r\n" * 100_001
    assert [p.name for p in people_of(deep)] == ["Deep"]


def test_a_card_without_its_end() -> None:
    whole = card("FN:Maria") + "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tom Reyes\r\nTEL:303-555-0110\r\n" + card("FN:Ann Wu")
    assert [p.name for p in people_of(whole)] == ["Maria", "Tom Reyes", "Ann Wu"]
    (refusal,) = source_of("BEGIN:VCARD\r\nNOTE:only\r\n").people()
    assert isinstance(refusal, Refusal)
    assert "no end" in refusal.why


def test_a_photo_of_40_mb_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "photo.vcf"
    picture = base64.b64encode(b"\xff\xd8" * 2_000_000)
    with path.open("wb") as file:
        file.write(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Maria Okafor\r\nPHOTO;ENCODING=b;TYPE=JPEG:")
        for _ in range(8):
            file.write(picture)  # on one line
        file.write(b"\r\nPHOTO;ENCODING=b:")
        for at in range(0, len(picture), 74):
            file.write(picture[at : at + 74] + b"\r\n ")
        file.write(b"\r\nTEL:602-555-0134\r\nEND:VCARD\r\n")
    assert path.stat().st_size > 40 << 20
    tracemalloc.start()
    (person,) = open_source(path, default_country="US").people()
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()
    assert person.phones[0].number == "+16025550134"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "content",
    [
        card("FN:Maria", "NOTE:" + "x" * (2 << 20)),
        card("FN:Maria", *(f"NOTE:{'x' * 1_000}" for _ in range(1_200))),
        card("FN:Maria", *("TEL:1" for _ in range(3_000))),
        card("FN:Maria", "NOTE:x", *(" " + "x" * 10_000 for _ in range(200))),
    ],
    ids=("line", "card", "properties", "folded"),
)
def test_cards_that_are_too_large(content: str) -> None:
    with pytest.raises(ImportRefusedError, match=r"too l"):
        list(source_of(content).people())


def test_utf_16_and_old_line_ends() -> None:
    text = card("FN:Jörg Weiß", "TEL:+49 30 901820")
    assert person_of(text.encode("utf-16")).name == "Jörg Weiß"
    assert person_of(text.replace("\r\n", "\r")).name == "Jörg Weiß"
    assert person_of(text.encode("cp1252")).name == "Jörg Weiß"


def test_columns_cannot_be_mapped() -> None:
    with pytest.raises(ImportRefusedError, match="no columns"):
        source_of(card("FN:Maria"), mapping={"FN": "name"})


def test_unescape() -> None:
    assert unescape(r"one\, two\; three\nfour\\n \:") == "one, two; three\nfour\\n :"
