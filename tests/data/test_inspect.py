"""Inspecting a file, and giving it back with its faults."""

import openpyxl
import pytest

from data.checked import LIST_SHEET, _copy, write_checked
from data.columns import Kind
from data.inspect import inspect_file
from data.tables_in import OWN_COLUMN
from data.templates import write_templates
from data.workbook import BadCell, Merge, Sheet

BAD = [
    ["编号", "采购商", "产品", "数量", "手机"],
    ["B1", "甲", "x", "按需", "1.38E+10"],
    ["B1", "乙", "y", 1, ""],
]


def codes(inspection):
    return [(f.code, f.cell) for f in inspection.faults]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([["采购商", "产品"], ["甲", "x"]], Kind.BUYERS),
        ([["展商名称", "展位号", "产品"], ["甲", "1", "x"]], Kind.SUPPLIERS),
        ([["buyer", "supplier", "strength"], ["a", "b", "must"]], Kind.SUGGESTIONS),
        ([["buyer", "supplier", "session", "round"], ["a", "b", "D1", 1]], Kind.LOCKS),
        ([["单位", "类型", "场次"], ["甲", "迟到", "D1"]], Kind.ABSENCES),
    ],
)
def test_the_kind_is_guessed(book, rows, kind):
    inspection = inspect_file(book({"S": rows}))
    assert (inspection.kind, inspection.guessed, inspection.faults) == (kind, True, ())
    assert (inspection.rows, inspection.lines, inspection.has_errors) == (1, 1, False)


def test_what_was_understood_is_told(book):
    seen = inspect_file(book({"S": [["采购清单"], *BAD]})).sheets[0]
    assert (seen.name, seen.rows, seen.columns, seen.header_row) == ("S", 4, 5, 2)
    understood = [(h.cell, h.column.en) for h in seen.headers]
    assert understood == [
        ("A2", "id"), ("B2", "buyer"), ("C2", "product"), ("D2", "quantity"), ("E2", "phone"),
    ]  # fmt: skip


def test_a_list_of_products_lacks_its_buyer(book):
    inspection = inspect_file(
        book({"S": [["序号", "名称", "数量"], [1, "舵机", 18]], "空": [], "x": [["y"]]})
    )
    assert inspection.kind is Kind.OTHER
    assert codes(inspection) == [("party-column-missing", "A1")]
    assert "采购商 buyer" in inspection.faults[0].advice.en
    assert "product, quantity" in inspection.faults[0].expected.en


def test_a_strange_table_and_one_with_a_strange_header(book):
    assert codes(inspect_file(book({"S": [["a", "b"], [1, 2]]}))) == [
        ("no-known-sheet", "")
    ]
    assert codes(inspect_file(book({"S": [["规格", "数量"], [1, 2]]}))) == [
        ("no-known-sheet", "")
    ]


def test_a_kind_that_is_given_is_not_guessed(book):
    inspection = inspect_file(
        book({"S": [["展商名称", "产品", "数量"], ["甲", "x", 1]]}), Kind.BUYERS
    )
    assert (inspection.kind, inspection.guessed) == (Kind.BUYERS, False)
    assert [f.code for f in inspection.faults] == ["kind-other"]


def test_further_sheets_are_checked_by_themselves(book):
    rows = [["buyer", "supplier", "strength"], ["a", "", "maybe"], ["示例", "b", "x"]]
    assert codes(inspect_file(book({"S": rows}))) == [
        ("value-missing", "B2"),
        ("strength-unknown", "C2"),
    ]
    rows = [["party", "kind"], ["a", "sick"], ["b", "late"], ["c", ""]]
    assert codes(inspect_file(book({"S": rows}))) == [
        ("absence-kind-unknown", "B2"),
        ("value-missing", "B4"),
    ]


def test_a_settings_file_and_an_unreadable_one(tmp_path):
    (tmp_path / "fair.toml").write_text("x = 1\n", encoding="utf-8")
    assert "key-unknown" in [
        f.code for f in inspect_file(tmp_path / "fair.toml").faults
    ]
    assert codes(inspect_file(tmp_path / "none.xlsx")) == [("file-missing", "")]


def test_templates_are_understood(tmp_path):
    for path in write_templates(tmp_path / "new"):
        inspection = inspect_file(path)
        assert inspection.has_errors == (path.stem in {"buyers", "suppliers"})
        assert {f.code for f in inspection.faults} <= {"rows-missing"}
        if path.suffix == ".xlsx":
            assert inspection.kind == path.stem
    first = (tmp_path / "new/buyers.xlsx").read_bytes()
    write_templates(tmp_path / "new")
    assert (tmp_path / "new/buyers.xlsx").read_bytes() == first


