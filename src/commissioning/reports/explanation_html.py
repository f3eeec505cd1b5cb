"""An explanation as one HTML page that needs nothing else: the verdicts first, then what they follow from."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.domain.explanations import Explanation, OutcomeLine
from commissioning.plan.plan import Plan
from commissioning.reports import telling, telling_grounds, telling_work, words
from commissioning.reports.digest import ILLUSTRATIVE
from commissioning.reports.figures import capital
from commissioning.reports.pages import rendered
from commissioning.reports.pictures import timeline_svg
from commissioning.reports.timeline import MEANING, At, Look, Timeline, dated, described, timeline

LOOKS = {
    Look.COUNTS: ("■", "a job that counts"),
    Look.DEPENDS: ("▦", "a job that counts or not by the reading, a fact or the outcome"),
    Look.LEFT_OUT: ("▨", "a job that does not count"),
    Look.QUALIFYING: ("▬", "days that count"),
    Look.WINDOW: ("▭", "the window of an outcome"),
}
DOTS = {At.REACHED: "●", At.EARLIEST: "○", At.ENOUGH: "◆", At.WAGES: "£"}


def explanation_html(explanation: Explanation, plan: Plan) -> str:
    """The whole page."""
    line = timeline(explanation, plan)
    caveats = [caveat for of in explanation.outcomes for caveat in of.decision.rests_on]
    prices = [of.decision.price for of in explanation.outcomes if of.decision.price]
    numbers = telling_grounds.cited(explanation, plan)
    return rendered(
        "explanation.html.j2",
        e=explanation,
        plan=plan,
        title=words.model(plan),
        recorded=words.recorded(plan),
        numbers=numbers,
        symbols=telling.SYMBOLS,
        verdicts=words.VERDICTS,
        journey=telling.journey(explanation),
        untold=telling.untold(explanation),
        outcomes=[_outcome(of, explanation, plan) for of in explanation.outcomes],
        illustrative=any(price.illustrative for price in prices),
        prices_are_illustrative=capital(ILLUSTRATIVE.partition(": ")[2]),
        settling=telling_grounds.settling(explanation, plan),
        picture=timeline_svg(line, "timeline-picture") if line.lanes or len(line.marks) > 1 else "",
        key=list(_key(line)),
        more=_more(line),
        dated=dated(line),
        lanes=[(lane.caption or lane.label, described(lane)) for lane in line.lanes if lane.spans],
        conditions=[
            {
                "term": of.term,
                "title": words.title(of.term, plan),
                "verdict": of.verdict,
                "facts": telling_work.condition(of),
                "words": plan.note(of.term).words,
            }
            for of in explanation.conditions
        ],
        jobs=[
            {
                "id": job.job_id,
                "rows": [
                    {
                        "days": telling_work.row_days(row),
                        "facts": telling_work.row_facts(row),
                        "standing": telling_work.row_standing(row, explanation, plan),
                    }
                    for row in job.rows
                ],
            }
            for job in explanation.jobs
        ],
        of_work=[(term, words.title(term, plan)) for term in telling_grounds.of_work(plan)],
        trace=[words.name(rule) for rule in explanation.trace],
        earned=telling_work.earned(explanation) if explanation.earned else "",
        supports=telling_work.supports(explanation),
        rests=[(rest.term, rest.title, telling_grounds.rest_text(rest)) for rest in telling_grounds.rests(caveats, plan)],
        overruled=[telling_grounds.overruled(lost, plan) for lost in plan.overruled],
        clauses=[(term, number, list(telling_grounds.backing(term, plan))) for term, number in numbers.items()],
    )


def _outcome(line: OutcomeLine, explanation: Explanation, plan: Plan) -> dict[str, object]:
    told = telling.told(line, explanation, plan)
    several = len(told.readings) > 1
    groups = [{"heading": "Under every reading", "tests": told.shared}] if told.shared else []
    for reading, tests in told.readings:
        heading = f"{telling.under(reading) or 'Otherwise'}: {telling.result(reading)}" if several else ""
        if heading or tests:
            groups.append({"heading": heading, "tests": tests})
    return {
        "name": line.decision.outcome,
        "verdict": line.decision.verdict,
        "sentence": telling.verdict_sentence(line.decision, plan),
        "review": telling.review(line.decision),
        "several": several,
        "groups": groups,
        "routes": telling_grounds.routes(line, plan),
    }


def _key(line: Timeline) -> Iterator[tuple[str, str]]:
    """The signs that the picture uses."""
    looks = {span.look for lane in line.lanes for span in lane.spans}
    dots = {point.at for lane in line.lanes for point in lane.points}
    yield from (sign for look, sign in LOOKS.items() if look in looks)
    yield from ((sign, MEANING[at]) for at, sign in DOTS.items() if at in dots)


def _more(line: Timeline) -> str:
    counted = ((line.more_jobs, "job"), (line.more_readings, "reading"))
    return " ".join(f"{n} more {what}{' is' if n == 1 else 's are'} not drawn." for n, what in counted if n)
