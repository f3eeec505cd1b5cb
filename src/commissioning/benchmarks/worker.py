"""The process of one subject: it makes it ready, runs it when a line on standard input says so, and says what that took.

    python -m commissioning.benchmarks.worker SUBJECT FOLDER

It is asked by lines ``run``, ``answers FILE`` and ``end``, and answers each, and its being ready, by a line of JSON.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from commissioning.benchmarks.processes import cpu_seconds, peak_bytes


def main(name: str, folder: Path) -> None:
    """Serves until it is told to end."""
    # What a library prints must not be taken for an answer.
    say, sys.stdout = os.fdopen(os.dup(1), "w"), sys.stderr
    begun = cpu_seconds()
    from commissioning.benchmarks.subjects import SUBJECTS

    subject = SUBJECTS[name](folder)
    # What was loaded stays: looking through it for garbage in every run is no work of the subject.
    gc.collect()
    gc.freeze()
    _say(say, {"ready": cpu_seconds() - begun})
    for line in sys.stdin:
        what, _, rest = line.strip().partition(" ")
        if what == "run":
            _say(say, _timed(subject.run))
        elif what == "answers":
            answers = subject.answers()
            if answers is not None:
                answers.save(Path(rest))
            _say(say, {"answers": answers is not None})
        else:
            break
    _say(say, {"peak": peak_bytes()})


def _timed(run: Callable[[], int]) -> dict[str, Any]:
    begun, clock = cpu_seconds(), time.perf_counter()
    note = run()
    return {"cpu": cpu_seconds() - begun, "wall": time.perf_counter() - clock, "note": note}


def _say(to: Any, what: dict[str, Any]) -> None:
    to.write(f"{json.dumps(what)}\n")
    to.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
