"""The page of made-up cohorts: the model with every source, what each figure sets, what is awkward, and the fit."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.app.reference.markdown import code, fenced, page, table, text
from commissioning.app.simulate import backing, make_cohort, shown, simulate
from commissioning.app.workspace import Workspace
from commissioning.lab.simulation_model import Loaded, load_model, values
from commissioning.lab.simulation_values import (
    Between,
    Day,
    Figures,
    HoursShares,
    Lots,
    Measure,
    Number,
    Ratio,
    Share,
    Spread,
    Stages,
    Words,
    Year,
)
from commissioning.terms.settings import Marked


def simulation(workspace: Workspace) -> str:
    """The page."""
    return page(_page(workspace))


def _page(workspace: Workspace) -> Iterator[str]:
    yield from text("""
        # Made-up cohorts

        `commissioning simulate` makes up journeys and jobs as an input folder: any number of them, from a seed, with the
        awkward cases that real caseloads have. No person is behind any of them.
        """)
    yield from fenced(
        """
commissioning simulate --fit
commissioning simulate --journeys 1000000 --seed 7 --output cohort
commissioning simulate --yearly-starts 10063,12085,10356 --seed 7 --output years-1-to-3
commissioning check cohort --as-of 2026-12-31 --contract fair-start-scotland
""",
        "sh",
    )
    yield from text("""
        * **A seed gives one cohort**, to the penny, on every machine. Journey number n is the same in a cohort of any size;
          a larger cohort only goes on. With `--yearly-starts` the numbers are exact, and a journey then depends on them
          too.
        * Memory does not grow with the cohort. `simulation.json` in the folder says how to make it again.
        * The folder holds `journeys` and `jobs`, and with `--earnings` the wages of every job but self-employment.
        * `--model FILE` takes a model of your own, in the form of the file in `rules/simulation`.

        ## How a cohort is made

        1. People start on days spread evenly over each year, referred some days before. Facts of a person are drawn one by
           one; nothing read says how they go together, so only two things do: a disabled person has a long-term health
           condition, and disabled people and parents enter work less often, as published.
        2. Whether someone enters work, and at which stage of the chain work ends, is drawn with the published shares. The
           day is then drawn within the stage. So the chain is kept to but for chance; nothing is tuned. (Who
           starts again keeps the facts of someone who found no job, which costs the chain about 0.03 of a point.)
        3. Work is laid out as jobs: one after another, with gaps and overlaps that keep clear of the days on which the
           chain looks; beside each other; with hours that change inside a job; begun before the start; found again after a
           stage was missed.
        4. Facts are left blank at stated rates, and rows are written as an office would have them on the last day observed:
           what goes on has no end.
        5. One who starts again is the same client, who had no job the first time. A job of the second journey lies after
           the start of the first too, as in real tables, and is decided for both.

        ## What it is fitted to

        The chain is of all starts to September 2024: who entered work, and who was in work 3, 6 and 12 months after the
        first day in work, each with the stage before. The statistics' own rule was not found in full: here any job begun
        since the start counts, whatever its hours. The payment groups are those of years 1 to 3; the three published
        shares add up to 98%, so 2% are blank, and of those with a group the shares are as if the three made 100%. Payments
        at 13, 26 and 52 weeks of the 2018 cohort (23%, 18%, 14%) are **another measure**: they follow from the contract's
        terms (hours, windows), and nothing is fitted to them. `--decide N` decides N starts of the first year to set beside
        them.

        The fit of 100,000 journeys under seed 1; differences are in percentage points. “Sets” says what the model takes
        from the figure.
        """)
    yield from _fit(workspace)
    loaded = load_model(workspace.rules.documents)
    yield from _model(loaded)
    yield from text("""
        ## What is left out

        * The chain is the same in every year, though an earlier edition had less (in November 2020 33%, 23%, 18%, 13%).
        * Outcomes do not differ by payment group, lot, age or sex: such figures were not found in readable text.
        * A person joins again once at most. Nothing became known later than it was so. There is no evidence, and there are
          no claims.
        * Rows that a reader would leave out (impossible dates, copies, overlaps within one job): every row is valid.
        """)


def _fit(workspace: Workspace) -> Iterator[str]:
    made = simulate(make_cohort(workspace, seed=1))
    rows = []
    for figure in made.figures:
        published = shown(figure.least) if figure.least == figure.most else f"{shown(figure.least)} to {shown(figure.most)}"
        simulated = "" if figure.simulated is None else shown(figure.simulated)
        difference = "" if figure.difference is None else f"{float(figure.difference * 100):+.2f}"
        what = f"{figure.group}: {figure.what}"
        rows.append((what, published, simulated, difference, figure.sets or "nothing", backing(figure.backing)))
    yield from table(("figure", "published", "simulated", "difference", "sets", "source"), rows)


PARTS = {
    "cohort": "When people start",
    "chain": "Who finds work and keeps it",
    "people": "Who they are",
    "work": "Jobs, and how awkward they are",
    "support": "How support ends",
    "missing": "How often a fact is blank",
}


def _model(loaded: Loaded) -> Iterator[str]:
    yield from text(f"""
        ## Every value of the model

        {loaded.model.summary} “Illustrative” values are made up so that engines and people meet such cases; they say
        nothing about Fair Start Scotland. Where values are spread out, `14 at 60%` says that 60% lie below 14; between
        two such points they lie evenly.
        """)
    found = list(values(loaded.model))
    for part, title in PARTS.items():
        yield from text(f"### {title}")
        rows = (
            (
                code(".".join(str(step) for step in path[1:] if isinstance(step, str))),
                about,
                value_in_words(value),
                _backing(value),
            )
            for path, about, value in found
            if path[0] == part
        )
        yield from table(("value", "what it is", "how much", "where it comes from"), rows)


def _backing(value: Marked) -> str:
    provenance = value.provenance()
    said = [] if provenance is None else [backing(provenance)]
    if isinstance(value, Lots):
        said += [f"{source.document}: {source.clause or source.quote}" for source in value.also]
    return "; ".join(said)


def _percent(points: int) -> str:
    return f"{points / 100:g}%"


def value_in_words(value: Marked) -> str:
    """A value of a model as a reader takes it in."""
    if isinstance(value, Share | Measure):
        return _percent(value.value)
    if isinstance(value, Number):
        return f"{value.value:,}"
    if isinstance(value, Day):
        return value.value.isoformat()
    if isinstance(value, Ratio):
        return f"{value.number:,} of {value.of:,}"
    if isinstance(value, Between):
        return f"{_percent(value.at_least)} to {_percent(value.at_most)}; {_percent(value.used)} is used"
    if isinstance(value, Spread):
        return "; ".join(f"{points} at {_percent(at)}" for at, points in value.points.items())
    if isinstance(value, Year):
        return f"{value.starts:,} from {value.from_.isoformat()} to {value.until.isoformat()}"
    if isinstance(value, Lots):
        return "; ".join(f"{lot.lot} {lot.title} ({lot.provider}) {_percent(lot.share)}" for lot in value.lots)
    if isinstance(value, Words | Figures | HoursShares | Stages):
        shares = "; ".join(f"{word} {_percent(share)}" for word, share in value.shares.items())
        return f"{shares}; else blank" if isinstance(value, Words) and value.rest else shares
    raise TypeError(f"{type(value).__name__} has no words for how much it is")
