"""A server in a process of its own, asked over real HTTP, and killed if need be."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import httpx2 as httpx

FAIRMATCH = Path(sys.executable).with_name("fairmatch")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
LINK = re.compile(r"http://\S+/welcome\?secret=\S+")
DAY = re.compile(r"= (\d{4}-\d\d-\d\d)T")
START_S = 90
"""Seconds a server has to start on a busy machine."""

REPLY_S = 60


class LiveServer:
    """`fairmatch serve` on the records at `url`; what it says lands in `folder`."""

    def __init__(self, url, folder):
        self.url, self.folder = url, Path(folder)
        self.process, self.address = None, ""
        self._clients = []

    def start(self):
        """Start on a free port and wait until it answers."""
        said = self.folder / "said.txt"
        with said.open("w") as out, (self.folder / "log.txt").open("a") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [FAIRMATCH, "serve", "--port", "0", "--database", self.url],
                stdout=out,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                start_new_session=True,
                env={k: v for k, v in os.environ.items() if "FAIRMATCH" not in k},
            )
        self.address = self._wait_for(said, ADDRESS)
        assert self.client().get("/healthz").status_code == 200

    def link(self):
        """Return the one-time link of the first start."""
        return self._wait_for(self.folder / "said.txt", LINK)

    def _wait_for(self, said, pattern):
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            if found := pattern.search(said.read_text()):
                return found[0]
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        log = (self.folder / "log.txt").read_text()[-2000:]
        message = f"the server did not start: {said.read_text()} {log}"
        raise AssertionError(message)

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

    def stop(self):
        """End the server and, as nothing may stay behind, all that it started."""
        self.hang_up()
        if self.process is not None:
            for end in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(self.process.pid, end)
                    self.process.wait(timeout=15)
                except (ProcessLookupError, subprocess.TimeoutExpired):
                    continue


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
