"""Edits that cannot be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.errors import FairmatchError
from scheduler.phrases import slot_wording
from scheduler.wording import Wording

if TYPE_CHECKING:
    from scheduler.fair import Slot

READ_AGAIN = Wording(
    en="Read the meetings of the draft again.", zh="请重新读取草稿中的洽谈。"
)


class EditError(FairmatchError):
    """An edit that cannot be meant; nothing was changed."""


class NotMetError(EditError):
    """The pair has no meeting that could be changed."""

    def __init__(self, buyer: str, supplier: str) -> None:
        super().__init__(
            "pair-not-met",
            Wording(
                en=f"{buyer} and {supplier} have no meeting in this draft.",
                zh=f"该草稿中 {buyer} 与 {supplier} 没有洽谈。",
            ),
            READ_AGAIN,
        )


class AlreadyMetError(EditError):
    """The pair meets already."""

    def __init__(self, buyer: str, supplier: str) -> None:
        super().__init__(
            "pair-met-already",
            Wording(
                en=f"{buyer} and {supplier} meet already; a pair meets once at most.",
                zh=f"{buyer} 与 {supplier} 已安排洽谈；同一对最多洽谈一次。",
            ),
            Wording(en="Move their meeting instead.", zh="请改为移动该洽谈。"),
        )


class LockedMeetingError(EditError):
    """The meeting is locked where it is."""

    def __init__(self, buyer: str, supplier: str) -> None:
        super().__init__(
            "meeting-locked",
            Wording(
                en=f"The meeting of {buyer} and {supplier} is locked.",
                zh=f"{buyer} 与 {supplier} 的洽谈已锁定。",
            ),
            Wording(
                en="Unlock it first, if it may move.", zh="如可移动，请先解除锁定。"
            ),
        )


class UnknownPartyError(EditError):
    """Nobody at the fair has this id."""

    def __init__(self, party: str) -> None:
        super().__init__(
            "party-not-in-schedule",
            Wording(
                en=f"Nobody in this schedule has the id {party}.",
                zh=f"该排期中没有编号为 {party} 的单位。",
            ),
            Wording(
                en="Use an id of the schedule; who came later needs a new schedule.",
                zh="请使用该排期中的编号；之后加入的单位需重新排期。",
            ),
        )


class UnknownSlotError(EditError):
    """The fair has no such session or round."""

    def __init__(self, slot: Slot) -> None:
        what = slot_wording(slot)
        super().__init__(
            "slot-not-in-schedule",
            Wording(en=f"The fair has no {what.en}.", zh=f"本届展会没有{what.zh}。"),
            Wording(
                en="Use a session and a round of this fair.",
                zh="请使用本届展会的场次和轮次。",
            ),
        )


class NothingChangesError(EditError):
    """It is as the edit wants it already."""

    def __init__(self) -> None:
        super().__init__(
            "nothing-changes",
            Wording(en="It is so already.", zh="已经是这样了。"),
            READ_AGAIN,
        )
