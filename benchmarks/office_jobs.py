"""How quick the office stays while it solves: `python -m benchmarks.office_jobs [BxS]`.

A server of its own on loopback, an invented fair in its records. Two kinds of pages are
asked for one after the other, first with nothing else to do, then while a job makes the
schedule; then the draft that it made is edited, and places for a pair are asked for.
"""

from __future__ import annotations

import argparse
import http.client
import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.fit_scale import invent
from data.columns import Kind
from data.database import Database
from data.migrations import migrate
from data.party_texts import PartyText
from data.store.access import hash_secret
from data.store.fairs import add_fair
from data.store.parties import Kept, keep_parties
from data.tables import AccessRow, FairRow, PartyRow, UserRow
from tests.serving import serving

SETTINGS = """
[fair]
name = "Scale"
timezone = "Asia/Shanghai"
[rounds]
count = 5
minutes = 20
between = 5
"""
SESSION = """
[[session]]
id = "D{day}-{name}"
start = 2026-12-0{day}T{start}:00+08:00
end = 2026-12-0{day}T{end}:00+08:00
"""
HOURS = (("AM", "09:30", "11:30"), ("PM1", "13:00", "15:00"), ("PM2", "15:15", "17:15"))
SECRET = "benchmark"  # noqa: S105 - of a server that lives a minute
IDLE_S = 10.0
EDITS = 40


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", nargs="?", default="1500x800")
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/fairs.db"
        fair = fill(url, *map(int, size.split("x")))
        with serving(Path(folder), "--database", url) as (address, _):
            measure(Caller(address), f"/api/v1/fairs/{fair}")


def fill(url: str, buyers: int, suppliers: int) -> int:
    """Keep an invented fair and somebody who may do everything; return its id."""
    database, now = Database(url), datetime.now(UTC)
    migrate(database)
    problem = invent(buyers, suppliers)
    settings = SETTINGS + "".join(
        SESSION.format(day=day, name=name, start=start, end=end)
        for day in (3, 4, 5)
        for name, start, end in HOURS
    )
    with database.writing() as session:
        user = UserRow(login="bench", name="B", role="administrator", created_at=now)
        day = now.date()
        fair = FairRow(
            name_en="Scale", name_zh="Scale", timezone="Asia/Shanghai",
            settings=settings, first_day=day, last_day=day, freeze_on=day,
            created_by=None, created_at=now,
        )  # fmt: skip
        session.add(user)
        fair_id = add_fair(session, fair).id or 0
        token = AccessRow(
            user_id=user.id or 0, kind="token", secret_hash=hash_secret(SECRET),
            created_at=now, expires_at=now + timedelta(days=1),
        )  # fmt: skip
        session.add(token)
        for side, kind, parties in (
            ("buyer", Kind.BUYERS, problem.buyers),
            ("supplier", Kind.SUPPLIERS, problem.suppliers),
        ):
            texts = [_text(kind, party) for party in parties]
            rows = [PartyRow(fair_id=fair_id, side=side, code=t.code) for t in texts]
            keep_parties(session, map(Kept, rows, texts))
    database.close()
    return fair_id


def _text(kind: Kind, party: Any) -> PartyText:
    place = {} if kind is Kind.BUYERS else {"hall": "H1", "booth": str(party.id)}
    lines = (
        {"product": li.product, "category": li.categories[0]} for li in party.lines
    )
    return PartyText(party.id, f"Party {party.id}", place, tuple(lines))


class Caller:
    """One person with one connection."""

    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc)

    def ask(
        self, method: str, path: str, body: Any = None, version: int | None = None
    ) -> Any:
        """Send a request and return what it answers; raises on a refusal."""
        headers = {"Authorization": f"Bearer {SECRET}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if body is not None:
            headers["Content-Type"] = "application/json"
        sent = None if body is None else json.dumps(body)
        self._connection.request(method, path, sent, headers)
        answer = self._connection.getresponse()
        said = json.loads(answer.read())
        if answer.status >= 400:
            raise RuntimeError(said)
        return said


def measure(caller: Caller, fair: str) -> None:
    """Print the row of each thing that is asked for."""
    print("| what | requests | p50 ms | p95 ms | p99 ms | most ms |")
    print("|---|---|---|---|---|---|")
    began = time.monotonic()
    asked = lambda: caller.ask("GET", fair)  # noqa: E731
    show("a fair, nothing else to do", lambda: time.monotonic() - began < IDLE_S, asked)
    job = caller.ask("POST", f"{fair}/jobs/schedule", {"time_limit_s": 60})
    path = f"{fair}/jobs/{job['id']}"
    running = {"waiting", "running"}
    show("a fair, while it is solved", lambda: state(caller, path) in running, asked)
    job = caller.ask("GET", path)
    took = moment(job["ended_at"]) - moment(job["started_at"])
    draft = f"{fair}/schedules/{job['schedule_id']}"
    began = time.perf_counter()
    whole = caller.ask("GET", draft)
    first = (time.perf_counter() - began) * 1000
    edit(caller, draft)
    print(
        f"\nThe job took {took.total_seconds():.1f} s and made {whole['meetings']} "
        f"meetings; the draft was opened for the first time in {first:.0f} ms."
    )


def moment(text: str) -> datetime:
    """Return a moment of an answer."""
    return datetime.fromisoformat(text)


def state(caller: Caller, path: str) -> str:
    """Return how a job is."""
    return str(caller.ask("GET", path)["state"])


def edit(caller: Caller, draft: str) -> None:
    """Print what edits and places for a pair take."""
    page = caller.ask("GET", f"{draft}/meetings?limit={EDITS}")["items"]
    meetings = iter([(m["buyer"]["code"], m["supplier"]["code"]) for m in page] * 4)
    version = caller.ask("GET", draft)["version"]

    def change(kind: str) -> None:
        nonlocal version
        buyer, supplier = next(meetings)
        body = {"kind": kind, "buyer": buyer, "supplier": supplier}
        done = caller.ask("POST", f"{draft}/edits", body, version)
        version = done["draft"]["version"]

    def undo() -> None:
        nonlocal version
        version = caller.ask("POST", f"{draft}/undo", None, version)["draft"]["version"]

    def places() -> None:
        buyer, supplier = next(meetings)
        caller.ask("GET", f"{draft}/places?buyer={buyer}&supplier={supplier}")

    show("an edit (a lock)", times(EDITS // 2), lambda: change("lock"))
    show("an edit undone", times(EDITS // 2), undo)
    show("an edit (a removal)", times(EDITS // 2), lambda: change("remove"))
    show("places for a pair", times(EDITS // 2), places)
    show(
        "a page of meetings",
        times(EDITS),
        lambda: caller.ask("GET", f"{draft}/meetings"),
    )


def times(count: int) -> Callable[[], bool]:
    """Return what says `count` times that there is more to do."""
    left = iter(range(count))
    return lambda: next(left, None) is not None


def show(what: str, more: Callable[[], bool], ask: Callable[[], Any]) -> None:
    """Ask while there is more to do, and print the row of how long answers took."""
    took = []
    while more():
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    cut = [took[min(len(took) - 1, int(len(took) * p))] for p in (0.5, 0.95, 0.99)]
    figures = " | ".join(f"{value:.0f}" for value in (*cut, took[-1]))
    print(f"| {what} | {len(took)} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
