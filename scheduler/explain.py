"""Why a pair does not meet and why a buyer stays short, in a finished schedule.

Only what is true is said: every obstacle named is the last one of some round once the
others are lifted, and lifting all that are named makes the meeting possible.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from scheduler.explaining.blockers import Blockers
from scheduler.explaining.sentences import PAIR_SENTENCES, SHORTFALL_SENTENCES, fill
from scheduler.explaining.words import few_words, slots_words, suppliers_words
from scheduler.languages import name_languages
from scheduler.phrases import party_text
from scheduler.problem import Strength
from scheduler.reasons import Reason, ReasonCode
from scheduler.schedule import Shortfall, UnplacedMust
from scheduler.wording import Wording

if TYPE_CHECKING:
    from scheduler.candidates import Candidates
    from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId
    from scheduler.schedule import Meeting, Schedule

    Facts = dict[str, Wording | str | int]


def explain_pair(
    problem: Problem,
    candidates: Candidates,
    schedule: Schedule,
    buyer_id: BuyerId,
    supplier_id: SupplierId,
) -> tuple[Reason, ...]:
    """Return why the pair does not meet, or one reason MEETS with where it does.

    Raises KeyError for an unknown party.
    """
    return Explainer(problem, candidates, schedule).pair(buyer_id, supplier_id)


def explain_unplaced_must(
    problem: Problem,
    candidates: Candidates,
    schedule: Schedule,
    buyer_id: BuyerId,
    supplier_id: SupplierId,
) -> tuple[Reason, ...]:
    """Return why a must is not placed: the same truths as for any pair."""
    return explain_pair(problem, candidates, schedule, buyer_id, supplier_id)


def explain_shortfall(
    problem: Problem, candidates: Candidates, schedule: Schedule, buyer_id: BuyerId
) -> tuple[Reason, ...]:
    """Return why the buyer has fewer meetings than wanted; KeyError if unknown."""
    return Explainer(problem, candidates, schedule).shortfall(buyer_id)


def list_shortfalls(
    problem: Problem, candidates: Candidates, schedule: Schedule
) -> tuple[Shortfall, ...]:
    """Return the schedule's shortfalls with their reasons, sorted by buyer id."""
    explainer = Explainer(problem, candidates, schedule)
    wanted = problem.fair.min_meetings
    met = Counter(meeting.buyer for meeting in schedule.meetings)
    short = sorted(buyer.id for buyer in problem.buyers if met[buyer.id] < wanted)
    return tuple(
        Shortfall(buyer, met[buyer], wanted, explainer.shortfall(buyer))
        for buyer in short
    )


def list_unplaced_musts(
    problem: Problem, candidates: Candidates, schedule: Schedule
) -> tuple[UnplacedMust, ...]:
    """Return the musts not placed with their reasons, sorted by buyer, supplier."""
    explainer = Explainer(problem, candidates, schedule)
    musts = problem.pairs(Strength.MUST)
    pairs = ((meeting.buyer, meeting.supplier) for meeting in schedule.meetings)
    placed = {pair for pair in pairs if pair in musts}
    return tuple(
        UnplacedMust(buyer, supplier, explainer.pair(buyer, supplier))
        for buyer, supplier in sorted(musts - placed)
    )


