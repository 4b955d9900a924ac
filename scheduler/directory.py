"""Facts that no rule reads but papers and messages carry: people, phones, the way in.

Contact data lives here and nowhere else, so that a part that does not need it never
holds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.problem import BuyerId, SupplierId
from scheduler.staff import StaffMember
from scheduler.wording import Wording

EMPTY = Wording(en="", zh="")


@dataclass(frozen=True, slots=True)
class Venue:
    """The place of the fair and the way to it (fair.toml, [venue])."""

    name: Wording = EMPTY
    address: Wording = EMPTY
    route: Wording = EMPTY


@dataclass(frozen=True, slots=True)
class Organiser:
    """Whom a participant calls (fair.toml, [contact]); any part may be empty."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class SmsSettings:
    """Signature with its brackets and the gateway's name (fair.toml, [sms])."""

    signature: str = ""
    gateway: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """The person behind a party; phones as E.164 ("+8613800138000") or empty.

    `phone_typed` keeps what the sheet said. `people` is how many come, None unknown.
    """

    name: str = ""
    title: str = ""
    phone: str = ""
    phone_typed: str = ""
    email: str = ""
    people: int | None = None
    notes: str = ""


@dataclass(frozen=True)
class Directory:
    """Everything a paper or a message says beyond the problem and the schedule.

    `code_seed` is what the codes of papers and badges are drawn from
    (`scheduler.paper_codes`); empty in folders of before they had any.
    """

    venue: Venue = field(default_factory=Venue)
    organiser: Organiser = field(default_factory=Organiser)
    sms: SmsSettings = field(default_factory=SmsSettings)
    buyers: Mapping[BuyerId, Contact] = field(default_factory=dict)
    suppliers: Mapping[SupplierId, Contact] = field(default_factory=dict)
    staff: tuple[StaffMember, ...] = ()
    code_seed: str = ""
