"""Drawing claims to validate: the frame, its strata, how the sample is shared out, and the draw by seed.

A claim's turn is the SHA-256 of the seed and its id; of each stratum those whose turn comes first are drawn. So the order of
the input does not matter, the draw can be repeated anywhere, and a larger sample of the same strata holds the smaller one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from heapq import heapify, heappop, heappush
from itertools import pairwise

from commissioning.domain.claims import ClaimBook
from commissioning.domain.journeys import Caseload, Claim, Journey
from commissioning.domain.money import Pence
from commissioning.domain.validation import Allocation, Design, Draw, Framed, Method, Of, Stratum

MOST_BANDS = 3
"""How many bands of size there are unless the user names them."""
NOT_RECORDED = "not recorded"
"""The party of claims whose journey does not say it."""
ENOUGH = 2
"""Claims checked in a stratum from which its variance can be told."""


class TooSmall(Exception):
    """The sample cannot reach every stratum: only *left* claims remain for so many *strata* that are drawn from."""

    def __init__(self, strata: int, left: int) -> None:
        super().__init__(f"{left} claims for {strata} strata")
        self.strata, self.left = strata, left


# ----------------------------------------------------------------------------------------------------------- the frame


def frame(
    caseload: Caseload, book: ClaimBook, as_of: date, of: Of, *, apart_by: str = "", contracts: Collection[str] = ()
) -> tuple[tuple[Framed, ...], int]:
    """The claims made by *as_of* that can be drawn, in order of their ids, and how many have no sum to validate.

    Of claims *paid* the sum is what stands paid on that day; those on which nothing does are no part of it, and lack nothing.
    *apart_by* is a fact of journeys by which claims are kept apart beside their contract; *contracts* (none: any) narrow it.
    """
    found: list[Framed] = []
    without = 0
    # A journey whose own row could not be read takes no claim out of the frame.
    journeys = {journey.journey_id: journey for journey in caseload.journeys}
    for claim in (claim for rows in caseload.claims.values() for claim in rows):
        if (contracts and claim.contract not in contracts) or (claim.claimed_on or as_of) > as_of:
            continue
        amount = book.paid(claim.claim_id, as_of) if of is Of.PAID else claim.amount_pence
        without += amount is None
        if amount is not None and amount > 0:
            found.append(_framed(claim, journeys.get(claim.journey_id), amount, apart_by))
    return tuple(sorted(found, key=lambda one: one.claim_id)), without


def _framed(claim: Claim, journey: Journey | None, amount: Pence, apart_by: str) -> Framed:
    party = str((journey and journey.fact(apart_by)) or NOT_RECORDED) if apart_by else ""
    return Framed(claim.claim_id, claim.journey_id, claim.contract, claim.outcome, amount, party, claim.claimed_on)


def digest_of(claims: Iterable[Framed]) -> str:
    """SHA-256 of a frame, whatever the order of its claims."""
    digest = hashlib.sha256()
    for one in sorted(claims, key=lambda claim: claim.claim_id):
        parts = (one.claim_id, one.contract, one.outcome, one.party, str(one.amount))
        digest.update("".join(f"{len(part)}:{part}" for part in parts).encode())
    return digest.hexdigest()


# ---------------------------------------------------------------------------------------------------------- the strata


def usual_take_all(claims: Sequence[Framed], size: int) -> Pence:
    """The least sum above the sampling interval, which is all the money over the size: a claim of it is worth one by itself."""
    return sum(claim.amount for claim in claims) // size + 1


def usual_bands(claims: Sequence[Framed], number: int, take_all: Pence | None = None) -> tuple[Pence, ...]:
    """The sums at which bands begin that hold about the same money each; fewer where too few sums differ."""
    by_sum: dict[Pence, Pence] = {}
    for claim in claims:
        if take_all is None or claim.amount < take_all:
            by_sum[claim.amount] = by_sum.get(claim.amount, 0) + claim.amount
    whole, below, found = sum(by_sum.values()), 0, list[Pence]()
    for amount in sorted(by_sum):
        if below and below * number >= whole * (len(found) + 1):
            found.append(amount)
        below += by_sum[amount]
    return tuple(found[: number - 1])


def strata_of(claims: Iterable[Framed], bands: Sequence[Pence], take_all: Pence | None) -> tuple[Stratum, ...]:
    """The strata that have claims: by contract, by party, by band, those of which all are checked last."""
    ends = [0, *bands]
    by_key: dict[tuple[str, str, int, bool], list[Framed]] = {}
    for claim in claims:
        whole = take_all is not None and claim.amount >= take_all
        band = len(ends) if whole else sum(end <= claim.amount for end in ends) - 1
        by_key.setdefault((claim.contract, claim.party, band, whole), []).append(claim)
    return tuple(_stratum(key, found, ends, take_all) for key, found in sorted(by_key.items()))


def _stratum(key: tuple[str, str, int, bool], claims: list[Framed], ends: list[Pence], take_all: Pence | None) -> Stratum:
    contract, party, band, whole = key
    ordered = tuple(sorted(claims, key=lambda claim: claim.claim_id))
    if whole:
        return Stratum(contract, party, take_all or 0, None, ordered, len(ordered), take_all=True)
    above = [end for end in (*ends[band + 1 : band + 2], take_all) if end is not None]
    return Stratum(contract, party, ends[band], min(above, default=None), ordered)


# ------------------------------------------------------------------------------------------------------- the allocation


def allocated(strata: Sequence[Stratum], size: int, allocation: Allocation) -> tuple[Stratum, ...]:
    """The strata with the number to be drawn from each, *size* in all, or every claim where there are no more.

    Each gets one, and two where the sample allows; the rest goes one by one where it tells most: by the number of claims, or
    (Neyman's optimum, for claims that are right or wrong as a whole and wrong about as often) by their money. One by one in
    the order of share² / (n × (n + 1)) is exact in whole numbers (Wright 2012). Raises :class:`TooSmall`.
    """
    left = size - sum(one.size for one in strata if one.take_all)
    drawn_from = [i for i, one in enumerate(strata) if not one.take_all]
    if left < len(drawn_from):
        raise TooSmall(len(drawn_from), max(left, 0))
    least = ENOUGH if sum(min(ENOUGH, len(strata[i].claims)) for i in drawn_from) <= left else 1
    sizes = {i: min(least, len(strata[i].claims)) for i in drawn_from}
    _share_out(strata, sizes, left - sum(sizes.values()), allocation)
    return tuple(one if one.take_all else replace(one, size=sizes[i]) for i, one in enumerate(strata))


def _share_out(strata: Sequence[Stratum], sizes: dict[int, int], left: int, allocation: Allocation) -> None:
    def turn(i: int) -> tuple[Fraction, int]:
        share = strata[i].money if allocation is Allocation.NEYMAN else len(strata[i].claims)
        return -Fraction(share * share, sizes[i] * (sizes[i] + 1)), i

    waiting = [turn(i) for i in sizes if sizes[i] < len(strata[i].claims)]
    heapify(waiting)
    while waiting and left > 0:
        _, i = heappop(waiting)
        sizes[i] += 1
        left -= 1
        if sizes[i] < len(strata[i].claims):
            heappush(waiting, turn(i))


# ------------------------------------------------------------------------------------------------------------- the draw


def turn_of(seed: int, claim_id: str) -> bytes:
    """When a claim is drawn: the lower, the sooner."""
    return hashlib.sha256(f"{seed}:{claim_id}".encode()).digest()


def drawn(claims: Sequence[Framed], design: Design) -> Draw:
    """The sample that a design gives of a frame. Raises :class:`TooSmall` where it cannot reach every stratum."""
    strata = allocated(strata_of(claims, design.bands, design.take_all), design.size, design.allocation)
    return Draw(design, strata, tuple(_taken(stratum, design.seed) for stratum in strata))


def _taken(stratum: Stratum, seed: int) -> tuple[Framed, ...]:
    first = sorted(stratum.claims, key=lambda claim: turn_of(seed, claim.claim_id))[: stratum.size]
    return tuple(sorted(first, key=lambda claim: claim.claim_id))


def designed(
    claims: Sequence[Framed], plain: Design, *, bands: Sequence[Pence] | None = None, take_all: Pence | None = None
) -> Design:
    """A design completed for a frame: its digest, and for a stratified draw bands and take-all sum where the user names none.

    Usual bands are as many as leave every stratum two claims to draw, or one band where none do.
    """
    plain = replace(plain, digest=digest_of(claims), size=min(plain.size, len(claims)))
    if plain.method is Method.SIMPLE:
        return plain
    least = usual_take_all(claims, plain.size) if take_all is None else take_all
    limit = least if any(claim.amount >= least for claim in claims) else None
    if bands is not None:
        return replace(plain, bands=tuple(bands), take_all=limit)
    for number in range(MOST_BANDS, 0, -1):
        found = replace(plain, bands=usual_bands(claims, number, limit), take_all=limit)
        if number == 1 or _reaches(claims, found):
            return found
    raise AssertionError("one band is always left")


def _reaches(claims: Sequence[Framed], design: Design) -> bool:
    strata = strata_of(claims, design.bands, design.take_all)
    return sum(len(s.claims) if s.take_all else min(ENOUGH, len(s.claims)) for s in strata) <= design.size


def in_order(bands: Sequence[Pence]) -> bool:
    """Whether the sums at which bands begin are above zero and rise."""
    return all(before < after for before, after in pairwise((0, *bands)))
