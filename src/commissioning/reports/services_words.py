"""Decisions about services in words: what a term asks, what was found, why, and what is known of fidelity."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from commissioning.domain.bounds import Bounds
from commissioning.domain.calendar import in_words
from commissioning.domain.money import pounds
from commissioning.domain.provenance import Provenance
from commissioning.domain.service_decisions import (
    CODES_OF_SERVICES,
    Amount,
    FidelityKnown,
    ReadingOfTerm,
    ServiceCode,
    TermDecision,
    Unit,
)
from commissioning.domain.verdicts import Verdict
from commissioning.reports.words import VERDICTS
from commissioning.terms.service_facts import FACTS_OF_SERVICES

BANDS = {"not_ips": "not IPS", "fair": "fair", "good": "good", "exemplary": "exemplary"}
TOGETHER = "all services together"
NO_TERMS = "the contract asks nothing of services"
NO_CONTRACT = "no contract is known for the service"

_COUNTED = {Unit.CLIENTS: "client", Unit.REFERRALS: "referral", Unit.JOB_STARTS: "job start"}


def amount(of: Amount, *, dated: bool = True) -> str:
    """An amount: ``at least 60 job starts by 31 March 2017``, ``39.99%``, ``fair or good``, ``yes``."""
    if of.unit is Unit.BAND:
        text = " or ".join(BANDS[word] for word in of.words)
    elif of.unit is Unit.FACT:
        text = _facts(of.words)
    else:
        text = _between(of.bounds or Bounds(), of.unit)
    if not dated or of.as_at is None:
        return text
    return f"{text} {'by' if of.unit in (Unit.REFERRALS, Unit.JOB_STARTS) else 'as of'} {in_words(of.as_at)}"


def _facts(words: tuple[str, ...]) -> str:
    """What a fact was found to be; of several, those that are a no."""
    denied = [FACTS_OF_SERVICES[word.removesuffix("=no")] for word in words if word.endswith("=no")]
    if not denied:
        return "yes"
    return f"no: {'; '.join(denied)}"


def _between(bounds: Bounds, unit: Unit) -> str:
    if bounds.high is None:
        return "not known" if not bounds.low else f"at least {number(bounds.low, unit)}"
    if bounds.is_exact:
        return number(bounds.low, unit)
    if not bounds.low:
        return f"at most {number(bounds.high, unit)}"
    return f"{number(bounds.low, unit)} to {number(bounds.high, unit)}"


def number(exact: Fraction, unit: Unit) -> str:
    """A number of a unit to two decimals; one that is not exactly so is said to be just over."""
    scaled = exact * 100 if unit is not Unit.PENCE else exact
    if unit is Unit.SHARE:
        scaled *= 100
    whole, rest = divmod(scaled, 1)
    text = pounds(int(whole)) if unit is Unit.PENCE else _decimal(int(whole))
    if unit is Unit.SHARE:
        text += "%"
    elif unit in _COUNTED:
        text += f" {_COUNTED[unit]}{'' if exact == 1 else 's'}"
    return f"just over {text}" if rest else text


def _decimal(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole:,}" + (f".{rest:02d}".rstrip("0") if rest else "")


def asked(decision: TermDecision) -> str:
    """What the term asks, where every reading asks the same: ``fewer than 25 clients``."""
    if decision.asked is None:
        return ""
    return limited(*decision.asked)


def limited(how: str, limit: Amount) -> str:
    """What is asked: ``fewer than 25 clients``, ``at least good``, or what a fact says."""
    if limit.unit is Unit.FACT:
        return "; ".join(FACTS_OF_SERVICES[word.removesuffix("=yes")] for word in limit.words)
    return f"{how} {amount(limit)}"


def found(decision: TermDecision) -> str:
    """What was found, where every reading finds the same."""
    return amount(decision.found) if decision.found is not None else ""


def reason(decision: TermDecision) -> str:
    """Why the term got its verdict, in one sentence without its full stop."""
    limit, seen = asked(decision), found(decision)
    parts = [text for text in (f"asked: {limit}" if limit else "", f"found: {seen}" if seen else "") if text]
    if decision.code not in (ServiceCode.AS_ASKED, ServiceCode.NOT_AS_ASKED):
        parts.append(CODES_OF_SERVICES[decision.code])
    if decision.earliest is not None:
        parts.append(f"earliest {in_words(decision.earliest)}")
    if decision.missing:
        parts.append(f"missing: {missing(decision)}")
    return "; ".join(parts)


def missing(decision: TermDecision) -> str:
    """What would settle it."""
    return ", ".join(f"whether {FACTS_OF_SERVICES[text]}" if text in FACTS_OF_SERVICES else text for text in decision.missing)


def readings(decision: TermDecision) -> list[str]:
    """Each reading with its verdict, of a term whose silences decide: ``per specialist: met (asked …; found …)``."""
    if not decision.decisive:
        return []
    grouped: dict[tuple[str, ...], list[ReadingOfTerm]] = {}
    for one in decision.readings:
        kept = tuple(f"{name} {value}".replace("_", " ") for name, value in one.settings if name in decision.decisive)
        grouped.setdefault(kept, []).append(one)
    lines = []
    for kept, ones in grouped.items():
        verdicts = dict.fromkeys(VERDICTS[one.judged.verdict] for one in ones)
        known = {amount(one.judged.found) for one in ones if one.judged.found is not None}
        shown = f" ({next(iter(known))})" if len(known) == 1 else ""
        lines.append(f"{', '.join(kept)}: {' or '.join(verdicts)}{shown}")
    return lines


def fidelity(known: FidelityKnown) -> str:
    """What is known of fidelity: the band of a formal review, or a self-assessment, which gives none."""
    if known.self_assessment:
        return (
            f"guided self-assessment, reported by {in_words(known.reported_by)}: no band is made of it; the document's word is "
            f"“{known.self_assessment}”"
            if known.reported_by
            else ""
        )
    if known.reviewed_on is not None:
        total = f"{known.low}" if known.low == known.high else f"{known.low} to {known.high}"
        bands = " or ".join(BANDS[band] for band in known.bands) or "a scale without bands"
        return f"formal review of {in_words(known.reviewed_on)} on {known.scale}: {total}, {bands}"
    if known.reported_by is not None:
        band = (
            f" ({BANDS[known.bands[0]]})" if known.bands and BANDS[known.bands[0]].casefold() != known.word.casefold() else ""
        )
        return f"formal review, reported by {in_words(known.reported_by)}: “{known.word}”{band}"
    return "no formal review is known"


def verdict(of: Verdict | None) -> str:
    """A verdict as a word, or that none is given."""
    return "no terms" if of is None else VERDICTS[of]


def source(provenance: Provenance, titles: Mapping[str, str]) -> str:
    """A source in words: title, clause and quote."""
    if not provenance.is_sourced:
        return f"{provenance.standing}: {provenance.why}"
    title = titles.get(provenance.document, provenance.document)
    clause = f", {provenance.clause}" if provenance.clause else ""
    quote = f": “{provenance.quote}”" if provenance.quote else ""
    return f"{title}{clause}{quote}"
