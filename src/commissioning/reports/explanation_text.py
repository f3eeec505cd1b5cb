"""An explanation in plain words for the terminal: what was decided, why, under which reading, by which clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from commissioning.domain.calendar import in_words
from commissioning.domain.explanations import ConditionLine, Explanation, JobLine, OutcomeLine
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import telling, words
from commissioning.reports.timeline_text import timeline_text

WIDTH = 100


def explanation_text(explanation: Explanation, plan: Plan) -> list[str]:
    """Every line of the text."""
    out = [*_heading(explanation, plan)]
    parts = _Parts(explanation, plan)
    for title, lines in parts.all():
        body = list(lines)
        if body:
            out += ["", title.upper(), "─" * len(title), *body]
    return out


def _heading(explanation: Explanation, plan: Plan) -> Iterator[str]:
    yield from wrap(f"Journey {explanation.journey_id} under {explanation.title}, as of {in_words(explanation.as_of)}", WIDTH)
    yield "═" * WIDTH
    if explanation.contract != plan.family:
        yield from wrap(f"The contract is read as {explanation.contract}.", WIDTH)
    yield from wrap(telling.journey(explanation), WIDTH)
    for recorded in plan.recorded:
        yield from wrap(f"Assumed or set aside by the user: {recorded}.", WIDTH)
    yield ""
    width = max((len(line.decision.outcome) for line in explanation.outcomes), default=0)
    for line in explanation.outcomes:
        decision = line.decision
        sign = telling.SYMBOLS[decision.verdict]
        yield f"  {sign} {decision.outcome:<{width}}  {words.verdict(decision)}{telling.priced(decision)}"


class _Parts:
    """The sections of one explanation, each a title and its lines."""

    def __init__(self, explanation: Explanation, plan: Plan) -> None:
        self._explanation = explanation
        self._plan = plan
        self._numbers = telling.cited(explanation, plan)

    def all(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Every section, in the order in which it is read."""
        explanation = self._explanation
        yield f"Eligibility: {words.VERDICTS[explanation.eligible]}", self._eligibility()
        for line in explanation.outcomes:
            yield f"{line.decision.outcome}: {words.VERDICTS[line.decision.verdict]}", self._outcome(line)
        yield "Jobs", self._jobs()
        yield "Support", self._support()
        yield "What would settle it", self._settling()
        yield "What it rests on", self._resting()
        yield "Clauses that were overruled", self._overruled()
        yield "Timeline", timeline_text(explanation, WIDTH, self._plan)
        yield "Clauses and sources", self._clauses()
        yield "What is not modelled", self._not_modelled()
        yield "How it was decided", self._decided()

    # ------------------------------------------------------------------------------------------------ eligibility

    def _eligibility(self) -> Iterator[str]:
        for line in self._explanation.conditions:
            yield from self._condition(line)
        if not self._explanation.conditions:
            yield "  The contract asks for nothing."

    def _condition(self, line: ConditionLine) -> Iterator[str]:
        note = self._plan.note(line.term)
        facts = telling.condition(line)
        yield from self._point(line.verdict, f"{note.title}{self._see(line.term)}: {facts or words.VERDICTS[line.verdict]}.")
        if line.verdict is not Verdict.MET:
            yield from _indented(note.words, 6)

    # --------------------------------------------------------------------------------------------------- outcomes

    def _outcome(self, line: OutcomeLine) -> Iterator[str]:
        decision = line.decision
        yield from _indented(telling.verdict_sentence(decision, self._plan), 2)
        told = telling.told(line, self._explanation, self._plan)
        if told.shared:
            yield from ("", "  Under every reading:", *self._tests(told.shared))
        for reading, tests in told.readings:
            yield ""
            if len(told.readings) > 1:
                yield from _indented(f"{telling.under(reading) or 'Otherwise'}: {telling.result(reading)}.", 2)
            yield from self._tests(tests)
        for label, term in telling.routes(line, self._plan):
            yield from _indented(f"{label}{self._see(term)}: {self._plan.note(term).words}", 2)

    def _tests(self, tests: Iterable[telling.Said]) -> Iterator[str]:
        for test in tests:
            text = f"{test.title}{self._see(test.term)}: {words.VERDICTS[test.verdict]}. {test.text}"
            yield from self._point(test.verdict, text)

    # ------------------------------------------------------------------------------------------ jobs and support

    def _jobs(self) -> Iterator[str]:
        for job in self._explanation.jobs:
            yield from self._job(job)
        if not self._explanation.jobs:
            yield f"  None known by {in_words(self._explanation.as_of)}."
        if self._explanation.earned:
            yield from _indented(telling.earned(self._explanation), 2)

    def _job(self, job: JobLine) -> Iterator[str]:
        yield f"  {job.job_id}"
        for row in job.rows:
            yield from _indented(f"{telling.row_days(row)}: {telling.row_facts(row)}.", 4)
            standing = telling.row_standing(row, self._explanation, self._plan, self._see)
            yield from _indented(f"→ {standing}", 6, 2)

    def _support(self) -> Iterator[str]:
        if self._explanation.support and self._explanation.eligible is Verdict.NOT_MET:
            yield "  The person is not eligible. To a person who is, this would be due:"
        for term, text in telling.supports(self._explanation):
            yield from _indented(f"{text}{self._see(term)}", 2, 2)

    # ------------------------------------------------------------------------------------------- what is left open

    def _settling(self) -> Iterator[str]:
        for thing in telling.settling(self._explanation, self._plan):
            yield from _indented(thing.what, 2)
            for text in (*thing.gives, thing.why, thing.how):
                yield from _indented(text, 4)

    def _resting(self) -> Iterator[str]:
        caveats = [caveat for line in self._explanation.outcomes for caveat in line.decision.rests_on]
        for rest in telling.rests(caveats, self._plan):
            yield from _indented(f"{rest.title}{self._see(rest.term)}, {telling.rest_text(rest)}", 2, 2)
        if any(line.decision.price and line.decision.price.illustrative for line in self._explanation.outcomes):
            yield from _indented(telling.PRICES_ARE_ILLUSTRATIVE, 2)

    def _overruled(self) -> Iterator[str]:
        for lost in self._plan.overruled:
            yield from _indented(telling.overruled(lost, self._plan), 2)

    def _clauses(self) -> Iterator[str]:
        for term, number in self._numbers.items():
            note = self._plan.note(term)
            yield from _indented(f"[{number}] {note.title}. {note.words}", 2, 4 + len(str(number)))
            for text in telling.backing(term, self._plan):
                yield from _indented(text, 6)

    def _not_modelled(self) -> Iterator[str]:
        for what, why in self._plan.not_modelled:
            yield from _indented(f"· {what[:1].upper()}{what[1:]}. {why}", 2, 2)

    def _decided(self) -> Iterator[str]:
        yield f"  By the {self._explanation.engine} engine."
        if self._plan.digest:
            yield f"  Contract digest {self._plan.digest}."
        for step, rule in enumerate(self._explanation.trace, start=1):
            yield from _indented(f"{step}. {rule}", 4, 3)

    # --------------------------------------------------------------------------------------------------- helpers

    def _see(self, term: str) -> str:
        return f" [{self._numbers[term]}]" if term in self._numbers else ""

    def _point(self, verdict: Verdict, text: str) -> list[str]:
        return _indented(f"{telling.SYMBOLS[verdict]} {text}", 4, 2)


def _indented(text: str, indent: int, hanging: int = 0) -> list[str]:
    return wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_on_hyphens=False,
        break_long_words=True,
    )
