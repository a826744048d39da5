"""Every shipped script, for people of whom much or nothing is known: what is said, and how long it takes."""

import re
from dataclasses import replace

import pytest
from scripting_people import (
    BROKEN,
    DANA,
    PALLET,
    PROMISE,
    STEP,
    customer,
    full_person,
    in_talks,
    referrer,
    situation,
    sparse,
    talked_to,
)

from callstation.language.check import TextKind, check
from callstation.model.cards import Why
from callstation.model.people import Kind, Phone, Prospect, Standing
from callstation.model.reasons import Reason, ReasonKind
from callstation.rules.playbook import script_for
from callstation.scripting.context import Situation
from callstation.scripting.parse import SECTIONS
from callstation.scripting.render import Renderer
from callstation.scripting.shelf import shipped_names, shipped_script

WORDS_A_SECOND = 150 / 60
OPENER_SECONDS = (12, 25)
VOICEMAIL_SECONDS = 30
OWN_REASON = frozenset(("promise-due", "promise-broken", "agreed-step", "proposal-open"))
"""Scripts that have a reason of their own, out of the record."""

OF_ONE_PART = frozenset(("drip", "closing"))
"""Scripts for no call: an email of value (F4), and what to say to a no (H6)."""

ALL = sorted(shipped_names() - OF_ONE_PART)
RENDERER = Renderer()
TOM = Prospect(id=8, name="Tom", first_name="Tom", phones=(Phone("+16025550178"),))

PEOPLE = {
    "full": talked_to(),
    "sparse": sparse(),
    "never talked": situation(full_person(last_talk_at=None, threads=(), seeks="", offers="")),
    "third try": situation(full_person(attempts=2)),
    "sparse, third try": situation(replace(TOM, attempts=2)),
    "promise due": situation(full_person(), promise=PROMISE),
    "promise broken": situation(full_person(), promise=BROKEN),
    "promise broken, sparse": situation(TOM, promise=BROKEN),
    "step": situation(full_person(), step=STEP),
    "call back": situation(full_person(), step=replace(STEP, what="call back")),
    "call back, sparse": situation(TOM, step=replace(STEP, what="call back")),
    "proposal": situation(in_talks()),
    "customer": situation(customer()),
    "referral source": situation(referrer()),
    "no lead-in": talked_to(reason=replace(PALLET, lead_in="", link="")),
    "no business": talked_to(caller=replace(DANA, business="", place="")),
    "markup": situation(full_person(first_name="[/b]{{x}}", name="[/b]{{x}}", company="[@click=app.quit]")),
}


def seconds(text: str) -> float:
    """How long it takes to say; the dots of a pause are no words."""
    return len([word for word in text.split() if any(c.isalnum() for c in word)]) / WORDS_A_SECOND


def parts(name: str, now: Situation):
    script = shipped_script(name)
    subject, body = RENDERER.email(script, now)
    return RENDERER.render(script, "opener", now), RENDERER.render(script, "voicemail", now), subject, body


def test_t3_there_is_a_script_for_every_situation() -> None:
    reasons = [None, *(Reason(1, kind, "x") for kind in ReasonKind)]
    people = [
        Prospect(1, "x", kind=kind, standing=standing) for kind in Kind for standing in Standing if standing.callable
    ]
    chosen = {
        script_for(why, person, reason, promise, step)
        for why in Why
        for person in people
        for reason in reasons
        for promise in (None, PROMISE, BROKEN)
        for step in (None, STEP)
    }
    assert chosen == shipped_names() - OF_ONE_PART