def test_a_checked_workbook_is_marked_and_clean_once_corrected(book, tmp_path):
    source, out = book({"S": BAD, "图": [["keep", "me"]]}), tmp_path / "out.xlsx"
    inspection = inspect_file(source)
    assert codes(inspection) == [
        ("number-unclear", "D2"),
        ("phone-lost", "E2"),
        ("id-two-names", "B3"),
    ]
    write_checked(inspection, out)

    checked = openpyxl.load_workbook(out)
    sheet = checked["S"]
    assert sheet["F1"].value == OWN_COLUMN
    assert "number-unclear" in sheet["F2"].value
    assert "phone-lost" in sheet["F2"].value
    assert sheet["B3"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["D2"].fill.fgColor.rgb == "FFFFEB9C"
    assert "采购商" not in sheet["D2"].comment.text
    assert "数量" in sheet["D2"].comment.text
    assert checked["图"]["A1"].value == "keep"
    assert checked[LIST_SHEET].max_row > 3
    assert codes(inspect_file(out)) == codes(inspection)

    sheet["D2"], sheet["E2"], sheet["A3"] = 5, "13800138000", "B2"
    checked.save(out)
    corrected = inspect_file(out)
    assert (corrected.faults, corrected.parties) == ((), 2)

    write_checked(corrected, tmp_path / "again.xlsx")
    again = openpyxl.load_workbook(tmp_path / "again.xlsx")
    assert again.sheetnames == ["S", "图", LIST_SHEET]
    assert again["S"]["F2"].value is None
    assert again["S"]["D2"].comment is None
    assert again["S"]["D2"].fill.fill_type is None


def test_a_fault_in_the_header_keeps_the_title_of_the_column(book, tmp_path):
    out = tmp_path / "out.xlsx"
    write_checked(inspect_file(book({"S": [["名称", "数量"], ["x", 1]]})), out)
    assert openpyxl.load_workbook(out)["S"]["C1"].value.startswith(OWN_COLUMN)
    again = inspect_file(out)
    assert codes(again) == [("party-column-missing", "A1")]
    assert "column-unused" not in [note.code for note in again.notes]


def test_titles_merged_across_the_sheet_make_room(book, tmp_path):
    rows = [[], ["采购商", "产品", "数量"], ["甲", "x", "?"], []]
    out = tmp_path / "out.xlsx"
    write_checked(
        inspect_file(book({"S": rows}, [("A1:H1", "采购清单"), ("D4:E5", "")])), out
    )
    sheet = openpyxl.load_workbook(out)["S"]
    assert sheet["D2"].value == OWN_COLUMN
    assert "A1:C1" in [area.coord for area in sheet.merged_cells.ranges]


def test_stored_results_take_the_place_of_formulas(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "f.xlsx")) as made:
        sheet = made.add_worksheet("S")
        sheet.write_row(0, 0, ["采购商", "产品", "数量", "预算"])
        sheet.write_row(1, 0, ["甲", "x"])
        sheet.write_formula(1, 2, "=2+3", None, 5)
        sheet.write_string(1, 3, "?")
    inspection = inspect_file(tmp_path / "f.xlsx")
    write_checked(inspection, tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["S"]["C2"].value == 5
    assert codes(inspect_file(tmp_path / "out.xlsx")) == [("number-unclear", "D2")]


def test_a_csv_becomes_a_workbook_without_formulas(tmp_path):
    (tmp_path / "b.csv").write_text(
        "buyer,product,quantity\n甲,=1+1,?\n", encoding="utf-8"
    )
    inspection = inspect_file(tmp_path / "b.csv")
    write_checked(inspection, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Sheet1"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert "number-unclear" in sheet["D2"].value


def test_a_file_that_cannot_be_read_becomes_a_list(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-")
    write_checked(inspect_file(tmp_path / "a.xlsx"), tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")[LIST_SHEET]
    assert sheet["E2"].value == "not-a-table"


def test_a_workbook_that_openpyxl_cannot_open_is_copied(book, tmp_path, monkeypatch):
    def fail(_):
        raise ValueError

    monkeypatch.setattr("data.checked._load", fail)
    write_checked(inspect_file(book({"S": BAD})), tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["S"]
    assert (sheet["B2"].value, sheet["F1"].value) == ("甲", OWN_COLUMN)


def test_a_copy_keeps_merges_hidden_sheets_and_drops_bad_cells():
    one = Sheet(
        "f.xls",
        "a",
        [["x", ""], [BadCell("error-cell", "#N/A"), 2]],
        (Merge(0, 0, 0, 1),),
        hidden=True,
    )
    two = Sheet("f.xls", "b", [], hidden=True)
    copied = _copy((one, two))
    assert [area.coord for area in copied["a"].merged_cells.ranges] == ["A1:B1"]
    assert (copied["a"]["A2"].value, copied["a"]["B2"].value) == (None, 2)
    assert [sheet.sheet_state for sheet in copied.worksheets] == ["visible", "hidden"]
    assert _copy(()).worksheets == []
