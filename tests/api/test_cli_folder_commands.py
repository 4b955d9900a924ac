"""check, print, notices, explain, template, inspect and demo from the shell."""

import json
import sys
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest

from api import cli
from api.commands import demo, notices, print_pack
from data.folder import ScheduleFolder, Summary, write_schedule
from data.samples import FOLDERS
from printouts.notice_calendar import NoticeKind
from printouts.pack import PaperKind
from scheduler.directory import Contact, Directory
from scheduler.paper_codes import draw_code, draw_seed, spell_code
from scheduler.problem import MeetAt, OfferLine, Strength
from scheduler.result import Status
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_schedule,
    make_suggestion,
    make_supplier,
)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def _problem(**changes):
    offer = OfferLine("product 1")
    facts = {
        "suppliers": [make_supplier(f"s{i}", lines=(offer,)) for i in (1, 2)],
        "suggestions": [
            make_suggestion(Strength.PREFER),
            make_suggestion(Strength.NEVER, "b2", "s1"),
        ],
        "locks": [make_lock()],
    }
    return make_problem(**(facts | changes))


def _write(folder, problem=None, *meetings):
    problem = problem or _problem()
    meetings = meetings or (
        make_meeting(problem),
        make_meeting(problem, "b2", "s2", 1),
    )
    schedule = make_schedule(problem, *meetings)
    contacts = {"b1": Contact("王", phone="+8613800138000", email="b@x.example")}
    summary = Summary(2, 2, len(meetings), (), Status.OPTIMAL)
    candidates = make_candidates(problem)
    directory = Directory(buyers=contacts)
    content = ScheduleFolder(problem, candidates, schedule, directory, summary)
    write_schedule(folder, content)
    return str(folder)


def _change(folder, file, change):
    path = folder / file
    shown = json.loads(path.read_text(encoding="utf-8"))
    change(shown)
    path.write_text(json.dumps(shown), encoding="utf-8")


def test_check_passes_a_right_schedule(tmp_path, capsys):
    folder = _write(tmp_path)

    assert cli.run(["check", folder]) == 0
    assert capsys.readouterr() == (f"{folder}: 2 meetings keep every rule.\n", "")

    assert cli.run(["check", folder, "--json", "--lang", "zh"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "passed": True,
        "meetings": 2,
        "violations": [],
    }


def test_check_prints_each_violation(tmp_path, capsys):
    folder = _write(tmp_path)

    def move(shown):
        shown["meetings"][1]["table"] = 7

    _change(tmp_path, "schedule.json", move)

    assert cli.run(["--lang", "zh", "check", folder]) == 1
    said, beside = capsys.readouterr()
    assert said.startswith("[table-range] ")
    assert beside == f"{folder}：1 处违规。如有违规：请勿打印，应重新生成排期。\n"

    assert cli.run(["check", folder, "--json"]) == 1
    (violation,) = json.loads(capsys.readouterr().out)["violations"]
    assert (violation["rule"], violation["buyer"]) == ("table-range", "b2")
    assert (violation["session"], violation["round"]) == ("P1", 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda sessions: sessions.clear(), "P1 is missing"),
        (lambda sessions: sessions.append(sessions[0]), "a session is listed twice"),
        (
            lambda sessions: sessions.append(sessions[0] | {"id": "P9"}),
            "P9 is unknown",
        ),
        (
            lambda sessions: sessions[0].update(start="2026-12-03T08:00:00+00:00"),
            "the times of P1",
        ),
    ],
)
def test_check_compares_the_sessions(tmp_path, capsys, change, said):
    folder = _write(tmp_path)
    _change(tmp_path, "schedule.json", lambda shown: change(shown["sessions"]))

    assert cli.run(["check", folder]) == 1
    assert capsys.readouterr().out == (
        "[sessions] The sessions in schedule.json are not those of problem.json: "
        f"{said}.\n"
    )

    assert cli.run(["check", folder, "--json"]) == 1
    (violation,) = json.loads(capsys.readouterr().out)["violations"]
    assert violation["rule"] == "sessions"


def test_check_of_a_damaged_folder_names_the_place(tmp_path, capsys):
    folder = _write(tmp_path)
    _change(tmp_path, "schedule.json", lambda shown: shown["meetings"][0].pop("hall"))

    assert cli.run(["check", folder]) == 3
    assert capsys.readouterr().err.startswith(
        "Error: schedule.json: meetings[0].hall is missing. "
    )


