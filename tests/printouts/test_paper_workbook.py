"""The master workbook, read back."""

from dataclasses import replace
from datetime import datetime, time
from io import BytesIO

import openpyxl

from printouts.row_height import WIDEST, row_height
from printouts.sheet_rows import LONGEST_CELL, cell_text
from printouts.workbook import render_workbook
from printouts.workbook_content import TIER_NAMES, build_sheets
from scheduler.balance.facts import (
    Balance,
    CategoryBalance,
    Change,
    ChangeKind,
    InterpreterShortage,
    Shortage,
)
from scheduler.directory import Contact, Directory
from scheduler.problem import Buyer, BuyerId, Supplier, SupplierId
from scheduler.result import Tier
from scheduler.wording import Wording
from tests.printouts import paper_cases as cases

TIERS = (
    Tier("fit", 880, 900, maximise=True, reached=880),
    Tier("unheard of", 1, 1, maximise=False, reached=1),
)


def open_book(problem=None, schedule=None, directory=cases.DIRECTORY, tiers=TIERS):
    problem = problem or cases.problem()
    schedule = schedule or cases.schedule(problem)
    content = render_workbook(problem, schedule, directory, tiers)
    return openpyxl.load_workbook(BytesIO(content))


def rows_of(page):
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]


def test_sheets_have_names_in_both_languages():
    assert open_book().sheetnames == [
        "Meetings 洽谈",
        "1号馆",
        "2号馆",
        "Buyers 采购商",
        "Suppliers 供应商",
        "Shortfalls 不足",
        "Balance 供需平衡",
        "Summary 汇总",
    ]


def test_meetings_are_dates_times_and_text():
    first = rows_of(open_book()["Meetings 洽谈"])[0]
    assert first == [
        datetime(2026, 12, 3),  # noqa: DTZ001  cells have no zone
        "D1-AM",
        1,
        time(9, 30),
        time(9, 50),
        "1号馆",
        "1A01",
        1,
        "S0001",
        "宁波鑫燊文具制造有限公司",
        "B0001",
        "上海淼垚商贸有限公司",
        80,
        None,
        cases.BECAUSE.zh,
        cases.BECAUSE.en,
    ]


def test_pages_are_set_up_for_print_and_for_filters():
    frozen = {"Buyers 采购商": "C2", "Suppliers 供应商": "C2"}
    for page in open_book():
        assert page.freeze_panes == frozen.get(page.title, "A2")
        assert page.auto_filter.ref.startswith("A1:")
        assert page.print_title_rows == "$1:$1"
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.paperSize == 9
        assert page.page_setup.fitToHeight == 0


def test_buyers_have_contacts_and_what_is_missing():
    rows = {row[0]: row for row in rows_of(open_book()["Buyers 采购商"])}
    assert rows["B0001"][2:4] == ["王淼", "+8619000000001"]
    assert rows["B0001"][4:8] == [3, None, "D1-AM", "2026-12-03 09:30"]
    assert rows["B0001"][9] == "采购经理"
    # three are wanted, B0003 has two, B0006 none
    assert rows["B0003"][5] == 1
    assert rows["B0006"][4:6] == [0, 3]


def test_suppliers_have_their_load_and_their_places():
    problem = cases.problem()
    limited = replace(problem.suppliers[4], max_meetings=4)
    problem = replace(problem, suppliers=(*problem.suppliers[:4], limited))
    rows = {row[0]: row for row in rows_of(open_book(problem)["Suppliers 供应商"])}
    assert rows["S0002"][7:9] == [3, 20]  # ten rounds at two tables
    assert rows["S0005"][7:9] == [2, 4]


def test_shortfalls_give_reasons_in_both_languages():
    rows = rows_of(open_book()["Shortfalls 不足"])
    reason = ["采购表中没有采购产品。", "The buyer's sheet has no product.", "no-lines"]
    buyer, supplier = cases.LONG_CHINESE, "宁波鑫燊文具制造有限公司"
    must = "必须洽谈未安排 unplaced must"
    assert rows == [
        ["不足 shortfall", "B0006", buyer, None, None, 0, 3, *reason],
        [must, "B0006", buyer, "S0001", supplier, None, None, *reason],
    ]


def test_rows_are_high_enough_for_their_text():
    page = open_book()["Meetings 洽谈"]
    # rows 3 to 5: a supplier of 69 letters, a buyer of 82, in columns of 36
    heights = [page.row_dimensions[row].height for row in range(1, 6)]
    assert heights == [31.5, 18.75, 30, 42.75, 47.25]
    assert row_height([]) == 17.25
    assert row_height([("x" * 10_000, 10)]) == 409
    # 52.5 points hold five Chinese letters of ten
    assert row_height([("一二三四五", 10)]) == 18.75
    assert row_height([("一二三四五六", 10)]) == 33
    assert row_height([("a\nb", 10), ("c", 10)]) == 30


