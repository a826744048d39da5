"""A place in the tokens of a phrase, from which the rules of the grammar read."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date, datetime
from typing import TypeVar

from callstation.dates.tokens import Kind, Token, tokens

T = TypeVar("T")


class Cursor:
    """Reads tokens one by one, and goes back where a rule does not fit.

    ``furthest`` is the first token that no rule could use so far: the one to name in a refusal.
    """

    def __init__(self, text: str, now: datetime, day_first: bool) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.now = now
        self.today: date = now.date()
        self.day_first = day_first
        self.at = 0
        self.furthest = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """The token ``ahead`` of the next one, or None beyond the end."""
        i = self.at + ahead
        return self.tokens[i] if i < len(self.tokens) else None

    def take(self, kind: Kind) -> Token | None:
        """The next token, taken, if it is of ``kind``."""
        token = self.peek()
        if token is None or token.kind != kind:
            return None
        self._step()
        return token

    def word(self, *options: str) -> Token | None:
        """The next token, taken, if it is one of these words or marks."""
        return self.word_in(options)

    def word_in(self, options: Container[str]) -> Token | None:
        """The next token, taken, if its word is in ``options``."""
        token = self.peek()
        if token is None or not token.norm or token.norm not in options:
            return None
        self._step()
        return token

    def phrase(self, *words: str) -> bool:
        """Whether the next tokens are exactly these words; they are taken then."""
        for i, word in enumerate(words):
            token = self.peek(i)
            if token is None or token.norm != word:
                return False
        for _ in words:
            self._step()
        return True

    def attempt(self, rule: Callable[[Cursor], T | None]) -> T | None:
        """What ``rule`` reads from here; nothing is taken where it reads nothing."""
        start = self.at
        found = rule(self)
        if found is None:
            self.at = start
        return found

    def since(self, start: int) -> str:
        """The text read since the token at ``start``, as it was typed."""
        return self.between(start, self.at)

    def between(self, start: int, end: int) -> str:
        """The text from the token at ``start`` up to the one at ``end``."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if start < end else ""

    def _step(self) -> None:
        self.at += 1
        self.furthest = max(self.furthest, self.at)
