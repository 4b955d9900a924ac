"""The whole way in: every order, encoding and format gives the same problem."""

import random
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.codes import FAULTS, NOTES
from data.faults import (
    FAULT_LIMIT,
    NOTE_LIMIT,
    Findings,
    Where,
    format_fault,
    format_note,
)
from data.inspect import inspect_file
from data.intake import read_input
from data.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from data.sources import InputPaths
from data.xlsread import XlsError, limit_memory, load, main, over_limit, read_xls
from scheduler.wording import Language

ROOT = Path(__file__).resolve().parents[2]
FAIRS = ROOT / "../shared/fairs"
shared = pytest.mark.skipif(not FAIRS.is_dir(), reason="the shared fairs are not here")

BUYER_HEAD = [
    "编号 id",
    "采购商 buyer",
    "地区 region",
    "采购产品 product",
    "品类 category",
    "数量 quantity",
    "line",
]
WORDS = st.text("abc水泵阀门钢管𬭼é", min_size=1, max_size=8)
LINE = st.tuples(WORDS, WORDS, st.integers(0, 10**6))
BUYERS = st.dictionaries(
    st.integers(0, 99), st.tuples(WORDS, WORDS, st.lists(LINE, min_size=1, max_size=3)),
    min_size=1, max_size=5,
)  # fmt: skip


def rows_of(buyers, chance, *, blank):
    """Return the rows of `buyers`, parties in any order; `blank` further party cells."""
    rows = []
    for number in chance.sample(sorted(buyers), len(buyers)):
        name, region, lines = buyers[number]
        party = [f"B{number:02}", f"公司{number:02}{name}", region]
        for at, (product, category, quantity) in enumerate(lines):
            head = ["", "", ""] if blank and at else party
            rows.append([*head, product, category, str(quantity), f"L{number}-{at}"])
    return rows


@given(
    BUYERS,
    st.randoms(use_true_random=False),
    st.booleans(),
    st.sampled_from(["xlsx", "utf-8", "utf-8-sig", "gb18030"]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_order_and_format_change_nothing(desk, buyers, chance, blank, form):
    plain = [BUYER_HEAD, *rows_of(buyers, random.Random(0), blank=False)]
    desk.set("buyers", plain)
    expected = desk.read()
    rows = [BUYER_HEAD, *rows_of(buyers, chance, blank=blank)]
    order = chance.sample(range(len(BUYER_HEAD)), len(BUYER_HEAD))
    shuffled = [[row[at] for at in order] for row in rows]
    ending = "xlsx" if form == "xlsx" else "csv"
    desk.set("buyers", shuffled, ending)
    if form not in {"xlsx", "utf-8"}:
        text = desk.paths["buyers"].read_text(encoding="utf-8")
        desk.paths["buyers"].write_text(text, encoding=form)
    found = desk.read()
    assert found.problem == expected.problem
    assert found.problem is not None
    assert found.directory == expected.directory


def test_reading_twice_gives_the_same(desk):
    assert desk.read() == desk.read()


@shared
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("py2025_small", (51, 822, 300, 4197)),
        ("py2025", (126, 4423, 2027, None)),
        ("zh-chain", (300, 1149, 400, 4480)),
        ("scms_en", (34, 414, 49, 163)),
    ],
)
def test_real_fairs_are_read_without_errors(name, counts):
    folder = FAIRS / name
    intake = read_input(InputPaths(
        folder / "fair.toml", next(folder.glob("buyers.*")), next(folder.glob("suppliers.*"))
    ))  # fmt: skip
    assert not any(fault.is_error for fault in intake.faults)
    assert {fault.code for fault in intake.faults} <= {"possible-duplicate"}
    problem = intake.problem
    lines = [
        sum(len(party.lines) for party in side)
        for side in (problem.buyers, problem.suppliers)
    ]
    assert (len(problem.buyers), lines[0], len(problem.suppliers)) == counts[:3]
    assert counts[3] in {None, lines[1]}
    assert any(contact.phone for contact in intake.directory.buyers.values())


