"""What a party is told: its meetings, and what changed since an earlier release."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from printouts import labels
from printouts.buyer_content import buyer_meetings
from printouts.file_names import Key, safe_stems
from printouts.notice_text import clean, email_addresses, place_text
from printouts.pages import PartyRow, Side, natural_key, party_language
from printouts.row_content import person_text, row_order
from printouts.supplier_content import supplier_meetings
from printouts.templates.texts import Texts, built_in
from printouts.unchanged import Comparison, of_party
from scheduler.directory import Contact, Directory
from scheduler.fair import MeetAt
from scheduler.problem import BuyerId, Problem, SupplierId
from scheduler.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from printouts.unchanged import Facts
    from scheduler.problem import Buyer, Supplier
    from scheduler.schedule import Schedule

RELEASED_BEFORE = timedelta(days=7)
"""Schedules are released a week before the fair, which dates what needs a date."""


class News(StrEnum):
    """What a notice is about, and so which text it uses."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    """What was told before, by mail or on the phone, once more."""
    SURVEY = "survey"
    """How the meetings were, asked after the fair."""


class Fate(StrEnum):
    """What happened to one meeting since the earlier release."""

    SAME = "same"
    NEW = "new"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting as a message tells it; `table` is 0 where it need not be told.

    `before` is when and where it was, for a meeting that moved.
    """

    partner_id: str
    partner: str
    person: str
    start: datetime
    end: datetime
    hall: str
    booth: str
    table: int
    about: Wording
    fate: Fate = Fate.SAME
    before: Line | None = None

    def place(self, language: Language) -> str:
        """Return hall, booth and table in words."""
        return place_text(self.hall, self.booth, self.table, language)

    @property
    def told(self) -> tuple[object, ...]:
        """Return what people act on: a change of it is a change of the meeting."""
        where = (self.hall, self.booth, self.table)
        return (self.start, self.end, where, self.partner)


@dataclass(frozen=True)
class Release:
    """A schedule with everything needed to tell people of it."""

    problem: Problem
    schedule: Schedule
    directory: Directory

    @property
    def facts(self) -> Facts:
        """Return all of it, as pages are built from it."""
        return self.problem, self.schedule, self.directory


@dataclass(frozen=True)
class Notice:
    """All that one party is told. `lines` are its meetings now, `gone` former ones."""

    side: Side
    party_id: str
    name: str
    language: Language | None
    walks: bool
    sales_rep: str
    contact: Contact
    stem: str
    lines: tuple[Line, ...]
    gone: tuple[Line, ...] = ()
    news: News = News.NEW

    @cached_property
    def emails(self) -> tuple[str, ...]:
        """Return the usable mail addresses of the party."""
        return email_addresses(self.contact.email)

    @property
    def person(self) -> str:
        """Return name and title of the contact, empty where unknown."""
        return clean(person_text(self.contact))

    def addressee(self, language: Language) -> str:
        """Return whom a letter greets: English ones leave the title out."""
        name = self.contact.name if language is Language.EN else ""
        return clean(name) or self.person or self.name

    def reasons(self, line: Line, language: Language) -> dict[str, str]:
        """Return why the two meet: {about} to a buyer, to a supplier what is {wants}."""
        said, is_buyer = line.about.text(language), self.side is Side.BUYER
        return {"about": said if is_buyer else "", "wants": "" if is_buyer else said}

    def pair(self, line: Line) -> tuple[str, str]:
        """Return (buyer id, supplier id) of a meeting."""
        ids = (self.party_id, line.partner_id)
        return ids if self.side is Side.BUYER else (ids[1], ids[0])


@dataclass(frozen=True)
class Mailing:
    """Every notice of a release, and what they have in common.

    `sequence` rises with each release; `stamp` is a date that rises with it, made from
    the fair's own date, because the clock would change the bytes. `quiet` are parties
    without a meeting, who are told nothing.
    """

    release: Release
    notices: tuple[Notice, ...]
    quiet: tuple[Notice, ...]
    sequence: int
    stamp: datetime
    is_change: bool = False
    facts: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)
    texts: Texts = field(default_factory=built_in)

    @property
    def timezone(self) -> str:
        """Return the IANA name of the fair's zone."""
        return self.release.problem.fair.timezone

    @property
    def heading(self) -> str:
        """Return fair and release, for the head of printed lists."""
        release = labels.release(self.release.schedule.release)
        name = labels.say(self.release.problem.fair.name, None)
        return f"{name} · {labels.say(release, None)}"


def build_mailing(
    release: Release, since: Release | None = None, texts: Texts | None = None
) -> Mailing:
    """Build the notices of `release`, with `since` only of parties whose meetings changed.

    Parties are in order of side, then id as people sort it. `texts` None are ours.
    """
    keys = _everybody(release)
    former_keys = _everybody(since) if since else frozenset()
    stems = safe_stems(keys | former_keys)
    notices, quiet = [], []
    for key in sorted(_in_question(release, since, keys, former_keys), key=_key_order):
        now = _party(key, release) if key in keys else None
        then = _party(key, since) if since and key in former_keys else None
        notice = _notice(now, then, stems, is_change=since is not None)
        if notice is not None and (notice.lines or notice.gone):
            notices.append(notice)
        elif now is not None and not now.lines:
            quiet.append(_named(now, stems))
    sequence = release.schedule.release
    if since is not None:
        sequence = max(sequence, since.schedule.release + 1)
    return Mailing(
        release=release,
        notices=tuple(notices),
        quiet=tuple(quiet),
        sequence=sequence,
        stamp=_stamp(release, sequence),
        is_change=since is not None,
        facts={language: _facts(release, language) for language in Language},
        texts=texts or built_in(),
    )