def test_what_is_printed_is_large_enough_to_read():
    problem = cases.problem()
    sheets = build_sheets(problem, cases.schedule(problem), cases.DIRECTORY, TIERS)
    for sheet in sheets:
        printed = sheet.columns[: sheet.printed]
        assert sum(width for _, width in printed) <= WIDEST, sheet.name


def test_a_shortfall_without_reasons_still_has_its_row():
    problem = cases.problem()
    schedule = cases.schedule(problem)
    schedule = replace(
        schedule,
        shortfalls=tuple(replace(s, reasons=()) for s in schedule.shortfalls),
        unplaced_musts=tuple(replace(m, reasons=()) for m in schedule.unplaced_musts),
    )
    rows = rows_of(open_book(problem, schedule)["Shortfalls 不足"])
    assert [row[7:] for row in rows] == [[None] * 3, [None] * 3]


def test_summary_counts_and_lists_tiers():
    rows = {row[0]: row for row in rows_of(open_book()["Summary 汇总"])}
    assert rows["洽谈 Meetings"][1] == 11
    assert rows["平均匹配度 Mean fit"][1] == 80
    assert rows["达到 3 场的采购商 Buyers with 3 or more"][1] == 2
    assert rows["匹配度合计 Sum of fit"][1:4] == [880, 900, 0.022222]
    assert rows["unheard of"][1] == 1


def test_a_hall_has_its_meetings_by_time_with_room_to_tick():
    rows = rows_of(open_book()["2号馆"])
    assert [[*row[1:3], *row[5:7], *row[9:]] for row in rows] == [
        ["D1-AM", 2, "2B12", 1, "王淼 采购经理", None, None, "S0002", "B0001"],
        ["D1-AM", 2, "2B12", 2, "Ana Núñez, Head of purchasing", None, None, "S0002", "B0002"],
        ["D1-AM", 3, "2B09", 1, "Ana Núñez, Head of purchasing", None, None, "S0004", "B0002"],
        ["D1-PM", 2, "2B09", 1, None, None, None, "S0004", "B0003"],
        ["D1-PM", 3, "2B12", 1, None, None, None, "S0002", "B0005"],
    ]  # fmt: skip


def test_halls_whose_names_excel_refuses_have_a_sheet_all_the_same():
    halls = ["A/B:?", "a_b__", "'History'", "馆" * 40, ""]
    suppliers = cases.problem().suppliers
    problem = cases.problem(
        suppliers=tuple(
            replace(supplier, hall=hall)
            for supplier, hall in zip(suppliers, halls, strict=True)
        )
    )
    book = open_book(problem)
    assert book.sheetnames[1:5] == ["History 2", "A_B__", "a_b__ 2", "馆" * 31]


def test_balance_tells_who_is_there_in_each_session():
    problem = cases.problem(fair=cases.fair(ratio_target=0.5))
    rows = rows_of(open_book(problem)["Balance 供需平衡"])
    # in the morning two buyers meet five suppliers, seven times
    assert rows[0][:6] == ["场次 session", "D1-AM 2026-12-03 09:30", 2, 5, 0.4, 7]
    assert rows[1][:6] == ["场次 session", "D1-PM 2026-12-03 13:30", 3, 4, 0.75, 4]
    assert rows[2][:5] == ["目标 target", "场次 session", None, None, 0.5]
    assert len(rows) == 3


BALANCE = Balance(
    fair=CategoryBalance("", 6, 5, 4, 1, 9),
    categories=(CategoryBalance("14111507", 2, 1, 2, 1, 2), CategoryBalance("x", 1, 0, 1, 0, 0)),
    ratio=1.2,
    ratio_target=None,
    shortages=(
        Shortage((BuyerId("B0001"),), (), ("纸",), 3, 1),
        Shortage((BuyerId("B0003"), BuyerId("B0009")), (SupplierId("S0001"),), ("x", "y"), 6, 2),
    ),
    without_lines=(BuyerId("B0005"),),
    seldom_there=(BuyerId("B0006"),),
    cure=(Change(ChangeKind.TABLE, 2, supplier=SupplierId("S0001")), Change(ChangeKind.RECRUIT, 1, "纸")),
    cure_same_fit=(Change(ChangeKind.SESSION, 1),),
    proven=True,
    interpreters=(InterpreterShortage((BuyerId("B0009"),), ("es", "pt"), ("zh",), 3, 2, 1),),
)  # fmt: skip


