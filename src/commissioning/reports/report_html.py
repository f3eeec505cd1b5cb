"""A check as one HTML page that needs nothing else, for a reader who was not there: what was decided, on what it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from commissioning.domain.calendar import in_words
from commissioning.domain.decisions import Decision
from commissioning.domain.verdicts import Verdict
from commissioning.errors import Problem
from commissioning.plan.plan import Plan
from commissioning.reports import glossary, report_journeys, report_open, telling, telling_grounds, words
from commissioning.reports.digest import ILLUSTRATIVE
from commissioning.reports.figures import capital, counted, share, sums, thousands
from commissioning.reports.pages import rendered
from commissioning.reports.pictures import Amount, bars_svg
from commissioning.reports.summing import by_journey
from commissioning.reports.weighing import Model, weigh

MOST_PROBLEMS = 200
"""Problems shown; the rest are counted."""


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
    gaps: Mapping[str, tuple[str, ...]] | None = None,
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
        settling=report_open.settling(models),
        illustrative=any(plan.prices.illustrative for plan in chosen),
        prices=ILLUSTRATIVE,
        recorded=[(words.model(plan), said) for plan in chosen if (said := words.recorded(plan))],
        models=[_model(model, index) for index, model in enumerate(models, start=1)],
        charts=_charts(models),
        outcomes=[row for model in models for row in _by_outcome(model)],
        short=report_journeys.short_names(chosen),
        matrix=report_journeys.matrix(journeys, chosen),
        journeys=report_journeys.details(journeys, chosen, gaps or {}),
        many=len(journeys) if len(journeys) > report_journeys.MOST_JOURNEYS else 0,
        most=report_journeys.MOST_JOURNEYS,
        silences=report_open.silences(models),
        idle=report_open.idle(models),
        facts=report_open.facts(models),
        otherwise=report_open.otherwise(models),
        terms=[_terms(model, index) for index, model in enumerate(models, start=1)],
        quality=_quality(listed, counts or {}, left_out or {}),
        glossary=glossary.TERMS,
        verdicts=words.VERDICTS,
        symbols=telling.SYMBOLS,
        tokens=report_journeys.TOKENS,
        not_eligible=report_journeys.NOT_ELIGIBLE,
    )


# ------------------------------------------------------------------------------------------------------- the first page


def _summary(as_of: date, models: list[Model], journeys: int) -> Iterator[str]:
    outcomes = sum(model.verdicts.total() for model in models)
    each = f"each decided under {counted(len(models), 'commissioning model')}" if len(models) > 1 else "decided"
    under = f" under {words.model(models[0].plan)}" if len(models) == 1 else ""
    decided = f"{counted(journeys, 'journey')} {'was' if journeys == 1 else 'were'} {each}{under}"
    yield f"As of {in_words(as_of)}, {decided}: {counted(outcomes, 'outcome')} in all."
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
    priced = [model for model in models if model.plan.is_priced]
    due = sorted((model for model in priced if model.sums.due_highest), key=lambda model: model.sums.due_lowest)
    if not priced:
        return "No prices were given, so no sum is due."
    unpriced = sum(sum(model.sums.unpriced.values()) for model in models)
    if not due:
        return f"Nothing that has a price is due; {unpriced} outcomes met have none." if unpriced else "Nothing is due yet."
    kind = "At illustrative prices, " if any(model.plan.prices.illustrative for model in priced) else ""
    if len(priced) == 1:
        return capital(f"{kind}{_money(due[0])} is due.")
    said = f"{kind}most is due under {words.model(due[-1].plan)}: {_money(due[-1])}"
    nothing = len(priced) - len(due)
    if len(due) > 1:
        where = ", where anything is," if nothing else ""
        said += f"; least{where} under {words.model(due[0].plan)}: {_money(due[0])}"
    return capital(f"{said}. Under {nothing} of the {len(priced)} models nothing is due." if nothing else f"{said}.")


def _figures(models: list[Model], journeys: int) -> list[tuple[str, str]]:
    open_ones = sum(model.verdicts[Verdict.UNDETERMINED] for model in models)
    outcomes = sum(model.verdicts.total() for model in models)
    return [
        (thousands(journeys), "journeys"),
        (thousands(len(models)), "commissioning models" if len(models) != 1 else "commissioning model"),
        (thousands(outcomes), "outcomes decided"),
        (thousands(sum(model.verdicts[Verdict.MET] for model in models)), "outcomes met"),
        (f"{thousands(open_ones)}", f"undetermined, {share(open_ones, outcomes)} of all"),
    ]


# ------------------------------------------------------------------------------------------------------------- by model


def _model(model: Model, index: int) -> dict[str, object]:
    total, verdicts = model.sums, model.verdicts
    return {
        "index": index,
        "title": words.model(model.plan),
        "contract": model.plan.contract,
        "digest": model.plan.digest,
        "eligible": total.eligible[Verdict.MET],
        "open": total.eligible[Verdict.UNDETERMINED],
        "with_outcome": total.with_outcome,
        "met": verdicts[Verdict.MET],
        "not_yet": verdicts[Verdict.NOT_YET],
        "not_yet_ended": total.not_yet_ended,
        "undetermined": verdicts[Verdict.UNDETERMINED],
        "not_met": verdicts[Verdict.NOT_MET],
        "due": _money(model) if model.plan.is_priced else "no prices",
        "unpriced": ", ".join(total.unpriced),
        "resting": sums(model.resting_lowest, model.resting_highest) if model.plan.is_priced else "",
        "share": share(model.resting_lowest, total.due_lowest) if total.due_lowest else "",
        "outside": len(model.outside),
        "not_modelled": model.plan.not_modelled,
        "overruled": [telling_grounds.overruled(lost, model.plan) for lost in model.plan.overruled],
        "rests": [
            (rest, model.rests[(rest.term, rest.standing, rest.why)])
            for rest in telling_grounds.rests(model.caveats, model.plan)
        ],
    }


def _by_outcome(model: Model) -> Iterator[dict[str, object]]:
    for position, (outcome, verdicts) in enumerate(model.sums.verdicts.items()):
        yield {
            "title": words.model(model.plan) if position == 0 else "",
            "span": len(model.sums.verdicts),
            "outcome": outcome,
            "verdicts": verdicts,
        }


def _charts(models: list[Model]) -> list[dict[str, object]]:
    charts: list[dict[str, object]] = []
    priced = [model for model in models if model.plan.is_priced]
    if priced:
        illustrative = any(model.plan.prices.illustrative for model in priced)
        title = "Money due by commissioning model" + (", at illustrative prices" if illustrative else "")
        due = [Amount(words.model(m.plan), m.sums.due_lowest, m.sums.due_highest, _money(m)) for m in priced]
        note = "The hatched part is due if those whose payment group is not recorded are in the dearest."
        charts.append(
            {
                "title": title,
                "svg": bars_svg(title, due, "chart-due"),
                "note": note if any(a.most > a.least for a in due) else "",
            }
        )
    title = "Outcomes met by commissioning model"
    met = [Amount(words.model(m.plan), n := m.verdicts[Verdict.MET], n, thousands(n)) for m in models]
    charts.append({"title": title, "svg": bars_svg(title, met, "chart-met"), "note": ""})
    return charts


def _terms(model: Model, index: int) -> dict[str, object]:
    plan = model.plan
    return {
        "title": words.model(plan),
        "terms": [(f"m{index}-{note.term}", note, list(telling_grounds.backing(note.term, plan))) for note in plan.notes],
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


def _money(model: Model) -> str:
    return sums(model.sums.due_lowest, model.sums.due_highest)
