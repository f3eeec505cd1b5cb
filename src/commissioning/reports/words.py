"""Decisions in plain words: what a caseworker, a provider or a minister's adviser reads."""

from __future__ import annotations

import re
from datetime import date

from commissioning.domain.calendar import in_words
from commissioning.domain.decisions import Decision, Decisive, Due, Setting, Unsettled
from commissioning.domain.journeys import FactValue
from commissioning.domain.money import pounds
from commissioning.domain.provenance import Caveat
from commissioning.domain.reasons import BEFORE_START, MEANINGS, Measure, Quantity, Reason, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.terms.areas import area_names
from commissioning.terms.facts import PHRASES

VERDICTS = {
    Verdict.MET: "met",
    Verdict.NOT_YET: "not yet",
    Verdict.NOT_MET: "not met",
    Verdict.UNDETERMINED: "undetermined",
}

ELIGIBLE = {
    Verdict.MET: "eligible",
    Verdict.NOT_MET: "not eligible",
    Verdict.UNDETERMINED: "eligibility undetermined",
    Verdict.NOT_YET: "not yet eligible",
}


SILENCES = {
    "window": "where the window lies",
    "concurrent_jobs": "whether the hours of jobs held at once are added",
    "self_employment": "whether self-employment counts",
    "pre_work_support": "how long support before work lasts",
    "prior_outcome": "whether an outcome needs the one before it",
    "repeat_outcome": "whether an outcome reached on an earlier journey is paid again",
    "inclusive": "whether the number of hours itself is enough",
    "counts": "whether every job that starts is counted",
    "rate_by": "which day decides the hourly rate",
    "same_day": "whether the day the job begins is early enough to agree it",
    "between_bands": "where hours between two bands belong",
    "kept_on_move": "which partnership keeps a person who moves",
    "counted": "which weeks count towards a part of the sum",
    "until_verified": "whether an outcome waits until eligibility is verified",
    "time_to_reach": "how long there is to reach the outcome",
}
"""What a contract is silent on, by the silence's name; any other name is said as it is written."""

READINGS = {
    ("window", "first_start"): "the window begins on the first day of work that counts",
    ("window", "rolling"): "any window of that length counts",
    ("concurrent_jobs", "added"): "the hours of jobs held at once are added",
    ("concurrent_jobs", "separate"): "each job is judged by its own hours",
    ("self_employment", "counts"): "self-employment counts",
    ("self_employment", "excluded"): "self-employment does not count",
    ("prior_outcome", "independent"): "each outcome stands by itself",
    ("prior_outcome", "required"): "the outcome before it is needed",
    ("repeat_outcome", "paid_again"): "an outcome is paid again on a later journey",
    ("repeat_outcome", "paid_once"): "an outcome is paid once for each person",
    ("same_day", "yes"): "the day the job begins is early enough",
    ("same_day", "no"): "the job must be agreed before the day it begins",
    ("between_bands", "lower"): "hours between two bands belong to the lower band",
    ("between_bands", "upper"): "hours between two bands belong to the upper band",
    ("between_bands", "neither"): "hours between two bands belong to neither",
    ("kept_on_move", "first_partnership"): "the partnership of the area at referral keeps the person",
    ("kept_on_move", "new_partnership"): "the partnership of the new area takes the person over",
    ("counted", "since_last_milestone"): "the weeks since the last milestone count",
    ("counted", "of_all_weeks"): "all weeks worked count, of all the weeks of the milestone",
    ("until_verified", "counts"): "a provisional start counts",
    ("until_verified", "waits"): "an outcome waits until eligibility is verified",
    ("inclusive", "yes"): "the number of hours itself is enough",
    ("inclusive", "no"): "more than the number of hours is needed",
    ("counts", "first_start"): "only the first job start is counted",
    ("counts", "every_start"): "every job that starts is counted",
    ("rate_by", "start"): "the rate on the start date holds",
    ("rate_by", "outcome_reached"): "the rate on the day the outcome is reached holds",
}
"""A reading of a silence as a clause: what holds under it."""

