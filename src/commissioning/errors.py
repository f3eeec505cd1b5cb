"""Every problem the product can report: a stable code, a place, what is wrong, what to do, and an exit code.

Problems are values. Loaders and compilers return them beside what they could make; only the outermost layer turns them
into an exit status. :class:`Refused` is raised where nothing can be decided at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Exit(IntEnum):
    """Exit codes of every command."""

    DECIDED = 0
    PROBLEMS = 1
    USAGE = 2
    FAULT = 3


class Severity(StrEnum):
    """How much a problem matters: an error leaves something out, a warning leaves nothing out."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem is: a file with line and column (both from 1), or a sheet's cell such as ``Jobs!C17``."""

    file: str = ""
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}:{self.cell}" if self.file else self.cell
        if self.line and self.column:
            return f"{self.file}:{self.line}:{self.column}"
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where, and what to do about it.

    ``code`` is stable (``C…`` contracts and rules, ``D…`` data, ``S…`` the store, ``T…`` features, ``U…`` usage);
    ``excerpt`` is the source line, shown with a caret under ``place.column``. An excerpt is only ever taken from contract files
    and features, never from client data.
    """

    code: str
    message: str
    remedy: str = ""
    place: Place = field(default_factory=Place)
    excerpt: str = ""
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether something was left out because of it."""
        return self.severity is Severity.ERROR

    def lines(self) -> list[str]:
        """The problem as a compiler would print it: place, code and message; the line; a caret; what to do."""
        where = f"{self.place}: " if str(self.place) else ""
        out = [f"{where}{self.severity} {self.code}: {self.message}"]
        if self.excerpt:
            column = max(self.place.column, 1)
            start = max(0, column - 60) if len(self.excerpt) > 120 else 0
            shown = self.excerpt[start : start + 120]
            out += [f"    {shown}", f"    {' ' * (column - 1 - start)}^"]
        if self.remedy:
            out.append(f"    do: {self.remedy}")
        return out

    def __str__(self) -> str:
        return "\n".join(self.lines())


class Refused(Exception):
    """Nothing can be decided: wrong usage, or a file that cannot be read or may not be read.

    Carries every problem found, not the first only, and the exit code (2 unless said otherwise).
    """

    def __init__(self, problems: Problem | Iterable[Problem], exit_code: Exit = Exit.USAGE) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.exit_code = exit_code
        super().__init__("; ".join(f"{p.code} {p.message}" for p in self.problems))


def usage(code: str, message: str, remedy: str = "") -> Refused:
    """A refusal for something the user asked that cannot be done."""
    return Refused(Problem(code, message, remedy))


def nearest(word: str, known: Iterable[str]) -> str:
    """``did you mean 'x'?`` for the known name nearest to *word*, or an empty text if none is near.

    A word that is the initials of one known name (``nolb``) means that name.
    """
    from difflib import get_close_matches

    names = [name for name in known if name != word]
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if not close and len(word) > 2:
        close = [name for name in names if "".join(part[:1] for part in name.replace("_", "-").split("-")) == word.lower()]
    return f"did you mean '{close[0]}'?" if len(close) == 1 else ""


