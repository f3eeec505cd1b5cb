"""The page of terms: how a value is stated, and what each kind of term can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic.fields import FieldInfo

from commissioning.app.reference.forms import HEAD, MEANINGS, Form, form_of, rows
from commissioning.app.reference.markdown import anchor, code, codes, fenced, needed, page, table, text
from commissioning.app.reference.values import STANDINGS, plain_values, standings, stated
from commissioning.terms.base import Term
from commissioning.terms.catalogue import kinds
from commissioning.terms.claim_term import TermOfClaim
from commissioning.terms.service_term import TermOfService

INTERNAL = ("kept", "restated")
"""Fields of a term that are set where terms are put together, and never written."""

SHOWN: Mapping[str, str] = {
    "commissioning_parties": """
- id: parties
  kind: commissioning_parties
  commissioners: [The council, The health board]
  providers: [A charity]
  source: {document: the-contract, clause: parties}
""",
    "in_work_support": """
- id: in_work_support
  kind: in_work_support
  limit: 12 months
  source: {document: the-contract, clause: "4.2"}
""",
    "not_modelled": """
- id: evidence
  kind: not_modelled
  title: Evidence
  what: what evidence a claim needs
  why: The contract leaves it to guidance that was not read.
  source: {document: the-contract, clause: "9"}
""",
    "prices": """
- id: prices
  kind: prices
  list: illustrative
  illustrative: No price is published.
""",
    "grant_amounts": """
- id: amounts
  kind: grant_amounts
  amounts:
    4-week: {part-time: "£500", full-time: "£1,000"}
    13-week: {part-time: "£1,000", full-time: "£2,000"}
  illustrative: an example
""",
    "payee": """
- id: payee
  kind: payee
  paid_to: employer
  illustrative: an example
""",
    "pro_rata": """
- id: pro_rata
  kind: pro_rata
  outcomes: [13-week, 26-week]
  counted: since_last_milestone
  illustrative: an example