JOB_FACTS = {
    "weekly_hours": ("{} has enough weekly hours", "{} has too few weekly hours"),
    "reflects_needs": ("{} reflects the person's needs", "{} does not reflect the person's needs"),
    "paid_hours_worked": ("enough paid hours were worked in {}", "too few paid hours were worked in {}"),
    "hourly_pay_pence": ("{} pays enough an hour", "{} pays too little an hour"),
    "rate_in_force": ("{} pays enough an hour", "{} pays too little an hour"),
    "hours_threshold": ("the hours of {} are enough", "the hours of {} are not enough"),
    "agreed_on": ("{} was agreed before it began", "{} was not agreed before it began"),
    "employees": ("the employer of {} is small enough", "the employer of {} is too large"),
    "qualifying": ("the wages from {} qualify", "the wages from {} do not qualify"),
}
"""What a missing fact of a job leaves open, as a clause about the job: read for the client, and against."""

NO_VALUE = {
    "hours_threshold": "gives no number of weekly hours in force for",
    "rate_in_force": "gives no hourly rate in force on some days of",
}
"""What a contract has no value for on the day it is asked: it is no fact that anybody failed to record."""

BASES = {
    "employee": "employment",
    "self_employed": "self-employment",
    "zero_hours": "zero-hours work",
    "apprenticeship": "an apprenticeship",
}
"""The bases on which a job may be held, in prose."""

CODES = {"uc": "Universal Credit", "esa": "ESA", "jsa": "JSA"}
"""Codes of files that are names in prose."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_OR_MORE = re.compile(r"(\d+) or more")
_FOUND = re.compile(r"([a-z_]+) (\S+)")


def name(text: str) -> str:
    """A file's name in prose: ``low_income_parent`` as ``low income parent``, ISO dates in words."""
    return _ISO.sub(lambda found: _day(found[0]), text.replace("_", " "))


def _day(iso: str) -> str:
    try:
        return in_words(date.fromisoformat(iso))
    except ValueError:
        return iso


def code(text: str) -> str:
    """A code of a file in prose: ``uc`` as ``Universal Credit``, the code of a council area as the council's name."""
    return CODES.get(text) or (area_names().get(text) if text.startswith("S12") else None) or name(text)


def fact_name(column: str) -> str:
    """A column in prose, as it is said of a yes: ``lives in Scotland``, ``age at referral``."""
    return PHRASES.get(column, ("", ""))[0] or name(column)


def fact(column: str, value: FactValue) -> str:
    """A fact of a journey as it is: ``lives in Scotland``, ``age at referral 23``, ``benefit: not recorded``."""
    yes, no = PHRASES.get(column, ("", ""))
    if value is None:
        return f"not recorded whether the person {yes}" if no else f"{fact_name(column)}: not recorded"
    if isinstance(value, bool):
        if yes and no:
            return yes if value else no
        return f"{fact_name(column)}: {'yes' if value else 'no'}"
    return f"{fact_name(column)} {in_words(value) if isinstance(value, date) else code(str(value))}"


def found(text: str) -> str:
    """Facts as an engine lists them (``age_at_referral 17, disabled unknown``) in prose."""
    parts = [_FOUND.fullmatch(part) for part in text.split(", ")]
    if not text or not all(parts):
        return name(text)
    return ", ".join(fact(part[1], _value(part[2])) for part in parts if part)


def _value(text: str) -> FactValue:
    if text == "unknown":
        return None
    return {"yes": True, "no": False}.get(text) if text in ("yes", "no") else _date_or_text(text)


def _date_or_text(text: str) -> FactValue:
    try:
        return date.fromisoformat(text) if _ISO.fullmatch(text) else text
    except ValueError:
        return text


def model(plan: Plan) -> str:
    """A commissioning model by its title, and the day it is taken as it stood on where it is."""
    day = plan.contract.removeprefix(plan.family).partition("@")[2]
    return f"{plan.title} as it stood on {name(day)}" if day else plan.title


def recorded(plan: Plan) -> tuple[str, ...]:
    """What the user assumed or set aside, in the user's words; the day a contract stood on is in its name."""
    said = (_ISO.sub(lambda iso: _day(iso[0]), text) for text in plan.recorded)
    return tuple(text for text in said if not text.startswith("as it stood on "))


