"""The steps about claims: evidence, payments, and how a claim stands with its money, the same by every engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from weakref import WeakKeyDictionary

from commissioning.claims.desk import Desk
from commissioning.domain.calendar import in_words
from commissioning.domain.claim_decisions import ClaimDecision
from commissioning.domain.claims import ClaimBook, Evidence, Payment
from commissioning.domain.journeys import Claim
from commissioning.domain.money import pounds
from commissioning.errors import usage
from commissioning.reports import claims_words as words
from commissioning.testing.catalogue import step
from commissioning.testing.story import CLIENT, Story, Unlike

_BOOKS: WeakKeyDictionary[Story, ClaimBook] = WeakKeyDictionary()
"""What each scenario has said of evidence and payments while it runs."""


def _book(story: Story) -> ClaimBook:
    return _BOOKS.get(story, ClaimBook())


def _last_claim(story: Story) -> Claim:
    if not story.told.claims:
        raise usage(
            "T050", "nothing has been claimed yet", "first write: Given the 13-week outcome was claimed on 12 July 2021"
        )
    return story.told.claims[-1]


def _decided(story: Story) -> ClaimDecision:
    """The decision on the last claim. Every engine that runs must give the same."""
    claim, plan, as_of = _last_claim(story), story.decided.plan, story.told.as_of
    found = []
    for engine in story.bench.engines.running:
        desk = Desk({plan.family: plan}, engine)
        decisions = desk.decide(story.told.caseload(plan.family), _book(story), as_of or date.max)
        found += [one for one in decisions if one.claim is not None and one.claim.claim_id == claim.claim_id]
    if not found:
        raise usage("T050", "the claim is not known on that day", "decide it as of the day of the claim, or later")
    first = found[0]
    for other in found[1:]:
        if (other.statuses, other.required) != (first.statuses, first.required):
            raise Unlike(words.status(first.status), words.status(other.status), "engines disagree")
    return first


# ------------------------------------------------------------------------------------------------------------- given


@step(
    "given",
    'evidence of kind "{kind}" from {first day} to {last day}',
    'evidence of kind "payslip" from 7 June 2021 to 5 September 2021',
)
def _evidence(story: Story, kind: str, first_day: date, last_day: date) -> None:
    """A piece of evidence for these days."""
    book = _book(story)
    rows = (*book.evidence.get(CLIENT, ()), Evidence(CLIENT, kind, None, first_day, last_day))
    _BOOKS[story] = replace(book, evidence={CLIENT: rows})


@step("given", "the evidence was withdrawn on {day}", "the evidence was withdrawn on 1 October 2021")
def _withdrawn(story: Story, day: date) -> None:
    """All evidence so far was withdrawn on that day."""
    book = _book(story)
    rows = tuple(replace(one, withdrawn_on=day) for one in book.evidence.get(CLIENT, ()))
    _BOOKS[story] = replace(book, evidence={CLIENT: rows})


@step("given", "the claim is for {amount}", "the claim is for £700.00")
def _amount(story: Story, amount: int) -> None:
    """The sum of the last claim."""
    claim = replace(_last_claim(story), amount_pence=amount)
    story.told = replace(story.told, claims=(*story.told.claims[:-1], claim))


@step("given", "{amount} was paid on the claim on {day}", "£700.00 was paid on the claim on 20 September 2021")
def _paid(story: Story, amount: int, day: date) -> None:
    """A payment on the last claim."""
    book, claim = _book(story), _last_claim(story)
    before = book.payments.get(claim.claim_id, ())
    row = Payment(f"payment-{len(before) + 1}", claim.claim_id, day, amount)
    _BOOKS[story] = replace(book, payments={**book.payments, claim.claim_id: (*before, row)})


# -------------------------------------------------------------------------------------------------------------- then


@step("then", 'the claim is "{status}"', 'the claim is "too_late"')
def _status(story: Story, status: str) -> None:
    """The first status of the last claim."""
    found = _decided(story)
    if found.status != status:
        raise Unlike(status.replace("_", " "), ", ".join(words.status(one) for one in found.statuses), words.money(found))


@step("then", "{amount} is to be paid on the claim", "£700.00 is to be paid on the claim")
def _to_pay(story: Story, amount: int) -> None:
    """The required payment: what is due so far less what was paid."""
    _required(story, amount)


@step("then", "{amount} is to be recovered on the claim", "£700.00 is to be recovered on the claim")
def _to_recover(story: Story, amount: int) -> None:
    """What was paid and is not due."""
    _required(story, -amount)


def _required(story: Story, amount: int) -> None:
    required = _decided(story).required
    if required is None or (required.lowest, required.highest) != (amount, amount):
        raise Unlike(pounds(amount), words.sums(required))


@step("then", "the last day to claim is {day}", "the last day to claim is 12 December 2021")
def _last_day(story: Story, day: date) -> None:
    """The last day on which the outcome could be claimed."""
    closes = _decided(story).window.closes
    if closes != day:
        raise Unlike(in_words(day), "no last day" if closes is None else in_words(closes))
