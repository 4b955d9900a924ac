"""Summaries stay short however long the lists, and say where the rest is."""

import io
from dataclasses import replace

import pytest

from api import cli, paper_messages, paper_reports, quality_report, reports
from api.console import Console
from api.services.print_folder import Printed
from api.services.schedule_fair import ScheduledFair
from data.faults import Fault, Note, Severity
from data.folder import ScheduleFolder, Summary
from printouts.findings import Finding, Level
from printouts.kinds import PaperKind
from printouts.notices import NoticeReport
from printouts.pack import Entry, PackReport
from printouts.text import MissingGlyph
from scheduler.directory import Directory
from scheduler.problem import Strength
from scheduler.result import Status, Tier
from scheduler.wording import Language, Wording
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_problem,
    make_schedule,
    make_suggestion,
)

WHAT = Wording(en="Odd.", zh="奇怪。")
DO = Wording(en="Look.", zh="请看。")


@pytest.fixture
def console():
    return Console(Language.EN, io.StringIO(), io.StringIO(), {})


def _notified(count):
    def finding(i):
        rule, what = f"r{i}", Wording.same(f"Odd {i}.")
        return Finding(Level.WARNING, rule, "buyer b1", "", what, DO)

    findings = tuple(finding(i) for i in range(count))
    return NoticeReport(1, 2, 3, 0, 4, 5, findings, ())


def _done(count, status=Status.STOPPED, **changes):
    buyers = [make_buyer(f"b{i}") for i in range(count)]
    problem = make_problem(
        buyers,
        fair=make_fair(**changes),
        suggestions=[make_suggestion(Strength.MUST, "b0")],
    )
    schedule = make_schedule(problem, release=3)
    tiers = (
        Tier("fit", 7, 9, True, 8, 0.06),
        Tier("walks", 5, 0, False, 5),
        Tier("shortfall", 4, 3, False, 4),
        Tier("new", 0, 0, False, 0),
    )
    summary = Summary(count, 2, 0, tiers, status, 0, {"read": 0.25, "solve": 1.0})
    facts = ("b.csv", "S", "A1", "x")
    fault = Fault(Severity.WARNING, "code", *facts, WHAT, DO)
    note = Note("code", "b.csv", "S", "A1", WHAT)
    glyphs = tuple(MissingGlyph(party=f"b{i}", character="✗") for i in range(count))
    return ScheduledFair(
        ScheduleFolder(
            problem, make_candidates(problem), schedule, Directory(), summary
        ),
        None,
        (),
        PackReport((), glyphs),
        _notified(count),
        (fault,) * count,
        (note,) * count,
    )


