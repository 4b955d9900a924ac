"""Every kind of paper: what it has sheets of, how they are made, what it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from printouts import labels, leaves
from printouts.case import Case, Leaf, common_language
from printouts.imposition import A4, Imposition
from printouts.labels import Word, say
from printouts.page_order import order_buyers, order_halls, order_suppliers
from printouts.pages import hall_id
from scheduler.wording import Language

if TYPE_CHECKING:
    from scheduler.wording import Wording


class PaperKind(StrEnum):
    """The papers of a pack, as `--only` and the manifest name them."""

    DIARY = "diary"
    BOOTH_SHEET = "booth-sheet"
    HALL_LIST = "hall-list"
    PICKUP_LIST = "pickup-list"
    WORKBOOK = "workbook"


class Paper(NamedTuple):
    """A kind of paper: its title, what it has sheets of, in order, and the leaf of one.

    `id` names a subject in the manifest; `at_once` are the leaves that a worker draws
    at a time, a quarter of a second's work; `imposition` sets its cards on paper.
    """

    title: Wording
    subjects: Callable[[Case], Sequence[Any]]
    leaf: Callable[[Case, Any], Leaf]
    id: Callable[[Any], str] = str
    at_once: int = 100
    imposition: Imposition = A4


PAPERS: dict[PaperKind, Paper] = {
    PaperKind.DIARY: Paper(
        Word.DIARY, lambda case: order_buyers(case.problem), leaves.diary_leaf
    ),
    PaperKind.BOOTH_SHEET: Paper(
        Word.BOOTH_SHEET,
        lambda case: order_suppliers(case.problem),
        leaves.booth_sheet_leaf,
    ),
    PaperKind.HALL_LIST: Paper(
        Word.HALL_LIST,
        lambda case: order_halls(case.problem, case.schedule),
        leaves.hall_list_leaf,
        lambda where: hall_id(*where),
        at_once=1,
    ),
    PaperKind.PICKUP_LIST: Paper(
        Word.PICKUP_LIST,
        lambda case: [leaves.ALL] if case.problem.buyers else [],
        leaves.pickup_list_leaf,
    ),
}


def document_title(kind: PaperKind, case: Case) -> tuple[str, str]:
    """Return the title of the PDF of `kind` and the tag of its language."""
    language = common_language(case.language)
    fair = say(case.fair.name, language)
    release = say(labels.release(case.fair.release), language)
    title = f"{say(PAPERS[kind].title, language)} · {fair} · {release}"
    return title, "en" if language is Language.EN else "zh-CN"
