"""A validation as rows and as JSON: every stratum, every contract's claims, what is recovered under each reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commissioning.domain.validation import REASONS, Counted, Estimate, Extrapolated, Group
from commissioning.reports import validation_words as say
from commissioning.reports.rows import Cell

FOUND_COLUMNS: dict[str, str] = {
    "contract": "the contract; blank for all claims together",
    "party": "whose claims they are, where claims are kept apart by provider or lot",
    "stratum": "the band of size; 'together' for all strata of the contract",
    "claims": "claims of the frame",
    "money_pence": "what they come to",
    "drawn": "claims drawn",
    "checked": "claims drawn that count as checked",
    "missing": "claims drawn that have no finding",
    "checked_pence": "what the checked claims come to",
    "errors": "checked claims that are not wholly supported",
    "error_pence": "the money not supported among them",
    "error_by_claims": "the estimated share of claims in error, in per cent",
    "error_by_claims_from": "the lower end of its interval",
    "error_by_claims_to": "the upper end",
    "error_by_money": "the estimated share of money in error, in per cent",
    "error_by_money_from": "the lower end of its interval",
    "error_by_money_to": "the upper end",
    "estimate_pence": "the estimated money in error",
    "estimate_from_pence": "the lower end of its interval",
    "estimate_to_pence": "the upper end",
    "interval": "how the ends of the interval of money were found: exact, normal, all_checked, bounds",
}
"""The columns of what was found, with their meanings."""

RECOVERY_COLUMNS: dict[str, str] = {
    "contract": "the contract",
    "party": "whose claims they are, where claims are kept apart by provider or lot",
    "term": "the contract's term that rules; blank where it has none",
    "reading": "how the contract is read where it does not say; blank where it does",
    "basis": "what the sum rests on: findings, point, lower_bound",
    "level": "the level of the interval, in per cent, where it is a lower bound",
    "recover_pence": "what is to be recovered (of claims made: not to be paid)",
    "held": "what held the sum where it is",
    "findings_pence": "what findings alone come to and still stands paid",
    "paid_pence": "what stands paid now on all claims of the frame (of claims made: what they come to)",
    "recovered_pence": "what was recovered of them since the draw",
}
"""The columns of what is recovered, with their meanings."""


def found_rows(found: Extrapolated) -> Iterator[dict[str, Cell]]:
    """Every stratum, every contract's claims together, then all of them."""
    for group in found.groups:
        for stratum, counted in group.strata:
            band = f"{stratum.band}{' (all checked)' if stratum.take_all else ''}"
            yield _found(group.contract, group.party, band, counted)
        yield _found(group.contract, group.party, "together", group.together)
    yield _found("", "", "together", found.together)


def _found(contract: str, party: str, stratum: str, counted: Counted) -> dict[str, Cell]:
    claims, money = _percents(counted.by_count), _percents(counted.by_money)
    return {
        "contract": contract or None,
        "party": party or None,
        "stratum": stratum,
        "claims": counted.claims,
        "money_pence": counted.money,
        "drawn": counted.drawn,
        "checked": counted.checked,
        "missing": counted.missing,
        "checked_pence": counted.checked_money,
        "errors": counted.errors,
        "error_pence": counted.error,
        "error_by_claims": claims[0],
        "error_by_claims_from": claims[1],
        "error_by_claims_to": claims[2],
        "error_by_money": money[0],
        "error_by_money_from": money[1],
        "error_by_money_to": money[2],
        "estimate_pence": say.whole(counted.by_money.point),
        "estimate_from_pence": say.ends(counted.by_money)[0],
        "estimate_to_pence": say.ends(counted.by_money)[1],
        "interval": str(counted.by_money.by),
    }


def _percents(found: Estimate) -> list[str]:
    return [say.percent(share) for share in found.rate()]


def recovery_rows(found: Extrapolated) -> Iterator[dict[str, Cell]]:
    """Every reading of every contract's rule."""
    for group in found.groups:
        for one in group.recoveries:
            yield {
                "contract": group.contract,
                "party": group.party or None,
                "term": group.term or None,
                "reading": say.reading(one) or None,
                "basis": str(one.basis),
                "level": None if one.level is None else say.level(one.level),
                "recover_pence": one.pence,
                "held": "; ".join(say.HELD[held] for held in one.held) or None,
                "findings_pence": group.findings,
                "paid_pence": group.paid,
                "recovered_pence": group.recovered,
            }


def validation_json(found: Extrapolated) -> dict[str, Any]:
    """Everything as data."""
    design = found.design
    return {
        "as_of": found.as_of,
        "level": say.level(found.level),
        "design": {
            "as_of": design.as_of,
            "claims": str(design.of),
            "method": str(design.method),
            "allocation": str(design.allocation),
            "size": design.size,
            "seed": design.seed,
            "bands_from_pence": list(design.bands),
            "all_checked_from_pence": design.take_all,
            "apart_by": design.apart_by or None,
            "contracts": list(design.contracts),
            "frame_digest": design.digest,
        },
        "found": list(found_rows(found)),
        "groups": [_group(group) for group in found.groups],
        "recovery_lowest_pence": sum(group.lowest for group in found.groups),
        "recovery_highest_pence": sum(group.highest for group in found.groups),
        "reasons": [
            {"code": code, "meaning": REASONS[code], "claims": claims, "error_pence": error}
            for code, claims, error in found.reasons
        ],
    }


def _group(group: Group) -> Mapping[str, Any]:
    return {
        "contract": group.contract,
        "party": group.party or None,
        "term": group.term or None,
        "missing_findings": str(group.missing),
        "recovery_lowest_pence": group.lowest,
        "recovery_highest_pence": group.highest,
        "findings_pence": group.findings,
        "paid_pence": group.paid,
        "recovered_pence": group.recovered,
        "rests_on": list(group.rests_on),
        "readings": [
            {
                "reading": dict(one.reading),
                "basis": str(one.basis),
                "level": None if one.level is None else say.level(one.level),
                "recover_pence": one.pence,
                "held": [str(held) for held in one.held],
            }
            for one in group.recoveries
        ],
    }
