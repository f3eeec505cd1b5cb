"""A check as one HTML page that needs nothing else, for a reader who was not there: what was decided, on what it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from commissioning.domain.calendar import in_words
from commissioning.domain.decisions import Decision, Unsettled
from commissioning.domain.money import pounds
from commissioning.domain.reasons import ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.errors import Problem
from commissioning.plan.plan import Plan
from commissioning.reports import glossary, telling, words
from commissioning.reports.pages import rendered, thousands
from commissioning.reports.pictures import Amount, bars_svg
from commissioning.reports.summing import by_journey
from commissioning.reports.weighing import Model, Weight, weigh

MOST_JOURNEYS = 500
"""With more journeys than this the page holds the sums only."""

MOST_PROBLEMS = 200
"""Problems shown; the rest are counted."""

TOKENS = {Verdict.NOT_YET: "○", Verdict.NOT_MET: "·", Verdict.UNDETERMINED: "?"}
"""The signs of the matrix; an outcome that is met shows its own short name."""

NOT_ELIGIBLE = "–"


def check_html(
    *,
    as_of: date,
    plans: Iterable[Plan],
    decisions: Iterable[Decision],
    problems: Iterable[Problem] = (),
    counts: Mapping[str, int] | None = None,
    left_out: Mapping[str, int] | None = None,
    engine: str = "",
    input_name: str = "",
    digest: str = "",
) -> str:
    """The whole page.

    *counts* and *left_out* give, by table, the rows that were read and those of them that were left out.
    """
    found, chosen = list(decisions), list(plans)
    models = weigh(found, chosen)
    journeys = by_journey(found)
    listed = list(problems)
    return rendered(
        "check.html.j2",
        as_of=as_of,
        engine=engine,
        input_name=input_name,
        digest=digest,
        summary=list(_summary(as_of, models, len(journeys))),
        figures=_figures(models, len(journeys)),
        settling=_settling(models),
        illustrative=any(plan.prices.illustrative for plan in chosen),
        prices=telling.PRICES_ARE_ILLUSTRATIVE,
        recorded=[(plan, plan.recorded) for plan in chosen if plan.recorded],
        models=[_model(model, index) for index, model in enumerate(models, start=1)],
        charts=_charts(models),
        outcomes=[row for model in models for row in _by_outcome(model)],
        short=_short_names(chosen),
        matrix=_matrix(journeys, chosen),
        journeys=_journeys(journeys, chosen),
        many=len(journeys) if len(journeys) > MOST_JOURNEYS else 0,
        most=MOST_JOURNEYS,
        silences=_silences(models),
        idle=_idle(models),
        facts=_facts(models),
        otherwise=_otherwise(models),
        terms=[_terms(model, index) for index, model in enumerate(models, start=1)],
        quality=_quality(listed, counts or {}, left_out or {}),
        glossary=glossary.TERMS,
        verdicts=words.VERDICTS,
        symbols=telling.SYMBOLS,
        tokens=TOKENS,
        not_eligible=NOT_ELIGIBLE,
    )


# ------------------------------------------------------------------------------------------------------- the first page


def _summary(as_of: date, models: list[Model], journeys: int) -> Iterator[str]:
    counted = sum(model.verdicts.total() for model in models)
    each = f"each decided under {_number(len(models), 'commissioning model')}" if len(models) > 1 else "decided"
    under = f" under {models[0].plan.title}" if len(models) == 1 else ""
    decided = f"{_number(journeys, 'journey')} {'was' if journeys == 1 else 'were'} {each}{under}"
    yield f"As of {in_words(as_of)}, {decided}: {_number(counted, 'outcome')} in all."
    met, not_yet, not_met, undetermined = (
        thousands(sum(model.verdicts[verdict] for model in models))
        for verdict in (Verdict.MET, Verdict.NOT_YET, Verdict.NOT_MET, Verdict.UNDETERMINED)
    )
    yield (
        f"{met} are met; {not_yet} are not met yet and still can be; {not_met} are not met and no longer can be; "
        f"{undetermined} are undetermined, because a fact is missing or the contract does not say."
    )
    yield _due_sentence(models)
    if len(models) > 1:
        yield (
            "Every journey is decided under every model, whichever it is really on, "
            "so the sums are there to be compared and not to be added up."
        )


def _due_sentence(models: list[Model]) -> str:
    """What is due: the sum, or the models between which it lies and how many come to nothing."""
    priced = [model for model in models if model.plan.prices.amounts]
    due = sorted((model for model in priced if model.sums.due_highest), key=lambda model: model.sums.due_lowest)
    if not priced:
        return "No prices were given, so no sum is due."
    if not due:
        return "Nothing is due yet."
    kind = "At illustrative prices, " if any(model.plan.prices.illustrative for model in priced) else ""
    if len(priced) == 1:
        return _capital(f"{kind}{_money(due[0])} is due.")
    said = f"{kind}most is due under {due[-1].plan.title}: {_money(due[-1])}"
    if len(due) > 1:
        said += f"; least, where anything is, under {due[0].plan.title}: {_money(due[0])}"
    nothing = len(priced) - len(due)
    return _capital(f"{said}. Under {nothing} of the {len(priced)} models nothing is due." if nothing else f"{said}.")


def _figures(models: list[Model], journeys: int) -> list[tuple[str, str]]:
    open_ones = sum(model.verdicts[Verdict.UNDETERMINED] for model in models)
    counted = sum(model.verdicts.total() for model in models)
    return [
        (thousands(journeys), "journeys"),
        (thousands(len(models)), "commissioning models" if len(models) != 1 else "commissioning model"),
        (thousands(counted), "outcomes decided"),
        (thousands(sum(model.verdicts[Verdict.MET] for model in models)), "outcomes met"),
        (f"{thousands(open_ones)}", f"undetermined, {_share(open_ones, counted)} of all"),
    ]


MOST_SETTLING = 3


def _settling(models: list[Model]) -> list[tuple[str, list[dict[str, object]]]]:
    """What would settle most undetermined outcomes: facts to record and silences to fill, the weightiest of each first."""
    facts = [(_not_recorded(kind, name), weight) for (kind, name), weight in _all_facts(models).items()]
    silences = [
        (f"{model.plan.title} does not say {words.silence(silence.name)}", model.silences[silence.name])
        for model in models
        for silence in model.plan.silences
        if silence.name in model.silences
    ]
    silences.sort(key=lambda item: (-item[1].outcomes, -item[1].alone))
    groups = (("What the contracts do not say", silences), ("Facts that were not recorded", facts))
    return [(title, [_weighs(what, weight) for what, weight in of[:MOST_SETTLING]]) for title, of in groups if of]


def _weighs(what: str, weight: Weight) -> dict[str, object]:
    return {"what": what, "outcomes": weight.outcomes, "alone": weight.alone, "journeys": len(weight.journeys)}


# ------------------------------------------------------------------------------------------------------------- by model


def _model(model: Model, index: int) -> dict[str, object]:
    sums, verdicts = model.sums, model.verdicts
    return {
        "index": index,
        "title": model.plan.title,
        "contract": model.plan.contract,
        "digest": model.plan.digest,
        "eligible": sums.eligible[Verdict.MET],
        "open": sums.eligible[Verdict.UNDETERMINED],
        "with_outcome": sums.with_outcome,
        "met": verdicts[Verdict.MET],
        "not_yet": verdicts[Verdict.NOT_YET],
        "not_yet_ended": sums.not_yet_ended,
        "undetermined": verdicts[Verdict.UNDETERMINED],
        "not_met": verdicts[Verdict.NOT_MET],
        "due": _money(model) if model.plan.prices.amounts else "no prices",
        "resting": _span(model.resting_lowest, model.resting_highest) if model.plan.prices.amounts else "",
        "share": _share(model.resting_lowest, sums.due_lowest) if sums.due_lowest else "",
        "outside": len(model.outside),
        "not_modelled": model.plan.not_modelled,
        "overruled": [telling.overruled(lost, model.plan) for lost in model.plan.overruled],
        "rests": [
            (rest, model.rests[(rest.term, rest.standing, rest.why)]) for rest in telling.rests(model.caveats, model.plan)
        ],
    }


def _by_outcome(model: Model) -> Iterator[dict[str, object]]:
    for position, (outcome, verdicts) in enumerate(model.sums.verdicts.items()):
        yield {
            "title": model.plan.title if position == 0 else "",
            "span": len(model.sums.verdicts),
            "outcome": outcome,
            "verdicts": verdicts,
        }


def _charts(models: list[Model]) -> list[dict[str, object]]:
    charts: list[dict[str, object]] = []
    priced = [model for model in models if model.plan.prices.amounts]
    if priced:
        illustrative = any(model.plan.prices.illustrative for model in priced)
        title = "Money due by commissioning model" + (", at illustrative prices" if illustrative else "")
        due = [Amount(m.plan.title, m.sums.due_lowest, m.sums.due_highest, _money(m)) for m in priced]
        note = "The hatched part is due if those whose payment group is not recorded are in the dearest."
        charts.append(
            {
                "title": title,
                "svg": bars_svg(title, due, "chart-due"),
                "note": note if any(a.most > a.least for a in due) else "",
            }
        )
    title = "Outcomes met by commissioning model"
    met = [Amount(m.plan.title, n := m.verdicts[Verdict.MET], n, thousands(n)) for m in models]
    charts.append({"title": title, "svg": bars_svg(title, met, "chart-met"), "note": ""})
    return charts


# --------------------------------------------------------------------------------------------------------- the journeys


def short(outcome: str) -> str:
    """The short name of an outcome: ``13`` for ``13-week``, ``JS`` for ``job-start``."""
    parts = outcome.split("-")
    return parts[0] if parts[0].isdigit() else "".join(part[:1].upper() for part in parts)


def _short_names(plans: list[Plan]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((short(o.name), o.name) for plan in plans for o in plan.outcomes))


def _matrix(journeys: Mapping[str, list[Decision]], plans: list[Plan]) -> dict[str, object] | None:
    if len(journeys) > MOST_JOURNEYS:
        return None
    heads = [(plan.title, " ".join(short(o.name) for o in plan.outcomes)) for plan in plans]
    rows = []
    for journey_id, decisions in journeys.items():
        by_contract = _by_contract(decisions)
        rows.append((journey_id, [_cell(by_contract.get(plan.contract, [])) for plan in plans]))
    return {"heads": heads, "rows": rows}


def _by_contract(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.contract, []).append(decision)
    return found


def _cell(decisions: list[Decision]) -> dict[str, object]:
    """One journey under one model: a sign for each outcome, and the same in words."""
    if decisions and all(decision.eligible is Verdict.NOT_MET for decision in decisions):
        return {"signs": [("", NOT_ELIGIBLE)], "text": "not eligible"}
    signs = [(d.verdict, short(d.outcome) if d.verdict is Verdict.MET else TOKENS[d.verdict]) for d in decisions]
    return {"signs": signs, "text": "; ".join(f"{d.outcome} {words.VERDICTS[d.verdict]}" for d in decisions)}


def _journeys(journeys: Mapping[str, list[Decision]], plans: list[Plan]) -> list[dict[str, object]]:
    if len(journeys) > MOST_JOURNEYS:
        return []
    anchors = [{note.term: f"m{index}-{note.term}" for note in plan.notes} for index, plan in enumerate(plans, start=1)]
    found: list[dict[str, object]] = []
    for journey_id, decisions in journeys.items():
        by_contract = _by_contract(decisions)
        rows = [
            {"title": plan.title, "groups": list(_groups(by_contract.get(plan.contract, []), plan, anchor))}
            for plan, anchor in zip(plans, anchors, strict=True)
        ]
        found.append(
            {
                "id": journey_id,
                "ended": words.name(decisions[0].ended) if decisions[0].ended else "",
                "rows": rows,
                "summary": _said(by_contract, decisions),
            }
        )
    return found


def _said(by_contract: Mapping[str, list[Decision]], decisions: list[Decision]) -> str:
    """One journey in a line: under how many models it is eligible and has an outcome, and how much is undetermined."""
    eligible = sum(of[0].eligible is Verdict.MET for of in by_contract.values())
    met = sum(any(d.verdict is Verdict.MET for d in of) for of in by_contract.values())
    open_ones = sum(d.verdict is Verdict.UNDETERMINED for d in decisions)
    parts = [f"eligible under {eligible or 'none'} of {_number(len(by_contract), 'model')}"]
    parts.append(f"an outcome met under {met}" if met else "no outcome met")
    if open_ones:
        parts.append(f"{_number(open_ones, 'outcome')} undetermined")
    return "; ".join(parts)


def _groups(decisions: list[Decision], plan: Plan, anchors: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """The outcomes of one journey under one model, those with the same verdict for the same reason together."""
    groups: dict[tuple[Verdict, str, str], list[Decision]] = {}
    for decision in decisions:
        key = (decision.verdict, _why(decision, plan), _deciding_term(decision, plan))
        groups.setdefault(key, []).append(decision)
    for (verdict, why, term), of in groups.items():
        yield {
            "outcomes": [d.outcome for d in of],
            "verdict": verdict,
            "why": [why] if why else [_when(d, named=len(of) > 1) for d in of],
            "term": words.title(term, plan) if term in anchors else "",
            "anchor": anchors.get(term, ""),
            "source": words.clause(term, plan) if term in anchors else "",
        }


def _why(decision: Decision, plan: Plan) -> str:
    """Why it is not met, or undetermined; of the others the dates say enough."""
    return "" if decision.verdict in (Verdict.MET, Verdict.NOT_YET) else words.reason(decision, plan)


def _when(decision: Decision, *, named: bool) -> str:
    """The date of a verdict, and what is due for it; with the outcome's name where there are several."""
    said = words.verdict(decision).removeprefix("not yet: ").removeprefix("met ")
    times = f", {decision.times} times" if decision.times > 1 else ""
    due = f", {words.money(decision.due)} due" if decision.due is not None else ""
    return f"{decision.outcome}: {said}{times}{due}" if named else _capital(f"{said}{times}{due}")


