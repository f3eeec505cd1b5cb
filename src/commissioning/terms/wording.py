"""Settings in words, for the contract read back in plain language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from commissioning.domain.calendar import in_words as day_in_words
from commissioning.terms.scalars import AgeRatesValue, say
from commissioning.terms.settings import Conflicting, FromRules, Silent, Stated, VersionOf, day_of


class Saying:
    """How a setting reads: *parameters* gives shared values their titles, *precedence* decides between documents."""

    def __init__(self, parameters: Mapping[str, str] | None = None, precedence: Sequence[str] = ()) -> None:
        self._parameters = parameters or {}
        self._precedence = precedence

    def __call__(self, setting: object, unit: str = "") -> str:
        """The setting as part of a sentence, *unit* after each value: ``16 hours from 13 March 2018, 8 hours from …``."""

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
            first, *others = sorted(setting.conflicting, key=self._rank)
            if self._rank(first) == len(self._precedence):
                every = " or ".join(dict.fromkeys(one(stated.value) for stated in setting.conflicting))
                return f"{every} (documents differ, and nothing says which counts)"
            lost = " and ".join(one(other.value) for other in others)
            return f"{one(first.value)} (another document says {lost}, and gives way)"
        if isinstance(setting, FromRules):
            return self._parameters.get(setting.parameter, setting.parameter.replace("-", " "))
        if isinstance(setting, tuple) and not isinstance(setting, AgeRatesValue):
            return ", ".join(_version(version, one(version.value)) for version in setting)
        return one(setting)

    def _rank(self, stated: Stated[object]) -> int:
        document = stated.source.document if stated.source else ""
        return self._precedence.index(document) if document in self._precedence else len(self._precedence)


def _version(version: VersionOf[object], value: str) -> str:
    until = f" until {day_in_words(day_of(version.until))}" if version.until else ""
    whom = ""
    if version.scope:
        whom = " for " + " and ".join(f"{fact.replace('_', ' ')} {' or '.join(v)}" for fact, v in version.scope.pairs())
    return f"{value} from {day_in_words(day_of(version.from_))}{until}{whom}"
