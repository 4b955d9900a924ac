"""Slots as a person writes them: a session and a round counted from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.services.errors import WrongRequestError
from scheduler.fair import SessionId, Slot
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection

    from scheduler.fair import Fair


def find_slot(text: str, sessions: Collection[SessionId]) -> Slot | None:
    """Return the slot that "D1-AM:2" means, None where it is of none of `sessions`."""
    session, _, number = text.rpartition(":")
    if session in sessions and number.isdecimal():
        return Slot(SessionId(session), int(number) - 1)
    return None


def get_slot(text: str, fair: Fair) -> Slot:
    """Return the slot of the fair that `text` means; raises WrongRequestError."""
    slot = find_slot(text, fair.session_by_id)
    if slot in fair.slots:
        return slot
    shown = ", ".join(
        f"{session.id}:1-{len(session.rounds)}" for session in fair.sessions[:3]
    )
    raise WrongRequestError(
        "slot-unknown",
        Wording(
            en=f"There is no session and round '{text}'.",
            zh=f"没有“{text}”这一场次和轮次。",
        ),
        Wording(
            en=f"Write a session and a round counted from 1, such as D1-AM:2 (there are {shown}).",
            zh=f"请填写“场次:轮次”，轮次从 1 起，如 D1-AM:2（现有 {shown}）。",
        ),
    )
