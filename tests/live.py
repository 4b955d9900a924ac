"""A server in a process of its own, asked over real HTTP, and killed if need be."""

import os
import re
import signal
import subprocess
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import httpx2 as httpx

from tests.serving import address_of, link_of, start

DAY = re.compile(r"= (\d{4}-\d\d-\d\d)T")
REPLY_S = 60


class LiveServer:
    """`fairmatch serve` on the records at `url`; its log lands in `folder`."""

    def __init__(self, url, folder):
        self.url, self.folder = url, Path(folder)
        self.process, self.address = None, ""
        self._clients = []

    def start(self):
        """Start on a free port and wait until it answers."""
        self.process = start(
            self.folder, "serve", "--port", "0", "--database", self.url
        )
        self.address = address_of(self.process)
        assert self.client().get("/healthz").status_code == 200

    def link(self):
        """Return the one-time link of the first start, once."""
        return link_of(self.process)

    def client(self, token="", **more):
        """Return a client who sends the token of a user, "" nobody's."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        made = httpx.Client(
            base_url=self.address, headers=headers, timeout=REPLY_S, **more
        )
        self._clients.append(made)
        return made

    def hang_up(self):
        """Close the connections of all clients."""
        while self._clients:
            self._clients.pop().close()

    def kill(self):
        """Kill -9 the server alone; what it started must see to itself."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        """End the server and, as nothing may stay behind, all that it started."""
        self.hang_up()
        if self.process is None:
            return
        for end in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, end)
                self.process.wait(timeout=15)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        self.process.stdout.close()


def coming(settings, days=30):
    """Return the text of a fair.toml with its first day so many days from today."""
    found = sorted(set(DAY.findall(settings)))
    first = date.fromisoformat(found[0])
    for day in found:
        later = date.today() + timedelta(days) + (date.fromisoformat(day) - first)  # noqa: DTZ011
        settings = settings.replace(f"= {day}T", f"= {later.isoformat()}T")
    return settings


@contextmanager
def serving(url, folder):
    """Give a running server."""
    server = LiveServer(url, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
