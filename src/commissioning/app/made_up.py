"""Whether an input is a made-up cohort, and of which seed, so that every report says so."""

from __future__ import annotations

import json
from pathlib import Path

MANIFEST = "simulation.json"
"""The file that `simulate` writes beside a cohort; named here too, as its writer needs packages that reading it does not."""


def made_up(path: Path) -> str:
    """What the manifest of a made-up cohort says of it, in a sentence; blank for any other input."""
    try:
        told = json.loads((path / MANIFEST).read_bytes()[:100_000])
        model, seed, number = str(told["simulation"]), int(told["seed"]), int(told["journeys"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return f"Made-up journeys: {number:,} of the model {model}, seed {seed}. No person is behind any of them."
