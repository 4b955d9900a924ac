"""Whom an SMS reaches, and why not the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberType

from scheduler.wording import Wording

if TYPE_CHECKING:
    from printouts.gateways import Gateway


class Excuse(NamedTuple):
    """Why a party gets no SMS, and what to do about it."""

    why: Wording
    advice: Wording


NO_MEETING = Excuse(
    Wording(en="It has no meeting.", zh="没有洽谈。"),
    Wording(
        en="Nothing to tell; see the shortfalls.", zh="无需通知；原因见未满足清单。"
    ),
)
NO_PHONE = Excuse(
    Wording(en="No phone number is given.", zh="没有填写手机号。"),
    Wording(
        en="Ask for a mobile number, add it to the sheet and run again.",
        zh="请询问手机号，补进表格后重新生成。",
    ),
)
BAD_PHONE = Excuse(
    Wording(en="The phone number is not valid.", zh="电话号码无效。"),
    Wording(
        en="Correct it in the sheet: with country code if it is not a mainland number.",
        zh="请在表格中更正；非境内号码请写国家或地区区号。",
    ),
)
NOT_MOBILE = Excuse(
    Wording(en="The number is not a mobile phone.", zh="该号码不是手机号。"),
    Wording(en="Phone them: see the call sheet.", zh="请电话通知，见电话确认表。"),
)


def find_mobile(phone: str, typed: str = "") -> phonenumbers.PhoneNumber | Excuse:
    """Return the number if an SMS reaches it, else why not; `typed` is the sheet's."""
    if not phone.strip():
        return BAD_PHONE if typed.strip() else NO_PHONE
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return BAD_PHONE
    if not phonenumbers.is_valid_number(number):
        return BAD_PHONE
    mobile = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
    return number if phonenumbers.number_type(number) in mobile else NOT_MOBILE


def written_number(number: phonenumbers.PhoneNumber, gateway: Gateway) -> str:
    """Return a number as the gateway wants it."""
    national = phonenumbers.national_significant_number(number)
    return (
        national if gateway.phone == "national" else f"{number.country_code}{national}"
    )
