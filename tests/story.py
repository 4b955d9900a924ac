"""People of a fair office who work over HTTP, for the test that tells a whole story."""

import io
import json
import re
import zipfile

from openpyxl import load_workbook

PASSWORD = "three words nobody joins"  # noqa: S105 - of a test
ADMIN = "admin"
TEAM = {
    "lin": ("Lin", "specialist"),
    "wang": ("Wang", "supervisor"),
    "rita": ("Rita", "rep"),
    "sun": ("Sun", "staff"),
}

MOST_STREAMS = 5
"""Streams that a job is watched through at most: one a minute."""


def expect(answer, status=200):
    """Return what is answered, if it is as expected."""
    assert answer.status_code == status, (answer.status_code, answer.text[:2000])
    return answer.json() if answer.content else None


class Person:
    """Somebody who is logged in by the cookie of his password, at one fair."""

    def __init__(self, server, login, secret):
        self.client = server.client()
        body = {"secret": secret, "password": PASSWORD}
        expect(self.client.post("/api/v1/links/password", json=body), 204)
        expect(
            self.client.post(
                "/api/v1/login", json={"login": login, "password": PASSWORD}
            )
        )
        self.fair = ""

    def get(self, path, **params):
        return expect(self.client.get(f"{self.fair}{path}", params=params))

    def ask(self, method, path, version=None, **more):
        """Send a request and return the whole answer."""
        headers = more.pop("headers", {})
        if version is not None:
            headers |= {"If-Match": str(version)}
        return self.client.request(
            method, f"{self.fair}{path}", headers=headers, **more
        )

    def post(self, path, json=None, version=None, status=200, **more):
        return expect(self.ask("POST", path, version, json=json, **more), status)

    def take(self, kind, content, name):
        """Upload a sheet, look at what it would change and apply it."""
        upload = self.upload(kind, content, name)
        shown = self.ask("GET", f"/uploads/{upload['id']}/preview")
        assert expect(shown)["can_apply"], shown.text[:2000]
        path = f"/uploads/{upload['id']}/apply"
        return self.post(path, {}, shown.headers["etag"])["counts"]

    def upload(self, kind, content, name):
        files = {"file": (name, content)}
        return self.post("/uploads", data={"kind": kind}, files=files, status=201)

    def wait(self, job):
        """Watch a job by its events; return it and the phases it went through.

        A stream that ends before the job is taken up again after the last event known.
        """
        phases, known = [], "0"
        for _ in range(MOST_STREAMS):
            for event in self._watch(job, known):
                known = event.get("id", known)
                said = json.loads(event["data"])
                if event["event"] == "end":
                    return said, phases
                phases.append(said["phase"])
        raise AssertionError("the job does not end")

    def _watch(self, job, known):
        """Yield the events of one stream, each by its fields."""
        path = f"{self.fair}/jobs/{job['id']}/events"
        event, last = {}, {"Last-Event-ID": known}
        with self.client.stream("GET", path, timeout=120, headers=last) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            for line in stream.iter_lines():
                if line and not line.startswith(":"):
                    word, _, event[word] = line.partition(": ")
                elif "data" in event:
                    yield event
                    event = {}

    def papers(self, job):
        """Return the names of the files that a job has made."""
        answer = self.ask("GET", f"/jobs/{job['id']}/file")
        assert answer.status_code == 200, answer.text
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.testzip() is None
            return set(archive.namelist())


def secret_of(link):
    return re.search(r"secret=([^\s&]+)", link)[1]


def open_office(server):
    """Let the first administrator in by his link, and the team by links of his."""
    admin = Person(server, ADMIN, secret_of(server.link()))
    team = {}
    for login, (name, role) in TEAM.items():
        body = {"login": login, "name": name, "role": role, "language": "en"}
        user = admin.post("/api/v1/users", body, status=201)
        link = admin.post(f"/api/v1/users/{user['id']}/link", status=201)
        team[login] = Person(server, login, link["secret"])
        team[login].id = user["id"]
    return admin, team


def with_a_fault(path):
    """Return buyers whose second one has the id of the first, and the cell of its name."""
    book = load_workbook(path)
    sheet = book.active
    first = sheet.cell(2, 1).value
    row = next(r for r in range(3, sheet.max_row) if sheet.cell(r, 1).value != first)
    sheet.cell(row, 1).value = first
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), f"B{row}"
