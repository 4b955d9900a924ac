"""Names of months in twelve languages that write them in letters."""

from __future__ import annotations

from functools import cache

from scheduler.fit.letters import fold_letters

SHORTEST = 3
"""Letters from which the beginning of a name stands for it."""

_NAMES = """
january januar janvier enero janeiro gennaio января январь ocak січня січень stycznia styczeń januari
february februar février febrero fevereiro febbraio февраля февраль şubat лютого лютий lutego luty februari
march märz mars marzo março марта март mart березня березень marca marzec maret maart
april avril abril aprile апреля апрель nisan квітня квітень kwietnia kwiecień
may mai mayo maio maggio мая май mayıs травня травень maja maj mei
june juni juin junio junho giugno июня июнь haziran червня червень czerwca czerwiec
july juli juillet julio julho luglio июля июль temmuz липня липень lipca lipiec
august août agosto августа август ağustos серпня серпень sierpnia sierpień agustus augustus
september septembre septiembre setembro settembre сентября сентябрь eylül вересня вересень września wrzesień
october oktober octobre octubre outubro ottobre октября октябрь ekim жовтня жовтень października październik
november novembre noviembre novembro ноября ноябрь kasım листопада листопад listopada listopad
december dezember décembre diciembre dezembro dicembre декабря декабрь aralık грудня грудень grudnia grudzień desember
""".strip().splitlines()


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
