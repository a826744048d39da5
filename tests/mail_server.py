"""A real mail server in the test process: TLS with a certificate made for the test, a login, and moods."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import AuthResult, Envelope, Session

USER, PASSWORD = "dana@example.com", "correct-horse-canary"


@dataclass
class Mailbox:
    """What the server took, and how it answers: by recipient, or ``text`` for what came after DATA."""

    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    recipients: dict[str, str] = field(default_factory=dict)
    text: str = ""
    cut_off: bool = False
    cut_off_before: bool = False
    logins: int = 0
    port: int = 0
    authority: str = ""

    async def handle_RCPT(self, server: Any, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if self.cut_off_before:
            server.transport.abort()
            return "250 never heard"
        if answer := self.recipients.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        if self.text:
            return self.text
        self.envelopes.append(envelope)
        self.taken.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        if self.cut_off:
            server.transport.abort()
            await asyncio.sleep(0)
        return "250 2.0.0 taken"

    def authenticate(self, server: Any, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        self.logins += good
        return AuthResult(success=good, handled=False)


class _Controller(Controller):
    def __init__(self, mailbox: Mailbox, context: Any, *, tls: bool, offers_tls: bool) -> None:
        self._context, self._tls, self._offers = context, tls, offers_tls
        super().__init__(
            mailbox, hostname="127.0.0.1", port=0, server_hostname="mail.example.com",
            **({"ssl_context": context} if tls else {}),
        )  # fmt: skip

    def factory(self) -> Server:
        more: dict[str, Any] = {}
        if self._offers and not self._tls:
            more = {"tls_context": self._context, "require_starttls": True}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it does not see TLS that is there from the first byte
            return Server(
                self.handler,
                authenticator=self.handler.authenticate,
                auth_required=self._offers,
                auth_require_tls=not self._tls,
                **more,
            )

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # known once it listens
        super()._trigger_server()


@contextmanager
def mail_server(
    folder: Path, *, tls: bool = False, offers_tls: bool = True, name: str = "localhost"
) -> Iterator[Mailbox]:
    """A server for this name; ``authority`` is the file to trust. ``tls`` from the first byte, else by STARTTLS."""
    import ssl

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    trusted = folder / "authority.pem"
    authority.cert_pem.write_to_path(trusted)
    mailbox = Mailbox(authority=str(trusted))
    controller = _Controller(mailbox, context, tls=tls, offers_tls=offers_tls)
    controller.start()
    mailbox.port = controller.port
    try:
        yield mailbox
    finally:
        controller.stop(no_assert=True)
