"""One person gets one message, for however many parties the person stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from printouts.notice_content import News, Notice
from printouts.sms_numbers import Excuse, find_mobile
from scheduler.wording import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import phonenumbers

    from printouts.notice_content import Line


@dataclass(frozen=True)
class Person:
    """A mobile number and the parties that gave it, in their order."""

    number: phonenumbers.PhoneNumber
    parties: tuple[Notice, ...]

    @property
    def notice(self) -> Notice:
        """Return all that the person is told, under the name of the first party.

        Somebody who has to walk to one of the meetings, or is awaited in several
        places, is told as a visitor.
        """
        first, *others = self.parties
        if not others:
            return first
        lines = _in_order(line for party in self.parties for line in party.lines)
        gone = _in_order(line for party in self.parties for line in party.gone)
        walks = any(party.walks for party in self.parties)
        places = {(line.hall, line.booth) for line in lines}
        return replace(
            first,
            lines=lines,
            gone=gone,
            news=self._news(lines),
            walks=walks or len(places) > 1,
        )

    def _news(self, lines: Sequence[Line]) -> News:
        news = {party.news for party in self.parties}
        if not lines:
            return News.CANCELLED
        return News.NEW if news == {News.NEW} else News.CHANGED

    def names(self, language: Language, longest: int) -> list[str]:
        """Return the names of the parties in words, then shorter ways to say them."""
        names = list(dict.fromkeys(party.name for party in self.parties))
        first, count = names[0], len(names)
        if count == 1:
            return [first]
        zh = language is Language.ZH
        more = f"等{count}家" if zh else f" and {count - 1} more"
        room = max(1, longest - len(more))
        cut = first if len(first) <= room else f"{first[: room - 1].rstrip()}…"
        return [("、" if zh else " and ").join(names), f"{first}{more}", f"{cut}{more}"]

    @property
    def clashes(self) -> list[tuple[Line, Line]]:
        """Return the meetings of different parties that the person has at one time."""
        lines = [
            (line, party)
            for party, notice in enumerate(self.parties)
            for line in notice.lines
        ]
        lines.sort(key=lambda one: (one[0].start, one[0].end))
        return [
            (one, other)
            for at, (one, party) in enumerate(lines)
            for other, another in lines[at + 1 :]
            if party != another and other.start < one.end
        ]


def find_people(
    notices: Iterable[Notice],
) -> tuple[list[Person], list[tuple[Notice, Excuse]]]:
    """Return whom an SMS reaches, and the parties without such a number."""
    people: dict[str, Person] = {}
    unreached = []
    for notice in notices:
        number = find_mobile(notice.contact.phone, notice.contact.phone_typed)
        if isinstance(number, Excuse):
            unreached.append((notice, number))
            continue
        key = f"{number.country_code} {number.national_number}"
        known = people.get(key, Person(number, ()))
        people[key] = replace(known, parties=(*known.parties, notice))
    return list(people.values()), unreached


def _in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.start, line.end)))
