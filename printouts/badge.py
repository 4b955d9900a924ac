"""Badges of 96 by 82 mm, four to an A4, each in the middle of its A6 quarter.

Worn in a hall where people read both languages, so they speak both unless the whole
pack speaks one. The QR code and the letters below it hold the party's code, no name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from printouts import labels, theme
from printouts.cut_marks import corner_marks
from printouts.fitted import Fitted, fit_text
from printouts.frame import short_code
from printouts.imposition import Imposition, Spot
from printouts.labels import Word, say
from printouts.pages import Side
from printouts.sheet import (
    Box,
    Column,
    Page,
    Qr,
    Rule,
    Run,
    Strip,
    left_text,
    right_text,
)
from scheduler.paper_codes import spell_code

if TYPE_CHECKING:
    from printouts.badge_content import BadgePage
    from printouts.pages import FairPage
    from printouts.sheet import Mark
    from scheduler.wording import Language

WIDTH: Final = 96.0
HEIGHT: Final = 82.0
PAD: Final = 5.0
ROOM: Final = WIDTH - 2 * PAD
BAND: Final = 14.0
"""Height of the band that says buyer or supplier, at the lower edge."""
BLEED: Final = 1.5
"""The band goes over the cut by this much, so that a cut that is off shows no white."""
VERSION: Final = 28.0
"""Room for the release and the checksum at the right of the band."""
QR: Final = 17.0
LINE: Final = 13.0
"""Height of a line to write a name on."""
NAMES_TOP: Final = 15.5
FOOT_TOP: Final = 44.0
"""Between these two stand person and company; below, place and code."""
NAME_STEPS: Final = (
    theme.SIGN,
    theme.TITLE,
    theme.LARGE,
    theme.STRONG,
    theme.SMALL_BOLD,
)
COMPANY_STEPS: Final = (theme.LARGE, theme.STRONG, theme.BODY_BOLD, theme.SMALL_BOLD, theme.FINE_BOLD)  # fmt: skip
PLACE_STEPS: Final = (
    theme.SIGN,
    theme.TITLE,
    theme.LARGE,
    theme.STRONG,
    theme.SMALL_BOLD,
)
FAIR_STEPS: Final = (theme.SMALL_BOLD, theme.FINE_BOLD)

_FIELD = (theme.PAGE_WIDTH / 2, theme.PAGE_HEIGHT / 2)
_MIDDLE = ((_FIELD[0] - WIDTH) / 2, (_FIELD[1] - HEIGHT) / 2)
FOUR_UP: Final = Imposition(
    theme.PAGE_WIDTH,
    theme.PAGE_HEIGHT,
    WIDTH,
    HEIGHT,
    tuple(
        (Spot(_MIDDLE[0] + across * _FIELD[0], _MIDDLE[1] + down * _FIELD[1]),)
        for down in (0, 1)
        for across in (0, 1)
    ),
)


def lay_out(
    fair: FairPage, page: BadgePage, language: Language | None, digest: str
) -> list[Page]:
    """Return the badges of one party in `language` (None: both)."""
    return [
        Page(tuple(_badge(fair, page, language, digest, number)), HEIGHT)
        for number in range(page.count)
    ]


def _badge(
    fair: FairPage,
    page: BadgePage,
    language: Language | None,
    digest: str,
    number: int,
) -> list[Mark]:
    strip = Strip()
    _write_fair(strip, fair, language)
    _write_names(strip, page, is_named=number == 0)
    _write_place(strip, page, language)
    code = fair.code_of(page.side, page.party_id)
    spelt = Run(spell_code(code), theme.FINE_BOLD)
    strip.marks += [
        Qr(WIDTH - PAD - QR, FOOT_TOP, QR, code),
        right_text(WIDTH - PAD, FOOT_TOP + QR + 0.9, spelt, 26),
        *_band(page.side, language),
        *_version(fair, page.side, language, digest),
        *corner_marks(WIDTH, HEIGHT),
        _slug(page, number),
    ]
    return strip.marks


def _write_fair(strip: Strip, fair: FairPage, language: Language | None) -> None:
    names = labels.sides(fair.name, language)
    high = 8.4 / max(1, len(names))
    y = 3.6
    for name in names:
        fitted = fit_text(name, FAIR_STEPS, ROOM, high)
        y = strip.write(_column(ROOM), fitted.runs, y)
    strip.marks.append(Rule(PAD, 13.0, ROOM, theme.STRONG_RULE, theme.ACCENT))


def _write_names(strip: Strip, page: BadgePage, *, is_named: bool) -> None:
    """Write the person large and the company below; without a person the company."""
    room = FOOT_TOP - NAMES_TOP - 1.5
    if is_named and not page.person:
        fitted = fit_text(page.company, NAME_STEPS, ROOM, room)
        strip.write(_column(ROOM), fitted.runs, NAMES_TOP)
        return
    if not is_named:
        company = fit_text(page.company, COMPANY_STEPS, ROOM, room - LINE)
        line = Rule(PAD, NAMES_TOP + LINE - 2, ROOM, theme.RULE, dotted=True)
        strip.marks.append(line)
        strip.write(_column(ROOM), company.runs, NAMES_TOP + LINE)
        return
    title = _title(page)
    person, company = _fit_names(page, room - title.height - 1.5)
    y = strip.write(_column(ROOM), person.runs, NAMES_TOP)
    y = strip.write(_column(ROOM), title.runs, y)
    strip.write(_column(ROOM), company.runs, y + 1.5)


def _fit_names(page: BadgePage, room: float) -> tuple[Fitted, Fitted]:
    """Set person and company: the person large, then the company as large as it may be.

    The person is read first, so the company is made smaller until the person's name has
    `theme.TITLE` or gains no more by it.
    """
    pairs = []
    for at in range(len(COMPANY_STEPS)):
        company = fit_text(page.company, COMPANY_STEPS[at:], ROOM, room / 2)
        person = fit_text(page.person, NAME_STEPS, ROOM, room - company.height)
        pairs.append((person, company))
    return max(pairs, key=_by_size)


def _by_size(pair: tuple[Fitted, Fitted]) -> tuple[float, float]:
    person, company = (fitted.style.size for fitted in pair)
    return min(person, theme.TITLE.size), company


def _title(page: BadgePage) -> Fitted:
    if not page.title:
        return Fitted((), theme.BODY)
    return fit_text(page.title, (theme.BODY, theme.SMALL, theme.FINE), ROOM, 4.5)


def _write_place(strip: Strip, page: BadgePage, language: Language | None) -> None:
    """Write where the party is found, and where it comes from, beside the QR code."""
    room = ROOM - QR - theme.GAP
    y = FOOT_TOP + 0.6
    if page.place.booth:
        booth = fit_text(page.place.booth, PLACE_STEPS, room, 12.2)
        y = strip.write(_column(room), booth.runs, y)
    hall = labels.say_hall(page.place.hall, language)
    for text in (hall, page.region):
        if text:
            fitted = fit_text(text, (theme.BODY, theme.SMALL, theme.FINE), room, 4.5)
            y = strip.write(_column(room), fitted.runs, y)


def _band(side: Side, language: Language | None) -> list[Mark]:
    """Build the band at the foot: full for a buyer, framed for a supplier.

    So both are told apart at a distance, also when printed without colour.
    """
    top = HEIGHT - BAND
    is_buyer = side is Side.BUYER
    word = say(Word.BUYER if is_buyer else Word.SUPPLIER, language)
    style = replace(theme.TITLE, colour=theme.WHITE) if is_buyer else theme.TITLE
    at = (BAND - style.leading) / 2
    text = left_text(PAD, top + at, Run(word, style), ROOM - VERSION)
    if is_buyer:
        wide = WIDTH + 2 * BLEED
        return [Box(-BLEED, top, wide, BAND + BLEED, theme.ACCENT), text]
    return [Box(PAD, top, ROOM, theme.STRONG_RULE, theme.ACCENT), text]


def _version(
    fair: FairPage, side: Side, language: Language | None, digest: str
) -> list[Mark]:
    """Say in the band which version the badge is of, to be compared when it is worn."""
    colour = theme.WHITE if side is Side.BUYER else theme.GREY
    style = replace(theme.FINE, colour=colour)
    top = HEIGHT - BAND + (BAND - 2 * style.leading) / 2
    lines = (say(labels.release(fair.release), language), short_code(digest))
    return [
        right_text(WIDTH - PAD, top + at * style.leading, Run(line, style), VERSION)
        for at, line in enumerate(lines)
    ]


def _slug(page: BadgePage, number: int) -> Mark:
    """Say below the cut which badge it is, for whoever sorts them."""
    said = (page.party_id, f"{number + 1}/{page.count}")
    return left_text(PAD, HEIGHT + 3.0, Run(" · ".join(said), theme.FINE), ROOM)


def _column(room: float) -> Column:
    return Column(PAD, room + theme.GAP)
