"""Buyers and suppliers out of small sheets."""

from datetime import date

from data.intake import read_input
from data.sources import InputPaths
from scheduler.fair import Place, Slot
from scheduler.problem import DemandLine, OfferLine


def codes(intake):
    return [note.code for note in intake.notes]


def test_a_buyer_with_everything(desk):
    desk.set("buyers", [
        ["编号 id", "采购商 buyer", "联系人 contact", "职务 title", "手机 phone", "邮箱 email", "地区 region", "语言 language",
         "等级 tier", "人数 people", "可参加场次 sessions", "采购产品 product", "品类 category", "规格 specification",
         "数量 quantity", "单位 unit", "预算 budget", "币种 currency", "需求日期 needed by", "备注 notes", "line", "teams"],
        ["B1", "甲公司", "张三", "经理", "13800138000", "a@b.example", "上海", "zh",
         "A", 2, "D1-AM；D1-PM", "水泵", "泵；阀", "DN50",
         "1,200", "台", "50万元", "", "2026年12月31日", "急", "L1", 2],
        ["", "", "", "", "", "", "", "", "", "", "", "电机", "", "", "5000千克", "", "", "", "", "", "", ""],
    ])  # fmt: skip
    intake = desk.read()
    assert intake.faults == ()
    buyer = intake.problem.buyers[0]
    assert buyer.lines == (
        DemandLine("水泵", ("泵", "阀"), "DN50", 1200, "台", 500_000, "CNY", date(2026, 12, 31), "L1"),
        DemandLine("电机", quantity=5000, unit="千克"),
    )  # fmt: skip
    assert (buyer.id, buyer.name, buyer.region, buyer.tier) == (
        "B1",
        "甲公司",
        "上海",
        "A",
    )
    assert (buyer.sessions, buyer.teams) == (("D1-AM", "D1-PM"), 2)
    contact = intake.directory.buyers["B1"]
    assert (contact.name, contact.title, contact.phone) == (
        "张三",
        "经理",
        "+8613800138000",
    )
    assert (contact.phone_typed, contact.email) == ("13800138000", "a@b.example")
    assert (contact.people, contact.notes) == (2, "急")
    assert "unit-in-quantity" in codes(intake)


def test_a_supplier_with_everything(desk):
    desk.set("suppliers", [
        ["Exhibitor", "Hall", "Booth No.", "Tables", "Absent", "Max Meetings", "Products", "Category",
         "Capacity", "MOQ", "Price Range(元)", "Certificates", "Sales Rep"],
        ["乙公司", "1号馆", "1A01", "2张", "D2-AM", "12", "水泵", "泵", "月产10万", "100台", "18-25", "ISO 9001;CE", "王五"],
        ["乙公司", "2号馆", "2B02", "", "", "", "水泵", "泵", "月产10万", "100台", "18-25", "ISO 9001;CE", ""],
    ])  # fmt: skip
    intake = desk.read()
    assert intake.faults == ()
    supplier = intake.problem.suppliers[0]
    assert (supplier.id, supplier.tables, supplier.max_meetings) == ("乙公司", 2, 12)
    assert supplier.place == Place("1号馆", "1A01")
    assert supplier.other_places == (Place("2号馆", "2B02"),)
    assert supplier.absent == {Slot("D2-AM", i) for i in range(5)}
    assert supplier.lines == (
        OfferLine(
            "水泵",
            ("泵",),
            "月产10万",
            100,
            18,
            25,
            "CNY",
            ("ISO 9001", "CE"),
            minimum_unit="台",
            capacity_quantity=100_000,
        ),
    )
    assert "several-booths" in codes(intake)


def test_parties_are_sorted_by_id_whatever_the_order_of_rows(desk):
    head, rows = (
        ["id", "buyer", "product"],
        [["B2", "乙", "x"], ["B1", "甲", "y"], ["B3", "丙", "z"]],
    )
    desk.set("buyers", [head, *rows])
    one = desk.clean()
    desk.set("buyers", [head, *reversed(rows)])
    assert desk.clean() == one
    assert [buyer.id for buyer in one.buyers] == ["B1", "B2", "B3"]


def test_rows_of_one_party_need_not_be_neighbours(desk):
    desk.set("buyers", [["buyer", "product"], ["甲", "x"], ["乙", "y"], ["甲", "z"]])
    lines = {b.id: [line.product for line in b.lines] for b in desk.clean().buyers}
    assert lines == {"乙": ["y"], "甲": ["x", "z"]}