def test_kinds_and_samples_are_those_of_the_rooms():
    assert list(PaperKind) == list(print_pack.KINDS)
    assert list(NoticeKind) == list(notices.KINDS)
    assert set(FOLDERS) == set(demo.SAMPLES)


def test_print_makes_the_papers(tmp_path, capsys):
    folder = _write(tmp_path)

    assert cli.run(["print", folder]) == 0

    assert "10 file(s), " in capsys.readouterr().out
    made = {path.name for path in (tmp_path / "print").iterdir()}
    assert made == {
        "badges-buyers.pdf",
        "badges-suppliers.pdf",
        "booth-signs.pdf",
        "door-sheets.pdf",
        "diaries.pdf",
        "booth-sheets.pdf",
        "hall-lists.pdf",
        "master-book.pdf",
        "master.xlsx",
        "pickup-list.pdf",
        "manifest.json",
    }


def test_print_keeps_the_staff_it_was_given(tmp_path, capsys):
    folder = _write(tmp_path)
    sheet = tmp_path.parent / f"{tmp_path.name}-staff.csv"
    sheet.write_text(
        "姓名,手机,职责,开始,结束\n王五,8001,引导,08:00,18:00\n", encoding="utf-8"
    )

    assert (
        cli.run(["print", folder, "--only", "staff-card", "--staff", str(sheet)]) == 0
    )

    said, beside = capsys.readouterr()
    assert said.startswith("1 file(s), 1 page(s)")
    assert "staff.csv B2" in beside  # 8001 is no number that can be called from outside
    assert sorted(path.name for path in (tmp_path / "print").iterdir()) == [
        "manifest.json",
        "staff-cards.pdf",
    ]
    assert cli.run(["print", folder]) == 0
    assert (tmp_path / "print" / "staff-cards.pdf").exists()
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("kind", "advice"), [("change-slip", "--since"), ("staff-card", "--staff")]
)
def test_print_says_what_a_kind_needs(tmp_path, capsys, kind, advice):
    assert cli.run(["print", _write(tmp_path), "--only", kind]) == 2

    assert advice in capsys.readouterr().err
    assert not (tmp_path / "print").exists()


def test_explain_takes_the_code_of_a_badge(tmp_path, capsys):
    folder, problem = _write(tmp_path), _problem()
    seed = draw_seed(problem)
    buyer = spell_code(draw_code(seed, "buyer", "b1")).lower()
    supplier = draw_code(seed, "supplier", "s1")

    assert cli.run(["explain", folder, "--buyer", buyer, "--supplier", supplier]) == 0

    said = capsys.readouterr().out
    assert "Buyer b1" in said
    assert "Supplier s1" in said


def test_explain_tells_a_mistyped_code_from_an_unknown_name(tmp_path, capsys):
    folder = _write(tmp_path)
    code = draw_code(draw_seed(_problem()), "buyer", "b1")
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")

    assert cli.run(["explain", folder, "--buyer", wrong, "--supplier", "s1"]) == 2

    assert "is mistyped: its check character" in capsys.readouterr().err


def test_print_rejects_a_faulty_staff_sheet_and_leaves_the_papers(tmp_path, capsys):
    folder = _write(tmp_path)
    cli.run(["print", folder, "--only", "diary"])
    before = (tmp_path / "directory.json").read_bytes()
    sheet = tmp_path.parent / f"{tmp_path.name}-staff.csv"
    sheet.write_text("姓名,职责,开始\n王五,引导,soon\n", encoding="utf-8")

    assert cli.run(["print", folder, "--staff", str(sheet)]) == 3

    beside = capsys.readouterr().err
    assert "staff.csv C2" in beside
    assert "time-unclear" in beside
    assert (tmp_path / "directory.json").read_bytes() == before
    assert (tmp_path / "print" / "diaries.pdf").exists()


def test_print_makes_one_kind(tmp_path, capsys):
    folder = _write(tmp_path)

    assert cli.run(["print", folder, "--only", "diary", "--lang", "zh"]) == 0

    assert capsys.readouterr().out == (
        f"1 个文件，共 2 页，位于 {tmp_path / 'print'}。\n"
    )