@shared
@pytest.mark.shared
def test_an_exhibitor_list_with_several_booths():
    inspection = inspect_file(FAIRS / "waic-2026/suppliers.csv")
    assert (inspection.kind, inspection.rows, inspection.parties) == (
        "suppliers",
        900,
        870,
    )
    assert not inspection.has_errors
    assert "several-booths" in {note.code for note in inspection.notes}


@shared
@pytest.mark.shared
@pytest.mark.parametrize(
    "path", sorted((FAIRS / "messy-sheets").glob("*")), ids=lambda p: p.name
)
def test_messy_sheets_are_inspected(path):
    inspection = inspect_file(path)
    assert inspection.sheets
    assert {f.code for f in inspection.faults} <= {
        "party-column-missing",
        "no-known-sheet",
        "header-twice",
    }
    assert inspection.has_errors


@shared
@pytest.mark.shared
def test_an_old_xls_is_read_in_a_process_of_its_own():
    path = FAIRS / "messy-sheets/BOM-cart.xls"
    sheets = read_xls(path)
    assert [len(sheet.rows) for sheet in sheets] == [2, 26, 0, 0]
    assert [sheet[:3] for sheet in sheets] == [
        tuple(sheet[:3]) for sheet in load(str(path))
    ]


def test_an_xls_that_cannot_be_read_says_why(tmp_path, monkeypatch):
    assert load(str(tmp_path / "none.xls"))[0] == "damaged"
    with pytest.raises(XlsError, match="damaged"):
        read_xls(tmp_path / "none.xls")
    monkeypatch.setattr("data.xlsread.MAX_XLS_SECONDS", 0.001)
    with pytest.raises(XlsError, match="too-slow"):
        read_xls(tmp_path / "none.xls")


