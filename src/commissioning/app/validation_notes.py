"""The notes of a sample: everything the draw follows from, written so that it can be repeated, and read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from commissioning.domain.money import parse_pounds, pounds
from commissioning.domain.validation import Allocation, Design, Draw, Method, Of
from commissioning.errors import Place, Refused
from commissioning.loading.findings import refusal
from commissioning.loading.validation_sample import ReadSample

NONE = "none"


def notes_of(draw: Draw) -> Iterator[tuple[str, str]]:
    """What is noted of a draw: name and value."""
    design = draw.design
    yield "as of", design.as_of.isoformat()
    yield "claims", str(design.of)
    yield "method", str(design.method)
    yield "allocation", str(design.allocation)
    yield "size", str(design.size)
    yield "seed", str(design.seed)
    yield "bands from", "; ".join(pounds(one) for one in design.bands) or NONE
    yield "all checked from", NONE if design.take_all is None else pounds(design.take_all)
    yield "apart by", design.apart_by or NONE
    yield "contracts", "; ".join(design.contracts) or "every one"
    yield "frame digest", design.digest
    yield "frame claims", str(sum(len(stratum.claims) for stratum in draw.strata))
    yield "frame money", pounds(sum(stratum.money for stratum in draw.strata))


def design_of(sample: ReadSample) -> Design:
    """The design that a sample's notes give. Raises :class:`~commissioning.errors.Refused` with every note that is wrong."""
    notes = _Notes(sample)
    values: dict[str, Any] = {
        "as_of": notes.read("as_of", date.fromisoformat),
        "of": notes.read("claims", Of),
        "method": notes.read("method", Method),
        "allocation": notes.read("allocation", Allocation),
        "size": notes.read("size", _whole),
        "seed": notes.read("seed", _whole),
        "bands": notes.read("bands_from", _sums),
        "take_all": notes.read("all_checked_from", lambda text: None if text == NONE else parse_pounds(text)),
        "apart_by": notes.read("apart_by", lambda text: "" if text == NONE else text),
        "contracts": notes.read("contracts", lambda text: () if text == "every one" else tuple(text.split("; "))),
        "digest": notes.read("frame_digest", _digest),
    }
    if notes.problems:
        raise Refused(notes.problems)
    return Design(**values)


def frame_noted(sample: ReadSample) -> tuple[str, str]:
    """How many claims the frame had, and what they came to, as the notes say it."""
    return sample.notes.get("frame_claims", "?"), sample.notes.get("frame_money", "?")


class _Notes:
    def __init__(self, sample: ReadSample) -> None:
        self._sample = sample
        self.problems: list[Any] = []

    def read(self, name: str, of: Callable[[str], object]) -> object:
        """One note; None where it is lacking or wrong, and said so."""
        shown, text = name.replace("_", " "), self._sample.notes.get(name)
        place = self._sample.notes_at.get(name, Place(self._sample.file))
        remedy = "leave the notes as they were drawn; if they are lost, draw the sample again with the same seed"
        if text is None:
            self.problems.append(refusal("D080", f"the notes do not say '{shown}'", remedy, place))
            return None
        try:
            return of(text)
        except ValueError:
            self.problems.append(refusal("D080", f"the note '{shown}' cannot be read", remedy, place))
            return None


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}(\.0)?", text):
        raise ValueError(text)
    return int(text.partition(".")[0])


def _sums(text: str) -> tuple[int, ...]:
    return () if text == NONE else tuple(parse_pounds(part) for part in text.split(";"))


def _digest(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError(text)
    return text
