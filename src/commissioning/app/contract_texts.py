"""The files that a contract rests on: kept with decisions, and made into a workspace again to decide under them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from commissioning.app.workspace import Workspace, compiled
from commissioning.errors import Exit, Refused
from commissioning.loading.contracts import CONTRACT_NAME, find_contracts
from commissioning.loading.rules import load_rules
from commissioning.places import shipped
from commissioning.store.canonical import digest, plain, plain_text

WORDS = frozenset({"caveats", "why"})
"""What parts of a plan say of where they come from: it decides nothing."""


def contract_texts(workspace: Workspace, contract_id: str) -> dict[str, str]:
    """The text of the contract's file, of each parent's, and of every shared rule, by the path it has in a project."""
    found: dict[str, str] = {}
    name: str | None = contract_id
    while name is not None:
        found[f"contracts/{name}/{CONTRACT_NAME}"] = workspace.paths[name].read_text(encoding="utf-8")
        name = workspace.contract(name).head.parent
    root = shipped("rules")
    for path in sorted(root.rglob("*.yaml")):
        found[f"rules/{path.relative_to(root).as_posix()}"] = path.read_text(encoding="utf-8")
    return found


def terms_hash(workspace: Workspace, contract_id: str) -> str:
    """The hash of what a contract says once compiled, with nothing assumed: the same terms in other words give it too."""
    plan, problems = compiled(workspace.rules, workspace.contract(contract_id))
    if plan is None:
        raise Refused([problem for problem in problems if problem.is_error])
    said = (plan.eligibility, plan.outcomes, plan.silences, plan.prices, plan.payee)
    return digest(plain_text(plain(said, WORDS)))


@contextmanager
def workspace_of(files: Mapping[str, str]) -> Iterator[Workspace]:
    """A workspace of contracts and rules as they were kept; it lasts as long as the context.

    Raises :class:`~commissioning.errors.Refused` where this version of the product can no longer read them.
    """
    with TemporaryDirectory(prefix="commissioning-") as folder:
        root = Path(folder)
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        rules, problems = load_rules(root / "rules")
        errors = [problem for problem in problems if problem.is_error]
        if errors:
            raise Refused(errors, Exit.USAGE)
        paths, notes = find_contracts([root / "contracts"])
        yield Workspace(replace(rules, contracts=paths), paths, notes)
