"""Which row is the header, what a header means, and which rows are lines."""

import pytest

from data.columns import COLUMNS, Kind
from data.headers import find_header, read_meaning
from data.near_headings import find_near
from data.workbook import Merge, Sheet


def sheet(rows, merges=()):
    width = max(len(row) for row in rows)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    return Sheet("f.xlsx", "S", full, tuple(Merge(*merge) for merge in merges))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("采购商 buyer", ("buyer",)),
        ("ＢＵＹＥＲ　name", ("buyer",)),
        ("需求 日期", ("needed_by",)),
        ("手机/电话", ("phone",)),
        ("电话 Phone No.", ("phone",)),
        ("可参加场次\n(sessions)", ("sessions",)),
        ("数量（吨）", ("quantity",)),
        ("联系人 手机", ("contact", "phone")),
        ("供应商", ()),
        ("长度", ()),
        ("", ()),
    ],
)
def test_what_a_header_means(text, fields):
    assert read_meaning(Kind.BUYERS, text).fields == fields


def test_every_name_of_every_column_means_it():
    for kind, columns in COLUMNS.items():
        for column in columns:
            assert read_meaning(kind, column.title).fields == (column.field,)
            assert read_meaning(kind, column.zh).fields == (column.field,)
            assert read_meaning(kind, column.en).fields == (column.field,)


def test_near_misses_are_named():
    assert find_near(Kind.BUYERS, "buyerr").field == "buyer"
    assert find_near(Kind.BUYERS, "xy") is None
    assert find_near(Kind.BUYERS, f"buyerr{' ' * 60}.") is None
    assert find_near(Kind.BUYERS, "something else") is None


def test_the_header_is_the_row_that_names_most():
    header = find_header(
        sheet(
            [
                ["采购需求表"],
                ["buyer", "2026"],
                ["采购商", "产品", "数量"],
                ["甲", "x", 1],
            ]
        ),
        Kind.BUYERS,
    )
    assert (header.top, header.bottom) == (2, 2)
    assert header.columns == {"buyer": (0,), "product": (1,), "quantity": (2,)}


def test_one_required_column_alone_is_a_header_of_its_own():
    assert find_header(sheet([["供应商"], ["甲"]]), Kind.SUPPLIERS).columns == {
        "supplier": (0,)
    }
    assert find_header(sheet([["备注"], ["甲"]]), Kind.SUPPLIERS) is None
    assert find_header(sheet([["供应商", "长度"], ["甲", "1"]]), Kind.SUPPLIERS) is None
    assert find_header(sheet([["x"]]), Kind.SUPPLIERS) is None


def test_a_merged_title_gives_way_to_the_names_below():
    rows = [
        ["采购商", "联系方式", "", "产品"],
        ["", "联系人", "手机", ""],
        ["甲", "张三", "1", "x"],
    ]
    header = find_header(
        sheet(rows, [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)]), Kind.BUYERS
    )
    assert header.bottom == 1
    assert header.columns == {
        "buyer": (0,),
        "contact": (1,),
        "phone": (2,),
        "product": (3,),
    }


def test_a_merged_title_over_data_keeps_its_meaning():
    rows = [["采购商", "产品", ""], ["甲", "x", 3]]
    header = find_header(sheet(rows, [(0, 1, 0, 2), (9, 9, 9, 9)]), Kind.BUYERS)
    assert (header.bottom, header.columns["product"]) == (0, (1,))


def test_rows_that_are_no_lines_are_skipped_and_told(desk):
    desk.set("buyers", [
        ["采购商", "产品", "品类", "数量", "内部"],
        ["甲", "水泵", "泵", 1, ""],
        ["采购商", "产品", "品类", "数量", "内部"],
        ["  ", "", "", "", ""],
        ["", "", "", "", "仅内部"],
        ["乙", "阀", "", 2, ""],
        ["合计", "", "", 3, ""],
        ["", "", "总计：", 3, ""],
        ["备注：以上价格含税", "", "", "", ""],
        ["以上为全部需求。", "", "", "", ""],
    ])  # fmt: skip
    intake = desk.read()
    assert intake.faults == ()
    assert sorted(b.id for b in intake.problem.buyers) == ["乙", "甲"]
    skipped = [(n.code, n.cell) for n in intake.notes if n.file == "buyers.xlsx"]
    assert skipped == [
        ("column-unused", "E1"), ("repeated-header", "A3"), ("note-row", "E5"),
        ("total-row", "A7"), ("total-row", "C8"), ("note-row", "A9"), ("note-row", "A10"),
    ]  # fmt: skip


def test_a_second_header_in_another_language_is_no_buyer(desk):
    desk.set(
        "buyers",
        [
            ["id", "buyer", "phone", "product", "quantity"],
            ["编号", "采购商", "手机", "采购产品", "数量"],
            ["B1", "甲公司", "", "水泵", 3],
        ],
    )
    intake = desk.read()
    assert [(n.code, n.cell) for n in intake.notes if n.file == "buyers.xlsx"] == [
        ("repeated-header", "A2")
    ]
    assert [buyer.id for buyer in intake.problem.buyers] == ["B1"]


def test_hidden_rows_are_read_and_told(desk, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["buyer", "product"], ["甲", "x"], ["乙", "x"], ["丙", "x"]):
        book.active.append(row)
    for row in (3, 4, 9):  # the last one is empty
        book.active.row_dimensions[row].hidden = True
    path = tmp_path / "filtered.xlsx"
    book.save(path)
    desk.paths["buyers"] = path
    intake = desk.read()
    assert len(intake.problem.buyers) == 3
    said = [n.wording.en for n in intake.notes if n.code == "hidden-rows"]
    assert said == ["2 rows are hidden or filtered out, and read like the others."]


