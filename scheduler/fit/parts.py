"""Puts the detail of one pair together: lines, parts and the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.fit.detail import FitDetail, FitPart, LineMatch
from scheduler.fit.lines import SCORE_UNIT
from scheduler.fit.sentence import because
from scheduler.wording import Wording

if TYPE_CHECKING:
    from scheduler.fit.lines import BestOffer
    from scheduler.fit.pairs import Pairs
    from scheduler.fit.settings import FitSettings
    from scheduler.problem import Buyer, Supplier

BEST_LINE = Wording(en="best line", zh="最匹配的一项")
COVERAGE = Wording(en="lines served", zh="需求覆盖")
CHOICE = Wording(en="few others offer it", zh="同类供应商少")


def build_detail(
    buyer: Buyer,
    supplier: Supplier,
    offers: list[BestOffer],
    pairs: Pairs,
    settings: FitSettings,
) -> FitDetail:
    """Build the detail from the pair's one row in `pairs`, or none at all."""
    matches = _matches(buyer, supplier, offers, settings)
    return FitDetail(
        fit=int(pairs.fit[0]) if len(pairs.fit) else 0,
        parts=_parts(pairs, settings),
        matches=matches,
        wording=because(matches, len(buyer.lines)),
    )


def _matches(
    buyer: Buyer, supplier: Supplier, offers: list[BestOffer], settings: FitSettings
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


def _parts(pairs: Pairs, settings: FitSettings) -> tuple[FitPart, ...]:
    more = 1.0 - settings.ground
    values = (pairs.best, pairs.coverage, pairs.choice)
    best, coverage, choice = (
        _percent(int(value[0])) if len(value) else 0 for value in values
    )
    return (
        FitPart(BEST_LINE, best, settings.ground),
        FitPart(COVERAGE, coverage, more * settings.coverage),
        FitPart(CHOICE, choice, more * (1.0 - settings.coverage)),
    )


def _percent(millionths: int) -> int:
    """Return a share as 0-100, rounded half up."""
    return (millionths * 100 + SCORE_UNIT // 2) // SCORE_UNIT
