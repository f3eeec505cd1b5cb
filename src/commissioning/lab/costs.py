"""Costs to serve a person by payment group, read from a file like a price list."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from commissioning.domain.incentives import Costs
from commissioning.errors import Place, Problem, Refused
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import read_yaml
from commissioning.places import shipped
from commissioning.terms.scalars import Money, Name, Sentence
from commissioning.terms.settings import Marked, Strict


class _Groups(Strict):
    core: Money
    advanced: Money
    intense: Money


class _CostFile(Marked):
    """Costs to serve: pounds for one person from start to end, by payment group, with where they come from."""

    costs: Name
    title: Sentence
    groups: _Groups
    not_recorded: Money = Field(description="What is taken where the payment group is not recorded.")


def load_costs(path: Path | None, shown_as: str = "") -> Costs:
    """The costs in a file (the illustrative ones if none is given). Raises :class:`~commissioning.errors.Refused`."""
    file = read_yaml(
        path or shipped("rules") / "costs" / "illustrative.yaml", shown_as or (path.name if path else "rules/costs")
    )
    if not isinstance(file.tree, dict):
        problem = Problem("C120", "is not a file of costs to serve", "see rules/costs for the form", Place(file.file))
        raise Refused(file.problems or [problem])
    model, problems = validated(_CostFile, file.tree, file.origin())
    if model is None or file.problems:
        raise Refused([*file.problems, *problems])
    backing = model.provenance()
    if backing is None:
        message = "costs to serve do not say where they come from"
        raise Refused(file.origin().problem("C040", message, "add 'source', 'assumed' or 'illustrative'", ("costs",)))
    groups = {name: int(getattr(model.groups, name)) for name in ("core", "advanced", "intense")}
    why = backing.why or f"{backing.document}, {backing.clause or backing.quote}"
    return Costs(model.costs, model.title, groups, int(model.not_recorded), not backing.is_sourced, why)
