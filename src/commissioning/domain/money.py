"""Money in whole pence; no float touches it."""

from __future__ import annotations

import re

Pence = int

_POUNDS = re.compile(r"(-?)£?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.([0-9]{2}))?")


def parse_pounds(text: str) -> Pence:
    """Read ``£1,234.50``, ``1234.50`` or ``1234`` (pounds) as pence; raises :class:`ValueError` for anything else."""
    found = _POUNDS.fullmatch(text.strip())
    if not found:
        raise ValueError(f"'{text}' is not a sum of money: write it as '£1,234.50' or '1234.50'")
    pence = int(found[2].replace(",", "")) * 100 + int(found[3] or 0)
    return -pence if found[1] else pence


def pounds(pence: Pence) -> str:
    """Pence as ``£1,234.50``; negative as ``−£1.00``."""
    sign = "−" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"
