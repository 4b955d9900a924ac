"""The sheets of each paper, one leaf a party or list, ready to be laid out and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from printouts import booth_sheet, diary, hall_list, labels, pickup_list
from printouts.buyer_content import build_buyer_page
from printouts.content import build_fair_page
from printouts.labels import Word, say
from printouts.list_content import build_hall_page, build_pickup_page
from printouts.page_order import order_buyers, order_halls, order_suppliers
from printouts.pages import FairPage, PartyPage, Side, hall_id, page_digest
from printouts.supplier_content import build_supplier_page
from scheduler.directory import Directory
from scheduler.problem import Problem
from scheduler.schedule import Schedule
from scheduler.wording import Language

if TYPE_CHECKING:
    from printouts.sheet import Page
    from scheduler.problem import BuyerId, SessionId, SupplierId


class PaperKind(StrEnum):
    """The papers of a pack, as `--only` and the manifest name them."""

    DIARY = "diary"
    BOOTH_SHEET = "booth-sheet"
    HALL_LIST = "hall-list"
    PICKUP_LIST = "pickup-list"
    WORKBOOK = "workbook"


class PaperLanguage(StrEnum):
    """Which language papers speak: each party's own, one for all, or both."""

    PARTY = "party"
    ZH = "zh"
    EN = "en"
    BOTH = "both"


@dataclass(frozen=True)
class Leaf:
    """One party's or list's sheets inside a PDF, before they are laid out.

    `headings` are its outline entries by level; upper ones are shared with neighbours.
    """

    id: str
    headings: tuple[str, ...]
    digest: str
    texts: tuple[str, ...]
    lay_out: Callable[[], list[Page]]
    file: str


@dataclass(frozen=True)
class Case:
    """Problem, schedule and directory with what all leaves share."""

    problem: Problem
    schedule: Schedule
    directory: Directory
    fair: FairPage
    language: PaperLanguage

    @property
    def facts(self) -> tuple[Problem, Schedule, Directory]:
        """Return what pages are built from."""
        return self.problem, self.schedule, self.directory


def build_case(
    of: tuple[Problem, Schedule, Directory], language: PaperLanguage
) -> Case:
    """Build what all leaves of a pack share."""
    return Case(*of, build_fair_page(*of), language)


def _diary(case: Case, buyer: BuyerId) -> Leaf:
    page = build_buyer_page(*case.facts, buyer)
    return _party_leaf(case, page, (page.name,), diary.lay_out)


def _booth_sheet(case: Case, supplier: SupplierId) -> Leaf:
    page = build_supplier_page(*case.facts, supplier)
    name = " ".join(part for part in (page.place.booth, page.name) if part)
    hall = page.place.hall or say(Word.NO_HALL, None)
    return _party_leaf(case, page, (hall, name), booth_sheet.lay_out)


def _party_leaf(
    case: Case,
    page: PartyPage,
    headings: tuple[str, ...],
    lay_out: Callable[[FairPage, PartyPage, Language | None, str], list[Page]],
) -> Leaf:
    language = _party_language(case.language, page)
    digest = page_digest(case.fair, page, language or "both")
    return Leaf(
        page.party_id,
        headings,
        digest,
        _party_texts(page),
        lambda: lay_out(case.fair, page, language, digest),
        _party_file(page),
    )


def _party_file(page: PartyPage) -> str:
    if page.side is Side.BUYER:
        return FILES[PaperKind.DIARY][0]
    meeting, none = FILES[PaperKind.BOOTH_SHEET]
    return meeting if page.meetings else none


def _hall_list(case: Case, where: tuple[SessionId, str]) -> Leaf:
    language = _common_language(case.language)
    page = build_hall_page(case.problem, case.schedule, *where)
    digest = page_digest(case.fair, page, language or "both")
    return Leaf(
        page.id,
        (hall_list.when(page, language), hall_list.where(page, language)),
        digest,
        tuple(text for row in page.rows for text in (row.supplier, row.buyer)),
        lambda: hall_list.lay_out(case.fair, page, language, digest),
        FILES[PaperKind.HALL_LIST][0],
    )


