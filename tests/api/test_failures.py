"""Whatever goes wrong ends in a sentence and the promised exit status."""

import errno
import io
import re
import signal
from pathlib import Path

import pytest

from api import cli, failures
from api.console import Console
from api.failures import run_safely
from api.services.errors import InputRejectedError, WrongRequestError
from data.faults import Fault, Severity
from data.folder import FolderError
from scheduler.errors import BrokenRuleError, FairmatchError, ProblemError
from scheduler.wording import Language, Wording

WHAT = Wording(en="It broke.", zh="坏了。")
ADVICE = Wording(en="Mend it.", zh="请修理。")


def _run(error, language=Language.EN):
    def work():
        raise error

    err = io.StringIO()
    status = run_safely(work, Console(language, io.StringIO(), err, {}))
    return status, err.getvalue()


@pytest.mark.parametrize(
    ("kind", "status"),
    [(WrongRequestError, 2), (FolderError, 3), (ProblemError, 3), (FairmatchError, 4)],
)
def test_each_error_of_ours_has_its_status(kind, status):
    assert _run(kind("code", WHAT, ADVICE)) == (status, "Error: It broke. Mend it.\n")
    assert _run(kind("code", WHAT, ADVICE), Language.ZH) == (
        status,
        "错误：坏了。请修理。\n",
    )


def test_a_schedule_that_the_checker_refuses_is_unfinished_work():
    status, said = _run(BrokenRuleError([Wording.same("Rule broken.")]))

    assert status == 4
    assert said == (
        "Error: The checker refused the schedule: Rule broken. Nothing was written. "
        "Please send us the input files.\n"
    )


def test_rejected_input_lists_every_fault():
    def fault(severity, cell):
        facts = (severity, "code", "b.csv", "", cell, "x", WHAT, ADVICE)
        return Fault(*facts)

    faults = (fault(Severity.WARNING, "A1"), fault(Severity.ERROR, "B2"))

    status, said = _run(InputRejectedError(faults))

    assert status == 3
    assert said.splitlines() == [
        'Error in b.csv B2: found "x". It broke. Mend it. (code)',
        'Warning in b.csv A1: found "x". It broke. Mend it. (code)',
        (
            "Error: The input was rejected: 1 error. Nothing was written. Correct the "
            "places named above and run the command again; 'fairmatch inspect FILE --out "
            "checked' marks them in a copy."
        ),
    ]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "full", "x"), "The disk is full. Nothing was changed."),
        (
            PermissionError(errno.EACCES, "no", "/x/y"),
            "/x/y may not be written or read. Nothing was changed.",
        ),
        (
            OSError(errno.EIO, "bad sector", "/x"),
            "The disk answered: bad sector (/x). Nothing was changed.",
        ),
        (OSError("odd"), "The disk answered: OSError (-). Nothing was changed."),
        (MemoryError(), "There is not enough memory for this fair."),
        (KeyboardInterrupt(), "Stopped. Earlier output is as it was.\n"),
    ],
)
def test_unfinished_work_is_worded(error, said):
    status, err = _run(error)

    assert status == 4
    assert err.startswith(f"Error: {said}")


def test_a_reader_that_went_away_is_told_nothing():
    assert _run(BrokenPipeError()) == (4, "")


def test_an_unexpected_error_becomes_a_log(tmp_path, monkeypatch):
    monkeypatch.setattr(failures.tempfile, "tempdir", str(tmp_path))

    status, err = _run(ZeroDivisionError("by nought"))

    assert status == 4
    assert "Traceback" not in err
    log = Path(re.search(r"Please send (\S+) to", err)[1])
    assert log.is_relative_to(tmp_path)
    assert log.read_text().endswith("ZeroDivisionError: by nought\n")


def test_an_unexpected_error_without_a_place_for_a_log(tmp_path, monkeypatch):
    monkeypatch.setattr(failures.tempfile, "tempdir", str(tmp_path / "missing"))

    status, err = _run(ZeroDivisionError("by nought"), Language.ZH)

    assert status == 4
    assert err.endswith("ZeroDivisionError: by nought。\n")


def test_an_error_that_a_library_made_of_an_interrupt_is_one():
    def work():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise ImportError("cannot load module more than once per process")

    err = io.StringIO()
    status = run_safely(work, Console(Language.EN, io.StringIO(), err, {}))
    assert (status, err.getvalue()) == (
        4,
        "Error: Stopped. Earlier output is as it was.\n",
    )


def test_an_interrupt_while_python_loads_is_said_too(monkeypatch, capsys):
    def interrupt(args):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", interrupt)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert (caught.value.code, capsys.readouterr().err) == (4, "Stopped. 已停止。\n")
