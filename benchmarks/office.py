"""Many people at one fair office: how long they wait, over loopback to a real server.

python -m benchmarks.office [--people 200] [--seconds 60] [--think 3] [--size 1500x800]
    [--database URL] [--no-draft]

Each person asks for something, reads for a while (exponential, `--think` seconds in the
mean), and asks again: pages of lists, searches, parties, suggestions, meetings, and one
in six changes something by the version just read. An answer 412 (somebody else was
quicker) is counted apart; an error is any other answer that is not as asked. Beside it:
the queries that pages of one row and of fifty take.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
from fastapi.testclient import TestClient
from sqlalchemy import event

from api.app import API, create_app
from api.office.logins import let_in
from api.settings import Settings
from data.store.access import TOKEN
from data.store.fairs import add_member
from data.store.users import add_user
from data.tables import UserRow

ROLES = ("specialist", "specialist", "supervisor", "staff", "rep")
PRODUCTS = 400
SUGGESTED = 60
"""Suggestions that are there when the people come."""

FAIR = """
[fair]
name = { en = "Load", zh = "压力" }
timezone = "Asia/Shanghai"
""" + "".join(
    f"""
[[session]]
id = "D{day}-{half}"
start = 2027-03-0{day}T{hour:02}:00:00+08:00
end = 2027-03-0{day}T{hour + 2:02}:00:00+08:00
"""
    for day in (1, 2, 3)
    for half, hour in (("AM", 9), ("NOON", 12), ("PM", 15))
)


@dataclass
class Fair:
    """What the people know of their fair."""

    path: str
    buyers: list[int]
    suppliers: list[str]
    schedule: str = ""


@dataclass
class Seen:
    """How long answers took, in seconds, by what was asked."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    late: int = 0
    errors: list[str] = field(default_factory=list)


def sheet(side: str, parties: int) -> str:
    """Return a sheet of parties, each with three products out of a common list."""
    chance = random.Random(side)
    lines = ["id,hall,booth,product" if side == "supplier" else "id,product"]
    lines[0] = lines[0].replace("id,", f"id,{side},")
    for number in range(parties):
        place = f"{number % 4 + 1},{number}," if side == "supplier" else ""
        party = f"{side[0].upper()}{number:05},公司{side[0]}{number:05},{place}"
        for line in range(3):
            begin = party if line == 0 else "," * party.count(",")
            lines.append(f"{begin}产品{chance.randrange(PRODUCTS):03}")
    return "\n".join(lines)


def prepare(database: str, size: str, people: int) -> Fair:
    """Make the records: people with a token each, a fair, its two sheets applied."""
    app = create_app(Settings(database=database))
    _add_people(app, people)
    client = TestClient(app, headers=_token(0))
    made = client.post(f"{API}/fairs", json={"settings": FAIR})
    path = f"{API}/fairs/{made.raise_for_status().json()['id']}"
    with app.state.database.writing() as session:
        for user in range(2, people + 2):
            add_member(session, made.json()["id"], user)
    for side, count in zip(("buyer", "supplier"), size.split("x"), strict=True):
        upload(client, path, side, sheet(side, int(count)))
    page = {side: _all(client, path, side) for side in ("buyer", "supplier")}
    fair = Fair(
        path,
        [one["id"] for one in page["buyer"]],
        [one["code"] for one in page["supplier"]],
    )
    for number in range(SUGGESTED):
        body = {
            "buyer": page["buyer"][number % len(fair.buyers)]["code"],
            "supplier": fair.suppliers[number % len(fair.suppliers)],
            "strength": "prefer",
        }
        client.post(f"{path}/suggestions", json=body).raise_for_status()
    _print_queries(app, client, path)
    app.state.database.close()
    return fair


def _add_people(app, people: int) -> None:
    now = datetime.now(UTC)
    with app.state.database.writing() as session:
        for number in range(people + 1):
            role = ROLES[number % len(ROLES)] if number else "administrator"
            row = UserRow(login=f"u{number}", name="U", role=role, created_at=now)
            user = add_user(session, row)
            let_in(session, user.id, TOKEN, _secret(number), now, timedelta(days=1))


def _secret(number: int) -> str:
    return f"benchmark-{number}"


def _token(number: int) -> dict[str, str]:
    return {"Authorization": f"Bearer {_secret(number)}"}


