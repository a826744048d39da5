"""A script's source made ready for the check: Jinja's own signs are passed over, places are kept."""

from __future__ import annotations

_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}


def blank(source: str) -> tuple[str, dict[int, str]]:
    """``source`` with tags, expressions and comments made spaces (line ends stay), so that every word keeps its
    line and column; and the expressions by the place where they stood: words that nobody knows yet.

    A tag that is still being typed ends with its line.
    """
    pieces: list[str] = []
    unknown: dict[int, str] = {}
    at = 0
    while True:
        start = _next_opening(source, at)
        if start < 0:
            pieces.append(source[at:])
            return "".join(pieces), unknown
        pieces.append(source[at:start])
        opening = source[start : start + 2]
        end = source.find(_CLOSING[opening], start + 2)
        if end >= 0:
            at = end + 2
        else:
            line_end = source.find("\n", start)
            at = line_end if line_end >= 0 else len(source)
        if opening == "{{":
            unknown[start] = source[start + 2 : at].strip("{}- ")
        pieces.append("".join("\n" if sign == "\n" else " " for sign in source[start:at]))


def _next_opening(source: str, at: int) -> int:
    while True:
        at = source.find("{", at)
        if at < 0 or source[at : at + 2] in _CLOSING:
            return at
        at += 1
