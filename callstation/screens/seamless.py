"""Taking over a terminal on which the first card stands already."""

from __future__ import annotations

from textual.driver import Driver


def seamless() -> type[Driver]:
    """Textual's driver for POSIX terminals, but for the sequence that enters the alternate screen: it is entered
    already, and most terminals would wipe the card by entering it again."""
    from textual.drivers.linux_driver import LinuxDriver

    class Seamless(LinuxDriver):
        def write(self, data: str) -> None:
            if data != "\x1b[?1049h":
                super().write(data)

    return Seamless
