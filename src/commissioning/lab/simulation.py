"""Made-up cohorts of any size, block by block: the same seed gives the same journeys, whatever the total.

A block is :data:`BLOCK` journeys. Each has a stream of chance of its own, so that journey number n is the same in a cohort of
ten thousand and of ten million, and blocks can be made in any order and by any number of processes. Everything in a block is
an array: days counted from 1 January 1970, hours in hundredths, money in whole pence, codes by position; blanks are
:data:`BLANK` or :data:`NO_DAY`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from commissioning.errors import usage
from commissioning.lab.simulation_draws import Draws
from commissioning.lab.simulation_model import Loaded
from commissioning.lab.simulation_people import BLOCK, People, PersonTables, people, person_tables, with_re_joins
from commissioning.lab.simulation_support import Endings, endings
from commissioning.lab.simulation_tables import Calendar, ChainTables, calendar_of, chain_of, starts_of
from commissioning.lab.simulation_work import Rows, WorkTables, spells, work, work_tables
from commissioning.terms.parameters import Parameter

Part = TypeVar("Part", People, Endings, Rows)

MOST_JOURNEYS = 1_000_000_000
"""The largest cohort: ids have nine digits, and the numbers of jobs one more."""


@dataclass(frozen=True)
class Simulator:
    """A model made ready for drawing any number of cohorts; see :func:`simulator`."""

    loaded: Loaded
    people: PersonTables
    chain: ChainTables
    work: WorkTables
    calendar: Calendar

    def cohort(self, seed: int, journeys: int) -> Cohort:
        """A cohort of so many journeys. Raises :class:`Refused` for a size, or a seed, that there cannot be."""
        starts = self.people.starts
        if seed < 0:
            raise usage("U062", "a seed cannot be negative", "give a whole number from 0 on")
        if not 1 <= journeys <= MOST_JOURNEYS:
            raise usage("U062", f"a cohort has from 1 to {MOST_JOURNEYS:,} journeys", "correct --journeys")
        if starts.fixed and journeys != starts.total:
            message = f"the yearly starts add up to {starts.total:,}, not {journeys:,}"
            raise usage("U062", message, "leave out --journeys, or correct --yearly-starts")
        return Cohort(self, seed, journeys)


@dataclass(frozen=True)
class Block:
    """Some journeys that follow each other, with their jobs; arrays have one value for each journey, or row of jobs."""

    people: People
    support: Endings
    jobs: Rows

    def __len__(self) -> int:
        return len(self.people.start)

    def first(self, journeys: int) -> Block:
        """The first so many journeys of the block."""
        if journeys >= len(self):
            return self
        rows = int(self.jobs.journey.searchsorted(journeys))
        return Block(_first(self.people, journeys), _first(self.support, journeys), _first(self.jobs, rows))


def _first(of: Part, size: int) -> Part:
    return replace(of, **{field.name: getattr(of, field.name)[:size] for field in fields(of)})


@dataclass(frozen=True)
class Cohort:
    """So many journeys of a model under one seed."""

    simulator: Simulator
    seed: int
    journeys: int

    @property
    def block_count(self) -> int:
        """How many blocks there are."""
        return -(-self.journeys // BLOCK)

    def block(self, number: int) -> Block:
        """The block of that number, from 0; the last one may be shorter."""
        of, draws = self.simulator, Draws(self.seed, number)
        who = people(of.people, of.chain, draws, number * BLOCK)
        held = spells(who, of.work, of.chain, of.calendar, draws)
        support = endings(who, held, of.calendar, of.work.observed)
        rows = work(who, held, support.died_on, of.work, of.calendar, draws)
        return Block(who, support, rows).first(self.journeys - number * BLOCK)

    def blocks(self) -> Iterator[Block]:
        """Every block, one at a time."""
        for number in range(self.block_count):
            yield self.block(number)


def simulator(loaded: Loaded, wages: Parameter, yearly_starts: Sequence[int] = ()) -> Simulator:
    """A model made ready, with the minimum *wages* by age.

    *yearly_starts* are exact numbers of starts for the model's years, in order; a cohort then has exactly their sum. Without
    them it has any size, and the years have the proportions that the model gives. Raises :class:`Refused` for more years than
    there are.
    """
    model = loaded.model
    chain = chain_of(model)
    persons = person_tables(model, starts_of(model, yearly_starts))
    return Simulator(loaded, with_re_joins(persons, chain, model), chain, work_tables(model), calendar_of(model, wages))