@pytest.mark.parametrize("name", ALL)
def test_t3_each_has_every_section_and_a_description(name: str) -> None:
    script = shipped_script(name)
    assert set(script.sections) == set(SECTIONS)
    assert script.description
    assert len(RENDERER.lines(script, "points", PEOPLE["full"])) >= 3
    assert len(RENDERER.lines(script, "questions", PEOPLE["full"])) >= 3
    assert all(RENDERER.answers(script, PEOPLE["sparse"]).values())


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_missing_in_any_part(name: str) -> None:
    for now in PEOPLE.values():
        for spoken in parts(name, now):
            assert spoken.gaps == ()
            assert spoken.text
            assert not re.search(r" [,.;:!?](\s|$)|,,|\.\.|  |\n\n\n|None|\?\.", spoken.text), spoken.text
        for part in ("points", "questions", "answers"):
            assert RENDERER.render(shipped_script(name), part, now).gaps == ()


@pytest.mark.parametrize("name", ALL)
def test_only_a_missing_reason_is_a_gap(name: str) -> None:
    gaps = {gap for spoken in parts(name, sparse(reason=None)) for gap in spoken.gaps}
    assert gaps == (set() if name in OWN_REASON else {"reason.text"})


@pytest.mark.parametrize("name", ALL)
def test_the_opener_names_them_gives_the_reason_and_asks_an_easy_question(name: str) -> None:
    for now in PEOPLE.values():
        text = parts(name, now)[0].text
        lines = text.split("\n")
        assert lines[0].startswith(f"{now.prospect.first_name}, it's Dana")
        assert re.match(r"Your?\b", lines[1]), lines[1]
        assert "reason I'm calling is that the minimum order" in text
        assert lines[-1].endswith("?")
        assert all(line[0].isupper() for line in lines[1:])


@pytest.mark.parametrize("name", ALL)
def test_t8_an_opener_takes_twelve_to_twenty_five_seconds(name: str) -> None:
    for now in PEOPLE.values():
        least, most = OPENER_SECONDS
        assert least <= seconds(parts(name, now)[0].text) <= most


@pytest.mark.parametrize("name", ALL)
def test_a_voicemail_says_number_days_and_reason_in_half_a_minute(name: str) -> None:
    for who, now in PEOPLE.items():
        text = parts(name, now)[1].text
        assert "it's Dana Reed" in text
        assert "6 0 2, 5 5 5, 0 1 3 4" in text
        assert "6 0 2 … 5 5 5 … 0 1 3 4" in text
        assert "If I don't hear from you by Wednesday the 25th, I'll call you on Thursday the 26th." in text
        assert seconds(text) <= VOICEMAIL_SECONDS + (2 if "third" in who else 0)


@pytest.mark.parametrize("name", ALL)
def test_from_the_third_try_on_a_no_is_fine(name: str) -> None:
    for tries, fine in ((0, False), (1, False), (2, True), (5, True)):
        _, voicemail, _, body = parts(name, situation(full_person(attempts=tries)))
        assert ("A no is fine" in voicemail.text) is fine
        assert ("a no is a fine answer" in body.text) is fine


@pytest.mark.parametrize("name", ALL)
def test_an_email_is_short_signed_and_names_one_next_step(name: str) -> None:
    _, _, subject, body = parts(name, PEOPLE["full"])
    assert 0 < len(subject.text) <= 78
    assert "\n" not in subject.text
    assert body.text.startswith("Hello Maria,\n\n")
    assert body.text.endswith("\n\nDana Reed\nReed Design\n+1 602 555 0134")
    assert body.text.count("I will call you on Thursday, November 26th.") == 1
    assert "https://example.com/pallets" in body.text
    assert len(body.text.split()) <= 110


@pytest.mark.parametrize("name", ALL)
def test_an_email_names_the_agreed_step_where_there_is_one_to_come(name: str) -> None:
    step = replace(STEP, day=PROMISE.day.replace(day=30))
    body = parts(name, situation(full_person(), step=step))[3].text
    assert "We said Monday, November 30th, 11 in the morning, for the next step: go through the two drafts." in body
    assert "I will call you" not in body
    nothing_planned = parts(name, situation(full_person(), hear_by=None, call_on=None))[3]
    assert nothing_planned.gaps == ()
    assert "One line back is enough" in nothing_planned.text


