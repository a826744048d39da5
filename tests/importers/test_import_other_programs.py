"""Exports of programs that are not among the samples, in several languages: columns are told by header and value."""

from __future__ import annotations

import pytest
from import_helpers import people_of, person_of, source_of

from callstation.errors import ImportRefusedError

GERMAN_OUTLOOK = (
    '"Anrede","Vorname","Weitere Vornamen","Nachname","Suffix","Firma","Abteilung","Position","Straße geschäftlich",'
    '"Ort geschäftlich","Region geschäftlich","Postleitzahl geschäftlich","Land/Region geschäftlich","Straße privat",'
    '"Ort privat","Telefon Assistent","Fax geschäftlich","Telefon geschäftlich","Telefon geschäftlich 2",'
    '"Telefon Firma","Telefon (privat)","Mobiltelefon","Weiteres Telefon","E-Mail-Adresse","E-Mail-Typ",'
    '"E-Mail: Angezeigter Name","E-Mail 2: Adresse","Geburtstag","Geschlecht","Jahrestag","Kategorien","Notizen",'
    '"Priorität","Privat","Vertraulichkeit","Webseite"\r\n'
    '"Frau Dr.","Anna","","Schmidt","","Müller & Söhne GmbH","Einkauf","Leiterin Einkauf","Hauptstraße 5","Köln",'
    '"","50667","Deutschland","Gartenweg 1","Bonn","","","0221 4710110","","0221 471010","","0171 2345678","",'
    '"anna@mueller.example","SMTP","Anna Schmidt (anna@mueller.example)","","0/0/00","Keine Angabe","0/0/00",'
    '"Messe;Bestandskunde","Ruft gern früh an","Normal","Falsch","Normal","www.mueller.example"\r\n'
)


def test_german_outlook() -> None:
    person = person_of(GERMAN_OUTLOOK.encode("cp1252"), default_country="DE")
    assert (person.name, person.first_name, person.last_name) == ("Anna Schmidt", "Anna", "Schmidt")
    assert (person.company, person.title) == ("Müller & Söhne GmbH", "Leiterin Einkauf")
    assert [(p.number, p.kind) for p in person.phones] == [
        ("+492214710110", "work"),
        ("+491712345678", "mobile"),
        ("+49221471010", "main"),
    ]
    assert person.emails[0].address == "anna@mueller.example"
    assert person.tags == ("Messe", "Bestandskunde")
    assert (person.place, person.country, person.zone) == ("Köln, Germany", "DE", "Europe/Berlin")
    assert person.notes == "Ruft gern früh an"
    assert person.custom == {
        "salutation": "Frau Dr.",
        "department": "Einkauf",
        "street": "Hauptstraße 5",
        "postcode": "50667",
        "Straße privat": "Gartenweg 1",
        "Ort privat": "Bonn",
        "website": "www.mueller.example",
    }


def test_french_list_with_semicolons() -> None:
    person = person_of(
        "Civilité;Nom;Prénom;Société;Fonction;Tél. mobile;Téléphone (bureau);Courriel;Ville;Code postal;"
        "Pays;Remarques\n"
        "Mme;Dupont;Élodie;Librairie du Port;Gérante;06 12 34 56 78;01 42 68 53 00;elodie@port.example;"
        "Nantes;44000;France;"
        "préfère le matin\n",
        default_country="FR",
    )
    assert (person.name, person.first_name, person.last_name) == ("Élodie Dupont", "Élodie", "Dupont")
    assert [(p.number, p.kind) for p in person.phones] == [("+33612345678", "mobile"), ("+33142685300", "work")]
    assert (person.place, person.zone, person.zone_source) == ("Nantes, France", "Europe/Paris", "address")
    assert person.title == "Gérante"
    assert person.notes == "préfère le matin"
    assert person.custom == {"salutation": "Mme", "postcode": "44000"}


def test_spanish_list() -> None:
    person = person_of(
        "Nombre\tApellidos\tEmpresa\tPuesto\tTeléfono móvil\tCorreo electrónico\tCiudad\tPaís\tEtiquetas\n"
        "María\tGarcía López\tAceites del Sur\tDirectora\t612 345 678\tmaria@aceites.example\t"
        "Sevilla\tEspaña\taceite, feria\n",
        default_country="ES",
    )
    assert (person.name, person.last_name) == ("María García López", "García López")
    assert person.phones[0].number == "+34612345678"
    assert (person.zone, person.tags) == ("Europe/Madrid", ("aceite", "feria"))


def test_nombre_alone_is_the_whole_name() -> None:
    person = person_of("Nombre,Teléfono\nMaría García,+34 612 345 678\n")
    assert (person.first_name, person.last_name) == ("María", "García")


