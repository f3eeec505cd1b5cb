"""The page of contract files: what stands around the terms, shared terms and values, and contracts with a parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commissioning.app.reference.examples import CHILD, CONTRACT
from commissioning.app.reference.forms import HEAD, MEANINGS, rows
from commissioning.app.reference.markdown import code, codes, fenced, page, table, text
from commissioning.loading.rules import Pack, Rules
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import Tree
from commissioning.terms.base import Term
from commissioning.terms.catalogue import kind
from commissioning.terms.contract import ContractFile, Document, FurtherFact
from commissioning.terms.parameters import Parameter
from commissioning.terms.scalars import say
from commissioning.terms.wording import Saying

KNOWN: Mapping[str, str] = {
    "contract": "name, the same as the folder's",
    "scope": "`national` (unless given) or `local`",
    "parent": "the id of a contract",
    "leave_out": "list of term ids",
    "documents": "for each code: the keys under [Documents](#documents)",
    "precedence": "list of codes of documents",
    "facts": "for each name: the keys under [Further facts](#further-facts)",
    "reading_sets": "for each name: `{silence: reading, …}`",
    "terms": "list of terms and of `use`",
    "values": "list of words",
    "type": "; ".join(f"`{word}`: {meaning}" for word, meaning in MEANINGS["type"].items()),
}


def contracts(rules: Rules) -> str:
    """The page."""
    return page(_contracts(rules))


def _contracts(rules: Rules) -> Iterator[str]:
    yield from text("""
        # Contract files

        A contract is a folder with the contract's id as its name. In it are `contract.yaml`, described here, and `cases.yaml`,
        described in [cases.md](cases.md). `commissioning new contract ID` writes both, ready to edit; `commissioning
        check-contract FOLDER` finds every problem, reads the contract back and runs its cases.

        A whole one:
        """)
    yield from fenced(CONTRACT)
    yield from text("## Keys of a contract file")
    yield from table(HEAD, rows(ContractFile.model_fields, KNOWN))
    yield from text("""
        * What each kind of term can say: [terms.md](terms.md). How a condition is written: [conditions.md](conditions.md).
        * A `local` contract is decided only if it is asked for: `--contract ID`, or `--local` for all of them.
        * `--assume @generous` settles every silence that the set `generous` names.
        * `payee` and `in_force_from` are for the reader; they decide nothing.
        * A contract in the folder `contracts` beside you, or in one named with `--contracts`, is known by its id in every
          command. One with the id of a contract that ships is used in its place (U018); one with problems is left out of
          what is decided for all (U019).

        ### Documents

        A source names a document by its code. The codes that all contracts may use are in `rules/documents.yaml`; a contract
        lists its own under `documents`.
        """)
    yield from table(HEAD, rows(Document.model_fields, KNOWN))
    yield from text("""
        ### Further facts

        A fact that no common column holds is declared under `facts`. It is then a column of the table `journeys`, may be asked
        for in conditions, and may be given in cases. The common facts are listed in [conditions.md](conditions.md).
        """)
    yield from table(HEAD, rows(FurtherFact.model_fields, KNOWN))
    yield from _use(rules)
    yield from _parameters(rules)
    yield from _parents()


# ------------------------------------------------------------------------------------------------------ shared terms


def _use(rules: Rules) -> Iterator[str]:
    yield from text("""
        ## Shared terms: `use` and `with`

        `use` puts the terms of a pack in its place. The packs are files in `rules/packs`.

        | key | needed | meaning |
        |---|---|---|
        | `use` | yes | The pack's name. |
        | `with` | no | By term id, fields to state differently or to add. |
        | `source`, `assumed` or `illustrative` | no | A standing that replaces every standing in the pack. |
        """)
    yield from fenced("""
- use: adult
  source: {document: the-contract, clause: "2.3", quote: aged 18 or over}
- use: earnings-16-by-26
  with:
    earnings: {within: [456 days], source: {document: the-contract, clause: "7.1"}}
    self_employed_days: {within: [456 days], source: {document: the-contract, clause: "7.2"}}
""")
    yield from text("The packs there are, and what each term of them says:")
    yield from table(("pack", "term", "kind", "what it says"), _packs(rules))


def _packs(rules: Rules) -> Iterator[tuple[str, str, str, str]]:
    saying = Saying({name: parameter.title for name, parameter in rules.parameters.items()})
    for name, pack in rules.packs.items():
        for index, tree in enumerate(pack.terms):
            assert isinstance(tree, dict)
            shown = f"{code(name)}: {pack.title}" if index == 0 else ""
            yield shown, code(tree["id"]), code(tree["kind"]), _said(pack, index, tree, saying)


def _said(pack: Pack, index: int, tree: dict[str, Tree], saying: Saying) -> str:
    of = kind(str(tree["kind"]))
    term, _ = validated(of, tree, pack.file.origin(), ("terms", index))
    if isinstance(term, Term):
        return term.words(saying)
    lacking = [name for name, info in of.model_fields.items() if info.is_required() and name not in tree]
    return f"{tree.get('title', of.title_of_kind)}. The contract adds, under `with`: {codes(lacking)}."


# ----------------------------------------------------------------------------------------------------- shared values


def _parameters(rules: Rules) -> Iterator[str]:
    yield from text("""
        ## Shared values: `parameter`

        A value that contracts share, named as `{parameter: NAME}` in the place of the value. They are files in
        `rules/parameters`. A day outside all versions has no value: rates are never carried on.
        """)
    for name, parameter in rules.parameters.items():
        yield f"### {code(name)}: {parameter.title}"
        yield ""
        yield from table(("from", "until", "value", "where it comes from"), _versions(parameter, rules))
    yield from fenced("""
- id: pay_floor
  kind: pay_floor
  rates: {parameter: minimum-wage-by-age}
  applies_by: day_worked
  source: {document: the-contract, clause: "5.4"}
""")


def _versions(parameter: Parameter, rules: Rules) -> Iterator[tuple[str, str, str, str]]:
    for version in parameter.versions:
        backed = version.provenance
        document = rules.documents.get(backed.document)
        where = f"{document.title if document else backed.document}, {backed.clause}"
        first = say(version.since) if version.since else "always"
        last = say(version.until) if version.until else ""
        yield first, last, str(version.value), where if backed.is_sourced else f"{backed.standing}: {backed.why}"


# ----------------------------------------------------------------------------------------------------------- parents


def _parents() -> Iterator[str]:
    yield from text("""
        ## A contract that differs from another: `parent`, `leave_out`, `fixed`

        A contract with a `parent` has all the parent's terms, in the parent's order. It states only what differs:

        | to … | write |
        |---|---|
        | change a term | a term with its `id` and the fields that differ; `kind` may be left out |
        | put another kind of term in its place | a term with its `id`, another `kind` and all its fields |
        | do without a term | its id under `leave_out` |
        | add a term | a term with an id that the parent does not have |

        The fields that are changed need a standing, for the value or for the whole term. What is not changed keeps the standing
        that the parent gave it, and the contract read back says of each term where it comes from.

        A parent may keep a term from being changed or left out: `fixed: yes` in the term. A contract that tries is told so
        (C082).

        `payee` and `precedence` are the parent's unless stated. `documents`, `facts` and `reading_sets` are the parent's
        and its own; an entry of the same name replaces the parent's. `title`, `summary`, `scope` and `in_force_from` are
        always its own. A set of readings must not name a silence that the contract settled. A parent may have a parent;
        five deep is the most. Cases are never inherited: each contract has its own. `check-contract` looks for the parent
        among the contracts that ship and those in `./contracts`: run it from the folder above.
        """)
    yield from fenced(CHILD)
