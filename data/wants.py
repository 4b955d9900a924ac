"""Whom buyers want to meet and whom not, as suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.faults import Where
from data.suggestions import Placed
from scheduler.problem import Strength, Suggestion, SupplierId

if TYPE_CHECKING:
    from data.buyers import ReadBuyer
    from data.faults import Findings
    from data.names import PartyIndex

WANTED = "采购商希望见面 wanted by the buyer"
AVOIDED = "采购商不希望见面 not wanted by the buyer"


def read_wants(
    buyers: list[ReadBuyer], suppliers: PartyIndex[SupplierId], findings: Findings
) -> list[Placed]:
    """Return a prefer for each want and a never for each avoid that names a supplier."""
    placed: list[Placed] = []
    wanted = 0
    for read in buyers:
        buyer = read.buyer
        for id_ in _resolve(read, "wants", buyer.wants, suppliers, findings):
            wish = Suggestion(buyer.id, id_, Strength.PREFER, WANTED)
            placed.append(Placed(wish, read.party.where("wants")))
            wanted += 1
        for id_ in _resolve(read, "avoids", buyer.avoids, suppliers, findings):
            wish = Suggestion(buyer.id, id_, Strength.NEVER, AVOIDED)
            where = read.party.where("avoids")
            placed.append(Placed(wish, where))
            findings.note(
                "avoids-as-never", where, buyer=buyer.name, supplier=suppliers.name(id_)
            )
    if wanted:
        file = buyers[0].party.record.table.sheet.file
        findings.note("wants-as-prefer", Where(file), count=wanted)
    return placed


def _resolve(
    read: ReadBuyer,
    field: str,
    names: tuple[str, ...],
    suppliers: PartyIndex[SupplierId],
    findings: Findings,
) -> list[SupplierId]:
    found_ids: list[SupplierId] = []
    whole = suppliers.find(read.party.text(field)) if len(names) > 1 else None
    if whole is not None and whole.id is not None:
        return [whole.id]
    for name in names:
        found = suppliers.find(name)
        if found.id is not None:
            found_ids.append(found.id)
            continue
        code = "want-ambiguous" if found.ambiguous else "want-unknown"
        findings.fault(code, read.party.where(field), name, nearest=found.nearest)
    return list(dict.fromkeys(found_ids))
