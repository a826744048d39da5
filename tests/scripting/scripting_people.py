"""Invented people in invented situations, for the tests of scripts."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from callstation.model.calls import NextStep, Promise, PromiseStatus
from callstation.model.people import Kind, Objection, Phone, Prospect, Standing, Thread
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.scripting.context import Caller, Situation

PHOENIX = ZoneInfo("America/Phoenix")
TODAY = date(2026, 11, 21)
DANA = Caller(name="Dana Reed", business="Reed Design", number="+1 602 555 0134", place="Tempe, AZ")
PALLET = Reason(
    id=1,
    kind=ReasonKind.POLICY,
    text="that the minimum order which was in your way in May is gone: you can start with a single pallet",
    lead_in="You told me in May that forty pallets were more than your warehouse could hold.",
    audience=Audience(lifts=("minimum-order", "delivery-time")),
    link="https://example.com/pallets",
)
PROMISE = Promise(
    day=TODAY,
    hear_by=date(2026, 11, 20),
    words="I'll call you back on Saturday the 21st",
    zone="America/Phoenix",
    made_at=datetime(2026, 11, 16, 17, 0, tzinfo=UTC),
)
BROKEN = Promise(
    day=date(2026, 11, 18),
    hear_by=date(2026, 11, 17),
    words="I'll call you back on Wednesday the 18th",
    zone="America/Phoenix",
    status=PromiseStatus.BROKEN,
    made_at=datetime(2026, 11, 12, 17, 0, tzinfo=UTC),
)
STEP = NextStep(
    day=TODAY,
    at=datetime(2026, 11, 21, 18, 0, tzinfo=UTC),
    what="go through the two drafts",
    zone="America/Phoenix",
    agreed_at=datetime(2026, 11, 2, 18, 0, tzinfo=UTC),
)


def situation(prospect: Prospect, **more) -> Situation:
    """A situation on Saturday 21 November 2026, 9:42 in Phoenix, with the pallet reason."""
    fields = {
        "caller": DANA,
        "reason": PALLET,
        "promise": None,
        "step": None,
        "hear_by": date(2026, 11, 25),
        "call_on": date(2026, 11, 26),
        "today": TODAY,
        "local_time": datetime(2026, 11, 21, 9, 42, tzinfo=PHOENIX),
    }
    return Situation(prospect=prospect, **{**fields, **more})


def full_person(**more) -> Prospect:
    """Somebody of whom everything is known."""
    fields = {
        "id": 7,
        "name": "Maria Okafor",
        "first_name": "Maria",
        "last_name": "Okafor",
        "company": "Bluebird Logistics",
        "title": "Operations Director",
        "industry": "logistics",
        "place": "Phoenix, AZ",
        "zone": "America/Phoenix",
        "seeks": "a second warehouse",
        "offers": "space for overflow stock",
        "custom": {"Shoe size": "39", "Dog's name": "Biscuit"},
        "phones": (Phone("+16025550134"),),
        "tags": ("pallets", "spring"),
        "threads": (Thread("moving the office in June"), Thread("her daughter's exams")),
        "objections": (Objection("minimum-order"), Objection("price")),
        "given": 3,
        "asked": 0,
        "last_talk_at": datetime(2026, 9, 14, 17, 0, tzinfo=UTC),
    }
    return Prospect(**{**fields, **more})


def talked_to(*, tags=("pallets",), threads=("moving the office in June",), **more) -> Situation:
    """The full person, with the tags and threads of a test."""
    return situation(full_person(tags=tags, threads=tuple(Thread(t) for t in threads)), **more)


def sparse(**more) -> Situation:
    """A first name and a number, and nothing else."""
    return situation(Prospect(id=8, name="Tom", first_name="Tom", phones=(Phone("+16025550178"),)), **more)


def hostile_person() -> Prospect:
    """Somebody whose every field tries something."""
    bad = "{{ 7*7 }}{% raw %}{# [/b][@click=app.quit] \x1b]52;c;x\x07\u202e"
    return full_person(
        name=f"Ann {bad}",
        first_name=f"Ann{bad}",
        company=bad,
        title=bad,
        industry=bad,
        place=bad,
        seeks=bad,
        offers=bad,
        tags=(bad, bad),
        threads=(Thread(bad),),
        objections=(Objection(bad),),
        custom={bad: bad},
    )


def customer(**more) -> Prospect:
    """A regular customer."""
    return full_person(kind=Kind.CUSTOMER, **more)


def referrer(**more) -> Prospect:
    """Somebody to exchange referrals with."""
    return full_person(kind=Kind.REFERRAL_SOURCE, **more)


def in_talks(**more) -> Prospect:
    """Somebody with a proposal on the desk."""
    return full_person(standing=Standing.PROPOSAL_OPEN, **more)
