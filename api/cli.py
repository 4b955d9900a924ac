"""The command line: `fairmatch COMMAND`; see docs/command-line.md.

Nothing is loaded before `run`, and little before it listens: Ctrl-C while Python loads
is to end in words too.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STOPPED_EARLY = "Stopped. 已停止。\n"
UNFINISHED = 4


def main() -> None:
    """Run the command line and leave with its exit status."""
    try:
        status = run(sys.argv[1:])
    except KeyboardInterrupt:  # before anything was there that could say it better
        sys.stderr.write(STOPPED_EARLY)
        status = UNFINISHED
    gc.freeze()  # or Python looks through all it has loaded, for most of a second
    sys.exit(status)


def run(args: Sequence[str]) -> int:
    """Run `args` and return the exit status; raises KeyboardInterrupt while it loads."""
    from api.commands import build_cli
    from api.console import Console
    from api.failures import Exit, run_safely
    from api.language import choose_language

    _survive_odd_terminals()
    console = Console(choose_language(args, os.environ))
    cli = build_cli(console.language)

    def work() -> int:
        status = cli.main(
            list(args), prog_name="fairmatch", standalone_mode=False, obj=console
        )
        sys.stdout.flush()
        return int(status or Exit.DONE)

    status = run_safely(work, console)
    _silence_closed_pipes()
    return status


def _survive_odd_terminals() -> None:
    """Show what a terminal's encoding lacks as escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _silence_closed_pipes() -> None:
    """Keep the interpreter from complaining at its end that nobody reads any more."""
    try:
        sys.stdout.flush()
    except (BrokenPipeError, ValueError):
        with suppress(OSError, ValueError):
            stdout = sys.stdout.fileno()
            os.dup2(os.open(os.devnull, os.O_WRONLY), stdout)
