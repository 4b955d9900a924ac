"""The sheets of each paper, one leaf a party or list, ready to be laid out and drawn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from printouts import (
    booth_sheet,
    change_slip,
    diary,
    door_sheet,
    hall_list,
    master_book,
    master_contents,
    pickup_list,
)
from printouts.buyer_content import build_buyer_page
from printouts.case import (
    Case,
    Leaf,
    booth_headings,
    common_language,
    language_of,
)
from printouts.door_content import build_door_page
from printouts.labels import Word, say
from printouts.list_content import build_hall_page, build_pickup_page
from printouts.master_content import build_chapter, build_contents, chapter_texts
from printouts.master_pages import Part
from printouts.pages import FairPage, PartyPage, Side, page_digest
from printouts.slip_content import build_slip_page
from printouts.supplier_content import build_supplier_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from printouts.master_pages import Chapter, ChapterPage, ContentsPage
    from printouts.pages import Party
    from printouts.sheet import Page
    from printouts.slip_content import SlipPage
    from scheduler.fair import SessionId
    from scheduler.problem import BuyerId, SupplierId
    from scheduler.wording import Language

ALL = "A-Z"
"""Stands in the manifest for the list of everybody."""


def diary_leaf(case: Case, buyer: BuyerId) -> Leaf:
    """Return the diary of a buyer."""
    page = build_buyer_page(*case.facts, buyer)
    return _party_leaf(case, page, (page.name,), diary.lay_out, "diaries.pdf")


def booth_sheet_leaf(case: Case, supplier: SupplierId) -> Leaf:
    """Return the booth sheet of a supplier.

    Suppliers without a meeting have a file of their own: in a large fair they are most,
    and the organiser decides whether to print a pad of empty sheets.
    """
    page = build_supplier_page(*case.facts, supplier)
    file = "booth-sheets.pdf" if page.meetings else "booth-sheets-no-meeting.pdf"
    return _party_leaf(
        case, page, booth_headings(page.place, page.name), booth_sheet.lay_out, file
    )


def _party_leaf(
    case: Case,
    page: PartyPage,
    headings: tuple[str, ...],
    lay_out: Callable[[FairPage, PartyPage, Language | None, str], list[Page]],
    file: str,
) -> Leaf:
    language = language_of(case.language, page)
    digest = page_digest(case.fair, page, language or "both")
    return Leaf(
        page.party_id,
        headings,
        digest,
        _party_texts(page),
        lambda: lay_out(case.fair, page, language, digest),
        file,
    )


def door_sheet_leaf(case: Case, host: str) -> Leaf:
    """Return the door sheet of a host who is visited."""
    page = build_door_page(*case.facts, host)
    language = language_of(case.language, page.host)
    digest = page_digest(case.fair, page, language or "both")
    return Leaf(
        host,
        booth_headings(page.host.place, page.host.name),
        digest,
        _party_texts(page.host),
        lambda: door_sheet.lay_out(case.fair, page, language, digest),
        "door-sheets.pdf",
    )


def change_slip_leaf(case: Case, party: Party) -> Leaf:
    """Return the change slip of a party; the case has one before it."""
    if case.before is None:
        raise ValueError("nothing to compare with")
    page = build_slip_page(case.facts, case.before.facts, party)
    now = page.now
    language = language_of(case.language, now)
    digest = page_digest(case.fair, page, language or "both")
    side = Word.BUYER if now.side is Side.BUYER else Word.SUPPLIER
    return Leaf(
        now.party_id,
        (say(side, common_language(case.language)), now.name),
        digest,
        (*_party_texts(now), *_old_texts(page)),
        lambda: change_slip.lay_out(case.fair, page, language, digest),
        "change-slips.pdf",
    )


def _old_texts(page: SlipPage) -> Iterator[str]:
    for row in page.rows:
        if row.old is not None:
            yield from (row.old.hall, row.old.booth, row.old.partner)


def hall_list_leaf(case: Case, where: tuple[SessionId, str]) -> Leaf:
    """Return the list of a session and hall."""
    language = common_language(case.language)
    page = build_hall_page(case.problem, case.schedule, *where)
    digest = page_digest(case.fair, page, language or "both")
    return Leaf(
        page.id,
        (hall_list.when(page, language), hall_list.where(page, language)),
        digest,
        tuple(text for row in page.rows for text in (row.supplier, row.buyer)),
        lambda: hall_list.lay_out(case.fair, page, language, digest),
        "hall-lists.pdf",
    )


def pickup_list_leaf(case: Case, subject: str) -> Leaf:
    """Return the desk's list."""
    language = common_language(case.language)
    page = build_pickup_page(*case.facts)
    digest = page_digest(case.fair, page, language or "both")
    return Leaf(
        subject,
        (say(Word.PICKUP_LIST, language),),
        digest,
        tuple(text for row in page.rows for text in (row.name, row.person)),
        lambda: pickup_list.lay_out(case.fair, page, language, digest),
        "pickup-list.pdf",
    )


def book_leaf(case: Case, chapter: Chapter) -> Leaf:
    """Return a chapter of the master book; what is in its outline, its pages say."""
    language = common_language(case.language)
    page: ChapterPage | ContentsPage
    if chapter.part is Part.CONTENTS:
        page = build_contents(case.problem, case.schedule)
        lay_out = partial(master_contents.lay_out, case.fair, page)
        texts: tuple[str, ...] = ()
    else:
        page = build_chapter(*case.facts, chapter)
        lay_out = partial(master_book.lay_out, case.fair, page)
        texts = chapter_texts(page)
    digest = page_digest(case.fair, page, language or "both")
    return Leaf(
        chapter.id,
        (),
        digest,
        texts,
        lambda: lay_out(language, digest),
        "master-book.pdf",
    )


def _party_texts(page: PartyPage) -> tuple[str, ...]:
    texts = [page.name, page.place.hall, page.place.booth]
    for row in page.rows:
        texts += [row.hall, row.booth]
        texts += [row.partner, row.person, row.region, row.about.zh, row.about.en]
        texts += row.wants + row.also_wants
    return tuple(texts)
