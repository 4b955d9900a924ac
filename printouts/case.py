"""What all papers of a pack are made from, and a leaf: the sheets of one party or list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from printouts.content import build_fair_page
from printouts.labels import Word, say
from printouts.pages import FairPage, PartyPage
from printouts.unchanged import Comparison, Facts
from scheduler.directory import Directory
from scheduler.problem import Problem
from scheduler.schedule import Schedule
from scheduler.wording import Language

if TYPE_CHECKING:
    from printouts.sheet import Page
    from scheduler.fair import Place


class PaperLanguage(StrEnum):
    """Which language papers speak: each party's own, one for all, or both."""

    PARTY = "party"
    ZH = "zh"
    EN = "en"
    BOTH = "both"


@dataclass(frozen=True)
class Leaf:
    """One party's or list's sheets inside a PDF, before they are laid out.

    `headings` are its outline entries by level; upper ones are shared with neighbours.
    """

    id: str
    headings: tuple[str, ...]
    digest: str
    texts: tuple[str, ...]
    lay_out: Callable[[], list[Page]]
    file: str


def booth_headings(place: Place, name: str) -> tuple[str, str]:
    """Return the outline entries of a booth: its hall, then itself."""
    said = " ".join(part for part in (place.booth, name) if part)
    return place.hall or say(Word.NO_HALL, None), said


@dataclass(frozen=True)
class Case:
    """Problem, schedule and directory with what all leaves share.

    `before` is the case that was printed before, where only changes are asked for.
    """

    problem: Problem
    schedule: Schedule
    directory: Directory
    fair: FairPage
    language: PaperLanguage
    before: Case | None = None

    @property
    def facts(self) -> Facts:
        """Return what pages are built from."""
        return self.problem, self.schedule, self.directory

    @cached_property
    def comparison(self) -> Comparison | None:
        """Return what tells sheets that surely stay from the others."""
        return Comparison(self.facts, self.before.facts) if self.before else None


def build_case(of: Facts, language: PaperLanguage, before: Facts | None = None) -> Case:
    """Build what all leaves of a pack share."""
    earlier = build_case(before, language) if before else None
    return Case(*of, build_fair_page(*of), language, earlier)


def common_language(language: PaperLanguage) -> Language | None:
    """Return the language of papers that are for everybody; None for both."""
    if language in (PaperLanguage.PARTY, PaperLanguage.BOTH):
        return None
    return Language(language.value)


def language_of(language: PaperLanguage, page: PartyPage) -> Language | None:
    """Return the language of the papers of a party; None for both."""
    if language is PaperLanguage.PARTY:
        return page.language
    return common_language(language)


def fair_texts(fair: FairPage) -> tuple[str, ...]:
    """Return what stands on every sheet."""
    venue, organiser = fair.venue, fair.organiser
    said = (fair.name, venue.name, venue.address, venue.route)
    sides = [text for wording in said for text in (wording.zh, wording.en)]
    booths = [spot.booth for hall in fair.maps.values() for spot in hall.spots]
    return (*sides, organiser.name, organiser.phone, organiser.email, *booths)
