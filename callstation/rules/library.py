"""The library of reasons: what each kind is and needs, what may be written into it, and whom it is for in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from callstation.errors import UsageError
from callstation.model.people import Kind, Standing
from callstation.model.reasons import BY_THEMSELVES, Audience, Reason, ReasonKind
from callstation.rules.anonymity import Secret, fold, found_in

STRONGEST = 9
LONGEST_WORDS = 600
"""Characters that the blank and the lead-in may have: they are said in one breath or two."""


@dataclass(frozen=True, slots=True)
class About:
    """What a kind of reason is: in a line for the screen, and with the words that one could begin with."""

    line: str
    begins: str


ABOUT: dict[ReasonKind, About] = {
    ReasonKind.NEWS: About(
        "news from their trade, and how to use it",
        "that board gets dearer in May, and I have the three sizes you could change before then",
    ),
    ReasonKind.POLICY: About(
        "a rule that kept people out is gone",
        "that you can start with a single pallet now",
    ),
    ReasonKind.REGIME: About(
        "what drove them away was put right",
        "that one person answers for every delivery date now, by name",
    ),
    ReasonKind.CAPABILITY: About(
        "what you can do now, as their result",
        "that your labels can leave two days after you send the drawing",
    ),
    ReasonKind.NEW_YOU: About(
        "a second beginning after a bad call",
        "that there is one question about your work which I should have asked first",
    ),
    ReasonKind.OFFER: About(
        "a sample, a book, an hour of yours",
        "that you can have six empty boxes to drop, stack and rain on",
    ),
    ReasonKind.INVITATION: About(
        "a workshop, an open day, a seat at a table",
        "that there is a seat for you at our open studio on Thursday",
    ),
    ReasonKind.INTRODUCTION: About(
        "somebody whom they should know",
        "that I know somebody who does what you are looking for, and she would like to talk to you",
    ),
    ReasonKind.STORY: About(
        "how a client of yours solved it",
        "that a bakery of about your size sold its last gift box eleven days before the holiday",
    ),
}
"""Every kind that can be written into the library, in the order in which the form goes through them."""


def checked(reason: Reason, secret: Secret | None = None) -> Reason:
    """The reason as it may be stored; ``secret`` is what an anonymous story must not say.

    Raises UsageError with one sentence for a reason without words, of a kind that comes by itself, of a strength
    that there is not, or that names a client who is to stay anonymous (H5).
    """
    if not reason.text.strip():
        raise UsageError("a reason needs words for the blank: The reason I'm calling is ___")
    if reason.kind in BY_THEMSELVES:
        raise UsageError(f"a reason of kind {reason.kind} comes by itself, out of the record")
    if not 1 <= reason.strength <= STRONGEST:
        raise UsageError("the strength is a number from 1 to 9; the strongest reason that fits is used first")
    for words in (reason.text, reason.lead_in):
        if len(words) > LONGEST_WORDS:
            raise UsageError(f"these words are too long to be said (more than {LONGEST_WORDS} letters)")
    unknown = [k for k in reason.audience.kinds if k not in set(Kind)]
    unknown += [s for s in reason.audience.standings if s not in set(Standing) or not Standing(s).callable]
    if unknown:
        there_are = ", ".join((*Kind, *(s for s in Standing if s.callable)))
        raise UsageError(f"an audience cannot be {unknown[0]!r}: there are {there_are}")
    if secret is not None:
        _refuse_names(reason, secret)
    also_no = reason.audience.also_no and reason.kind is ReasonKind.REGIME
    return replace(
        reason,
        text=reason.text.strip(),
        lead_in=reason.lead_in.strip(),
        audience=replace(reason.audience, also_no=also_no),
    )


def _refuse_names(reason: Reason, secret: Secret) -> None:
    for where, words in (
        ("the words", reason.text),
        ("the lead-in", reason.lead_in),
        ("the link", reason.link),
        ("the attachment", reason.attachment),
    ):
        if name := found_in(secret, words):
            raise UsageError(
                f"this story is anonymous, and {where} would name its client: “{name}”. "
                "Say what they are (a bakery of your size), or mark the story as named"
            )


def same_words(reason: Reason) -> tuple[str, str]:
    """What two reasons have in common that are one: kind and words, whatever their case, spaces and full stops."""
    words = "".join(fold(c) if c.isalnum() else " " for c in reason.text)
    return str(reason.kind), " ".join(words.split())


def audience_words(audience: Audience) -> str:
    """Whom a reason is for, in a few words."""
    parts = [" or ".join(v) for v in (audience.kinds, audience.standings, audience.industries, audience.places) if v]
    parts += [f"#{' #'.join(audience.tags)}"] if audience.tags else []
    parts += [f"lifts {', '.join(audience.lifts)}"] if audience.lifts else []
    parts += [f"answers {', '.join(audience.answers)}"] if audience.answers else []
    parts += ["after a bad call"] if audience.after_bad_call else []
    parts += ["also those who said no"] if audience.also_no else []
    if audience.people:
        parts.append("one person" if len(audience.people) == 1 else f"{len(audience.people)} people")
    return "; ".join(parts) or "everybody"


def slug_of(words: str) -> str:
    """``Minimum order`` as an objection is kept: ``minimum-order``."""
    return "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split())


def holds(reason: Reason, words: str) -> bool:
    """Whether each of the words begins one of the reason's: of its text, kind, or whom it is for."""
    audience = reason.audience
    said = (reason.lead_in, reason.text, reason.kind, *audience.kinds, *audience.tags, *audience.industries)
    said += (*audience.places, *audience.lifts, *audience.answers)
    has = {fold(word) for text in said for word in _words(text)}
    return all(any(own.startswith(fold(word)) for own in has) for word in _words(words))


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()