class Explainer:
    """Answers many questions about one schedule without looking things up anew."""

    def __init__(
        self, problem: Problem, candidates: Candidates, schedule: Schedule
    ) -> None:
        self._problem = problem
        self._schedule = schedule
        self._blockers = Blockers(problem, candidates, schedule)

    def pair(self, buyer_id: BuyerId, supplier_id: SupplierId) -> tuple[Reason, ...]:
        """Return why the pair does not meet, or one reason MEETS."""
        buyer = self._problem.buyer_by_id[buyer_id]
        supplier = self._problem.supplier_by_id[supplier_id]
        facts = self._facts(buyer) | self._pair_facts(buyer, supplier)
        diary = self._blockers.diary
        met = [m.slot for m in self._meetings(buyer_id) if m.supplier == supplier_id]
        if met:
            facts["slots"] = slots_words(
                diary, diary.where(slot in met for slot in diary.slots)
            )
            return (_pair_reason(ReasonCode.MEETS, facts),)
        blocked = self._blockers.of(buyer, supplier)
        if not blocked.codes:
            facts["slots"] = slots_words(diary, blocked.open)
            return (_pair_reason(ReasonCode.PREFERRED_OTHERS, facts),)
        return tuple(
            _pair_reason(
                code,
                facts | {"slots": slots_words(diary, blocked.slots_of.get(code, 0))},
            )
            for code in blocked.codes
        )

    def find_fit(self, buyer_id: BuyerId, supplier_id: SupplierId) -> int | None:
        """Return the pair's fit, None where it is no candidate."""
        return self._blockers.find_fit(buyer_id, supplier_id)

    def shortfall(self, buyer_id: BuyerId) -> tuple[Reason, ...]:
        """Return why the buyer has fewer meetings than wanted."""
        buyer = self._problem.buyer_by_id[buyer_id]
        suitable = self._blockers.suitable(buyer_id)
        reasons = self._few(buyer, suitable)
        met = {meeting.supplier for meeting in self._meetings(buyer_id)}
        others = [
            self._problem.supplier_by_id[supplier]
            for supplier in suitable
            if supplier not in met
        ]
        return (*reasons, *self._obstacles(buyer, others))

    def _few(self, buyer: Buyer, suitable: list[SupplierId]) -> list[Reason]:
        """Return the reasons that lie in the demand itself."""
        if len(suitable) >= self._problem.fair.min_meetings:
            return []
        facts = self._facts(buyer) | {"few": few_words(len(suitable))}
        never = self._blockers.nevers_of.get(buyer.id, set())
        nevers = [s for s in self._problem.suppliers if s.id in never] if never else []
        facts["suppliers"] = suppliers_words(nevers)
        codes = [ReasonCode.FEW_CANDIDATES]
        if not buyer.lines:
            codes.insert(0, ReasonCode.NO_LINES)
        if nevers:
            codes.append(ReasonCode.NEVER)
        return [fill(code, SHORTFALL_SENTENCES[code], facts) for code in codes]

    def _obstacles(self, buyer: Buyer, others: list[Supplier]) -> list[Reason]:
        """Return one reason a code, naming the suppliers it concerns, best fit first."""
        suppliers: defaultdict[ReasonCode, list[Supplier]] = defaultdict(list)
        slots: defaultdict[ReasonCode, int] = defaultdict(int)
        blocked = self._blockers.of_each(buyer, others)
        for supplier, found in zip(others, blocked, strict=True):
            for code in found.codes or (ReasonCode.PREFERRED_OTHERS,):
                suppliers[code].append(supplier)
                slots[code] |= found.slots_of.get(code, 0)
        facts = self._facts(buyer)
        return [
            fill(
                code,
                SHORTFALL_SENTENCES[code],
                facts
                | {
                    "suppliers": suppliers_words(suppliers[code]),
                    "slots": slots_words(self._blockers.diary, slots[code]),
                },
            )
            for code in ReasonCode
            if code in suppliers
        ]

    def _facts(self, buyer: Buyer) -> Facts:
        fair, meetings = self._problem.fair, self._meetings(buyer.id)
        diary = self._blockers.diary
        sessions = diary.in_sessions(meeting.session for meeting in meetings)
        return {
            "buyer": party_text(buyer),
            "buyer_speaks": name_languages(buyer.languages),
            "max_meetings": fair.max_meetings,
            "min_fit": fair.min_fit,
            "wanted": fair.min_meetings,
            "sessions": slots_words(diary, sessions),
        }

    def _pair_facts(self, buyer: Buyer, supplier: Supplier) -> Facts:
        fit = self._blockers.find_fit(buyer.id, supplier.id)
        least = self._problem.fair.min_fit
        return {
            "supplier": party_text(supplier),
            "supplier_speaks": name_languages(supplier.languages),
            "supplier_max": supplier.max_meetings or 0,
            "fit": _fit_words(fit, least),
            "compared": self._compared(buyer, fit),
        }

    def _compared(self, buyer: Buyer, fit: int | None) -> Wording:
        """Return the pair's fit beside those of the buyer's meetings."""
        fits = [meeting.fit for meeting in self._meetings(buyer.id)]
        if not fits:
            return Wording(en=f"Its fit is {fit}.", zh=f"该配对匹配度为 {fit}。")
        low, high = min(fits), max(fits)
        span = f"{low}" if low == high else f"{low}-{high}"
        return Wording(
            en=f"Its fit is {fit}; the buyer's meetings have {span}.",
            zh=f"该配对匹配度为 {fit}，该采购商已有洽谈的匹配度为 {span}。",
        )

    def _meetings(self, buyer_id: BuyerId) -> tuple[Meeting, ...]:
        return self._schedule.by_buyer.get(buyer_id, ())


def _pair_reason(code: ReasonCode, facts: Facts) -> Reason:
    return fill(code, PAIR_SENTENCES[code], facts)


def _fit_words(fit: int | None, least: int) -> Wording:
    """Return the fit; of a pair that is no candidate only that it is too low."""
    if fit is None:
        return Wording(en=f"below {least}", zh=f"不足 {least}")
    return Wording(en=f"{fit}", zh=f"为 {fit}")
