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
    from collections.abc import Iterator, Mapping, Sequence

    from printouts.notice_content import Line, Mailing, Notice
    from scheduler.wording import Language, Wording

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
    facts = [_facts(notice, line, mailing, language) for language in languages]
    said = list(zip(languages, facts, strict=True))
    calendar = mailing.texts.calendar
    summary = [fill(calendar["event.summary"].text(one), of) for one, of in said]
    place = (facts[0]["place"], facts[0]["venue"])
    return CalendarEvent(
        uid=meeting_uid(f"{fair.name.zh}\x1f{fair.name.en}", *notice.pair(line)),
        start=line.start,
        end=line.end,
        summary=clean(" / ".join(summary)),
        location=", ".join(part for part in place if part),
        description="\n\n".join(
            "\n".join(_description(calendar, one, of)) for one, of in said
        ),
        sequence=mailing.sequence,
        stamp=mailing.stamp,
    )


def _description(
    calendar: Mapping[str, Wording], language: Language, facts: Mapping[str, str]
) -> Iterator[str]:
    for key, wording in calendar.items():
        if key.startswith("description."):
            said = fill(wording.text(language), facts)
            if said:
                yield said


def _facts(
    notice: Notice, line: Line, mailing: Mailing, language: Language
) -> dict[str, str]:
    """Return what the texts of an event may name."""
    return {
        **mailing.facts[language],
        "partner": shorten(line.partner, LONGEST_NAME),
        "person": shorten(line.person, LONGEST_NAME),
        "place": line.place(language),
        **notice.reasons(line, language),
    }
