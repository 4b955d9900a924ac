"""Puts the detail of one pair together: lines, parts and the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.fit.detail import FitDetail, FitPart, LineMatch
from scheduler.fit.lines import SCORE_UNIT
from scheduler.fit.notes import Served, line_notes, pair_notes
from scheduler.fit.sentence import because
from scheduler.fit.terms import TERM_UNIT, Term
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.fit.block import FitArrays
    from scheduler.fit.of_pairs import BestOffer, PairFacts
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
    buyer: Buyer, supplier: Supplier, facts: PairFacts, arrays: FitArrays
) -> FitDetail:
    """Build the detail from the facts of the pair."""
    enough = round(arrays.settings.served * SCORE_UNIT)
    matches = _matches(buyer, supplier, facts.offers, enough)
    served = [
        Served(best, buyer.lines[best.line], supplier.lines[best.offer])
        for best in facts.offers
        if best.score >= enough
    ]
    notes = [*line_notes(served, supplier), *pair_notes(facts.terms, supplier)]
    return FitDetail(
        fit=facts.fit,
        parts=_parts(facts, arrays.settings),
        matches=matches,
        wording=because(matches, len(buyer.lines), notes),
    )


def _matches(
    buyer: Buyer, supplier: Supplier, offers: Sequence[BestOffer], enough: int
) -> tuple[LineMatch, ...]:
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


def _parts(facts: PairFacts, settings: FitSettings) -> tuple[FitPart, ...]:
    more = 1.0 - settings.ground
    return (
        FitPart(BEST_LINE, _percent(facts.best), settings.ground),
        FitPart(COVERAGE, _percent(facts.coverage), more * settings.coverage),
        FitPart(CHOICE, _percent(facts.choice), more * (1.0 - settings.coverage)),
        *(
            FitPart(TERM_NAMES[term], _percent(value), getattr(settings, term.value))
            for term, value in facts.terms.items()
        ),
    )


def _percent(millionths: int) -> int:
    """Return a share as 0-100, rounded half up."""
    return (millionths * 100 + TERM_UNIT // 2) // TERM_UNIT
