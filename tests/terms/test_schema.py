"""The JSON Schema that editors read accepts every shipped contract and catches what a policy officer may mistype."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from commissioning.terms.contract import json_schema

ROOT = Path(__file__).parent.parent.parent
SCHEMA = jsonschema.Draft202012Validator(json_schema())


def contract(path: Path) -> dict:
    return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))


@pytest.mark.parametrize("path", sorted((ROOT / "contracts").glob("*/contract.yaml")), ids=lambda p: p.parent.name)
def test_every_shipped_contract_fits_the_schema(path: Path) -> None:
    assert [error.message for error in SCHEMA.iter_errors(contract(path))] == []


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    assert len(json.dumps(json_schema())) < 400_000


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "hours_per_weak"},
        {"at_leest": 16},
        {"at_least": {"value": 16, "sorce": "x"}},
        {"at_least": {"silent": [16]}},
        {"concurrent_jobs": "together"},
        {"at_least": [{"value": 16}]},
    ],
)
def test_the_schema_catches_what_is_mistyped(change: dict) -> None:
    found = contract(ROOT / "contracts" / "fair-start-scotland" / "contract.yaml")
    hours = next(term for term in found["terms"] if term.get("id") == "hours")
    hours.update(change)
    assert list(SCHEMA.iter_errors(found)) != []
