"""Names of months in eight languages that write them in letters."""

from __future__ import annotations

from functools import cache

from scheduler.fit.letters import fold_letters

SHORTEST = 3
"""Letters from which the beginning of a name stands for it."""

_NAMES = (
    "january januar janvier enero janeiro gennaio января январь ocak",
    "february februar février febrero fevereiro febbraio февраля февраль şubat",
    "march märz mars marzo março марта март mart",
    "april avril abril aprile апреля апрель nisan",
    "may mai mayo maio maggio мая май mayıs",
    "june juni juin junio junho giugno июня июнь haziran",
    "july juli juillet julio julho luglio июля июль temmuz",
    "august août agosto августа август ağustos",
    "september septembre septiembre setembro settembre сентября сентябрь eylül",
    "october oktober octobre octubre outubro ottobre октября октябрь ekim",
    "november novembre noviembre novembro ноября ноябрь kasım",
    "december dezember décembre diciembre dezembro dicembre декабря декабрь aralık",
)


@cache
def _beginnings() -> dict[str, int | None]:
    """Return the month of each beginning of a name, None where there are two."""
    found: dict[str, int | None] = {}
    for month, names in enumerate(_NAMES, start=1):
        for name in map(fold_letters, names.split()):
            for end in range(min(SHORTEST, len(name)), len(name) + 1):
                same = found.get(name[:end], month) == month
                found[name[:end]] = month if same else None
    return found


def find_month(word: str) -> int | None:
    """Return the month, 1 to 12, that `word` names or begins the name of."""
    return _beginnings().get(fold_letters(word))
