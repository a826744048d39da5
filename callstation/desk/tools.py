"""What every verb of the desk works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from callstation.desk.house_rules import HouseRules
from callstation.desk.ledger import Ledger, frame_of
from callstation.model.cards import Finding
from callstation.scripting.context import Caller
from callstation.scripting.render import Renderer
from callstation.scripting.shelf import Shelf
from callstation.settings import Settings

__all__ = ["Tools", "frame_of"]


@dataclass(slots=True)
class Tools(Ledger):
    """The open book, the caller's frame, the clock, the scripts."""

    shelf: Shelf
    settings: Settings
    renderer: Renderer = field(default_factory=Renderer)
    rules: HouseRules = field(default_factory=HouseRules)
    """The language check's."""
    hook_log: Path | None = None
    """Where it is kept what the outside could not be told; None: nowhere."""

    def found(self, text: str, kind: str) -> tuple[Finding, ...]:
        """What the language check finds in a text of this kind (line, opener, voicemail, email, script), by the
        user's own rules too (H7)."""
        return self.rules.check(text, kind, my_number=self.settings.me.number)

    @property
    def caller(self) -> Caller:
        """The user, as scripts call them."""
        me = self.settings.me
        return Caller(name=me.name, business=me.business, number=me.number, place=me.place)
