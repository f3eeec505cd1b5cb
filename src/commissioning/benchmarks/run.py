"""The benchmark: its parts, each measured on one data set from one seed in one run."""

from __future__ import annotations

import importlib.util
import math
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from commissioning.app.workspace import Workspace
from commissioning.benchmarks.answers import Answers, agree
from commissioning.benchmarks.changed import write_changed, write_rows
from commissioning.benchmarks.commands import commands
from commissioning.benchmarks.contracts import CONTRACTS
from commissioning.benchmarks.data import bench_cohort, write_data
from commissioning.benchmarks.measuring import Check, Measured, Say, measured
from commissioning.benchmarks.processes import load, machine
from commissioning.benchmarks.report import MEGABYTE, Part, Reach, Report, of_ratio, row
from commissioning.benchmarks.subjects import ZEN_JOURNEYS

TEN = len(CONTRACTS)
LARGE, LARGEST = 10, 50
"""A large population has so many times the journeys, and the largest so many times."""
CHANGED = 1000
"""Of so many journeys of the large population one has changed."""
PEERS = {"duckdb": "duckdb", "openfisca": "openfisca_core", "zen": "zen"}
"""Peers that may be absent, and the module each is."""
DISTRIBUTIONS = {"duckdb": "duckdb", "openfisca": "openfisca-core", "zen": "zen-engine"}
TITLES = {
    "engine": "this engine, one reading, reasons and totals",
    "python": "plain Python, one reading, no reasons",
    "duckdb": "DuckDB SQL, one reading, no reasons, one thread",
    "python-part": "the part: plain Python",
    "openfisca": "the part: OpenFisca-core",
    "zen": "the part: zen-engine",
}


@dataclass
class Bench:
    """One run: where its data lies, from which seed, how many journeys and how often."""

    workspace: Workspace
    folder: Path
    seed: int
    journeys: int
    repeats: int
    say: Say
    _made: dict[int, Path] = field(default_factory=dict)

    def data(self, journeys: int) -> Path:
        """The data set of that size, made when first asked for."""
        if journeys not in self._made:
            self.say(f"making {journeys:,} journeys from seed {self.seed}")
            path = self.folder / f"journeys-{journeys}"
            self._made[journeys] = write_data(bench_cohort(self.workspace, self.seed, journeys), path)
        return self._made[journeys]

    def measured(self, subjects: Mapping[str, tuple[str, int]], check: Check | None = None) -> dict[str, Measured]:
        """Measures subjects: a kind and a number of journeys for each name."""
        return measured({n: (kind, self.data(size)) for n, (kind, size) in subjects.items()}, self.repeats, self.say, check)


def run(
    workspace: Workspace, *, seed: int, journeys: int, repeats: int, only: Sequence[str] = (), growth: bool = False, say: Say
) -> Report:
    """Measures the parts asked for (all but growth if none is named).

    Raises :class:`~commissioning.errors.Refused` (F002) where two evaluators do not give the same answers.
    """
    chosen = [name for name in PARTS if name in only] or [name for name in PARTS if name != "growth"]
    if growth and "growth" not in chosen:
        chosen.append("growth")
    before = load()
    with tempfile.TemporaryDirectory(prefix="commissioning-bench-") as folder:
        bench = Bench(workspace, Path(folder), seed, journeys, repeats, say)
        data = f"{journeys:,} made-up journeys, seed {seed}; {TEN} contracts"
        report = Report(machine(), "", data, repeats)
        for name in chosen:
            report.add(PARTS[name](bench))
    report.load = f"load {before:.1f} before, {load():.1f} after"
    return report


# ----------------------------------------------------------------------------------------------------------- parts


def _peers(bench: Bench) -> Part:
    """This engine beside hand-written evaluators and beside other engines: first that they agree, then what each takes."""
    absent = [name for name, module in PEERS.items() if importlib.util.find_spec(module) is None]
    names = [name for name in TITLES if name not in absent]
    notes: list[str] = []

    def check(said: Mapping[str, Answers]) -> None:
        notes.extend(_agreed(said["engine"], said[name], TITLES[name]) for name in names if name != "engine")

    found = bench.measured({name: (name, bench.journeys) for name in names}, check)
    notes += [f"{name} is absent and was not measured: pip install '{DISTRIBUTIONS[name]}'" for name in absent]
    notes += _plain_way(found["engine"], bench.journeys)
    sizes = {name: min(bench.journeys, ZEN_JOURNEYS) if name == "zen" else bench.journeys for name in names}
    rows = [row(TITLES[name], sizes[name], TEN, found[name]) for name in names]
    title = "journeys × contracts per CPU second, against"
    reaches = [of_ratio(f"{title} plain Python", found["python"].against(found["engine"]), 50, at_least=True, aim=100)]
    if "duckdb" in found:
        reaches.append(of_ratio(f"{title} DuckDB SQL", found["duckdb"].against(found["engine"]), 5, at_least=True))
    return Part(rows, reaches, notes)


def _agreed(engine: Answers, other: Answers, title: str) -> str:
    agreement = agree(engine.first(len(other.ids)), other, title)
    return (
        f"{title}: gives the engine's answers, {agreement.compared:,} of them; "
        f"{agreement.open:,} are open to the engine (blank facts) and were not compared"
    )


