"""The sentence that says why a pair fits, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.fit.detail import LineMatch

NAMED_LINES = 3
MOST_NOTES = 3
NAME_LENGTH = 24


def because(
    matches: Sequence[LineMatch], lines: int, notes: Sequence[Wording] = ()
) -> Wording:
    """Return the sentence for `matches` (the best first) of a buyer with `lines`.

    `notes` say what else decides, the weightiest first; `MOST_NOTES` are taken.
    """
    first = _lines_served(matches, lines)
    if not notes:
        return first
    said = notes[:MOST_NOTES]
    en = "; ".join(note.en for note in said)
    return Wording(
        en=f"{first.en.rstrip('.')}. {en[0].upper()}{en[1:]}.",
        zh=f"{first.zh.rstrip('。')}。{'；'.join(note.zh for note in said)}。",
    )


def _lines_served(matches: Sequence[LineMatch], lines: int) -> Wording:
    served = [match for match in matches if match.served]
    if not served:
        return _nothing_served(matches)
    named = served[:NAMED_LINES]
    more = len(served) - len(named)
    return Wording(
        en=f"Serves {len(served)} of your {lines} {_lines(lines)}: "
        + ", ".join(_name_en(match) for match in named)
        + (f" and {more} more" if more else ""),
        zh=f"可供应您 {lines} 项需求中的 {len(served)} 项："
        + "、".join(_name_zh(match) for match in named)
        + ("等" if more else ""),
    )


def shorten(name: str) -> str:
    """Return `name` on one line, cut to a length that a diary has room for."""
    flat = " ".join(name.split())
    return flat if len(flat) <= NAME_LENGTH else flat[: NAME_LENGTH - 1].rstrip() + "…"


def _name_en(match: LineMatch) -> str:
    return f"{_link(match, ' -> ')} ({match.score})"


def _name_zh(match: LineMatch) -> str:
    return f"{_link(match, ' → ')}（{match.score}）"


def _link(match: LineMatch, arrow: str) -> str:
    demand, offer = shorten(match.demand), shorten(match.offer)
    return demand if match.demand == match.offer else f"{demand}{arrow}{offer}"


def _lines(count: int) -> str:
    return "line" if count == 1 else "lines"


def _nothing_served(matches: Sequence[LineMatch]) -> Wording:
    if not matches:
        return Wording(
            en="No line of yours is near anything this supplier offers.",
            zh="该供应商的产品与您的采购需求没有相近之处。",
        )
    return Wording(
        en=f"Serves none of your lines; the nearest is {_name_en(matches[0])}.",
        zh=f"该供应商未能直接满足您的采购需求，最接近的是：{_name_zh(matches[0])}。",
    )
