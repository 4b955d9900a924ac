"""Who phones whom: the office or its callers, and the sales reps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from printouts.notice_text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printouts.notice_content import Notice

OFFICE = "办公室 office"
MOST_CALLERS = 99


def group_by_caller(
    notices: Sequence[Notice], callers: Sequence[str] = ()
) -> dict[str, list[Notice]]:
    """Return who calls whom: the office first, then the sales reps by name.

    `callers` divide what the office calls into parts that differ by one party at most.
    Inside a group, parties without a phone come first, because a number has to be
    found before they can be called.
    """
    groups: dict[str, list[Notice]] = {}
    for notice in notices:
        groups.setdefault(notice.sales_rep or OFFICE, []).append(notice)
    office = groups.pop(OFFICE, [])
    divided = _divided(office, callers) if callers else {OFFICE: office}
    for caller in sorted(groups):
        divided.setdefault(caller, []).extend(groups[caller])
    return {
        caller: sorted(theirs, key=lambda notice: bool(phone_of(notice)))
        for caller, theirs in divided.items()
        if theirs
    }


def _divided(
    notices: Sequence[Notice], callers: Sequence[str]
) -> dict[str, list[Notice]]:
    """Return the parties of each caller, neighbours in the list together."""
    total, count = len(notices), len(callers)
    cuts = [total * at // count for at in range(count + 1)]
    return {
        caller: list(notices[first:last])
        for caller, first, last in zip(callers, cuts, cuts[1:], strict=False)
    }


def name_callers(typed: str) -> tuple[str, ...]:
    """Return the callers of "3" or of "王芳, Ann": names, numbered where none is given.

    Raises ValueError for none, for more than `MOST_CALLERS`, and for a name twice.
    """
    if typed.strip().isdecimal():
        count = int(typed)
        names = [
            f"呼叫人 caller {number}"
            for number in range(1, min(count, MOST_CALLERS + 1) + 1)
        ]
    else:
        names = [clean(name) for name in re.split(r"[,，、;；]", typed)]
    if (
        not 1 <= len(names) <= MOST_CALLERS
        or "" in names
        or len(set(names)) < len(names)
    ):
        raise ValueError(typed)
    return tuple(names)


def phone_of(notice: Notice) -> str:
    """Return the number to dial; what was typed where it could not be read."""
    return notice.contact.phone.strip() or notice.contact.phone_typed.strip()
