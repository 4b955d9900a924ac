"""One party's own sheet as a PDF by itself, to go with its mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printouts.case import PaperLanguage, build_case
from printouts.drawing import Ink
from printouts.kinds import PaperKind
from printouts.pages import Side
from printouts.papers import PAPERS, document_title
from printouts.render import Pdf
from scheduler.problem import BuyerId, SupplierId

if TYPE_CHECKING:
    from scheduler.directory import Directory
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule

PAPER_OF = {Side.BUYER: PaperKind.DIARY, Side.SUPPLIER: PaperKind.BOOTH_SHEET}
ID_OF = {Side.BUYER: BuyerId, Side.SUPPLIER: SupplierId}


class PartyPapers:
    """The diaries and booth sheets of a release, one party at a time."""

    def __init__(self, of: tuple[Problem, Schedule, Directory], language: str) -> None:
        self._case = build_case(of, PaperLanguage(language))

    def render(self, side: Side, party: str) -> bytes:
        """Return the sheet of a party; same facts, same bytes."""
        kind = PAPER_OF[side]
        leaf = PAPERS[kind].leaf(self._case, ID_OF[side](party))
        ink, (title, tag) = Ink(), document_title(kind, self._case)
        drawings = [ink.draw(page) for page in leaf.lay_out()]
        pdf = Pdf(title, tag)
        for drawing in drawings:
            pdf.add_page(drawing, ink.scripts, ink.figures)
        return pdf.to_bytes()
