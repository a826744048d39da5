"""Damages every sample export in thousands of ways and imports the result (``scripts/fuzz_importers``).

Only two outcomes are right: people, or a refusal in one sentence. Prints what else happened with the seed that
repeats it, and ends with 1.
"""

from __future__ import annotations

import sys
import time
import traceback

from import_helpers import EXPORTS
from import_mutations import mutated
from test_import_fuzz import comes_in_or_is_refused


def main(arguments: list[str]) -> int:
    """Runs TIMES mutations (2,000 where nothing is said), spread over the samples, from SEED on."""
    times, first = (*map(int, arguments), *(2_000, 0)[len(arguments) :])[:2]
    samples = sorted(EXPORTS.iterdir())
    faults, slowest = 0, 0.0
    for seed in range(first, first + times):
        sample = samples[seed % len(samples)]
        content = mutated(sample.read_bytes(), seed)
        began = time.monotonic()
        try:
            comes_in_or_is_refused(content)
        except Exception:
            faults += 1
            sys.stdout.write(f"seed {seed}, {sample.name}:\n{traceback.format_exc()}\n")
        slowest = max(slowest, time.monotonic() - began)
    sys.stdout.write(f"{times:,} files, {faults} faults, the slowest took {slowest:.2f} s\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