def test_an_id_alone_continues_its_party(desk):
    desk.set(
        "buyers",
        [
            ["id", "buyer", "product"],
            ["B1", "", "x"],
            ["B1", "甲", "y"],
            [2, "乙", "z"],
        ],
    )
    buyers = desk.clean().buyers
    assert [(b.id, b.name, len(b.lines)) for b in buyers] == [
        ("2", "乙", 1),
        ("B1", "甲", 2),
    ]


def test_a_name_without_id_is_its_own_id(desk):
    desk.set("buyers", [["id", "buyer", "product"], ["", "甲", "x"]])
    intake = desk.read()
    assert intake.problem.buyers[0].id == "甲"
    assert "id-from-name" in codes(intake)


def test_one_id_with_two_names_is_an_error(desk):
    desk.set(
        "buyers", [["id", "buyer", "product"], ["B1", "甲", "x"], ["B1", "乙", "y"]]
    )
    intake = desk.read()
    assert intake.problem is None
    fault = intake.faults[0]
    assert (fault.code, fault.cell, fault.found) == ("id-two-names", "B3", "乙")
    assert "B2" in fault.expected.en


def test_the_same_name_in_another_case_or_width_is_the_same(desk):
    desk.set(
        "buyers",
        [
            ["id", "buyer", "product"],
            ["B1", "Foo Co., Ltd.", "x"],
            ["B1", "ＦＯＯ CO LTD", "y"],
        ],
    )
    assert len(desk.clean().buyers) == 1


def test_a_row_without_any_party_is_an_error(desk):
    desk.set("buyers", [["id", "buyer", "product"], ["", "", "x"], ["B1", "甲", "y"]])
    assert desk.faults() == [("party-missing", "B2")]


def test_an_id_without_a_name_stands_for_it(desk):
    desk.set("buyers", [["id", "buyer", "product"], ["B1", "", "x"]])
    assert desk.faults() == [("name-missing", "A2")]
    assert desk.read().problem.buyers[0].name == "B1"


def test_values_of_one_party_that_differ_are_told(desk):
    desk.set(
        "buyers",
        [["buyer", "region", "product"], ["甲", "上海", "x"], ["甲", "北京", "y"]],
    )
    intake = desk.read()
    assert [(f.code, f.cell, f.severity) for f in intake.faults] == [
        ("party-differs", "B3", "warning")
    ]
    assert intake.problem.buyers[0].region == "上海"


def test_all_faults_of_all_files_at_once(desk):
    desk.set_fair("[fair]\n")
    desk.set("buyers", [
        ["buyer", "phone", "email", "people", "quantity", "needed by", "budget", "product"],
        ["甲", "1.38E+10", "a.b", "many", "按需", "soon", "1,5", "x"],
        ["乙", "12", "a@b@c", "0", "5-6", "3/12/2026", -5, ""],
    ])  # fmt: skip
    desk.set(
        "suppliers",
        [
            ["supplier", "tables", "price", "product"],
            ["丙", "0.5", "面议", "x"],
            ["丁", "", "", ""],
        ],
    )
    intake = desk.read()
    assert intake.problem is None
    assert [(f.file, f.code, f.cell) for f in intake.faults] == [
        ("fair.toml", "key-missing", "fair.name"),
        ("fair.toml", "key-missing", "fair.timezone"),
        ("fair.toml", "key-missing", "session"),
        ("buyers.xlsx", "phone-lost", "B2"),
        ("buyers.xlsx", "email-unusable", "C2"),
        ("buyers.xlsx", "count-unclear", "D2"),
        ("buyers.xlsx", "number-unclear", "E2"),
        ("buyers.xlsx", "date-unclear", "F2"),
        ("buyers.xlsx", "number-ambiguous", "G2"),
        ("buyers.xlsx", "lines-missing", "A3"),
        ("buyers.xlsx", "phone-unusable", "B3"),
        ("buyers.xlsx", "email-unusable", "C3"),
        ("buyers.xlsx", "count-unclear", "D3"),
        ("buyers.xlsx", "product-missing", "H3"),
        ("suppliers.xlsx", "count-unclear", "B2"),
        ("suppliers.xlsx", "price-unclear", "C2"),
        ("suppliers.xlsx", "lines-missing", "A3"),
    ]


def test_a_category_stands_for_a_missing_product(desk):
    desk.set("buyers", [["buyer", "product", "category"], ["甲", "", "泵；阀"]])
    intake = desk.read()
    assert [line.product for line in intake.problem.buyers[0].lines] == ["泵", "阀"]
    assert "product-from-category" in codes(intake)


def test_products_are_cut_at_semicolons_only(desk):
    desk.set(
        "buyers",
        [
            ["buyer", "product", "quantity"],
            ["甲", "打印机、复印机用纸；笔（红；蓝）", ""],
            ["甲", "a; b", 5],
        ],
    )
    products = [line.product for line in desk.clean().buyers[0].lines]
    assert products == ["打印机、复印机用纸", "笔（红；蓝）", "a; b"]


