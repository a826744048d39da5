"""A card that was written here and comes back says the same of a person: own fields and what a server said too."""

from __future__ import annotations

import io

from callstation.exporters.vcards import write_people_vcards
from callstation.importers.files import open_source
from callstation.model.people import Email, NewPerson, Phone, Prospect, Standing

PERSON = Prospect(
    1,
    "Maria Okafor",
    "Maria",
    "Okafor",
    standing=Standing.SAID_NO,
    company="Bluebird; Söhne, Ltd",
    zone="America/Phoenix",
    notes="two\nlines",
    phones=(Phone("+16025550134", "20", "work"),),
    emails=(
        Email("maria@b.example", "", "bounced"),
        Email("m@home.example"),
        Email("no@b.example", "", "unsubscribed"),
    ),
    tags=("fair", "warm"),
    custom={"Schuhgröße": "44; breit, bitte", "street": "1 Main St", "shoe=size": "7\\8"},
)


def test_a_card_reads_back() -> None:
    out = io.StringIO(newline="")
    assert write_people_vcards(out, [[PERSON]]) == 1
    [back] = open_source(io.BytesIO(out.getvalue().encode()), default_country="US").people()
    assert isinstance(back, NewPerson)
    assert dict(back.custom) == dict(PERSON.custom)
    assert back.emails == PERSON.emails
    assert [(p.number, p.extension, p.kind) for p in back.phones] == [("+16025550134", "20", "work")]
    for field in ("name", "first_name", "last_name", "company", "zone", "notes", "tags", "standing"):
        assert getattr(back, field) == getattr(PERSON, field), field