EMPTY_PHRASES = re.compile(
    r"check(ing)? in|touch(ing)? base|courtesy call|just |wanted to|wondering if|circl(e|ing) back|follow(ing)? up"
    r"|pick(ing)? your brain|hope (this|you)|sorry to bother|needed anything|any referrals|new product",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", ALL)
def test_s1_h7_no_empty_phrases(name: str) -> None:
    assert not EMPTY_PHRASES.search(shipped_script(name).text)


def test_h4_the_direct_question_is_in_one_script_only() -> None:
    asking = [name for name in ALL if re.search(r"go ahead\b", shipped_script(name).text)]
    assert asking == ["proposal-open"]


def test_a_broken_promise_is_owned_up_to_and_a_kept_one_named() -> None:
    assert (
        "on Wednesday the 18th, and you did not: my mistake"
        in parts("promise-broken", PEOPLE["promise broken"])[0].text
    )
    assert "You were to hear from me today, and here I am." in parts("promise-due", PEOPLE["promise due"])[0].text


def test_a_reason_out_of_the_record_is_not_said_twice() -> None:
    for name, kind in (
        ("promise-due", "promise"),
        ("promise-broken", "promise"),
        ("agreed-step", "agreed step"),
        ("proposal-open", "proposal"),
    ):
        now = situation(full_person(), promise=PROMISE, step=STEP, reason=Reason(0, ReasonKind(kind), "that ITS TEXT"))
        assert all("ITS TEXT" not in spoken.text for spoken in parts(name, now))


def test_h3_t8_threads_are_points_to_ask_about() -> None:
    for name in ALL:
        assert "On their mind: her daughter's exams" in RENDERER.lines(
            shipped_script(name), "points", talked_to(threads=("her daughter's exams",))
        )


@pytest.mark.parametrize("name", ALL)
def test_the_language_check_finds_no_error(name: str) -> None:
    for text in {spoken.text for now in PEOPLE.values() for spoken in parts(name, now)}:
        assert [finding for finding in check(text) if finding.severity == "error"] == []


def test_f4_something_of_value_by_email_gives_and_asks_nothing() -> None:
    script = shipped_script("drip")
    assert set(script.sections) == {"email"}
    for who, now in PEOPLE.items():
        subject, body = RENDERER.email(script, now)
        assert (subject.gaps, body.gaps) == ((), ()), who
        assert f"The reason I'm writing is {now.reason.text.rstrip('.')[:20]}" in body.text
        assert "they stop" in body.text
        assert not re.search(r"\bI will call\b|\?", body.text)
        assert list(check(body.text, TextKind.EMAIL)) == []
    kinds = {RENDERER.email(script, talked_to(reason=replace(PALLET, kind=k)))[0].text for k in ReasonKind}
    assert len(kinds) == 4


def test_h6_kind_closing_words_thank_them_and_let_go() -> None:
    script = shipped_script("closing")
    for who, now in PEOPLE.items():
        spoken = RENDERER.render(script, "opener", now)
        assert spoken.gaps == (), who
        assert "Thank you" in spoken.text
        assert "?" not in spoken.text  # nothing is asked any more
        assert seconds(spoken.text) <= 25
        assert not EMPTY_PHRASES.search(spoken.text)
        assert [f.rule for f in check(spoken.text, TextKind.OPENER) if f.severity == "error"] == []


def test_t6_who_only_asked_to_be_called_later_does_not_hear_that_this_was_agreed_on() -> None:
    opener, voicemail, subject, body = (s.text for s in parts("agreed-step", PEOPLE["call back"]))
    assert "You were to hear from me" in opener
    assert "The reason I'm calling is" in opener
    assert "the call we agreed on" in subject
    assert not any("call back" in text or "other reason" in text for text in (opener, voicemail, subject, body))
