"""The records of a fair mean what its sheets meant."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake import read_input
from data.samples import FOLDERS, sample_paths
from data.sources import InputPaths
from data.store.problem import read_records
from scheduler.problem import Categories
from tests.data.conftest import FAIR, Desk, write_book
from tests.postgres import Copies
from tests.record_cases import fair_row, keep_sheets

TYPED = datetime(2026, 12, 3, 10, 30)  # noqa: DTZ001 - as a sheet holds it
SHARED = Path(__file__).parents[3] / "../shared/fairs"


def problem_of(database, paths):
    """Keep what the sheets say, and return what the records make of it."""
    with database.writing() as session:
        fair = keep_sheets(session, paths)
    with database.reading() as session:
        return read_records(session, fair)


def assert_same(database, paths):
    """Records and sheets make one problem and directory; return the problem."""
    records, sheets = problem_of(database, paths), read_input(paths)
    assert sheets.problem is not None
    assert records.problem == sheets.problem
    assert records.directory == sheets.directory
    return records.problem


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_sample_is_the_same_from_records(database, name):
    assert len(assert_same(database, sample_paths(name)).buyers) > 20


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "scms_en",
        pytest.param("zh-chain", marks=pytest.mark.slow),
        pytest.param("py2025", marks=pytest.mark.slow),
    ],
)
def test_real_fair_is_the_same_from_records(tmp_path, name):
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    found = {path.stem: path for path in folder.iterdir()}
    paths = InputPaths(found["fair"], found["buyers"], found["suppliers"])
    with Copies(tmp_path).fresh() as database:
        assert_same(database, paths)


def test_units_of_headers_and_typed_cells_are_kept(tmp_path, database):
    desk = Desk(tmp_path)
    head = ["采购商", "产品", "数量（吨）", "预算(万元)", "需求日期", "手机"]
    rows = [
        head,
        ["甲公司", "水泵", 1234.56789012, 0.07, date(2026, 12, 3), 13800138000],
        ["", "阀门", "约500", "1.2万美元", TYPED, ""],
        ["", "管道", "20公斤", "", 46000, ""],
        ["", "电机", "3-5", "不详", "3/12/2026", ""],
        ["", "油", 0.00001, 300, "", ""],
        ["", "沙", 2e15, "", "", ""],
    ]
    desk.set("buyers", rows)
    lines = assert_same(database, InputPaths(**desk.paths)).buyers[0].lines
    assert [(line.quantity, line.unit) for line in lines] == [
        (1234.56789, "吨"), (500.0, "吨"), (20.0, "公斤"), (None, ""), (0.00001, "吨"), (None, ""),
    ]  # fmt: skip
    assert [(line.budget, line.currency) for line in lines] == [
        (700.0, "CNY"), (120_000_000.0, "USD"), (None, ""), (None, ""), (3_000_000.0, "CNY"), (None, ""),
    ]  # fmt: skip


def test_prices_and_orders_keep_what_their_header_says(tmp_path, database):
    desk = Desk(tmp_path)
    rows = [
        ["供应商", "产品", "价格（万元）", "起订量(箱)", "产能"],
        ["乙公司", "水泵", "2-3", "500", "月产10万个"],
        ["", "阀门", 1.5, 20, ""],
        ["", "管道", "$5", "一车", ""],
    ]
    desk.set("suppliers", rows)
    lines = assert_same(database, InputPaths(**desk.paths)).suppliers[0].lines
    assert [(line.price_low, line.price_high, line.currency) for line in lines] == [
        (20_000.0, 30_000.0, "CNY"), (15_000.0, 15_000.0, "CNY"), (50_000.0, 50_000.0, "USD"),
    ]  # fmt: skip
    assert [(line.minimum_order, line.minimum_unit) for line in lines] == [
        (500.0, "箱"), (20.0, "箱"), (None, ""),
    ]  # fmt: skip


def test_numbers_with_a_decimal_comma_mean_the_same_without_their_sheet(
    tmp_path, database
):
    desk = Desk(tmp_path)
    head = ["Einkäufer", "Artikel", "Menge", "Budget"]
    rows = [
        head,
        ["Alpha", "Pumpe", "2,5 t", "1.200,50 €"],
        ["", "Ventil", "1,500", 1.125],  # a slip for a point, or decimal: left out
        ["", "Rohr", "0,500", "1.200"],
    ]
    desk.set("buyers", rows)
    offers = [
        ["Lieferant", "Artikel", "Preis", "Mindestbestellmenge"],
        ["Beta", "Pumpe", "1,5-2,5 €", "1,5"],
        ["", "Ventil", "1,500 €", "zwei"],
    ]
    desk.set("suppliers", offers)
    problem = assert_same(database, InputPaths(**desk.paths))
    lines = problem.buyers[0].lines
    assert [(line.quantity, line.budget) for line in lines] == [
        (2.5, 1200.5), (None, 1.125), (0.5, 1200.0),
    ]  # fmt: skip
    offers = problem.suppliers[0].lines
    assert [(line.price_low, line.price_high) for line in offers] == [
        (1.5, 2.5), (None, None),
    ]  # fmt: skip
    assert [line.minimum_order for line in offers] == [1.5, None]


def test_headings_merges_and_further_booths_are_kept(tmp_path, database):
    desk = Desk(tmp_path)
    buyers = [
        ["编号", "采购商", "展馆", "产品", "品类"],
        ["机械类", "", "", "", ""],
        ["B1", "甲公司", "", "水泵", ""],
        ["B1", "", "2号馆", "", ""],
        ["B1", "", "", "阀门", "五金"],
    ]
    desk.paths["buyers"] = write_book(
        tmp_path / "b.xlsx", {"Sheet1": buyers}, [("A2:E2", "机械类")]
    )
    desk.set(
        "suppliers",
        [
            ["编号", "供应商", "展馆", "展位", "产品"],
            ["S1", "乙公司", "1号馆", "", ""],
            ["S1", "", "", "A01", "水泵"],
            ["S1", "", "2号馆", "B02", ""],
            ["S1", "", "2号馆", "B02", "合计"],
        ],
    )
    problem = assert_same(database, InputPaths(**desk.paths))
    assert [line.categories for line in problem.buyers[0].lines] == [
        ("机械类",),
        ("五金",),
    ]
    assert len(problem.suppliers[0].other_places) == 2


def test_further_sheets_are_kept(tmp_path, database):
    desk = Desk(tmp_path)
    desk.set("buyers", [["编号", "采购商", "产品", "品类"], ["B1", "甲公司", "水泵", "泵"], ["B2", "丙公司", "阀", "阀"]])  # fmt: skip
    desk.set("suggestions", [["采购商", "供应商", "强度", "理由"], ["B2", "乙公司", "必须", "老客户"]])  # fmt: skip
    desk.set(
        "locks", [["采购商", "供应商", "场次", "轮次"], ["甲公司", "S1", "D1-AM", 0]]
    )
    desk.set("absences", [["单位", "类型", "场次"], ["B2", "缺席", "12月4日上午"]])
    desk.set("history", [["采购商", "供应商", "结果"], ["B1", "S1", "成交 deal"], ["X", "S1", "成交"]])  # fmt: skip
    desk.set("categories", [["品类编码", "中文名称"], ["1", "泵"], ["2", "阀"]])
    desk.set("synonyms", [["词语", "同义词"], ["水泵", "泵；抽水机"]])
    problem = assert_same(database, InputPaths(**desk.paths))
    assert (len(problem.suggestions), len(problem.locks)) == (1, 1)
    assert (len(problem.history), len(problem.synonyms)) == (1, 1)
    assert problem.categories != Categories()


def test_known_tree_may_be_named_in_the_settings(tmp_path, database):
    desk = Desk(tmp_path)
    desk.set_fair(FAIR + '\n[fit]\ncategories = "Shopify"\n')
    assert_same(database, InputPaths(**desk.paths))


def test_settings_in_the_office_name_no_file(database):
    text = FAIR + '\n[fit]\ncategories = "/etc/passwd"\nsynonyms = "x.csv"\n'
    text += '[notices]\ntemplates = "texts"\n'
    with database.writing() as session:
        intake = read_records(session, _kept(session, text))
    assert intake.problem is None
    faults = [(fault.code, fault.cell) for fault in intake.faults]
    assert ("file-of-server", "fit.categories") in faults
    assert ("file-of-server", "fit.synonyms") in faults
    assert ("file-of-server", "notices.templates") in faults


def test_fair_without_parties_says_what_is_missing(database):
    with database.writing() as session:
        intake = read_records(session, _kept(session, FAIR))
    assert [(fault.code, fault.file) for fault in intake.faults] == [
        ("records-missing", "采购商 buyers"),
        ("records-missing", "供应商 suppliers"),
    ]


def test_fault_of_the_settings_is_called_theirs(tmp_path, database):
    desk = Desk(tmp_path)
    desk.set_fair(FAIR + '\n[[interpreter]]\nlanguages = ["en", "zh"]\nhall = "9"\n')
    faults = problem_of(database, InputPaths(**desk.paths)).faults
    [fault] = [fault for fault in faults if fault.code == "interpreter-hall"]
    assert (fault.file, fault.cell) == ("fair.toml", "interpreter[1].hall")


def test_broken_settings_are_a_fault_as_in_a_file(database):
    with database.writing() as session:
        intake = read_records(session, _kept(session, "[fair"))
    assert "toml-broken" in {fault.code for fault in intake.faults}


def _kept(session, text):
    fair = fair_row(text)
    session.add(fair)
    session.flush()
    return fair


def test_fault_in_a_record_names_party_and_column(tmp_path, database):
    desk = Desk(tmp_path)
    desk.set(
        "buyers", [["编号", "采购商", "产品", "数量"], ["B7", "甲公司", "水泵", "3-5"]]
    )
    faults = problem_of(database, InputPaths(**desk.paths)).faults
    [fault] = [fault for fault in faults if fault.code == "number-range"]
    assert (fault.file, fault.sheet, fault.cell) == (
        "采购商 buyers",
        "B7",
        "数量 quantity",
    )


WORDS = st.sampled_from(["", "水泵", "泵；阀", "合计", "备注：无", "500", "5 吨", "1.2万", "-", " 甲 ", "示例", "a/b,c", "12月3日上午"])  # fmt: skip
VALUES = WORDS | st.floats(0, 1e7) | st.integers(0, 10**6) | st.dates()
BUYER_HEAD = ["id", "buyer", "phone", "sessions", "product", "category", "quantity (吨)", "budget(万元)", "needed by", "notes"]  # fmt: skip
SUPPLIER_HEAD = ["supplier", "hall", "booth", "tables", "product", "minimum order(箱)", "price(千元)", "language", "absent", "line"]  # fmt: skip


@settings(max_examples=12)
@given(
    st.lists(st.lists(VALUES, min_size=10, max_size=10), min_size=1, max_size=6),
    st.lists(st.lists(VALUES, min_size=10, max_size=10), min_size=1, max_size=6),
)
def test_whatever_sheets_say_records_say_too(tmp_path_factory, buyers, suppliers):
    folder = tmp_path_factory.mktemp("case")
    desk = Desk(folder)
    desk.set(
        "buyers", [BUYER_HEAD, ["B0", "甲公司", *[""] * 2, "水泵", *[""] * 5], *buyers]
    )
    desk.set(
        "suppliers",
        [SUPPLIER_HEAD, ["乙公司", *[""] * 3, "水泵", *[""] * 5], *suppliers],
    )
    paths = InputPaths(**desk.paths)
    sheets = read_input(paths)
    if sheets.problem is None:
        return
    with Copies(folder).fresh() as database:
        records = problem_of(database, paths)
    assert records.problem == sheets.problem
    assert records.directory == sheets.directory
