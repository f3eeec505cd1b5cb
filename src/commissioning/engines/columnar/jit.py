"""Compiles the kernel to machine code, once for all contracts, and keeps it on disk.

What was compiled is kept in a folder named after the digest of the kernel's sources: numba notices a change of one file, not of
the files it calls, and a kernel that is half old would give wrong decisions.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba as numba_module

numba: Any = numba_module
F = TypeVar("F", bound=Callable[..., object])


def _digest() -> str:
    found = hashlib.sha256(numba.__version__.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        source = path.read_bytes()
        if b"@kernel" in source or path.stem in ("context", "shapes"):
            found.update(source)
    return found.hexdigest()[:16]


def _folder() -> Path | None:
    """A folder of the user's that can be written to; None where there is none, and the kernel is compiled each time."""
    home = os.environ.get("XDG_CACHE_HOME") or (Path.home() / ".cache" if os.environ.get("HOME") else None)
    for place in (home, tempfile.gettempdir()):
        if place is None:
            continue
        # In a folder that others can write to, they could put a kernel of theirs: the name says whose it is.
        folder = Path(place) / f"commissioning-{os.getuid() if hasattr(os, 'getuid') else 'user'}" / _digest()
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            continue
        if os.access(folder, os.W_OK) and (not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()):
            return folder
    return None


_CACHE = _folder()


def kernel(function: F) -> F:
    """*function* compiled to machine code when first called, without Python's lock; no float is ever used in it.

    It makes no array of its own, and so need not count who holds those it is given: counting took most of its time.
    """
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(_CACHE or "")
    try:
        compiled: F = numba.njit(cache=_CACHE is not None, nogil=True, _nrt=False)(function)
    finally:
        numba.config.CACHE_DIR = before
    return compiled
