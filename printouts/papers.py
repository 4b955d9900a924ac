"""Every kind of paper: what it has sheets of, how they are made, what it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from printouts import badge, card_leaves, labels, leaves, unchanged
from printouts.case import Case, Leaf, common_language
from printouts.imposition import A4, A4_WIDE, TENT, TWO_UP, Imposition
from printouts.kinds import PaperKind
from printouts.labels import Word, say
from printouts.master_content import order_chapters
from printouts.page_order import order_buyers, order_halls, order_suppliers
from printouts.pages import Party, Side, hall_id
from printouts.sign_content import order_hosts, order_tables
from printouts.slip_content import find_changed
from printouts.staff_content import order_staff
from scheduler.wording import Language

if TYPE_CHECKING:
    from printouts.unchanged import Facts, MadeOf
    from scheduler.wording import Wording


class Paper(NamedTuple):
    """A kind of paper: its title, what it has sheets of, in order, and the leaf of one.

    `id` names a subject in the manifest; `at_once` are the leaves that a worker draws
    at a time, a quarter of a second's work; `imposition` sets its cards on paper.
    What `is_bound` is printed whole when anything in it changes. `made_of` names what
    the leaf of a subject is made of, None where that is not told from outside.
    """

    title: Wording
    subjects: Callable[[Case], Sequence[Any]]
    leaf: Callable[[Case, Any], Leaf]
    id: Callable[[Any], str] = str
    at_once: int = 100
    imposition: Imposition = A4
    is_bound: bool = False
    made_of: Callable[[Facts, Any], MadeOf] | None = None


def _everybody(case: Case) -> list[Party]:
    buyers = [(Side.BUYER, str(one)) for one in order_buyers(case.problem)]
    suppliers = [(Side.SUPPLIER, str(one)) for one in order_suppliers(case.problem)]
    return buyers + suppliers


def _changed(case: Case) -> list[Party]:
    """Return who meets otherwise than before; nobody where nothing was before."""
    if case.before is None:
        return []
    return find_changed(case.facts, case.before.facts, _everybody(case))


PAPERS: dict[PaperKind, Paper] = {
    PaperKind.DIARY: Paper(
        Word.DIARY,
        lambda case: order_buyers(case.problem),
        leaves.diary_leaf,
        made_of=unchanged.of_buyer,
    ),
    PaperKind.BOOTH_SHEET: Paper(
        Word.BOOTH_SHEET,
        lambda case: order_suppliers(case.problem),
        leaves.booth_sheet_leaf,
        made_of=unchanged.of_supplier,
    ),
    PaperKind.DOOR_SHEET: Paper(
        Word.DOOR_SHEET,
        lambda case: order_hosts(case.problem, case.schedule),
        leaves.door_sheet_leaf,
        imposition=A4_WIDE,
        made_of=unchanged.of_host,
    ),
    PaperKind.HALL_LIST: Paper(
        Word.HALL_LIST,
        lambda case: order_halls(case.problem, case.schedule),
        leaves.hall_list_leaf,
        lambda where: hall_id(*where),
        at_once=1,
        made_of=unchanged.of_hall,
    ),
    PaperKind.PICKUP_LIST: Paper(
        Word.PICKUP_LIST,
        lambda case: [leaves.ALL] if case.problem.buyers else [],
        leaves.pickup_list_leaf,
    ),
    PaperKind.BADGE: Paper(
        Word.BADGE,
        _everybody,
        card_leaves.badge_leaf,
        lambda party: str(party[1]),
        imposition=badge.FOUR_UP,
        made_of=unchanged.of_badge,
    ),
    PaperKind.BOOTH_SIGN: Paper(
        Word.BOOTH_SIGN,
        lambda case: order_hosts(case.problem, case.schedule),
        card_leaves.booth_sign_leaf,
        imposition=A4_WIDE,
        made_of=unchanged.of_sign,
    ),
    PaperKind.TABLE_SIGN: Paper(
        Word.TABLE_SIGN,
        lambda case: order_tables(case.problem, case.schedule),
        card_leaves.table_sign_leaf,
        lambda of: str(of.id),
        imposition=TENT,
        made_of=unchanged.of_table,
    ),
    PaperKind.CHANGE_SLIP: Paper(
        Word.CHANGE_SLIP,
        _changed,
        leaves.change_slip_leaf,
        lambda party: str(party[1]),
        imposition=TWO_UP,
    ),
    PaperKind.STAFF_CARD: Paper(
        Word.STAFF_CARD,
        lambda case: order_staff(case.directory),
        card_leaves.staff_card_leaf,
        imposition=TWO_UP,
    ),
    PaperKind.BOOK: Paper(
        Word.MASTER_BOOK,
        lambda case: order_chapters(case.problem, case.schedule),
        leaves.book_leaf,
        lambda chapter: str(chapter.id),
        at_once=1,
        is_bound=True,
    ),
}


def document_title(kind: PaperKind, case: Case) -> tuple[str, str]:
    """Return the title of the PDF of `kind` and the tag of its language."""
    language = common_language(case.language)
    fair = say(case.fair.name, language)
    release = say(labels.release(case.fair.release), language)
    title = f"{say(PAPERS[kind].title, language)} · {fair} · {release}"
    return title, "en" if language is Language.EN else "zh-CN"
