"""Who is touched by a repair and how, and who could step in, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.services.repair_schedule import Steps
    from scheduler.repair.result import RepairResult, Touched
    from scheduler.schedule import Meeting


def touched_json(
    result: RepairResult,
    steps: Steps,
) -> dict[str, object]:
    """Return the content of touched.json: who is touched and why, and standbys."""
    return {
        "format": 1,
        "mode": result.mode.value,
        "touched": [_touched_json(one) for one in result.touched],
        "necessary": result.necessary,
        "bound": result.bound,
        "unlocked": [
            {
                "buyer": lock.buyer,
                "supplier": lock.supplier,
                "session": lock.slot.session,
                "round": lock.slot.round_index,
            }
            for lock in result.unlocked
        ],
        "freed": [
            {
                "side": party.side.value,
                "party": party.id,
                "session": slot.session,
                "round": slot.round_index,
                "standbys": [
                    {
                        "buyer": one.buyer,
                        "fit": one.fit,
                        "lacks": one.lacks,
                        "walk_min": one.walk_min[0],
                    }
                    for one in found
                ],
            }
            for party, slot, found in steps
        ],
    }


def _touched_json(touched: Touched) -> dict[str, object]:
    return {
        "side": touched.party.side.value,
        "party": touched.party.id,
        "necessary": touched.necessary,
        "changes": [
            {
                "kind": change.kind.value,
                "buyer": change.meeting.buyer,
                "supplier": change.meeting.supplier,
                "before": _slot_json(change.before),
                "after": _slot_json(change.after),
            }
            for change in touched.changes
        ],
    }


def _slot_json(meeting: Meeting | None) -> dict[str, object] | None:
    if meeting is None:
        return None
    return {
        "session": meeting.session,
        "round": meeting.round_index,
        "hall": meeting.hall,
        "booth": meeting.booth,
        "table": meeting.table,
    }
