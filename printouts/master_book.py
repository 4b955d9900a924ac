"""The master book: every meeting by time, by hall and by party, with contents.

Bound like a book: its pages are numbered throughout, and whatever has a heading is in
the outline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from printouts import labels, theme
from printouts.frame import (
    LEFT,
    WHOLE,
    Identity,
    Parts,
    bind,
    masthead,
    running_head,
    short_code,
)
from printouts.labels import Word, say
from printouts.master_pages import A_TO_Z, PART_NAMES, Part, anchor_of
from printouts.master_rows import rows
from printouts.pages import page_digest
from printouts.sheet import Anchor, Run, Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printouts.master_pages import ChapterPage
    from printouts.pages import FairPage
    from printouts.sheet import Block, Page
    from scheduler.wording import Language

NAME_LINES = 3


def lay_out(
    fair: FairPage, page: ChapterPage, language: Language | None, digest: str = ""
) -> list[Page]:
    """Return the pages of a chapter, in `language` (None: both)."""
    name = title(page, language)
    about = labels.say_all(page.about, language, " · ")
    session = page.key if page.part is Part.TIME else ""
    head = running_head(Word.MASTER_BOOK, name, language, session)
    opening = [
        masthead(fair, Word.MASTER_BOOK, language),
        chapter_title(name, about, _anchors(page, name, language)),
    ]
    begins = page.is_first or page.part not in A_TO_Z
    parts = Parts(opening if begins else [head], [head], rows(page, language))
    check = short_code(digest or page_digest(fair, page))
    code = fair.code_of("book", page.id)
    identity = Identity(fair, name, check, code, is_bound=True)
    return bind(parts, identity, language)


def title(page: ChapterPage, language: Language | None) -> str:
    """Name the session, the hall or the part that a chapter is of."""
    if page.part is Part.HALL and page.key:
        return labels.say_hall(page.key, language)
    return labels.say_all(page.title, language)


def chapter_title(name: str, about: str, anchors: Sequence[Anchor]) -> Block:
    """Say what begins here, and below it how much that is."""
    strip = Strip()
    strip.marks += anchors
    strip.write(
        WHOLE, [Run(name, theme.TITLE, NAME_LINES), Run(about, theme.BODY, 2)], 0
    )
    return strip.block(3.0)


def _anchors(page: ChapterPage, name: str, language: Language | None) -> list[Anchor]:
    anchors = []
    if page.is_first:
        part = say(PART_NAMES[page.part], language)
        anchors.append(Anchor(LEFT, 0, anchor_of(page.part), part, 0))
    if page.part not in A_TO_Z:
        anchors.append(Anchor(LEFT, 0, anchor_of(page.part, page.key), name, 1))
    return anchors
