"""The page of price lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commissioning.app.reference.forms import HEAD, form_of, rows
from commissioning.app.reference.markdown import code, codes, fenced, page, table, text
from commissioning.loading.rules import Rules, _PriceFile

KNOWN: Mapping[str, str] = {
    "prices": "name",
    "outcomes": "for each outcome by name: the keys below",
}

MEANINGS: Mapping[str, str] = {
    "prices": "The list's name: what the term `prices` of a contract calls it.",
    "title": "Its title.",
    "outcomes": "The price of each outcome.",
    "core": "What the outcome pays for someone in the core group.",
    "advanced": "… in the advanced group.",
    "intense": "… in the intense group.",
}
"""What the keys say that do not say it themselves."""

EXAMPLE = """
# prices-2026.yaml: real prices, because 'illustrative' is left out
prices: prices-2026
title: Prices of the contract as signed
outcomes:
  job-start: {core: £250.00, advanced: £400.00, intense: £650.00}
  13-week:
    core: £1,050.00
    advanced: £1,400.00
    intense: £2,100.00
"""

MADE_UP = """
prices: what-if
title: Prices made up for a discussion
illustrative: Twice the price for the intense group, to see what it would cost.
outcomes:
  13-week: {core: 700, advanced: 700, intense: 1400}
"""


def prices(rules: Rules) -> str:
    """The page."""
    return page(_prices(rules))


def _prices(rules: Rules) -> Iterator[str]:
    yield from text("""
        # Price lists

        A price list says what each outcome pays, by the person's payment group. `--prices FILE` uses your list in the place
        of the illustrative one, for every contract that is asked for.

        **Leave `illustrative` out and the prices are taken as real.** With it, every sum is shown as illustrative. Write it
        with a reason: with nothing after the colon it counts as left out.
        """)
    yield from fenced(EXAMPLE)
    yield from text("A list that is made up says so:")
    yield from fenced(MADE_UP)
    yield from text("## Keys of the file")
    yield from table(HEAD, _with_meaning(rows(_PriceFile.model_fields, KNOWN)))
    yield from text("## Keys of an outcome")
    priced = form_of("outcomes", _PriceFile.model_fields["outcomes"]).parts
    assert priced is not None
    yield from table(HEAD, _with_meaning(rows(priced.model_fields)))
    yield from text("""
        * Sums are in pounds: `£1,050.00`, `1050.00` or `1050`. Inside braces a sum with a comma needs quotation marks.
        * All three groups must be given. Where a contract has one price, give it three times.
        * The group is the column `payment_group` of `journeys`. Where it is blank, what is due is shown from the lowest
          price to the highest.
        * An outcome that the list does not name has no price: its verdict is given, and no sum.
        * An outcome that no contract asked for has is warned of (U022): perhaps it is misspelt.

        ## In a contract

        A contract names its list in a term of the kind `prices`, from the files in `rules/prices`. Without such a term, and
        without `--prices`, nothing is priced.
        """)
    yield from fenced("- use: prices")
    yield from text("The lists that ship:")
    listed = ((code(name), "illustrative" if p.illustrative else "real", codes(p.amounts)) for name, p in rules.prices.items())
    yield from table(("list", "standing", "outcomes it prices"), listed)


def _with_meaning(found: Iterator[tuple[str, str, str, str]]) -> Iterator[tuple[str, str, str, str]]:
    for shown, required, words, says in found:
        yield shown, required, words, says or MEANINGS.get(shown.strip("`"), "")
