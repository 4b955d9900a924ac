"""Why a buyer is short or a pair does not meet: codes with the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scheduler.wording import Wording


class ReasonCode(StrEnum):
    """Stable names of the reasons; each is documented in docs/reasons.md."""

    MEETS = "meets"
    NO_LINES = "no-lines"
    FEW_CANDIDATES = "few-candidates"
    NEVER = "never"
    BELOW_MIN_FIT = "below-min-fit"
    BUYER_FULL = "buyer-full"
    SUPPLIER_MAX = "supplier-max"
    NO_COMMON_SLOT = "no-common-slot"
    BUYER_ABSENT = "buyer-absent"
    SUPPLIER_ABSENT = "supplier-absent"
    WINDOW_FULL = "window-full"
    BUYER_BUSY = "buyer-busy"
    SUPPLIERS_FULL = "suppliers-full"
    TABLES_FULL = "tables-full"
    WALK_TOO_LONG = "walk-too-long"
    NO_INTERPRETER = "no-interpreter"
    INTERPRETERS_BUSY = "interpreters-busy"
    PREFERRED_OTHERS = "preferred-others"


@dataclass(frozen=True, slots=True)
class Reason:
    """One true reason; `wording` names the parties and figures it speaks of."""

    code: ReasonCode
    wording: Wording
