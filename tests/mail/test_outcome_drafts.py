"""T5, F3, F5, H5: each outcome drafts the email that fits, and no more than that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import FRAME, THURSDAY, bring, new_person, number, reason
from mail_desk import MARIA, call, with_people

from callstation.desk import mailroom
from callstation.errors import RefusedError
from callstation.model.calls import Outcome
from callstation.model.mail import Letter, LetterStatus
from callstation.model.people import Email
from callstation.model.reasons import ReasonKind
from callstation.store import outbox, people, reasons
from callstation.store.book import Book


@pytest.fixture
def at_desk(sqlite_book: Book, desk_at: Callable[..., Any], clock: Any) -> Any:
    clock.at = THURSDAY + timedelta(hours=4)
    return with_people(sqlite_book, desk_at(sqlite_book))


def the_letter(desk: Any) -> Letter:
    [found] = mailroom.letters(desk)
    return found


@pytest.mark.parametrize(
    ("outcome", "answer", "words"),
    [
        (Outcome.NO_ANSWER, "", ["the depot opens in May", "One line back"]),
        (Outcome.VOICEMAIL, "", ["the depot opens in May", "I will call you on"]),
        (Outcome.TALKED, "tue 7:30am, send the prices", ["Tuesday, March 17", "7:30", "your time", "send the prices"]),
        (Outcome.TALKED, "none", ["Thank you for your time"]),
        (Outcome.CALL_BACK, "tomorrow 2pm", ["I will call you on Friday, March 13", "2"]),
        (Outcome.NOT_NOW, "in 2 months", ["leave you in peace", "May"]),
        (Outcome.SAID_NO, "", ["will not ask again"]),
        (Outcome.WON, "mon 9:00, sign the order", ["glad", "sign the order"]),
        (Outcome.WRONG_NUMBER, "", ["Which one reaches you?"]),
        (Outcome.GATEKEEPER, "", ["the depot opens in May"]),
    ],
)
def test_t5_each_outcome_drafts_the_email_that_fits(
    at_desk: Any, outcome: Outcome, answer: str, words: list[str]
) -> None:
    call(at_desk, outcome, answer)
    letter = the_letter(at_desk)
    assert (letter.status, letter.address, letter.name) == (LetterStatus.DRAFT, MARIA, "Maria Okafor")
    for word in words:
        assert word in letter.body, letter.body
    assert "Dana Reed" in letter.body
    assert "?]" not in letter.body + letter.subject
    assert "\n" not in letter.subject


def test_t5_the_link_of_the_reason_goes_along_also_after_a_talk(at_desk: Any) -> None:
    call(at_desk, Outcome.TALKED, "none")
    letter = the_letter(at_desk)
    assert letter.body.count("https://example.com/depot") == 1
    assert letter.reason_id == 1


def test_nobody_without_an_address_and_nobody_who_wants_no_calls_gets_a_draft(at_desk: Any) -> None:
    call(at_desk, Outcome.TALKED, "none", who=2)
    call(at_desk, Outcome.DO_NOT_CALL)
    assert mailroom.letters(at_desk) == []


def test_f3_from_the_third_try_on_the_email_lets_them_off_the_hook(at_desk: Any, clock: Any) -> None:
    for tries in range(1, 4):
        call(at_desk, Outcome.NO_ANSWER)
        letter = the_letter(at_desk)  # and the newer draft took the older one's place
        assert ("a no is a fine answer" in letter.body) is (tries >= 3)
        clock.at += timedelta(days=2)


def test_undo_takes_the_draft_back_and_brings_the_older_one(at_desk: Any, clock: Any) -> None:
    call(at_desk, Outcome.NO_ANSWER)
    first = the_letter(at_desk)
    clock.at += timedelta(days=2)
    call(at_desk, Outcome.TALKED, "none")
    assert "Thank you" in the_letter(at_desk).body
    at_desk.undo()
    assert the_letter(at_desk).body == first.body
    at_desk.undo()
    assert mailroom.letters(at_desk) == []


def test_undo_takes_a_queued_email_back_but_not_one_that_went_out(at_desk: Any, sqlite_book: Book) -> None:
    call(at_desk, Outcome.TALKED, "none")
    mailroom.queue(at_desk, the_letter(at_desk).id)
    at_desk.undo()  # the queueing
    assert the_letter(at_desk).status is LetterStatus.DRAFT
    mailroom.queue(at_desk, the_letter(at_desk).id)
    sqlite_book.run("UPDATE outbox_email SET status = 'sent', message_id = '<a@example.com>'")
    at_desk.undo()
    at_desk.undo()
    letter = the_letter(at_desk)
    assert (letter.status, letter.entry_id) == (LetterStatus.SENT, None)


def test_words_of_ones_own_are_kept_when_an_outcome_comes(at_desk: Any) -> None:
    call(at_desk, Outcome.NO_ANSWER)
    letter = the_letter(at_desk)
    mailroom.keep(at_desk, letter, 1, "My own", "Hello Maria, my own words.")
    call(at_desk, Outcome.TALKED, "none")
    assert the_letter(at_desk).subject == "My own"


def test_h6_a_no_takes_back_what_has_not_gone_out(at_desk: Any) -> None:
    call(at_desk, Outcome.NO_ANSWER)
    mailroom.queue(at_desk, the_letter(at_desk).id)
    call(at_desk, Outcome.SAID_NO)
    assert "clear answer" in the_letter(at_desk).subject
    at_desk.undo()
    assert the_letter(at_desk).status is LetterStatus.QUEUED


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N"]), min_size=6, max_size=20))
def test_internal_notes_never_get_into_an_email(canary: str) -> None:
    """Whatever is noted of them, in whatever place, and whatever the templates say of tags, threads and objections."""
    from callstation.model.people import Objection, Prospect, Thread
    from callstation.scripting.context import INTERNAL, Caller, Situation
    from callstation.scripting.parse import parse_script
    from callstation.scripting.render import Renderer

    who = Prospect(
        1,
        "Maria Okafor",
        first_name="Maria",
        notes=f"x{canary}1",
        threads=(Thread(f"x{canary}2"),),
        objections=(Objection(f"x{canary}3"),),
        tags=(f"x{canary}4",),
        emails=(Email(MARIA),),
    )
    now = THURSDAY
    situation = Situation(who, Caller("Dana Reed"), None, None, None, None, None, now.date(), now)
    greedy = "\n".join(f"{{{{ {name} }}}}" for name in sorted(INTERNAL) if not name.endswith(("s",)))
    loops = "\n".join(
        f"{{% for x in {name} %}}{{{{ x }}}}{{% endfor %}}"
        for name in ("their.tags", "their.threads", "their.objections")
    )
    script = parse_script("x", f"== email ==\nSubject: {{{{ their.threads|first }}}}\n\nHello\n{greedy}\n{loops}\n")
    subject, body = Renderer().email(script, situation)
    assert canary not in subject.text + body.text


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.DO_NOT_CALL])
def test_a_note_of_the_call_never_gets_into_its_email(at_desk: Any, sqlite_book: Book, outcome: Outcome) -> None:
    people.set_fields(sqlite_book, FRAME, 1, {"notes": "CANARY of the person"}, THURSDAY)
    at_desk.keep_thread(1, "CANARY thread")
    at_desk.keep_objection(1, "canary objection")
    at_desk.keep_note(1, "CANARY draft")
    asks = {Outcome.TALKED: "none", Outcome.WON: "none", Outcome.CALL_BACK: "tomorrow", Outcome.NOT_NOW: "in 2 months"}
    call(at_desk, outcome, asks.get(outcome, ""), note="CANARY note")
    for letter in mailroom.letters(at_desk):
        assert "canary" not in (letter.subject + mailroom.as_it_goes_out(at_desk, letter)).lower()


def test_h5_an_anonymous_story_never_names_its_client_in_an_email(at_desk: Any, sqlite_book: Book) -> None:
    bring(sqlite_book, new_person("Zelda Quark", number(9), company="Quarkworks", emails=("z@quarkworks.example",)))
    story = reason(
        text="how a client halved their waste", kind=ReasonKind.STORY, anonymous=True, client_id=3, strength=9
    )
    reasons.add(sqlite_book, FRAME, story, THURSDAY)
    # The library refuses words that name the client; a book of before may hold them all the same.
    sqlite_book.run(
        "UPDATE reason SET text = 'how Zelda Quark of Quarkworks halved their waste', attachment = 'quarkworks.pdf', "
        "link = 'https://quarkworks.example/story' WHERE id = 2"
    )
    at_desk.tools.forget_library()
    for outcome, answer in ((Outcome.NO_ANSWER, ""), (Outcome.TALKED, "none")):
        call(at_desk, outcome, answer)
        letter = the_letter(at_desk)
        assert letter.reason_id == 2
        assert "quark" not in (letter.subject + letter.body + "".join(letter.attachments)).lower()
    mailroom.keep(at_desk, letter, 1, "A story", "Hello Maria,\n\nit was Zelda, of course.")
    with pytest.raises(RefusedError, match="'Zelda' would give the client"):
        mailroom.queue(at_desk, letter.id)


def test_an_email_with_gaps_or_without_words_is_not_queued(at_desk: Any) -> None:
    call(at_desk, Outcome.TALKED, "none")
    letter = the_letter(at_desk)
    mailroom.keep(at_desk, letter, 1, "Hello", "How is [their company?] these days?")
    with pytest.raises(RefusedError, match="still to be filled in"):
        mailroom.queue(at_desk, letter.id)
    mailroom.keep(at_desk, letter, 1, "", "Text")
    with pytest.raises(RefusedError, match="needs a subject"):
        mailroom.queue(at_desk, letter.id)


def test_whoever_asked_not_to_be_emailed_never_is(at_desk: Any, sqlite_book: Book) -> None:
    call(at_desk, Outcome.TALKED, "none")
    letter = the_letter(at_desk)
    sqlite_book.run("INSERT INTO email (person_id, address, state) VALUES (1, 'other@example.com', 'unsubscribed')")
    with pytest.raises(RefusedError, match="asked not to be emailed"):
        mailroom.queue(at_desk, letter.id)
    call(at_desk, Outcome.TALKED, "none")
    assert mailroom.letters(at_desk) == []  # no new draft either, and the old one gave way
    assert outbox.address_of(sqlite_book, 1) == ""


def test_the_users_own_template_is_used_and_a_broken_one_is_not(at_desk: Any) -> None:
    folder = at_desk.tools.shelf.folder / "emails"
    folder.mkdir()
    own = folder / "talked.j2"
    own.write_text("Subject: Mine, {{ their.first_name }}\n\nMy very own words.\n")
    call(at_desk, Outcome.TALKED, "none")
    assert (the_letter(at_desk).subject, the_letter(at_desk).body[:17]) == ("Mine, Maria", "My very own words")
    own.write_text("Subject: {{ broken\n\nx\n")
    call(at_desk, Outcome.TALKED, "none")
    assert "thank you" in the_letter(at_desk).subject
