"""Designs: plans of a contract with values changed, from the command line or from a file, read as every command is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from commissioning.app.workspace import Options, Workspace, of_clients, plans
from commissioning.errors import Refused, usage
from commissioning.lab.variants import Design, Variant, parse_change
from commissioning.loading.contracts import CONTRACT_NAME, load_contract
from commissioning.places import shown
from commissioning.plan.plan import Plan
from commissioning.terms.contract import Contract


@dataclass(frozen=True)
class Designed:
    """A contract's plan as it stands, and as a design changes it (the same where nothing is changed)."""

    base: Plan
    plan: Plan
    contract: Contract
    changes: Variant
    settings: tuple[str, ...]
    """What is changed, in the user's words."""


def designed(
    workspace: Workspace, options: Options, contract: str, sets: Sequence[str] = (), variation: Path | None = None
) -> Designed:
    """The contract asked for (``ID`` or ``ID@DATE``), and a design of it. Raises :class:`~commissioning.errors.Refused`."""
    asked = replace(options, contracts=(contract,), local=False)
    base = of_clients(plans(workspace, asked), asked)[0]
    changes = tuple(parse_change(text) for text in sets)
    own = workspace.contract(base.family)
    if variation is not None:
        own = _varied(workspace, base.family, variation)
        if changes:
            raise usage(
                "U078", "a design is given both as a file and by --set", "put the changes into the file, or leave it out"
            )
    elif changes:
        own = Design(own, workspace.rules).variant(changes)
    else:
        return Designed(base, base, own, (), ())
    settings = tuple(str(change) for change in changes) or (f"as {shown(variation)} says" if variation else "",)
    return Designed(
        base, design_plan(workspace, options, contract, own, "what-if", ", ".join(settings)), own, changes, settings
    )


def design_plan(workspace: Workspace, options: Options, contract: str, own: Contract, label: str, said: str) -> Plan:
    """The plan of a variant, read as the user asks; decisions name it ``ID+LABEL``, journeys the contract's id."""
    family, at, day = contract.partition("@")
    named = replace(own, head=own.head.model_copy(update={"contract": family}))
    asked = replace(options, contracts=(contract,), local=False)
    plan = of_clients(plans(workspace.having(named), asked), asked)[0]
    return replace(plan, contract=f"{family}+{label}{at}{day}", title=f"{plan.title}, what if {said}")


def _varied(workspace: Workspace, family: str, path: Path) -> Contract:
    """The contract in a file that names *family* as its parent, or a whole contract of that id."""
    file = path / CONTRACT_NAME if path.is_dir() else path
    contract, problems = load_contract(file, workspace.rules, shown(file))
    errors = [problem for problem in problems if problem.is_error]
    if contract is None or errors:
        raise Refused(errors)
    if family not in (contract.id, contract.head.parent):
        raise usage("U079", f"the variation in {shown(file)} is not one of {family}", f"write `parent: {family}` at its head")
    return contract
