"""The command line: `fairmatch COMMAND`; see docs/command-line.md."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from api.commands import build_cli
from api.console import Console
from api.failures import Exit, run_safely
from api.language import choose_language


def main() -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Run `args` and return the exit status; nothing is raised."""
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
