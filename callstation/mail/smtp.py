"""A mail server (RFC 5321), always over TLS with a certificate that holds; and what each of its answers means."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from email.message import EmailMessage

from callstation.mail.faults import (
    NotReadyError,
    RefusedForGoodError,
    RefusedForNowError,
    UnsureError,
)
from callstation.passwords import Secret
from callstation.settings import Mail
from callstation.text import clean_line
from callstation.trusted import trusted

_STARTS_WITH_DOT = re.compile(rb"(?m)^\.")
_ENHANCED = re.compile(r"\b[245]\.(\d{1,3})\.\d{1,3}\b")
_NO_LOGIN = "none"


class SmtpWay:
    """One connection for any number of emails, made for the first of them."""

    def __init__(self, mail: Mail, password: Callable[[], Secret], *, context: ssl.SSLContext | None = None) -> None:
        """``password`` is asked once, where the server wants a login. Raises NotReadyError for wrong settings."""
        if not mail.server:
            raise NotReadyError("[mail] server is empty: write the name of your mail server, like smtp.example.com")
        if mail.security not in ("starttls", "tls"):
            raise NotReadyError(f"[mail] security is {mail.security!r}: write starttls or tls")
        self._mail = mail
        self._password = password
        self._context = context or trusted(mail.certificates, "mail", NotReadyError)
        self._smtp: smtplib.SMTP | None = None

    def close(self) -> None:
        """Say good-bye where somebody still listens."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._smtp.close()
            self._smtp = None

    def send(self, message: EmailMessage, to: str) -> str:
        """Send one message; the server's words on taking it.

        Raises NotReadyError (nothing can be sent), LetterError, RefusedForNowError, RefusedForGoodError (this one
        was not taken), UnsureError (the line went dead while it was taken).
        """
        data = message.as_bytes()
        smtp = self._connected()
        try:
            _expect(smtp.mail(str(message["From"].addresses[0].addr_spec)), "sender")
            _expect(smtp.rcpt(to), "recipient")
            _expect(smtp.docmd("DATA"), "data", good=range(354, 355))
        except (RefusedForNowError, RefusedForGoodError):
            self._reset()
            raise
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            # Nothing of the text was sent: it certainly did not arrive.
            self._drop()
            raise RefusedForNowError(f"the server hung up before the email was sent ({_why(error)})") from None
        try:
            smtp.send(_stuffed(data) + b".\r\n")
            answer = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise UnsureError(
                f"the line went dead while the email was sent ({_why(error)}): it may have arrived, or not"
            ) from None
        try:
            return _expect(answer, "text")
        except (RefusedForNowError, RefusedForGoodError):
            self._reset()
            raise

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is not None:
            return self._smtp
        mail = self._mail
        where = f"{mail.server}:{mail.port}"
        smtp: smtplib.SMTP | None = None
        try:
            if mail.security == "tls":
                smtp = smtplib.SMTP_SSL(mail.server, mail.port, timeout=mail.timeout, context=self._context)
            else:
                smtp = smtplib.SMTP(mail.server, mail.port, timeout=mail.timeout)
                smtp.ehlo_or_helo_if_needed()
                if not smtp.has_extn("starttls"):
                    raise NotReadyError(f"{where} offers no STARTTLS: nothing is sent in the clear")
                smtp.starttls(context=self._context)
            smtp.ehlo_or_helo_if_needed()
            if mail.user != _NO_LOGIN:
                self._log_in(smtp)
        except ssl.SSLCertVerificationError as error:
            _hang_up(smtp)
            raise NotReadyError(
                f"the certificate of {where} does not hold ({clean_line(error.verify_message)}): nothing was sent"
            ) from None
        except smtplib.SMTPConnectError as error:
            _hang_up(smtp)
            raise NotReadyError(f"{where} does not want to talk: {_words(error.smtp_code, error.smtp_error)}") from None
        except (smtplib.SMTPException, OSError) as error:
            _hang_up(smtp)
            raise NotReadyError(f"{where} cannot be reached ({_why(error)}): nothing was sent") from None
        except BaseException:
            _hang_up(smtp)
            raise
        self._smtp = smtp
        return smtp

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        user = self._mail.user or self._mail.address
        try:
            smtp.login(user, self._password().reveal())
        except smtplib.SMTPAuthenticationError as error:
            code, text = error.smtp_code, error.smtp_error
        except smtplib.SMTPNotSupportedError:
            raise NotReadyError(
                f"{self._mail.server} takes no login: set user to none in [mail] if it wants none"
            ) from None
        else:
            return
        # Outside the handler: the error of the library holds what was sent, and nothing may hold on to it.
        raise NotReadyError(f"{self._mail.server} does not let {user} in: {_words(code, text)}")

    def _reset(self) -> None:
        if self._smtp is not None:
            try:
                self._smtp.rset()
            except (smtplib.SMTPException, OSError):
                self._drop()

    def _drop(self) -> None:
        _hang_up(self._smtp)
        self._smtp = None


def _expect(answer: tuple[int, bytes], step: str, good: range = range(200, 300)) -> str:
    code, text = answer
    words = _words(code, text)
    if code in good:
        return words
    if code == 421 or 400 <= code < 500:
        raise RefusedForNowError(words)
    if code < 0:
        raise smtplib.SMTPServerDisconnected("the line went dead")
    about = _ENHANCED.search(words)
    subject = about[1] if about else ""
    # X.1.X is about the address (RFC 3463, 3.2), X.7.X about policy: that says nothing of the address.
    bad_address = subject == "1" or (step == "recipient" and subject not in ("7", "3", "4"))
    raise RefusedForGoodError(words, bad_address=bad_address)


def _stuffed(data: bytes) -> bytes:
    """Lines that begin with a dot get another (RFC 5321, 4.5.2); the last one ends."""
    data = _STARTS_WITH_DOT.sub(b"..", data)
    return data if data.endswith(b"\r\n") else data + b"\r\n"


def _words(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return clean_line(f"{code} {said}")[:300]


def _why(error: Exception) -> str:
    if isinstance(error, (TimeoutError, socket.timeout)):
        return "it did not answer in time"
    if isinstance(error, socket.gaierror):
        return "no server has this name"
    if isinstance(error, ConnectionRefusedError):
        return "nobody listens there"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "it hung up"
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    return clean_line(getattr(error, "strerror", "") or type(error).__name__)


def _hang_up(smtp: smtplib.SMTP | None) -> None:
    if smtp is not None:
        smtp.close()
