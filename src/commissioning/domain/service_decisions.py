"""What a decision about a service carries: each term's verdict, what was asked and found, what decides it, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from commissioning.domain.bounds import Bounds
from commissioning.domain.provenance import Caveat, Provenance
from commissioning.domain.services import Service
from commissioning.domain.verdicts import Verdict


class ServiceCode(StrEnum):
    """Why a term of a service got its verdict: a closed list."""

    AS_ASKED = "as_asked"
    NOT_AS_ASKED = "not_as_asked"
    PERIOD_OPEN = "period_open"
    MISSING_FACT = "missing_fact"
    NOT_REVIEWED = "not_reviewed"
    SILENCE = "silence"
    SILENCE_AND_MISSING_FACT = "silence_and_missing_fact"
    NO_VALUE_IN_FORCE = "no_value_in_force"


CODES_OF_SERVICES: Mapping[ServiceCode, str] = MappingProxyType(
    {
        ServiceCode.AS_ASKED: "what was found is as the term asks",
        ServiceCode.NOT_AS_ASKED: "what was found is not as the term asks",
        ServiceCode.PERIOD_OPEN: "not reached, and the period is still open",
        ServiceCode.MISSING_FACT: "a missing fact decides it",
        ServiceCode.NOT_REVIEWED: "no formal review that gives a band of fidelity is known",
        ServiceCode.SILENCE: "a silence of the contract, or documents that differ, decide it",
        ServiceCode.SILENCE_AND_MISSING_FACT: "a silence of the contract and a missing fact decide it",
        ServiceCode.NO_VALUE_IN_FORCE: "no value of the term is in force on the day",
    }
)
"""Every code with its meaning."""


class Unit(StrEnum):
    """What an amount is of."""

    CLIENTS = "clients"
    REFERRALS = "referrals"
    JOB_STARTS = "job_starts"
    SHARE = "share"
    PENCE = "pence"
    BAND = "band"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a unit, known between bounds (shares are fractions); of a band or a fact its *words*."""

    unit: Unit
    bounds: Bounds | None = None
    words: tuple[str, ...] = ()
    as_at: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A term under one reading: its verdict and why, what it *asked* (in the limit's own words) and what was *found*.

    *missing* says what, if it were known, could settle it. *earliest* only with ``not_yet``.
    """

    verdict: Verdict
    code: ServiceCode
    asked: tuple[str, Amount] | None = None
    found: Amount | None = None
    earliest: date | None = None
    missing: tuple[str, ...] = ()
    rests_on: tuple[Caveat, ...] = ()
    cited: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingOfTerm:
    """A term judged under one reading: silences with what was read into each."""

    settings: tuple[tuple[str, str], ...]
    judged: Judged


@dataclass(frozen=True, slots=True)
class TermDecision:
    """One term of one service. *decisive* are the silences that alone can change the verdict."""

    term: str
    verdict: Verdict
    code: ServiceCode
    asked: tuple[str, Amount] | None
    found: Amount | None
    earliest: date | None
    missing: tuple[str, ...]
    decisive: tuple[str, ...]
    readings: tuple[ReadingOfTerm, ...]
    rests_on: tuple[Caveat, ...]
    cited: tuple[Provenance, ...]


@dataclass(frozen=True, slots=True)
class FidelityKnown:
    """What is known of a service's fidelity on a day.

    *bands* are those it can have by its latest formal review (empty: there is none, or none of a scale with bands); *low* to
    *high* its total where items were scored; *word* what a document calls it. *self_assessment* is the word or the day of a
    guided self-assessment, which gives no band.
    """

    bands: tuple[str, ...] = ()
    reviewed_on: date | None = None
    scale: str = ""
    low: int | None = None
    high: int | None = None
    word: str = ""
    reported_by: date | None = None
    self_assessment: str = ""
    cited: tuple[Provenance, ...] = ()
    rests_on: tuple[Caveat, ...] = ()

    @property
    def band(self) -> str | None:
        """The band, where it can be one only."""
        return self.bands[0] if len(self.bands) == 1 else None


@dataclass(frozen=True, slots=True)
class ServiceDecision:
    """One service under one contract, or all services of a contract together (``service`` is then None).

    *verdict* is that of all its terms together; None where the contract asks nothing of services.
    """

    service: Service | None
    contract: str
    as_of: date
    verdict: Verdict | None
    terms: tuple[TermDecision, ...]
    fidelity: FidelityKnown = FidelityKnown()
