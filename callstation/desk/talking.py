"""What helps in the middle of a conversation: points to make, questions to ask, an answer to what they object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callstation.desk.carding import closing_words, situation_of
from callstation.desk.tools import Tools
from callstation.errors import ScriptError
from callstation.model.cards import Card
from callstation.store import reading


@dataclass(frozen=True, slots=True)
class Talk:
    """The script's talking points, questions, and answers to objections: (what they say, what to say)."""

    points: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    closing: str = ""
    """What to say to a no, so that it is a clean end for both (H6)."""


def talk_of(tools: Tools, card: Card, now: datetime) -> Talk:
    """What the card's script has for the conversation, rendered for this person.

    Answers to what this very person has in the way come first. A part that cannot be used is left out: nothing
    may stand between the caller and a conversation.
    """
    facts = reading.facts(tools.book, card.prospect.id, tools.frame)
    situation = situation_of(tools, card.prospect, facts, card.reason, card.promise_days, now)
    script, _ = tools.shelf.usable(card.script)
    try:
        points = tools.renderer.lines(script, "points", situation)
        questions = tools.renderer.lines(script, "questions", situation)
        answers = tools.renderer.answers(script, situation)
        closing = closing_words(tools, card, now)
    except ScriptError:
        return Talk()
    theirs = [o.slug for o in card.prospect.objections]
    ordered = sorted(answers.items(), key=lambda item: (item[0] not in theirs, 0))
    return Talk(points, questions, tuple((slug.replace("-", " "), words) for slug, words in ordered), closing)
