"""How many parts a text is charged as."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from printouts.gateways import Gateway

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_DOUBLE = frozenset("^{}\\[~]|€")


def count_parts(text: str, gateway: Gateway) -> int:
    """Return how many messages `text`, its signature included, is charged as.

    A character that takes two units is never divided between two parts.
    """
    sizes, single, part = _measured(text, gateway)
    return 1 if sum(sizes) <= single else len(_packed(sizes, part))


def characters_over(text: str, gateway: Gateway) -> int:
    """Return how many characters less would save a part; 0 for a single message."""
    sizes, single, part = _measured(text, gateway)
    if sum(sizes) <= single:
        return 0
    parts = _packed(sizes, part)
    if len(parts) > 2:  # a third part goes when nothing is left for it
        return parts[-1]
    return len(sizes) - _packed(sizes, single)[0]


def _measured(text: str, gateway: Gateway) -> tuple[list[int], int, int]:
    """Return the units of each character, and of a single message and a part."""
    sizes = _gsm_sizes(text) if gateway.alphabet == "gsm" else None
    if sizes is not None:
        return sizes, gateway.gsm_single, gateway.gsm_part
    units = [2 if ord(character) > 0xFFFF else 1 for character in text]
    return units, gateway.single, gateway.part


def _gsm_sizes(text: str) -> list[int] | None:
    """Return the septets of each character, None where one is not in the alphabet."""
    if not all(letter in GSM_BASIC or letter in GSM_DOUBLE for letter in text):
        return None
    return [2 if letter in GSM_DOUBLE else 1 for letter in text]


def _packed(sizes: list[int], room: int) -> list[int]:
    """Return how many characters go into each part of `room` units."""
    parts, used = [0], 0
    for size in sizes:
        if used + size > room:
            parts.append(0)
            used = 0
        parts[-1] += 1
        used += size
    return parts
