"""A term as it stood on a day: each dated value stated once, as it was in force then."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel

from commissioning.terms.scalars import AgeRatesValue
from commissioning.terms.settings import Stated, VersionOf, day_of

M = TypeVar("M", bound=BaseModel)


def as_it_stood(model: M, day: date) -> M:
    """The model with every dated value replaced by the version in force on *day*; one not in force then stays as it is."""
    changes = {name: _stood(getattr(model, name), day) for name in type(model).model_fields}
    return model.model_copy(update={name: value for name, value in changes.items() if value is not getattr(model, name)})


def _stood(value: Any, day: date) -> Any:
    if isinstance(value, tuple) and not isinstance(value, AgeRatesValue) and value and isinstance(value[0], VersionOf):
        return _version_on(value, day)
    if isinstance(value, BaseModel) and not isinstance(value, Stated):
        return as_it_stood(value, day)
    if isinstance(value, dict):
        return {key: _stood(item, day) for key, item in value.items()}
    return value


def _version_on(versions: tuple[VersionOf[Any], ...], day: date) -> Any:
    in_force = [
        v for v in versions if day_of(v.from_) <= day and (v.until is None or day <= day_of(v.until)) and v.scope is None
    ]
    if not in_force:
        return versions
    latest = max(in_force, key=lambda v: day_of(v.from_))
    return Stated.model_construct(
        value=latest.value, source=latest.source, assumed=latest.assumed, illustrative=latest.illustrative
    )
