"""Where the command line speaks: results on one stream, the rest on the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TextIO

import click

from scheduler.wording import Language, Wording


@dataclass(frozen=True)
class Console:
    """Results go to `out`, faults and progress to `err`; colour on terminals only."""

    language: Language
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def say(self, text: str = "", **style: bool | str) -> None:
        """Write a line of the result."""
        click.echo(self._dressed(text, self.out, style), file=self.out)

    def warn(self, text: str = "", **style: bool | str) -> None:
        """Write a line beside the result."""
        click.echo(self._dressed(text, self.err, style), file=self.err)

    def text(self, wording: Wording, **facts: object) -> str:
        """Return `wording` in the language spoken here, its blanks filled."""
        said = wording.filled(facts) if facts else wording
        return said.text(self.language)

    def join(self, *sentences: str) -> str:
        """Join sentences as the language does."""
        return ("" if self.language is Language.ZH else " ").join(sentences)

    def listed(self, names: Iterable[str]) -> str:
        """Join names as the language does."""
        return ("、" if self.language is Language.ZH else ", ").join(names)

    def _dressed(
        self, text: str, stream: TextIO, style: Mapping[str, bool | str]
    ) -> str:
        plain = self.environ.get("NO_COLOR") or self.environ.get("TERM") == "dumb"
        if not style or plain or not stream.isatty():
            return text
        return click.style(text, **style)  # type: ignore[arg-type]
