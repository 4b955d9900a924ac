"""Codes that papers and badges carry in letters and as QR: they name nobody.

A code is a random number in the eyes of whoever reads it, yet the same on every paper
of a party and in every release, because it is drawn from a seed that the schedule
folder keeps. Its last character is a check character: the weighted sum of all nine is 0
modulo 31, which finds any wrong character and any two neighbours swapped (the scheme of
ISBN-10; 31 is prime and greater than the greatest weight).
"""

from __future__ import annotations

import hashlib
from itertools import count
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

if TYPE_CHECKING:
    from scheduler.directory import Directory
    from scheduler.problem import Problem

ALPHABET: Final = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""31 characters; 0, I, L, O and U are left out, so that none is taken for another."""
DRAWN: Final = 8
"""Characters before the check character."""
GROUP: Final = 3


def draw_seed(problem: Problem) -> str:
    """Return a seed by which no two parties of the fair share a code.

    It depends on the fair alone (name, zone, year), so that a fair scheduled again
    keeps its badges; which parties come matters only where two would share a code.
    """
    fair = problem.fair
    years = sorted(session.start.year for session in fair.sessions)[:1]
    said = [fair.name.zh, fair.name.en, fair.timezone, *map(str, years)]
    parties = [("buyer", str(buyer.id)) for buyer in problem.buyers]
    parties += [("supplier", str(supplier.id)) for supplier in problem.suppliers]
    seeds = (_digest(*said, str(attempt)).hex()[:32] for attempt in count())
    return next(seed for seed in seeds if _tells_apart(seed, parties))


def _tells_apart(seed: str, parties: list[tuple[str, str]]) -> bool:
    return len({draw_code(seed, *party) for party in parties}) == len(parties)


def seed_of(problem: Problem, directory: Directory) -> str:
    """Return the seed that the folder keeps; older folders keep none."""
    return directory.code_seed or draw_seed(problem)


def draw_code(seed: str, kind: str, id_: str) -> str:
    """Return the nine characters of what `id_` names among those of its `kind`."""
    number = int.from_bytes(_digest(seed, kind, id_)[:16])
    drawn = ""
    for _ in range(DRAWN):
        number, at = divmod(number, len(ALPHABET))
        drawn += ALPHABET[at]
    return drawn + _check_character(drawn)


def spell_code(code: str) -> str:
    """Return a code as people read it out: "K7M-24X-QPZ"."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def plain_code(typed: str) -> str:
    """Return a code as it was typed or scanned, empty for what has another shape."""
    code = normalize("NFKC", typed).upper().replace("-", "").replace(" ", "")
    fits = len(code) == DRAWN + 1 and set(code) <= set(ALPHABET)
    return code if fits else ""


def is_mistyped(code: str) -> bool:
    """Tell whether a plain code has a wrong character or two swapped."""
    return code[-1] != _check_character(code[:-1])


def _check_character(drawn: str) -> str:
    weights = range(len(drawn) + 1, 1, -1)
    places = map(ALPHABET.index, drawn)
    total = sum(weight * at for weight, at in zip(weights, places, strict=True))
    return ALPHABET[-total % len(ALPHABET)]


def _digest(*parts: str) -> bytes:
    text = "\x1f".join(parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
