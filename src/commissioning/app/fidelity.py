"""Score the fidelity reviews of a file, each on its scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commissioning.domain.fidelity import Assessment, Scale, assess
from commissioning.errors import Exit, Problem, Refused, nearest, usage
from commissioning.loading.fidelity import read_reviews
from commissioning.loading.fidelity_scales import load_scales
from commissioning.loading.rules import load_rules
from commissioning.terms.contract import Document


@dataclass(frozen=True)
class Scored:
    """What was made of a file: an assessment for each review, the scales and the register of documents they rest on."""

    assessments: tuple[Assessment, ...]
    scales: Mapping[str, Scale]
    documents: Mapping[str, Document]
    problems: tuple[Problem, ...]
    left_out: int

    @property
    def exit_code(self) -> Exit:
        """1 where rows were left out; a low band changes nothing."""
        return Exit.PROBLEMS if self.left_out else Exit.DECIDED


def fidelity_scales() -> dict[str, Scale]:
    """Every scale that ships, by id; raises :class:`~commissioning.errors.Refused` (a fault of ours) for a broken one."""
    scales, problems = load_scales()
    if problems:
        raise Refused(problems, Exit.FAULT)
    return scales


def score_reviews(path: Path, scale_id: str = "") -> Scored:
    """Score every review in a file, or those on one scale only.

    Raises :class:`~commissioning.errors.Refused` for an unknown scale, a file that cannot be read and one without any review.
    """
    scales = fidelity_scales()
    if scale_id and scale_id not in scales:
        remedy = nearest(scale_id, scales) or f"scales: {', '.join(scales)}"
        raise usage("U040", f"there is no fidelity scale '{scale_id}'", remedy)
    read = read_reviews(path, scales, scale_id)
    if not read.reviews:
        on = f" on the scale '{scale_id}'" if scale_id else ""
        nothing = Problem("U042", f"{path.name} has no review{on} that can be scored", "see docs/reference/fidelity.md")
        raise Refused([*read.problems, nothing])
    assessments = tuple(assess(scales[review.scale_id], review) for review in read.reviews)
    return Scored(assessments, scales, load_rules()[0].documents, read.problems, read.left_out)
