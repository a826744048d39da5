"""``callstation outbox``: emails from the draft to the server's last word (T5)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from callstation.cli.at_desk import at_desk, with_json, with_who
from callstation.cli.output import note, print_json, print_table, say
from callstation.cli.shapes import Shape, finding_shapes, utc
from callstation.desk import mailroom
from callstation.desk.desk import Desk
from callstation.desk.mailroom import CameBack, Gone
from callstation.errors import CallstationError, UsageError
from callstation.model.mail import Letter, LetterStatus
from callstation.store import outbox
from callstation.text import count_of

EPILOG = """\
examples:
  callstation outbox list                        drafts, queued, sent, failed with the server's words
  callstation outbox show 12                     the whole of one, as it would go out
  callstation outbox queue 12 13                 let them go out with the next 'send'
  callstation outbox send                        send what is queued; 'send 12' sends one (also a draft)
  callstation outbox send --due                  without those that a server put off until later
  callstation outbox draft 12                    back to a draft: queued, failed, or unsure and to go once more
  callstation outbox arrived 12                  an unsure one that did arrive after all
  callstation outbox bounced maria@example.com   it came back: written to no more, called instead
  callstation outbox bounced --from ~/Mail/bounces   the same for a Maildir, mbox or file of bounce messages
  callstation outbox no-emails "Maria Okafor"    she asked for none: never written to again (--again takes it back)
  callstation outbox templates talked            the email after an outcome; yours goes into scripts/emails/

Every outcome of a call drafts an email; nothing leaves before you send it. How it leaves is set in [mail] of the
settings: smtp (with TLS), eml (a draft in your own mail program), or mailto.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="what is in the outbox, the newest first", allow_abbrev=False)
    listing.add_argument(
        "--status", action="append", choices=[str(s) for s in LetterStatus], help="only these; may be repeated"
    )
    show = verbs.add_parser("show", help="one email, as it would go out", allow_abbrev=False)
    queue = verbs.add_parser("queue", help="let drafts go out with the next 'send'", allow_abbrev=False)
    send = verbs.add_parser("send", help="send what is queued, or some", allow_abbrev=False)
    send.add_argument("ids", type=int, nargs="*", metavar="ID", help="only these; a draft is queued first")
    send.add_argument("--due", action="store_true", help="leave out those whose next try is still to come")
    back = verbs.add_parser("draft", help="make them drafts again", allow_abbrev=False)
    arrived = verbs.add_parser("arrived", help="say that an unsure one did go out", allow_abbrev=False)
    drop = verbs.add_parser("drop", help="throw drafts or queued ones away", allow_abbrev=False)
    bounced = verbs.add_parser("bounced", help="an address that emails come back from", allow_abbrev=False)
    bounced.add_argument("address", nargs="?", metavar="ADDRESS", help="the address")
    bounced.add_argument("--from", dest="path", metavar="PATH", help="a Maildir, mbox or file of bounce messages")
    none = verbs.add_parser("no-emails", help="somebody asked for no emails", allow_abbrev=False)
    with_who(none)
    none.add_argument("--again", action="store_true", help="they may be emailed again")
    templates = verbs.add_parser("templates", help="the emails after each outcome", allow_abbrev=False)
    templates.add_argument("name", nargs="?", metavar="OUTCOME", help="print this one")
    show.add_argument("ids", type=int, nargs=1, metavar="ID", help="as 'outbox list' shows it")
    for verb in (queue, back, arrived, drop):
        verb.add_argument("ids", type=int, nargs="+", metavar="ID", help="as 'outbox list' shows it")
    for verb in (listing, show, queue, send, back, arrived, drop, bounced, none, templates):
        with_json(verb)


def run(args: Namespace) -> int:
    """Do what the verb says."""
    verbs = {
        "list": _list,
        "show": _show,
        "queue": _each,
        "draft": _each,
        "arrived": _each,
        "drop": _each,
        "send": _send,
        "bounced": _bounced,
        "no-emails": _no_emails,
        "templates": _templates,
    }
    with at_desk() as desk:
        return verbs[args.verb](desk, args)


def letter_shape(letter: Letter) -> Shape:
    """One email as JSON."""
    return {
        "id": letter.id,
        "person_id": letter.person_id,
        "name": letter.name,
        "address": letter.address,
        "subject": letter.subject,
        "body": letter.body,
        "status": str(letter.status),
        "kind": str(letter.kind),
        "fault": letter.fault,
        "tries": letter.tries,
        "next_try_at": utc(letter.next_try_at),
        "created_at": utc(letter.created_at),
        "sent_at": utc(letter.sent_at),
        "message_id": letter.message_id,
        "attachments": list(letter.attachments),
        "invitation": bool(letter.calendar),
    }


def _list(desk: Desk, args: Namespace) -> int:
    statuses = [LetterStatus(s) for s in args.status] if args.status else tuple(LetterStatus)
    found = mailroom.letters(desk, statuses)
    if args.json:
        print_json([letter_shape(m) for m in found])
    elif found:
        rows = [[str(m.id), str(m.status), m.name, m.address, m.subject, m.fault] for m in found]
        print_table(("id", "status", "for", "address", "subject", "what became of it"), rows, right=frozenset((0,)))
    else:
        say("Nothing is in the outbox: an outcome of a call drafts the email that fits.")
    return 0


