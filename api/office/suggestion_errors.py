"""What is refused about suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.office.errors import ConflictError, NotAllowedError
from scheduler.errors import FairmatchError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from data.tables import SuggestionRow

STATE_WORDS = {
    "waiting": Wording(en="waiting", zh="待审批"),
    "approved": Wording(en="approved", zh="已批准"),
    "rejected": Wording(en="rejected", zh="已驳回"),
    "withdrawn": Wording(en="withdrawn", zh="已撤回"),
}


class OwnSuggestionError(NotAllowedError):
    """Nobody decides on what he suggested himself."""

    def __init__(self) -> None:
        FairmatchError.__init__(
            self,
            "own-suggestion",
            Wording(
                en="This is your own suggestion; somebody else has to decide on it.",
                zh="这是您自己的建议，须由他人审批。",
            ),
            Wording(en="Ask another supervisor.", zh="请由另一位主管审批。"),
        )


class OthersSuggestionError(NotAllowedError):
    """Only who suggested a pair withdraws it."""

    def __init__(self) -> None:
        FairmatchError.__init__(
            self,
            "not-your-suggestion",
            Wording(
                en="Somebody else made this suggestion; only he can withdraw it.",
                zh="这是他人的建议，只有建议人可以撤回。",
            ),
            Wording(en="A supervisor can reject it.", zh="主管可以驳回该建议。"),
        )


class StateError(ConflictError):
    """What is asked does not go with the state of the suggestion."""

    def __init__(self, row: SuggestionRow) -> None:
        state = STATE_WORDS[row.state]
        super().__init__(
            "suggestion-decided",
            Wording(
                en=f"Suggestion {row.id} is {state.en}; this can no longer be done.",
                zh=f"建议 {row.id} {state.zh}，不能再进行此操作。",
            ),
            Wording(
                en="Make a new suggestion, or ask a supervisor to decide anew.",
                zh="请提出新的建议，或由主管重新审批。",
            ),
        )


class SuggestedAlreadyError(ConflictError):
    """The same person has said the same of the pair, and it is not decided away."""

    def __init__(self, row: SuggestionRow) -> None:
        super().__init__(
            "suggested-already",
            Wording(
                en=f"You have suggested this already (suggestion {row.id}).",
                zh=f"您已提出过相同的建议（建议 {row.id}）。",
            ),
            Wording(
                en="Withdraw that one first if its reason is to change.",
                zh="如需修改理由，请先撤回原建议。",
            ),
        )


class BuyerAvoidsError(ConflictError):
    """The buyer's own sheet says that it does not want to meet the supplier."""

    def __init__(self, row: SuggestionRow) -> None:
        super().__init__(
            "buyer-avoids",
            Wording(
                en=f"Buyer {row.buyer} does not want to meet supplier {row.supplier}, "
                "says its sheet.",
                zh=f"采购商 {row.buyer} 在名单中注明不希望与供应商 {row.supplier} 见面。",
            ),
            Wording(
                en="Ask the buyer; correct its sheet, or reject the suggestion.",
                zh="请与采购商确认，更正名单，或驳回该建议。",
            ),
        )


class ContradictionError(ConflictError):
    """A must and a never of one pair cannot both hold."""

    def __init__(self, one: SuggestionRow, other: SuggestionRow) -> None:
        super().__init__(
            "suggestions-contradict",
            Wording(
                en=f"Suggestion {one.id} says {one.strength} of buyer {one.buyer} and "
                f"supplier {one.supplier}, suggestion {other.id} says {other.strength}.",
                zh=f"对采购商 {one.buyer} 与供应商 {one.supplier}，建议 {one.id} 为"
                f"“{one.strength}”，建议 {other.id} 为“{other.strength}”，两者矛盾。",
            ),
            Wording(en="Reject one of the two.", zh="请驳回其中一条。"),
        )
