"""The steps about fidelity: a review of an IPS service, what its items and its evidence are, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from weakref import WeakKeyDictionary

from commissioning.app.fidelity import fidelity_scales
from commissioning.domain.fidelity import Assessment, Band, Instrument, ItemScore, Review, Scale, assess
from commissioning.domain.fidelity_scale import LEAST, MOST
from commissioning.errors import nearest, usage
from commissioning.loading.fidelity_scales import amount
from commissioning.reports.fidelity_words import score as score_in_words
from commissioning.reports.figures import counted
from commissioning.testing.catalogue import step
from commissioning.testing.story import Story, Unlike


@dataclass(frozen=True)
class Reviewed:
    """What a scenario has said of a review, and what it came to once it was scored."""

    scale: Scale
    review: Review
    assessment: Assessment | None = None


_REVIEWS: WeakKeyDictionary[Story, Reviewed] = WeakKeyDictionary()
"""The review of each scenario while it runs."""

_scales = cache(fidelity_scales)

NOTHING: MappingProxyType[str, int] = MappingProxyType({})


def _begin(story: Story, scale_id: str, instrument: Instrument) -> None:
    scales = _scales()
    scale = scales.get(scale_id)
    if scale is None:
        remedy = nearest(scale_id, scales) or f"scales: {', '.join(scales)}"
        raise usage("U040", f"there is no fidelity scale '{scale_id}'", remedy)
    _REVIEWS[story] = Reviewed(scale, Review("service", None, scale.id, instrument, NOTHING, NOTHING))


def _told(story: Story) -> Reviewed:
    found = _REVIEWS.get(story)
    if found is None:
        raise usage("T040", "no review has been named yet", 'first write: Given a fidelity review on the scale "ips-25"')
    return found


def _assessed(story: Story) -> Assessment:
    found = _told(story).assessment
    if found is None:
        raise usage("T041", "the review has not been scored yet", "first write: When the review is scored")
    return found


def _item(story: Story, name: str) -> str:
    """The id of an item. Raises :class:`~commissioning.errors.Refused` where the scale has no such item."""
    scale = _told(story).scale
    if scale.item(name) is None:
        remedy = nearest(name, (item.id for item in scale.items)) or "docs/reference/fidelity.md lists them"
        raise usage("T042", f"the scale '{scale.id}' has no item '{name}'", remedy)
    return name


def _with_scores(story: Story, scores: dict[str, int]) -> None:
    told = _told(story)
    _REVIEWS[story] = replace(told, review=replace(told.review, scores=scores), assessment=None)


# ------------------------------------------------------------------------------------------------------------- given


@step("given", 'a fidelity review on the scale "{scale}"', 'a fidelity review on the scale "ips-25"')
def _review(story: Story, scale: str) -> None:
    """A formal review in which nothing is scored yet; the scales are ips-25, ips-15 and readiness."""
    _begin(story, scale, Instrument.FORMAL_REVIEW)


@step(
    "given",
    'a guided self-assessment on the items of the scale "{scale}"',
    'a guided self-assessment on the items of the scale "ips-25"',
)
def _self_assessment(story: Story, scale: str) -> None:
    """A readiness review, which is never given a band, in which nothing is scored yet."""
    _begin(story, scale, Instrument.GUIDED_SELF_ASSESSMENT)


@step("given", "the items score {total number} in all", "the items score 99 in all")
def _in_all(story: Story, total_number: int) -> None:
    """Every item is scored by the reviewer, and the scores add up to this number; which items score what is of no account."""
    scale = _told(story).scale
    if not scale.least <= total_number <= scale.most:
        message = f"the items of '{scale.id}' cannot score {total_number} in all"
        raise usage("T043", message, f"from {scale.least} to {scale.most}")
    left, scores = total_number - scale.least, {}
    for item in scale.items:
        more = min(left, MOST - LEAST)
        scores[item.id] = LEAST + more
        left -= more
    _with_scores(story, scores)


@step("given", 'the reviewer scores "{item}" {number}', 'the reviewer scores "caseload_size" 5')
def _scores(story: Story, item: str, number: int) -> None:
    """One item, by its id, is given a score from 1 to 5 by the reviewer."""
    if not LEAST <= number <= MOST:
        raise usage("T043", f"an item cannot score {number}", f"from {LEAST} to {MOST}")
    _with_scores(story, {**_told(story).review.scores, _item(story, item): number})


@step("given", 'the reviewer does not score "{item}"', 'the reviewer does not score "disclosure"')
def _does_not_score(story: Story, item: str) -> None:
    """One item, by its id, is left open."""
    name = _item(story, item)
    _with_scores(story, {known: score for known, score in _told(story).review.scores.items() if known != name})


@step("given", 'the evidence of "{fact}" is "{value}"', 'the evidence of "caseload" is "24"')
def _evidence(story: Story, fact: str, value: str) -> None:
    """What was found of a fact that an anchor scores, in the anchor's unit: clients, per cent or days."""
    told = _told(story)
    facts = told.scale.facts()
    if fact not in facts:
        raise usage("T042", f"no anchor of the scale '{told.scale.id}' scores '{fact}'", nearest(fact, facts))
    evidence = {**told.review.evidence, fact: _number(value)}
    _REVIEWS[story] = replace(told, review=replace(told.review, evidence=evidence), assessment=None)


