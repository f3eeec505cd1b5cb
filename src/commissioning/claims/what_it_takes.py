"""What would it take: the cheapest change that still can happen after which a claim is payable, found by deciding it.

One step after another is taken, each for the first status: work, facts, evidence, the claim itself. A change that a decision on
the changed journey does not bear out is not proposed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from commissioning.claims.changing import ENOUGH_PAY, NEW_CLAIM, NEW_JOB, Known, read_as, sum_of
from commissioning.claims.desk import ByKey, Desk
from commissioning.claims.distances import distances
from commissioning.claims.evidence_gaps import merged
from commissioning.claims.further_work import HOURS, Outlook, job_for_wages
from commissioning.domain.claim_decisions import (
    ClaimDecision,
    Ground,
    GroundCode,
    Step,
    StepKind,
    WhatItTakes,
)
from commissioning.domain.claim_decisions import ClaimStatus as S
from commissioning.domain.claims import ClaimBook, Override
from commissioning.domain.decisions import Decisive, Unsettled
from commissioning.domain.journeys import Caseload, Claim, FactValue
from commissioning.domain.verdicts import Verdict
from commissioning.engines.worlds import AGAINST, FOR

MOST_STEPS = 10

FAVOURABLE = {
    "weekly_hours": 35_00,
    "reflects_needs": True,
    "hourly_pay_pence": ENOUGH_PAY,
    "paid_hours_worked": 1_000_000,
    "qualifying": True,
}
"""A value of each fact of jobs for which the job counts."""

UNFAVOURABLE = {
    "weekly_hours": 0,
    "reflects_needs": False,
    "hourly_pay_pence": 0,
    "paid_hours_worked": 0,
    "qualifying": False,
}
"""And one for which it does not."""

_PROGRESS = {
    S.PAYABLE: 0,
    S.PAID: 0,
    S.CLAIMABLE: 1,
    S.WRONG_AMOUNT: 1,
    S.EVIDENCE_NEEDED: 2,
    S.TOO_EARLY: 3,
    S.NOT_YET: 3,
    S.UNDETERMINED: 4,
}
"""Statuses from which a claim can still become payable, the nearest first."""


@dataclass(frozen=True)
class State:
    """What is supposed so far: what is known, on which day, under which plans, and the claim that is followed."""

    desk: Desk
    known: Known
    as_of: date
    claim_id: str


def what_it_takes(
    desk: Desk, caseload: Caseload, book: ClaimBook, decision: ClaimDecision, standings: ByKey | None = None
) -> WhatItTakes:
    """The steps that make one decision payable, with the distance of each failing term."""
    known = Known(*desk.clients.of(caseload, book, decision.journey_id))
    return Taking(desk, known, decision, standings or {}).result()


class Taking:
    """One search."""

    def __init__(self, desk: Desk, known: Known, decision: ClaimDecision, standings: ByKey) -> None:
        self._first = decision
        self._standings = standings
        claim_id = decision.claim.claim_id if decision.claim else ""
        self._state = State(desk, known, decision.as_of, claim_id)

    def result(self) -> WhatItTakes:
        """The steps, if there are any that lead there."""
        steps: list[Step] = []
        state, decision = self._state, self._first
        far = distances(state.desk, state.known, decision)
        while decision.status not in (S.PAYABLE, S.PAID):
            found = next(self._next(state, decision), None) if len(steps) < MOST_STEPS else None
            if found is None:
                return WhatItTakes((), None, far, decision.status)
            step, state, decision = found
            steps.append(step)
        return WhatItTakes(tuple(steps), state.as_of, far, decision.status)

    def decide(self, state: State) -> ClaimDecision | None:
        """The decision that is followed, in a supposed state."""
        asks = [
            ask
            for ask in state.desk.asks(state.known.caseload, state.known.book, state.as_of)
            if ask.key == (self._first.journey_id, self._first.contract, self._first.outcome, state.claim_id)
        ]
        return next(state.desk.decided(asks, self._standings), None)

    def _tried(self, step: Step, state: State, before: ClaimDecision) -> Iterator[tuple[Step, State, ClaimDecision]]:
        """The step, if what comes of it is nearer to being payable."""
        decision = self.decide(state)
        if decision is None or decision.status not in _PROGRESS:
            return
        nearer = _PROGRESS[decision.status] < _PROGRESS[before.status]
        if nearer or _open(decision) < _open(before):
            yield step, state, decision

    # ------------------------------------------------------------------------------------------------------- steps

    def _next(self, state: State, decision: ClaimDecision) -> Iterator[tuple[Step, State, ClaimDecision]]:
        """The next steps that can be taken, the cheapest first; none where nothing can still happen."""
        status = decision.status
        if status is S.UNDETERMINED:
            yield from self._settle(state, decision)
        elif status is S.NOT_YET or (status is S.TOO_EARLY and decision.decision.verdict is Verdict.NOT_YET):
            yield from self._work(state, decision)
        elif status is S.TOO_EARLY:
            yield from self._claim(StepKind.CLAIM_AGAIN, state, decision)
        elif status is S.EVIDENCE_NEEDED:
            yield from self._show(state, decision)
        elif status is S.WRONG_AMOUNT:
            yield from self._amend(state, decision)
        elif status is S.CLAIMABLE:
            yield from self._claim(StepKind.CLAIM, state, decision)

    def _work(self, state: State, decision: ClaimDecision) -> Iterator[tuple[Step, State, ClaimDecision]]:
        """Work goes on in what is under way, or begins, or wages are paid: whatever leads there first."""
        plan = state.desk.plans[decision.contract.partition("@")[0]]
        position = [outcome.name for outcome in plan.outcomes].index(decision.outcome)
        outlook = Outlook(state.desk, plan, decision.journey_id, position)
        found = sorted(self._ways(outlook, state, decision), key=lambda way: way[0].done_on)
        for step, known in found[:1]:
            last = outlook.last_start(state.known, state.as_of)
            after = State(state.desk, known, step.done_on, state.claim_id)
            now = self.decide(after)
            if now is not None and now.decision.verdict is Verdict.MET:
                yield replace(step, last_start=last), after, now

    def _ways(self, outlook: Outlook, state: State, decision: ClaimDecision) -> Iterator[tuple[Step, Known]]:
        begins = state.as_of + timedelta(days=1)
        known = state.known
        pence = outlook.short_of_wages(known, state.as_of)
        if pence > 0:
            job = job_for_wages(known, state.as_of)
            paid = (known.with_new_job(state.as_of, HOURS[0]) if job == NEW_JOB else known).with_wages(begins, pence, job)
            if outlook.is_met(paid, begins):
                yield Step(StepKind.EARN, begins, begins, pence=pence), paid
                return
        going_on = known.going_on(state.as_of)
        live = tuple(dict.fromkeys(r.job_id for r in going_on.jobs if r.end_date is None))
        first = outlook.first_met(going_on, state.as_of, _guesses(decision)) if live else None
        soonest = min(_guesses(decision), default=None)
        if first is not None:
            yield Step(StepKind.WORK_ON, begins, first, days=(first - state.as_of).days, subject=", ".join(live)), going_on
        if first is None or (soonest is not None and first > soonest):
            for hours in HOURS:
                new = known.with_new_job(state.as_of, hours)
                day = outlook.first_met(new, state.as_of, _guesses(decision))
                if day is not None and (first is None or day < first):
                    yield Step(StepKind.NEW_WORK, begins, day, days=(day - state.as_of).days, name=str(hours)), new
                    return

    def _show(self, state: State, decision: ClaimDecision) -> Iterator[tuple[Step, State, ClaimDecision]]:
        """Evidence for every gap, or consent."""
        for ground in decision.grounds:
            if ground.status is not S.EVIDENCE_NEEDED:
                continue
            known, step = state.known, Step(StepKind.CONSENT, state.as_of, state.as_of, name=ground.term)
            if ground.gaps:
                gaps = merged(ground.gaps)
                step = replace(step, kind=StepKind.EVIDENCE, gaps=gaps)
                known = known.with_evidence(gaps, state.as_of)
            elif ground.code is GroundCode.CONSENT:
                known = known.with_fact(decision.journey_id, "consent_to_contact_employer", True)
            else:
                return
            yield from self._tried(step, replace(state, known=known), decision)

    def _amend(self, state: State, decision: ClaimDecision) -> Iterator[tuple[Step, State, ClaimDecision]]:
        if decision.claim is None or decision.price is None:
            return
        amount = decision.price.highest
        claim = replace(decision.claim, amount_pence=amount)
        step = Step(StepKind.AMEND, state.as_of, state.as_of, pence=amount)
        yield from self._tried(step, replace(state, known=state.known.with_claim(claim, claim.claim_id)), decision)

    def _claim(self, kind: StepKind, state: State, decision: ClaimDecision) -> Iterator[tuple[Step, State, ClaimDecision]]:
        claim_id = f"{NEW_CLAIM}{state.claim_id}"
        family = decision.contract.partition("@")[0]
        claim = Claim(claim_id, decision.journey_id, family, decision.outcome, state.as_of, sum_of(decision.price))
        step = Step(kind, state.as_of, state.as_of, last_start=decision.window.closes, pence=claim.amount_pence or 0)
        yield from self._tried(step, replace(state, known=state.known.with_claim(claim), claim_id=claim_id), decision)

    # ---------------------------------------------------------------------------------------- what is undetermined

    def _settle(self, state: State, decision: ClaimDecision) -> Iterator[tuple[Step, State, ClaimDecision]]:
        """A fact is recorded; failing that a silence is settled, or a person in a role decides."""
        for ground in decision.grounds:
            if ground.status is S.UNDETERMINED:
                yield from self._by_ground(state, decision, ground)
        decisive = sorted(
            decision.decision.decisive, key=lambda one: (one.kind is Unsettled.SILENCE, one.kind is Unsettled.JOB_FACT)
        )
        for thing in decisive:
            for value in _best(thing):
                yield from self._read_as(state, decision, thing, value)
        for matter in decision.open_matters:
            if any(s.name == matter.name for s in state.desk.plans[decision.contract.partition("@")[0]].claim_silences):
                for value, statuses in sorted(matter.readings, key=lambda one: min(_PROGRESS.get(s, 9) for s in one[1])):
                    if any(status in _PROGRESS for status in statuses):
                        yield from self._silence(state, decision, matter.name, value)

    def _by_ground(self, state: State, decision: ClaimDecision, ground: Ground) -> Iterator[tuple[Step, State, ClaimDecision]]:
        now, known = state.as_of, state.known
        record = Step(StepKind.RECORD, now, now)
        if ground.code is GroundCode.DATE_OF_CLAIM and decision.claim and decision.window.opens:
            day = max(decision.window.opens, min(now, decision.window.closes or now))
            claim = replace(decision.claim, claimed_on=day)
            step = replace(record, name="claimed_on", value=day.isoformat())
            yield from self._tried(step, replace(state, known=known.with_claim(claim, claim.claim_id)), decision)
        elif ground.code is GroundCode.EMPLOYER_UNKNOWN:
            step = replace(record, name="supply_chain", value="no", subject=ground.other)
            yield from self._tried(step, replace(state, known=known.with_employer(ground.other, False)), decision)
        elif ground.code is GroundCode.EMPLOYER and decision.claim:
            override = Override(decision.claim.claim_id, ground.term, Verdict.MET, "commissioner", "decided", now)
            step = Step(StepKind.OVERRIDE, now, now, name=ground.term, subject=ground.other)
            yield from self._tried(step, replace(state, known=known.with_override(override)), decision)
        elif ground.code is GroundCode.PAYMENT_GROUP:
            for group in ("core", "advanced", "intense"):
                step = replace(record, name="payment_group", value=group)
                yield from self._tried(
                    step, replace(state, known=known.with_fact(decision.journey_id, "payment_group", group)), decision
                )

    def _read_as(
        self, state: State, decision: ClaimDecision, thing: Decisive, words: str
    ) -> Iterator[tuple[Step, State, ClaimDecision]]:
        now, known = state.as_of, state.known
        if thing.kind is Unsettled.SILENCE:
            yield from self._silence(state, decision, thing.name, words)
            return
        step = Step(StepKind.RECORD, now, now, name=thing.name, value=words, subject=thing.subject)
        if thing.kind is Unsettled.JOB_FACT:
            # Readings that come to the same are one: the first of them stands for all.
            label = words.split(" or ", maxsplit=1)[0]
            of = {FOR: FAVOURABLE, AGAINST: UNFAVOURABLE}.get(label, {})
            value: object = of.get(thing.name, label)
            known = known.with_job_fact(thing.subject, thing.name, value)
        else:
            fact = value_of(words)
            if fact is None:
                return
            known = known.with_fact(decision.journey_id, thing.name, fact)
        yield from self._tried(step, replace(state, known=known), decision)

    def _silence(
        self, state: State, decision: ClaimDecision, name: str, reading: str
    ) -> Iterator[tuple[Step, State, ClaimDecision]]:
        family = decision.contract.partition("@")[0]
        plans = {**state.desk.plans, family: read_as(state.desk.plans[family], {name: reading})}
        desk = Desk(plans, state.desk.engine, state.desk.otherwise)
        step = Step(StepKind.SETTLE, state.as_of, state.as_of, name=name, value=reading)
        yield from self._tried(step, replace(state, desk=desk), decision)


def _guesses(decision: ClaimDecision) -> Iterator[date]:
    """The earliest days in the best case."""
    of = decision.decision
    yield from (day for day in dict.fromkeys((of.earliest, of.date_from, of.date_to)) if day is not None)


def _open(decision: ClaimDecision) -> int:
    """How much is open: what decides the outcome, what decides the claim, and everything that stands against it."""
    return len(decision.decision.decisive) + len(decision.open_matters) + len(decision.grounds)


def _best(thing: Decisive) -> list[str]:
    """The readings of one thing under which the outcome may be met, the surest first."""

    def rank(verdicts: tuple[Verdict, ...]) -> int:
        if set(verdicts) == {Verdict.MET}:
            return 0
        if set(verdicts) <= {Verdict.MET, Verdict.NOT_YET}:
            return 1
        return 2 if {Verdict.MET, Verdict.NOT_YET, Verdict.UNDETERMINED} & set(verdicts) else 3

    return [words for words, verdicts in sorted(thing.verdicts, key=lambda one: rank(one[1])) if rank(verdicts) < 3]


def value_of(words: str) -> FactValue:
    """The value that stands for words of a decision: ``yes``, ``18 or more``, ``under 18``, ``before 2018-03-13``, ``uc``."""
    if words in ("yes", "no"):
        return words == "yes"
    if words == "another":
        return None
    first, _, rest = words.partition(" ")
    if first == "under" and rest.isdigit():
        return int(rest) - 1
    if first == "before":
        return date.fromisoformat(rest) - timedelta(days=1)
    if rest in ("or more", "or later"):
        return int(first) if first.isdigit() else date.fromisoformat(first)
    return words
