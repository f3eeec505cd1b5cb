"""Settings in words, for the contract read back in plain language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from commissioning.domain.calendar import in_words as day_in_words
from commissioning.terms.scalars import AgeRatesValue, say
from commissioning.terms.settings import Conflicting, FromRules, Silent, Stated, VersionOf, day_of


def in_words(setting: object, unit: str = "", parameters: Mapping[str, str] | None = None) -> str:
    """A setting as part of a sentence; *unit* follows each value, *parameters* gives shared values their titles."""

    def one(value: object) -> str:
        text = day_in_words(value) if isinstance(value, date) else say(value).replace("_", " ")
        if value is None or not unit:
            return text
        return f"{text} {unit[:-1] if text == '1' and unit.endswith('s') else unit}"

    if isinstance(setting, Stated):
        return one(setting.value)
    if isinstance(setting, Silent):
        return "not stated (read as " + " or as ".join(one(reading) for reading in setting.silent) + ")"
    if isinstance(setting, Conflicting):
        return " against ".join(
            f"{one(s.value)} ({s.source.document if s.source else 'no source'})" for s in setting.conflicting
        )
    if isinstance(setting, FromRules):
        return (parameters or {}).get(setting.parameter, setting.parameter.replace("-", " "))
    if isinstance(setting, tuple) and not isinstance(setting, AgeRatesValue):
        return ", ".join(_version(version, one(version.value)) for version in setting)
    return one(setting)


def _version(version: VersionOf[object], value: str) -> str:
    until = f" until {day_in_words(day_of(version.until))}" if version.until else ""
    whom = ""
    if version.scope:
        whom = " for " + " and ".join(f"{fact.replace('_', ' ')} {' or '.join(v)}" for fact, v in version.scope.pairs())
    return f"{value} from {day_in_words(day_of(version.from_))}{until}{whom}"
