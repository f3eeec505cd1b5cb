"""An explanation in plain words for the terminal: what was decided, why, under which reading, by which clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from commissioning.domain.calendar import in_words
from commissioning.domain.explanations import ConditionLine, Explanation, JobLine, OutcomeLine
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import telling, telling_grounds, telling_work, words
from commissioning.reports.digest import ILLUSTRATIVE
from commissioning.reports.figures import printable
from commissioning.reports.timeline_text import timeline_text

WIDTH = 100
OPTION, NO_BREAK = "--assume ", "\N{NO-BREAK SPACE}"


def explanation_text(explanation: Explanation, plan: Plan) -> list[str]:
    """Every line of the text."""
    out = [*_heading(explanation, plan)]
    parts = _Parts(explanation, plan)
    for title, lines in parts.all():
        body = list(lines)
        if body:
            out += ["", title.upper(), "─" * len(title), *body]
    return [printable(line) for line in out]


def _heading(explanation: Explanation, plan: Plan) -> Iterator[str]:
    yield from wrap(f"Journey {explanation.journey_id} under {words.model(plan)}, as of {in_words(explanation.as_of)}", WIDTH)
    yield "═" * WIDTH
    yield from wrap(telling.journey(explanation), WIDTH)
    if words.recorded(plan):
        yield from wrap(f"Assumed or set aside by the user: {'; '.join(words.recorded(plan))}.", WIDTH)
    yield ""
    width = max((len(line.decision.outcome) for line in explanation.outcomes), default=0)
    for line in explanation.outcomes:
        decision = line.decision
        sign = telling.SYMBOLS[decision.verdict]
        verdict = f"{words.verdict(decision)}{telling.priced(decision)}"
        yield from _indented(f"{sign} {decision.outcome:<{width}}  {verdict}", 2, width + 4)
    if more := telling.untold(explanation):
        yield from ("", *wrap(more, WIDTH))


class _Parts:
    """The sections of one explanation, each a title and its lines."""

    def __init__(self, explanation: Explanation, plan: Plan) -> None:
        self._explanation = explanation
        self._plan = plan
        self._numbers = telling_grounds.cited(explanation, plan)

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
            yield "  The contract sets no condition."

    def _condition(self, line: ConditionLine) -> Iterator[str]:
        note = self._plan.note(line.term)
        facts = telling_work.condition(line)
        yield from self._point(line.verdict, f"{note.title}{self._see(line.term)}: {facts or words.VERDICTS[line.verdict]}.")
        if line.verdict is not Verdict.MET:
            yield from _indented(note.words, 6)

    # --------------------------------------------------------------------------------------------------- outcomes

    def _outcome(self, line: OutcomeLine) -> Iterator[str]:
        decision = line.decision
        said = (telling.verdict_sentence(decision, self._plan), telling.review(decision))
        yield from _indented(" ".join(filter(None, said)), 2)
        told = telling.told(line, self._explanation, self._plan)
        if told.shared:
            yield from ("", "  Under every reading:", *self._tests(told.shared))
        for reading, tests in told.readings:
            yield ""
            if len(told.readings) > 1:
                yield from _indented(f"{telling.under(reading) or 'Otherwise'}: {telling.result(reading)}.", 2)
            yield from self._tests(tests)
        for label, term in telling_grounds.routes(line, self._plan):
            yield from _indented(f"{label}{self._see(term)}: {self._plan.note(term).words}", 2)

    def _tests(self, tests: Iterable[telling.Said]) -> Iterator[str]:
        for test in tests:
            text = f"{test.title}{self._see(test.term)}: {words.VERDICTS[test.verdict]}. {test.text}"
            yield from self._point(test.verdict, text)

    # ------------------------------------------------------------------------------------------ jobs and support

    def _jobs(self) -> Iterator[str]:
        terms = telling_grounds.of_work(self._plan)
        if terms and self._explanation.jobs:
            listed = "; ".join(f"{words.title(term, self._plan)}{self._see(term)}" for term in terms)
            yield from _indented(f"Which work counts is said by: {listed}.", 2)
        for job in self._explanation.jobs:
            yield from self._job(job)
        if not self._explanation.jobs:
            yield f"  None known by {in_words(self._explanation.as_of)}."
        if self._explanation.earned:
            yield from _indented(telling_work.earned(self._explanation), 2)

    def _job(self, job: JobLine) -> Iterator[str]:
        yield f"  {job.job_id}"
        for row in job.rows:
            yield from _indented(f"{telling_work.row_days(row)}: {telling_work.row_facts(row)}.", 4)
            standing = telling_work.row_standing(row, self._explanation, self._plan, self._see)
            yield from _indented(f"→ {standing}", 6, 2)

    def _support(self) -> Iterator[str]:
        if self._explanation.support and self._explanation.eligible is Verdict.NOT_MET:
            yield "  The person is not eligible. To a person who is, this would be due:"
        for term, text in telling_work.supports(self._explanation):
            yield from _indented(f"{text}{self._see(term)}", 2, 2)

    # ------------------------------------------------------------------------------------------- what is left open

    def _settling(self) -> Iterator[str]:
        for thing in telling_grounds.settling(self._explanation, self._plan):
            yield from _indented(thing.what, 2)
            for text in (*thing.gives, thing.why, thing.how):
                yield from _indented(text, 4)

    def _resting(self) -> Iterator[str]:
        caveats = [caveat for line in self._explanation.outcomes for caveat in line.decision.rests_on]
        for rest in telling_grounds.rests(caveats, self._plan):
            yield from _indented(f"{rest.title}{self._see(rest.term)}, {telling_grounds.rest_text(rest)}", 2, 2)
        if any(line.decision.price and line.decision.price.illustrative for line in self._explanation.outcomes):
            yield from _indented(ILLUSTRATIVE, 2)

    def _overruled(self) -> Iterator[str]:
        for lost in self._plan.overruled:
            yield from _indented(telling_grounds.overruled(lost, self._plan), 2)

    def _clauses(self) -> Iterator[str]:
        for term, number in self._numbers.items():
            note = self._plan.note(term)
            yield from _indented(f"[{number}] {note.title}. {note.words}", 2, 4 + len(str(number)))
            for text in telling_grounds.backing(term, self._plan):
                yield from _indented(text, 6)

    def _not_modelled(self) -> Iterator[str]:
        for what, why in self._plan.not_modelled:
            yield from _indented(f"· {what[:1].upper()}{what[1:]}. {why}", 2, 2)

    def _decided(self) -> Iterator[str]:
        yield f"  By the {self._explanation.engine} engine."
        if self._plan.digest:
            yield f"  Contract digest {self._plan.digest}."
        for step, rule in enumerate(self._explanation.trace, start=1):
            yield from _indented(f"{step}. {words.name(rule)}", 4, 3)

    # --------------------------------------------------------------------------------------------------- helpers

    def _see(self, term: str) -> str:
        return f" [{self._numbers[term]}]" if term in self._numbers else ""

    def _point(self, verdict: Verdict, text: str) -> list[str]:
        return _indented(f"{telling.SYMBOLS[verdict]} {text}", 4, 2)


def _indented(text: str, indent: int, hanging: int = 0) -> list[str]:
    """The text in lines; an option of the command line is kept on one line with its value."""
    lines = wrap(
        text.replace(OPTION, f"{OPTION[:-1]}{NO_BREAK}"),
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_on_hyphens=False,
    )
    return [line.replace(NO_BREAK, " ") for line in lines]
