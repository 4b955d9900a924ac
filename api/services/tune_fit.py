"""Weights of the fit from what came of past fairs; nothing changes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.services.errors import InputRejectedError, WrongRequestError
from data.past import read_past
from scheduler.fit.tune import PastFair, tune
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from data.faults import Fault, Note
    from scheduler.fit.tune import Tuned


@dataclass(frozen=True)
class TunedFit:
    """What was found, and what the input left to say."""

    tuned: Tuned
    warnings: tuple[Fault, ...]
    notes: tuple[Note, ...]


def tune_fit(folders: Sequence[Path]) -> TunedFit:
    """Fit the weights on the fairs in `folders`.

    Raises InputRejectedError with every fault of all of them.
    """
    read = [(folder.name, read_past(folder)) for folder in folders]
    faults = tuple(fault for _, past in read for fault in past.faults)
    notes = tuple(note for _, past in read for note in past.notes)
    fairs = [
        PastFair(name, past.problem, past.outcomes)
        for name, past in read
        if past.problem is not None
    ]
    if len(fairs) < len(read):
        raise InputRejectedError(faults, notes)
    return TunedFit(tune(fairs), faults, notes)


def refuse_existing(file: Path) -> None:
    """Raise WrongRequestError where `file` is there: weights replace nothing."""
    if file.exists():
        raise WrongRequestError(
            "file-exists",
            Wording(en=f"{file} is there already.", zh=f"{file} 已存在。"),
            Wording(
                en="Name a new file; copy its lines into fair.toml if you like them.",
                zh="请指定一个新文件；确认后再把其中内容抄入 fair.toml。",
            ),
        )


def write_weights(tuned: Tuned, file: Path) -> None:
    """Write the weights as a table [fit] of fair.toml; raises OSError from the disk."""
    lines = [f"{name} = {value:g}" for name, value in tuned.weights.items()]
    text = "\n".join(["[fit]", *lines]) + "\n"
    file.write_text(text, encoding="utf-8", newline="\n")
