"""The claims desk: every claim, and every unclaimed outcome, of the journeys of a caseload on one day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import product

from commissioning.claims.clients import Clients
from commissioning.claims.judging import Asked, Other, judge, looking
from commissioning.claims.overriding import Overridden, overridden
from commissioning.claims.prices import Standing, is_for
from commissioning.claims.relied import Found, Worlds, found_in
from commissioning.claims.uniting import Reading, united
from commissioning.domain.claim_decisions import ClaimDecision
from commissioning.domain.claims import ClaimBook
from commissioning.domain.decisions import Decision, Setting, Unsettled
from commissioning.domain.explanations import Explanation
from commissioning.domain.journeys import Caseload, Claim, Journey
from commissioning.domain.money import Pence
from commissioning.domain.periods import Runs, union
from commissioning.domain.provenance import Caveat
from commissioning.domain.verdicts import Verdict, conjunction
from commissioning.engines.case import Case, CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.explaining import explain
from commissioning.engines.interface import Engine
from commissioning.engines.lookup import NoValue
from commissioning.engines.tables import Table
from commissioning.engines.worlds import JobReadings, settings_of
from commissioning.plan.claim_nodes import PriceCap, VolumePrices
from commissioning.plan.plan import Plan

ByKey = Mapping[tuple[str, str, str, str], Standing]
"""Where claims stand among the others, by the key of their decision; what is not there stands alone."""


@dataclass(frozen=True)
class Ask:
    """One thing to decide, with its worlds, in which the missing facts of *jobs* are read in every way that matters."""

    asked: Asked
    worlds: Worlds
    jobs: tuple[JobReadings, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """As :attr:`ClaimDecision.key`."""
        claim = self.asked.claim
        decision = self.asked.decision
        return decision.journey_id, decision.contract, decision.outcome, claim.claim_id if claim else ""


class Desk:
    """Decides claims under plans, which are given by the contract's own id; *otherwise* is for journeys that name none."""

    def __init__(self, plans: Mapping[str, Plan], engine: Engine, otherwise: Collection[str] = ()) -> None:
        self.plans = plans
        self.engine = engine
        self.otherwise = tuple(otherwise)
        self.clients = Clients()
        self._deciders: dict[tuple[int, bool], tuple[Plan, Decider]] = {}
        self._readings: dict[int, tuple[Plan, tuple[dict[str, str], ...]]] = {}

    def decide(self, caseload: Caseload, book: ClaimBook, as_of: date) -> list[ClaimDecision]:
        """Every decision, journey by journey in input order; prices by volume and caps are reckoned over the whole caseload."""
        asks = list(self.asks(caseload, book, as_of))
        return list(self.decided(asks, self.standings(asks)))

    def decided(self, asks: Iterable[Ask], standings: ByKey) -> Iterator[ClaimDecision]:
        """The decisions of asks whose standing among others is known."""
        for ask in asks:
            yield self._united(ask, standings.get(ask.key, Standing()))

    def asks(self, caseload: Caseload, book: ClaimBook, as_of: date) -> Iterator[Ask]:
        """Everything there is to decide."""
        yield from _Asking(self, caseload, book, as_of).all()

    def decider(self, plan: Plan, *, readings: bool = False) -> Decider:
        """The decider of a plan, made once; with *readings* its decisions carry the verdict under each."""
        key = (id(plan), readings)
        found = self._deciders.get(key)
        if found is None:
            found = self._deciders[key] = (plan, Decider(plan, self.engine, readings=readings))
        return found[1]

    def table(self, plan: Plan, case: Case) -> Table:
        """The worlds of a case under a plan, without the readings of silences that cannot matter to it."""
        return self.decider(plan).few.table(case)

    def explained(self, plan: Plan, case: Case, *, first_only: bool = False) -> Explanation:
        """The explanation of a case under the readings that can matter to it, or under the first listed alone."""
        every = self.decider(plan, readings=True)
        decider = copy(every)
        decider.settled = every.settled[:1] if first_only else self.table(plan, case).settled
        return explain(decider, case)

    # --------------------------------------------------------------------------------------------------- one decision

    def _united(self, ask: Ask, standing: Standing) -> ClaimDecision:
        asked = replace(ask.asked, standing=standing)
        readings: dict[tuple[int, Found], Reading] = {}
        caveats: list[Caveat] = []
        different = dict.fromkeys(found for _, found in ask.worlds)
        for number, chosen in enumerate(self._claim_readings(asked.plan)):
            for found in different:
                look = looking(asked, found, chosen)
                readings[number, found] = Reading(number, found, judge(asked, found, look))
                caveats += look.caveats
        return united(asked, list(readings.values()), caveats, partial(self._settings, ask))

    def _settings(self, ask: Ask) -> list[tuple[tuple[Setting, ...], int, Found]]:
        """How everything is read in every world under every reading of claims' silences, the number of that reading, and what
        is found there."""
        worlds = [(settings_of(world, ask.jobs), found) for world, found in ask.worlds]
        return [
            ((*settings, *(Setting(Unsettled.SILENCE, name, value) for name, value in chosen.items())), number, found)
            for number, chosen in enumerate(self._claim_readings(ask.asked.plan))
            for settings, found in worlds
        ]

    def _claim_readings(self, plan: Plan) -> tuple[dict[str, str], ...]:
        found = self._readings.get(id(plan))
        if found is None or found[0] is not plan:
            found = self._readings[id(plan)] = (plan, tuple(_readings(plan)))
        return found[1]

    # ------------------------------------------------------------------------------------------- standing among others

    def standings(self, asks: list[Ask]) -> dict[tuple[str, str, str, str], Standing]:
        """The rank of each outcome where prices go by volume, and what caps leave for each claim."""
        ranks = self._ranks(asks)
        capped = [plan for plan in self.plans.values() if any(isinstance(node, PriceCap) for node in plan.claims)]
        if not capped:
            return ranks
        left: dict[tuple[str, ...], Pence] = {}
        found = dict(ranks)
        names = {plan.contract for plan in capped}
        in_order = [(i, ask) for i, ask in enumerate(asks) if ask.asked.plan.contract in names]
        for _, ask in sorted(in_order, key=lambda pair: (pair[1].asked.claimed or ask_day(pair[1]), pair[0])):
            first = self._united(ask, ranks.get(ask.key, Standing()))
            room: Pence | None = None
            caps = list(_caps(ask, first))
            for pot, most in caps:
                left.setdefault(pot, most)
                room = left[pot] if room is None else min(room, left[pot])
            found[ask.key] = replace(ranks.get(ask.key, Standing()), left=room)
            due = self._united(ask, found[ask.key]).due
            for pot, _ in caps:
                left[pot] -= due.highest if due else 0
        return found

    def _ranks(self, asks: list[Ask]) -> dict[tuple[str, str, str, str], Standing]:
        by_volume = {p.contract for p in self.plans.values() if any(isinstance(n, VolumePrices) for n in p.claims)}
        found: dict[tuple[str, str, str, str], Standing] = {}
        for contract in by_volume:
            nodes = [n for n in self.plans[contract.partition("@")[0]].claims if isinstance(n, VolumePrices)]
            mine: dict[tuple[str, str], tuple[int, int, list[Ask]]] = {}
            for position, ask in enumerate(asks):
                of = ask.asked.decision
                counted = of.contract == contract and any(is_for(n.whose, of.outcome, ask.worlds[0][1].ways) for n in nodes)
                if counted and of.verdict is Verdict.MET and not ask.asked.before:
                    key = (of.journey_id, of.outcome)
                    mine.setdefault(key, (ask.worlds[0][1].day or 0, position, []))[2].append(ask)
            for rank, (_, _, same) in enumerate(sorted(mine.values(), key=lambda one: one[:2]), start=1):
                found.update({ask.key: Standing(rank) for ask in same})
        return found


