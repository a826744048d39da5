"""Tests with real programs beside ours: they run wherever those are, and never pass for want of them in silence.

``scripts/test`` installs what is missing where it may. Where a program stays missing, its tests are skipped and the
summary says so; with REAL_PARTS=all in the environment (as ``.ci/run`` sets it) that is a failure.
"""

from __future__ import annotations

import os
import shutil

import pytest

PACKAGES = {"baresip": "baresip-core", "sipp": "sip-tester", "chromium": "chromium"}
"""The Debian package of each program."""
NOT_RUN = "real part missing"


def needs(*programs: str) -> pytest.MarkDecorator:
    """A mark for tests that need these programs."""
    missing = [p for p in programs if shutil.which(p) is None]
    why = f"{NOT_RUN}: {', '.join(missing)} (apt install {' '.join(PACKAGES[p] for p in missing)})"
    if missing and os.environ.get("REAL_PARTS") == "all":
        raise RuntimeError(why)
    return pytest.mark.skipif(bool(missing), reason=why)
