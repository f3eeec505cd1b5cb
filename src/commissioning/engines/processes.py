"""Work shared out among processes, each a fork that finds everything in its memory; what it found comes back in order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")

_work: list[Callable[[int], Any]] = []
"""What a forked process is to do with a number: nothing has to be sent to it."""


def processes() -> int:
    """How many processes can share work: one for each core, or one in all where nothing can be forked safely."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def shared_out(work: Callable[[int], T], shares: int, among: int) -> Iterator[T]:
    """``work(0)``, ``work(1)`` and so on, in order, done by *among* processes; what is given back must be able to be pickled.

    A process that fails raises here; whoever stops listening, or is stopped, ends them all.
    """
    _work[:] = [work]
    # What was read and decided is no garbage: looked through in every process, it would also be copied for every one.
    collecting = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        with multiprocessing.get_context("fork").Pool(among, initializer=_left_to_the_first) as pool:
            yield from pool.imap(_one, range(shares))
    finally:
        gc.unfreeze()
        if collecting:
            gc.enable()
        _work.clear()


def _left_to_the_first() -> None:
    """Ctrl-C reaches every process of a terminal; the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _one(number: int) -> Any:
    return _work[0](number)
