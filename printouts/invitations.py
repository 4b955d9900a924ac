"""The calendar files of a party, from its notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printouts.calendar_file import (
    CalendarEvent,
    Method,
    Person,
    meeting_uid,
    render_calendar,
)
from printouts.mail import NO_SENDER, Attachment, sender_of
from printouts.notice_text import clean, shorten
from printouts.templates.filling import fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from printouts.notice_content import Line, Mailing, Notice
    from scheduler.wording import Language

LONGEST_NAME = 120


def calendar_files(
    notice: Notice, mailing: Mailing, languages: Sequence[Language]
) -> list[Attachment]:
    """Return "<stem>.ics" with all meetings, and a cancellation for each gone one."""
    organiser = Person(*sender_of(mailing))
    guest = _guest(notice)
    zone = mailing.timezone
    files = []
    if notice.lines:
        events = [_event(notice, line, mailing, languages) for line in notice.lines]
        content = render_calendar(events, zone, Method.PUBLISH, organiser)
        files.append(Attachment(f"{notice.stem}.ics", content))
    for number, line in enumerate(notice.gone, start=1):
        event = _event(notice, line, mailing, languages)
        content = render_calendar([event], zone, Method.CANCEL, organiser, guest)
        files.append(Attachment(f"{notice.stem}.cancel-{number}.ics", content))
    return files


def find_invitation(
    notice: Notice, mailing: Mailing, languages: Sequence[Language]
) -> Attachment | None:
    """Return what a mail program should act on at once, None where it cannot.

    A mail can carry one invitation or one cancellation, with real addresses on both
    ends; a party with several meetings opens the attached file instead.
    """
    organiser = Person(*sender_of(mailing))
    guest = _guest(notice)
    lines = [*notice.lines, *notice.gone]
    if len(lines) != 1 or guest is None or organiser.email == NO_SENDER:
        return None
    method = Method.REQUEST if notice.lines else Method.CANCEL
    event = _event(notice, lines[0], mailing, languages)
    content = render_calendar([event], mailing.timezone, method, organiser, guest)
    return Attachment("invite.ics", content, method)


def _guest(notice: Notice) -> Person | None:
    if not notice.emails:
        return None
    name = shorten(notice.person or notice.name, LONGEST_NAME)
    return Person(name, notice.emails[0])


def _event(
    notice: Notice, line: Line, mailing: Mailing, languages: Sequence[Language]
) -> CalendarEvent:
    fair = mailing.release.problem.fair
    said = [
        _fill("event.summary", notice, line, mailing, language)
        for language in languages
    ]
    place = line.place(languages[0])
    venue = mailing.facts[languages[0]]["venue"]
    return CalendarEvent(
        uid=meeting_uid(f"{fair.name.zh}\x1f{fair.name.en}", *notice.pair(line)),
        start=line.start,
        end=line.end,
        summary=clean(" / ".join(said)),
        location=", ".join(part for part in (place, venue) if part),
        description="\n\n".join(
            "\n".join(_description(notice, line, mailing, language))
            for language in languages
        ),
        sequence=mailing.sequence,
        stamp=mailing.stamp,
    )


def _description(
    notice: Notice, line: Line, mailing: Mailing, language: Language
) -> Iterator[str]:
    for key in mailing.texts.calendar:
        if key.startswith("description."):
            said = _fill(key, notice, line, mailing, language)
            if said:
                yield said


def _fill(
    key: str, notice: Notice, line: Line, mailing: Mailing, language: Language
) -> str:
    facts = {
        **mailing.facts[language],
        "partner": shorten(line.partner, LONGEST_NAME),
        "person": shorten(line.person, LONGEST_NAME),
        "place": line.place(language),
        **notice.reasons(line, language),
    }
    return fill(mailing.texts.calendar[key].text(language), facts)
