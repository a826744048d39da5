"""What a hook could not do."""

from __future__ import annotations

from callstation.errors import CallstationError


class HookError(CallstationError):
    """Somebody was not told; what happened is stored all the same. Holds no address and no token."""
