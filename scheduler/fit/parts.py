"""Puts the detail of one pair together: lines, parts and the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.fit.detail import FitDetail, FitPart, LineMatch
from scheduler.fit.lines import SCORE_UNIT
from scheduler.fit.notes import Served, line_notes, pair_notes
from scheduler.fit.sentence import because
from scheduler.fit.terms import OFF, TERM_UNIT, TERMS, Term
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.fit.block import FitArrays
    from scheduler.fit.lines import BestOffer
    from scheduler.fit.pairs import Pairs
    from scheduler.fit.settings import FitSettings
    from scheduler.problem import Buyer, Supplier

BEST_LINE = Wording(en="best line", zh="最匹配的一项")
COVERAGE = Wording(en="lines served", zh="需求覆盖")
CHOICE = Wording(en="few others offer it", zh="同类供应商少")
TERM_NAMES = {
    Term.QUANTITY: Wording(en="quantity", zh="数量"),
    Term.BUDGET: Wording(en="budget", zh="预算"),
    Term.CERTIFICATES: Wording(en="certificates", zh="认证"),
    Term.REGION: Wording(en="same region", zh="地区相同"),
    Term.LANGUAGE: Wording(en="common language", zh="语言相通"),
    Term.HISTORY: Wording(en="former dealings", zh="往来历史"),
    Term.SUGGESTED: Wording(en="suggested", zh="推荐意见"),
}


def build_detail(
    buyer: Buyer,
    supplier: Supplier,
    offers: list[BestOffer],
    pairs: Pairs,
    arrays: FitArrays,
) -> FitDetail:
    """Build the detail from the pair's one row in `pairs`, or none at all."""
    settings = arrays.settings
    matches = _matches(buyer, supplier, offers, settings)
    terms = _terms(pairs)
    notes: list[Wording] = []
    if len(pairs.fit):
        buyer_at, supplier_at = int(pairs.buyer[0]), int(pairs.supplier[0])
        served = [
            Served(
                int(arrays.index.demand_at[buyer_at]) + best.line,
                int(arrays.index.offer_at[supplier_at]) + best.offer,
                buyer.lines[best.line],
                supplier.lines[best.offer],
            )
            for best in offers
            if best.score >= round(settings.served * SCORE_UNIT)
        ]
        notes += line_notes(served, supplier_at, supplier, arrays.terms)
        notes += pair_notes(terms, supplier)
    return FitDetail(
        fit=int(pairs.fit[0]) if len(pairs.fit) else 0,
        parts=_parts(pairs, terms, settings),
        matches=matches,
        wording=because(matches, len(buyer.lines), notes),
    )


def _matches(
    buyer: Buyer, supplier: Supplier, offers: Sequence[BestOffer], settings: FitSettings
) -> tuple[LineMatch, ...]:
    enough = round(settings.served * SCORE_UNIT)
    found = [
        LineMatch(
            line=best.line,
            demand=buyer.lines[best.line].product,
            offer=supplier.lines[best.offer].product,
            score=_percent(best.score),
            served=best.score >= enough,
        )
        for best in offers
    ]
    return tuple(sorted(found, key=lambda match: (-match.score, match.demand)))


def _terms(pairs: Pairs) -> dict[Term, int]:
    """Return the parts beside the lines that say something, in millionths."""
    if not len(pairs.fit):
        return {}
    row = pairs.terms[0].tolist()
    return {t: value for t, value in zip(TERMS, row, strict=True) if value != OFF}


def _parts(
    pairs: Pairs, terms: dict[Term, int], settings: FitSettings
) -> tuple[FitPart, ...]:
    more = 1.0 - settings.ground
    values = (pairs.best, pairs.coverage, pairs.choice)
    best, coverage, choice = (
        _percent(int(value[0])) if len(value) else 0 for value in values
    )
    return (
        FitPart(BEST_LINE, best, settings.ground),
        FitPart(COVERAGE, coverage, more * settings.coverage),
        FitPart(CHOICE, choice, more * (1.0 - settings.coverage)),
        *(
            FitPart(TERM_NAMES[term], _percent(value), getattr(settings, term.value))
            for term, value in terms.items()
        ),
    )


def _percent(millionths: int) -> int:
    """Return a share as 0-100, rounded half up."""
    return (millionths * 100 + TERM_UNIT // 2) // TERM_UNIT