def test_print_since_names_whose_sheets_changed(tmp_path, capsys):
    problem = _problem(locks=[])
    kept = make_meeting(problem, "b2", "s2", 1)
    old = _write(tmp_path / "old", problem, make_meeting(problem), kept)
    moved = make_meeting(problem, round_index=2)
    new = _write(tmp_path / "new", problem, moved, kept)

    assert cli.run(["print", new, "--since", old]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["diary: 1 changed: b1", "booth-sheet: 1 changed: s1"]


def test_notices_are_written(tmp_path, capsys):
    folder = _write(tmp_path)

    assert cli.run(["notices", folder]) == 0

    said, beside = capsys.readouterr()
    assert said.startswith("4 parties: 1 mails, ")
    assert "have no mail address" in beside
    assert (tmp_path / "notices" / "sms.xlsx").exists()


def test_notices_of_one_kind_since_an_earlier_release(tmp_path, capsys):
    problem = _problem()
    old = _write(tmp_path / "old", problem)
    moved = make_meeting(problem, "b2", "s2", 2)
    new = _write(tmp_path / "new", problem, make_meeting(problem), moved)

    assert cli.run(["notices", new, "--since", old, "--only", "calendar"]) == 0

    assert capsys.readouterr().out.startswith("2 parties: 0 mails, 2 calendar files, ")


def test_explain_says_why_they_meet(tmp_path, capsys):
    folder = _write(tmp_path)

    args = ["explain", folder, "--buyer", "b1", "--supplier", "supplier S1"]
    assert cli.run(args) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "Buyer b1 (b1) meets Supplier s1 (s1) on 2026-12-03, 17:00-17:20, session P1, "
        "round 1, hall H1, booth s1, table 1."
    )
    assert lines[1] == "The meeting is locked."
    assert lines[2].startswith("Fit ")
    assert "Suggested as 'prefer'." in lines


def test_explain_says_why_not(tmp_path, capsys):
    folder = _write(tmp_path)

    args = ["explain", folder, "--buyer", "b2", "--supplier", "s1", "--lang", "zh"]
    assert cli.run(args) == 0

    out = capsys.readouterr().out
    assert out.startswith("Buyer b2 (b2) 与 Supplier s1 (s1) 没有安排洽谈。\n")
    assert "匹配建议为“禁止”。" in out
    assert "（never）" in out.replace("(never)", "（never）")


def test_explain_at_numbered_tables_names_no_booth(tmp_path, capsys):
    problem = _problem(fair=make_fair(meet_at=MeetAt.TABLES, tables=3))
    folder = _write(tmp_path, problem)

    assert cli.run(["explain", folder, "--buyer", "b1", "--supplier", "s1"]) == 0

    assert "session P1, round 1, table 1." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("buyer", "said"),
    [
        (
            "Byuer b1",
            "There is no buyer 'Byuer b1'. Did you mean Buyer b1 (b1), Buyer b2 (b2)?",
        ),
        (
            "uyer",
            "2 buyers fit 'uyer': Buyer b1 (b1), Buyer b2 (b2). Use the id.",
        ),
        ("xyz", "There is no buyer 'xyz'. Use an id or a name as in the sheet."),
    ],
)
def test_explain_suggests_near_names(tmp_path, capsys, buyer, said):
    folder = _write(tmp_path)

    assert cli.run(["explain", folder, "--buyer", buyer, "--supplier", "s1"]) == 2

    assert capsys.readouterr().err == f"Error: {said}\n"


def test_explain_finds_by_part_of_a_name(tmp_path, capsys):
    buyers = [make_buyer("b1"), replace(make_buyer("b2"), name="Ｐump 水泵 Co")]
    folder = _write(tmp_path, _problem(buyers=buyers))

    assert cli.run(["explain", folder, "--buyer", "pump 水", "--supplier", "s2"]) == 0

    assert capsys.readouterr().out.startswith("Ｐump 水泵 Co (b2) meets Supplier s2")


def test_template_writes_what_is_missing_and_keeps_the_rest(tmp_path, capsys):
    folder = tmp_path / "my"

    assert cli.run(["template", str(folder)]) == 0
    assert f"Written to {folder}:\n  buyers.xlsx\n" in capsys.readouterr().out
    assert (folder / "fair.toml").exists()

    (folder / "buyers.xlsx").write_text("mine")
    (folder / "locks.xlsx").unlink()
    assert cli.run(["template", str(folder)]) == 0

    out = capsys.readouterr().out
    assert out.startswith(f"Written to {folder}:\n  locks.xlsx\nAlready in {folder}")
    assert (folder / "buyers.xlsx").read_text() == "mine"


