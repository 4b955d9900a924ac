"""The person behind a party: phone and mail as they can be used, and as typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.lines import read_count
from data.phones import parse_phone
from scheduler.directory import Contact

if TYPE_CHECKING:
    from data.faults import Findings
    from data.parties import Party

_EMAIL = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\s@<>(),;:\".]{2,}")


def read_contact(party: Party, findings: Findings) -> Contact:
    """Return the contact of `party`; what cannot be used is reported."""
    typed = party.text("phone")
    people = None
    if "people" in party.values:
        people = read_count(party.values["people"][1], "people", None, findings)
    return Contact(
        name=party.text("contact"),
        title=party.text("title"),
        phone=_read_phone(party, typed, findings),
        phone_typed=typed,
        email=_read_email(party, findings),
        people=people,
        notes=party.text("notes"),
    )


def _read_phone(party: Party, typed: str, findings: Findings) -> str:
    if not typed:
        return ""
    phone = parse_phone(typed)
    where = party.where("phone")
    if phone.problem:
        findings.fault(phone.problem, where, typed, why=phone.why)
    if phone.further:
        findings.note("phone-further", where, used=phone.number, typed=typed)
    if phone.extension:
        findings.note("phone-extension", where, extension=phone.extension)
    return phone.number


def _read_email(party: Party, findings: Findings) -> str:
    typed = party.text("email")
    if not typed:
        return ""
    found = _EMAIL.findall(typed.replace("＠", "@"))
    if len(found) != 1 or "@" in typed.replace("＠", "@").replace(found[0], "", 1):
        findings.fault("email-unusable", party.where("email"), typed)
        return ""
    return str(found[0])
