"""Decisions while the server is killed: a suggestion and the draft change together.

A meeting of a draft is taken out by a never and put in again by a must, for as long as
the server lives. Whenever it dies, the suggestion that was under way must be approved
and the draft as its preview said, or neither.
"""

from dataclasses import dataclass

from sqlmodel import select

from data.tables import MeetingRow, ScheduleRow, SuggestionRow
from tests.office import new_fair
from tests.schedule_cases import SMALL_MEETINGS, keep, small_folder
from tests.suggestion_cases import add_parties, path_of, suggest

PAIR = "b1", "s1"


@dataclass
class Approval:
    """An approval that was asked for: the draft after it, by version and meetings."""

    suggestion: int
    draft: tuple[int, dict]


class Decisions:
    """What was decided at a fair of its own; `draft` is (version, meetings) there."""

    def __init__(self, office, settings):
        self.fair = new_fair(office, settings)
        self.schedule = keep(office, self.fair, small_folder())
        add_parties(office, self.fair, ["b1", "b2"], {"s1": "", "s2": ""})
        self.draft = 1, dict(SMALL_MEETINGS)
        self.states = {}
        self.under_way = None

    @property
    def approved(self):
        """Return how many suggestions were approved: each is an edit of the draft."""
        return self.draft[0] - 1

    def count(self):
        """Return how many decisions were confirmed."""
        return self.approved + list(self.states.values()).count({"rejected"})

    def work(self, server):
        """Suggest, approve and reject, going on from wherever the server was killed."""
        asks, decides = server.client("specialist"), server.client("supervisor")
        while True:
            for row in self._listed(decides, "approved"):
                self._reject(decides, row)
            strength = "never" if PAIR in self.draft[1] else "must"
            waiting = self._listed(decides, "waiting")
            asked = waiting or [suggest(asks, self.fair, "s1", strength, "b1")]
            self._approve(decides, asked[0]["id"])

    def _listed(self, client, state):
        answer = client.get(path_of(self.fair), params={"state": state})
        return answer.json()["items"]

    def _approve(self, client, suggestion):
        choice = {"id": suggestion}
        shown = client.get(path_of(self.fair, "preview"), params=choice)
        assert shown.status_code == 200, shown.text
        after = self.draft[0] + 1, _changed(self.draft[1], shown.json()["changes"])
        self.states[suggestion] = {"waiting", "approved"}
        self.under_way = Approval(suggestion, after)
        done = client.post(
            path_of(self.fair, "approve"),
            json={"ids": [suggestion]},
            headers={"If-Match": shown.headers["etag"]},
        )
        assert done.status_code == 200, done.text
        self._note()

    def _note(self):
        self.states[self.under_way.suggestion] = {"approved"}
        self.draft, self.under_way = self.under_way.draft, None

    def _reject(self, client, row):
        self.states[row["id"]] = {"approved", "rejected"}
        done = client.post(
            path_of(self.fair, row["id"], "reject"),
            json={"reason": "The two have talked."},
            headers={"If-Match": f'"{row["version"]}"'},
        )
        assert done.status_code == 200, done.text
        self.states[row["id"]] = {"rejected"}

    def lost(self, session):
        """Yield what was confirmed and is not so, or done by half."""
        states = {row.id: row.state for row in session.exec(select(SuggestionRow))}
        asked = self.under_way
        if asked is not None and states[asked.suggestion] == "approved":
            self._note()
        self.under_way = None
        for made, may_be in self.states.items():
            if states.get(made) not in may_be:
                yield f"decided suggestion {made} is {states.get(made)}"
        found = read_draft(session, self.schedule)
        if found != self.draft:
            yield f"the draft decided on is {found}, not {self.draft}"


def _changed(meetings, changes):
    """Return who meets whom in which round after the changes of a preview."""
    after = dict(meetings)
    for change in (one for party in changes for one in party["changes"]):
        is_there = change["after"] is not None
        met = change["after"] if is_there else change["before"]
        pair = met["buyer"]["code"], met["supplier"]["code"]
        after.pop(pair, None)
        if is_there:
            after[pair] = met["round"]
    return after


def read_draft(session, schedule):
    """Return the version of a draft and who meets whom in which round."""
    query = select(MeetingRow).where(MeetingRow.schedule_id == schedule)
    rows = session.exec(query)
    meetings = {(row.buyer, row.supplier): row.round_index for row in rows}
    return session.get(ScheduleRow, schedule).version, meetings
