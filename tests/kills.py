"""Kill a working server again and again, and compare with what it had confirmed.

Clients work at once: sheets are uploaded and applied, suggestions made and withdrawn,
others approved and rejected, a draft edited, schedules made by jobs. Each notes what was confirmed; after
the kill everything confirmed must be there, and nothing of the rest by half.
"""

import hashlib
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Thread
from time import monotonic, sleep

import httpx2 as httpx
from sqlmodel import select

from data.database import Database
from data.tables import (
    AccessRow,
    JobRow,
    PartyRow,
    SuggestionRow,
    UploadRow,
)
from tests.damage import find_damage
from tests.kill_decisions import Decisions, read_draft
from tests.live import LiveServer, coming
from tests.office import SETTINGS, new_fair, open_office_at
from tests.schedule_cases import SMALL_MEETINGS, Draft, keep, small_folder
from tests.suggestion_cases import add_parties, path_of
from tests.upload_cases import Sheets

MOST_MORE = 40
"""Confirmations of one life of the server, at most."""

LINGER_S = 0.03
LONGEST_S = 30.0
"""Seconds that the clients work before a kill, at most."""

SUPPLIERS = "编号,供应商,展馆,展位,主营产品\n" + "".join(
    f"S{i},丙公司{i},1号馆,A{i},水泵\n" for i in range(4)
)
UNDER_WAY = ("waiting", "running")
REST_S = 120
"""Seconds that a job may take when nothing is killed any more."""


@dataclass
class Confirmed:
    """What the server has confirmed, over all its lives.

    `draft` is the version of the draft and who meets whom in which round at that
    version; `asked` is what it is if the edit under way was still done.
    """

    uploads: dict[int, str] = field(default_factory=dict)
    applied: list[int] = field(default_factory=list)
    suggestions: dict[int, set[str]] = field(default_factory=dict)
    jobs: set[int] = field(default_factory=set)
    draft: tuple[int, dict] = (1, {})
    asked: dict = field(default_factory=dict)

    def count(self):
        """Return how many things were confirmed, decisions left out."""
        lists = self.uploads, self.applied, self.suggestions, self.jobs
        return sum(map(len, lists)) + self.draft[0] - 1


