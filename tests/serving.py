"""A real server in a process of its own, at a free port of this machine."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVE = "from api.cli import main; main()"


def start(folder, *args, environ=None):
    """Start `fairmatch ARGS` in `folder`; its log goes to log.jsonl there."""
    with (folder / "log.jsonl").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", SERVE, *args],
            cwd=folder,
            env=os.environ
            | {"PYTHONPATH": str(ROOT), "LC_ALL": "en_US.UTF-8"}
            | (environ or {}),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )


def address_of(process):
    """Return where a server just started says that it is."""
    line = process.stdout.readline()
    return re.search(r"http://\S+", line)[0]


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
