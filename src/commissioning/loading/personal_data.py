"""What must never be read: columns of names, dates of birth, numbers and contact details, and ids that are such things.

Input is pseudonymised, and stays so: a file with such columns is refused unless a mapping file says which columns are ours, and
ids must be opaque. What was found is named by its kind and place, never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commissioning.loading.dates import may_be_a_birth

NI = "National Insurance numbers"
CHI = "CHI numbers"
EMAIL = "e-mail addresses"
PHONE = "telephone numbers"
POSTCODE = "postcodes"
BIRTH = "dates of birth"
NAME = "names"
ADDRESS = "addresses"
OTHER_NUMBER = "numbers that identify a person"

# ------------------------------------------------------------------------------------------------------- headings

_WORDS_OF: tuple[tuple[str, str], ...] = (
    (r"dob|d o b|yob|date of birth|birth ?date|birthday|birth|born|born on", BIRTH),
    (r"nino|nin|n ?i ?(number|no|num|nr|code)|national insurance( (number|no|num|nr))?|nat ins( (number|no))?", NI),
    (r"chi|chi ?(number|no|num|nr)", CHI),
    (
        r"nhs ?(number|no)|passport( (number|no))?|driving licence( (number|no))?|bank account|account number|sort code",
        OTHER_NUMBER,
    ),
    (r"post ?codes?|p ?code|zip ?code", POSTCODE),
    (r"e ?mails?|e ?mail address(es)?", EMAIL),
    (r"(tele)?phones?|(tele)?phone (number|no)|tel|tel (number|no)|mobiles?|mob|contact (number|no|details)|fax", PHONE),
    (r"address(es)?|street|house (number|name|no)|town", ADDRESS),
    (
        r"names?|forenames?|surnames?|prenom|fore ?names?|sur ?names?|fnames?|lnames?|firstnames?|lastnames?|fullnames?|"
        r"username|initials|next of kin|maiden|known as",
        NAME,
    ),
)
_HEADINGS = tuple((re.compile(rf"(?:^| )(?:{words})(?= |$)"), what) for words, what in _WORDS_OF)

_NAMES_OF_OTHER_THINGS = re.compile(
    r"(?:^| )(employer|provider|contract|council|area|service|programme|lot|scheme|project|organisation|company|business|"
    r"file|sheet|local authority|benefit|outcome|region|partnership|lep|course|qualification) names?(?= |$)"
)
"""Names that are not a person's."""


def in_words(heading: str) -> str:
    """A heading as plain words in small letters: ``firstName`` and ``First_Name`` are both ``first name``."""
    # Letters of other widths, accents and signs that cannot be seen do not make another word of it.
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", heading) if unicodedata.category(sign) not in ("Mn", "Cf"))
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", plain)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", spaced.casefold().replace("'", "").replace("’", "")).split())


def personal_heading(heading: str) -> str | None:
    """The kind of personal data a column of that heading holds, or None."""
    words = _NAMES_OF_OTHER_THINGS.sub(" ", in_words(heading)).strip()
    if words == "ni":
        return NI
    for pattern, what in _HEADINGS:
        if pattern.search(words):
            return what
    return None


# --------------------------------------------------------------------------------------------------------- values


def _begins_with_birth(text: str) -> bool:
    """Whether ten digits begin with a day and a month, as a CHI number does with those of the birth."""
    return 1 <= int(text[:2]) <= 31 and 1 <= int(text[2:4]) <= 12


def _is_chi(text: str) -> bool:
    """Whether ten digits also end with the check digit of a CHI number (modulus 11)."""
    digits = [int(digit) for digit in text.replace(" ", "")]
    check = -sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check == digits[9] and _begins_with_birth(text)


def _is_birth(text: str) -> bool:
    """A day on which someone of working age can have been born, however it is written."""
    parts = re.findall(r"[0-9]+", text)
    if len(parts) == 1:
        digits = parts[0]
        orders = [(digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2])]
    elif len(parts[0]) == 4:
        orders = [(parts[0], parts[1], parts[2])]
    else:
        year = parts[2] if len(parts[2]) == 4 else f"19{parts[2]}"
        orders = [(year, parts[1], parts[0]), (year, parts[0], parts[1])]
    return any(_can_be_birth(*order) for order in orders)


def _can_be_birth(year: str, month: str, day: str) -> bool:
    try:
        return may_be_a_birth(date(int(year), int(month), int(day)))
    except ValueError:
        return False


