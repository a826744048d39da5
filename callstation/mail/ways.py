"""The way out that the settings name: one small protocol, three ways behind it."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from callstation.mail.addresses import one_address
from callstation.mail.faults import LetterError, NotReadyError
from callstation.mail.message import Sender
from callstation.rules.mailing import wants_unsubscribe
from callstation.settings import Settings


class Way(Protocol):
    """A way for emails to leave."""

    def send(self, message: EmailMessage, to: str) -> str:
        """Let one message go to one address; words on how it went.

        Raises NotReadyError (nothing can go), LetterError (this one cannot), RefusedForNowError,
        RefusedForGoodError, UnsureError (it may have gone, and is not to be sent again by itself).
        """
        ...

    def close(self) -> None:
        """All that was to go has gone."""
        ...


def sender_of(settings: Settings) -> Sender:
    """Whom emails come from. Raises NotReadyError where the settings do not say, or not properly."""
    mail = settings.mail
    if not mail.address:
        raise NotReadyError("no email can leave yet: write your own address into [mail] of the settings")
    try:
        one_address(mail.address)
    except LetterError:
        raise NotReadyError(f"[mail] address is {mail.address!r}, which is not one plain email address") from None
    if mail.unsubscribe not in ("yes", "no", "auto"):
        raise NotReadyError(f"[mail] unsubscribe is {mail.unsubscribe!r}: write yes, no or auto")
    return Sender(
        settings.me.name, mail.address, mail.postal, wants_unsubscribe(mail.unsubscribe, settings.region.country)
    )


def hands_over(settings: Settings) -> bool:
    """Whether emails leave through the user's own mail program, which alone knows what becomes of them."""
    return settings.mail.way in ("eml", "mailto")


def way_out(settings: Settings, folder: Path) -> Way:
    """The way that the settings name; drafts to be opened are written into ``folder``. Raises NotReadyError."""
    match settings.mail.way:
        case "smtp":
            from callstation.mail.secret import password
            from callstation.mail.smtp import SmtpWay

            return SmtpWay(settings.mail, lambda: password(settings.mail))
        case "eml":
            from callstation.mail.handing import EmlWay

            return EmlWay(folder)
        case "mailto":
            from callstation.mail.handing import MailtoWay

            return MailtoWay()
        case "":
            raise NotReadyError("no email leaves yet: say how in [mail] of the settings (way: smtp, eml or mailto)")
        case other:
            raise NotReadyError(f"[mail] way is {other!r}: write smtp, eml or mailto")