@pytest.mark.parametrize(
    ("rows", "columns", "code"),
    [
        (MAX_ROWS + 1, 1, "too-many-rows"),
        (1, MAX_COLUMNS + 1, "too-many-columns"),
        (MAX_CELLS // 100 + 1, 100, "too-many-cells"),
    ],
)
def test_an_xls_beyond_the_limits(rows, columns, code):
    assert over_limit(rows, columns)[0] == code
    assert over_limit(1, 1) is None


def test_the_child_answers_on_standard_output(monkeypatch, capsysbinary, tmp_path):
    import pickle

    limits = []
    monkeypatch.setattr("sys.argv", ["xlsread", str(tmp_path / "none.xls")])
    monkeypatch.setattr("resource.setrlimit", lambda *limit: limits.append(limit))
    main()
    answer = pickle.loads(capsysbinary.readouterr().out)  # noqa: S301  # our own
    assert answer[0] == "damaged"
    assert limits[0][1] == (3_000 * 1024 * 1024, 3_000 * 1024 * 1024)
    monkeypatch.setitem(sys.modules, "resource", None)
    limit_memory()
    assert len(limits) == 1


def test_a_child_that_dies_means_a_damaged_file(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(XlsError) as caught:
        read_xls(tmp_path / "none.xls")
    assert caught.value.facts == {"why": "exit 1"}


def test_an_xls_with_a_password_or_too_large(monkeypatch):
    import python_calamine

    class Book:
        sheets_metadata = (type("Meta", (), {"name": "a"}),)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def get_sheet_by_name(self, _):
            return type("Sheet", (), {"total_height": MAX_ROWS, "total_width": 1})

    monkeypatch.setattr(
        python_calamine,
        "CalamineWorkbook",
        type("W", (), {"from_path": lambda _: Book()}),
    )
    assert load("x")[0] == "too-many-rows"

    def refuse(_):
        raise python_calamine.PasswordError

    monkeypatch.setattr(
        python_calamine, "CalamineWorkbook", type("W", (), {"from_path": refuse})
    )
    assert load("x") == ("password", {})


def test_buyers_that_cannot_be_opened(desk, tmp_path):
    desk.paths["buyers"] = tmp_path / "none.xlsx"
    assert [f.code for f in desk.read().faults] == ["file-missing"]


def test_a_date_is_no_quantity(desk):
    desk.set(
        "buyers",
        [
            ["buyer", "product", "quantity", "budget"],
            ["甲", "x", date(2026, 1, 2), " "],
            ["甲", "y", True, 0],
        ],
    )
    assert desk.faults() == [("number-unclear", "C2"), ("number-unclear", "C3")]


def test_faults_and_notes_are_limited_and_counted():
    findings = Findings()
    for row in range(FAULT_LIMIT + 5):
        findings.fault("name-missing", Where("f", "S", f"A{row + 2}"), kind="x", id="y")
        findings.note("total-row", Where("f", "S", f"A{row + 2}"))
    assert len(findings.faults) == FAULT_LIMIT + 1
    assert findings.faults[-1].code == "too-many-faults"
    notes = findings.all_notes()
    assert len(notes) == NOTE_LIMIT + 1
    assert notes[-1].wording.en.startswith(
        f"{FAULT_LIMIT + 5 - NOTE_LIMIT} more of the same kind"
    )
    assert findings.has_errors


def test_a_fault_is_one_paragraph_in_each_language():
    findings = Findings()
    findings.fault(
        "value-missing", Where("f.xlsx", "S", "B7"), "a\n" + "b" * 200, column="x"
    )
    findings.note("total-row", Where("f.xlsx", "S", "A9"))
    fault = findings.faults[0]
    assert format_fault(fault, Language.EN) == (
        f'Error in f.xlsx S B7: found "a {"b" * 117}…". x must be filled in here. Fill in the cell. (value-missing)'
    )
    assert format_fault(fault, Language.ZH).startswith("错误 f.xlsx S B7：填写的是“a b")
    assert (
        format_note(findings.notes[0], Language.EN)
        == "f.xlsx S A9: A total; the row is skipped."
    )
    assert (
        format_note(findings.notes[0], Language.ZH) == "f.xlsx S A9：合计行，已跳过。"
    )


def test_every_fault_and_note_is_described():
    text = (ROOT / "docs/sheets.md").read_text(encoding="utf-8")
    for code, entry in FAULTS.items():
        assert f"| {code} | {entry.severity} |" in text
    for code in NOTES:
        assert f"| {code} |" in text


def test_every_fault_and_note_is_used():
    source = "".join(
        path.read_text(encoding="utf-8")
        for room in ("data", "data/store", "api/office")  # not data/codes
        for path in (ROOT / room).glob("*.py")
    )
    assert [code for code in (*FAULTS, *NOTES) if f'"{code}"' not in source] == []


FAIR_TEXT = """
[fair]
name = "Fair"
timezone = "Asia/Shanghai"
min_fit = 40
[[session]]
id = "D1"
start = 2026-12-03T09:30:00+08:00
end = 2026-12-03T11:30:00+08:00
"""


def _places(desk):
    return [
        (fault.code, fault.file, fault.expected.en) for fault in desk.read_all().faults
    ]


def test_hosts_without_a_booth_are_told_once(desk):
    desk.set(
        "suppliers",
        [
            ["supplier", "booth", "product"],
            *([f"Firm {word}", "", word] for word in ("ink", "oil", "tin", "wax")),
            ["Firm gum", "A1", "gum"],
        ],
    )
    assert _places(desk) == [
        (
            "place-missing",
            "suppliers.xlsx",
            (
                "4 of 5 have no booth, though meetings are held there: "
                "Firm ink, Firm oil, Firm tin ...."
            ),
        )
    ]


def test_buyers_need_a_booth_where_suppliers_walk(desk):
    desk.set_fair(FAIR_TEXT.replace("min_fit", 'meet_at = "buyer booth"\nmin_fit'))
    assert _places(desk) == [
        (
            "place-missing",
            "buyers.xlsx",
            "1 of 1 have no booth, though meetings are held there: 甲公司.",
        )
    ]


def test_nobody_needs_a_booth_at_tables(desk):
    tables = 'meet_at = "tables"\nmin_fit'
    desk.set_fair(FAIR_TEXT.replace("min_fit", tables) + "[tables]\ncount = 3\n")
    assert _places(desk) == []
