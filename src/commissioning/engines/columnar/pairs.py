"""Journeys of one client side by side: which of them came before which."""

from __future__ import annotations

import numpy as np

from commissioning.engines.columnar.batch import Batch
from commissioning.engines.columnar.shapes import NO_DAY, Array


def pairs_of(batch: Batch) -> tuple[Array, Array, Array]:
    """Every journey beside every earlier one of its client, with the number of the contract that the earlier one is on."""
    # Most clients have one journey: only the others are put in order.
    several = np.flatnonzero(np.bincount(batch.client, minlength=1)[batch.client] > 1)
    order = several[np.argsort((batch.client[several].astype("i8") << 32) + batch.referral[several])]
    client, day = batch.client[order], batch.referral[order]
    later, earlier = [], []
    for apart in range(1, len(order)):
        same = client[apart:] == client[:-apart]
        if not same.any():
            break
        before = same & (day[:-apart] != NO_DAY) & (day[:-apart] < day[apart:])
        later.append(order[apart:][before])
        earlier.append(order[:-apart][before])
    none = np.zeros(0, "i8")
    first, second = np.concatenate([none, *later]), np.concatenate([none, *earlier])
    contract = batch.facts["contract"].codes if "contract" in batch.facts else None
    return first, second, contract[second] if contract is not None else np.full(len(second), -1)
