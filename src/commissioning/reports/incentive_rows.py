"""What a contract's terms reward as text, rows, data and sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from commissioning.domain.incentives import Incentives, Witness
from commissioning.domain.money import pounds
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words, incentive_words, words
from commissioning.reports.charted import Chart, Sheet, in_pounds, made_from, with_cover
from commissioning.reports.compare_text import WIDTH, table
from commissioning.reports.rows import Cell

COLUMNS = {
    "kind": "what the witness shows",
    "first": "what is done",
    "second": "what is done instead",
    "first_pence": "what the first pays, in pence",
    "second_pence": "what the second pays",
    "change_pence": "the difference",
    "amount": "hours or days between the two; of a claim, the days it may be left",
    "clause": "the clause at fault",
    "terms": "the ids of its terms",
    "source": "what it says, and the document that says it",
    "finding": "the witness in words",
}
"""The columns of witnesses."""


def witness_rows(found: Incentives, plan: Plan) -> Iterator[dict[str, Cell]]:
    """Every witness."""
    for one in found.witnesses:
        yield {
            "kind": str(one.kind),
            "first": one.first.what,
            "second": one.second.what,
            "first_pence": one.before.due,
            "second_pence": one.after.due,
            "change_pence": one.pence,
            "amount": one.amount,
            "clause": incentive_words.fault(one, plan),
            "terms": "; ".join(compare_words.terms_of(one.cause, (plan, plan))) or None,
            "source": incentive_words.source(one, plan) or None,
            "finding": incentive_words.said(one),
        }


def margin_rows(found: Incentives, plan: Plan) -> Iterator[dict[str, Cell]]:
    """Every group with its margin."""
    for one in found.margins:
        yield {
            "breakdown": one.breakdown,
            "group": one.group or None,
            "starts": one.starts,
            "due_pence": one.due,
            "cost_pence": one.cost,
            "margin_pence": one.margin,
            "mark": incentive_words.mark(one) or None,
            "most_unmet_by": incentive_words.keeping(one, plan),
        }


def recheck_rows(found: Incentives) -> Iterator[dict[str, Cell]]:
    """Every witness of an earlier design."""
    for one in found.rechecked:
        yield {
            "kind": one.kind,
            "first": one.what[0],
            "second": one.what[1],
            "earlier_pence": one.earlier,
            "now_pence": one.now,
            "verdict": one.verdict,
        }


def incentives_text(found: Incentives, plan: Plan) -> Iterator[str]:
    """Every line for a terminal."""
    for sentence in incentive_words.findings(found, plan):
        yield from wrap(sentence, WIDTH, subsequent_indent="  ")
    yield ""
    for head, text in incentive_words.cautions(found, plan):
        yield from wrap(f"{head} {text}", WIDTH, subsequent_indent="  ")
    for kind, title in incentive_words.KINDS.items():
        of = [one for one in found.witnesses if one.kind is kind]
        if of:
            yield ""
            yield title
            for one in of:
                yield from _witness(one, plan)
    if found.margins:
        yield ""
        rows = [["Expected for each start", "starts", "due", "cost to serve", "margin", "", "most unmet by"]]
        rows += [
            [
                incentive_words.group(m),
                f"{m.starts:,}",
                pounds(m.due),
                pounds(m.cost),
                compare_words.change(m.margin, m.margin),
                incentive_words.mark(m),
                incentive_words.keeping(m, plan),
            ]
            for m in found.margins
        ]
        yield from table(rows)
    if found.rechecked:
        yield ""
        yield f"The witnesses of {found.rechecked[0].of}, under this design"
        for checked in found.rechecked:
            then, now = (compare_words.change(pence, pence) for pence in (checked.earlier, checked.now))
            line = f"{checked.verdict}: {then} then, {now} now. {checked.what[0]} → {checked.what[1]}"
            yield from wrap(line, WIDTH, initial_indent="  ", subsequent_indent="      ")


def _witness(one: Witness, plan: Plan) -> Iterator[str]:
    yield from wrap(f"{one.first.what} → {one.second.what}", WIDTH, initial_indent="  ", subsequent_indent="    ")
    line = f"{incentive_words.said(one)} {incentive_words.fault(one, plan)}."
    yield from wrap(line, WIDTH, initial_indent="      ", subsequent_indent="      ")


def incentives_json(
    found: Incentives, plan: Plan, cells: Mapping[int, tuple[dict[str, object], dict[str, object]]]
) -> dict[str, object]:
    """Everything as data. *cells* gives each witness's two scenes as cells, so that a later design can be checked on them."""
    return {
        "contract": found.contract,
        "contract_digest": plan.digest,
        "assumptions": list(plan.recorded),
        "prices": {"name": plan.prices.name, "illustrative": plan.prices.illustrative},
        "person": found.person,
        "cohort": found.cohort,
        "costs": {"name": found.costs.name, "illustrative": found.costs.illustrative, "why": found.costs.why},
        "witnesses": [{**row, "first": cells[i][0], "second": cells[i][1]} for i, row in enumerate(witness_rows(found, plan))],
        "margins": list(margin_rows(found, plan)),
        "rechecked": list(recheck_rows(found)),
    }


def incentive_sheets(found: Incentives, plan: Plan, facts: Sequence[tuple[str, Cell]] = ()) -> dict[str, Sheet]:
    """Every sheet after a cover with *facts*; the witnesses and the margins with native charts."""
    notes: list[list[Cell]] = [["Finding", text] for text in incentive_words.findings(found, plan)]
    notes += [[head, text] for head, text in incentive_words.cautions(found, plan)]
    notes.append(["Contract", made_from(plan)])
    sheets = {
        "Notes": Sheet(["Note", "What it says"], notes),
        "Witnesses": _sheet(list(COLUMNS), list(witness_rows(found, plan)), (Chart("What each pays", "bar", 0, (3, 4)),)),
    }
    if found.margins:
        rows = list(margin_rows(found, plan))
        sheets["Margins"] = _sheet(list(rows[0]), rows, (Chart("Margin for each start", "bar", 1, (5,)),))
    if found.rechecked:
        checked = list(recheck_rows(found))
        sheets["Checked again"] = _sheet(list(checked[0]), checked, ())
    return with_cover(f"What {words.model(plan)} rewards", facts, sheets)


def _sheet(names: Sequence[str], rows: Sequence[Mapping[str, Cell]], charts: tuple[Chart, ...]) -> Sheet:
    heads = [name.replace("_pence", " (£)").replace("_", " ") for name in names]
    body = [[in_pounds(name, row[name]) for name in names] for row in rows]
    return Sheet(heads, body, charts)