def _deciding_term(decision: Decision, plan: Plan) -> str:
    """The term behind the verdict: of an outcome that is met the one that gives it, of a silence the one that is silent."""
    if decision.verdict is Verdict.MET:
        routes = next(outcome.routes for outcome in plan.outcomes if outcome.name == decision.outcome)
        terms = {telling.giving(route) for route in routes}
        return terms.pop() if len(terms) == 1 else ""
    silent = {silence.name: silence.term for silence in plan.silences}
    if decision.reason.code in (ReasonCode.SILENCE, ReasonCode.SILENCE_AND_MISSING_FACT):
        return silent.get(decision.reason.term, decision.reason.term)
    return decision.reason.term


# ----------------------------------------------------------------------------------------------------- what is left open


def _silences(models: list[Model]) -> list[dict[str, object]]:
    """Every silence that leaves an outcome undetermined, the weightiest first."""
    found = [
        (model.silences[silence.name], model, silence)
        for model in models
        for silence in model.plan.silences
        if silence.name in model.silences
    ]
    found.sort(key=lambda item: (-item[0].outcomes, -item[0].alone))
    return [
        {
            "model": model.plan.title,
            "what": _capital(words.silence(silence.name)),
            "readings": [_reading(silence.name, value, weight) for value in silence.readings],
            "why": silence.why,
            "weight": weight,
            "priced": _span(weight.lowest, weight.highest) if weight.highest else "",
        }
        for weight, model, silence in found
    ]


