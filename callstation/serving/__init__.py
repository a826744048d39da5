"""The workstation in a browser on this machine: one page, each tab of it with a workstation process of its own."""

from __future__ import annotations

from collections.abc import Mapping

WEB_DRIVER = "textual.drivers.web_driver:WebDriver"
"""What Textual is told (TEXTUAL_DRIVER) so that a workstation paints into our pipe instead of a terminal."""


def in_browser(environ: Mapping[str, str]) -> bool:
    """Whether this process paints for a browser: its standard input and output are packets, and no terminal."""
    return environ.get("TEXTUAL_DRIVER", "") == WEB_DRIVER
