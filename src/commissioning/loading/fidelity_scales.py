"""The fidelity scales of ``rules/fidelity``: each file read, checked, and made into a scale that reviews are scored on.

A file that is wrong is left out with every problem it has: an unknown document, sections that do not hold the items they
count, anchors that leave a score out or overlap, bands that do not lie end to end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from commissioning.domain.fidelity_scale import LEAST, MOST, Anchor, Band, Instrument, Item, Scale, Section, Step
from commissioning.domain.provenance import Provenance, Standing
from commissioning.errors import Problem
from commissioning.loading.rules import load_rules
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import YamlFile, read_yaml
from commissioning.places import shipped
from commissioning.terms.origin import Origin
from commissioning.terms.origin import Path as TreePath
from commissioning.terms.scalars import Name, Sentence, Whole, wrong
from commissioning.terms.settings import Marked, Source, Strict

SCORES = tuple(range(MOST, LEAST - 1, -1))
_AMOUNT = re.compile(r"\d{1,6}(\.\d{1,2})?")


def amount(value: Any) -> Fraction:
    """A number of an anchor, exactly: ``20`` or ``95.5``; at most two decimals."""
    text = value.strip() if isinstance(value, str) else ""
    if not _AMOUNT.fullmatch(text):
        raise wrong("must be a number with at most two decimals", "write it in digits, such as 20 or 95.5")
    return Fraction(text)


Amount = Annotated[Fraction, BeforeValidator(amount)]


class _Step(Strict):
    """What one score asks of the evidence."""

    at_least: Amount | None = Field(None, description="The lowest value, included.")
    at_most: Amount | None = Field(None, description="The highest value, included.")
    below: Amount | None = Field(None, description="The value it lies under.")


class _Anchor(Marked):
    fact: Name
    title: Sentence
    unit: Literal["clients", "percent", "days"]
    scores: dict[Literal["1", "2", "3", "4", "5"], _Step]
    also: tuple[Source, ...] = ()


class _Wording(Marked):
    scores: dict[Literal["1", "2", "3", "4", "5"], Sentence]


class _Item(Strict):
    id: Name
    name: Sentence
    section: Name | None = None
    anchor: _Anchor | None = None
    wording: _Wording | None = None


class _FurtherItems(Marked):
    count: Whole
    id: Name
    name: Sentence


class _Section(Strict):
    id: Name
    title: Sentence
    items: Whole


class _Sections(Marked):
    groups: tuple[_Section, ...] = Field(min_length=1)


class _Band(Strict):
    id: Literal["not_ips", "fair", "good", "exemplary"]
    title: Sentence
    at_least: Whole | None = None
    at_most: Whole | None = None


class _Bands(Marked):
    limits: tuple[_Band, ...] = Field(min_length=1)


class _Unsaid(Strict):
    what: Sentence
    why: Sentence


class _ScaleFile(Marked):
    """A file of ``rules/fidelity``."""

    scale: Name
    title: Sentence
    version: Sentence
    instrument: Literal["formal_review", "guided_self_assessment"]
    items_of: Name | None = None
    sections: _Sections | None = None
    names: Marked | None = None
    items: tuple[_Item, ...] = ()
    further_items: _FurtherItems | None = None
    bands: _Bands | None = None
    silent: tuple[_Unsaid, ...] = ()


def load_scales(folder: Path | None = None) -> tuple[dict[str, Scale], list[Problem]]:
    """Every scale of ``rules/fidelity`` under *folder* (the rules shipped if none is given) by id, and every problem."""
    root = folder or shipped("rules")
    documents = load_rules(root)[0].documents
    scales: dict[str, Scale] = {}
    problems: list[Problem] = []
    # Scales that take the items of another come after it.
    for file, model in sorted(_read(root, problems), key=lambda read: (read[1].items_of or "", read[0].file)):
        reading = _Reading(file.origin(), model, documents, scales)
        scale = reading.scale()
        problems += reading.problems
        if scale is not None and not reading.problems:
            scales[scale.id] = scale
    return scales, problems


def _read(root: Path, problems: list[Problem]) -> Iterator[tuple[YamlFile, _ScaleFile]]:
    for path in sorted((root / "fidelity").glob("*.yaml")):
        file = read_yaml(path, f"rules/fidelity/{path.name}")
        problems += file.problems
        if isinstance(file.tree, dict):
            model, found = validated(_ScaleFile, file.tree, file.origin())
            problems += found
            if model is not None:
                yield file, model


class _Reading:
    """One file on its way to a scale, with the problems found."""

    def __init__(self, origin: Origin, model: _ScaleFile, documents: Mapping[str, object], scales: Mapping[str, Scale]) -> None:
        self._origin = origin
        self._model = model
        self._documents = documents
        self._scales = scales
        self.problems: list[Problem] = []

    def scale(self) -> Scale | None:
        """The scale; not to be used where there are problems."""
        model = self._model
        of = self._standing(model, ())
        if model.items_of is not None:
            other = self._scales.get(model.items_of)
            if other is None:
                self._wrong("C091", "'items_of' names a scale that there is not, or that is broken", "correct it", "items_of")
                return None
            items, sections, said_by = other.items, other.sections, other.sections_provenance
        else:
            items, sections, said_by = self._items(), self._sections(), None
            if model.sections is not None:
                said_by = self._standing(model.sections, ("sections",))
            self._check_sections(items, sections)
        return Scale(
            id=model.scale,
            title=model.title,
            version=model.version,
            instrument=Instrument(model.instrument),
            sections=sections,
            items=items,
            bands=self._bands(len(items)),
            provenance=of,
            sections_provenance=said_by,
            silences=tuple((unsaid.what, unsaid.why) for unsaid in model.silent),
        )

    # ------------------------------------------------------------------------------------------------------- items

    def _items(self) -> tuple[Item, ...]:
        names = self._standing(self._model.names, ("names",))
        found = [self._item(index, item, names) for index, item in enumerate(self._model.items)]
        further = self._model.further_items
        if further is not None:
            of = self._standing(further, ("further_items",))
            found += [Item(f"{further.id}_{n}", f"{further.name} ({n})", of) for n in range(1, further.count + 1)]
        else:
            found = [replace(item, number=number) for number, item in enumerate(found, 1)]
        ids = [item.id for item in found]
        for index, item_id in enumerate(ids):
            if item_id in ids[:index]:
                self._wrong("C091", f"two items have the id '{item_id}'", "give each its own", "items", index)
        if not found:
            self._wrong("C091", "has no items", "list them under 'items', or name a scale under 'items_of'")
        return tuple(found)

    def _item(self, index: int, item: _Item, names: Provenance) -> Item:
        at: TreePath = ("items", index)
        scores = item.wording.scores.items() if item.wording else ()
        return Item(
            id=item.id,
            name=item.name,
            provenance=names,
            section=item.section or "",
            anchor=self._anchor(item.anchor, (*at, "anchor")) if item.anchor else None,
            wording=tuple((int(score), words) for score, words in sorted(scores, reverse=True)),
            wording_provenance=self._standing(item.wording, (*at, "wording")) if item.wording else None,
        )

    def _anchor(self, anchor: _Anchor, at: TreePath) -> Anchor:
        steps = tuple(
            Step(int(score), step.at_least, step.at_most, step.below)
            for score, step in sorted(anchor.scores.items(), reverse=True)
        )
        if [step.score for step in steps] != list(SCORES):
            self._wrong("C092", "the anchor leaves a score out", "say what each score from 1 to 5 asks", *at, "scores")
        elif not _in_order(steps):
            message = (
                "the steps overlap, are not in order, or do not reach all the way: a value could score two things, or nothing"
            )
            remedy = "leave the first and the last step open, and let each begin above the end of the one before"
            self._wrong("C092", message, remedy, *at, "scores")
        for index, also in enumerate(anchor.also):
            self._known(also.document, (*at, "also", index))
        more = tuple(_said_by(also) for also in anchor.also)
        return Anchor(anchor.fact, anchor.title, anchor.unit, steps, self._standing(anchor, at), more)

    # ------------------------------------------------------------------------------------------- sections and bands

    def _sections(self) -> tuple[Section, ...]:
        listed = self._model.sections.groups if self._model.sections else ()
        return tuple(Section(section.id, section.title, section.items) for section in listed)

    def _check_sections(self, items: Iterable[Item], sections: tuple[Section, ...]) -> None:
        within = [item.section for item in items]
        for index, section in enumerate(sections):
            if within.count(section.id) != section.items:
                message = f"the section '{section.id}' counts {section.items} items, and {within.count(section.id)} name it"
                self._wrong("C091", message, "correct the count, or the items", "sections", "groups", index)
        unknown = sorted(set(within) - {section.id for section in sections} - {""})
        if unknown or (sections and "" in within):
            message = f"no section '{unknown[0]}' is listed" if unknown else "an item names no section"
            self._wrong("C091", message, "let every item name one of the sections", "items")

    def _bands(self, items: int) -> tuple[Band, ...]:
        if self._model.bands is None:
            return ()
        of = self._standing(self._model.bands, ("bands",))
        least, most = LEAST * items, MOST * items
        bands = tuple(
            Band(
                band.id,
                band.title,
                least if band.at_least is None else band.at_least,
                most if band.at_most is None else band.at_most,
                of,
            )
            for band in self._model.bands.limits
        )
        ends = [least - 1, *(band.high for band in bands)]
        if [band.low for band in bands] != [end + 1 for end in ends[:-1]] or ends[-1] != most:
            message = f"the bands do not lie end to end from {least} to {most}"
            self._wrong("C093", message, "let each begin one above the end of the one before", "bands")
        return bands

    # ---------------------------------------------------------------------------------------------------- standing

    def _standing(self, marked: Marked | None, at: TreePath) -> Provenance:
        found = None if marked is None else marked.provenance()
        if found is None:
            self._wrong("C040", "does not say where it comes from", "add 'source', 'assumed' or 'illustrative'", *at)
            return Provenance(Standing.ASSUMED, why="not said")
        if found.is_sourced:
            self._known(found.document, (*at, "source"))
        return found

    def _known(self, document: str, at: TreePath) -> None:
        if document not in self._documents:
            self._wrong("C021", f"there is no document '{document}' in the register", "add it to rules/documents.yaml", *at)

    def _wrong(self, code: str, message: str, remedy: str, *at: str | int) -> None:
        self.problems.append(self._origin.problem(code, message, remedy, at))


def _said_by(source: Source) -> Provenance:
    return Provenance(Standing.SOURCED, source.document, source.clause or "", source.quote or "")


def _in_order(steps: tuple[Step, ...]) -> bool:
    """Whether steps run one way without overlap, the outer two open at their outer ends."""
    rising = sorted(steps, key=lambda step: -1 if step.at_least is None else step.at_least)
    if [step.score for step in rising] not in (list(SCORES), list(reversed(SCORES))):
        return False
    first, last = rising[0], rising[-1]
    if first.at_least is not None or last.at_most is not None or last.below is not None:
        return False
    return all(next_one.at_least is not None and one.is_under(next_one.at_least) for one, next_one in pairwise(rising))