def ask_day(ask: Ask) -> int:
    """The day by which an unclaimed outcome, or a claim without a date, takes its turn: the as-of date."""
    return ask.asked.case.as_of


def _caps(ask: Ask, first: ClaimDecision) -> Iterator[tuple[tuple[str, ...], Pence]]:
    plan = ask.asked.plan
    ways = ask.worlds[0][1].ways
    for node in plan.claims:
        if isinstance(node, PriceCap) and is_for(node.whose, first.outcome, ways):
            look = looking(ask.asked, ask.worlds[0][1], next(iter(_readings(plan))))
            try:
                most = look(node.most)
            except NoValue:
                continue
            yield (plan.contract, node.term, *((first.journey_id,) if node.per == "journey" else ())), most


def _readings(plan: Plan) -> Iterator[dict[str, str]]:
    names = [silence.name for silence in plan.silences_of_claims]
    for chosen in product(*(silence.readings for silence in plan.silences_of_claims)):
        yield dict(zip(names, chosen, strict=True))


_Decided = tuple[Case, tuple[Decision, ...], list[Worlds], tuple[JobReadings, ...]]
"""A case, what was decided of each of its outcomes, and what each rests on in every world."""


class _Asking:
    """Everything there is to decide of one caseload."""

    def __init__(self, desk: Desk, caseload: Caseload, book: ClaimBook, as_of: date) -> None:
        self._desk, self._caseload, self._book, self._as_of = desk, caseload, book, as_of
        self._cases = CaseBook(caseload, as_of)
        self._decided: dict[tuple[str, int], _Decided] = {}
        self._journeys: dict[str, list[Journey]] = {}
        self._order: dict[str, int] = {}
        for journey in caseload.journeys:
            self._journeys.setdefault(journey.client_id, []).append(journey)
        for claims in caseload.claims.values():
            for claim in claims:
                self._order[claim.claim_id] = len(self._order)

    def all(self) -> Iterator[Ask]:
        for journey in self._caseload.journeys:
            yield from self._of(journey)

    def _of(self, journey: Journey) -> Iterator[Ask]:
        claims = self._known_claims(journey)
        own = (journey.contract,) if journey.contract else self._desk.otherwise
        for family in own:
            plan = self._desk.plans.get(family)
            if plan is not None:
                for position, outcome in enumerate(plan.outcomes):
                    mine = [c for c in claims if c.contract == plan.family and c.outcome == outcome.name]
                    yield from self._of_outcome(journey, plan, position, mine, unclaimed=True)
        for claim_family in dict.fromkeys(claim.contract for claim in claims):
            plan = self._desk.plans.get(claim_family)
            if plan is None or plan.family in own:
                continue
            for position, outcome in enumerate(plan.outcomes):
                mine = [c for c in claims if c.contract == plan.family and c.outcome == outcome.name]
                yield from self._of_outcome(journey, plan, position, mine, unclaimed=False)

    def _known_claims(self, journey: Journey) -> list[Claim]:
        """The claims made by the day, in the order in which they were made."""
        found = [c for c in self._caseload.claims.get(journey.journey_id, ()) if self._made(c) <= self._as_of]
        return sorted(found, key=self._turn)

    def _made(self, claim: Claim) -> date:
        return claim.claimed_on or self._as_of

    def _turn(self, claim: Claim) -> tuple[date, int]:
        return self._made(claim), self._order.get(claim.claim_id, 0)

    def _of_outcome(
        self, journey: Journey, plan: Plan, position: int, claims: list[Claim], *, unclaimed: bool
    ) -> Iterator[Ask]:
        case, decisions, worlds, jobs = self._deciding(journey, plan)
        decision, found = decisions[position], worlds[position]
        outcome_name = plan.outcomes[position].name
        allowed = max(decision.times, 1)
        standing: list[str] = []
        for claim in claims:
            ask = self._ask(journey, plan, position, claim)
            use_up = tuple(standing[-1:]) if len(standing) >= allowed else ()
            yield replace(ask, asked=replace(ask.asked, before=use_up))
            if not _void(claim, ask.worlds):
                standing.append(claim.claim_id)
        open_still = not claims or (decision.verdict is Verdict.MET and 0 < len(standing) < allowed)
        if unclaimed and open_still:
            others = self._others(journey, plan, outcome_name, None, found)
            yield Ask(Asked(plan, case, decision, self._book, None, (), others), found, jobs)

    def _ask(self, journey: Journey, plan: Plan, position: int, claim: Claim) -> Ask:
        """One claim, with its overrides in force."""
        overrides = self._book.overrides_of(claim.claim_id, self._as_of)
        left = overridden(plan, claim.outcome, overrides)
        case, decisions, worlds, jobs = self._deciding(journey, left.plan)
        decision, found = _forced(decisions[position], worlds[position], left, claim, case)
        used = tuple(o for o in overrides if o.term in {note.term for note in plan.notes})
        others = self._others(journey, plan, claim.outcome, claim, found)
        return Ask(Asked(plan, case, decision, self._book, claim, (), others, used, given=left.given), found, jobs)

    def _deciding(self, journey: Journey, plan: Plan) -> _Decided:
        key = (journey.journey_id, id(plan))
        found = self._decided.get(key)
        if found is None:
            case = self._cases.case(journey, plan.family)
            table = self._desk.table(plan, case)
            decisions = self._desk.decider(plan).decided(case, table)
            worlds = [found_in(table, position) for position in range(len(plan.outcomes))]
            found = self._decided[key] = (case, decisions, worlds, table.jobs)
        return found

    def _others(self, journey: Journey, plan: Plan, outcome: str, claim: Claim | None, found: Worlds) -> tuple[Other, ...]:
        """The earlier claims for the same client, on another journey or under another contract with the same payee."""
        if not any(one.days for _, one in found):
            return ()
        others = []
        for other_journey in self._journeys[journey.client_id]:
            for other in self._known_claims(other_journey):
                theirs = self._desk.plans.get(other.contract)
                same = other.contract == plan.family
                if theirs is None or (same and (other_journey is journey or other.outcome != outcome)):
                    continue
                if not same and theirs.payee != plan.payee:
                    continue
                if claim is not None and self._turn(other) >= self._turn(claim):
                    continue
                days = self._days(other_journey, theirs, other)
                if days:
                    others.append(Other(other.claim_id, theirs.family, days))
        return tuple(others)

    def _days(self, journey: Journey, plan: Plan, claim: Claim) -> Runs:
        position = next((i for i, outcome in enumerate(plan.outcomes) if outcome.name == claim.outcome), None)
        if position is None:
            return ()
        worlds = self._deciding(journey, plan)[2][position]
        return union(day for _, one in worlds[:1] for day in one.days)


