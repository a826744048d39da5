"""The mail server's password."""

from __future__ import annotations

from callstation.mail.faults import NotReadyError
from callstation.passwords import NoPasswordError, Secret, Source
from callstation.passwords import password as found_password
from callstation.settings import Mail

VARIABLE = "CALLSTATION_MAIL_PASSWORD"
SERVICE = "callstation mail"


def password(mail: Mail) -> Secret:
    """The password to log in with. Raises NotReadyError, which says where it was looked for and nothing more."""
    user = mail.user or mail.address
    try:
        return found_password(Source("mail", mail.password_from, mail.password_command, user, SERVICE, VARIABLE))
    except NoPasswordError as error:
        raise NotReadyError(str(error)) from None
