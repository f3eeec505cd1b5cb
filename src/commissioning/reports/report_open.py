"""What a check leaves open: what each silence decides, which facts are missing, and what would settle most."""

from __future__ import annotations

from commissioning.domain.decisions import Unsettled
from commissioning.domain.verdicts import Verdict
from commissioning.reports import words
from commissioning.reports.figures import capital, sums, thousands
from commissioning.reports.weighing import Model, Weight

MOST_SETTLING = 3
"""How many silences, and how many missing facts, the first page names."""


def settling(models: list[Model]) -> list[tuple[str, list[dict[str, object]]]]:
    """What would settle most undetermined outcomes: facts to record and silences to fill, the weightiest of each first."""
    missing = [(_not_recorded(kind, name), weight) for (kind, name), weight in _all_facts(models).items()]
    unsaid = [
        (f"{words.model(model.plan)} does not say {words.silence(silence.name)}", model.silences[silence.name])
        for model in models
        for silence in model.plan.silences
        if silence.name in model.silences
    ]
    unsaid.sort(key=lambda item: (-item[1].outcomes, -item[1].alone))
    groups = (("What the contracts do not say", unsaid), ("Facts that were not recorded", missing))
    return [(title, [_weighs(what, weight) for what, weight in of[:MOST_SETTLING]]) for title, of in groups if of]


def _weighs(what: str, weight: Weight) -> dict[str, object]:
    return {"what": what, "outcomes": weight.outcomes, "alone": weight.alone, "journeys": len(weight.journeys)}


def silences(models: list[Model]) -> list[dict[str, object]]:
    """Every silence that leaves an outcome undetermined, the weightiest first."""
    found = [
        (model.silences[silence.name], model, silence)
        for model in models
        for silence in model.plan.silences
        if silence.name in model.silences
    ]
    found.sort(key=lambda item: (-item[0].outcomes, -item[0].alone))
    return [
        {
            "model": words.model(model.plan),
            "what": capital(words.silence(silence.name)),
            "readings": [_reading(silence.name, value, weight) for value in silence.readings],
            "why": silence.why,
            "weight": weight,
            "priced": sums(weight.lowest, weight.highest) if weight.highest else "",
        }
        for weight, model, silence in found
    ]


def idle(models: list[Model]) -> list[tuple[str, str]]:
    """The silences that leave nothing undetermined here, with the models that have them."""
    found: dict[str, list[str]] = {}
    for model in models:
        for silence in model.plan.silences:
            if silence.name not in model.silences:
                found.setdefault(words.silence(silence.name), []).append(words.model(model.plan))
    return [(what, "; ".join(titles)) for what, titles in found.items()]


def _reading(silence: str, value: str, weight: Weight) -> tuple[str, str]:
    given = weight.gives.get(value)
    counted = ", ".join(f"{thousands(given[v])} {words.VERDICTS[v]}" for v in reversed(Verdict) if given[v]) if given else ""
    return words.reading(silence, value), counted


def _all_facts(models: list[Model]) -> dict[tuple[Unsettled, str], Weight]:
    """Missing facts over all models together, the weightiest first."""
    found: dict[tuple[Unsettled, str], Weight] = {}
    for model in models:
        for key, weight in model.facts.items():
            total = found.setdefault(key, Weight())
            total.outcomes += weight.outcomes
            total.alone += weight.alone
            total.journeys |= weight.journeys
    return dict(sorted(found.items(), key=lambda item: -item[1].outcomes))


def facts(models: list[Model]) -> list[dict[str, object]]:
    """Every missing fact that leaves an outcome undetermined, the weightiest first."""
    asking: dict[tuple[Unsettled, str], list[str]] = {}
    for model in models:
        for key in model.facts:
            asking.setdefault(key, []).append(words.model(model.plan))
    return [
        {
            **_weighs(_not_recorded(kind, name), weight),
            "column": name,
            "models": asking[(kind, name)],
        }
        for (kind, name), weight in _all_facts(models).items()
    ]


def _not_recorded(kind: Unsettled, name: str) -> str:
    if kind is Unsettled.JOB_FACT:
        return f"It is not recorded whether {words.of_job(name, None if name != 'qualifying' else '')}"
    return words.unsettled_fact(name)


def otherwise(models: list[Model]) -> list[tuple[str, str, int]]:
    """Undetermined outcomes that neither a silence nor one missing fact decides: the reason, the models, how many."""
    found: dict[str, list[tuple[str, int]]] = {}
    for model in models:
        for why, count in model.open_otherwise.items():
            found.setdefault(why, []).append((words.model(model.plan), count))
    rows = [(why, "; ".join(title for title, _ in of), sum(count for _, count in of)) for why, of in found.items()]
    return sorted(rows, key=lambda row: -row[2])