def test_balance_tells_what_is_wanted_and_sold_and_what_would_mend_it():
    problem = cases.problem()
    content = render_workbook(
        problem, cases.schedule(problem), cases.DIRECTORY, TIERS, BALANCE
    )
    book = openpyxl.load_workbook(BytesIO(content))
    rows = rows_of(book["Balance 供需平衡"])[2:]
    assert rows[0][:9] == [
        "全场 fair",
        "全部产品 all products",
        6,
        5,
        1.2,
        None,
        4,
        1,
        9,
    ]
    assert rows[1][:9] == ["品类 category", "14111507", 2, 1, 2, None, 2, 1, 2]
    assert rows[2][:9] == ["品类 category", "x", 1, 0, None, None, 1, 0, 0]
    said = [(row[0], row[10]) for row in rows[3:]]
    rare = f"{cases.RARE} (B0003), B0009"
    stationer = "宁波鑫燊文具制造有限公司 (S0001)"
    assert said == [
        ("必然不足 short", "上海淼垚商贸有限公司 (B0001): too few suppliers suit; 1 missing. Scarce: 纸."),
        ("必然不足 short", f"{rare}: need 6 meetings, and those who suit them are full ({stationer}); 2 missing. Scarce: x, y."),
        ("必然不足 short", "B0009: need an interpreter in 3 meetings (Spanish, Portuguese with Chinese), and there are none for 2 of them. 1 more interpreter would do."),
        ("必然不足 short", f"Handed in no products: {cases.BUYERS[4].name} (B0005). Ask for their procurement sheets."),
        ("必然不足 short", f"There for fewer rounds than 3 meetings take: {cases.LONG_CHINESE} (B0006). Ask for more time."),
        ("补足办法 would mend it", f"2 more tables for {stationer}"),
        ("补足办法 would mend it", "invite 1 more supplier of 纸"),
        ("补足办法（不降匹配度） would mend it, least fit kept", "open 1 more session"),
    ]  # fmt: skip
    assert rows[-1][9] == "增开 1 个场次"


def test_one_cure_is_told_once():
    problem = cases.problem()
    same = replace(BALANCE, cure_same_fit=BALANCE.cure)
    sheets = build_sheets(
        problem, cases.schedule(problem), cases.DIRECTORY, balance=same
    )
    (sheet,) = [sheet for sheet in sheets if sheet.name.startswith("Balance")]
    assert [str(row[0]) for row in sheet.rows].count("补足办法 would mend it") == 2
    assert not [row for row in sheet.rows if "不降匹配度" in str(row[0])]


def test_an_empty_fair_has_a_workbook_too():
    problem = cases.problem(buyers=(), suppliers=())
    schedule = replace(cases.schedule(problem, ()), shortfalls=(), unplaced_musts=())
    book = open_book(problem, schedule, Directory(), ())
    assert rows_of(book["Meetings 洽谈"]) == []
    rows = {row[0]: row for row in rows_of(book["Summary 汇总"])}
    assert rows["平均匹配度 Mean fit"][1] is None


def test_hostile_cells_stay_text():
    names = ['=HYPERLINK("http://x")', "+1", "-1", "@A1", "http://example.com", "1E5"]
    problem = cases.problem(
        buyers=tuple(Buyer(BuyerId(f"B{i}"), name) for i, name in enumerate(names)),
        suppliers=(Supplier(SupplierId("S"), "a\x00b\ud800\n=1", "=1+1", "\t=x"),),
    )
    directory = Directory(buyers={BuyerId("B0"): Contact(notes="x", name="=cmd|x")})
    schedule = replace(cases.schedule(problem, ()), shortfalls=(), unplaced_musts=())
    book = open_book(problem, schedule, directory, ())
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell for cell in cells if cell.hyperlink] == []
    assert [row[1] for row in rows_of(book["Buyers 采购商"])] == names
    assert rows_of(book["Suppliers 供应商"])[0][1:4] == ["a b? =1", "=1+1", "=x"]


def test_a_fair_named_like_a_header_command_is_harmless():
    problem = cases.problem(fair=cases.fair(name=Wording.same("A&P&D " * 60)))
    page = open_book(problem)["Summary 汇总"]
    assert page.oddHeader.left.text.startswith("A&&P&&D")


def test_long_text_ends_in_an_ellipsis():
    assert len(cell_text("x" * 40_000)) == LONGEST_CELL
    assert cell_text("x" * 40_000).endswith("…")
    assert cell_text("x\n y") == "x y"


def test_every_tier_has_a_name_in_both_languages():
    assert all(name.en and name.zh for name in TIER_NAMES.values())
    assert len(TIER_NAMES) == 10


def test_same_input_same_bytes():
    problem = cases.problem()
    first, second = (
        render_workbook(problem, cases.schedule(problem), cases.DIRECTORY, TIERS)
        for _ in range(2)
    )
    assert first == second


def test_every_row_is_as_wide_as_its_header():
    problem = cases.problem()
    for sheet in build_sheets(problem, cases.schedule(problem), cases.DIRECTORY, TIERS):
        assert all(len(row) <= len(sheet.columns) for row in sheet.rows)