def test_pipedrive_headers() -> None:
    person = person_of(
        "Person - ID,Person - Name,Person - Organization,Person - Email - Work,Person - Phone - Work,"
        "Person - Phone - Mobile,Person - Label,Person - Owner\n"
        "7,Tom Reyes,Reyes Roofing,tom@reyes.example,(303) 555-0110,(303) 555-0111,Hot,Dana Rep\n"
    )
    assert (person.name, person.company, person.source_id) == ("Tom Reyes", "Reyes Roofing", "7")
    assert [(p.number, p.kind) for p in person.phones] == [("+13035550110", "work"), ("+13035550111", "mobile")]
    assert person.emails[0].kind == "work"
    assert person.tags == ("Hot",)
    assert person.custom == {"Person - Owner": "Dana Rep"}


def test_thunderbird_headers() -> None:
    person = person_of(
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,"
        "Fax Number,Pager Number,Mobile Number,Home Address,Home Address 2,Home City,Home State,Home ZipCode,"
        "Home Country,"
        "Work Address,Work Address 2,Work City,Work State,Work ZipCode,Work Country,Job Title,Department,Organization,"
        "Web Page 1,Birth Year,Custom 1,Notes,\n"
        "Ann,Wu,Ann Wu,,ann@wu.example,wu@home.example,,303-555-0110,,,,303-555-0112,1 Elm St,,Boulder,CO,80301,USA,"
        "9 Oak Ave,Floor 2,Denver,CO,80202,USA,Owner,,Wu Tools,https://wu.example,,blue,met in May,\n"
    )
    assert [(p.number, p.kind) for p in person.phones] == [("+13035550110", "work"), ("+13035550112", "mobile")]
    assert [e.address for e in person.emails] == ["ann@wu.example", "wu@home.example"]
    assert (person.place, person.zone, person.title) == ("Denver, CO", "America/Denver", "Owner")
    assert person.custom["street"] == "9 Oak Ave, Floor 2"
    assert person.custom["Home City"] == "Boulder"
    assert person.custom["Custom 1"] == "blue"


def test_shop_customers() -> None:
    person = person_of(
        "First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,"
        "Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,"
        "Default Address Phone,Phone,Total Spent,Tags,Note\n"
        "Pat,Example,pat@example.com,yes,Example Farms,1 Lane,Austin,TX,US,'78701,,+15125550123,120.50,"
        '"vip, autumn",\n'
    )
    assert (person.company, person.place, person.zone) == ("Example Farms", "Austin, TX", "America/Chicago")
    assert person.tags == ("vip", "autumn")
    assert person.custom["Total Spent"] == "120.50"


def test_a_network_in_german_with_adjectives() -> None:
    person = person_of(
        "Vorname;Nachname;Firma;Position;Geschäftliche E-Mail;Geschäftliches Telefon;Geschäftliches Mobiltelefon;"
        "Private E-Mail;Straße (geschäftlich);PLZ (geschäftlich);Ort (geschäftlich);Land (geschäftlich)\n"
        "Anna;Schmidt;Müller GmbH;Leiterin;anna@mueller.example;+49 221 471010;+49 171 2345678;a@home.example;"
        "Hauptstr. 5;50667;Köln;Deutschland\n"
    )
    assert [(e.address, e.kind) for e in person.emails] == [
        ("anna@mueller.example", "work"),
        ("a@home.example", "home"),
    ]
    assert [(p.number, p.kind) for p in person.phones] == [("+49221471010", "work"), ("+491712345678", "mobile")]
    assert person.place == "Köln, Germany"


def test_a_mailing_list_with_addresses_in_one_text() -> None:
    person = person_of(
        '"Email Address","First Name","Last Name","Address","Phone Number",MEMBER_RATING,TIMEZONE,REGION,TAGS\n'
        'tom@reyes.example,Tom,Reyes,"1 Lane  Denver CO 80202  US",303-555-0110,2,America/Denver,CO,'
        '"""vip"",""autumn"""\n'
    )
    assert (person.place, person.zone, person.zone_source) == ("Denver, CO", "America/Denver", "file")
    assert person.tags == ("vip", "autumn")
    assert person.custom == {"street": "1 Lane", "MEMBER_RATING": "2"}


def test_attendees_of_an_event() -> None:
    person = person_of(
        "Order #,Order Date,First Name,Last Name,Email,Attendee #,Attendee Status,Job Title,Company,Cell Phone,"
        "Work City,Work State\n"
        "1234567890,2026-03-01,Ann,Wu,ann@wu.example,9876543210,Attending,Owner,Wu Tools,720-555-0112,Denver,CO\n"
    )
    assert [p.number for p in person.phones] == ["+17205550112"]
    assert person.custom["Attendee #"] == "9876543210"