ALL = "A-Z"
"""Stands in the manifest for the list of everybody."""


def _pickup_list(case: Case, subject: str) -> Leaf:
    language = _common_language(case.language)
    page = build_pickup_page(*case.facts)
    digest = page_digest(case.fair, page, language or "both")
    return Leaf(
        subject,
        (say(Word.PICKUP_LIST, language),),
        digest,
        tuple(text for row in page.rows for text in (row.name, row.person)),
        lambda: pickup_list.lay_out(case.fair, page, language, digest),
        FILES[PaperKind.PICKUP_LIST][0],
    )


class Paper(NamedTuple):
    """A kind of paper: what it has sheets of, in order; the leaf of one, and its id.

    `at_once` are the leaves that a worker draws at a time, a quarter of a second's work.
    """

    subjects: Callable[[Case], Sequence[Any]]
    leaf: Callable[[Case, Any], Leaf]
    id: Callable[[Any], str] = str
    at_once: int = 100


PAPERS: dict[PaperKind, Paper] = {
    PaperKind.DIARY: Paper(lambda case: order_buyers(case.problem), _diary),
    PaperKind.BOOTH_SHEET: Paper(
        lambda case: order_suppliers(case.problem), _booth_sheet
    ),
    PaperKind.HALL_LIST: Paper(
        lambda case: order_halls(case.problem, case.schedule),
        _hall_list,
        lambda where: hall_id(*where),
        at_once=1,
    ),
    PaperKind.PICKUP_LIST: Paper(
        lambda case: [ALL] if case.problem.buyers else [], _pickup_list
    ),
}
FILES: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.DIARY: ("diaries.pdf",),
    PaperKind.BOOTH_SHEET: ("booth-sheets.pdf", "booth-sheets-no-meeting.pdf"),
    PaperKind.HALL_LIST: ("hall-lists.pdf",),
    PaperKind.PICKUP_LIST: ("pickup-list.pdf",),
    PaperKind.WORKBOOK: ("master.xlsx",),
}
"""The files of a kind. Suppliers without a meeting have their own: in a large fair they
are most, and the organiser decides whether to print a pad of empty sheets."""
TITLES = {
    PaperKind.DIARY: Word.DIARY,
    PaperKind.BOOTH_SHEET: Word.BOOTH_SHEET,
    PaperKind.HALL_LIST: Word.HALL_LIST,
    PaperKind.PICKUP_LIST: Word.PICKUP_LIST,
}


def document_title(kind: PaperKind, case: Case) -> tuple[str, str]:
    """Return the title of the PDF of `kind` and the tag of its language."""
    language = _common_language(case.language)
    fair = say(case.fair.name, language)
    release = say(labels.release(case.fair.release), language)
    title = f"{say(TITLES[kind], language)} · {fair} · {release}"
    return title, "en" if language is Language.EN else "zh-CN"


def _common_language(language: PaperLanguage) -> Language | None:
    if language in (PaperLanguage.PARTY, PaperLanguage.BOTH):
        return None
    return Language(language.value)


def _party_language(language: PaperLanguage, page: PartyPage) -> Language | None:
    if language is PaperLanguage.PARTY:
        return page.language
    return _common_language(language)


def fair_texts(fair: FairPage) -> tuple[str, ...]:
    """Return what stands on every sheet."""
    venue, organiser = fair.venue, fair.organiser
    said = (fair.name, venue.name, venue.address, venue.route)
    sides = [text for wording in said for text in (wording.zh, wording.en)]
    return (*sides, organiser.name, organiser.phone, organiser.email)


def _party_texts(page: PartyPage) -> tuple[str, ...]:
    texts = [page.name, page.place.hall, page.place.booth]
    for row in page.rows:
        texts += [row.hall, row.booth]
        texts += [row.partner, row.person, row.region, row.about.zh, row.about.en]
        texts += row.wants + row.also_wants
    return tuple(texts)
