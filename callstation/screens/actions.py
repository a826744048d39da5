"""Every key of the call screen, declared once: binding, key bar, help page and palette come from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from callstation.model.calls import Outcome


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a key does. ``id`` is what the settings call it ([keys] no_answer = "f1")."""

    id: str
    key: str
    label: str
    """A word or two for the key bar."""
    help: str
    """A sentence for the help page and the palette."""
    outcome: Outcome | None = None


OUTCOMES = (
    Action("no_answer", "1", "no answer", "Nobody answered: the next try is set by itself", Outcome.NO_ANSWER),
    Action("voicemail", "2", "voicemail", "You left the voicemail: its two dates become a promise", Outcome.VOICEMAIL),
    Action("talked", "3", "talked", "You talked: say what was agreed, and when", Outcome.TALKED),
    Action("call_back", "4", "call back", "They are busy: say when to call back", Outcome.CALL_BACK),
    Action("not_now", "5", "not now", "Not now: they come back later, in their own time", Outcome.NOT_NOW),
    Action("said_no", "6", "said no", "They said no: a clean end, never offered again", Outcome.SAID_NO),
    Action("won", "7", "won", "They said yes: a customer, with a next step", Outcome.WON),
    Action("wrong_number", "8", "wrong number", "The number is not theirs: it is marked", Outcome.WRONG_NUMBER),
    Action("gatekeeper", "9", "gatekeeper", "Somebody else answered: try when they pick up", Outcome.GATEKEEPER),
    Action("do_not_call", "0", "do not call", "They asked not to be called: never again", Outcome.DO_NOT_CALL),
)

CALL = (
    Action("dial", "d", "dial", "Dial, or show the number large; again hangs up"),
    Action("note", "n", "note", "Type a note; ctrl+s ends it, every letter is kept"),
    Action("reason", "r", "reason", "Another reason for this call"),
    Action("reasons", "b", "reasons", "The library of reasons: whom each reaches, what came of it; add, edit, retire"),
    Action("edit_script", "e", "edit", "Edit this script, with this person's words beside it"),
    Action("touch", "t", "touch", "Change the words for this call only"),
    Action("voicemail_script", "v", "voicemail", "Show what to say to the machine"),
    Action("email", "m", "email", "The email of this call; again: touch it up"),
    Action("they_called", "c", "they called", "They are calling you: what you log is their call then"),
    Action("invite", "I", "invite", "Invite them to the agreed hour, by email"),
    Action("answers", "o", "answers", "Points to make, questions to ask, answers to what is in the way"),
    Action("history", "h", "history", "Everything with this person"),
    Action("thread", "k", "on their mind", "Keep in mind what is going on in their life"),
    Action("objection", "i", "in the way", "Note what is in the way"),
    Action(
        "person",
        "f",
        "facts",
        "Edit what you know of them: numbers, hours, rhythm, tags; in a team ctrl+t hands them over",
    ),
    Action("skip", "s", "skip", "Pass over for this session"),
    Action("snooze", "z", "snooze", "Put off until a day"),
    Action("undo", "u", "undo", "Take the last step back as a whole"),
    Action("find", "slash", "find", "Find anyone: name, company, number, tag, note"),
    Action("add", "a", "add", "Add someone"),
    Action("brainstorm", "x", "brainstorm", "A game for new reasons, against the clock, alone or with colleagues"),
    Action("digits", "number_sign", "digits", "Send digits to a menu while on the line"),
    Action("language", "l", "language", "What never to say: the language check's rules; silence them, add your own"),
    Action("scripts", "y", "scripts", "What came of each text of your scripts, and the way back to an old one"),
)

SESSION = (
    Action("goal", "g", "goal", "Set the power hour's goal: minutes or calls"),
    Action("pause", "p", "pause", "Stop the clock, or let it run again"),
    Action("wrap_up", "w", "wrap up", "End the power hour and see what came of it"),
    Action("board", "j", "board", "The board: the experiment, today and the week, promises, how long your list is"),
    Action("queue_email", "ctrl+g", "queue email", "Queue the email of this card"),
    Action("outbox", "ctrl+e", "outbox", "Emails: drafts, queued, sent, failed"),
    Action("bring_in", "ctrl+o", "import", "Bring a list in: a spreadsheet, a contact export, vCards"),
    Action("duplicates", "ctrl+d", "duplicates", "People who may be in the book twice, side by side"),
    Action("more_keys", "tab", "more", "The next keys in the bar below, where it has no room for all"),
    Action("help", "question_mark", "keys", "All keys"),
    Action("quit", "ctrl+q", "leave", "Leave; everything is kept, and the session can be resumed"),
)

ALL = (*OUTCOMES, *CALL, *SESSION)

_FIRST = (
    *("dial", "note", "undo", "edit_script", "history", "find", "reason", "reasons", "voicemail_script", "touch"),
    *("email", "answers", "skip", "snooze", "thread", "objection", "person", "board", "add"),
    *("wrap_up", "goal", "pause"),
)

_LAST = ("more_keys", "help")


def _place(action: Action) -> int:
    """Before those that are not named in ``_FIRST``, and after all of them the next page and the help."""
    if action.id in _LAST:
        return len(_FIRST) + 1 + _LAST.index(action.id)
    return _FIRST.index(action.id) if action.id in _FIRST else len(_FIRST)


BAR = tuple(sorted((a for a in ALL if a.outcome is None and a.id != "quit"), key=_place))
"""The keys in the bar, those first that must be seen where room is short; the last two turn its page, or show all."""


def printed(own: Mapping[str, str]) -> dict[str, str]:
    """The key of every action as it is printed; ``own`` are the user's, by an action's id."""
    return {a.id: key_words(own.get(a.id, a.key)) for a in ALL}


def foot(keys: Mapping[str, str]) -> tuple[tuple[tuple[str, str, Outcome], ...], tuple[tuple[str, str], ...]]:
    """What the foot of the screen names: (key, label, outcome) and (key, label)."""
    return (
        tuple((keys[a.id], a.label, a.outcome) for a in OUTCOMES if a.outcome),
        tuple((keys[a.id], a.label) for a in BAR),
    )


def key_words(key: str) -> str:
    """A key as it is printed on the screen."""
    return {"slash": "/", "question_mark": "?", "number_sign": "#"}.get(key, key)
