"""How large an input is, without reading it: which engine ``auto`` chooses rests on it."""

from __future__ import annotations

from pathlib import Path

FEW = 20_000_000
"""Up to so many bytes the files of a folder hold few journeys, for which the plain path is the quicker one in all."""


def is_large(path: Path) -> bool:
    """Whether a folder holds so many journeys that the kernel is worth its start, and can run here."""
    if not path.is_dir():
        return False
    sizes = sum(3 * file.stat().st_size for file in path.glob("*.parquet")) + sum(f.stat().st_size for f in path.glob("*.csv"))
    if sizes < FEW:
        return False
    try:
        import numba  # noqa: F401 - only whether it is there
        import pyarrow  # noqa: F401
    except ModuleNotFoundError:
        return False
    return True
