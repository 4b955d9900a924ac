"""The way in: the files of a fair to a problem, a directory, faults and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.buyers import ReadBuyer, read_buyer
from data.columns import Kind
from data.faults import Fault, Findings, Note, Where
from data.fit_facts import read_fit_facts
from data.sources import SheetFiles
from data.staff import read_staff
from data.suppliers import ReadSupplier, read_supplier
from data.wishes import read_wishes
from scheduler.directory import Directory
from scheduler.fair import Fair, MeetAt
from scheduler.problem import Problem

if TYPE_CHECKING:
    from data.fairfile import FairFile
    from data.sources import InputPaths, Sources
    from scheduler.problem import Buyer, Supplier
    from scheduler.staff import StaffMember


@dataclass(frozen=True)
class Intake:
    """What was read; `problem` is None where a fault is an error.

    `templates` is the folder of texts that fair.toml names, as it names it, or "".
    """

    problem: Problem | None
    directory: Directory
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]
    templates: str = ""


def read_input(paths: InputPaths) -> Intake:
    """Read all files of a fair and report every fault of all of them at once."""
    return understand(SheetFiles(paths))


def understand(sources: Sources) -> Intake:
    """Build the problem and the directory of a fair from all that is said of it."""
    findings = Findings()
    file = sources.settings(findings)
    fair = file.fair if file else None
    buyers = [
        read_buyer(party, fair, findings)
        for party in sources.parties(Kind.BUYERS, findings)
    ]
    suppliers = [
        read_supplier(party, fair, findings)
        for party in sources.parties(Kind.SUPPLIERS, findings)
    ]
    if fair and not findings.has_errors:
        _tell_missing_places(sources, fair, buyers, suppliers, findings)
        _tell_unknown_halls(sources, fair, buyers, suppliers, findings)
    rows = sources.rows(Kind.STAFF, findings)
    staff = read_staff(rows, fair, findings) if fair else ()
    problem = _build_problem(sources, file, buyers, suppliers, findings)
    return Intake(
        problem,
        _build_directory(file, buyers, suppliers, staff),
        findings.all_faults(),
        findings.all_notes(),
        file.templates if file else "",
    )


def _tell_missing_places(
    sources: Sources,
    fair: Fair,
    buyers: list[ReadBuyer],
    suppliers: list[ReadSupplier],
    findings: Findings,
) -> None:
    """Warn once of parties that are to be visited and stand nowhere."""
    hosts: list[Buyer] | list[Supplier]
    if fair.meet_at is MeetAt.SUPPLIER_BOOTH:
        kind, hosts = Kind.SUPPLIERS, [one.supplier for one in suppliers]
    elif fair.meet_at is MeetAt.BUYER_BOOTH:
        kind, hosts = Kind.BUYERS, [one.buyer for one in buyers]
    else:
        return
    nowhere = [host.name for host in hosts if not host.hall and not host.booth]
    if nowhere:
        names = ", ".join(nowhere[:3]) + (" ..." if len(nowhere) > 3 else "")
        findings.fault(
            "place-missing",
            Where(sources.name(kind)),
            count=len(nowhere),
            all=len(hosts),
            names=names,
        )


def _tell_unknown_halls(
    sources: Sources,
    fair: Fair,
    buyers: list[ReadBuyer],
    suppliers: list[ReadSupplier],
    findings: Findings,
) -> None:
    """Warn of interpreters in halls in which nobody is visited."""
    if fair.meet_at is MeetAt.BUYER_BOOTH:
        halls = {one.buyer.hall for one in buyers}
    elif fair.meet_at is MeetAt.SUPPLIER_BOOTH:
        halls = {one.supplier.hall for one in suppliers}
    else:
        return
    for number, interpreter in enumerate(fair.interpreters, 1):
        if interpreter.hall and interpreter.hall not in halls | {""}:
            where = Where(sources.name(None), "", f"interpreter[{number}].hall")
            listed = ", ".join(sorted(halls - {""}))
            findings.fault("interpreter-hall", where, interpreter.hall, halls=listed)


def _build_problem(
    sources: Sources,
    file: FairFile | None,
    buyers: list[ReadBuyer],
    suppliers: list[ReadSupplier],
    findings: Findings,
) -> Problem | None:
    fair = file.fair if file else None
    wishes = read_wishes(sources, fair, buyers, suppliers, findings)
    facts = read_fit_facts(sources, file, wishes.buyers, wishes.suppliers, findings)
    if file is None or findings.has_errors:
        return None
    return Problem(
        fair=file.fair,
        buyers=facts.buyers,
        suppliers=facts.suppliers,
        suggestions=wishes.suggestions,
        locks=wishes.locks,
        history=facts.history,
        fit=file.fit,
        categories=facts.categories,
        synonyms=facts.synonyms,
        glossary=facts.glossary,
    )


def _build_directory(
    file: FairFile | None,
    buyers: list[ReadBuyer],
    suppliers: list[ReadSupplier],
    staff: tuple[StaffMember, ...],
) -> Directory:
    contacts = {one.buyer.id: one.contact for one in buyers}
    booths = {one.supplier.id: one.contact for one in suppliers}
    if file is None:
        return Directory(buyers=contacts, suppliers=booths)
    return Directory(file.venue, file.organiser, file.sms, contacts, booths, staff)
