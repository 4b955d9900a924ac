"""A small fair with a draft, for tests of schedules: b1 meets s1, then s2; b2 meets s2."""

from api.office.schedules import Made, keep_draft, pack_schedule
from data.folder import ScheduleFolder, Summary
from data.store.schedules import schedule_id
from scheduler.directory import Contact, Directory, Organiser, Venue
from scheduler.measure import measure_tiers
from scheduler.problem import OfferLine
from scheduler.result import Status, Tier
from scheduler.wording import Wording
from tests.builders import (
    make_candidates,
    make_fair,
    make_meeting,
    make_problem,
    make_schedule,
    make_supplier,
)
from tests.office import NOW, new_fair

SMALL_MEETINGS = {("b1", "s1"): 0, ("b1", "s2"): 1, ("b2", "s2"): 0}
"""Who meets whom in which round of `small_folder`, where nothing else is given."""


def small_folder(*meetings, offers=(), **changes):
    """Return a checked schedule of two buyers and two suppliers in three rounds.

    `meetings` are (buyer, supplier, round), `offers` what both suppliers sell.
    """
    fair = make_fair(rounds=3, name=Wording(en="Small fair", zh="小展会"), **changes)
    lines = tuple(map(OfferLine, offers))
    suppliers = [make_supplier(code, lines=lines) for code in ("s1", "s2")]
    problem = make_problem(2, suppliers, fair)
    candidates = make_candidates(problem)
    meetings = meetings or [(*pair, at) for pair, at in SMALL_MEETINGS.items()]
    schedule = make_schedule(problem, *(make_meeting(problem, *m) for m in meetings))
    tiers = tuple(
        Tier(name, value, value, maximise=True, reached=value)
        for name, value in measure_tiers(problem, candidates, schedule).items()
    )
    directory = Directory(
        venue=Venue(
            Wording.same("Hall"), Wording.same("Street 1"), Wording.same("Bus")
        ),
        organiser=Organiser("Office", "+862112345678", "office@fair.example"),
        buyers={"b1": Contact("Ann", phone="+8613800138000", email="ann@b1.example")},
        suppliers={"s2": Contact("Bo", phone="+8613900139000", email="bo@s2.example")},
        code_seed="seed",
    )
    summary = Summary(2, 2, len(schedule.meetings), tiers, Status.OPTIMAL)
    return ScheduleFolder(problem, candidates, schedule, directory, summary)


def keep(office, fair_id, folder, **made):
    """Keep a schedule as a draft and return its id."""
    files, meetings = pack_schedule(folder)
    with office.database.writing() as session:
        row = keep_draft(session, fair_id, files, meetings, Made(None, NOW, **made))
        return schedule_id(row)


class Draft:
    """A draft over HTTP, edited by one who follows its versions."""

    def __init__(self, office, fair_id, schedule, login="specialist"):
        self.client = office.client(login)
        self.fair = f"/api/v1/fairs/{fair_id}"
        self.id = schedule
        self.version = 1

    @property
    def path(self):
        return f"{self.fair}/schedules/{self.id}"

    def get(self, what="", **params):
        return self.client.get(f"{self.path}{what}", params=params)

    def items(self, what, **params):
        return self.get(what, **params).json()["items"]

    def post(self, what, json=None, version=None):
        match = {"If-Match": f'"{version or self.version}"'}
        answer = self.client.post(f"{self.path}{what}", json=json, headers=match)
        if "etag" in answer.headers:
            self.version = int(answer.headers["etag"].strip('"'))
        return answer

    def edit(self, kind, buyer, supplier, version=None, **body):
        body |= {"kind": kind, "buyer": buyer, "supplier": supplier}
        return self.post("/edits", body, version)

    def release(self, client, why=""):
        return client.post(
            f"{self.fair}/releases",
            json={"schedule_id": self.id, "why": why},
            headers={"If-Match": f'"{self.version}"'},
        )

    def pairs(self):
        """Return who meets whom in which round."""
        return {
            (m["buyer"]["code"], m["supplier"]["code"]): m["round"]
            for m in self.items("/meetings")
        }


def new_draft(office, folder=None, login="specialist"):
    """Return a fair with a draft, of `small_folder` where nothing else is given."""
    fair_id = new_fair(office)
    return Draft(
        office, fair_id, keep(office, fair_id, folder or small_folder()), login
    )