""",
    **{kind: of.service_examples[0].term for kind, of in kinds().items() if issubclass(of, TermOfService)},
    **{kind: of.claim_example for kind, of in kinds().items() if issubclass(of, TermOfClaim)},
}
"""An example of each kind on which no verdict about a client rests, and which so has no journeys to show."""

KNOWN: Mapping[tuple[str, str], str] = {
    ("condition", "requires"): "a condition: see [conditions.md](conditions.md)",
    ("outcome_condition", "requires"): "a condition: see [conditions.md](conditions.md)",
    ("hours_bands", "bands"): "`{part-time: {at_least: 16, at_most: 24}}`: for each band the fields that follow",
    ("excluded_programmes", "programmes"): "`any`, or a list of contract ids such as `[restart, jets-scotland]`",
    ("sustained_outcomes", "outcomes"): "`{13-week: {weeks: 13, within: 16}}`: for each name the fields that follow",
    ("consecutive_weeks", "outcomes"): "`{13-week: {weeks: 13}}`: for each name the fields that follow",
}
"""How fields are written that hold more than plain values."""

CONDITIONS = {("condition", "requires"), ("outcome_condition", "requires")}
"""Fields that hold a condition, whose bounds may be dated or silent."""

NOTES: Mapping[str, str] = {
    "claim_window": "Lengths are counted as limits are: 90 days of the 1st admit the 91st. Several such terms may be given; "
    "the earliest last day holds.",
    "consecutive_weeks": "Where breaks in all are limited (`breaks_in_all`, or `longest_break: 0`), state `weeks` once.",
    "earnings_outcome": "Give either `amount`, or `hours`, `weeks` and `rate` together.",
    "hours_per_week": "A contract has one such term at most.",
    "grant_amounts": "It takes the place of `prices`. The bands are those of `hours_bands`.",
    "hours_bands": "It takes the place of `hours_per_week`. Each band is a way of its own to every sustained outcome.",
    "pro_rata": "It bears on outcomes of one job with amounts of their own (`grant_amounts`).",
    "in_work_support": "The readings of a silent limit are lengths of time. `none stated` is not the same as `unlimited`.",
    "job_start_outcome": "Two terms may give the first starts and every start, under two names.",
    "outcome_limit": "A contract has one at most. It bears on `sustained_outcomes`, and on `consecutive_weeks` whose breaks in "
    "all are limited.",
    "pre_work_support": "The readings of a silent limit are lengths of time. `decides_outcomes: yes` needs such a length. "
    "`none stated` is not the same as `unlimited`.",
    "caseload_limit": "Give either `fewer_than` or `at_most`. Two documents that differ are each read, as silences are, unless "
    "the contract's `precedence` says which counts.",
    "prices": "What a price list holds: [prices.md](prices.md).",
    "prior_outcome": "A contract has one at most. It bears on the outcomes that an outcome limit bears on, in their order.",
    "re_entry": "Earlier journeys are those of the same client whose own row names the contract.",
    "validation": "A contract has one at most. It bears on `commissioning validation` alone, on no claim's status: "
    "[validation.md](validation.md).",
}
"""What the fields of a kind do not show one by one."""

ASKS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "claim_window": {"claims": ("claimed_on",), "jobs": ("agreed_on",)},
    "consent_to_contact": {"journeys": ("consent_to_contact_employer", "benefit")},
    "dual_funding": {"claims": ("contract", "claimed_on")},
    "evidence_required": {"evidence": ("kind", "job_id", "covers_from", "covers_to", "received_on", "withdrawn_on")},
    "non_qualifying_earnings": {"earnings": ("qualifying", "amount_pence")},
    "non_qualifying_employers": {"jobs": ("employer_id",), "employers": ("supply_chain",)},
    "caseload_limit": {
        "caseloads": ("full_time_equivalent", "job_search_clients", "in_work_clients", "retention_clients"),
    },
    "cost_per_client": {"services": ("cost_pence", "clients")},
    "employment_rate": {
        "journeys": ("service_id", "start_date", "referral_date", "employment_status"),
        "jobs": ("start_date", "paid_hours_worked"),
    },
    "fidelity_required": {"fidelity": ("reviewed_on", "scale", "item", "score")},
    "health_representation": {"services": ("area",), "partnerships": ("areas", "health_represented", "from_date")},
    "retention_share": {"caseloads": ("job_search_clients", "in_work_clients", "retention_clients")},
    "service_target": {
        "services": ("commissioned_from", "commissioned_to"),
        "journeys": ("service_id", "referral_date"),
        "jobs": ("start_date", "paid_hours_worked"),
    },
    "agreed_before_start": {"jobs": ("agreed_on",)},
    "contract_types_excluded": {"jobs": ("basis",)},
    "employer_size": {"jobs": ("employer_id",), "employers": ("employees",)},
    "hours_bands": {"jobs": ("weekly_hours", "reflects_needs")},
    "partnership": {
        "journeys": ("area", "referral_date", "service_id"),
        "moves": ("moved_on", "area"),
        "services": ("area", "commissioned_from", "commissioned_to"),
    },
    "provisional_start": {"journeys": ("verified_on", "reversed_on")},
    "earnings_outcome": {"earnings": ("paid_on", "amount_pence", "qualifying", "job_id"), "jobs": ("basis",)},
    "excluded_programmes": {"journeys": ("other_programme", "which_other_programme")},
    "flexible_hours": {"jobs": ("reflects_needs",)},
    "hours_per_week": {"jobs": ("weekly_hours",)},
    "paid_hours_before_start": {"jobs": ("paid_hours_worked",)},
    "pay_floor": {"jobs": ("hourly_pay_pence",), "journeys": ("age_at_referral",)},
    "re_entry": {"journeys": ("referral_date", "contract")},
    "referral_window": {"journeys": ("referral_date",)},
    "validation": {"claims": ("contract", "amount_pence"), "payments": ("paid_on", "amount_pence")},
    "voluntary_participation": {"journeys": ("mandated",)},
    "work_that_counts": {"jobs": ("basis",)},
}
"""The columns a kind looks at, beside the dates of support and of jobs."""


def terms() -> str:
    """The page."""
    return page(_terms())


def _terms() -> Iterator[str]:
    yield from text("""
        # Terms

        A contract is a list of terms, in the order in which reasons are given. A term has an id, a kind, the fields of its
        kind, and says where it comes from. What stands around the terms in a contract file: [contracts.md](contracts.md).

        ## What every term has
        """)
    own = {name: info for name, info in Term.model_fields.items() if name not in (*INTERNAL, *STANDINGS)}
    known = {
        "kind": "one of the kinds below",
        "also": "list of sources: `[{document: …, quote: …}]`",
        "applies_by": "one of the words under [Which date decides](#which-date-decides), or silent",
    }
    yield from table(HEAD, _common(own, known))
    yield from standings()
    yield from stated()
    yield from plain_values()
    yield from text("""
        ## Which date decides

        A dated value needs `applies_by` in its term: the event whose date says which version holds. It may be silent
        (`applies_by: {silent: [referral, start], why: …}`), not dated.
        """)
    yield from table(("word", "the version in force on …"), ((code(w), m) for w, m in MEANINGS["applies_by"].items()))
    yield from text("""
        ## Kinds of term

        In the tables below, *dated or silent* says whether a field may be stated in each of the ways shown above; a field with
        “no” there is written as one plain value.
        """)
    yield from table(
        ("kind", "what it is"),
        ((f"[`{kind}`](#{anchor(_heading(kind, t))})", t.title_of_kind) for kind, t in kinds().items()),
    )
    for kind, term in kinds().items():
        yield from _kind(kind, term)


def _common(fields: Mapping[str, FieldInfo], known: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    about = {"kind": "The kind of term."}
    for shown, required, words, says in rows(fields, known):
        yield shown, required, words, says or about[shown.strip("`")]


def _heading(kind: str, term: type[Term]) -> str:
    return f"`{kind}` — {term.title_of_kind}"


def _kind(kind: str, term: type[Term]) -> Iterator[str]:
    yield from text(f"### {_heading(kind, term)}")
    yield from text((term.__doc__ or "").replace("``", "`"))
    own = {n: info for n, info in term.model_fields.items() if n not in Term.model_fields}
    if own:
        head = ("field", "needed", "how it is written", "dated or silent", "what it says")
        yield from table(head, _fields(kind, own))
    else:
        yield from text("It has no fields of its own.")
    lines = [NOTES[kind]] if kind in NOTES else []
    asked = [f"{codes(columns)} of `{name}`" for name, columns in ASKS.get(kind, {}).items()]
    lines += [f"It looks at: {'; '.join(asked)}."] if asked else []
    if issubclass(term, TermOfService):
        lines.append("It is a term of services: see `commissioning services`. Dated values hold on the day decided as of.")
    elif issubclass(term, TermOfClaim):
        by = codes(sorted(term.may_apply_by))
        day = "Dated values hold on the day of the draw." if term.always_by else f"Dated values may apply by: {by}."
        lines.append(f"It is a term of claims: see `commissioning claims`. {day}")
    elif any((kind, name) in CONDITIONS or _may_be_dated(name, info) for name, info in own.items()):
        lines.append(f"Dated values may apply by: {codes(sorted(term.may_apply_by))}.")
    for line in lines:
        yield from text(line)
    for example in (*(e.term for e in term.examples), *([SHOWN[kind]] if kind in SHOWN else [])):
        yield from fenced(example)


def _may_be_dated(name: str, info: FieldInfo) -> bool:
    form = form_of(name, info)
    return form.any_form or any(form_of(part, inner).any_form for part, inner in _parts(form).items())


def _parts(form: Form) -> Mapping[str, FieldInfo]:
    """The fields inside a field, without the standing that each part may have."""
    fields = form.parts.model_fields if form.parts is not None else {}
    return {name: info for name, info in fields.items() if name not in STANDINGS}


def _fields(kind: str, own: Mapping[str, FieldInfo]) -> Iterator[tuple[str, ...]]:
    for name, info in own.items():
        if (kind, name) in CONDITIONS:
            yield code(name), "yes", KNOWN[kind, name], "its numbers and dates", info.description or ""
            continue
        form = form_of(name, info)
        yield _row(code(info.alias or name), info, form, KNOWN.get((kind, name), form.words))
        for part, inner in _parts(form).items():
            inside = form_of(part, inner)
            yield _row(f"{code(name)} › {code(part)}", inner, inside, inside.words)


def _row(shown: str, info: FieldInfo, form: Form, words: str) -> tuple[str, ...]:
    return shown, needed(info.is_required()), words, "yes" if form.any_form else "no", info.description or ""
