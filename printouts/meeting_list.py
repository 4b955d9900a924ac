"""The meetings of a letter, as lines of text and as a table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from printouts.notice_content import Fate, Line, Notice
from printouts.notice_text import long_day_text, shorten, time_text
from printouts.templates.filling import fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scheduler.wording import Language

LONGEST_NAME = 120
"""Characters of a partner's or a recipient's name; a longer one ends in …"""
TABLE = "width:100%;border-collapse:collapse"
CELL = "border:1px solid #c9d3de;padding:7px 10px;text-align:left;vertical-align:top"
HEAD = f"{CELL};background:#1f4e79;color:#fff;font-weight:normal"
DAY = f"{CELL};background:#e8eff6;font-weight:bold"
GONE = f"{CELL};color:#777;text-decoration:line-through"
MARK = "color:#a04000"
WIDTHS = {"time": "6.5em", "place": "28%", "partner": "auto"}
SMALL = "color:#555;font-size:13px"


def plain_lines(
    notice: Notice, lines: Sequence[Line], words: Mapping[str, str], language: Language
) -> list[str]:
    """Return the meetings as lines, a blank one after each; `words` are the mail's."""
    text: list[str] = []
    day = None
    for line in lines:
        if line.start.date() != day:
            day = line.start.date()
            text.append(long_day_text(day, language))
        when = f"{time_text(line.start)}-{time_text(line.end)}"
        text.append(f"  {when}  {_place(line, words, language)}")
        text.append(f"    {_partner(line)}{_mark(line, words, language)}")
        if why := _why(notice, line, words, language):
            text.append(f"    {why}")
        text.append("")
    return text


def html_table(
    notice: Notice, lines: Sequence[Line], words: Mapping[str, str], language: Language
) -> str:
    """Return the meetings as an HTML table, everything escaped."""
    rows = "".join(
        f'<th style="{HEAD};width:{wide}">{escape(words[f"common.{key}"])}</th>'
        for key, wide in WIDTHS.items()
    )
    html = [f'<table style="{TABLE}"><tr>{rows}</tr>']
    day = None
    for line in lines:
        if line.start.date() != day:
            day = line.start.date()
            title = escape(long_day_text(day, language))
            html.append(f'<tr><td colspan="3" style="{DAY}">{title}</td></tr>')
        html.append(_table_row(notice, line, words, language))
    return "\n".join([*html, "</table>"])


def _table_row(
    notice: Notice, line: Line, words: Mapping[str, str], language: Language
) -> str:
    when = f"{time_text(line.start)}-{time_text(line.end)}"
    mark = escape(_mark(line, words, language))
    who = f'<b>{escape(_partner(line))}</b><span style="{MARK}">{mark}</span>'
    if why := _why(notice, line, words, language):
        who += f'<br><span style="{SMALL}">{escape(why)}</span>'
    cells = [escape(when), escape(_place(line, words, language)), who]
    style = GONE if line.fate is Fate.GONE else CELL
    styles = (f"{style};white-space:nowrap", style, style)
    written = zip(styles, cells, strict=True)
    row = "".join(f'<td style="{one}">{cell}</td>' for one, cell in written)
    return f"<tr>{row}</tr>"


def _why(
    notice: Notice, line: Line, words: Mapping[str, str], language: Language
) -> str:
    """Return why the two meet, "" where it is not known or they do not meet any more."""
    if line.fate is Fate.GONE:
        return ""
    return fill(words["common.why"], notice.reasons(line, language))


def _partner(line: Line) -> str:
    name = shorten(line.partner, LONGEST_NAME)
    person = shorten(line.person, LONGEST_NAME)
    return f"{name} ({person})" if person else name


def _place(line: Line, words: Mapping[str, str], language: Language) -> str:
    return line.place(language) or words["common.open_place"]


def _mark(line: Line, words: Mapping[str, str], language: Language) -> str:
    """Return how a meeting differs from the earlier release, in brackets."""
    if line.fate is Fate.NEW:
        return f" [{words['common.mark_new']}]"
    if line.fate is Fate.MOVED and line.before is not None:
        old = line.before
        when = f"{long_day_text(old.start.date(), language)} {time_text(old.start)}"
        before = f"{when} {_place(old, words, language)}"
        return f" [{fill(words['common.mark_moved'], {'before': before})}]"
    return ""
