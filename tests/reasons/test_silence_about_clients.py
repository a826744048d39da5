"""H5: an anonymous story names its client nowhere: opener, voicemail, email, preview, card, history, exports."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

import pytest
from invented import FRAME, THURSDAY, bring, new_person, number, reason

from callstation.cli.card import card_shape
from callstation.cli.reasons import reason_details
from callstation.cli.shapes import entry_shape, queue_shape
from callstation.desk.editing import Editing
from callstation.desk.reason_files import send_out
from callstation.desk.reasoning import Reasoning
from callstation.desk.reviewing import reasons_in
from callstation.exporters.calls import write_calls_csv, write_calls_json
from callstation.exporters.everything import write_everything
from callstation.model.calls import Outcome
from callstation.model.reasons import ReasonKind
from callstation.rules.anonymity import found_in
from callstation.store import history, people, reasons, walking
from callstation.store.book import Book

CLEAN = "that a workshop of eleven sold its last box early, and you can have the one thing it changed"
LEAKY = "that Quillworks, under Ottilie Brandvold, sold its last box early (ask Ottilie)"
NAMES = {"name": "Ottilie Brandvold", "first_name": "Ottilie", "last_name": "Brandvold", "company": "Quillworks"}
TELLING = ("ottilie", "brandvold", "quillworks")


@dataclass
class Told:
    """A desk with an anonymous story for Maria."""

    desk: Any
    book: Book
    client: int
    maria: int
    jan: int
    story: int


@pytest.fixture
def told(book: Book, desk_at) -> Told:
    client, maria, jan = bring(
        book,
        new_person("Somebody Else", number(1), company="Elsewhere"),
        new_person("Maria Okafor", number(2), emails=("maria@bluebird.example",), zone="America/New_York"),
        new_person("Jan Novak", number(3), zone="America/New_York"),
    )
    stored = reasons.add(
        book,
        FRAME,
        reason(
            0,
            ReasonKind.STORY,
            text=LEAKY,
            lead_in="You remind me of Ottilie Brandvold.",
            link="https://stories.example/quillworks",
            attachment="ottilie-brandvold.pdf",
            anonymous=True,
            client_id=client,
        ),
        THURSDAY,
    )
    # Only after it was written is its client called what it says: the worst that can happen.
    people.set_fields(book, FRAME, client, NAMES, THURSDAY)
    return Told(desk_at(book), book, client, maria, jan, stored.id)


def silent(*texts: object) -> None:
    """None of what was rendered tells who it is."""
    for text in texts:
        words = text if isinstance(text, str) else json.dumps(text, default=str, ensure_ascii=False)
        assert [t for t in TELLING if t in words.lower()] == [], words


def own_script(told: Told, name: str) -> None:
    """The user has written the client's name into their own script."""
    text, _ = told.desk.tools.shelf.text_of(name)
    said = "Ottilie Brandvold of Quillworks says hello. The reason I'm"
    told.desk.tools.shelf.save(name, text.replace("The reason I'm", said))


def told_to(looks: Any) -> list[str]:
    """What Jan would hear, for whom the story is, too."""
    found = [n.spoken.text for n in looks if n.neighbour.name == "Jan Novak"]
    assert found
    return found


def test_the_card_in_every_part(told: Told) -> None:
    card = told.desk.card(told.maria)
    assert card.reason is not None
    assert "a client" in card.opener.text
    silent(card.opener.text, card.voicemail.text, card.email_subject.text, card.email_body.text)
    silent(card_shape(card), asdict(card.reason), [asdict(r) for r in card.reasons])
    silent([queue_shape(r) for r in told.desk.rows(9, with_reasons=True) if r.id != told.client])


def test_also_where_the_users_own_script_says_the_name(told: Told) -> None:
    script = told.desk.card(told.maria).script
    own_script(told, script)
    card = told.desk.card(told.maria)
    assert "says hello" in card.opener.text
    silent(card.opener.text, card.voicemail.text, card.email_subject.text, card.email_body.text)
    editing = Editing(told.desk, card)
    text, _ = told.desk.tools.shelf.text_of(script)
    for part in ("opener", "voicemail", "email"):
        look = editing.look(text, part)
        assert look.spoken is not None
        silent(look.spoken.text, *told_to(editing.look_around(text, part)))
    silent(editing.names())