def _plain_way(engine: Measured, journeys: int) -> list[str]:
    if not engine.note:
        return []
    of = f"{engine.note:,} of {journeys * TEN:,} journeys × contracts"
    return [f"the engine decided {of} the plain way, by the reference engine (people who joined again)"]


def _readings(bench: Bench) -> Part:
    found = bench.measured({name: (name, bench.journeys) for name in ("engine", "every-reading")})
    rows = [row("this engine, every reading", bench.journeys, TEN, found["every-reading"])]
    ratio = found["every-reading"].against(found["engine"])
    return Part(rows, [of_ratio("every reading, against one reading", ratio, 2.5)])


def _population(bench: Bench) -> Part:
    """A large population from files to totals, beside reading alone, and a thousandth of it decided again."""
    large, few = LARGE * bench.journeys, max(1, LARGE * bench.journeys // CHANGED)
    whole = bench.data(large)
    changed = write_changed(whole, bench.folder / "changed", few)
    bench.say(f"writing the rows of {large:,} journeys, to compare with")
    write_rows(bench.workspace, whole, changed)
    subjects = {
        "population": ("population", whole),
        "floor": ("floor", whole),
        "changed": ("population", changed),
        "against": ("against", changed),
    }
    found = measured(subjects, bench.repeats, bench.say)
    rows = [
        row("Parquet to totals", large, TEN, found["population"]),
        row("the floor: reading the same columns alone", large, 0, found["floor"]),
        row("changed journeys from a file to totals", few, TEN, found["changed"]),
        row("the same to the rows that differ from the whole's", few, TEN, found["against"]),
    ]
    again = found["changed"].against(found["population"])
    return Part(
        rows,
        [
            of_ratio("Parquet to totals, against reading alone", found["population"].against(found["floor"]), 25, aim=12),
            of_ratio(f"{few:,} changed of {large:,} decided again, against all", again, 0.02),
        ],
        _plain_way(found["population"], large),
    )


def _contracts(bench: Bench) -> Part:
    found = bench.measured({"engine": ("engine", bench.journeys), "forty": ("forty", bench.journeys)})
    ratio = found["forty"].against(found["engine"])
    value, least, most = (math.log(value) / math.log(4) for value in (ratio.value, ratio.least, ratio.most))
    rows = [row("40 contracts: the ten and three variants of each", bench.journeys, 40, found["forty"])]
    return Part(rows, [Reach("growth with contracts, 10 to 40: exponent", value, least, most, 0.6, unit="")])


def _what_if(bench: Bench) -> Part:
    found = bench.measured({"one": ("one", bench.journeys), "what-ifs": ("what-ifs", bench.journeys)})
    rows = [
        row("one contract", bench.journeys, 1, found["one"]),
        row("100 variants of it: 10 hours × 10 windows", bench.journeys, 100, found["what-ifs"]),
    ]
    return Part(rows, [of_ratio("100 variants of one contract, against one run", found["what-ifs"].against(found["one"]), 12)])


def _commands(bench: Bench) -> Part:
    return commands(bench.workspace, bench.folder, bench.seed, bench.repeats, bench.say)


def _growth(bench: Bench) -> Part:
    """The same from files to totals for ever more journeys: time and memory."""
    sizes = [bench.journeys, LARGE * bench.journeys, LARGEST * bench.journeys]
    found = {}
    for size in sizes:
        # One after the other: the largest must not share memory with the others.
        found[size] = bench.measured({"population": ("population", size)})["population"]
    rows = [row("Parquet to totals", size, TEN, found[size]) for size in sizes[1:]]
    small, large, largest = (found[size] for size in sizes)
    slopes = [
        _slope(sizes, times)
        for times in ([one.median for one in found.values()], [min(small.cpu), large.median, max(largest.cpu)])
    ]
    least = _slope(sizes, [max(small.cpu), large.median, min(largest.cpu)])
    memory, peak = largest.peak / large.peak, largest.peak / MEGABYTE
    several = f"{sizes[0]:,} → {sizes[1]:,} → {sizes[2]:,}"
    return Part(
        rows,
        [
            Reach(f"growth with journeys, {several}: exponent", slopes[0], least, slopes[1], limit=1.05, unit=""),
            Reach(f"peak memory, {sizes[2]:,} against {sizes[1]:,}", memory, memory, memory, limit=1.15),
            Reach(f"peak memory, {sizes[2]:,} journeys", peak, peak, peak, limit=700, unit=" MB"),
        ],
    )


def _slope(sizes: Sequence[int], times: Sequence[float]) -> float:
    """The exponent of growth: the slope of the straight line through the logarithms."""
    x, y = [math.log(size) for size in sizes], [math.log(time) for time in times]
    middle, level = sum(x) / len(x), sum(y) / len(y)
    return sum((a - middle) * (b - level) for a, b in zip(x, y, strict=True)) / sum((a - middle) ** 2 for a in x)


PARTS: Mapping[str, Callable[[Bench], Part]] = {
    "peers": _peers,
    "readings": _readings,
    "population": _population,
    "contracts": _contracts,
    "what-if": _what_if,
    "commands": _commands,
    "growth": _growth,
}
"""The parts by name, in the order they are measured."""