def upload(client: TestClient, path: str, side: str, text: str) -> None:
    """Send a sheet and apply it."""
    file = {"file": (f"{side}s.csv", text.encode())}
    sent = client.post(f"{path}/uploads", data={"kind": f"{side}s"}, files=file)
    at = f"{path}/uploads/{sent.raise_for_status().json()['id']}"
    seen = client.get(f"{at}/preview").raise_for_status()
    version = {"If-Match": seen.headers["etag"]}
    client.post(f"{at}/apply", json={}, headers=version).raise_for_status()


def _all(client: TestClient, path: str, side: str) -> list[dict]:
    found: list[dict] = []
    while True:
        at = f"{path}/parties?side={side}&limit=200&offset={len(found)}"
        page = client.get(at).raise_for_status().json()
        found += page["items"]
        if not page["items"]:
            return found


def _print_queries(app, client: TestClient, path: str) -> None:
    """Print the statements that pages of 1 and of up to 50 rows take."""
    statements: list[str] = []

    def listen(*args) -> None:
        if not args[2].startswith("BEGIN"):
            statements.append(args[2])

    event.listen(app.state.database.engine, "before_cursor_execute", listen)
    print(f"{'queries of a page':36}{'1 row':>8}{'50 rows':>9}")
    for name in ("parties", "suggestions", "uploads", "history", "members"):
        counts = []
        for limit in (1, 50):
            statements.clear()
            client.get(f"{path}/{name}?limit={limit}").raise_for_status()
            counts.append(len(statements))
        print(f"{name:36}{counts[0]:8}{counts[1]:9}")
    event.remove(app.state.database.engine, "before_cursor_execute", listen)


def start(database: str, folder: Path) -> tuple[subprocess.Popen, str]:
    """Start the server and return it with its address; its log goes to a file."""
    command = "from api.cli import main; main()"
    serve = ("serve", "--port", "0", "--database", database, "--lang", "en")
    with (folder / "log.jsonl").open("w") as log:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", command, *serve], stdout=subprocess.PIPE, stderr=log
        )
    line = process.stdout.readline().decode()
    return process, re.search(r"http://\S+", line)[0]


def make_draft(address: str, fair: Fair) -> None:
    """Let the server make a schedule as a job, and wait for it."""
    with httpx2.Client(base_url=address, headers=_token(0)) as client:
        asked = {"time_limit_s": 60}
        job = client.post(f"{fair.path}/jobs/schedule", json=asked).raise_for_status()
        at = f"{fair.path}/jobs/{job.json()['id']}"
        while (seen := client.get(at).json())["state"] in ("waiting", "running"):
            time.sleep(1)
        drafts = client.get(f"{fair.path}/schedules").json()["items"]
        if not drafts:
            sys.exit(f"no schedule came of the job: {seen}")
        fair.schedule = f"{fair.path}/schedules/{drafts[0]['id']}"