def test_also_in_a_personal_touch(told: Told) -> None:
    told.desk.keep_touch(told.maria, "Maria, Quillworks did it: ask Ottilie.")
    card = told.desk.card(told.maria)
    assert card.opener.text == "Maria, a client did it: ask a client."
    silent(card_shape(card))


def test_whoever_bears_the_same_first_name_is_called_by_it(told: Told) -> None:
    people.set_fields(told.book, FRAME, told.maria, {"name": "Ottilie Okafor", "first_name": "Ottilie"}, THURSDAY)
    opener = told.desk.card(told.maria).opener.text
    assert opener.startswith("Ottilie, it's Dana")
    assert opener.count("Ottilie") == 1
    assert "Brandvold" not in opener


def test_history_and_exports(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    own_script(told, told.desk.card(told.maria).script)
    for outcome in (Outcome.VOICEMAIL, Outcome.TALKED):
        card = told.desk.card(told.maria)
        told.desk.record(card, outcome, answer=told.desk.read_answer(card, outcome, "none"))
    entries = history.history(told.book, told.maria)
    assert any(e.reason_id == told.story for e in entries)
    silent([entry_shape(e) for e in entries], reasons_in(told.desk.tools, entries))
    for write in (write_calls_csv, write_calls_json):
        out = io.StringIO()
        assert write(out, walking.walk_calls(told.book)) == 2
        silent(out.getvalue())
    rows = [r for r in walking.walk_tables(told.book) if r["type"] not in ("person", "email")]
    [row] = [r for r in rows if r["type"] == "reason"]
    assert row["client_id"] is None
    silent([r for r in rows if r["type"] in ("reason", "reason_use", "promise", "step")])
    silent([r for r in rows if r["type"] == "entry" and r["person_id"] != told.client])
    out = io.StringIO()
    write_everything(out, (r for r in rows if r["type"] == "reason"), {}, THURSDAY)
    silent(out.getvalue())
    out = io.StringIO()
    assert send_out(told.desk.tools, out) == (1, 0)
    silent(out.getvalue())


def test_the_library_and_a_preview_of_what_is_being_written(told: Told) -> None:
    reasoning = Reasoning(told.desk)
    [stored] = reasoning.library()
    silent(reason_details(stored), asdict(stored))
    silent(reasoning.hear(stored, told.maria).spoken.text)
    typed = replace(stored, text=LEAKY, lead_in="You know Ottilie.")
    silent(reasoning.hear(typed, told.maria).spoken.text)
    assert reasoning.uses(stored).count == 0


def test_what_is_written_again_forgets_the_name_for_good(told: Told) -> None:
    Reasoning(told.desk).retire(Reasoning(told.desk).library()[0])
    keeper = reasons.confidant(told.book, told.client)
    assert keeper is not None
    row = told.book.one("SELECT text, lead_in, link, attachment FROM reason")
    assert row is not None
    assert [found_in(keeper.secret, text) for text in row] == [""] * 4


def test_a_changed_name_is_known_at_once(told: Told) -> None:
    """The desk keeps the library in mind; a client who is renamed is not kept in mind under the old name."""
    assert "a client" in told.desk.card(told.maria).opener.text
    people.set_fields(told.book, FRAME, told.client, {"company": "Workshop"}, THURSDAY)
    card = told.desk.card(told.maria)
    assert card.reason is not None
    assert "Quillworks" in card.reason.text  # nobody is called so any more
    people.set_fields(told.book, FRAME, told.client, {"company": "Quillworks Ltd"}, THURSDAY)
    silent(told.desk.card(told.maria).opener.text)


@pytest.fixture
def written(book: Book, desk_at) -> tuple[Any, int]:
    [client] = bring(book, new_person("Ottilie Brandvold", company="Quillworks"))
    return Reasoning(desk_at(book)), client


@pytest.mark.parametrize("field", ["text", "lead_in", "link", "attachment"])
def test_it_is_refused_when_it_is_written(written: tuple[Any, int], field: str) -> None:
    from callstation.errors import UsageError

    reasoning, client = written
    story = reason(0, ReasonKind.STORY, text=CLEAN, client_id=client, anonymous=True)
    with pytest.raises(UsageError, match="anonymous"):
        reasoning.write(replace(story, **{field: "https://x.example/quillworks"}))
    assert reasoning.library() == []
    assert reasoning.write(story).reason.text == CLEAN
    assert reasoning.write(replace(story, anonymous=False, text=LEAKY)).reason.text == LEAKY  # the client said yes
