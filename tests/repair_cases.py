"""Repairs on small cases, each judged whole, and what is looked at of them."""

from scheduler.check import check_schedule
from scheduler.repair.changes import Party, RepairSettings, Side
from scheduler.repair.repair import repair
from tests.builders import make_candidates, make_meeting, make_schedule

B1, B2 = (Party(Side.BUYER, f"b{i}") for i in (1, 2))
S1, S2, S3 = (Party(Side.SUPPLIER, f"s{i}") for i in (1, 2, 3))


def repair_small(problem, changes, *meetings, fits=None, **settings):
    """Repair a valid schedule of `meetings`."""
    candidates = make_candidates(problem, fits)
    before = make_schedule(problem, *meetings)
    assert check_schedule(problem, candidates, before) == ()
    return repair(problem, candidates, before, changes, RepairSettings(**settings))


def repaired(problem, changes, *meetings, fits=None, **settings):
    """Repair a valid schedule of `meetings`, and have the whole judged."""
    done = repair_small(problem, changes, *meetings, fits=fits, **settings)
    assert check_schedule(done.problem, done.candidates, done.schedule) == ()
    return done


def shown(done):
    """Return (buyer, supplier, round) of the meetings of a repair."""
    return [(m.buyer, m.supplier, m.round_index) for m in done.schedule.meetings]


def touched(done):
    """Return who is touched by a repair."""
    return [one.party for one in done.touched]


def two_meetings(problem):
    """Return b1 and b2 at s1, one after the other."""
    return make_meeting(problem), make_meeting(problem, "b2", "s1", 1)