class Somebody:
    """One person with a token, who asks and reads."""

    def __init__(self, number: int, client: httpx2.AsyncClient, fair: Fair) -> None:
        self.chance = random.Random(number)
        self.role = ROLES[number % len(ROLES)]
        self.client, self.fair, self.headers = client, fair, _token(number)

    async def work(self, until: float, think_s: float, seen: Seen) -> None:
        """Ask again and again until the moment `until`."""
        deeds = [self.page, self.page, self.search, self.party, self.whole_fair]
        if self.role != "staff":
            deeds.append(self.suggestions)
        if self.fair.schedule:
            deeds.append(self.meetings)
        if self.role in ("specialist", "supervisor"):
            deeds += [self.change, self.suggest]
        if self.fair.schedule and self.role == "supervisor":
            deeds.append(self.lock)
        while True:
            await asyncio.sleep(self.chance.expovariate(1 / think_s))
            if time.perf_counter() > until:
                return
            await self.chance.choice(deeds)(seen)

    async def _ask(self, seen, what, method, path, **more):
        headers = self.headers | more.pop("headers", {})
        began = time.perf_counter()
        try:
            got = await self.client.request(method, path, headers=headers, **more)
        except httpx2.HTTPError as error:
            seen.errors.append(f"{what}: {type(error).__name__}")
            return None
        seen.took[what].append(time.perf_counter() - began)
        if got.status_code == 412:
            seen.late += 1
        elif got.status_code >= 400:
            seen.errors.append(f"{what}: {got.status_code} {got.json()['code']}")
        return got if got.status_code < 400 else None

    async def page(self, seen):
        offset = self.chance.randrange(len(self.fair.buyers))
        path = f"{self.fair.path}/parties?side=buyer&offset={offset}"
        await self._ask(seen, "page of parties", "GET", path)

    async def search(self, seen):
        text = f"{self.chance.randrange(1000):03}"
        path = f"{self.fair.path}/parties?text={text}"
        await self._ask(seen, "search of parties", "GET", path)

    async def party(self, seen):
        path = f"{self.fair.path}/parties/{self.chance.choice(self.fair.buyers)}"
        return path, await self._ask(seen, "one party", "GET", path)

    async def whole_fair(self, seen):
        await self._ask(seen, "the fair", "GET", self.fair.path)

    async def suggestions(self, seen):
        path = f"{self.fair.path}/suggestions"
        await self._ask(seen, "page of suggestions", "GET", path)

    async def meetings(self, seen):
        path = f"{self.fair.schedule}/meetings"
        return await self._ask(seen, "page of meetings", "GET", path)

    async def change(self, seen):
        path, got = await self.party(seen)
        if got is not None:
            body = {"cells": {"notes": f"note {self.chance.random()}"}}
            version = {"If-Match": got.headers["etag"]}
            await self._ask(
                seen, "change a party", "PATCH", path, json=body, headers=version
            )

    async def suggest(self, seen):
        buyer = f"B{self.chance.randrange(len(self.fair.buyers)):05}"
        supplier = self.chance.choice(self.fair.suppliers)
        body = {"buyer": buyer, "supplier": supplier, "strength": "prefer"}
        path = f"{self.fair.path}/suggestions"
        await self._ask(seen, "suggest a pair", "POST", path, json=body)

    async def lock(self, seen):
        got = await self.meetings(seen)
        if got is None or not got.json()["items"]:
            return
        meeting = self.chance.choice(got.json()["items"])
        kind = "unlock" if meeting["locked"] else "lock"
        body = {
            "kind": kind,
            "buyer": meeting["buyer"]["code"],
            "supplier": meeting["supplier"]["code"],
        }
        version = {"If-Match": got.headers["etag"]}
        path = f"{self.fair.schedule}/edits"
        await self._ask(
            seen, "edit the draft", "POST", path, json=body, headers=version
        )


async def crowd(address: str, fair: Fair, args: argparse.Namespace) -> Seen:
    """Let all people work at once."""
    seen = Seen()
    limits = httpx2.Limits(max_connections=args.people)
    async with httpx2.AsyncClient(
        base_url=address, limits=limits, timeout=60
    ) as client:
        until = time.perf_counter() + args.seconds
        people = [Somebody(n + 1, client, fair) for n in range(args.people)]
        await asyncio.gather(*(one.work(until, args.think, seen) for one in people))
    return seen


def show(seen: Seen, seconds: float) -> None:
    """Print the waits by what was asked, in milliseconds."""
    print(f"\n{'milliseconds':24}{'asked':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}")
    everything = [one for took in seen.took.values() for one in took]
    for name, took in [*sorted(seen.took.items()), ("all", everything)]:
        ordered = sorted(1000 * one for one in took)
        at = [ordered[min(len(ordered) - 1, int(p * len(ordered)))] for p in QUANTILES]
        print(f"{name:24}{len(took):8}" + "".join(f"{one:8.0f}" for one in at))
    print(f"{len(everything) / seconds:.0f} answers a second")
    print(
        f"{seen.late} told that somebody was quicker (412), {len(seen.errors)} errors"
    )
    for one in sorted(set(seen.errors)):
        print(f"  {seen.errors.count(one)} x {one}")


QUANTILES = (0.5, 0.95, 0.99, 1.0)


def main() -> None:
    """Prepare, serve, let people work, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=3)
    parser.add_argument("--size", default="1500x800")
    parser.add_argument("--database")
    parser.add_argument("--no-draft", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = args.database or f"sqlite:///{folder}/fairs.db"
        fair = prepare(database, args.size, args.people)
        process, address = start(database, Path(folder))
        try:
            if not args.no_draft:
                make_draft(address, fair)
            seen = asyncio.run(crowd(address, fair, args))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        show(seen, args.seconds)
    sys.exit(1 if seen.errors else 0)


if __name__ == "__main__":
    main()