def test_inspect_reports_and_marks_a_copy(tmp_path, capsys):
    sheet = tmp_path / "buyers.csv"
    sheet.write_text("公司,product,,phone\nA,pump,,12\n", encoding="utf-8")
    out = tmp_path / "checked"

    assert cli.run(["inspect", str(sheet), "--out", str(out)]) == 0

    said, beside = capsys.readouterr()
    assert said.startswith(f"{sheet} (buyers): 0 error(s), 1 warning(s).\n")
    assert "1 rows: 1 parties, 1 lines." in said
    assert "taken for: 公司 -> buyer\n" in said
    assert f"Marked copy: {out / 'buyers.checked.xlsx'}\n" in said
    assert (out / "buyers.checked.xlsx").exists()
    assert beside.startswith('Warning in buyers.csv D2: found "12". ')


def test_inspect_rejects_what_cannot_be_used(tmp_path, capsys):
    strange = tmp_path / "strange.csv"
    strange.write_text("a,b\n1,2\n", encoding="utf-8")
    gone = tmp_path / "gone.xlsx"

    assert cli.run(["inspect", str(strange), str(gone), "--lang", "zh"]) == 3

    said, beside = capsys.readouterr()
    assert "错误 1 处" in said
    assert "错误 strange.csv" in beside
    assert "错误 gone.xlsx" in beside


def test_inspect_answers_programs(tmp_path, capsys):
    sheet = tmp_path / "buyers.csv"
    sheet.write_text("buyer,product,phone\nA,pump,12\n", encoding="utf-8")
    settings = tmp_path / "fair.toml"
    settings.write_text("x = 1\n")

    assert cli.run(["inspect", str(sheet), str(settings), "--json"]) == 3

    first, second = json.loads(capsys.readouterr().out)["files"]
    assert (first["kind"], first["errors"], first["warnings"]) == ("buyers", 0, 1)
    assert first["sheets"][0]["columns"][0]["zh"] == "采购商"
    assert first["faults"][0]["cell"] == "C2"
    assert second["errors"] > 0


def test_inspect_lists_categories_that_a_tree_does_not_have(tmp_path, capsys):
    sheet, tree = tmp_path / "buyers.csv", tmp_path / "tree.csv"
    sheet.write_text("buyer,product,category\nA,tea,Tee\n", encoding="utf-8")
    tree.write_text("code,parent,name_en\nA,,machinery\n", encoding="utf-8")
    settings = tmp_path / "fair.toml"
    settings.write_text("x = 1\n")

    assert cli.run(["inspect", str(sheet), "--categories", str(tree)]) == 0
    assert "Tee" in capsys.readouterr().out
    gone = str(tmp_path / "gone.csv")
    asked = ["inspect", str(sheet), "--categories", gone, "--fair", str(settings)]
    assert cli.run(asked) == 3
    said, beside = capsys.readouterr()
    assert f"{settings} (settings of the fair)" in said
    assert "gone.csv" in beside


def test_inspect_words_settings(tmp_path, capsys):
    settings = tmp_path / "fair.toml"
    settings.write_text("x = 1\n")

    cli.run(["inspect", str(settings), "--out", str(tmp_path / "out")])

    assert capsys.readouterr().out.startswith(f"{settings} (settings of the fair): ")
    assert not (tmp_path / "out").exists()


def test_demo_makes_a_checked_folder(tmp_path, capsys):
    out = tmp_path / "demo"

    assert cli.run(["demo", "--out", str(out), "--sample", "zh-invented"]) == 0
    assert "The sample's sheets lie in " in capsys.readouterr().out
    assert cli.run(["check", str(out)]) == 0


@pytest.mark.parametrize("command", ["print", "notices"])
def test_nothing_is_made_from_a_schedule_that_breaks_a_rule(tmp_path, capsys, command):
    folder = _write(tmp_path)
    _change(tmp_path, "schedule.json", lambda shown: shown["meetings"].pop(0))

    assert cli.run([command, folder, "--lang", "en"]) == 3

    assert capsys.readouterr().err == (
        f"Error: {folder} breaks 2 rule(s), the first: Buyer b1 (b1) and Supplier s1 "
        "(s1) are locked into session P1 round 1, but do not meet there. Nothing was "
        f"made from it. 'fairmatch check {folder}' lists all; make the schedule again.\n"
    )
    assert not (tmp_path / command).exists()


def test_notices_due_on_a_day(tmp_path, capsys):
    folder = _write(tmp_path)

    assert cli.run(["notices", folder, "--due", "2026-11-26"]) == 0

    said = capsys.readouterr().out
    assert "; 2026-11-26 is T-7.\n> 2026-11-26 (T-7): phone the buyers" in said
    assert (tmp_path / "notices" / "calls.xlsx").exists()
    assert not (tmp_path / "notices" / "sms.xlsx").exists()