def title(term: str, plan: Plan) -> str:
    """The title of a term; what is no term of the contract, such as the start date, by its name."""
    known = plan.note(term).title
    return known if known != term else _capital(name(term))


def quantity(amount: Quantity | None) -> str:
    """A quantity in words: ``91 qualifying days in 112``, ``30 December 2018``, ``£4,759.04``."""
    if amount is None:
        return ""
    if amount.measure is Measure.DATE:
        return in_words(date.fromordinal(int(amount.value))) if amount.value else "not begun"
    if amount.measure is Measure.PENCE:
        return pounds(int(amount.value))
    if amount.measure is Measure.QUALIFYING_DAYS:
        within = f" in {amount.within}" if amount.within is not None else ""
        return f"{amount.value} qualifying {'day' if amount.value == 1 else 'days'}{within}"
    return name(str(amount.value))


def dates(decision: Decision) -> str:
    """The date of a decision in words, or its range, or nothing."""
    day = decision.reached_on or decision.earliest
    if day is not None:
        return in_words(day)
    if decision.date_from and decision.date_to:
        return f"{in_words(decision.date_from)} to {in_words(decision.date_to)}, by reading"
    return ""


def verdict(decision: Decision) -> str:
    """The verdict with its date: ``met on 30 December 2018``, ``not yet: 4 May 2026 at the earliest``."""
    day = decision.reached_on or decision.earliest
    first, last = decision.date_from, decision.date_to
    when = in_words(day) if day else f"from {in_words(first)} to {in_words(last)}" if first and last else ""
    by_reading = "" if day or not when else ", by reading"
    if decision.verdict is Verdict.MET:
        return f"met {'on ' if day else ''}{when}{by_reading}".strip()
    if decision.verdict is Verdict.NOT_YET:
        return f"not yet: {when} at the earliest{by_reading}" if when else "not yet"
    return VERDICTS[decision.verdict]


def reason(decision: Decision, plan: Plan) -> str:
    """Why, in one sentence."""
    if decision.verdict is Verdict.UNDETERMINED and decision.decisive:
        return undetermined(decision)
    text = _sentence(decision.reason, plan)
    if decision.reached_outside_window is not None:
        text += f" Enough days had been worked in all by {in_words(decision.reached_outside_window)}."
    return text


def _sentence(why: Reason, plan: Plan) -> str:
    note = plan.note(why.term)
    title = note.title
    needed, actual = quantity(why.needed), quantity(why.actual)
    because = hindered(why.because, plan)
    if why.code in (ReasonCode.NOT_SUSTAINED, ReasonCode.REACHED_OUTSIDE_WINDOW) and why.needed is not None:
        outside = " (enough work was done, but outside the window)" if why.code is ReasonCode.REACHED_OUTSIDE_WINDOW else ""
        days = str(why.actual.value) if why.actual else "none"
        return f"{needed} are needed, {days} were found{outside}.{because}"
    if why.code is ReasonCode.WORK_BEGAN_TOO_LATE:
        return f"Qualifying work had to begin by {needed}; at best it begins on {actual}.{because}"
    if why.code is ReasonCode.OUTCOME_LIMIT_PASSED:
        return f"The outcome had to be reached by {needed}; at best that is {actual}."
    if why.code is ReasonCode.EARNINGS_TOO_LOW:
        return f"Earnings of {needed} are needed in time, {actual} were found."
    if why.code is ReasonCode.PRIOR_OUTCOME:
        return f"The outcome before it is needed: {actual}."
    if why.code in (ReasonCode.OUTSIDE_AREA, ReasonCode.NOT_COMMISSIONED) and why.actual is not None:
        return f"{_capital(MEANINGS[why.code])}. Found: {found(str(why.actual.value))}."
    if why.code in NOT_ELIGIBLE:
        return f"{title}. {needed} Found: {found(str(why.actual.value) if why.actual else '')}."
    if why.code in (ReasonCode.RE_ENTRY_NOT_ALLOWED, ReasonCode.PAID_BEFORE):
        return f"{_capital(MEANINGS[why.code])}. {needed}"
    if why.code is ReasonCode.MISSING_FACT:
        if note.kind == "earnings_outcome":
            return f"{title}: what the person earned is not known, as no earnings were given."
        listed = found(str(why.actual.value)) if why.actual else ""
        return f"{title}: a fact it asks for is missing. {f'Found: {listed}.' if listed else ''}".strip()
    return f"{_capital(MEANINGS[why.code])}.{because}"


