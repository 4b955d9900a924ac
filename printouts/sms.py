"""SMS: who gets one, in which words, and how many parts it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberType

from printouts.gateways import Gateway
from printouts.notice_content import Mailing, News, Notice
from printouts.notice_text import clean, days_text, shorten, time_text
from printouts.templates.fields import VARIABLES
from printouts.templates.filling import FIELD, fill
from scheduler.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from printouts.notice_content import Line

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_DOUBLE = frozenset("^{}\\[~]|€")
MAINLAND_CODE = 86


class Area(StrEnum):
    """Mainland and overseas numbers go through different gateways."""

    MAINLAND = "mainland"
    OVERSEAS = "overseas"


@dataclass(frozen=True, slots=True)
class Value:
    """A variable as sent, and what it was before it was made to fit."""

    text: str
    whole: str


@dataclass(frozen=True)
class Sms:
    """One message. `code` names its template, `number` is written as the gateway wants."""

    notice: Notice
    area: Area
    gateway: Gateway
    code: str
    language: Language
    number: str
    values: Mapping[str, Value]
    text: str
    parts: int


@dataclass(frozen=True, slots=True)
class Unsent:
    """A party without an SMS."""

    notice: Notice
    excuse: Excuse


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


def signed(text: str, signature: str, gateway: Gateway) -> str:
    """Return the text behind its signature, where the gateway wants one."""
    name = clean(signature).strip("【】")
    return f"【{name}】{text}" if gateway.signature and name else text


def template_text(code: str, language: Language, mailing: Mailing) -> str:
    """Return a template with the facts of the fair filled in and its variables open."""
    open_fields = {name: "{" + name + "}" for name in VARIABLES}
    facts = {**mailing.facts[language], **open_fields}
    return clean(fill(mailing.texts.sms[code].text(language), facts))


def approval_text(template: str, gateway: Gateway) -> str:
    """Return the template with the gateway's own placeholders."""
    names = list(dict.fromkeys(FIELD.findall(template)))
    text = template
    for index, name in enumerate(names, start=1):
        mark = gateway.placeholder.replace("{index}", str(index))
        text = text.replace("{" + name + "}", mark.replace("{name}", name))
    return text


def fields_of(template: str) -> tuple[str, ...]:
    """Return the variables of a template in their order."""
    return tuple(name for name in dict.fromkeys(FIELD.findall(template)))


def build_sms(
    mailing: Mailing,
    gateways: Mapping[Area, Gateway],
    language: Language | None,
) -> tuple[list[Sms], list[Unsent]]:
    """Return the messages and who gets none; `language` None means each party's own."""
    messages: list[Sms] = []
    unsent: list[Unsent] = []
    for notice in mailing.notices:
        number = find_mobile(notice.contact.phone, notice.contact.phone_typed)
        if isinstance(number, Excuse):
            unsent.append(Unsent(notice, number))
        else:
            messages.append(_message(notice, number, mailing, gateways, language))
    if not mailing.is_change:
        unsent += [Unsent(notice, NO_MEETING) for notice in mailing.quiet]
    return messages, unsent


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


def _message(
    notice: Notice,
    number: phonenumbers.PhoneNumber,
    mailing: Mailing,
    gateways: Mapping[Area, Gateway],
    language: Language | None,
) -> Sms:
    is_mainland = number.country_code == MAINLAND_CODE
    area = Area.MAINLAND if is_mainland else Area.OVERSEAS
    spoken = language or notice.language
    if spoken is None:
        spoken = Language.ZH if is_mainland else Language.EN
    gateway = gateways[area]
    code = f"{'visiting' if notice.walks else 'hosting'}.{notice.news}"
    template = template_text(code, spoken, mailing)
    values = _values(notice, spoken, gateway)
    texts = {name: value.text for name, value in values.items()}
    signature = mailing.release.directory.sms.signature
    text = signed(fill(template, texts), signature, gateway)
    return Sms(
        notice=notice,
        area=area,
        gateway=gateway,
        code=code,
        language=spoken,
        number=_written(number, gateway),
        values={name: values[name] for name in fields_of(template)},
        text=text,
        parts=count_parts(text, gateway),
    )


def _written(number: phonenumbers.PhoneNumber, gateway: Gateway) -> str:
    national = phonenumbers.national_significant_number(number)
    return (
        national if gateway.phone == "national" else f"{number.country_code}{national}"
    )


def _values(notice: Notice, language: Language, gateway: Gateway) -> dict[str, Value]:
    lines = notice.lines if notice.news is not News.CANCELLED else notice.gone
    first = lines[0]
    days = days_text(first.start.date(), lines[-1].start.date(), language)
    whole = {
        "name": notice.name,
        "date": days,
        "time": time_text(first.start),
        "count": str(len(lines)),
    }
    values = {name: _fitted([text], gateway) for name, text in whole.items()}
    places = _places(first, language, walks=notice.walks)
    values["place"] = _fitted(places, gateway)
    return values


def _places(line: Line, language: Language, *, walks: bool) -> list[str]:
    """Return the place in words, then ever shorter ways to say it.

    Who receives at the own booth knows its tables. Hall and booth are joined only
    where a letter parts their numbers.
    """
    if not walks:
        line = replace(line, table=0)
    whole = line.place(language)
    if not whole:
        return ["现场公布" if language is Language.ZH else "see the desk"]
    ways = [whole, f"{line.hall} {line.booth}"]
    if line.hall and not line.hall[-1].isascii():
        ways.append(f"{line.hall}{line.booth}")
    return [way for way in [*ways, line.booth] if way.strip()]


def _fitted(ways: Sequence[str], gateway: Gateway) -> Value:
    """Return the first way that fits, else the first one cut with an ellipsis."""
    texts = [_permitted(way, gateway) for way in ways]
    fitting = (text for text in texts if len(text) <= gateway.longest)
    text = next(fitting, shorten(texts[0], gateway.longest))
    return Value(text=text or "-", whole=ways[0])


def _permitted(text: str, gateway: Gateway) -> str:
    banned = set(gateway.symbols) | set(gateway.brackets)
    return clean("".join(" " if letter in banned else letter for letter in text))
