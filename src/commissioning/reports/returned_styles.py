"""The formats that added cells are shown in, put after those a workbook has: the numbers of its own stay what they are."""

from __future__ import annotations

from dataclasses import dataclass

from commissioning.reports.xml_places import Element, appended, edited, parsed, with_attributes

DAY, MONEY = "dd/mm/yyyy", '"£"#,##0.00'


@dataclass(frozen=True, slots=True)
class Styles:
    """The numbers of formats: plain and wrapped text, headings, those of added columns, days, sums of money, links, titles."""

    plain: int
    wrapped: int
    heading: int
    column: int
    day: int
    money: int
    link: int
    title: int


_FONTS = (
    '<{p}font><{p}b/><{p}sz val="11"/><{p}name val="Calibri"/></{p}font>',
    '<{p}font><{p}u/><{p}sz val="11"/><{p}color rgb="FF0563C1"/><{p}name val="Calibri"/></{p}font>',
    '<{p}font><{p}b/><{p}sz val="15"/><{p}name val="Calibri"/></{p}font>',
)
_FILL = (
    '<{p}fill><{p}patternFill patternType="solid">'
    '<{p}fgColor rgb="FFDDEBF7"/><{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
)


def with_styles(xml: bytes) -> tuple[bytes, Styles]:
    """The part of styles with ours added, and their numbers. Raises :class:`ValueError` where it is not one."""
    root = parsed(xml, deep=3)
    p = root.prefix
    fonts, fills, xfs = root.first("fonts"), root.first("fills"), root.first("cellXfs")
    if fonts is None or fills is None or xfs is None:
        raise ValueError("styles without fonts, fills or formats of cells")
    font, fill, first = len(list(fonts.all("font"))), len(list(fills.all("fill"))), len(list(xfs.all("xf")))
    formats = root.first("numFmts")
    taken = [int(one.attributes.get("numFmtId", "0")) for one in formats.all("numFmt")] if formats is not None else []
    day = max([*taken, 163]) + 1
    new_formats = "".join(
        f'<{p}numFmt numFmtId="{day + at}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for at, code in enumerate((DAY, MONEY))
    )
    looks = [
        _xf(p, wrap=False),
        _xf(p, wrap=True),
        _xf(p, font=font, fill=fill, wrap=True),
        _xf(p, font=font, fill=fill, wrap=False),
        _xf(p, number=day, wrap=False),
        _xf(p, number=day + 1, wrap=False),
        _xf(p, font=font + 1, wrap=False),
        _xf(p, font=font + 2, wrap=False),
    ]
    changes = [
        *_added(xml, fonts, [part.format(p=p) for part in _FONTS], font),
        *_added(xml, fills, [_FILL.format(p=p)], fill),
        *_added(xml, xfs, looks, first),
    ]
    if formats is None:
        changes.append((fonts.start, fonts.start, f'<{p}numFmts count="2">{new_formats}</{p}numFmts>'.encode()))
    else:
        changes += _added(xml, formats, [new_formats], len(taken), more=2)
    return edited(xml, changes), Styles(*(first + at for at in range(len(looks))))


def _xf(p: str, *, number: int = 0, font: int = 0, fill: int = 0, wrap: bool) -> str:
    applied = "".join(
        f' apply{what}="1"' for what, there in (("NumberFormat", number), ("Font", font), ("Fill", fill)) if there
    )
    wrapped = ' wrapText="1"' if wrap else ""
    return (
        f'<{p}xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0"{applied} applyAlignment="1">'
        f'<{p}alignment vertical="top"{wrapped}/></{p}xf>'
    )


def _added(xml: bytes, element: Element, parts: list[str], there: int, more: int = 0) -> list[tuple[int, int, bytes]]:
    """The changes that add parts to a list which says how many it has."""
    inner = "".join(parts)
    count = str(there + (more or len(parts)))
    if element.is_empty:
        return [(element.start, element.end, f'<{element.name} count="{count}">{inner}</{element.name}>'.encode())]
    return [with_attributes(xml, element, count=count), appended(xml, element, inner)]
