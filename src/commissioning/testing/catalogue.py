"""The steps there are: each a sentence, what it means and an example; and the one nearest to a step that is misspelt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from inspect import signature
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pytest_bdd import given, then, when

from commissioning.errors import usage
from commissioning.testing.phrases import Phrase, skeleton

if TYPE_CHECKING:
    from commissioning.testing.story import Story

Keyword = Literal["given", "when", "then"]
Table = Sequence[Sequence[str]]
Does = TypeVar("Does", bound=Callable[..., None])

_REGISTER = {"given": given, "when": when, "then": then}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: *phrase* is the sentence, *example* one filled in; *listed* is false for a variant of another step."""

    keyword: Keyword
    phrase: Phrase
    meaning: str
    example: str
    listed: bool = True


STEPS: list[Step] = []
"""Every step, in the order in which they are listed, once :func:`load_steps` has been called."""


def load_steps() -> tuple[ModuleType, ...]:
    """The modules that hold the steps."""
    from commissioning.testing import claim_steps, claims, fidelity_steps, lab_steps, service_steps, steps, validation_steps

    return steps, claims, fidelity_steps, service_steps, claim_steps, validation_steps, lab_steps


def step(keyword: Keyword, text: str, example: str, *, listed: bool = True, depth: int = 0) -> Callable[[Does], Does]:
    """Make a function a step. It is given the story, what is filled in by place, and a *table* or *text* if it takes one.

    The step belongs to the module that calls this, or to the one so many calls further out (*depth*).
    """

    def register(does: Does) -> Does:
        takes = signature(does).parameters

        def run(story: Story, filled: dict[str, Any], datatable: Table | None = None, docstring: str | None = None) -> None:
            below: dict[str, object] = {}
            if "table" in takes:
                below["table"] = _below(datatable, "a table")
            if "text" in takes:
                below["text"] = _below(docstring, 'a text between """ and """')
            does(story, **filled, **below)

        phrase = Phrase(text)
        meaning = " ".join((does.__doc__ or "").split())
        STEPS.append(Step(keyword, phrase, meaning, example, listed))
        _REGISTER[keyword](phrase, stacklevel=2 + depth)(run)
        return does

    return register


def _below(given_below: object, what: str) -> object:
    if given_below is None:
        raise usage("T013", f"{what} must follow this step", "see `commissioning test --steps`")
    return given_below


ALIKE = 0.65
"""From how much of it on a sentence is near enough to be suggested."""


def nearest_step(text: str, keyword: str) -> str:
    """What to say of a step that matches none: the nearest one of that keyword, or blank if none is near."""
    for known in STEPS:
        if known.phrase.is_matching(text):
            return f"this is a step for '{known.keyword.capitalize()}', not for '{keyword.capitalize()}'"
    written = skeleton(text)
    ratio, best = max(
        (SequenceMatcher(None, written, form).ratio(), known.phrase.name)
        for known in STEPS
        if known.keyword == keyword
        for form in known.phrase.skeletons
    )
    return f"did you mean '{best}'?" if ratio >= ALIKE else ""