def test_long_lists_are_cut_and_say_where_the_rest_is(console, tmp_path):
    for name in ("print", "notices"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").touch()
    (tmp_path / "print" / "diaries.pdf").touch()

    reports.report_scheduled(console, _done(10), tmp_path)

    said, beside = console.out.getvalue(), console.err.getvalue()
    assert said.splitlines() == [
        "Fair: 10 buyers, 2 suppliers, 0 meetings (release 3).",
        "0 of 10 buyers have 1 to 5 meetings.",
        "10 buyers stay below 1:",
        *(f"  Buyer b{i}: 0 of 1. few" for i in range(8)),
        "  ... and 2 more, in schedule.json and the workbook.",
        "1 must could not be placed:",
        "  Buyer b0 - Supplier s1: few",
        "Stopped early; every rule holds, this is the best schedule so far.",
        "Wishes in their order:",
        (
            "  sum of fit: 7 (at most 9 can be reached, gap 22.22%)"
            "; 12.50% given up for later wishes, 6% allowed"
        ),
        "  minutes walked: 5",
        "  meetings missing: 4 (at least 3 cannot be avoided, gap 33.33%)",
        "  new: 0 (proven: cannot be better)",
        "1.2 s: Reading the sheets 0.2, Scheduling 1.0.",
        f"Written to {tmp_path}:",
        "  print/          papers to print (1 file)",
        "  notices/        messages to send (0 files)",
        "  schedule.json   the schedule, for programs",
        (
            f"Next: print {tmp_path}/print; 'fairmatch check {tmp_path}' judges the "
            "folder at any time."
        ),
    ]
    assert "10 warnings: values left out, work went on.\n" in beside
    assert beside.count("  ... and 2 more; 'fairmatch inspect' lists all.\n") == 2
    assert "10 things inferred from the sheets:\n" in beside
    assert "b7: the font lacks ✗; a box is printed instead.\n" in beside
    assert "... and 2 more characters.\n" in beside
    assert "  Odd 7. Look. (1: buyer b1)\n... and 2 more, in sms.xlsx.\n" in beside


def test_without_anything_to_say_nothing_is_said(console, tmp_path):
    done = _done(0 + 1, Status.NO_ANSWER, min_meetings=0)
    content = replace(
        done.content,
        schedule=replace(done.content.schedule, unplaced_musts=(), release=0),
        summary=replace(done.content.summary, tiers=()),
    )
    quiet = ScheduledFair(content, None, (), PackReport(()), _notified(0), (), ())

    reports.report_scheduled(console, quiet, tmp_path)

    assert console.err.getvalue() == ""
    assert console.out.getvalue().splitlines()[:3] == [
        "Fair: 1 buyer, 2 suppliers, 0 meetings (draft).",
        "1 of 1 buyers have 0 to 5 meetings.",
        "1.2 s: Reading the sheets 0.2, Scheduling 1.0.",
    ]


def test_sheets_to_take_away_are_named(console, tmp_path):
    entries = tuple(
        Entry("diaries.pdf", PaperKind.DIARY, party, 1, 1, "") for party in ("a", "b")
    )
    report = PackReport(
        entries,
        unchanged={PaperKind.DIARY: ("c",), PaperKind.BOOTH_SHEET: ()},
        gone={PaperKind.DIARY: tuple("defghijklm")},
    )

    paper_reports.report_printed(console, Printed(1, 2, report), tmp_path)

    assert console.out.getvalue().splitlines() == [
        "diary: 2 changed: a, b",
        "diary: 10 to take away: d, e, f, g, h, i, j, k ...",
        "booth-sheet: 0 changed: -",
        f"1 file, 2 pages, in {tmp_path}.",
    ]


def test_a_closed_pipe_is_survived(monkeypatch):
    class Closed(io.StringIO):
        def write(self, _):
            raise BrokenPipeError

        def flush(self):
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", Closed())

    assert cli.run(["--help"]) == 4


def test_a_proof_names_the_tolerance_that_was_used(console):
    content = _done(1, Status.OPTIMAL).content
    tiers = (
        Tier("musts", 0, 0, False, 0),
        Tier("fit", 90, 100, True, 100, 0.06),
        Tier("balance", 9, 9, False, 9),
        Tier("sessions", 9, 8, False, 9),
    )

    quality_report.report_quality(
        console, replace(content, summary=replace(content.summary, tiers=tiers))
    )

    assert console.out.getvalue().splitlines() == [
        (
            "Every rule holds. Proven within the stated tolerance: no schedule is better "
            "in musts, meetings missing, suggestions and fit, but that later wishes may "
            "cost up to 6% of the fit."
        ),
        "Wishes in their order:",
        "  unplaced musts: 0 (proven: cannot be better)",
        (
            "  sum of fit: 90 (at most 100 can be reached, gap 10.00%)"
            "; 10.00% given up for later wishes, 6% allowed"
        ),
        "  supplier loads squared: 9 (proven: cannot be better with these meetings)",
        "  session crowds off the ratio, squared: 9 (at least 8 with these meetings, gap 12.50%)",
    ]


def test_a_fair_where_nobody_suits_says_what_to_do(console):
    content = _done(1, Status.OPTIMAL).content
    problem = replace(content.problem, suggestions=())
    tiers = (Tier("musts", 0, 0, False, 0), Tier("idle", 0, 0, False, 0))

    quality_report.report_quality(
        console,
        replace(
            content,
            problem=problem,
            candidates=make_candidates(problem, {}),
            summary=replace(content.summary, tiers=tiers),
        ),
    )

    first, *rest = console.out.getvalue().splitlines()
    assert first.startswith(
        "No buyer suits any supplier: no pair reaches a fit of 40. Compare the columns"
    )
    assert rest == [
        (
            "Every rule holds. Proven: no schedule is better in musts, meetings missing, "
            "suggestions and fit."
        ),
        "Wishes in their order:",
        "  idle rounds of buyers: 0 (proven: cannot be better with these meetings)",
    ]


def test_papers_have_names_in_both_languages():
    assert set(paper_messages.PAPERS) == {kind.value for kind in PaperKind}
    console = Console(Language.ZH, io.StringIO(), io.StringIO(), {})

    report = PackReport(
        (), gone={PaperKind.DIARY: ("a",)}, unchanged={PaperKind.DIARY: 3}
    )
    paper_reports.report_printed(console, Printed(0, 0, report), "print")

    assert console.out.getvalue().splitlines()[:2] == [
        "采购商日程：0 份有变化：-",
        "采购商日程：1 份应收回：a",
    ]