NOT_ELIGIBLE = (
    ReasonCode.REFERRED_OUTSIDE_WINDOW,
    ReasonCode.CONDITION_NOT_MET,
    ReasonCode.NOT_VOLUNTARY,
    ReasonCode.ON_EXCLUDED_PROGRAMME,
    ReasonCode.OUTCOME_CONDITION_NOT_MET,
)
"""Reasons that a condition over the facts of the journey gives."""


def hindered(because: tuple[str, ...], plan: Plan) -> str:
    """What kept work from counting, as a further sentence, or nothing."""
    if not because:
        return ""
    parts = ["it began before the start date" if term == BEFORE_START else plan.note(term).title.lower() for term in because]
    return f" Work that did not count, and why: {'; '.join(parts)}."


def undetermined(decision: Decision) -> str:
    """What decides an undetermined outcome, and which way."""
    return " ".join(settles(thing) for thing in decision.decisive)


def settles(thing: Decisive) -> str:
    """One silence or missing fact, with the verdict under each reading of it.

    ``The contract is silent on where the window lies: not met if …; met if any window of that length counts.``
    """
    alternatives = given(thing)
    return f"{unsettled(thing)}: {alternatives}." if alternatives else f"{unsettled(thing)}."


def given(thing: Decisive) -> str:
    """The verdict under each reading of a thing: ``not met if the rate on the start date holds; met if …``."""
    return "; ".join(
        f"{' or '.join(VERDICTS[v] for v in verdicts)} if {condition}" for verdicts, condition in _alternatives(thing)
    )


def _alternatives(thing: Decisive) -> list[tuple[tuple[Verdict, ...], str]]:
    """The verdicts with the readings that give them; neighbouring readings that give the same are said together."""
    groups: list[tuple[tuple[Verdict, ...], list[str]]] = []
    for value, verdicts in thing.verdicts:
        if groups and groups[-1][0] == verdicts:
            groups[-1][1].append(value)
        else:
            groups.append((verdicts, [value]))
    following = [values[0] for _, values in groups[1:]] + [""]
    return [
        (verdicts, _range(values[0], after) or " or ".join(_holds(thing, value) for value in values))
        for (verdicts, values), after in zip(groups, following, strict=True)
    ]


def _range(value: str, following: str) -> str:
    """``9 or more`` as ``9 to 11`` where ``12 or more`` follows and gives another verdict; blank for anything else."""
    low, high = _OR_MORE.fullmatch(value), _OR_MORE.fullmatch(following)
    if low is None:
        return ""
    return value if high is None else f"{low[1]} to {int(high[1]) - 1}"


def unsettled(thing: Decisive) -> str:
    """What can be read more than one way, as the beginning of a sentence."""
    if thing.kind is Unsettled.SILENCE:
        return f"The contract is silent on {silence(thing.name)}"
    if thing.kind is Unsettled.JOB_FACT:
        return unsettled_of_job(thing.name, thing.subject)
    return unsettled_fact(thing.name)


def unsettled_fact(column: str) -> str:
    """A missing fact of a journey, as the beginning of a sentence."""
    yes, no = PHRASES.get(column, ("", ""))
    return f"It is not recorded whether the person {yes}" if no else f"The fact “{fact_name(column)}” is not recorded"


def unsettled_of_job(column: str, subject: str | None = None) -> str:
    """A missing fact of a job, as the beginning of a sentence."""
    if column == "basis":
        return f"It is not recorded on what basis {a_job(subject)} is held"
    if column in NO_VALUE:
        return f"The contract {NO_VALUE[column]} {a_job(subject)}"
    return f"It is not recorded whether {of_job(column, subject)}"


