"""The change slip: half an A4, what was and what is side by side, for a changed party.

It goes onto the paper that people hold, so it says which release that one is of and
how many of its meetings stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from printouts import labels, theme
from printouts.cut_marks import with_cut
from printouts.fitted import fit_text
from printouts.frame import (
    HALF,
    LEFT,
    RIGHT,
    WHOLE,
    Identity,
    Parts,
    bind,
    desk_block,
    masthead,
    running_head,
    separator,
    short_code,
)
from printouts.labels import Word, say
from printouts.pages import Side
from printouts.sheet import Block, Column, Run, Strip, left_text

if TYPE_CHECKING:
    from printouts.pages import FairPage, PartyPage, PartyRow
    from printouts.sheet import Page
    from printouts.slip_content import SlipPage, SlipRow
    from scheduler.fair import Place
    from scheduler.wording import Language

SIDE: Final = theme.CONTENT_WIDTH / 2
WHEN: Final = Column(LEFT + 2, 29)
WHO: Final = Column(LEFT + 31, SIDE - 31 - 4)
WHOLE_SIDE: Final = Column(WHEN.x, SIDE - 2 - 4)
NAME_STEPS: Final = (theme.TITLE, theme.LARGE, theme.STRONG)
NAME_HEIGHT: Final = 12.4
PADDING: Final = 1.8
NAME_LINES: Final = 3
ARROW: Final = Run("→", theme.KIND)


def lay_out(
    fair: FairPage, page: SlipPage, language: Language | None, digest: str
) -> list[Page]:
    """Return the slips of one party in `language` (None: both)."""
    party = page.now
    heads = _columns(language)
    identity = Identity(
        fair,
        party.party_id,
        short_code(digest),
        fair.code_of(party.side, party.party_id),
    )
    later = running_head(Word.CHANGE_SLIP, party.name, language, party.party_id)
    first = masthead(fair, Word.CHANGE_SLIP, language)
    parts = Parts(
        first=[first, _title(page, language), heads],
        later=[later, heads],
        rows=_rows(page, language),
        help=desk_block(fair, language),
    )
    return [with_cut(made) for made in bind(parts, identity, language, HALF)]


def _title(page: SlipPage, language: Language | None) -> Block:
    strip = Strip()
    party = page.now
    name = fit_text(party.name, NAME_STEPS, theme.CONTENT_WIDTH, NAME_HEIGHT)
    y = strip.write(WHOLE, name.runs, 0)
    side = Word.BUYER if party.side is Side.BUYER else Word.SUPPLIER
    replaces = say(labels.replaces(page.replaces), language)
    said = f"{say(side, language)} {party.party_id} · {replaces}"
    strip.write(WHOLE, [Run(said, theme.KIND, 2)], y + 0.4)
    return strip.block(2.0)


def _columns(language: Language | None) -> Block:
    strip = Strip()
    for x, word in ((0.0, Word.WAS), (SIDE, Word.NOW)):
        run = Run(say(word, language), theme.FINE, 1)
        strip.write(_moved(WHOLE_SIDE, x), [run], 0)
    strip.marks.append(separator(strip.y + 1.2))
    return strip.block(1.2)


def _rows(page: SlipPage, language: Language | None) -> list[Block]:
    blocks = [_row(page.now, row, language) for row in page.rows]
    if page.old_place is not None:
        blocks.insert(0, _moved_stand(page.old_place, page.now.place, language))
    blocks.append(_rest(page, language))
    return blocks


def _row(party: PartyPage, row: SlipRow, language: Language | None) -> Block:
    strip = Strip()
    _write_side(strip, party, row.old, language, is_now=False)
    _write_side(strip, party, row.new, language, is_now=True)
    strip.marks.append(left_text(LEFT + SIDE - 5, PADDING, ARROW, 5))
    height = strip.y + PADDING
    strip.marks.append(separator(height))
    return Block(height, tuple(strip.marks))


def _write_side(
    strip: Strip,
    party: PartyPage,
    row: PartyRow | None,
    language: Language | None,
    *,
    is_now: bool,
) -> None:
    """Write a meeting, or that there is none; what was stands back in grey."""
    right = SIDE if is_now else 0.0
    if row is None:
        word = Word.CANCELLED if is_now else Word.ADDED
        run = Run(say(word, language), theme.STRONG if is_now else theme.FREE, 1)
        strip.write(_moved(WHOLE_SIDE, right), [run], PADDING)
        return
    hours = theme.HOURS if is_now else theme.HOURS_WAS
    bold = theme.STRONG if is_now else theme.STRONG_WAS
    plain = theme.BODY if is_now else theme.FREE
    day = say(labels.day(row.start.date()), language)
    when = [Run(labels.clock(row.start, row.end), hours, 1), Run(day, plain, 2)]
    strip.write(_moved(WHEN, right), when, PADDING)
    place, hall = _where(party, row, language)
    who = [
        Run(place, bold, 2),
        Run(hall, plain, 2),
        Run(row.partner, plain, NAME_LINES),
    ]
    strip.write(_moved(WHO, right), who, PADDING)


def _where(
    party: PartyPage, row: PartyRow, language: Language | None
) -> tuple[str, str]:
    """Say booth and table, and the hall; a party that stays needs its table alone."""
    table = "" if row.is_only_table else say(labels.table_number(row.table), language)
    if not party.walks:
        return table, ""
    booth = " · ".join(part for part in (row.booth, table) if part)
    return booth, labels.say_hall(row.hall, language)


def _moved_stand(old: Place, new: Place, language: Language | None) -> Block:
    strip = Strip()
    for place, x, style in ((old, 0.0, theme.STRONG_WAS), (new, SIDE, theme.STRONG)):
        hall = labels.say_hall(place.hall, language)
        text = " · ".join(part for part in (place.booth, hall) if part)
        said = labels.headed(say(Word.OUR_BOOTH, language), text, language)
        strip.write(_moved(WHOLE_SIDE, x), [Run(said, style, 2)], PADDING)
    strip.marks.append(left_text(LEFT + SIDE - 5, PADDING, ARROW, 5))
    height = strip.y + PADDING
    strip.marks.append(separator(height))
    return Block(height, tuple(strip.marks))


def _rest(page: SlipPage, language: Language | None) -> Block:
    strip = Strip()
    said = labels.sides(labels.others_stay(page.same), language)
    column = Column(LEFT + 2, RIGHT - LEFT - 2 + theme.GAP)
    strip.write(column, [Run(text, theme.SMALL_BOLD, 2) for text in said], 2.0)
    return strip.block(1.0)


def _moved(column: Column, right: float) -> Column:
    return Column(column.x + right, column.width)