class Office:
    """The records that are worked on.

    One fair is for sheets and jobs, one has a draft that is edited, one a draft that
    decisions change.
    """

    def __init__(self, url, folder):
        self.url = url
        self.server = LiveServer(url, folder)
        office = open_office_at(url)
        settings = coming(SETTINGS)
        self.sheets, self.fair = (new_fair(office, settings) for _ in range(2))
        Sheets(office.client("specialist"), self.sheets).take("suppliers", SUPPLIERS)
        self.draft = keep(office, self.fair, small_folder())
        codes = [f"s{i}" for i in range(1, 400)]
        add_parties(office, self.fair, ["b1", "b2"], dict.fromkeys(codes, ""))
        self.decisions = Decisions(office, settings)
        with office.database.writing() as session:
            for row in session.exec(select(AccessRow)):
                row.expires_at = datetime.now(UTC) + timedelta(days=1)
        office.database.close()
        self.troubles = []
        self.confirmed = Confirmed(draft=(1, dict(SMALL_MEETINGS)))

    def live(self, seed):
        """Start the server, let the clients work, and kill it at a moment by `seed`.

        That is after so many confirmations more, and a few milliseconds.
        """
        chance = random.Random(seed)
        goal = self.count() + chance.randint(1, MOST_MORE)
        until = monotonic() + LONGEST_S
        self.server.start()
        work = (self._upload, self._suggest, self._edit, self._plan, self._decide)
        threads = [Thread(target=self._until_killed, args=(one,)) for one in work]
        for thread in threads:
            thread.start()
        while self.count() < goal and monotonic() < until:
            sleep(0.001)
        sleep(chance.uniform(0, LINGER_S))
        self.server.kill()
        for thread in threads:
            thread.join()
        self.server.hang_up()

    def count(self):
        """Return how many things were confirmed."""
        return self.confirmed.count() + self.decisions.count()

    def rest(self):
        """Start the server once more, wait for its jobs, and let it end in peace."""
        self.server.start()
        client = self.server.client("specialist")
        base = f"/api/v1/fairs/{self.sheets}/jobs"
        until, left = monotonic() + REST_S, None
        while left != []:
            jobs = client.get(base, params={"limit": 200}).json()["items"]
            still = [
                (job["id"], job["state"]) for job in jobs if job["state"] in UNDER_WAY
            ]
            if still != left:
                until, left = monotonic() + REST_S, still
            assert monotonic() < until, f"jobs that never end: {still}"
            sleep(0.2)
        self.server.stop()

    def _until_killed(self, work):
        """Work until the connection breaks; note whatever else is wrong."""
        try:
            work()
        except httpx.TransportError:
            pass
        except Exception as error:  # noqa: BLE001 - told by `faults`
            self.troubles.append(repr(error))

    def faults(self):
        """Return a sentence for everything that is lost or half-written."""
        database = Database(self.url)
        try:
            return [*self.troubles, *self._lost(database), *find_damage(database)]
        finally:
            database.close()

    def _upload(self):
        """Upload ever longer lists of buyers, and apply each."""
        client = self.server.client("specialist")
        base = f"/api/v1/fairs/{self.sheets}/uploads"
        while True:
            number = len(self.confirmed.uploads)
            sheet = "编号,采购商,采购产品\n" + "".join(
                f"B{i},甲公司{i},水泵\n" for i in range(1, number + 2)
            )
            content = sheet.encode()
            kind = {"kind": "buyers"}
            sent = client.post(base, data=kind, files={"file": ("b.csv", content)})
            assert sent.status_code == 201, sent.text
            upload = sent.json()["id"]
            self.confirmed.uploads[upload] = hashlib.sha256(content).hexdigest()
            shown = client.get(f"{base}/{upload}/preview")
            match = {"If-Match": shown.headers["etag"]}
            done = client.post(f"{base}/{upload}/apply", json={}, headers=match)
            assert done.status_code == 200, done.text
            self.confirmed.applied.append(upload)

    def _suggest(self):
        """Suggest ever other pairs, and withdraw every other one."""
        client = self.server.client("supervisor")
        while True:
            number = len(self.confirmed.suggestions)
            pair = {"buyer": f"b{number % 2 + 1}", "supplier": f"s{number // 2 + 1}"}
            sent = client.post(path_of(self.fair), json=pair | {"strength": "prefer"})
            if sent.status_code == 409:  # it was done, and the server killed meanwhile
                known = int("".join(filter(str.isdigit, sent.json()["title"])))
                self.confirmed.suggestions[known] = {"waiting"}
                continue
            assert sent.status_code == 201, sent.text
            made = sent.json()["id"]
            self.confirmed.suggestions[made] = {"waiting"}
            if number % 2:
                self.confirmed.suggestions[made] = {"waiting", "withdrawn"}
                path = path_of(self.fair, made, "withdraw")
                done = client.post(path, headers={"If-Match": '"1"'})
                assert done.status_code == 200, done.text
                self.confirmed.suggestions[made] = {"withdrawn"}

    def _edit(self):
        """Move a meeting there and back, and take another out and put it in."""
        draft = Draft(self.server, self.fair, self.draft, "specialist")
        while True:
            version, meetings = self.confirmed.draft
            kind, pair, more = _next_edit(version, meetings)
            asked = {one: slot for one, slot in meetings.items() if one != pair}
            if "round" in more:
                asked[pair] = more["round"]
            self.confirmed.asked = asked
            done = draft.edit(kind, *pair, version, **more)
            assert done.status_code == 201, done.text
            self.confirmed.draft = (version + 1, asked)

    def _plan(self):
        """Have schedules made, one after another."""
        client = self.server.client("specialist")
        base = f"/api/v1/fairs/{self.sheets}/jobs"
        while True:
            sent = client.post(f"{base}/schedule", json={"time_limit_s": 5})
            assert sent.status_code == 202, sent.text
            job = sent.json()["id"]
            self.confirmed.jobs.add(job)
            while client.get(f"{base}/{job}").json()["state"] in UNDER_WAY:
                sleep(0.1)

    def _decide(self):
        self.decisions.work(self.server)

    def _lost(self, database):
        """Yield what was confirmed and is not so; what was under way may be either."""
        said = self.confirmed
        with database.reading() as session:
            uploads = {
                row.id: (row.sha256, row.state)
                for row in session.exec(select(UploadRow))
            }
            for upload, sha256 in said.uploads.items():
                if uploads.get(upload, ("", ""))[0] != sha256:
                    yield f"upload {upload} is lost"
            for upload in said.applied:
                if uploads[upload][1] not in ("applied", "replaced"):
                    yield f"upload {upload} is no longer applied"
            yield from self._lost_buyers(session)
            states = {r.id: r.state for r in session.exec(select(SuggestionRow))}
            for made, may_be in said.suggestions.items():
                if states.get(made) not in may_be:
                    yield f"suggestion {made} is {states.get(made)}"
            yield from self._lost_edit(session)
            yield from self.decisions.lost(session)
            known = set(session.exec(select(JobRow.id)))
            yield from (f"job {job} is lost" for job in said.jobs - known)

    def _lost_buyers(self, session):
        """The list has the buyers of the sheet applied last, or of the one under way."""
        count = len(
            session.exec(
                select(PartyRow).where(
                    PartyRow.fair_id == self.sheets, PartyRow.side == "buyer"
                )
            ).all()
        )
        most = len(self.confirmed.uploads) + 1
        if not len(self.confirmed.applied) <= count <= most:
            yield f"{count} buyers after {len(self.confirmed.applied)} sheets"

    def _lost_edit(self, session):
        found = read_draft(session, self.draft)
        known, asked = self.confirmed.draft, self.confirmed.asked
        if found == (known[0] + 1, asked):
            self.confirmed.draft = found
        elif found != known:
            yield f"the draft is {found}, not {known}"


def _next_edit(version, meetings):
    """Return an edit that keeps every rule: (kind, pair, the slot if any)."""
    moved, taken = ("b1", "s1"), ("b1", "s2")
    if version % 2:
        slot = 2 if meetings[moved] == 0 else 0
        return "move", moved, {"session": "P1", "round": slot}
    if taken in meetings:
        return "remove", taken, {}
    return "add", taken, {"session": "P1", "round": 1}
