"""One text for one value: rows and decisions as JSON that is always written alike, and the hashes taken of them."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from commissioning.domain.journeys import FactValue

DAY = "day"
"""The one key of an object that stands for a date, so that a date and a text of the same signs stay apart."""


def row_text(values: Mapping[str, FactValue]) -> str:
    """A row as JSON: keys in order, blanks left out, dates marked as dates."""
    return _row_encoder.encode({name: value for name, value in values.items() if value is not None})


def row_values(text: str) -> dict[str, FactValue]:
    """The row that :func:`row_text` wrote."""
    found: dict[str, FactValue] = json.loads(text, object_hook=_dated)
    return found


def _dated(pairs: dict[str, Any]) -> Any:
    return (
        date.fromisoformat(pairs[DAY])
        if len(pairs) == 1 and isinstance(pairs.get(DAY), str) and len(pairs[DAY]) == 10
        else pairs
    )


def _marked(thing: object) -> object:
    if isinstance(thing, date):
        return {DAY: thing.isoformat()}
    raise TypeError(f"{type(thing).__name__} cannot be kept")


_row_encoder = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_marked)
_encoder = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def plain_text(value: Any) -> str:
    """Plain data as JSON: keys in order, no space, dates as ISO text."""
    return _encoder.encode(value)


def plain(value: Any, without: frozenset[str] = frozenset()) -> Any:
    """Plain data of frozen dataclasses and what they hold: each class and field by name (some left out), sets in order."""
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value) and not isinstance(value, type):
        named = {f.name: plain(getattr(value, f.name), without) for f in fields(value) if f.name not in without}
        return {"": type(value).__name__, **named}
    if isinstance(value, Mapping):
        return {str(key): plain(item, without) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item, without) for item in value), key=plain_text)
    if isinstance(value, tuple | list):
        return [plain(item, without) for item in value]
    return value if isinstance(value, bool | int | str) or value is None else str(value)


def digest(text: str) -> str:
    """SHA-256 of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(parts: Iterable[str]) -> str:
    """SHA-256 of several texts, each with its length before it: no two lists of texts read alike."""
    return hashlib.sha256("".join([f"{len(part)}:{part}" for part in parts]).encode()).hexdigest()


def keyed(salt: str, text: str) -> str:
    """A hash that cannot be made, nor guessed from, without the salt (HMAC-SHA-256)."""
    return hmac.digest(bytes.fromhex(salt), text.encode(), "sha256").hex()