def test_a_company_named_like_a_total_is_a_party(desk):
    desk.set("buyers", [["buyer", "product"], ["Total", "lubricants"]])
    assert [b.id for b in desk.clean().buyers] == ["Total"]


def test_numbers_alone_can_be_a_row(desk):
    desk.set("buyers", [["id", "buyer", "product"], [1, "甲", "x"], [1, "", ""]])
    assert len(desk.clean().buyers[0].lines) == 1


def test_an_id_alone_at_the_end_is_a_remark(desk):
    desk.set(
        "buyers", [["id", "buyer", "product"], [1, "甲", "x"], ["制表 张三", "", ""]]
    )
    assert len(desk.clean().buyers) == 1


def test_merged_cells_speak_for_all_their_rows(desk, book):
    desk.paths["buyers"] = book(
        {
            "S": [
                ["采购商", "产品", "品类", "数量"],
                ["", "a", "", 1],
                ["", "b", "", 2],
                ["乙", "c", "", 3],
                [],
                ["", "", "", 9],
            ]
        },
        [("A2:A3", "甲"), ("C2:C3", "泵"), ("D4:D6", "3")],
    )
    buyers = {b.id: b.lines for b in desk.read().problem.buyers}
    assert [(line.product, line.categories) for line in buyers["甲"]] == [
        ("a", ("泵",)),
        ("b", ("泵",)),
    ]


def test_a_heading_is_the_category_of_what_follows(desk, book):
    desk.paths["buyers"] = book(
        {
            "S": [
                ["采购商", "产品", "品类"],
                [],
                ["甲", "轴承", ""],
                ["甲", "电机", "电气"],
                [],
            ]
        },
        [("A2:C2", "机械部分"), ("A5:C5", "以下空白")],
    )
    intake = desk.read()
    lines = intake.problem.buyers[0].lines
    assert [line.categories for line in lines] == [("机械部分",), ("电气",)]
    assert [(n.code, n.cell) for n in intake.notes if n.file == "book.xlsx"] == [
        ("heading-row", "A2"), ("note-row", "A5"),
    ]  # fmt: skip


def test_columns_that_occur_twice(desk):
    desk.set(
        "buyers",
        [["buyer", "product", "category", "品类", "产品"], ["甲", "x", "a", "b", "y"]],
    )
    intake = desk.read()
    assert [(f.code, f.cell) for f in intake.faults] == [("header-twice", "E1")]
    assert "columns-joined" in {n.code for n in intake.notes}
    desk.set(
        "buyers",
        [
            ["buyer", "product", "category", "品类"],
            ["甲", "x", "a", "b"],
            ["甲", "y", "a", "a"],
        ],
    )
    assert [line.categories for line in desk.clean().buyers[0].lines] == [
        ("a", "b"),
        ("a",),
    ]


def test_unclear_and_near_headers_are_told(desk):
    desk.set(
        "buyers",
        [
            ["buyer", "product", "联系人 手机", "quantityy", "buyerr"],
            ["甲", "x", "", "", ""],
        ],
    )
    intake = desk.read()
    assert [(f.code, f.cell) for f in intake.faults] == [("header-ambiguous", "C1")]
    notes = [(n.code, n.cell) for n in intake.notes if n.file == "buyers.xlsx"]
    assert notes == [("header-near", "D1"), ("column-unused", "E1")]


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([], ["sheet-empty"]),
        ([["随便"]], ["header-missing"]),
        ([["buyer", "product"]], ["rows-missing"]),
        ([["buyer", "phone"], ["甲", "1"]], ["column-missing"]),
        ([["phone", "quantity"], ["甲", "1"]], ["column-missing", "column-missing"]),
        ([["buyer", "product"], ["合计", ""]], ["rows-missing"]),
        ([["supplier", "product"], ["甲", "x"]], ["kind-other"]),
        ([["buyer", "supplier", "strength"], ["甲", "乙", "must"]], ["kind-other"]),
    ],
)
def test_sheets_that_are_not_readable(desk, rows, codes):
    desk.set("buyers", rows)
    intake = desk.read()
    assert intake.problem is None
    assert [f.code for f in intake.faults] == codes


def test_cells_without_value_are_errors(desk, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (
        ["buyer", "product", "quantity", "other"],
        ["甲", "x", "=1+1", "=1"],
        ["乙", "y", 1, ""],
    ):
        book.active.append(row)
    book.save(tmp_path / "f.xlsx")
    desk.paths["buyers"] = tmp_path / "f.xlsx"
    assert desk.faults() == [("formula-no-value", "C2")]


def test_hidden_sheets_are_left_out(desk, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for name, party in (("a", "甲"), ("b", "乙")):
        made = book.create_sheet(name)
        made.append(["buyer", "product"])
        made.append([party, "x"])
    book.remove(book.worksheets[0])
    book["b"].sheet_state = "hidden"
    book.save(tmp_path / "f.xlsx")
    desk.paths["buyers"] = tmp_path / "f.xlsx"
    intake = desk.read()
    assert [b.id for b in intake.problem.buyers] == ["甲"]
    assert [(n.code, n.sheet) for n in intake.notes] == [("sheet-left-out", "b")]


def test_a_remark_with_a_value_beside_it_is_skipped(desk):
    desk.set("buyers", [["buyer", "product"], ["甲", "x"], ["制表人：", "张三"]])
    assert len(desk.clean().buyers) == 1
