"""The script editor on the screen of a harness, and people to edit beside."""

from __future__ import annotations

from pathlib import Path

from screens_harness import Harness, a_person, shown
from textual.pilot import Pilot

from callstation.desk.desk import Desk
from callstation.screens.editor import EditorScreen
from callstation.widgets.script_area import ScriptArea

SIZES = [(80, 24), (120, 36)]
SCRIPT = """{# For a test. #}

== opener ==
Hello {{ their.first_name }}, here is {{ my.name }}.

== voicemail ==
It's {{ my.name }}, {{ my.number|digits }}. I'll call you on {{ plan.call_on|spoken_day }}.

== email ==
Subject: For {{ their.company }}

Dear {{ their.first_name }}.
"""


class Opened:
    """The editor on the screen of a harness."""

    def __init__(self, app: Harness, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> EditorScreen:
        found = self.app.screen_stack[1]
        assert isinstance(found, EditorScreen)
        return found

    @property
    def area(self) -> ScriptArea:
        return self.screen.area

    @property
    def text(self) -> str:
        return shown(self.app)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        self.area.insert(text)
        await self.settle()

    async def settle(self) -> None:
        """What waits for the fingers to rest need not wait in a test."""
        await self.pilot.pause()
        if isinstance(self.app.screen, EditorScreen):
            self.app.screen.look()
            await self.pilot.pause()


class editor:
    """``async with editor(desk, person) as ed``."""

    def __init__(self, desk: Desk, person: int, size: tuple[int, int] = (120, 36), part: str = "opener") -> None:
        self.app = Harness(EditorScreen(desk, desk.card(person), part))
        self.running = self.app.run_test(size=size)

    async def __aenter__(self) -> Opened:
        opened = Opened(self.app, await self.running.__aenter__())
        await opened.settle()
        opened.area.cursor_blink = False
        return opened

    async def __aexit__(self, *error: object) -> None:
        await self.running.__aexit__(*error)


def draft_of(scripts: Path, desk: Desk, person: int) -> Path:
    return scripts / f".{desk.card(person).script}.j2.draft"


def a_maria(desk: Desk) -> int:
    """Maria, with a script of one's own."""
    found = a_person(desk, "Maria Okafor", "+16025550134", company="Bluebird Logistics")
    desk.keep_thread(found, "moving in June")
    desk.tools.shelf.save(desk.card(found).script, SCRIPT)
    return found
