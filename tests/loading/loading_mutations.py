"""Good inputs made bad in thousands of ways, each from a seed, so that any one of them can be made again."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

JOURNEYS = """\
journey_id,client_id,contract,area,lot,provider,referral_date,start_date,end_date,end_reason,payment_group,age_at_referral,disabled
J1,C1,fair-start-scotland,S12000049,1,P1,2018-04-03,2018-04-10,2019-04-10,completed,core,34,yes
J2,C2,,Fife,1,P2,2018-04-03,2018-04-10,,,advanced,17,no
J3,C2,no-one-left-behind,S12000015,,,2020-02-29,,,,,,
"""
JOBS = """\
job_id,client_id,employer_id,start_date,end_date,weekly_hours,basis,hourly_pay_pence,reflects_needs,paid_hours_worked
W1,C1,E1,2018-10-01,2018-12-30,16,employee,950,yes,170.25
W1,C1,E1,2018-12-31,,7.5,employee,950,yes,
W2,C2,"Clyde ""Bakers"", Govan",2020-03-01,,37.5,self_employed,,no,
"""
EARNINGS = "client_id,job_id,paid_on,amount_pence,qualifying\nC1,W1,2018-10-31,65000,yes\nC2,,2020-03-31,-100,\n"
CLAIMS = "claim_id,journey_id,contract,outcome,claimed_on,amount_pence\nK1,J1,fair-start-scotland,13-week,2019-01-05,100\n"
TABLES = {"journeys": JOURNEYS, "jobs": JOBS, "earnings": EARNINGS, "claims": CLAIMS}

NASTY = (
    "", " ", "0", "-1", "1e309", "NaN", "inf", "9" * 400, "-0", "0x10", "1_000", "½", "१६", "16.499999", "45123", "9999-12-31",
    "0000-00-00", "2019-02-29", "31/08/2018", "2018-08-31T25:61:61", "2018-08-31 00:00:00.0000000", "10000-01-01", "=1/0",
    "#DIV/0!", "=cmd|' /C calc'!A0", "yes", "TRUE", "maybe", "null", "None", "\u202egnirts", "\ufeff", "\u200b", "\ud7ff",
    "😀" * 20, "İ", "ß", "ﬁ", "\x00", "\x1b[31m", "\r", "\n", '"', "'", '""', ",", ";", "\t", "x" * 5_000, "QQ123456C",
    "Jane Smith", "a@b.cd", "EH1 1AA", "07700900123", "0101701233", "1985-03-12", "S12000046", "Glasgow", "%s", "{}", "\\",
    "../../etc/passwd", "J1", "C1",
)  # fmt: skip

Change = Callable[[random.Random, str], str]


# -------------------------------------------------------------------------------------------------------------- text


def _flip(rng: random.Random, raw: bytes) -> bytes:
    changed = bytearray(raw)
    for _ in range(rng.randint(1, 8)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(rng: random.Random, raw: bytes) -> bytes:
    return raw[: rng.randrange(len(raw) + 1)]


def _insert(rng: random.Random, raw: bytes) -> bytes:
    at = rng.randrange(len(raw) + 1)
    return raw[:at] + rng.randbytes(rng.randint(1, 12)) + raw[at:]


def _repeat(rng: random.Random, raw: bytes) -> bytes:
    at, to = sorted(rng.randrange(len(raw) + 1) for _ in range(2))
    return raw[:to] + raw[at:to] * rng.randint(1, 3) + raw[to:]


def mutated_bytes(rng: random.Random, raw: bytes) -> bytes:
    """Bytes flipped, cut off, put in or repeated."""
    return rng.choice((_flip, _cut, _insert, _repeat))(rng, raw)


def _cells(text: str) -> list[list[str]]:
    return [line.split(",") for line in text.splitlines()]


def _text(cells: list[list[str]]) -> str:
    return "\n".join(",".join(row) for row in cells) + "\n"


def _nasty_cells(rng: random.Random, text: str) -> str:
    cells = _cells(text)
    for _ in range(rng.randint(1, 6)):
        row = rng.choice(cells)
        row[rng.randrange(len(row))] = rng.choice(NASTY)
    return _text(cells)


def _column_gone(rng: random.Random, text: str) -> str:
    cells = _cells(text)
    at = rng.randrange(len(cells[0]))
    return _text([row[:at] + row[at + 1 :] for row in cells])


def _column_twice(rng: random.Random, text: str) -> str:
    cells = _cells(text)
    at, to = rng.randrange(len(cells[0])), rng.randrange(len(cells[0]))
    return _text([[*row[:to], *row[at : at + 1], *row[to:]] for row in cells])


def _columns_shuffled(rng: random.Random, text: str) -> str:
    cells = _cells(text)
    order = rng.sample(range(len(cells[0])), len(cells[0]))
    return _text([cells[0], *([row[at] if at < len(row) else "" for at in order] for row in cells[1:])])


def _rows_shuffled(rng: random.Random, text: str) -> str:
    lines = text.splitlines()
    return "\n".join(rng.choices(lines, k=rng.randrange(2 * len(lines)))) + rng.choice(["", "\n"])


def _other_delimiter(rng: random.Random, text: str) -> str:
    return text.replace(",", rng.choice([";", "\t", "|", " ", ", ", ",,"]))


def _random_text(rng: random.Random, text: str) -> str:
    codes = [
        rng.choice((rng.randrange(128), rng.randrange(0xD800), rng.randrange(0xE000, 0x110000)))
        for _ in range(rng.randrange(200))
    ]
    return "".join(map(chr, codes))


TEXT_CHANGES: tuple[Change, ...] = (
    _nasty_cells,
    _nasty_cells,
    _nasty_cells,
    _column_gone,
    _column_twice,
    _columns_shuffled,
    _rows_shuffled,
    _other_delimiter,
    _random_text,
)


def bad_csv(rng: random.Random) -> bytes:
    """One table of CSV, changed as a text and perhaps as bytes too, in some encoding."""
    text = rng.choice(list(TABLES.values()))
    for _ in range(rng.randint(0, 2)):
        text = rng.choice(TEXT_CHANGES)(rng, text) or text
    raw = text.encode(rng.choice(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"]), "replace")
    return mutated_bytes(rng, raw) if rng.random() < 0.4 else raw


def bad_folder(rng: random.Random, path: Path) -> None:
    """A folder of tables, some of them bad, some gone, some under other names."""
    for old in path.iterdir():
        old.unlink()
    for name, text in TABLES.items():
        if rng.random() < 0.9 or name == "journeys":
            (path / f"{name}.csv").write_text(text, encoding="utf-8")
    for _ in range(rng.randint(1, 2)):
        name = rng.choice(["journeys", "journeys", "jobs", "jobs", "earnings", "claims", "moves", "Journeys", "jobs.old", "x"])
        (path / f"{name}.csv").write_bytes(bad_csv(rng))


# -------------------------------------------------------------------------------------------------------------- YAML

_YAML_WORDS = (
    "null", "~", "[]", "{}", "[a, b]", "{a: b}", "{a: {b: [c]}}", "&x y", "*x", "!!python/object:os.system x", "|\n  text",
    "- a", "? a", "no", "09", "1:30", "1e3", "2018-13-45", "-1", "'", '"', "\t", "%", "@", "`", "<<: {a: b}", "blank", "£",
    "[" * 60, "{a: " * 60,
)  # fmt: skip


def _yaml_value(rng: random.Random, text: str) -> str:
    lines = text.splitlines()
    with_values = [number for number, line in enumerate(lines) if ": " in line]
    if with_values:
        at = rng.choice(with_values)
        key = lines[at].split(": ")[0]
        lines[at] = f"{key}: {rng.choice((*NASTY, *_YAML_WORDS))}"
    return "\n".join(lines) + "\n"


def _yaml_lines(rng: random.Random, text: str) -> str:
    lines = text.splitlines()
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(lines))
        change = rng.randrange(5)
        if change == 0:
            del lines[at]
        elif change == 1:
            lines.insert(at, rng.choice(lines))
        elif change == 2:
            lines[at] = rng.choice(["", " ", "  ", "    ", "- "]) + lines[at].lstrip()
        elif change == 3:
            lines[at] = lines[at].replace(rng.choice(":{}[],-'\""), rng.choice(["", ":", "{", "}", "[", "]", ",", "&", "*"]))
        else:
            lines[at] = lines[at].replace(
                rng.choice(["value", "kind", "from", "source", "columns", "tables", "id"]), rng.choice(["x", "", "value"])
            )
        if not lines:
            return ""
    return "\n".join(lines) + "\n"


def bad_yaml(rng: random.Random, text: str) -> bytes:
    """A YAML file with values, lines, indents or bytes changed."""
    for _ in range(rng.choice((0, 1, 1, 1, 2))):
        text = rng.choice((_yaml_value, _yaml_value, _yaml_lines))(rng, text) or text
    raw = text.encode("utf-8", "replace")
    return mutated_bytes(rng, raw) if rng.random() < 0.2 else raw


# ---------------------------------------------------------------------------------------------------------- workbooks

_XML = (
    ' t="e"', ' t="d"', ' t="b"', ' t="s"', ' t="str"', ' t="inlineStr"', ' s="9999"', ' r="XFD99999999"', ' r="A0"', ' r="1A"',
    "<f>1/0</f>", "<v>-1</v>", "<v>1e400</v>", "<v>2958466</v>", "<v>NaN</v>", "<v></v>", "&#x0;", "&amp;", "]]>", "<!--",
    "<![CDATA[", "</c>", "</row>", "<row>", " xml:space",
)  # fmt: skip
_VALUE = re.compile(r"(?<=<v>)[^<]*(?=</v>)|(?<=<t>)[^<]*(?=</t>)")
_ATTRIBUTE = re.compile(r' (?:t|s|r|name|Id|Target|numFmtId|formatCode)="[^"]*"')
_GAP = re.compile("(?=<)")


def bad_workbook(rng: random.Random, parts: dict[str, bytes]) -> bytes:
    """A workbook with its bytes, its parts, its cells or the names of its sheets changed."""
    if rng.random() < 0.15:
        return mutated_bytes(rng, _zipped(parts))
    changed = dict(parts)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        name = rng.choice([name for name in changed if re.search("sheet|workbook|haredStrings|styles", name)])
        change = rng.random()
        if change < 0.75:
            changed[name] = _xml_changed(rng, changed[name])
        elif change < 0.9:
            changed[name] = mutated_bytes(rng, changed[name])
        elif change < 0.95:
            changed[rng.choice(list(changed))] = changed[name]
        else:
            del changed[name]
    return _zipped(changed)


def _xml_changed(rng: random.Random, raw: bytes) -> bytes:
    """XML with some of its values, attributes or gaps between tags replaced."""
    text = raw.decode("utf-8", "replace")
    for _ in range(rng.randint(1, 3)):
        pattern, instead = rng.choice(((_VALUE, NASTY), (_VALUE, NASTY), (_ATTRIBUTE, _XML), (_GAP, _XML)))
        found = list(pattern.finditer(text))
        if found:
            at = rng.choice(found)
            new = rng.choice(instead)
            text = text[: at.start()] + (escape(new) if instead is NASTY else new) + text[at.end() :]
    return text.encode("utf-8", "replace")


def _zipped(parts: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as kept:
        for name, content in parts.items():
            kept.writestr(name, content)
    return raw.getvalue()
