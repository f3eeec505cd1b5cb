"""The grounds that apply to one claim, or one unclaimed outcome, in one world and under one reading of claims' silences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from commissioning.claims.evidence_gaps import gaps, overlap
from commissioning.claims.looking_up import Looking
from commissioning.claims.prices import ALONE, Standing, is_for, price_of
from commissioning.claims.relied import Found
from commissioning.claims.windows import NoDay, last_day, windows_of
from commissioning.domain.calendar import Day
from commissioning.domain.claim_decisions import ClaimStatus as S
from commissioning.domain.claim_decisions import Ground, GroundCode, Notice
from commissioning.domain.claims import ClaimBook, Override
from commissioning.domain.decisions import Decision, Due
from commissioning.domain.journeys import Claim
from commissioning.domain.money import Pence
from commissioning.domain.periods import Runs
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import Case, Job
from commissioning.engines.lookup import NoValue
from commissioning.plan.claim_nodes import (
    ClaimNode,
    ClaimWindow,
    ConsentToContact,
    DualFunding,
    EvidenceRequired,
    MustBeTold,
    NonQualifyingEarnings,
    NonQualifyingEmployers,
)
from commissioning.plan.plan import Plan
from commissioning.plan.values import AppliesBy


@dataclass(frozen=True, slots=True)
class Other:
    """An earlier claim for the same client: under *contract*, resting on *days*."""

    claim_id: str
    contract: str
    days: Runs


@dataclass(frozen=True)
class Asked:
    """Everything that one claim, or one unclaimed outcome, is judged by.

    *before* are the ids of earlier claims that use up the outcome; *others* earlier claims for the same client elsewhere.
    """

    plan: Plan
    case: Case
    decision: Decision
    book: ClaimBook
    claim: Claim | None = None
    before: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()
    overrides: tuple[Override, ...] = ()
    standing: Standing = ALONE
    given: bool = False

    @property
    def paid(self) -> Pence:
        """What was paid on the claim so far."""
        return self.book.paid(self.claim.claim_id, date.fromordinal(self.case.as_of)) if self.claim else 0

    @property
    def claimed(self) -> Day | None:
        """The day of the claim, if there is a claim and its day is recorded."""
        return self.claim.claimed_on.toordinal() if self.claim and self.claim.claimed_on else None


@dataclass
class Judged:
    """What holds in one world: the grounds, the price of one such outcome, and the last day to claim it."""

    grounds: list[Ground] = field(default_factory=list)
    price: Due | None = None
    priced_by: tuple[str, ...] = ()
    opens: Day | None = None
    closes: Day | None = None
    window_term: str = ""
    notices: list[Notice] = field(default_factory=list)


def looking(asked: Asked, found: Found, reading: Mapping[str, str]) -> Looking:
    """The way to values in force for a claim."""
    events = {
        AppliesBy.REFERRAL: asked.case.referral,
        AppliesBy.START: asked.case.start,
        AppliesBy.OUTCOME_REACHED: found.day,
        AppliesBy.CLAIM: asked.claimed if asked.claimed is not None else asked.case.as_of,
    }
    return Looking(reading, events, asked.case.fact)


def judge(asked: Asked, found: Found, look: Looking) -> Judged:
    """Every ground in the order of statuses is left to the caller: here each part says what it finds."""
    out = Judged()
    judging = _Judging(asked, found, look, out)
    parts = [judging.duplicates, judging.outcome]
    if found.verdict is Verdict.MET:
        out.opens = found.day
        parts += [judging.dates, judging.evidence, judging.consent, judging.employers]
    for part in (*parts, judging.overrides, judging.amount):
        try:
            out.grounds += part()
        except NoValue as missing:
            out.grounds.append(Ground(S.UNDETERMINED, GroundCode.NO_VALUE_IN_FORCE, str(missing).partition(".")[0]))
    out.notices += judging.notices()
    return out


class _Judging:
    def __init__(self, asked: Asked, found: Found, look: Looking, out: Judged) -> None:
        self.asked, self.found, self.look, self.out = asked, found, look, out
        self.case, self.claim, self.plan = asked.case, asked.claim, asked.plan
        self.of_term = {override.term: override for override in asked.overrides}

    def _left_out(self, node: ClaimNode) -> bool:
        """Whether a person has decided the term: then :meth:`overrides` speaks of it."""
        return node.term in self.of_term

    # ------------------------------------------------------------------------------------------------- duplicates

    def duplicates(self) -> Iterator[Ground]:
        """An earlier claim for the outcome, and earlier claims elsewhere that rest on the same days."""
        for claim_id in self.asked.before:
            yield Ground(S.DUPLICATE, GroundCode.CLAIMED_BEFORE, other=claim_id)
        overlapping = [other for other in self.asked.others if overlap(other.days, self.found.days)]
        status = S.DUPLICATE if self.claim else S.NOT_MET
        for other in overlapping:
            if other.contract == self.plan.family:
                yield Ground(status, GroundCode.CLAIMED_BEFORE, other=other.claim_id)
        elsewhere = [other for other in overlapping if other.contract != self.plan.family]
        for node in self.plan.claims:
            if not isinstance(node, DualFunding) or self._left_out(node) or not elsewhere:
                continue
            for other in elsewhere:
                if (not node.programmes or other.contract in node.programmes) and self.look(node.rule) == "not_paid_twice":
                    yield Ground(status, GroundCode.OTHER_PROGRAMME, node.term, other=other.claim_id)

    # ---------------------------------------------------------------------------------------------- outcome, dates

    def outcome(self) -> Iterator[Ground]:
        """What the verdict on the outcome itself means for the claim."""
        verdict, decision = self.found.verdict, self.asked.decision
        term = decision.reason.term
        if self._in_part:
            return
        if verdict is Verdict.NOT_MET:
            recover = self.claim is not None and self.asked.paid > 0
            yield Ground(S.RECOVERABLE if recover else S.NOT_MET, GroundCode.OUTCOME, term)
        elif verdict is Verdict.UNDETERMINED:
            yield Ground(S.UNDETERMINED, GroundCode.OUTCOME, term)
        elif verdict is Verdict.NOT_YET:
            day = None if self.found.day is None else date.fromordinal(self.found.day)
            if self.claim is None:
                yield Ground(S.NOT_YET, GroundCode.OUTCOME, term, day)
            else:
                yield Ground(S.TOO_EARLY, GroundCode.BEFORE_REACHED, term, day)

    @property
    def _in_part(self) -> bool:
        """Whether a share of the price is due for a job that ended short of the outcome, even if another may reach it."""
        short = self.found.verdict is Verdict.NOT_MET or (self.found.verdict is Verdict.NOT_YET and self.claim is not None)
        return short and self.asked.decision.part is not None

    def dates(self) -> Iterator[Ground]:
        """Whether it is claimed after it was reached, and in its windows."""
        reached, claimed = self.found.day, self.asked.claimed
        if self.claim is not None and claimed is None:
            yield Ground(S.UNDETERMINED, GroundCode.DATE_OF_CLAIM)
        if claimed is not None and reached is not None and claimed < reached:
            yield Ground(S.TOO_EARLY, GroundCode.BEFORE_REACHED, day=date.fromordinal(reached))
        for node in windows_of(self.plan, self.asked.decision.outcome, self.found):
            if not self._left_out(node):
                yield from self._window(node)

    def _window(self, node: ClaimWindow) -> Iterator[Ground]:
        try:
            closes = last_day(node, self.found, self.case, self.look)
        except NoDay:
            yield Ground(S.UNDETERMINED, GroundCode.DATE_OF_EVENT, node.term)
            return
        if self.out.closes is None or closes < self.out.closes:
            self.out.closes, self.out.window_term = closes, node.term
        made = self.asked.claimed if self.claim else self.case.as_of
        if made is not None and made > closes:
            late = S.TOO_LATE if self.claim else S.LAPSED
            yield Ground(late, GroundCode.AFTER_WINDOW, node.term, date.fromordinal(closes), actual=made - closes)

    # ------------------------------------------------------------------------------------------------ what is shown

    def evidence(self) -> Iterator[Ground]:
        """The weeks that lack evidence, term by term."""
        for node in self.plan.claims:
            ways = self.found.ways
            if isinstance(node, EvidenceRequired) and not self._left_out(node):
                if not is_for(node.whose, self.asked.decision.outcome, ways):
                    continue
                held = self.asked.book.evidence.get(self.case.journey.client_id, ())
                lacking = gaps(self.case, held, self.found.days, node.kinds, self.look(node.needed), self.look(node.coverage))
                if lacking:
                    yield Ground(S.EVIDENCE_NEEDED, GroundCode.EVIDENCE, node.term, gaps=lacking)

    def consent(self) -> Iterator[Ground]:
        """Consent to contact the employer, where a claim needs it."""
        for node in self.plan.claims:
            if isinstance(node, ConsentToContact) and not self._left_out(node) and self.look(node.required):
                benefit, given = self.case.fact("benefit"), self.case.fact("consent_to_contact_employer")
                if given is not True and benefit not in node.unless_on:
                    yield Ground(S.EVIDENCE_NEEDED, GroundCode.CONSENT, node.term)

    def employers(self) -> Iterator[Ground]:
        """Work for the provider or its supply chain among what the outcome rests on."""
        for node in self.plan.claims:
            if isinstance(node, NonQualifyingEmployers) and not self._left_out(node):
                rule = self.look(node.rule)
                for job in self._jobs() if rule != "told" else ():
                    own = self._own(job)
                    if own is None:
                        yield Ground(S.UNDETERMINED, GroundCode.EMPLOYER_UNKNOWN, node.term, other=job.job_id)
                    elif own and rule == "hold":
                        yield Ground(S.UNDETERMINED, GroundCode.EMPLOYER, node.term, other=job.job_id)
                    elif own:
                        status = S.RECOVERABLE if self.claim and self.asked.paid > 0 else S.NOT_MET
                        yield Ground(status, GroundCode.EMPLOYER, node.term, other=job.job_id)

    def _jobs(self) -> list[Job]:
        """The jobs that were held on a day the outcome rests on."""
        days = self.found.days
        return [job for job in self.case.jobs if any(s.first <= b and a <= s.last for s in job.stretches for a, b in days)]

    def _own(self, job: Job) -> bool | None:
        employers = {stretch.row.employer_id for stretch in job.stretches}
        said = {self.asked.book.supply_chain.get(employer) if employer else None for employer in employers}
        return True if True in said else None if None in said else False

    # --------------------------------------------------------------------------------------------------- overrides

    def overrides(self) -> Iterator[Ground]:
        """What persons decided of terms of claims otherwise than ``met``."""
        for node in self.plan.claims:
            override = self.of_term.get(node.term)
            if override is not None and override.verdict != Verdict.MET:
                yield Ground(_overridden(node, override.verdict), GroundCode.OVERRIDE, node.term, other=override.role)

    # ------------------------------------------------------------------------------------------------------- money

    def amount(self) -> Iterator[Ground]:
        """The price of the outcome, and whether the sum that was claimed is another."""
        decision = self.asked.decision
        price, self.out.priced_by = price_of(self.plan, decision, self.found.ways, self.look, self.asked.standing)
        if self._in_part and decision.part is not None:
            price = decision.part
        claimed = self.claim.amount_pence if self.claim else None
        if price is not None and claimed is not None:
            if decision.outcome in self.plan.prices.up_to and claimed <= price.highest:
                price = Due(claimed, claimed, price.illustrative)
            elif not price.lowest <= claimed <= price.highest:
                yield Ground(S.WRONG_AMOUNT, GroundCode.AMOUNT, needed=price.highest, actual=claimed)
            elif price.lowest != price.highest and self.found.verdict is Verdict.MET:
                code = GroundCode.PRICE_FACT if self.out.priced_by else GroundCode.PAYMENT_GROUP
                yield Ground(S.UNDETERMINED, code, self.out.priced_by[0] if self.out.priced_by else "")
        self.out.price = price

    # ----------------------------------------------------------------------------------------------------- notices

    def notices(self) -> Iterator[Notice]:
        """What must be told with the claim."""
        for node in self.plan.claims:
            if isinstance(node, MustBeTold) and is_for(node.whose, self.asked.decision.outcome, self.found.ways):
                yield Notice(node.term, node.whom, node.what)
            elif isinstance(node, NonQualifyingEarnings) and node.whom:
                start = self.case.start or 0
                found = [e for e in self.case.earnings or () if e.qualifying is False and e.paid_on.toordinal() >= start]
                if found:
                    total = sum(earning.amount_pence for earning in found)
                    yield Notice(node.term, node.whom, "earnings that do not qualify", total)
            elif isinstance(node, NonQualifyingEmployers):
                for job in self._jobs():
                    if self._own(job):
                        whom = node.whom or "the commissioner"
                        yield Notice(node.term, whom, "work for the provider or its supply chain", subject=job.job_id)


_FAILS: Mapping[type, S] = {
    ClaimWindow: S.TOO_LATE,
    EvidenceRequired: S.EVIDENCE_NEEDED,
    ConsentToContact: S.EVIDENCE_NEEDED,
    DualFunding: S.DUPLICATE,
    NonQualifyingEmployers: S.NOT_MET,
}
"""The status of a claim whose term of each kind is not met."""


def _overridden(node: ClaimNode, verdict: str) -> S:
    if verdict == Verdict.NOT_MET:
        return _FAILS.get(type(node), S.NOT_MET)
    return S.UNDETERMINED if verdict == Verdict.UNDETERMINED else S.TOO_EARLY