def nearest_few(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names nearest to *word*, the nearest first; those it is part of or the initials of are near too."""
    from difflib import get_close_matches

    names = list(known)
    part = [name for name in names if len(word) > 2 and word.lower() in name]
    initials = [name for name in names if "".join(piece[:1] for piece in name.split("-")) == word.lower()]
    return list(dict.fromkeys([*initials, *part, *get_close_matches(word, names, n=most, cutoff=0.5)]))[:most]


CODES: dict[str, str] = {
    # Contract files, shared rules and cases as text and shape.
    "C001": "A file cannot be read.",
    "C002": "A file is too large.",
    "C003": "A file is not UTF-8 text.",
    "C004": "A file is not well-formed YAML.",
    "C005": "A file is empty.",
    "C006": "An alias, a merge key or too deep nesting.",
    "C007": "A key is not plain text.",
    "C008": "A key is written twice.",
    "C009": "A file is not a contract.",
    "C010": "An unknown key.",
    "C011": "Something is missing.",
    "C012": "An unknown kind of term.",
    "C013": "A value is not of its type, or not one of its words.",
    "C014": "A list is too short.",
    "C015": "A version of a shared value has no date.",
    "C016": "A file is not a price list.",
    "C017": "An unknown shared pack.",
    "C018": "A shared pack has no such term.",
    "C019": "A contract and its folder have different names.",
    "C020": "Two terms have one id.",
    "C021": "A document is not in the register.",
    "C022": "A further fact is a common column already.",
    "C023": "A tab, or a blank that is no ordinary space, where only spaces may stand.",
    "C024": "Typographic quotes where straight ones are needed.",
    "C025": "A shared pack is used twice.",
    "C026": "A silence does not say what was looked for.",
    # What a contract means.
    "C040": "A value does not say where it comes from.",
    "C041": "One silence has different readings in two places.",
    "C042": "Documents clash, and no order of precedence decides.",
    "C043": "An unknown shared value.",
    "C044": "A shared value is of the wrong type.",
    "C045": "Two versions begin on one day for the same people.",
    "C046": "A version ends before it begins.",
    "C047": "A dated value lists no version.",
    "C048": "A dated value has no version on the day the contract is read as it stood.",
    "C049": "A dated value does not say which date decides.",
    "C050": "A value cannot apply by that date.",
    "C051": "'applies_by' is itself dated.",
    "C052": "Referrals close before they open.",
    "C053": "Two terms set the hours.",
    "C054": "An unknown fact of journeys.",
    "C055": "A fact is compared as another type than it has.",
    "C056": "The weeks cannot lie within the window.",
    "C057": "Weeks with allowed breaks must be stated once.",
    "C058": "Support without a limit cannot decide outcomes.",
    "C059": "Two terms limit support before work.",
    "C060": "The readings of a limit are not lengths of time.",
    "C061": "Two terms limit outcomes.",
    "C062": "Two terms relate outcomes to each other.",
    "C063": "The contract has no outcome.",
    "C064": "No term gives an outcome that another names.",
    "C065": "A set of readings names an unknown silence.",
    "C066": "A set of readings names an unknown reading.",
    "C067": "An unknown price list.",
    "C068": "A fact is compared with a word that it cannot have.",
    "C069": "One term asks for a number of hours a week, another for none.",
    # What a contract asks of services.
    "C090": "A term of services says which date decides.",
    # A contract and its parent.
    "C080": "An unknown parent, or one that is below the contract itself.",
    "C081": "The parent has no such term.",
    "C082": "A term that the parent fixes is changed or left out.",
    "C083": "An amount for a band of hours that there is not.",
    "C084": "An unknown council area.",
    "C085": "Bands of hours that overlap.",
    # Fidelity scales.
    "C091": "A fidelity scale's items and its sections do not agree.",
    "C092": "The steps of an anchor overlap, or leave a score out.",
    "C093": "The bands of a fidelity scale do not lie end to end.",
    # Cases.
    "C070": "Two cases have one name.",
    "C071": "A job of a case ends before it starts.",
    "C072": "A word is no verdict.",
    "C073": "A verdict that has no date is given one.",
    "C074": "A case names an unknown outcome.",
    "C076": "A contract has no cases.",
    # What the user asked for.
    "U001": "An unknown contract.",
    "U002": "There is no such folder of contracts.",
    "U003": "The day after @ is not a date.",
    "U004": "An option names a contract that was not asked for.",
    "U005": "An unknown set of readings.",
    "U006": "An assumption assumes nothing.",
    "U007": "No contract asked for asks for that fact of jobs.",
    "U008": "No contract asked for is silent on that.",
    "U009": "Not a reading of that silence.",
    "U010": "No contract asked for has that term.",
    "U011": "Without that term nothing can be decided.",
    "U012": "Not a value of that fact of jobs.",
    "U013": "One contract must be named.",
    "U014": "The input has no such journey.",
    "U015": "The contract has no such outcome.",
    "U016": "Not an id for a contract.",
    "U017": "The folder is there already.",
    "U018": "A contract stands in the place of another of the same id.",
    "U019": "A broken contract is left out.",
    "U020": "An unknown engine.",
    "U021": "The engine cannot run here.",
    "U022": "The price list names an outcome that no contract asked for has.",
    "U023": "Two assumptions contradict each other.",
    "U024": "A new contract cannot be written there.",
    "U025": "The output would write over what is read.",
    "U026": "The file is no result of an earlier run.",
    "U027": "The decisions of a population need a file to be written to.",
    "U028": "Nothing can be added to a workbook as it is written.",
    "U029": "A workbook is given back as a file of its own kind.",
    "U030": "There is nothing at that path.",
    "U050": "A contract that is of services alone cannot decide journeys.",
    "U051": "No contract is known for the services.",
    "U052": "One contract is asked for twice.",
    "U053": "No journey or claim names a contract.",
    "U031": "The folder holds no contract.",
    "U032": "The input was changed while it was decided.",
    "U040": "An unknown fidelity scale.",
    "U041": "Nothing says which fidelity scale a review is on.",
    "U042": "The file has no fidelity review, or none on that scale.",
    # Made-up cohorts.
    "C100": "A file is not a model of cohorts.",
    # What a contract says of claims.
    "C101": "A term of claims names an outcome that no term gives.",
    "C102": "A term of claims names a term that gives no outcome.",
    "C103": "Two terms say how claims are validated.",
    "U060": "A package that is needed is not installed.",
    "U061": "The folder cannot be written.",
    "U062": "There can be no such cohort.",
    # The store and the decision log.
    "S001": "The store cannot be opened or read.",
    "S002": "There is no store at that place.",
    "S003": "The store was made by a newer version of the product.",
    "S004": "The store cannot be written.",
    "S005": "The store is in use by another writer.",
    "S006": "An import is of an earlier day than the one before it.",
    "S007": "Not the head of a log.",
    "S010": "An entry of the log is not as it was written.",
    "S011": "The log does not hold the entry that was noted.",
    "S020": "Outcomes were paid under other terms of the contract.",
    "S021": "The store has no such claim or journey.",
    "S022": "The log holds fewer than two decisions of an outcome.",
    "S023": "The log has no such entry of the outcome.",
    "S024": "The store has no such client.",
    "S025": "A decision cannot be made again.",
    "S026": "This version of the product decides otherwise than the one that logged.",
    "S027": "A client was purged while the journeys were decided.",
    "S030": "The store holds no journey that was known then.",
    # The design lab.
    "U070": "A comparison needs two contracts or more.",
    "U071": "A what-if changes nothing.",
    "U072": "Nothing can be swept so.",
    "U073": "Too many variants.",
    "U074": "One value is changed twice.",
    "U075": "The contract to be changed has no such term.",
    "U076": "The term to be changed has no such value.",
    "U077": "The value has no version on that day.",
    "U078": "A design is given in two ways.",
    "U079": "A variation is not one of that contract.",
    "U080": "There is nobody to try a contract's terms on.",
    "U081": "A caseload needs the day it is decided as of.",
    "U090": "There is no such cohort to forecast.",
    "U091": "A forecast cannot be made so.",
    "C120": "A file is not one of costs to serve.",
    "C121": "A file is not one of witnesses.",
    "C130": "A file is not a cohort of a forecast.",
    "C131": "A file is not one of ways to pay.",
    "C132": "A file is not a back-test.",
    # Validation of claims by a sample.
    "U170": "There is no claim to draw from.",
    "U171": "The sample cannot reach every stratum.",
    "U172": "Bands of size that do not rise, or that a simple draw has not.",
    "U173": "It is extrapolated as of a day before the draw.",
    "U174": "Claims of a stratum have no finding, so nothing can be said of it.",
    "U175": "A value of the contract's rule is not in force on the day of the draw.",
    # Many machines.
    "U110": "A folder is not a whole one of nested rows.",
    "U111": "A nested folder lacks facts that a contract asks for.",
    "U112": "Spark could not decide every share.",
    "U113": "A nested folder has rows left out, and none may be.",
    "U114": "A nested folder needs no mapping.",
    "U115": "The spark engine decides populations alone.",
    "U116": "Spark's workers cannot read a temporary folder of this machine.",
    # Features.
    "T001": "A feature cannot be read.",
    "T002": "A file has no feature in it.",
    "T003": "A feature has no scenario.",
    "T004": "Two scenarios of a feature have one name.",
    "T005": "A scenario checks nothing.",
    "T006": "A scenario outline has no row of examples.",
    "T007": "A line of a feature cannot stand where it stands.",
    "T010": "Not a date.",
    "T011": "Not a number of hours.",
    "T012": "Not a sum of money.",
    "T013": "A step lacks the table or the text that belongs under it.",
    "T014": "An unknown fact.",
    "T015": "A fact cannot have that value.",
    "T016": "It cannot be said in these words.",
    "T017": "A table of jobs has an unknown column, or none for the first day.",
    "T018": "An unknown reason.",
    "T020": "A step speaks of a person before one was named.",
    "T021": "A step speaks of a job before one was named.",
    "T022": "The contract has no such outcome.",
    "T023": "A step asks what came before anything was decided.",
    "T024": "It is to be decided before a contract was named.",
    "T025": "It is not clear which outcome is meant.",
    "T030": "A file is neither a feature nor a file of cases.",
    "T031": "There is nothing at that path to run.",
    "T032": "There is nothing to run in that folder.",
    "T033": "A path that features cannot be run from.",
    "T040": "A step speaks of a fidelity review before one was named.",
    "T041": "A step asks what a fidelity review comes to before it was scored.",
    "T042": "The fidelity scale has no such item, fact or band.",
    "T043": "Not a score, a total or an amount of evidence.",
    "T044": "A step speaks of a service before one was named, or before it was decided.",
    "T045": "It cannot be reported of a service in these words.",
    "T046": "The contract has no such term of services.",
    "T050": "A step speaks of a claim before one was made.",
    "T051": "A step speaks of a validation before claims were checked, or of one that cannot be.",
    "T060": "A step speaks of a caseload before people were named, or of a person without a name.",
    "T061": "A step asks what came of a comparison, a sweep or a trial of incentives before there was one.",
    "T062": "The model was not compared.",
    "T063": "Not a verdict.",
    "T064": "Not a value of the sweep.",
    # Faults of the program.
    "F000": "A fault of the program.",
    "F001": "An engine could not decide, or decided otherwise than the reference engine.",
    "F002": "Two evaluators of the benchmark give different answers.",
    "F003": "Something of the benchmark could not be measured.",
}
"""Every code of a problem that is not one of input data, and its meaning; those are with the loaders of data."""