def test_a_list_made_by_hand() -> None:
    first, second = people_of(
        'Who,Where,Number,What they said\nTom Reyes (Reyes Roofing),"Denver, CO",303 555 0110,call in May\n'
        'Ann Wu,"Boulder, CO",(303) 555-0111 or 720-555-0112,wants brochure\n'
    )
    assert (first.first_name, first.last_name, first.place, first.notes) == (
        "Tom",
        "Reyes",
        "Denver, CO",
        "call in May",
    )
    assert [p.number for p in second.phones] == ["+13035550111", "+17205550112"]


def test_do_not_call_and_unsubscribed_are_kept() -> None:
    first, second = people_of(
        "Name,Phone,Email,Do Not Call,Email Opt Out\nAnn Wu,602-555-0110,ann@wu.example,1,0\n"
        "Tom Reyes,602-555-0111,tom@reyes.example,0,1\n"
    )
    assert (first.standing, second.standing) == ("do not call", "")
    assert (first.emails[0].state, second.emails[0].state) == ("", "unsubscribed")


@pytest.mark.parametrize(
    ("written", "kind"),
    [("Lead", "prospect"), ("Customer", "customer"), ("Kunde", "customer"), ("Referral partner", "referral source")],
)
def test_kinds_in_the_words_of_other_programs(written: str, kind: str) -> None:
    person = person_of(f"Name,Phone,Lifecycle Stage\nAnn Wu,602-555-0110,{written}\n")
    assert person.kind == kind
    assert person.custom == {"Lifecycle Stage": written}


def test_a_time_zone_column_comes_first() -> None:
    person = person_of("Name,City,State,Time Zone\nAnn Wu,Boston,MA,US Mountain Standard Time\n")
    assert (person.zone, person.zone_source, person.region) == ("America/Phoenix", "file", "MA")


def test_without_a_header_by_what_the_values_look_like() -> None:
    source = source_of(
        "Maria Okafor,Bluebird Logistics LLC,602-555-0134,maria@bluebird.example\n"
        "Tom Reyes,Reyes Roofing Inc,303-555-0110,tom@reyes.example\n"
    )
    assert [c.field for c in source.reading.columns] == ["name", "company", "phone", "email"]
    first, second = source.people()
    assert (first.name, first.company, first.row) == ("Maria Okafor", "Bluebird Logistics LLC", 1)
    assert second.phones[0].number == "+13035550110"


def test_headers_that_say_nothing_are_told_by_their_values() -> None:
    person = person_of("Wer,Wie erreichbar,Post\nTom Reyes,+1 303 555 0110,tom@reyes.example\n")
    assert person.phones[0].number == "+13035550110"
    assert person.emails[0].address == "tom@reyes.example"
    assert person.custom == {"Wer": "Tom Reyes"}


def test_ids_and_dates_are_not_taken_for_numbers() -> None:
    person = person_of("Name,Invoice,Since,Amount\nTom Reyes,6025550134,2026-03-01,1200.50\n")
    assert person.phones == ()
    assert person.custom == {"Invoice": "6025550134", "Since": "2026-03-01", "Amount": "1200.50"}


def test_the_users_mapping_overrules() -> None:
    person = person_of(
        "Wer,Name,Phone\nTom Reyes,Reyes Roofing,303-555-0110\n",
        mapping={"Wer": "name", "name": "company", "Phone": "phone_mobile"},
    )
    assert (person.name, person.company, person.phones[0].kind) == ("Tom Reyes", "Reyes Roofing", "mobile")


def test_a_mapping_can_name_columns_by_number() -> None:
    first, second = people_of("a-1,blue\nb-2,red\n", mapping={"column 1": "name", "column 2": "tags"})
    assert (first.name, second.tags) == ("a-1", ("red",))


def test_ignore_and_custom() -> None:
    person = person_of(
        "Name,Notes,Secret\nTom Reyes,keep me apart,x\n", mapping={"Notes": "custom", "Secret": "ignore"}
    )
    assert person.notes == ""
    assert person.custom == {"Notes": "keep me apart"}


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"Nam": "name"}, "the column 'Nam', which is not there. Its columns: Name, Phone."),
        ({"Name": "surname"}, "there is no field 'surname'"),
    ],
)
def test_a_mapping_that_fits_nothing_is_refused(mapping: dict[str, str], words: str) -> None:
    with pytest.raises(ImportRefusedError, match="--map") as refused:
        source_of("Name,Phone\nTom Reyes,303-555-0110\n", mapping=mapping)
    assert words in str(refused.value)


def test_names_only() -> None:
    assert [p.name for p in people_of("Maria Okafor\nTom Reyes\nLi Wei\n")] == ["Maria Okafor", "Tom Reyes", "Li Wei"]


def test_emails_only() -> None:
    person = person_of("Email\nmaria@bluebird.example\n")
    assert (person.name, person.emails[0].address) == ("maria@bluebird.example", "maria@bluebird.example")


def test_a_name_written_with_an_address() -> None:
    person = person_of("Email\nMaria Okafor <maria@bluebird.example>\n")
    assert (person.name, person.first_name) == ("Maria Okafor", "Maria")