def _idle(models: list[Model]) -> list[tuple[str, str]]:
    """The silences that leave nothing undetermined here, with the models that have them."""
    found: dict[str, list[str]] = {}
    for model in models:
        for silence in model.plan.silences:
            if silence.name not in model.silences:
                found.setdefault(words.silence(silence.name), []).append(model.plan.title)
    return [(what, "; ".join(titles)) for what, titles in found.items()]


def _reading(silence: str, value: str, weight: Weight) -> tuple[str, str]:
    given = weight.gives.get(value)
    counted = ", ".join(f"{thousands(given[v])} {words.VERDICTS[v]}" for v in reversed(Verdict) if given[v]) if given else ""
    return words.reading(silence, value), counted


def _all_facts(models: list[Model]) -> dict[tuple[Unsettled, str], Weight]:
    """Missing facts over all models together, the weightiest first."""
    found: dict[tuple[Unsettled, str], Weight] = {}
    for model in models:
        for key, weight in model.facts.items():
            total = found.setdefault(key, Weight())
            total.outcomes += weight.outcomes
            total.alone += weight.alone
            total.journeys |= weight.journeys
    return dict(sorted(found.items(), key=lambda item: -item[1].outcomes))


def _facts(models: list[Model]) -> list[dict[str, object]]:
    asking: dict[tuple[Unsettled, str], list[str]] = {}
    for model in models:
        for key in model.facts:
            asking.setdefault(key, []).append(model.plan.title)
    return [
        {
            **_weighs(_not_recorded(kind, name), weight),
            "column": name,
            "models": asking[(kind, name)],
        }
        for (kind, name), weight in _all_facts(models).items()
    ]


