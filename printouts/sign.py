"""Signs: a booth's on an A4 landscape, a table's as a tent of two A5 faces.

The number is as large as its place allows: it is looked for across a hall. The tent is
one A4 folded in the middle, its upper face upside down on the sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from printouts import labels, theme
from printouts.cut_marks import with_cut
from printouts.fitted import Fitted, fit_text
from printouts.frame import (
    HALF,
    LANDSCAPE,
    Frame,
    Identity,
    footer,
    masthead,
    short_code,
)
from printouts.labels import Word, say
from printouts.sheet import Page, Rule, Run, centre_text, place

if TYPE_CHECKING:
    from printouts.pages import FairPage
    from printouts.sheet import Mark
    from printouts.sign_content import SignPage
    from scheduler.wording import Language

NUMBER_STEPS: Final = (*theme.POSTERS, theme.SIGN, theme.TITLE, theme.LARGE)
NAME_STEPS: Final = (theme.POSTERS[-1], theme.SIGN, theme.TITLE, theme.LARGE, theme.BODY_BOLD)  # fmt: skip
HEAD_STEPS: Final = (theme.SIGN, theme.TITLE, theme.LARGE, theme.BODY_BOLD)
HEAD: Final = 13.0
"""Height of the hall, or of the word table, above the number."""
BETWEEN: Final = 6.0
BOOTH_NAME: Final = 52.0
TABLE_NAME: Final = 22.0
"""Height of the name below the number."""


def lay_out_booth(
    fair: FairPage, page: SignPage, language: Language | None, digest: str
) -> list[Page]:
    """Return the sign of a booth in `language` (None: both)."""
    hall = labels.say_hall(page.place.hall, language)
    booth = page.place.booth
    head, number = (hall, booth) if booth else (say(Word.BOOTH, language), hall)
    identity = Identity(
        fair,
        page.party_id,
        short_code(digest),
        fair.code_of(page.side, page.party_id),
    )
    above = masthead(fair, Word.BOOTH_SIGN, language, LANDSCAPE)
    marks, top = place([above], theme.TOP)
    marks += _body(head, number, page.name, LANDSCAPE, top, BOOTH_NAME)
    return [_finish(marks, identity, language, LANDSCAPE)]


def lay_out_table(
    fair: FairPage, page: SignPage, language: Language | None, digest: str
) -> list[Page]:
    """Return one face of a table's sign in `language` (None: both)."""
    table = str(page.table)
    code = fair.code_of("table", table)
    if page.party_id:
        code = fair.code_of(page.side, page.party_id)
    name = " · ".join(part for part in (page.party_id, table) if part)
    identity = Identity(fair, name, short_code(digest), code)
    word = say(Word.TABLE, language)
    at = " · ".join(part for part in (page.place.booth, page.name) if part)
    marks = _body(word, table, at, HALF, theme.TOP, TABLE_NAME)
    return [with_cut(_finish(marks, identity, language, HALF))]


def _body(
    head: str, number: str, name: str, frame: Frame, top: float, name_room: float
) -> list[Mark]:
    """Set the number in the middle of what head and name leave."""
    below = name_room if name else 0.0
    foot = frame.foot - below
    room = foot - top - HEAD - 2 * BETWEEN
    said = fit_text(head, HEAD_STEPS, frame.room, HEAD)
    large = fit_text(number, NUMBER_STEPS, frame.room, room)
    marks = _centred(said, frame, top + (HEAD - said.height) / 2)
    spare = room - large.height
    marks += _centred(large, frame, top + HEAD + BETWEEN + spare / 2)
    if name:
        fitted = fit_text(name, NAME_STEPS, frame.room, below - BETWEEN)
        marks.append(
            Rule(theme.MARGIN, foot, frame.room, theme.STRONG_RULE, theme.ACCENT)
        )
        at = foot + (below - fitted.height) / 2
        marks += _centred(fitted, frame, at)
    return marks


def _centred(fitted: Fitted, frame: Frame, top: float) -> list[Mark]:
    leading = fitted.style.leading
    return [
        centre_text(
            frame.width / 2, top + at * leading, Run(line, fitted.style), frame.room
        )
        for at, line in enumerate(fitted.lines)
    ]


def _finish(
    marks: list[Mark], identity: Identity, language: Language | None, frame: Frame
) -> Page:
    foot = footer(identity, 1, 1, language, frame)
    return Page((*marks, *foot), frame.height)
