"""Rows in an order that follows from who meets whom, not from where they stood.

How long a search takes, and which of the best timetables it finds, depends on the order
of its clauses. So that neither the order of rows nor names matter, participants are
told apart by what is known of them, of those they meet, of whom those meet, and so on
(colour refinement, Weisfeiler and Leman 1968). Those who still look the same can as a
rule be exchanged for each other: names decide, and only between them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from scheduler.timetable.problem import (
        GivenMeeting,
        MeetingId,
        ParticipantId,
        TimetableProblem,
    )

    Colours = dict[ParticipantId, int]

CHOICES = 50
"""So often one of several who look the same is named before the others, at most."""

Key = TypeVar("Key", bound=Hashable)


def in_order(problem: TimetableProblem) -> TimetableProblem:
    """Return the same problem with its rows, and the two of a meeting, in that order.

    Who has few meetings comes first; meetings are grouped by who of the two has more.
    That was the quicker of several orders for most of the hard published problems.
    """
    rank = _rank_participants(problem)
    colours = _meeting_colours(problem, rank)
    turned = [_turned(meeting, rank) for meeting in problem.meetings]
    turned.sort(key=lambda it: (rank[it.second], rank[it.first], colours[it.id], it.id))
    return replace(
        problem,
        participants=tuple(sorted(problem.participants, key=lambda who: rank[who.id])),
        meetings=tuple(turned),
    )


def _turned(meeting: GivenMeeting, rank: Colours) -> GivenMeeting:
    first, second = sorted(meeting.participants, key=rank.__getitem__)
    return replace(meeting, first=first, second=second)


def _rank_participants(problem: TimetableProblem) -> Colours:
    """Return a number for each participant, all different, from 0."""
    colours = _refine(problem, _first_colours(problem))
    for _ in range(CHOICES):
        colours, chosen = _choose(problem, colours)
        if not chosen:
            break
        colours = _refine(problem, colours)
    return _ranked({who: (colour, who) for who, colour in colours.items()})


def _first_colours(problem: TimetableProblem) -> Colours:
    return _ranked(
        {
            who.id: (
                len(problem.meetings_of[who.id]),
                who.at_once,
                sorted(who.forbidden),
            )
            for who in problem.participants
        }
    )


def _refine(problem: TimetableProblem, colours: Colours) -> Colours:
    """Tell apart those who meet in another way, until nothing more is found so."""
    while True:
        meetings = _meeting_colours(problem, colours)
        finer = _ranked(
            {
                who: (colours[who], sorted(meetings[meeting.id] for meeting in theirs))
                for who, theirs in problem.meetings_of.items()
            }
        )
        if max(finer.values(), default=0) == max(colours.values(), default=0):
            return finer
        colours = finer


def _meeting_colours(
    problem: TimetableProblem, colours: Colours
) -> dict[MeetingId, int]:
    """Return colours of the meetings, by who meets, when, and what is before and after."""
    found = _ranked(
        {
            meeting.id: (
                sorted(colours[who] for who in meeting.participants),
                meeting.part,
                -1 if meeting.slot is None else meeting.slot,
            )
            for meeting in problem.meetings
        }
    )
    if not any(meeting.after for meeting in problem.meetings):
        return found
    later = defaultdict(list)
    for meeting in problem.meetings:
        for name in meeting.after:
            later[name].append(found[meeting.id])
    return _ranked(
        {
            meeting.id: (
                found[meeting.id],
                sorted(found[name] for name in meeting.after),
                sorted(later[meeting.id]),
            )
            for meeting in problem.meetings
        }
    )


def _choose(problem: TimetableProblem, colours: Colours) -> tuple[Colours, bool]:
    """Name one of those who look the same first; tell whether that can change others.

    Twins, who meet the same parties in the same way, are all named at once.
    """
    alike = defaultdict(list)
    for who, colour in sorted(colours.items()):
        alike[colour].append(who)
    keys: dict[ParticipantId, Any] = {
        who: (colour, 0) for who, colour in colours.items()
    }
    chosen = False
    for colour, group in sorted(alike.items()):
        if len(group) == 1:
            continue
        if len({_neighbours(problem, who) for who in group}) == 1:
            keys |= {who: (colour, place) for place, who in enumerate(group)}
        elif not chosen:
            keys[group[0]] = (colour, -1)
            chosen = True
    return _ranked(keys), chosen


def _neighbours(problem: TimetableProblem, who: ParticipantId) -> Hashable:
    """Return whom it meets, the same for twins alone; what comes before is its own."""
    met = Counter(
        (other, meeting.part, meeting.slot, meeting.after)
        for meeting in problem.meetings_of[who]
        for other in meeting.participants
        if other != who
    )
    return frozenset(met.items())


def _ranked(keys: Mapping[Key, Any]) -> dict[Key, int]:
    """Return the rank of each key's value among all different ones, from 0."""
    rank = {_hashed(value): None for value in keys.values()}
    places = {value: place for place, value in enumerate(sorted(rank))}
    return {key: places[_hashed(value)] for key, value in keys.items()}


def _hashed(value: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(one) if isinstance(one, list) else one for one in value)