def test_units_of_a_header_count(desk):
    desk.set(
        "buyers",
        [["buyer", "product", "数量（吨）", "预算(万元)"], ["甲", "钢", 3, 50]],
    )
    line = desk.clean().buyers[0].lines[0]
    assert (line.quantity, line.unit, line.budget, line.currency) == (
        3,
        "吨",
        500_000,
        "CNY",
    )


def test_needed_by_as_a_serial_and_about_numbers_are_noted(desk):
    desk.set(
        "buyers",
        [["buyer", "product", "quantity", "needed by"], ["甲", "钢", "约500", 46359]],
    )
    intake = desk.read()
    line = intake.problem.buyers[0].lines[0]
    assert (line.quantity, line.needed_by) == (500, date(2026, 12, 3))
    assert {"number-about", "date-from-serial"} <= set(codes(intake))


def test_typed_phones_and_extensions_are_kept(desk):
    desk.set("buyers", [["buyer", "phone", "product"], ["甲", 13800138000, "x"], ["乙", "021-62345678转801", "x"],
                        ["丙", "13800138000/13900139000", "x"]])  # fmt: skip
    intake = desk.read()
    typed = {
        key: contact.phone_typed for key, contact in intake.directory.buyers.items()
    }
    assert typed == {
        "甲": "13800138000",
        "乙": "021-62345678转801",
        "丙": "13800138000/13900139000",
    }
    assert {"phone-extension", "phone-further"} <= set(codes(intake))


def test_sessions_by_words(desk):
    head = ["buyer", "sessions", "product"]
    desk.set(
        "buyers",
        [
            head,
            ["甲", "12月4日", "x"],
            ["乙", "第一天上午、D1-PM", "x"],
            ["丙", "全部", "x"],
            ["丁", "d2-am", "x"],
        ],
    )
    sessions = {b.id: b.sessions for b in desk.clean().buyers}
    assert sessions == {
        "丁": ("D2-AM",), "甲": ("D2-AM",), "乙": ("D1-AM", "D1-PM"), "丙": ("D1-AM", "D1-PM", "D2-AM"),
    }  # fmt: skip


def test_sessions_that_are_unclear_are_errors(desk):
    desk.set(
        "buyers",
        [
            ["buyer", "sessions", "product"],
            ["甲", "上午", "x"],
            ["乙", "D9", "x"],
            ["丙", "下午", "x"],
        ],
    )
    intake = desk.read()
    found = {f.code: f for f in intake.faults}
    assert sorted((f.code, f.cell) for f in intake.faults) == [
        ("session-ambiguous", "B2"), ("session-ambiguous", "B4"), ("session-unknown", "B3"),
    ]  # fmt: skip
    assert "D1-AM, D1-PM, D2-AM" in found["session-unknown"].expected.en


def test_a_table_of_several_sheets(desk, book):
    path = book({"采购一": [["buyer", "product"], ["甲", "x"]], "二": [["buyer", "product"], ["乙", "y"]],
                 "图": [["随便"]], "空": []})  # fmt: skip
    intake = read_input(InputPaths(desk.paths["fair"], path, desk.paths["suppliers"]))
    assert [b.id for b in intake.problem.buyers] == ["乙", "甲"]
    left = [
        (note.sheet, note.wording.en)
        for note in intake.notes
        if note.code == "sheet-left-out"
    ]
    assert left == [
        ("图", "This sheet is not read: no header of a buyers sheet was found."),
        ("空", "This sheet is not read: it is empty."),
    ]


def test_the_example_row_of_a_template_is_no_party(desk):
    desk.set(
        "buyers",
        [["id", "buyer", "product"], ["示例 example", "例", "x"], ["B1", "甲", "y"]],
    )
    assert [b.id for b in desk.clean().buyers] == ["B1"]
    desk.set("buyers", [["id", "buyer", "product"], ["示例 example", "例", "x"]])
    assert [code for code, _ in desk.faults()] == ["rows-missing"]


def test_numbers_below_zero_and_blank_counts(desk):
    head = ["buyer", "product", "quantity", "people", "teams"]
    desk.set("buyers", [head, ["甲", "x;", -5, " ", ""], ["甲", "; y", 1, "", 60]])
    assert desk.faults() == [("number-negative", "C2"), ("count-unclear", "E3")]


def test_one_product_beside_a_separator_is_one_product(desk):
    desk.set("buyers", [["buyer", "product"], ["甲", "水泵；"]])
    assert [line.product for line in desk.clean().buyers[0].lines] == ["水泵"]
