"""Map: a mapping file proposed for an input whose headings are somebody's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commissioning.app.workspace import Workspace
from commissioning.loading.columns import tables_with
from commissioning.loading.proposing import Proposal, propose
from commissioning.loading.proposing_text import mapping_text


@dataclass(frozen=True)
class ProposedMapping:
    """What is proposed, and the text of the file."""

    proposal: Proposal
    text: str


def proposed_mapping(path: Path, workspace: Workspace) -> ProposedMapping:
    """A mapping for a folder or a workbook, with the further facts that any contract at hand asks for among our columns.

    Raises :class:`~commissioning.errors.Refused` where nothing in it looks like an exchange table.
    """
    ids = [*workspace.ids("national"), *workspace.ids("local")]
    proposal = propose(path, tables_with(workspace.further_facts(ids)))
    return ProposedMapping(proposal, mapping_text(proposal, path.name))