def _show(desk: Desk, args: Namespace) -> int:
    letter = outbox.letter(desk.tools.book, args.ids[0])
    body = mailroom.as_it_goes_out(desk, letter)
    found = mailroom.findings(desk, letter.subject, letter.body)
    if args.json:
        print_json({**letter_shape(letter), "as_sent": body, "findings": finding_shapes(found)})
        return 0
    say(f"{letter.status}, for {letter.name} <{letter.address}>" + (f": {letter.fault}" if letter.fault else ""))
    say(f"Subject: {letter.subject}\n\n{body}")
    for name in letter.attachments:
        say(f"[attached: {name}]")
    if letter.calendar:
        say("[with an invitation]")
    for finding in found:
        note(f"the language check: {finding.text!r}: {finding.instead or finding.message}")
    return 0


def _each(desk: Desk, args: Namespace) -> int:
    verbs = {
        "queue": (mailroom.queue, "queued"),
        "draft": (mailroom.back_to_draft, "a draft again"),
        "arrived": (mailroom.it_arrived, "sent, as you say"),
        "drop": (mailroom.drop, "thrown away"),
    }
    verb, words = verbs[args.verb]
    done = []
    for letter_id in args.ids:
        letter = verb(desk, letter_id)
        done.append(letter)
        if not args.json:
            say(f"{letter.id}: {letter.subject}, for {letter.name}: {words}.")
    if args.json:
        print_json([letter_shape(m) for m in done])
    return 0


def _send(desk: Desk, args: Namespace) -> int:
    for letter_id in args.ids:
        if outbox.letter(desk.tools.book, letter_id).status is not LetterStatus.QUEUED:
            mailroom.queue(desk, letter_id)

    def told(gone: Gone) -> None:
        if not args.json:
            say(f"{gone.letter.id}: {gone.letter.name} <{gone.letter.address}>: {_fate(gone)}")

    done = mailroom.send(desk.tools, args.ids or None, only_due=args.due, told=told)
    gone = sum(1 for g in done if g.status is LetterStatus.SENT)
    if args.json:
        print_json(
            [{"id": g.letter.id, "status": str(g.status), "words": g.words, "address": g.letter.address} for g in done]
        )
    elif not done:
        say("Nothing is queued" + (" and due." if args.due else ": 'callstation outbox queue ID' queues a draft."))
    if gone < len(done):
        left = count_of(len(done) - gone, "email")
        raise CallstationError(f"{left} did not go out for certain: 'callstation outbox list' says why")
    return 0


def _fate(gone: Gone) -> str:
    if gone.status is LetterStatus.QUEUED:
        again = gone.letter.next_try_at
        when = f", to be tried again from {utc(again)}" if again else ", still queued"
        return f"not sent ({gone.words}){when}"
    return f"{gone.status} ({gone.words})"


def _bounced(desk: Desk, args: Namespace) -> int:
    if bool(args.address) == bool(args.path):
        raise UsageError("name an ADDRESS, or --from a Maildir, mbox or file")
    found: list[CameBack] = (
        [mailroom.bounced(desk, args.address)] if args.address else mailroom.bounces_in(desk, Path(args.path))
    )
    if args.json:
        print_json([{"address": b.address, "words": b.words, "people": list(b.people)} for b in found])
        return 0
    for back in found:
        why = f" ({back.words})" if back.words else ""
        say(f"{back.address}{why}: written to no more; call {' and '.join(back.people)} instead.")
    if not found:
        say("No bounce of anybody in the book is in there.")
    return 0


def _no_emails(desk: Desk, args: Namespace) -> int:
    from callstation.desk.whom import who
    from callstation.store.mailing import set_mailing

    tools = desk.tools
    person = set_mailing(tools.book, tools.frame, who(tools, args.who), args.again, desk.now)
    if args.json:
        print_json({"id": person.id, "name": person.name, "may_be_emailed": person.may_be_emailed})
    else:
        say(f"{person.name}: " + ("may be emailed again." if person.may_be_emailed else "gets no emails any more."))
    return 0


def _templates(desk: Desk, args: Namespace) -> int:
    from callstation.scripting.letters import FOLDER, template, template_names

    names = [args.name] if args.name else list(template_names())
    folder = desk.tools.shelf.folder
    found = [(name, *template(name, folder)) for name in names]
    if args.json:
        print_json([{"name": n, "origin": s.origin, "text": s.text, "fault": fault} for n, s, fault in found])
        return 0
    for name, script, fault in found:
        if args.name:
            say(script.text)
        else:
            say(f"{name:<14}{'yours' if script.origin == 'own' else 'shipped'}" + (f"  {fault}" if fault else ""))
    if not args.name:
        say(f"Your own go into {folder / FOLDER}, named after the outcome: talked.j2")
    return 0
