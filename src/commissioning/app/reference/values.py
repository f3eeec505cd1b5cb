"""How a value is stated: where it comes from, the forms it may take, and how plain values are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commissioning.app.reference.forms import HEAD, PLAIN, rows
from commissioning.app.reference.markdown import codes, fenced, table, text
from commissioning.terms.settings import Conflicting, FromRules, Marked, ScopeOf, Silent, Source, Stated, Strict, VersionOf

STANDINGS = tuple(Marked.model_fields)

OWN_STANDING = (codes(STANDINGS), "no", "as above; at most one of them", "Its own standing, where it is not the term's.")

_VALUE = {"value": "a plain value of the field", "scope": "the keys of a scope, below"}

FORMS: tuple[tuple[str, type[Strict], Mapping[str, str]], ...] = (
    ("Keys of a value with its own standing", Stated, _VALUE),
    ("Keys of one version of a dated value", VersionOf, _VALUE),
    ("Keys of a version's `scope`", ScopeOf, {}),
    ("Keys of a silence", Silent, {"silent": "list of plain values, two or more"}),
    ("Keys of values that conflict", Conflicting, {"conflicting": "list of `{value: …, source: …}`, two or more"}),
    ("Keys of a shared value", FromRules, {}),
)
"""The forms of a value that have keys."""


def standings() -> Iterator[str]:
    """Where a value comes from."""
    yield from text("""
        ## Where a value comes from

        Every value has one of three standings. A term's standing holds for all its values but those that have their own. A
        value without a standing is a problem (C040); only `not_modelled` may do without.

        | standing | written | when |
        |---|---|---|
        | sourced | `source: {document: the-contract, clause: "5.2", quote: at least 16 hours}` | a document says it |
        | assumed | `assumed: No document gives the first day.` | no document that was read says it; this is the best guess |
        | illustrative | `illustrative: No price is published.` | the value is made up to show something |

        A source needs a `clause` or a `quote`, so that a reader can find it:
        """)
    yield from table(HEAD, rows(Source.model_fields))


def stated() -> Iterator[str]:
    """The forms a value may take."""
    yield from text("""
        ## How a value is stated

        | way | written | meaning |
        |---|---|---|
        | plain | `at_least: 16` | backed by what the term says of itself |
        | with its own standing | `at_least: {value: 16, assumed: …}` | backed by this source, assumption or reason |
        | dated | `at_least: [{value: 16, from: 2026-04-01}, {value: 8, from: 2027-04-01}]` | the version in force holds; \
`applies_by` says on which date |
        | silent | `at_least: {silent: [16, 8], why: …}` | the contract does not say: every reading is tried |
        | conflicting | `at_least: {conflicting: [{value: 16, source: …}, {value: 8, source: …}]}` | documents differ: the \
contract's `precedence` decides |
        | shared | `rates: {parameter: minimum-wage-by-age}` | the value is kept in `rules/parameters`, for all contracts |

        One term that does most of this:
        """)
    yield from fenced("""
- id: hours
  kind: hours_per_week
  at_least:
    - {value: 16, from: 2026-04-01}
    - value: 8
      from: {value: 2027-04-01, assumed: The letter names the year and no day.}
      source: {document: variation-1, clause: "2"}
    - {value: 4, from: 2027-04-01, until: 2028-03-31, scope: {lot: [1, 2], payment_group: [intense]}}
  applies_by: job_start
  inclusive: {value: yes, assumed: "“At least 16” is taken to include 16."}
  concurrent_jobs:
    silent: [added, separate]
    why: Nothing read says whether the hours of two jobs held at once are added.
  source: {document: the-contract, clause: "5.2", quote: at least 16 hours a week}
""")
    yield from text("Documents that differ, and which of them counts:")
    yield from fenced("""
documents:
  the-contract: {title: The contract as signed}
  variation-1: {title: The first letter of variation}
precedence: [variation-1, the-contract]
terms:
  - id: referral_window
    kind: referral_window
    opens:
      conflicting:
        - {value: 2026-04-01, source: {document: the-contract, clause: "2.1"}}
        - {value: 2026-05-01, source: {document: variation-1, clause: "1"}}
    source: {document: the-contract, clause: "2.1"}
""")
    for title, form, known in FORMS:
        yield f"{title}:"
        yield ""
        own = {name: info for name, info in form.model_fields.items() if name not in STANDINGS}
        yield from table(HEAD, [*rows(own, known), *([OWN_STANDING] if "source" in form.model_fields else [])])
    yield from text("""
        * A silence is called by its field's name unless it has a `name`. That is the name for `--assume`, for `assume` in
          cases and in `reading_sets`, where the name may hold no dot: give silences inside conditions and outcomes a name
          of their own.
        * One name in two places is one silence; both must list the same readings. A silence without `why` is warned of
          (C026).
        * A version without `scope` is for everyone. In the scope, `area` is a GSS code from
          `rules/codelists/council-areas.csv`.
        """)


def plain_values() -> Iterator[str]:
    """How plain values are written."""
    yield from text("## How plain values are written")
    yield from table(("type", "form"), ((words, note) for _, words, note in PLAIN if note))
    yield from text("""
        A month ends on the same day of the next one, or on its last: 1 month from 31 January 2026 is 28 February 2026.

        Files are read as text, so dates and `yes` need no quotation marks. A text needs them if it holds a colon and a space
        (`"Note: see 5"`) or a `#` after a space; if it begins with a sign such as `"`, `@`, `[` or `*`; and, inside braces or
        brackets, if it holds a comma (`{amount: "£1,000"}`). Quotation marks are the straight ones of the keyboard. Indent
        with spaces, never with tabs.
        """)
