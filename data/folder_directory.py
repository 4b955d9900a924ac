"""directory.json: venue, organiser and contacts; the only file with personal data."""

from __future__ import annotations

from data.folder_parties import stated
from data.folder_reader import Node
from scheduler.directory import Contact, Directory, Organiser, SmsSettings, Venue
from scheduler.problem import BuyerId, SupplierId
from scheduler.staff import Duty, StaffMember
from scheduler.wording import Wording


def directory_json(directory: Directory) -> dict[str, object]:
    """Return the content of directory.json."""
    venue, organiser = directory.venue, directory.organiser
    return {
        "format": 1,
        "venue": {
            "name": _wording_json(venue.name),
            "address": _wording_json(venue.address),
            "route": _wording_json(venue.route),
        },
        "organiser": {
            "name": organiser.name,
            "phone": organiser.phone,
            "email": organiser.email,
        },
        "sms": {
            "signature": directory.sms.signature,
            "gateway": directory.sms.gateway,
        },
        "buyers": {id_: _contact_json(c) for id_, c in directory.buyers.items()},
        "suppliers": {id_: _contact_json(c) for id_, c in directory.suppliers.items()},
    } | stated(
        code_seed=directory.code_seed,
        staff=[_member_json(member) for member in directory.staff],
    )


def _wording_json(wording: Wording) -> dict[str, object]:
    return {"en": wording.en, "zh": wording.zh}


def _contact_json(contact: Contact) -> dict[str, object]:
    return stated(
        name=contact.name,
        title=contact.title,
        phone=contact.phone,
        phone_typed=contact.phone_typed,
        email=contact.email,
        people=contact.people,
        notes=contact.notes,
    )


def _member_json(member: StaffMember) -> dict[str, object]:
    duties = [
        {
            "start": duty.start.isoformat(),
            "end": duty.end.isoformat(),
            "hall": duty.hall,
            "role": duty.role,
            "session": duty.session,
        }
        for duty in member.duties
    ]
    return {"name": member.name, "duties": duties} | stated(
        phone=member.phone,
        phone_typed=member.phone_typed,
        is_emergency_contact=member.is_emergency_contact,
        emergency=member.emergency,
    )


def _read_member(node: Node) -> StaffMember:
    return StaffMember(
        name=node.text("name"),
        phone=node.text("phone", ""),
        phone_typed=node.text("phone_typed", ""),
        duties=tuple(_read_duty(duty) for duty in node.nodes("duties")),
        is_emergency_contact=node.flag("is_emergency_contact", False),
        emergency=node.text("emergency", ""),
    )


def _read_duty(node: Node) -> Duty:
    return Duty(
        start=node.moment("start"),
        end=node.moment("end"),
        hall=node.text("hall"),
        role=node.text("role"),
        session=node.text("session"),
    )


def read_directory(node: Node) -> Directory:
    """Return the directory; raises FolderError."""
    buyers, suppliers = node.node("buyers"), node.node("suppliers")
    return Directory(
        venue=_read_venue(node.node("venue")),
        organiser=_read_organiser(node.node("organiser")),
        sms=_read_sms(node.node("sms")),
        buyers={BuyerId(k): _read_contact(buyers.node(k)) for k in buyers.names()},
        suppliers={
            SupplierId(k): _read_contact(suppliers.node(k)) for k in suppliers.names()
        },
        staff=tuple(_read_member(n) for n in node.nodes("staff", optional=True)),
        code_seed=node.text("code_seed", ""),
    )


def _read_venue(node: Node) -> Venue:
    return Venue(
        name=node.wording("name"),
        address=node.wording("address"),
        route=node.wording("route"),
    )


def _read_organiser(node: Node) -> Organiser:
    return Organiser(
        name=node.text("name"), phone=node.text("phone"), email=node.text("email")
    )


def _read_sms(node: Node) -> SmsSettings:
    return SmsSettings(signature=node.text("signature"), gateway=node.text("gateway"))


def _read_contact(node: Node) -> Contact:
    return Contact(
        name=node.text("name", ""),
        title=node.text("title", ""),
        phone=node.text("phone", ""),
        phone_typed=node.text("phone_typed", ""),
        email=node.text("email", ""),
        people=node.whole_or_none("people"),
        notes=node.text("notes", ""),
    )
