"""A comparison in words: models by letter, what decided a flip with its clause, and what a comparison must say of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from commissioning.domain.comparisons import ABSENT, NOT_RECORDED, Basis, Cause, Comparison, Figure, Flip, Witness
from commissioning.domain.decisions import Unsettled
from commissioning.domain.money import Pence, pounds
from commissioning.domain.reasons import BEFORE_START, MEANINGS, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import words
from commissioning.reports.figures import capital, sums
from commissioning.terms.areas import area_names

BREAKDOWNS = {
    "payment_group": "Payment group",
    "area": "Area",
    "provider": "Provider",
    "disabled": "Disabled",
    "long_term_health_condition": "Long-term health condition",
}
"""The breakdowns by the column they go by."""

ASSUMED = "every job of which it is not recorded whether it reflects the person's needs is taken to reflect them"
"""What the second basis takes."""

BOTH_WAYS = "A missing fact is shown both ways."

UNIT_COSTS = "Outcome payments only: no service fee and no cost of delivery is in them."


def letter(position: int) -> str:
    """``A`` for the first model; after ``Z`` come ``A2``, ``B2``."""
    round_, place = divmod(position, 26)
    return chr(ord("A") + place) + (str(round_ + 1) if round_ else "")


def verdict(name: str) -> str:
    """A verdict, or that there is no such outcome."""
    return "no such outcome" if name == ABSENT else words.VERDICTS[Verdict(name)]


def group(breakdown: str, name: str) -> str:
    """A group of a breakdown as a reader meets it."""
    if name == NOT_RECORDED:
        return "not recorded"
    return area_names().get(name, name) if breakdown == "area" else name


def groups(comparison: Comparison, breakdown: str) -> list[str]:
    """The groups of a breakdown in the order of reports: payment groups from core on, all else by name, the unrecorded last."""
    known = {name: str(i) for i, name in enumerate(("core", "advanced", "intense"))}
    return sorted(comparison.groups(breakdown), key=lambda g: (g == NOT_RECORDED, known.get(g, ""), group(breakdown, g)))


def cause(of: Cause, plans: Sequence[Plan]) -> str:
    """What decided on the side that did worse, in a few words: ``Hours per week``, ``silence: where the window lies``."""
    plan = plans[of.side]
    if of.absent:
        return "The contract has no such outcome"
    if of.unsettled:
        more = "; and a missing fact" if of.code is ReasonCode.SILENCE_AND_MISSING_FACT else ""
        return "; ".join(_open(kind, name) for kind, name in of.unsettled) + more
    titles = " and ".join(_title(term, plan) for term in of.terms)
    if of.code in _ALONE:
        return capital(MEANINGS[of.code]) if of.code else titles
    return f"{titles}{_MORE.get(of.code, '') if of.code else ''}"


_ALONE = (ReasonCode.NO_START_DATE, ReasonCode.TOO_MANY_UNKNOWN_FACTS)
"""Reasons that no term gives."""


_MORE = {
    ReasonCode.REACHED_OUTSIDE_WINDOW: ": enough work, but outside the window",
    ReasonCode.CAN_STILL_BE_MET: ": not yet",
    ReasonCode.MISSING_FACT: ": what it asks for is not recorded",
    ReasonCode.SILENCE_AND_MISSING_FACT: ": what it asks for is not recorded",
}
"""What is said of a term beside its title."""


def _title(term: str, plan: Plan) -> str:
    return "Work that began before the start date" if term == BEFORE_START else words.title(term, plan)


def _open(kind: Unsettled, name: str) -> str:
    if kind is Unsettled.SILENCE:
        return f"Not said: {words.silence(name)}"
    what = words.of_job(name) if kind is Unsettled.JOB_FACT else words.fact_name(name)
    return f"Not recorded: {'whether ' if kind is Unsettled.JOB_FACT else ''}{what}"


def terms_of(of: Cause, plans: Sequence[Plan]) -> tuple[str, ...]:
    """The ids of the terms at fault that the contract has; of a silence the term that is silent."""
    plan = plans[of.side]
    silent = {silence.name: silence.term for silence in plan.silences}
    found = (*of.terms, *(silent[name] for kind, name in of.unsettled if kind is Unsettled.SILENCE and name in silent))
    known = {note.term for note in plan.notes}
    return tuple(dict.fromkeys(term for term in found if term in known))


def backing(of: Cause, plans: Sequence[Plan]) -> str:
    """The clause and its source behind a flip: what the term says, and the document that says so."""
    plan = plans[of.side]
    parts = []
    for term in terms_of(of, plans):
        source = words.clause(term, plan)
        parts.append(
            f"{plan.note(term).words} {source}{'' if source.endswith('.') else '.'}" if source else plan.note(term).words
        )
    return " ".join(parts)


@dataclass
class Group:
    """Flips of every outcome that go one way for one cause."""

    before: str
    after: str
    cause: Cause
    counts: dict[str, int] = field(default_factory=dict)
    least: Pence = 0
    most: Pence = 0
    resting: int = 0
    who: dict[str, None] = field(default_factory=dict)
    witness: Witness | None = None
    outcome: str = ""
    complete: bool = True

    @property
    def count(self) -> int:
        """How many outcomes."""
        return sum(self.counts.values())


def grouped(flips: Iterable[Flip], first: int, second: int) -> list[Group]:
    """The flips of one pair of models by direction and cause; those that bring or take an outcome first, by money."""
    found: dict[tuple[str, str, Cause], Group] = {}
    for flip in flips:
        move = flip.move
        if (move.first, move.second) != (first, second):
            continue
        key = (move.before, move.after, move.cause)
        one = found.setdefault(key, Group(*key))
        one.counts[move.outcome] = flip.count
        one.least += flip.least
        one.most += flip.most
        one.resting += flip.resting
        one.complete = one.complete and len(flip.who) == flip.count
        one.who.update(dict.fromkeys(flip.who))
        if flip.witness is not None and (one.witness is None or _size(flip.witness) < _size(one.witness)):
            one.witness, one.outcome = flip.witness, move.outcome
    return sorted(found.values(), key=lambda g: (Verdict.MET not in (g.before, g.after), -abs(g.least), -g.count))


def _size(witness: Witness) -> tuple[int, int, int]:
    return witness.rows, witness.days, witness.position


def people(one: Group) -> str:
    """How many journeys a group is of; blank where they were too many to be listed."""
    return f"{len(one.who):,}" if one.complete else ""


def change(least: Pence, most: Pence) -> str:
    """A difference in money with its sign: ``+£700.00``, ``−£150.00``, ``no change``."""
    if least == most == 0:
        return "no change"
    if least == most:
        return f"+{pounds(least)}" if least > 0 else pounds(least)
    return f"{change(least, least)} to {change(most, most)}"


def due(figure: Figure) -> str:
    """What is due, or its range."""
    return sums(figure.least, figure.most)


def unit_cost(total: Pence, number: int) -> Pence | None:
    """Whole pence for each of a number of things, halves rounded up; None where there are none of them."""
    return (2 * total + number) // (2 * number) if number else None


def costs(comparison: Comparison, model: int, basis: Basis | None = None) -> list[tuple[str, int, Pence | None]]:
    """What is paid for each start, each person in a job and each sustained outcome: what, how many, pence (lowest)."""
    total = comparison.total(model, basis)
    counts = (
        ("for each start", comparison.starts),
        ("for each person who began a job", comparison.in_work),
        ("for each sustained outcome met", total.sustained),
    )
    return [(what, number, unit_cost(total.all.least, number)) for what, number in counts]


def told(witness: Witness, plans: Sequence[Plan]) -> tuple[str, str]:
    """The two decisions of a witness in words."""
    first, second = (_told(d, plan) for d, plan in zip((witness.first, witness.second), plans, strict=True))
    return first, second


def _told(decision: object, plan: Plan) -> str:
    from commissioning.domain.decisions import Decision

    if not isinstance(decision, Decision):
        return "no such outcome"
    said = words.verdict(decision)
    return f"{said}. {words.reason(decision, plan)}" if decision.verdict in (Verdict.NOT_MET, Verdict.UNDETERMINED) else said


def cautions(comparison: Comparison, plans: Sequence[Plan], set_aside: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What must be said of every comparison: a head and a sentence."""
    if any(plan.prices.illustrative and plan.is_priced for plan in plans):
        yield (
            "Prices are illustrative.",
            "No price of any model is published, and one list serves all of them, so that money moves only by terms. "
            "No sum here is an amount that anyone has agreed to pay.",
        )
    if set_aside:
        yield (
            "Referral dates are set aside.",
            "These models followed each other, so that no journey could be referred to all of them: the term that bounds "
            "referrals in time is left out of each, and every decision says so. Ask with --as-dated to keep it.",
        )
    if comparison.basis is Basis.ASSUMED:
        letters = ", ".join(letter(i) for i, model in enumerate(comparison.models) if model.assumed)
        yield (
            BOTH_WAYS,
            f"{letters} ask{'s' if len(letters) == 1 else ''} that a job reflect the person's needs. Where that is not "
            f"recorded the outcome is undetermined “as recorded”; “if assumed”, {ASSUMED}.",
        )
    for plan in plans:
        said = [
            text for text in words.recorded(plan) if not (set_aside and text.endswith("set aside") and _ours(text, set_aside))
        ]
        if said:
            yield f"{words.model(plan)}:", f"assumed or set aside by the user: {'; '.join(said)}."


def _ours(text: str, set_aside: Sequence[str]) -> bool:
    return text.removesuffix(" set aside") in {one.rpartition(":")[2] for one in set_aside}
