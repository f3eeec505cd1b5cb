"""The texts of a whole Arrow column looked at together, letter by letter at once: nothing is made of any text by itself.

What is said here holds for every text of a column, or is not said: a column that is not as nearly all are is for
:mod:`~commissioning.loading.cell_words` and :mod:`~commissioning.loading.personal_data` to look into.
"""

from __future__ import annotations

from typing import Any

from commissioning.loading.cell_words import LONGEST_CODE
from commissioning.loading.personal_data import OPAQUE

NO_FORM_FROM = 10
"""A text of so many letters and signs, with a letter and without a space or an ``@``, has no form of personal data."""
_FACTOR = 0x9E3779B97F4A7C15
_SPREAD = 0xD6E8FEB86659FD93


def plain(texts: Any) -> bool:
    """Whether every text is of visible ASCII signs without a space, and neither blank nor longer than an id may be."""
    import numpy as np

    offsets, letters = _letters(texts)
    if not len(letters):
        return bool(texts.null_count == len(texts))
    lengths = np.diff(offsets)
    blank = len(lengths) - int(np.count_nonzero(lengths))
    return bool(
        blank == texts.null_count and lengths.max() <= LONGEST_CODE and letters.min() > ord(" ") and letters.max() <= ord("~")
    )


def may_tell(texts: Any) -> Any:
    """The different texts that are not of a shape which tells of nobody; an array, mostly an empty one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    offsets, letters = _letters(texts)
    starts, lengths, filled = _filled(offsets)
    if not len(starts) or _opaque(letters, starts, lengths):
        return texts.slice(0, 0)
    if not filled.all():
        texts = texts.filter(pa.array(filled))
    odd = pc.unique(texts.filter(pa.array(~_long_words(letters, starts, lengths))))
    return odd.filter(pc.invert(pc.match_substring_regex(odd, OPAQUE)))


def marks(texts: Any) -> Any:
    """A number of 64 bits for each text, the same for the same text and hardly ever the same for another."""
    import numpy as np

    offsets, letters = _letters(texts)
    starts, lengths = offsets[:-1], np.diff(offsets)
    # Eight letters from every place on, as one number; of the last of a text only its own letters count.
    words = np.ndarray((len(letters) + 1,), "<u8", np.concatenate([letters, np.zeros(8, "u1")]), 0, (1,))
    own = np.array([(1 << 8 * count) - 1 for count in range(9)], "u8")
    # So wide apart no length comes near the letters of a short text.
    found = (lengths.astype("u8") + np.uint64(1)) * np.uint64(_SPREAD)
    for at in range(0, int(lengths.max(initial=0)), 8):
        left = lengths - at
        word = words[np.minimum(starts + at, len(letters))] & own[np.clip(left, 0, 8)]
        mixed = (found ^ word) * np.uint64(_FACTOR)
        found = np.where(left > 0, mixed ^ (mixed >> np.uint64(29)), found)
    return found


def ascending(texts: Any) -> bool:
    """Whether every text comes after the one before it: then none comes twice."""
    import pyarrow.compute as pc

    return (
        len(texts) < 2 or pc.all(pc.greater(texts.slice(1), texts.slice(0, len(texts) - 1)), skip_nulls=False).as_py() is True
    )


def _letters(texts: Any) -> tuple[Any, Any]:
    """Where each text begins and the last ends, and the bytes of all."""
    import numpy as np

    _, places, data = texts.buffers()
    if places is None or data is None:
        return np.zeros(len(texts) + 1, "i4"), np.zeros(0, "u1")
    offsets = np.frombuffer(places, "i4")[texts.offset : texts.offset + len(texts) + 1]
    return offsets - offsets[0], np.frombuffer(data, "u1")[offsets[0] : offsets[-1]]


def _filled(offsets: Any) -> tuple[Any, Any, Any]:
    """Where the texts that hold something begin, and how long they are; and which those are."""
    import numpy as np

    lengths = np.diff(offsets)
    filled = lengths > 0
    return (offsets[:-1][filled], lengths[filled], filled) if not filled.all() else (offsets[:-1], lengths, filled)


def _opaque(letters: Any, starts: Any, lengths: Any) -> bool:
    """Whether all texts are letters with digits after them, or all are digits too few or too many to tell of anybody."""
    import numpy as np

    digit = (letters - np.uint8(ord("0"))) < 10
    if digit.all():
        return bool(((lengths <= 7) | (lengths >= 12)).all())
    letter = ((letters | np.uint8(0x20)) - np.uint8(ord("a"))) < 26
    if not ((digit | letter).all() and letter[starts].all() and digit[starts + lengths - 1].all()):
        return False
    # A letter comes after a digit only where one text ends and the next begins.
    return int(np.count_nonzero(letter[1:] & digit[:-1])) == len(starts) - 1


def _long_words(letters: Any, starts: Any, lengths: Any) -> Any:
    """Which texts have no form of personal data because of :data:`NO_FORM_FROM`."""
    import numpy as np

    if letters.min() <= ord(" ") or letters.max() > ord("~") or (letters == ord("@")).any():
        return np.zeros(len(starts), bool)
    letter = ((letters | np.uint8(0x20)) - np.uint8(ord("a"))) < 26
    return (lengths >= NO_FORM_FROM) & np.logical_or.reduceat(letter, starts)
