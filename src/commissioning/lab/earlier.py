"""The witnesses that an earlier design had, read from the file it was written to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import Field

from commissioning.domain.incentives import Claimed, Kind, Scene
from commissioning.domain.money import Pence
from commissioning.errors import Place, Problem, Refused
from commissioning.lab.scene_cells import SceneReader
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import read_yaml
from commissioning.terms.facts import FactType
from commissioning.terms.scalars import DayOf, Name, Sentence
from commissioning.terms.settings import Strict


class _Claimed(Strict):
    outcome: Name = Field(description="The outcome that is claimed.")
    on: DayOf = Field(description="The day of the claim.")
    evidence_to: DayOf | None = Field(default=None, description="The last day that evidence covers; all work where blank.")


class _Scene(Strict):
    what: Sentence = Field(description="What is done.")
    as_of: DayOf = Field(description="The day it is decided as of.")
    journey: dict[str, Any] = Field(description="Columns of the table journeys.")
    jobs: tuple[dict[str, Any], ...] = Field(description="Rows of the table jobs.")
    claimed: _Claimed | None = Field(default=None, description="The claim that is decided, if it is one.")


class _Witness(Strict):
    kind: Kind = Field(description="What it shows.")
    first: _Scene
    second: _Scene
    change_pence: Pence = Field(description="What the second paid more under the earlier design.")


@dataclass(frozen=True, slots=True)
class Earlier:
    """One witness of an earlier design, and what its second scene paid more."""

    kind: Kind
    first: Scene
    second: Scene
    pence: Pence


def read_earlier(path: Path, further: Mapping[str, FactType]) -> tuple[str, list[Earlier]]:
    """The contract and the witnesses in a JSON file of ``commissioning incentives``.

    Raises :class:`~commissioning.errors.Refused` with every problem.
    """
    file = read_yaml(path, path.name)
    listed = file.tree.get("witnesses") if isinstance(file.tree, dict) else None
    if file.problems or not isinstance(listed, list) or not isinstance(file.tree, dict):
        problem = Problem(
            "C121",
            "is no file of witnesses",
            "write one with: commissioning incentives CONTRACT --output FILE.json",
            Place(file.file),
        )
        raise Refused([problem])
    reader = SceneReader(file.origin(), further)
    found: list[Earlier] = []
    for index, tree in enumerate(listed):
        known = {name: tree[name] for name in _Witness.model_fields if name in tree} if isinstance(tree, dict) else tree
        model, problems = validated(_Witness, known, file.origin(), ("witnesses", index))
        reader.problems += problems
        if model is not None:
            first, second = (
                _claimed(reader.scene(of.what, of.journey, of.jobs, of.as_of, ("witnesses", index, name)), of.claimed)
                for name, of in (("first", model.first), ("second", model.second))
            )
            found.append(Earlier(model.kind, first, second, model.change_pence))
    if reader.problems:
        raise Refused(reader.problems)
    return str(file.tree.get("contract") or "an earlier design"), found


def _claimed(scene: Scene, model: _Claimed | None) -> Scene:
    return scene if model is None else replace(scene, claimed=Claimed(model.outcome, model.on, model.evidence_to))
