"""One term of a service under one reading: what it asks, what was found, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from commissioning.domain.bounds import Bounds
from commissioning.domain.calendar import add
from commissioning.domain.provenance import Caveat
from commissioning.domain.service_decisions import Amount, FidelityKnown, Judged, ServiceCode, Unit
from commissioning.domain.services import Figure
from commissioning.domain.verdicts import Truth, Verdict, all_true, as_verdict, conjunction
from commissioning.plan.service_nodes import (
    BANDS,
    AllOfService,
    CaseloadLimit,
    CostPerClient,
    CountTarget,
    EmploymentRate,
    FactRequired,
    FidelityRequired,
    RetentionShare,
    ServiceTest,
)
from commissioning.plan.values import Choice, Const, Value
from commissioning.services.known import Found, Known
from commissioning.services.together import Together

T = TypeVar("T")

POINTS = 100_00
"""Basis points of a whole."""

FEWER, LEAST, MOST = "fewer than", "at least", "at most"
"""How a limit bounds what it limits."""

NO_BAND = "a formal review of fidelity that gives a band"
OPEN_ITEMS = "scores of items that the review leaves blank"
"""What is missing where a band is not known."""

_UNITS = {Figure.REFERRALS: Unit.REFERRALS, Figure.JOB_STARTS: Unit.JOB_STARTS}


class NoValue(Exception):
    """No version of a dated value is in force on the day."""


@dataclass
class Judge:
    """Judges tests of one service, or of all services of a contract, under one *reading* of the silences."""

    known: Known | Together
    reading: Mapping[str, str]

    def judge(self, test: ServiceTest) -> Judged:
        """The verdict on a test, with what it rests on."""
        self._rests: list[Caveat] = []
        try:
            found = self._of(test)
        except NoValue:
            found = Judged(Verdict.UNDETERMINED, ServiceCode.NO_VALUE_IN_FORCE)
        return replace(found, rests_on=(*self._rests, *found.rests_on))

    def _of(self, test: ServiceTest) -> Judged:
        if isinstance(test, CountTarget):
            return self._target(test)
        known = self.known
        assert isinstance(known, Known), "only a target is asked of services together"
        if isinstance(test, CaseloadLimit):
            return self._caseload(test, known)
        if isinstance(test, RetentionShare):
            return self._limited(known.retention_share(), MOST, self._value(test.at_most), Unit.SHARE)
        if isinstance(test, EmploymentRate):
            return self._rate(test, known)
        if isinstance(test, CostPerClient):
            return self._cost(test, known)
        if isinstance(test, FidelityRequired):
            return self._fidelity(test, known)
        return self._facts(test, known) if isinstance(test, FactRequired) else self._all(test, known)

    # ------------------------------------------------------------------------------------------------ figures

    def _limited(self, found: Found, how: str, limit: int, unit: Unit) -> Judged:
        exact = Fraction(limit, POINTS) if unit is Unit.SHARE else Fraction(limit)
        bounds = found.bounds
        truth = bounds.below(exact) if how == FEWER else bounds.at_least(exact) if how == LEAST else bounds.at_most(exact)
        return _judged(truth, found, (how, Amount(unit, Bounds.exactly(exact))), unit)

    def _caseload(self, test: CaseloadLimit, known: Known) -> Judged:
        found = known.caseload(self._value(test.per), self._value(test.across))
        if test.fewer_than is not None:
            return self._limited(found, FEWER, self._value(test.fewer_than), Unit.CLIENTS)
        assert test.at_most is not None
        return self._limited(found, MOST, self._value(test.at_most), Unit.CLIENTS)

    def _cost(self, test: CostPerClient, known: Known) -> Judged:
        found = known.cost_per_client()
        limits = [(how, value) for how, value in ((LEAST, test.at_least), (MOST, test.at_most)) if value is not None]
        judged = [self._limited(found, how, self._value(value), Unit.PENCE) for how, value in limits]
        return _first(judged)

    def _rate(self, test: EmploymentRate, known: Known) -> Judged:
        """Which rate is asked turns on the fidelity; where that is unknown, both are tried."""
        fidelity = known.fidelity()
        high = _truth_of_band(fidelity, self._value(test.high_from)) if test.high_fidelity is not None else False
        asked: list[Value[int] | None] = []
        if high is not False:
            asked.append(test.high_fidelity)
        if high is not True:
            asked.append(test.at_least)
        if asked == [None]:
            # Nothing is asked of a service that is not of high fidelity.
            return Judged(Verdict.MET, ServiceCode.AS_ASKED)
        who, since = self._value(test.who), self._value(test.since)
        found = known.employment_rate(who, since, self._value(test.paid_hours))
        judged = [Judged(Verdict.MET, ServiceCode.AS_ASKED) if one is None else self._rated(found, one) for one in asked]
        if len({one.verdict for one in judged}) == 1 and judged[0].verdict is not Verdict.UNDETERMINED:
            return replace(_first(judged), cited=(*found.cited, *fidelity.cited))
        if len(judged) == 1:
            return judged[0]
        missing = ("a formal review of fidelity, which says which rate is asked",)
        return Judged(
            Verdict.UNDETERMINED, ServiceCode.MISSING_FACT, None, judged[0].found or judged[-1].found, None,
            (*found.missing, *missing), found.rests_on, found.cited,
        )  # fmt: skip

    def _rated(self, found: Found, rate: Value[int]) -> Judged:
        try:
            return self._limited(found, LEAST, self._value(rate), Unit.SHARE)
        except NoValue:
            amount = Amount(Unit.SHARE, found.bounds, as_at=found.as_at)
            return Judged(
                Verdict.UNDETERMINED, ServiceCode.NO_VALUE_IN_FORCE, None, amount, None, (), found.rests_on, found.cited
            )

    # ------------------------------------------------------------------------------------------------ targets

    def _target(self, test: CountTarget) -> Judged:
        since, until = self._period(test)
        found = self.known.count(test.counted, since, until, self._value(test.paid_hours))
        limit, unit = self._value(test.at_least), _UNITS[test.counted]
        judged = _judged(found.bounds.at_least(limit), found, (LEAST, Amount(unit, Bounds.exactly(limit))), unit)
        return self._while_open(judged, since, until)

    def _period(self, test: CountTarget) -> tuple[date | None, date | None]:
        service = self.known.service
        since = service.commissioned_from if test.since is None else self._value(test.since)
        until = service.commissioned_to if test.until is None else self._value(test.until)
        return since, until

    def _while_open(self, judged: Judged, since: date | None, until: date | None) -> Judged:
        """What is not reached can be reached yet on the next day of the period, if there is one: the best case."""
        as_of = self.known.as_of
        if judged.verdict is not Verdict.NOT_MET or (until is not None and as_of >= until):
            return judged
        tomorrow = as_of + timedelta(days=1)
        earliest = tomorrow if since is None else max(tomorrow, since)
        return replace(judged, verdict=Verdict.NOT_YET, code=ServiceCode.PERIOD_OPEN, earliest=earliest)

    # ------------------------------------------------------------------------------------------------ fidelity

    def _fidelity(self, test: FidelityRequired, known: Known) -> Judged:
        if test.within is None:
            return self._banded(test, known.fidelity())
        begins = known.service.commissioned_from
        if begins is None:
            # Whether the time is over is unknown: only what holds either way is decided.
            judged = self._banded(test, known.fidelity())
            if judged.verdict is Verdict.UNDETERMINED:
                return replace(judged, missing=(*judged.missing, "commissioned_from"))
            return replace(judged, verdict=Verdict.UNDETERMINED, code=ServiceCode.MISSING_FACT, missing=("commissioned_from",))
        limit = date.fromordinal(add(begins.toordinal(), self._value(test.within)))
        return self._while_open(self._banded(test, known.fidelity(limit)), begins, limit)

    def _banded(self, test: FidelityRequired, fidelity: FidelityKnown) -> Judged:
        band = self._value(test.band)
        asked = (LEAST, Amount(Unit.BAND, words=(band,)))
        found = Amount(Unit.BAND, words=fidelity.bands, as_at=fidelity.reviewed_on or fidelity.reported_by)
        truth = _truth_of_band(fidelity, band)
        if truth is not None:
            code = ServiceCode.AS_ASKED if truth else ServiceCode.NOT_AS_ASKED
            return Judged(as_verdict(truth), code, asked, found, rests_on=fidelity.rests_on, cited=fidelity.cited)
        code = ServiceCode.MISSING_FACT if fidelity.bands else ServiceCode.NOT_REVIEWED
        missing = OPEN_ITEMS if fidelity.bands else NO_BAND
        return Judged(
            Verdict.UNDETERMINED, code, asked, found if fidelity.bands else None, None, (missing,), fidelity.rests_on,
            fidelity.cited,
        )  # fmt: skip

    # -------------------------------------------------------------------------------------------------- facts

    def _facts(self, test: FactRequired, known: Known) -> Judged:
        found = {name: known.fact(name) for name in test.facts}
        truth = all_true(fact.truth for fact in found.values())
        verdict = as_verdict(truth)
        code = ServiceCode.MISSING_FACT if truth is None else ServiceCode.AS_ASKED if truth else ServiceCode.NOT_AS_ASKED
        failing = tuple(name for name, fact in found.items() if fact.truth is False)
        missing = tuple(name for name, fact in found.items() if fact.truth is None) if truth is None else ()
        shown = test.facts if truth else failing
        amount = Amount(Unit.FACT, words=tuple(f"{name}={'no' if name in failing else 'yes'}" for name in shown))
        return Judged(
            verdict,
            code,
            ("", Amount(Unit.FACT, words=tuple(f"{name}=yes" for name in test.facts))),
            amount if shown else None,
            None,
            missing,
            tuple(caveat for fact in found.values() for caveat in fact.rests_on),
            tuple(source for fact in found.values() for source in fact.cited),
        )

    def _all(self, test: AllOfService, known: Known) -> Judged:
        judged = [Judge(known, self.reading).judge(part) for part in test.parts]
        verdict = conjunction(one.verdict for one in judged)
        told = next(one for one in judged if one.verdict is verdict)
        missing = tuple(text for one in judged for text in one.missing) if verdict is Verdict.UNDETERMINED else ()
        rests = tuple(dict.fromkeys(caveat for one in judged for caveat in one.rests_on))
        return replace(told, missing=missing, rests_on=rests, cited=tuple(s for one in judged for s in one.cited))

    # -------------------------------------------------------------------------------------------------- values

    def _value(self, value: Value[T]) -> T:
        """A parameter under the reading, on the day. Raises :class:`NoValue` where no version is in force."""
        if isinstance(value, Choice):
            return self._value(dict(value.options)[self.reading[value.silence]])
        if isinstance(value, Const):
            self._rests.extend(value.caveats)
            return value.value
        day = self.known.as_of.toordinal() if value.pinned_on is None else value.pinned_on
        version = value.on(day, self.known.service.fact)
        if version is None:
            raise NoValue
        self._rests.extend(version.caveats)
        return version.value


def _judged(truth: Truth, found: Found, asked: tuple[str, Amount], unit: Unit) -> Judged:
    code = ServiceCode.MISSING_FACT if truth is None else ServiceCode.AS_ASKED if truth else ServiceCode.NOT_AS_ASKED
    amount = None if found.bounds.is_unknown else Amount(unit, found.bounds, as_at=found.as_at)
    missing = found.missing if truth is None else ()
    return Judged(as_verdict(truth), code, asked, amount, None, missing, found.rests_on, found.cited)


def _first(judged: list[Judged]) -> Judged:
    """The one that gives the verdict of them all together."""
    verdict = conjunction(one.verdict for one in judged)
    return next(one for one in judged if one.verdict is verdict)


def _truth_of_band(fidelity: FidelityKnown, band: str) -> Truth:
    """Whether the band is at least that one; None where it may or may not be, or there is no formal review."""
    truths = {BANDS.index(one) >= BANDS.index(band) for one in fidelity.bands}
    return truths.pop() if len(truths) == 1 else None
