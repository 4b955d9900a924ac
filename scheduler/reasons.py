"""Why a buyer is short or a pair does not meet: codes with the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scheduler.wording import Wording


class ReasonCode(StrEnum):
    """Stable names of the reasons; each is documented in docs/reasons.md."""

    NO_LINES = "no-lines"
    FEW_CANDIDATES = "few-candidates"
    SUPPLIERS_FULL = "suppliers-full"
    SUPPLIER_ABSENT = "supplier-absent"
    BUYER_ABSENT = "buyer-absent"
    NO_COMMON_SLOT = "no-common-slot"
    WINDOW_FULL = "window-full"
    TABLES_FULL = "tables-full"
    WALK_TOO_LONG = "walk-too-long"
    NEVER = "never"
    BELOW_MIN_FIT = "below-min-fit"


@dataclass(frozen=True, slots=True)
class Reason:
    """One true reason; `wording` names the parties and figures it speaks of."""

    code: ReasonCode
    wording: Wording
