"""What the outside could not be told, said once in the line of notice; the calls go on."""

from __future__ import annotations

from contextlib import suppress

from textual.message import Message

from callstation.screens.call_base import CallBase


class HookFaults(CallBase):
    """Hears from the thread that tells others of an outcome. Part of the call screen."""

    _hook_said = ""

    class HookTried(Message):
        """Somebody was told; ``fault`` is the sentence where that failed."""

        def __init__(self, fault: str) -> None:
            super().__init__()
            self.fault = fault

    def on_mount(self) -> None:
        self.desk.announcer.heard = self._from_thread

    def on_unmount(self) -> None:
        """What fails from now on is said by whoever started the program."""
        self.desk.announcer.heard = None

    def _from_thread(self, fault: str) -> bool:
        with suppress(RuntimeError):  # the screen may be gone by now
            return self.post_message(self.HookTried(fault))
        return False

    def on_hook_faults_hook_tried(self, message: HookTried) -> None:
        """A fault is said once, until it goes well again."""
        message.stop()
        if message.fault and message.fault != self._hook_said:
            self.say(f"your hook: {message.fault}; the outcome is stored", bad=True)
            self.paint()
        self._hook_said = message.fault
