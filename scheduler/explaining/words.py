"""The sentences of reasons: what a sales rep would read to a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.phrases import party_text
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.explaining.diary import Diary
    from scheduler.problem import Supplier

NAMED = 5
"""Suppliers that a sentence names before it goes on to count."""

LISTED = 6
"""Sessions that a sentence names before it goes on to count rounds."""


def slots_words(diary: Diary, slots: int) -> Wording:
    """Return the slots (bits) in words; rounds count from 1."""
    total, count = len(diary.slots), slots.bit_count()
    if count == total:
        return Wording(en="every round of the fair", zh="展会所有轮次")
    parts = [
        part
        for session, first, rounds in diary.sessions
        if (part := _session_words(session, slots >> first, rounds)) is not None
    ]
    if len(parts) > LISTED:
        return Wording(
            en=f"{count} of the fair's {total} rounds",
            zh=f"展会 {total} 个轮次中的 {count} 个",
        )
    return Wording(
        en=", ".join(part.en for part in parts), zh="、".join(part.zh for part in parts)
    )


def suppliers_words(suppliers: Sequence[Supplier]) -> Wording:
    """Return the first names and how many more there are."""
    names = [party_text(supplier) for supplier in suppliers[:NAMED]]
    more = len(suppliers) - len(names)
    en, zh = ", ".join(names), "、".join(names)
    if more:
        return Wording(en=f"{en} and {more} more", zh=f"{zh}等 {len(suppliers)} 家")
    return Wording(en=en, zh=zh)


def few_words(count: int) -> Wording:
    """Return how few suppliers suit, the English side as the start of a sentence."""
    if count == 0:
        return Wording(en="No supplier suits", zh="一家也没有")
    en = "Only 1 supplier suits" if count == 1 else f"Only {count} suppliers suit"
    return Wording(en=en, zh=f"只有 {count} 家")


def _session_words(session_id: str, slots: int, rounds: int) -> Wording | None:
    """Return the session with those of its rounds that are in `slots`, its first bit 0.

    None where there are none.
    """
    every = (1 << rounds) - 1
    if not slots & every:
        return None
    if slots & every == every:
        return Wording(en=f"session {session_id}", zh=f"场次 {session_id}")
    numbers = [str(i + 1) for i in range(rounds) if slots >> i & 1]
    word = "round" if len(numbers) == 1 else "rounds"
    return Wording(
        en=f"session {session_id} {word} {', '.join(numbers)}",
        zh=f"场次 {session_id} 第 {'、'.join(numbers)} 轮",
    )
