"""The part in zen-engine: one decision of ten tables, a journey at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from commissioning.benchmarks import plain_python as rules
from commissioning.benchmarks.answers import Answers
from commissioning.benchmarks.contracts import (
    ALCOHOL_DRUG,
    CONTRACTS,
    FSS,
    NHS_PRIMARY,
    NOLB,
    PRIMARY,
    SECONDARY,
    SES,
    TALKING,
    UNIVERSAL,
    WORKWELL,
)
from commissioning.benchmarks.part import HOURS, STARTS, SUITING, Given, as_answers

OUT_OF_WORK = "'unemployed','inactive'"
FIELDS = (
    "referral", "age", "status", "benefit", "months_out", "disabled", "condition", "scotland", "right_to_work", "parent",
    "mandated", "severe", "secondary", "talking", "primary", "treatment", "programme", "at_risk", "exception",
)  # fmt: skip
"""The facts of a journey that the tables ask for."""

_PARTNERSHIP = {"scotland": "true", "age": ">= 16"}
_WAYS_IN = ({"status": OUT_OF_WORK}, {"parent": "true"})
_CONDITION = ({"disabled": "true"}, {"condition": "true"})
_IPS = {"mandated": "false"}


def _from(day: int) -> dict[str, str]:
    return {"referral": f">= {day}"}


_FSS = {"referral": f"[{rules.FSS_OPENS}..{rules.FSS_CLOSES}]", "scotland": "true", "right_to_work": "true"}
_ADDICTION = {"age": ">= 18", "treatment": "true", "status": OUT_OF_WORK, "months_out": ">= 6"}
_NO_PROGRAMME = {**_IPS, **_from(rules.UNIVERSAL_OPENS), "programme": "'no'"}
ROWS: Mapping[str, Sequence[Mapping[str, str]]] = {
    FSS: [
        {**_FSS, **way}
        for way in (
            {"age": ">= 18", "status": OUT_OF_WORK},
            {"age": "[16..17]", "disabled": "true"},
            {"age": "[16..17]", "benefit": "'esa','uc'"},
        )
    ],
    NOLB: [{**_from(rules.NOLB_OPENS), **_PARTNERSHIP, **way} for way in _WAYS_IN],
    SES: [{**_from(rules.SES_OPENS), **_PARTNERSHIP, **way, **other} for way in _WAYS_IN for other in _CONDITION],
    SECONDARY: [{**_from(rules.SECONDARY_OPENS), **_IPS, "severe": "true", "secondary": "true"}],
    NHS_PRIMARY: [{**_from(rules.NHS_OPENS), **_IPS, "primary": "true"}],
    TALKING: [{**_from(rules.NHS_OPENS), **_IPS, "talking": "true"}],
    PRIMARY: [{**_from(rules.PRIMARY_OPENS), "age": ">= 18", "primary": "true", **way} for way in _CONDITION],
    ALCOHOL_DRUG: [{**_from(rules.ALCOHOL_DRUG_OPENS), **_IPS, **_ADDICTION}],
    UNIVERSAL: [
        {**_NO_PROGRAMME, **age, **status}
        for age in ({"age": ">= 18"}, {"age": "[16..17]", "exception": "true"})
        for status in ({"status": "'inactive'"}, {"status": "'employed'", "at_risk": "true"})
    ],
    WORKWELL: [{**_from(rules.WORKWELL_OPENS), **way} for way in _CONDITION],
}
"""The rows under which a client is eligible, contract by contract."""


class Zen:
    """The decision, and the facts of every journey as it takes them."""

    def __init__(self, all_given: Sequence[Given]) -> None:
        import zen

        self._ids = [one.journey.journey_id for one in all_given]
        self._contexts = [_context(one) for one in all_given]
        self._decision = zen.ZenEngine().create_decision(json.dumps(graph()))

    def run(self) -> list[dict[str, bool]]:
        """One decision for each journey."""
        return [self._decision.evaluate(context)["result"] for context in self._contexts]

    def answers(self) -> Answers:
        """Every answer, for the check."""
        found = self.run()
        eligible = [[one[f"eligible_{_name(contract)}"] for contract in CONTRACTS] for one in found]
        return as_answers(self._ids, eligible, [[one[f"start_{_name(contract)}"] for contract in STARTS] for one in found])


def _context(one: Given) -> dict[str, Any]:
    facts = {name: getattr(one.journey, name) for name in FIELDS}
    return {**facts, "paid": one.paid, "suits": one.suits, "works": one.works}


def _name(contract: str) -> str:
    return contract.replace("-", "_")


def graph() -> dict[str, Any]:
    """The decision in zen's JSON: a table for each contract between the input and the output."""
    nodes = [_node("input", "inputNode"), *(_table(contract) for contract in CONTRACTS), _node("output", "outputNode")]
    edges = [(source, target) for contract in CONTRACTS for source, target in (("input", contract), (contract, "output"))]
    return {
        "nodes": nodes,
        "edges": [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in edges],
    }


def _node(name: str, kind: str, content: Any = None) -> dict[str, Any]:
    node: dict[str, Any] = {"id": name, "type": kind, "name": name, "position": {"x": 0, "y": 0}}
    return node if content is None else {**node, "content": content}


def _table(contract: str) -> dict[str, Any]:
    """A table whose first row that holds decides: eligible with a job start, eligible without, or not eligible."""
    enough = {}
    if contract in HOURS:
        enough = {"paid": f">= {HOURS[contract]}"}
    elif contract in STARTS:
        enough = {"suits": "true"} if contract in SUITING else {"works": "true"}
    eligible, start = f"eligible_{_name(contract)}", f"start_{_name(contract)}"
    rows: list[dict[str, str]] = [{**row, **enough, eligible: "true", start: "true"} for row in ROWS[contract] if enough]
    rows += [{**row, eligible: "true", start: "false"} for row in ROWS[contract]]
    rows.append({eligible: "false", start: "false"})
    inputs = list(dict.fromkeys(name for row in rows for name in row if name not in (eligible, start)))
    outputs = [eligible, start] if enough else [eligible]
    columns = (*inputs, *outputs)
    return _node(
        contract,
        "decisionTableNode",
        {
            "hitPolicy": "first",
            "inputs": [{"id": name, "name": name, "field": name} for name in inputs],
            "outputs": [{"id": name, "name": name, "field": name} for name in outputs],
            "rules": [{"_id": str(at), **{name: row.get(name, "") for name in columns}} for at, row in enumerate(rows)],
        },
    )
