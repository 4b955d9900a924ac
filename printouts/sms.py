"""SMS: who gets one, in which words, and how many parts it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from printouts.gateways import Gateway
from printouts.notice_content import Mailing, News, Notice
from printouts.notice_text import clean, days_text, shorten, time_text
from printouts.sms_numbers import NO_MEETING, Excuse, written_number
from printouts.sms_parts import count_parts
from printouts.sms_people import Person, find_people
from printouts.templates.fields import VARIABLES
from printouts.templates.filling import FIELD, fill
from scheduler.wording import Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from printouts.notice_content import Line

MAINLAND_CODE = 86
BRACES = str.maketrans("{}", "｛｝")


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
    """One message. `code` names its template, `number` is written as the gateway wants.

    `person` stands for one party or more; `notice` is all that the person is told.
    """

    person: Person
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


def signed(text: str, signature: str, gateway: Gateway) -> str:
    """Return the text behind its signature, where the gateway wants one."""
    name = clean(signature).strip("【】")
    return f"【{name}】{text}" if gateway.signature and name else text


def template_text(code: str, language: Language, mailing: Mailing) -> str:
    """Return a template with the facts of the fair filled in and its variables open.

    Braces in a fact become full-width ones: nobody is to take them for a variable.
    """
    facts = {
        name: fact.translate(BRACES) for name, fact in mailing.facts[language].items()
    }
    facts |= {name: "{" + name + "}" for name in VARIABLES}
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
    """Return a message for each person and who gets none.

    `language` None means each party's own.
    """
    people, unreached = find_people(mailing.notices)
    messages = [_message(person, mailing, gateways, language) for person in people]
    unsent = [Unsent(notice, excuse) for notice, excuse in unreached]
    if not mailing.is_change:
        unsent += [Unsent(notice, NO_MEETING) for notice in mailing.quiet]
    return messages, unsent


def _message(
    person: Person,
    mailing: Mailing,
    gateways: Mapping[Area, Gateway],
    language: Language | None,
) -> Sms:
    notice = person.notice
    is_mainland = person.number.country_code == MAINLAND_CODE
    area = Area.MAINLAND if is_mainland else Area.OVERSEAS
    spoken = language or notice.language
    if spoken is None:
        spoken = Language.ZH if is_mainland else Language.EN
    gateway = gateways[area]
    code = f"{'visiting' if notice.walks else 'hosting'}.{notice.news}"
    template = template_text(code, spoken, mailing)
    values = _values(person, notice, spoken, gateway)
    texts = {name: value.text for name, value in values.items()}
    signature = mailing.release.directory.sms.signature
    text = signed(fill(template, texts), signature, gateway)
    return Sms(
        person=person,
        notice=notice,
        area=area,
        gateway=gateway,
        code=code,
        language=spoken,
        number=written_number(person.number, gateway),
        values={name: values[name] for name in fields_of(template)},
        text=text,
        parts=count_parts(text, gateway),
    )


def _values(
    person: Person, notice: Notice, language: Language, gateway: Gateway
) -> dict[str, Value]:
    lines = notice.lines if notice.news is not News.CANCELLED else notice.gone
    first = lines[0]
    days = days_text(first.start.date(), lines[-1].start.date(), language)
    whole = {
        "date": days,
        "time": time_text(first.start),
        "count": str(len(lines)),
    }
    values = {name: _fitted([text], gateway) for name, text in whole.items()}
    values["name"] = _fitted(person.names(language, gateway.longest), gateway)
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
