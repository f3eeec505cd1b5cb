"""Validation of claims by a sample: drawing it, with what is to be seen of each claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from commissioning.app.check import read_caseload
from commissioning.app.known import known_caseload
from commissioning.app.workspace import Options, Workspace, plans
from commissioning.claims.desk import Desk
from commissioning.claims.validation_draw import TooSmall, designed, drawn, frame, in_order
from commissioning.claims.validation_evidence import to_be_seen
from commissioning.claims.validation_recovery import Rule, rule_of
from commissioning.domain.money import Pence
from commissioning.domain.validation import (
    Allocation,
    Design,
    Draw,
    Framed,
    Method,
    Of,
    ToBeSeen,
)
from commissioning.engines.interface import engine
from commissioning.errors import Exit, Place, Problem, Refused, Severity, nearest, usage
from commissioning.loading.caseload import Read
from commissioning.plan.plan import Plan

WHOLE = 100_00


@dataclass(frozen=True)
class Asked:
    """How a sample is to be drawn; None is what the contracts say, or the usual.

    *size* is a number of claims, or *share* of them in basis points; *bands* and *take_all* are sums in pence.
    """

    seed: int
    size: int | None = None
    share: int | None = None
    of: Of | None = None
    method: Method | None = None
    allocation: Allocation = Allocation.PROPORTIONAL
    bands: tuple[Pence, ...] | None = None
    take_all: Pence | None = None
    apart_by: str = ""


@dataclass(frozen=True)
class Drawn:
    """A drawn sample with what is to be seen of each claim in it."""

    draw: Draw
    seen: Mapping[str, ToBeSeen]
    read: Read
    problems: tuple[Problem, ...]

    @property
    def exit_code(self) -> Exit:
        """0; 1 where rows of the input were left out."""
        return Exit.PROBLEMS if any(self.read.left_out.values()) else Exit.DECIDED


def draw(
    path: Path, workspace: Workspace, options: Options, as_of: date, asked: Asked, *, mapping: Path | None, strict: bool
) -> Drawn:
    """Draw a sample of the claims of an input. Raises :class:`~commissioning.errors.Refused` where none can be drawn."""
    read = read_claims(path, workspace, mapping, strict=strict)
    for name in options.contracts:
        workspace.contract(name)
    claims_of = Frames(read, as_of, asked.apart_by, options.contracts)
    chosen, problems = plans_of(workspace, options, claims_of.contracts())
    rules = [rule_of(plan, as_of, {}) for plan in chosen.values()]
    of = asked.of or Of(_shared(rules, "of") or Of.PAID)
    method = asked.method or Method(_shared(rules, "method") or Method.STRATIFIED)
    problems += _otherwise(chosen, rules, of, method)
    claims, without = claims_of(of)
    if without:
        problems.append(_without_sum(without))
    if not claims:
        raise _no_claims(of, as_of)
    size = asked.size if asked.size is not None else -(-(asked.share or 0) * len(claims) // WHOLE)
    if method is Method.SIMPLE and (asked.bands is not None or asked.take_all is not None):
        remedy = "leave --bands and --take-all out, or say --method stratified"
        raise usage("U172", "a simple draw has no bands of size", remedy)
    if asked.bands is not None and not in_order(asked.bands):
        raise usage("U172", "the sums at which bands begin must rise, the first above nothing", "write --bands 500,1000")
    plain = Design(as_of, of, method, asked.allocation, size, asked.seed, "", (), None, asked.apart_by, options.contracts)
    design = designed(claims, plain, bands=asked.bands, take_all=asked.take_all)
    found = drawn_of(claims, design)
    desk = Desk({name: plan for name, plan in chosen.items() if plan.outcomes}, engine("reference"))
    caseload = known_caseload(read, chosen.values(), as_of, None)
    seen = to_be_seen(desk, caseload, read.claim_book, as_of, [claim.claim_id for claim in found.claims])
    return Drawn(found, seen, read, (*read.problems, *problems))


def read_claims(path: Path, workspace: Workspace, mapping: Path | None, *, strict: bool) -> Read:
    """The input, with the further facts of every contract at hand."""
    ids = [*workspace.ids("national"), *workspace.ids("local")]
    return read_caseload(path, workspace, ids, mapping, strict=strict)


@dataclass(frozen=True)
class Frames:
    """The frames that can be made of one input."""

    read: Read
    as_of: date
    apart_by: str
    only: tuple[str, ...]

    def __call__(self, of: Of) -> tuple[tuple[Framed, ...], int]:
        """The frame, and how many claims have no sum."""
        book = self.read.claim_book
        return frame(self.read.caseload, book, self.as_of, of, apart_by=self.apart_by, contracts=self.only)

    def contracts(self) -> tuple[str, ...]:
        """The contracts that claims name."""
        named = (claim.contract for rows in self.read.caseload.claims.values() for claim in rows)
        return tuple(name for name in dict.fromkeys(named) if not self.only or name in self.only)


def plans_of(workspace: Workspace, options: Options, named: Iterable[str]) -> tuple[dict[str, Plan], list[Problem]]:
    """The plans of the contracts that claims name, and a warning for each that there is not."""
    wanted = list(named)
    known = tuple(name for name in wanted if name in workspace.paths)
    found = plans(workspace, replace(options, contracts=known, local=False, of_claims=True)) if known else []
    problems = [
        Problem(
            "D071",
            f"claims name the contract '{name}', and there is none of that id: what it asks and recovers is not known",
            nearest(name, workspace.paths) or "correct the column 'contract' of claims, or add the contract with --contracts",
            Place("claims"),
            severity=Severity.WARNING,
        )
        for name in wanted
        if name not in known
    ]
    return {plan.family: plan for plan in found}, problems


def _shared(rules: Sequence[Rule], name: str) -> str | None:
    """What every contract that says it says; None where none does, or they differ."""
    said = {word for rule in rules if (word := rule.said(getattr(rule.node, name))) is not None}
    return said.pop() if len(said) == 1 else None


def _otherwise(chosen: Mapping[str, Plan], rules: Sequence[Rule], of: Of, method: Method) -> list[Problem]:
    """A warning for each contract that has claims sampled otherwise."""
    found = []
    for name, rule in zip(chosen, rules, strict=True):
        for asked, said in ((of, rule.said(rule.node.of)), (method, rule.said(rule.node.method))):
            if said not in (None, asked):
                message = f"{name} says that the sample is '{said}', and it is drawn '{asked}' ({rule.node.term})"
                remedy = "draw it as the contract says, or be ready to say why not"
                found.append(Problem("D090", message, remedy, severity=Severity.WARNING))
    return found


def _without_sum(number: int) -> Problem:
    claims = "1 claim has" if number == 1 else f"{number:,} claims have"
    message = f"{claims} no sum claimed and cannot be drawn: nothing that is extrapolated speaks of them"
    remedy = "fill in amount_pence, or draw from claims paid"
    return Problem("D089", message, remedy, Place("claims"), severity=Severity.WARNING)


def _no_claims(of: Of, as_of: date) -> Refused:
    if of is Of.PAID:
        message = f"there is no claim on which money stands paid on {as_of.isoformat()}"
        return usage("U170", message, "check --as-of and the table payments, or draw from claims made with --of claimed")
    message = f"there is no claim made by {as_of.isoformat()} that has a sum"
    return usage("U170", message, "check --as-of and the table claims")


def drawn_of(claims: Sequence[Framed], design: Design) -> Draw:
    """The sample a design gives of a frame. Raises a refusal (U171) where it cannot reach every stratum."""
    try:
        return drawn(claims, design)
    except TooSmall as small:
        strata = "1 stratum" if small.strata == 1 else f"{small.strata} strata"
        message = f"a sample of {design.size} leaves {small.left} for {strata}, and each needs one"
        remedy = "draw more, name fewer --bands, raise --take-all, or draw for one contract at a time with --contract"
        raise usage("U171", message, remedy) from None
