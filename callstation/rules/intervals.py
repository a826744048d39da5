"""How sure a share of so many can be: honest about small numbers.

The Wilson score interval (E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
Journal of the American Statistical Association 22, 1927, pages 209 to 212). Unlike the usual plus-minus it never
leaves 0 to 1, and for none of three it says up to 56 in a hundred, not exactly none.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959964
"""Standard deviations within which 95 of 100 lie."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many ``hits`` of so many ``tries``; the true share is from ``low`` to ``high`` (0 to 1), 19 times of 20."""

    hits: int
    tries: int
    low: float
    high: float

    @property
    def rate(self) -> float | None:
        """The share that was seen, None where nothing was tried."""
        return self.hits / self.tries if self.tries else None


def wilson(hits: int, tries: int, z: float = Z95) -> Share:
    """The interval for ``hits`` of ``tries``; 0 to 1 where nothing was tried.

    Raises ValueError for counts that cannot be.
    """
    if not 0 <= hits <= tries:
        raise ValueError(f"{hits} of {tries} cannot be")
    if not tries:
        return Share(0, 0, 0.0, 1.0)
    seen = hits / tries
    spread = z * z / tries
    middle = (seen + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(seen * (1 - seen) / tries + spread / (4 * tries))
    return Share(
        hits, tries, 0.0 if not hits else max(0.0, middle - half), 1.0 if hits == tries else min(1.0, middle + half)
    )


def clearly_better(one: Share, other: Share) -> bool:
    """Whether ``one`` is better than ``other`` beyond what chance may do: their intervals do not touch."""
    return one.low > other.high


def share_words(share: Share) -> str:
    """``4 of 10, 17 to 69%``; without tries a dash."""
    if not share.tries:
        return "–"
    return f"{share.hits} of {share.tries}, {round(share.low * 100)} to {round(share.high * 100)}%"