def _not_recorded(kind: Unsettled, name: str) -> str:
    if kind is Unsettled.JOB_FACT:
        return f"It is not recorded whether {words.of_job(name, None if name != 'qualifying' else '')}"
    return words.unsettled_fact(name)


def _otherwise(models: list[Model]) -> list[tuple[str, str, int]]:
    """Undetermined outcomes that neither a silence nor one missing fact decides: the reason, the models, how many."""
    found: dict[str, list[tuple[str, int]]] = {}
    for model in models:
        for why, count in model.open_otherwise.items():
            found.setdefault(why, []).append((model.plan.title, count))
    rows = [(why, "; ".join(title for title, _ in of), sum(count for _, count in of)) for why, of in found.items()]
    return sorted(rows, key=lambda row: -row[2])


def _terms(model: Model, index: int) -> dict[str, object]:
    plan = model.plan
    return {
        "title": plan.title,
        "terms": [(f"m{index}-{note.term}", note, list(telling.backing(note.term, plan))) for note in plan.notes],
    }


def _quality(problems: list[Problem], counts: Mapping[str, int], left_out: Mapping[str, int]) -> dict[str, object]:
    ordered = sorted(problems, key=lambda problem: (not problem.is_error, problem.place))
    tables = [(table, counts.get(table, 0), left_out.get(table, 0)) for table in dict.fromkeys([*counts, *left_out])]
    return {
        "problems": ordered[:MOST_PROBLEMS],
        "more": max(len(ordered) - MOST_PROBLEMS, 0),
        "tables": tables,
        "left_out": sum(left_out.values()),
    }


# ---------------------------------------------------------------------------------------------------------------- words


def _money(model: Model) -> str:
    return _span(model.sums.due_lowest, model.sums.due_highest)


def _span(lowest: int, highest: int) -> str:
    return pounds(lowest) if lowest == highest else f"{pounds(lowest)} to {pounds(highest)}"


def _share(part: int, whole: int) -> str:
    """A share in whole per cent, halves rounded up; what is some but rounds to nothing is less than one."""
    if not whole:
        return "0%"
    percent = (200 * part + whole) // (2 * whole)
    return "less than 1%" if part and not percent else f"{percent}%"


def _number(count: int, what: str) -> str:
    return f"{thousands(count)} {what}{'' if count == 1 else 's'}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