def _void(claim: Claim, worlds: Worlds) -> bool:
    """Whether a claim was made before the outcome was reached, in every world: nothing can mend it, and it uses up nothing."""
    made = claim.claimed_on.toordinal() if claim.claimed_on else None
    return made is not None and all(
        found.verdict is Verdict.NOT_YET or (found.verdict is Verdict.MET and found.day is not None and made < found.day)
        for _, found in worlds
    )


def _forced(decision: Decision, worlds: Worlds, left: Overridden, claim: Claim, case: Case) -> tuple[Decision, Worlds]:
    """The decision with the verdicts that persons gave for terms of the outcome."""
    if left.given:
        made = claim.claimed_on.toordinal() if claim.claimed_on else case.as_of
        reached = Found(Verdict.MET, made)
        worlds = [(world, found if found.verdict is Verdict.MET else reached) for world, found in worlds]
        if decision.verdict is not Verdict.MET:
            day = date.fromordinal(made)
            decision = replace(decision, verdict=Verdict.MET, reached_on=day, earliest=None, decisive=(), times=1)
    if left.forced:
        worlds = [(world, _worse(found, left.forced)) for world, found in worlds]
        verdict = conjunction((decision.verdict, *left.forced))
        if verdict is not decision.verdict:
            decision = replace(decision, verdict=verdict, reached_on=None, earliest=None, times=0)
    return decision, worlds


def _worse(found: Found, forced: tuple[Verdict, ...]) -> Found:
    verdict = conjunction((found.verdict, *forced))
    return found if verdict is found.verdict else Found(verdict)