def _number(value: str) -> Fraction:
    try:
        return amount(value)
    except Exception as wrong:
        raise usage("T043", f"'{value}' {wrong}", "write it as 24 or 95.5") from None


# -------------------------------------------------------------------------------------------------------------- when


@step("when", "the review is scored", "the review is scored")
def _scored(story: Story) -> None:
    """The review is scored on its scale."""
    told = _told(story)
    _REVIEWS[story] = replace(told, assessment=assess(told.scale, told.review))


# -------------------------------------------------------------------------------------------------------------- then


@step("then", 'the band is "{band}"', 'the band is "good"')
def _band(story: Story, band: str) -> None:
    """The whole of what the total can be lies in this band: not_ips, fair, good or exemplary."""
    known = _known_band(story, band)
    came = _assessed(story)
    if came.band is None or came.band.id != known.id:
        raise Unlike(known.title, _in_words(came))


@step("then", 'the band may be "{one}" or "{other}"', 'the band may be "fair" or "good"')
def _may_be(story: Story, one: str, other: str) -> None:
    """The total can still lie in these two bands, and in no other."""
    due = {_known_band(story, name).id for name in (one, other)}
    came = _assessed(story)
    if {band.id for band in came.bands_possible} != due:
        raise Unlike(f"{one} or {other}", _in_words(came))


@step("then", "there is no band", "there is no band")
def _no_band(story: Story) -> None:
    """The scale has no bands, or a guided self-assessment was made: no band, and none that is possible."""
    came = _assessed(story)
    if came.no_band is None:
        raise Unlike("no band", _in_words(came))


@step("then", "the total is {number}", "the total is 99")
def _total(story: Story, number: int) -> None:
    """What the scores add up to, with no item still open."""
    _between(_assessed(story), number, number)


@step("then", "the total is from {low number} to {high number}", "the total is from 94 to 99")
def _range(story: Story, low_number: int, high_number: int) -> None:
    """What the scores can still add up to, by what the open items score."""
    _between(_assessed(story), low_number, high_number)


def _between(came: Assessment, low: int, high: int) -> None:
    if (came.low, came.high) != (low, high):
        raise Unlike(f"a total of {low} to {high}", f"a total of {came.low} to {came.high}")


@step("then", 'the item "{item}" counts {number}', 'the item "caseload_size" counts 4')
def _counts(story: Story, item: str, number: int) -> None:
    """The score of an item that counts."""
    came = _of_item(story, item).counted
    if not (came.is_one and came.low == number):
        raise Unlike(f"{number}", score_in_words(came))


@step("then", 'the item "{item}" can score {low number} to {high number}', 'the item "disclosure" can score 1 to 5')
def _can_score(story: Story, item: str, low_number: int, high_number: int) -> None:
    """The scores that an item can still take."""
    came = _of_item(story, item).counted
    if (came.low, came.high) != (low_number, high_number):
        raise Unlike(f"{low_number} to {high_number}", score_in_words(came))


@step(
    "then",
    'the reviewer and the anchor disagree on "{item}": the anchor gives {number}',
    'the reviewer and the anchor disagree on "caseload_size": the anchor gives 4',
)
def _disagree(story: Story, item: str, number: int) -> None:
    """The reviewer's score is another than the one the anchor gives for the evidence; both are shown, the reviewer's counts."""
    came = _of_item(story, item)
    if not came.disagrees or came.anchor is None or number not in came.anchor:
        raise Unlike(f"a disagreement, {number} by the anchor", "no such disagreement")


@step("then", 'it needs {number} more point/points to be "{band}"', 'it needs 1 more point to be "good"')
def _needs(story: Story, number: int, band: str) -> None:
    """How many item points above the lowest total it can have are enough for the next band."""
    lift = _assessed(story).lift
    due = f"{counted(number, 'more point')} for {_known_band(story, band).title}"
    if lift is None or lift.to.id != band or lift.most != number:
        raise Unlike(due, "no next band" if lift is None else f"{counted(lift.most, 'more point')} for {lift.to.title}")


def _of_item(story: Story, item: str) -> ItemScore:
    name = _item(story, item)
    return next(of for of in _assessed(story).items if of.item.id == name)


def _known_band(story: Story, name: str) -> Band:
    bands = {band.id: band for band in _scales()["ips-25"].bands}
    if name not in bands:
        raise usage("T042", f"there is no band '{name}'", nearest(name, bands) or f"bands: {', '.join(bands)}")
    return bands[name]


def _in_words(came: Assessment) -> str:
    possible = " or ".join(band.title for band in came.bands_possible)
    return f"{possible or 'no band'}, with a total of {came.low} to {came.high}"