def a_job(subject: str | None) -> str:
    """A job in a sentence; without the *subject* it is said of "the job", with a blank one of no known job."""
    return "the job" if subject is None else f"job {subject}" if subject else "a job that is not named"


def basis(label: str) -> str:
    """One basis or several in words: ``employment``, ``self-employment or zero hours``."""
    return " or ".join(BASES.get(part, name(part)) for part in label.split(" or "))


def of_job(column: str, subject: str | None = None, *, favourable: bool = True) -> str:
    """A missing fact of a job as a clause."""
    job = a_job(subject)
    known = JOB_FACTS.get(column, (f"{name(column)} of {{}} is as needed", f"{name(column)} of {{}} is not as needed"))
    return known[0 if favourable else 1].format(job)


def _holds(thing: Decisive, value: str) -> str:
    if thing.kind is Unsettled.SILENCE:
        return reading(thing.name, value)
    if thing.kind is Unsettled.JOB_FACT:
        return basis(value) if thing.name == "basis" else "so" if value == FOR else "not"
    return code(value)


FOR = "counts"
"""The reading of a missing fact of a job that is favourable to the client."""


def incomplete(places: tuple[str, ...]) -> str:
    """What must be said of a journey whose client has rows that were left out."""
    shown = ", ".join(places[:3]) + (f" and {len(places) - 3} more" if len(places) > 3 else "")
    return f"Decided without what could not be read of this client: {shown}."


def silence(silence_name: str) -> str:
    """What a contract is silent on: ``where the window lies``."""
    return SILENCES.get(silence_name, name(silence_name))


def reading(silence: str, value: str) -> str:
    """A reading of a silence as a clause: ``self-employment counts``, ``how long support before work lasts is 12 months``."""
    known = READINGS.get((silence, value))
    if known:
        return known
    if silence == "pre_work_support":
        return f"support before work lasts {value}"
    if silence == "time_to_reach":
        return f"the outcome must be reached within {value}"
    return f"{name(silence)} is {name(value)}"


def setting(read: Setting) -> str:
    """One unsettled thing as it is read, as a clause: what holds under the reading."""
    if read.kind is Unsettled.SILENCE:
        return reading(read.name, read.value)
    if read.kind is Unsettled.JOB_FACT and read.name == "basis":
        return f"{a_job(read.subject)} is {basis(read.value)}"
    if read.kind is Unsettled.JOB_FACT:
        return of_job(read.name, read.subject, favourable=read.value == FOR)
    return f"{fact_name(read.name)} is {code(read.value)}"


def settings(read: tuple[Setting, ...]) -> str:
    """How the unsettled things are read: ``any window of that length counts, and self-employment counts``."""
    return ", and ".join(setting(one) for one in read)


def hours(hundredths: int) -> str:
    """Hours, held as hundredths: ``15.5 hours``, ``1 hour``."""
    return f"{number(hundredths)} {'hour' if hundredths == 100 else 'hours'}"


def number(hundredths: int) -> str:
    """Hundredths as a plain number: 1550 as ``15.5``."""
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")


def money(due: Due | None) -> str:
    """An amount due, or its range: ``£700.00``, ``£700.00 to £1,500.00``."""
    if due is None:
        return ""
    if due.lowest == due.highest:
        return pounds(due.lowest)
    return f"{pounds(due.lowest)} to {pounds(due.highest)}"


def caveat(value: Caveat, plan: Plan) -> str:
    """An assumed or illustrative value a decision rests on: ``Hours per week, from = 2021-04-01: assumed. No document …``."""
    title = plan.note(value.term).title
    return f"{title}, {name(value.field)} = {name(value.value)}: {value.provenance.standing}. {value.provenance.why}"


def clause(term: str, plan: Plan) -> str:
    """The documents behind a term, or how it stands without one."""
    note = plan.note(term)
    if note.sources:
        return "; ".join(note.sources)
    return "; ".join(dict.fromkeys(f"{_capital(c.provenance.standing)}: {c.provenance.why}" for c in note.caveats))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
