"""Which reasons fit a person, strongest first (practices H2, H4, S3, S5-S9, T2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from callstation.model.calls import Outcome
from callstation.model.people import Kind, Prospect, Standing
from callstation.model.reasons import BY_THEMSELVES, Audience, Reason, ReasonKind

GONE_BADLY = frozenset((Outcome.SAID_NO, Outcome.NOT_NOW))
"""Last conversations after which a *new you* makes sense (S9)."""


def reaches(audience: Audience, person: Prospect, last_conversation: Outcome | None = None) -> bool:
    """Whether ``person`` is in ``audience``. An objection counts until they were told that it is gone."""
    if audience.people and person.id not in audience.people:
        return False
    if audience.kinds and person.kind not in audience.kinds:
        return False
    if person.kind is Kind.REFERRAL_SOURCE and unnamed(audience):
        return False
    if audience.standings and person.standing not in audience.standings:
        return False
    if audience.tags and not shared(audience.tags, person.tags):
        return False
    if audience.industries and not shared(audience.industries, (person.industry,)):
        return False
    if audience.places and not shared(audience.places, places_of(person.place, person.region, person.country)):
        return False
    if audience.after_bad_call and last_conversation not in GONE_BADLY:
        return False
    standing = {o.slug for o in person.objections if not o.complaint}
    complaints = {o.slug for o in person.objections if o.complaint}
    if audience.lifts and standing.isdisjoint(audience.lifts):
        return False
    return not (audience.answers and complaints.isdisjoint(audience.answers))


def unnamed(audience: Audience) -> bool:
    """Whether an audience names nobody in particular: it is then for the people one works with (T2)."""
    return not (
        audience.kinds
        or audience.tags
        or audience.industries
        or audience.places
        or audience.lifts
        or audience.answers
        or audience.people
    )


def places_of(place: str, region: str, country: str) -> tuple[str, ...]:
    """What somebody's place may be called: ``Phoenix, AZ``, ``Phoenix``, ``AZ``, ``US``."""
    return (place, *(part.strip() for part in place.split(",")), region, country)


def shared(wanted: Iterable[str], had: Iterable[str]) -> bool:
    """Whether one of ``wanted`` is among ``had``, in any case; nothing is never shared."""
    return not {w.casefold() for w in wanted}.isdisjoint(h.casefold() for h in had if h)


def allowed(reason: Reason, standing: Standing) -> bool:
    """Whether the reason may be brought to somebody of this standing at all.

    One that asks is for those with an open proposal (H4); a no is respected (H6) unless a new regime was written
    for those as well, by the user's own word (S7).
    """
    if standing is Standing.SAID_NO:
        return reason.kind is ReasonKind.REGIME and reason.audience.also_no
    return standing.callable and (reason.gives or standing is Standing.PROPOSAL_OPEN)


def fitting(
    library: Sequence[Reason],
    person: Prospect,
    *,
    used: Collection[int],
    last_kind: ReasonKind | None,
    today: date,
    last_conversation: Outcome | None = None,
) -> tuple[Reason, ...]:
    """The reasons for this person, best first.

    A reason used with them is never offered again (S3); one of the kind used last time comes after all others;
    one that lifts what was in their way comes before (S6, S7); then by strength; then the older one. One that asks
    is offered only where a proposal is open (H4).
    """

    def order(reason: Reason) -> tuple[bool, bool, int, int]:
        lifting = bool(reason.audience.lifts or reason.audience.answers)
        return (reason.kind == last_kind, not lifting, -reason.strength, reason.id)

    fit = [
        reason
        for reason in library
        if not reason.retired
        and reason.kind not in BY_THEMSELVES
        and reason.id not in used
        and (reason.gives or person.standing is Standing.PROPOSAL_OPEN)
        and not over(reason, today)
        and reason.client_id != person.id
        and reaches(reason.audience, person, last_conversation)
    ]
    return tuple(sorted(fit, key=order))


def over(reason: Reason, today: date) -> bool:
    """Whether the last day on which the reason holds has passed."""
    return reason.valid_until is not None and reason.valid_until < today


def lifted_by(reason: Reason | None, person: Prospect) -> tuple[str, ...]:
    """The words of the person's objections (or complaints) that this reason takes away."""
    if reason is None:
        return ()
    slugs = {*reason.audience.lifts, *reason.audience.answers}
    return tuple(o.words for o in person.objections if o.slug in slugs)