def _always(text: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Form:
    """A form that personal data has.

    Opaque ids fall into some forms by chance: such a form tells only when at least one in *one_in* of the values of its length
    has it; 0 is a form that tells by itself.
    """

    what: str
    pattern: re.Pattern[str]
    one_in: int = 0
    holds: Callable[[str], bool] = _always


def _form(what: str, pattern: str, one_in: int = 0, holds: Callable[[str], bool] = _always) -> _Form:
    return _Form(what, re.compile(pattern, re.IGNORECASE), one_in, holds)


_OUTWARD = r"(?:[A-Z]{1,2}[0-9][A-Z0-9]?|GIR)"
_IN_NAME = r"(?:[^\W\d_]|['’.-])"
_WRITTEN_OUT = (
    _form(NI, r"\b[A-Z]{2} [0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b"),
    _form(EMAIL, r"[^\s@]{1,64}@[^\s@]{1,255}\.[A-Z]{2,}"),
    _form(PHONE, r"(?<![\w+])(?:\+44|0044)[ ()-]*(?:0[ ()-]*)?[1-9](?:[ ()-]*[0-9]){8,9}\b"),
    _form(PHONE, r"(?<![\w+])07[0-9]{3}[ -][0-9 -]{6,8}\b|(?<![\w+])\(?0[123][0-9]{2,4}\)?[ -][0-9][0-9 -]{4,8}[0-9]\b"),
    _form(POSTCODE, rf"\b{_OUTWARD} [0-9][A-Z]{{2}}\b"),
)
_CLOSED_UP = (
    _form(NI, r"\b[A-Z]{2}[0-9]{6}[A-D]\b|\bTN[0-9]{6}[MF]\b", one_in=1000),
    _form(PHONE, r"\b07[0-9]{9}\b", one_in=20),
    _form(CHI, r"\b[0-9]{6} ?[0-9]{4}\b", one_in=5, holds=_is_chi),
    _form(CHI, r"\b[0-9]{6} ?[0-9]{4}\b", one_in=2, holds=_begins_with_birth),
)
_OF_PERSONS = (
    _form(NAME, rf"[^\W\d_]{_IN_NAME}*(?:,? [^\W\d_]{_IN_NAME}+)+"),
    _form(BIRTH, r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([-/.])[0-9]{1,2}\2[0-9]{2,4}", holds=_is_birth),
    _form(BIRTH, r"[0-9]{8}", one_in=5, holds=_is_birth),
    _form(PHONE, r"0[123][0-9]{9}", one_in=5),
    _form(POSTCODE, rf"{_OUTWARD}[0-9][A-Z]{{2}}", one_in=5),
)

_OPAQUE = re.compile(r"[A-Z]+[0-9]+|[0-9]{1,7}|[0-9]{12,}", re.IGNORECASE | re.ASCII)
"""The shapes most opaque ids have, and no form of personal data has: a short cut, not a rule."""


@dataclass(frozen=True, slots=True)
class Found:
    """Personal data met: its kind, how many rows hold it, and the first of them."""

    what: str
    rows: int
    first: int


Values = Sequence[tuple[int, str]]
"""Texts of a column, each with its row."""


def among_ids(values: Values) -> list[Found]:
    """What the ids of persons, and of what is theirs, look like if they are not opaque."""
    return _among(values, (*_WRITTEN_OUT, *_CLOSED_UP, *_OF_PERSONS))


def among_codes(values: Values) -> list[Found]:
    """What codes look like that should not be: numbers and contact details of persons (an employer may have a name)."""
    return _among(values, (*_WRITTEN_OUT, *_CLOSED_UP))


OPAQUE = r"^([A-Za-z]+[0-9]+|[0-9]{1,7}|[0-9]{12,})$"
"""The shapes of most opaque ids, for engines of regular expressions that look at a whole column at once."""


def may_be_of_persons(texts: Iterable[str], *, ids: bool) -> bool:
    """Whether any id, or any code, has a form of personal data, by chance or not: then the whole column is worth judging."""
    forms = (*_WRITTEN_OUT, *_CLOSED_UP, *(_OF_PERSONS if ids else ()))
    return any(_form_of(text, forms) is not None for text in texts)


def among_sentences(values: Values) -> list[Found]:
    """What sentences hold: numbers and contact details anywhere in them."""
    forms = (*_WRITTEN_OUT, *_CLOSED_UP)
    hits: dict[str, list[int]] = {}
    for row, text in values:
        for form in forms:
            match = form.pattern.search(text)
            if match is not None and form.holds(match[0]):
                hits.setdefault(form.what, []).append(row)
    return _found(hits)


def _among(values: Values, forms: Sequence[_Form]) -> list[Found]:
    hits: dict[str, list[int]] = {}
    by_chance: dict[tuple[_Form, int], list[int]] = {}
    opaque = _OPAQUE.fullmatch
    for row, text in values:
        form = None if opaque(text) else _form_of(text, forms)
        if form is not None and form.one_in:
            by_chance.setdefault((form, len(text)), []).append(row)
        elif form is not None:
            hits.setdefault(form.what, []).append(row)
    lengths = Counter(len(text) for _, text in values) if by_chance else Counter()
    for (form, length), rows in by_chance.items():
        if len(rows) * form.one_in >= lengths[length]:
            hits.setdefault(form.what, []).extend(rows)
    return _found(hits)


def _form_of(text: str, forms: Sequence[_Form]) -> _Form | None:
    return next((form for form in forms if form.pattern.fullmatch(text) and form.holds(text)), None)


def _found(hits: dict[str, list[int]]) -> list[Found]:
    return [Found(what, len(rows), min(rows)) for what, rows in hits.items()]
