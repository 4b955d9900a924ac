"""A real server in a process of its own, at a free port of this machine."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

ROOT = Path(__file__).parents[1]
START_LIMIT_S = 120
SERVE = "from api.cli import main; main()"


def start(folder, *args, environ=None):
    """Start `fairmatch ARGS` in `folder`, first of a process group of its own.

    Its log goes to log.jsonl there; of our own settings it knows those of `environ`.
    """
    kept = {k: v for k, v in os.environ.items() if "FAIRMATCH" not in k}
    ours = {"PYTHONPATH": str(ROOT), "LC_ALL": "en_US.UTF-8"}
    with (folder / "log.jsonl").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", SERVE, *args],
            cwd=folder,
            env=kept | ours | (environ or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )


def address_of(process):
    """Return where a server just started says that it is."""
    patience = Timer(START_LIMIT_S, process.kill)
    patience.start()
    line = process.stdout.readline()
    patience.cancel()
    found = re.search(r"http://\S+", line)
    assert found, f"the server did not start: {line}"
    return found[0]


def link_of(process):
    """Return the one-time link that a first start says after its address."""
    process.stdout.readline()
    return process.stdout.readline().strip()


@contextmanager
def serving(folder, *args, environ=None):
    """Give the address and the process of a server; it is stopped afterwards."""
    process = start(folder, "serve", "--port", "0", *args, environ=environ)
    try:
        yield address_of(process), process
    finally:
        process.terminate()
        process.stdout.close()
        process.wait(30)
