"""Values that contracts share: dated, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.provenance import Provenance


@dataclass(frozen=True, slots=True)
class SharedVersion:
    """A shared value from *since* to *until* (both inclusive; None: always)."""

    value: object
    provenance: Provenance
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A shared value of one *type*: its versions in order of time, or one that always holds."""

    name: str
    title: str
    type: str
    versions: tuple[SharedVersion, ...]

    @property
    def always(self) -> bool:
        """Whether the value never changes."""
        return len(self.versions) == 1 and self.versions[0].since is None
