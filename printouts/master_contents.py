"""The pages that the master book begins with: what is in it, and on which page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from printouts import labels, theme
from printouts.frame import (
    LEFT,
    Identity,
    Parts,
    bind,
    masthead,
    running_head,
    short_code,
)
from printouts.labels import Word, say
from printouts.master_book import chapter_title
from printouts.master_pages import A_TO_Z, ContentsPage, Part, anchor_of
from printouts.pages import page_digest
from printouts.sheet import (
    Anchor,
    Block,
    Group,
    PageOf,
    Rule,
    Run,
    Strip,
    baseline,
    left_text,
)
from printouts.text import width
from printouts.theme import MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printouts.master_pages import Mention
    from printouts.pages import FairPage
    from printouts.sheet import Page
    from printouts.theme import Style
    from scheduler.wording import Language

NUMBER = 12.0
"""Room of a page's number, up to five figures."""
LEADER_GAP = 1.5
"""Between the dots of a line and its text, and its number."""
PART_GAP = 4.0
LINE_GAP = 1.2


def lay_out(
    fair: FairPage, page: ContentsPage, language: Language | None, digest: str = ""
) -> list[Page]:
    """Return the pages of the contents in `language` (None: both)."""
    name = say(Word.MASTER_BOOK, language)
    counts = labels.say_all(page.counts, language, " · ")
    contents = say(Word.CONTENTS, language)
    anchor = Anchor(LEFT, 0, anchor_of(Part.CONTENTS), contents, 0)
    parts = Parts(
        first=[
            masthead(fair, Word.MASTER_BOOK, language),
            chapter_title(name, counts, [anchor]),
        ],
        later=[running_head(Word.MASTER_BOOK, contents, language, "")],
        rows=_rows(page.mentions, language),
    )
    check = short_code(digest or page_digest(fair, page))
    code = fair.code_of("book", Part.CONTENTS)
    identity = Identity(fair, contents, check, code, is_bound=True)
    return bind(parts, identity, language)


def _rows(mentions: Sequence[Mention], language: Language | None) -> list[Block]:
    blocks = []
    for part, here in groupby(mentions, lambda mention: mention.part):
        head, *others = here
        text = labels.say_all(head.title, language)
        more = f"{text} {labels.in_brackets(Word.CONTINUED, language)}"
        group = Group(_part(head, text), _part(head, more))
        across = 3 if part in A_TO_Z else 2
        blocks += [
            _line(others[first : first + across], across, group, language)
            for first in range(0, len(others), across)
        ]
    return blocks


def _part(mention: Mention, text: str) -> Block:
    strip = Strip(y=PART_GAP)
    _write(strip, mention, text, LEFT, theme.CONTENT_WIDTH, theme.STRONG)
    strip.y += theme.STRONG.leading
    return strip.block(LINE_GAP)


def _line(
    mentions: Sequence[Mention], across: int, group: Group, language: Language | None
) -> Block:
    strip = Strip()
    wide = (theme.CONTENT_WIDTH + theme.GAP) / across
    for at, mention in enumerate(mentions):
        text = labels.say_all(mention.title, language) or labels.say_hall(
            mention.hall, language
        )
        _write(strip, mention, text, LEFT + at * wide, wide - theme.GAP, theme.BODY)
    strip.y += theme.BODY.leading
    return strip.block(LINE_GAP, group)


def _write(
    strip: Strip, mention: Mention, text: str, x: float, wide: float, style: Style
) -> None:
    """Set one line of the contents: text, dots, and the number at its right end."""
    line = left_text(x, strip.y, Run(text, style), wide - NUMBER)
    base = strip.y + baseline(style)
    dots = x + width(line.text, style.face, style.size) / MM + LEADER_GAP
    end = x + wide - NUMBER + LEADER_GAP
    strip.marks += [
        line,
        Rule(dots, base, max(0.0, end - dots), theme.HAIRLINE, dotted=True),
        PageOf(x + wide, base, mention.anchor, style, wide),
    ]