def _everybody(release: Release) -> frozenset[Key]:
    problem = release.problem
    buyers = ((Side.BUYER, str(one.id)) for one in problem.buyers)
    suppliers = ((Side.SUPPLIER, str(one.id)) for one in problem.suppliers)
    return frozenset((*buyers, *suppliers))


def _key_order(key: Key) -> tuple[object, ...]:
    return key[0], natural_key(key[1])


def _in_question(
    release: Release,
    since: Release | None,
    keys: frozenset[Key],
    former_keys: frozenset[Key],
) -> frozenset[Key]:
    """Return who may have to be told something, and who meets nobody."""
    if since is None:
        return keys
    now, then = release.facts, since.facts
    comparison = Comparison(now, then)
    settled = {
        key
        for key in keys & former_keys
        if (told := of_party(now, key)).meetings
        and comparison.is_same(told, of_party(then, key))
    }
    return (keys | former_keys) - settled


def _party(key: Key, release: Release) -> Notice:
    """Return a party with its meetings, not yet compared and without a stem."""
    problem, schedule, directory = release.facts
    meet_at = problem.fair.meet_at
    party: Buyer | Supplier
    rep = ""
    if key[0] is Side.BUYER:
        party = problem.buyer_by_id[BuyerId(key[1])]
        contact = directory.buyers.get(party.id)
        rows = buyer_meetings(problem, schedule, party)
        walks = meet_at is not MeetAt.BUYER_BOOTH
    else:
        party = problem.supplier_by_id[SupplierId(key[1])]
        contact = directory.suppliers.get(party.id)
        rows = supplier_meetings(problem, schedule, directory, party)
        walks = meet_at is not MeetAt.SUPPLIER_BOOTH
        rep = clean(party.sales_rep)
    return Notice(
        side=key[0],
        party_id=party.id,
        name=clean(party.name) or party.id,
        language=party_language(party.languages),
        walks=walks,
        sales_rep=rep,
        contact=contact or Contact(),
        stem="",
        lines=tuple(_line(row) for row in sorted(rows, key=row_order)),
    )


def _line(row: PartyRow) -> Line:
    return Line(
        partner_id=row.partner_id,
        partner=clean(row.partner) or row.partner_id,
        person=clean(row.person),
        start=row.start,
        end=row.end,
        hall=row.hall,
        booth=row.booth,
        table=0 if row.is_only_table else row.table,
        about=Wording(en=clean(row.about.en), zh=clean(row.about.zh)),
    )


def _notice(
    now: Notice | None,
    then: Notice | None,
    stems: Mapping[Key, str],
    *,
    is_change: bool,
) -> Notice | None:
    """Return what to tell a party, who is in one of the releases at least.

    Where a change is told, None for whom nothing changed.
    """
    party = now or then
    assert party is not None  # noqa: S101  # of whom else would a notice be
    if not is_change:
        return _named(party, stems)
    lines = _compared(now.lines if now else (), then.lines if then else ())
    kept = {line.partner_id for line in lines}
    gone = tuple(
        _with_fate(line, Fate.GONE)
        for line in (then.lines if then else ())
        if line.partner_id not in kept
    )
    if not gone and all(line.fate is Fate.SAME for line in lines):
        return None
    news = News.CANCELLED if not lines else News.CHANGED
    if then is None or not then.lines:
        news = News.NEW
    return _named(party, stems, lines=lines, gone=gone, news=news)


def _compared(now: tuple[Line, ...], then: tuple[Line, ...]) -> tuple[Line, ...]:
    former = {line.partner_id: line for line in then}
    lines = []
    for line in now:
        before = former.get(line.partner_id)
        if before is None:
            lines.append(_with_fate(line, Fate.NEW))
        elif before.told != line.told:
            lines.append(_with_fate(line, Fate.MOVED, before))
        else:
            lines.append(line)
    return tuple(lines)


def _with_fate(line: Line, fate: Fate, before: Line | None = None) -> Line:
    return replace(line, fate=fate, before=before)


def _named(
    party: Notice,
    stems: Mapping[Key, str],
    lines: tuple[Line, ...] | None = None,
    gone: tuple[Line, ...] = (),
    news: News = News.NEW,
) -> Notice:
    return replace(
        party,
        stem=stems[party.side, party.party_id],
        lines=party.lines if lines is None else lines,
        gone=gone,
        news=news,
    )


def _stamp(release: Release, sequence: int) -> datetime:
    sessions = release.problem.fair.sessions
    first = min((session.start for session in sessions), default=None)
    if first is None:
        return datetime(1970, 1, 1, tzinfo=UTC)
    day = (first.astimezone(UTC) - RELEASED_BEFORE).date()
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return midnight + timedelta(minutes=sequence)


def _facts(release: Release, language: Language) -> dict[str, str]:
    venue, organiser = release.directory.venue, release.directory.organiser
    return {
        "fair": clean(release.problem.fair.name.text(language)),
        "venue": clean(venue.name.text(language)),
        "address": clean(venue.address.text(language)),
        "route": clean(venue.route.text(language)).rstrip("。.；;"),
        "organiser": clean(organiser.name),
        "phone": clean(organiser.phone),
        "email": clean(organiser.email),
        "release": labels.release(release.schedule.release).text(language),
        "timezone": release.problem.fair.timezone,
    }
