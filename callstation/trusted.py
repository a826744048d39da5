"""Whom a connection over TLS trusts: the system's certificates, and those of a file that the settings name."""

from __future__ import annotations

import ssl

from callstation.errors import CallstationError


def trusted(certificates: str, section: str, error: type[CallstationError]) -> ssl.SSLContext:
    """A context that verifies the server's name and certificate, TLS 1.2 or newer.

    ``certificates`` is a file in PEM, '' for the system's alone. Raises ``error``, naming ``section`` of the settings.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if certificates:
        try:
            context.load_verify_locations(cafile=certificates)
        except OSError:  # no file, or one of something else
            raise error(f"[{section}] certificates: {certificates} is no file of certificates") from None
    return context
