"""The page of conditions: how one is written, and the facts it may ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commissioning.app.reference.markdown import code, codes, fenced, page, table, text
from commissioning.loading.columns import JOURNEYS
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import parse_yaml
from commissioning.terms.catalogue import kind
from commissioning.terms.facts import DERIVED, FACTS, VALUES, FactType
from commissioning.terms.wording import Saying

EXAMPLES = (
    "requires: {lives_in_scotland: yes}",
    "requires: {benefit: [uc, esa, jsa]}",
    "requires: {age_at_referral: {at_least: 16, at_most: 24}}",
    "requires: {start_date: {from: 2026-04-01, until: 2027-03-31}}",
    "requires:\n  all:\n    - right_to_work: yes\n    - employment_status: [unemployed, inactive]",
    "requires:\n  any:\n    - disabled: yes\n    - long_term_health_condition: yes\n    - all:\n"
    "        - age_at_referral: {at_most: 24}\n        - months_out_of_work: {at_least: 6}",
    "requires:\n  not: {in_education_or_training: yes}",
    "requires:\n  age_at_referral:\n    at_least: {silent: [16, 18], name: youngest, why: It says only “young people”.}",
)

TYPES: Mapping[FactType, str] = {
    "yes_no": "`yes` or `no`",
    "number": "whole number",
    "date": "date",
    "code": "word",
}


def conditions() -> str:
    """The page."""
    return page(_conditions())


def _conditions() -> Iterator[str]:
    yield from text("""
        # Conditions

        A term of the kind `condition` says in `requires` what must be true of the person. Each journey either meets it,
        does not, or leaves it open because a fact is blank.

        ## How a condition is written

        | to ask that … | write |
        |---|---|
        | a yes/no fact is yes, or is no | `disabled: yes`, `mandated: no` |
        | a word is this one | `employment_status: unemployed` |
        | a word is one of these | `benefit: [uc, esa]` |
        | a number is in a range | `age_at_referral: {at_least: 16, at_most: 24}`; either bound may be left out |
        | a number is exactly this | `age_at_referral: {at_least: 18, at_most: 18}` |
        | a date is in a range | `start_date: {from: 2026-04-01, until: 2027-03-31}`; either may be left out |
        | every part holds | `all:` and a list of conditions |
        | at least one part holds | `any:` and a list of conditions |
        | a part does not hold | `not:` and one condition |

        * Both ends of a range are included.
        * Inside each pair of braces, and at each dash of a list, stands **one** fact, or one of `all`, `any`, `not`. Two facts
          need `all` or `any`.
        * `all`, `any` and `not` may stand inside each other.
        * Numbers and dates of a range may be dated or silent as in [terms.md](terms.md). Give a silence a `name`.
        * A blank fact is unknown, never no. `not` of unknown is unknown. `any` holds as soon as one part does, and `all`
          fails as soon as one part does, whatever is unknown of the others.
        * Several terms of the kind `condition` must all be met: write one term for each clause, so that a decision can name it.

        ## Examples

        Each is shown with how the product reads it back.
        """)
    for example in EXAMPLES:
        yield from fenced(example)
        yield from text(f"> {_read_back(example)}")
    yield from text("As a whole term:")
    yield from fenced("""
- id: age_and_status
  kind: condition
  title: Age, and out of work or disabled
  requires:
    any:
      - all:
          - age_at_referral: {at_least: 18}
          - employment_status: [unemployed, inactive]
      - all:
          - age_at_referral: {at_least: 16, at_most: 17}
          - disabled: yes
  source: {document: the-contract, clause: "2.3"}
""")
    yield from text("""
        ## The facts there are

        They are columns of the table `journeys`. Take words from the list exactly as they stand; another word is a problem
        (C068). A contract may declare further facts under `facts`: [contracts.md](contracts.md#further-facts).
        """)
    yield from table(("fact", "type", "words", "what it holds"), _facts())
    yield from text("""
        `area` is compared by its GSS code, such as `S12000036`: the codes are in `rules/codelists/council-areas.csv`. For
        another programme use the kind `excluded_programmes`, and for people who were mandated `voluntary_participation`:
        their decisions say more than those of a condition.
        """)


def _read_back(example: str) -> str:
    tree = parse_yaml(f"id: example\nkind: condition\nillustrative: an example\n{example}\n", "example")
    term, problems = validated(kind("condition"), tree.tree, tree.origin())
    if term is None:
        raise ValueError("\n".join(map(str, problems)))
    return term.words(Saying())


def _facts() -> Iterator[tuple[str, str, str, str]]:
    for name, of in FACTS.items():
        if name in DERIVED:
            yield code(name), TYPES[of], codes(VALUES.get(name, ())), DERIVED[name]
            continue
        column = JOURNEYS.by_name[name]
        further = " or a contract's id" if column.open_list else ""
        yield code(name), TYPES[of], f"{codes(column.values)}{further}", column.about