def test_a_day_without_notices_writes_nothing(tmp_path, capsys):
    folder = _write(tmp_path)

    assert cli.run(["notices", folder, "--due", "2026-11-28", "--lang", "zh"]) == 0

    said = capsys.readouterr().out
    assert "2026-11-28 为 T-5。" in said
    assert said.endswith("当天没有到期的通知，未写入任何文件。下一次：2026-11-30。\n")
    assert cli.run(["notices", folder, "--due", "2026-12-11"]) == 0
    assert capsys.readouterr().out.endswith("Next: none, the calendar is done.\n")
    assert not (tmp_path / "notices").exists()


def test_texts_are_written_out_edited_and_used(tmp_path, capsys):
    folder, texts = _write(tmp_path), tmp_path / "texts"

    assert cli.run(["template", str(texts), "--notices"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Written to {texts}:\n  sms.toml\n  mail.toml\n")
    assert "Edit the texts, then" in out
    mail = texts / "mail.toml"
    mail.write_text('[new]\nsubject = { en = "Hi {name}" }\n', encoding="utf-8")

    assert cli.run(["notices", folder, "--templates", str(texts)]) == 0

    assert "new.subject has no Chinese text; ours is used" in capsys.readouterr().err
    sent = (tmp_path / "notices" / "mail" / "b1.eml").read_bytes()
    subject = str(make_header(decode_header(message_from_bytes(sent)["Subject"])))
    assert subject.endswith(" / Hi 王")


def test_faults_of_edited_texts_are_all_named_by_line(tmp_path, capsys):
    folder, texts = _write(tmp_path), tmp_path / "texts"
    texts.mkdir()
    mail = texts / "mail.toml"
    mail.write_text(
        '[new]\nsubject = { zh = "{a}", en = "{namee}" }\n', encoding="utf-8"
    )

    assert cli.run(["notices", folder, "--templates", str(texts)]) == 3

    said = capsys.readouterr().err
    assert "mail.toml:2: No field is called {a}. Known: {name}, " in said
    assert "mail.toml:2: No field is called {namee}. Perhaps {name} is meant." in said
    assert said.endswith("Correct the lines named above and run the command again.\n")
    assert not (tmp_path / "notices").exists()


def test_due_takes_a_date(tmp_path, capsys):
    assert cli.run(["notices", _write(tmp_path), "--due", "soon"]) == 2
    said = capsys.readouterr().err
    assert "--due takes a date like 2026-11-27, not 'soon'." in said


def test_print_does_the_work_with_the_workers_asked_for(tmp_path, monkeypatch):
    folder = _write(tmp_path)
    assert cli.run(["print", folder, "--workers", "1"]) == 0
    diaries = tmp_path / "print" / "diaries.pdf"
    here = diaries.read_bytes()
    diaries.unlink()
    monkeypatch.setenv("FAIRMATCH_WORKERS", "2")
    assert cli.run(["print", folder]) == 0
    assert diaries.read_bytes() == here


def test_print_says_which_workers_there_cannot_be(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("FAIRMATCH_WORKERS", "many")
    assert cli.run(["print", _write(tmp_path), "--lang", "zh"]) == 2
    assert capsys.readouterr().err == (
        "错误：--workers（或环境变量 FAIRMATCH_WORKERS）应为从 1 起的进程数、auto 或 "
        "Dask 集群地址（dask://host:8786），不能是“many”。"
        "用法请见 fairmatch print --help。\n"
    )


def test_print_without_dask_says_how_to_install_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = _write(tmp_path)
    assert cli.run(["print", folder, "--workers", "dask://127.0.0.1:9"]) == 4
    assert "pip install 'fairmatch[dask]'" in capsys.readouterr().err
    assert not (tmp_path / "print").exists()


def test_cost_of_the_sms_is_told_where_the_price_is_known(tmp_path, capsys):
    folder = _write(tmp_path)
    sms = ["--only", "sms", "--sms-price"]

    assert cli.run(["notices", folder, *sms, "0.050"]) == 0

    said = capsys.readouterr().out
    assert "1 SMS in 1 parts" in said
    assert said.endswith("The SMS cost 0.05; each batch: sms.xlsx, sheet templates.\n")
    for price in ("free", "0", "-1", "nan", "1001"):
        assert cli.run(["notices", folder, *sms, price]) == 2
        assert "--sms-price takes a price such as 0.05" in capsys.readouterr().err
