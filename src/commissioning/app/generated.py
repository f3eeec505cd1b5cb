"""Everything that is written from the code and the contracts: readings of contracts and reference pages.

    python -m commissioning.app.generated FOLDER

writes them into a clone of the project; a test holds that they are up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from commissioning.app.contracts import in_words
from commissioning.app.reference.cases import cases
from commissioning.app.reference.claims import claims
from commissioning.app.reference.commands import commands
from commissioning.app.reference.conditions import conditions
from commissioning.app.reference.contracts import contracts
from commissioning.app.reference.fidelity import fidelity
from commissioning.app.reference.forecast import forecast
from commissioning.app.reference.lab import lab
from commissioning.app.reference.mapping import mapping
from commissioning.app.reference.markdown import NOTE
from commissioning.app.reference.prices import prices
from commissioning.app.reference.services import services
from commissioning.app.reference.simulation import simulation
from commissioning.app.reference.tables import decisions, problems, tables
from commissioning.app.reference.terms import terms
from commissioning.app.reference.validation import validation
from commissioning.app.workspace import Workspace, open_workspace


def pages(workspace: Workspace) -> dict[str, str]:
    """Every generated file by its path in the project."""
    readings = {
        f"contracts/{contract_id}/reading.md": f"{NOTE}\n\n{in_words(workspace, contract_id)}"
        for contract_id in [*workspace.ids("national"), *workspace.ids("local")]
    }
    reference = {
        "contracts": contracts(workspace.rules),
        "terms": terms(),
        "conditions": conditions(),
        "cases": cases(),
        "tables": tables(),
        "mapping": mapping(),
        "prices": prices(workspace.rules),
        "simulation": simulation(workspace),
        "lab": lab(),
        "forecast": forecast(),
        "fidelity": fidelity(workspace.rules),
        "services": services(),
        "claims": claims(),
        "validation": validation(),
        "decisions": decisions(),
        "problems": problems(),
        "commands": commands(),
    }
    return readings | {f"docs/reference/{name}.md": page for name, page in reference.items()}


def write(root: Path) -> list[Path]:
    """Write every generated file under *root*; the paths that changed."""
    changed = []
    for name, text in pages(open_workspace()).items():
        path = root / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


if __name__ == "__main__":
    for written in write(Path(sys.argv[1])):
        sys.stdout.write(f"{written}\n")
