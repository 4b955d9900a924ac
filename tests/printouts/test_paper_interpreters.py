"""Interpreters on paper: who needs one, between which languages, and where they serve."""

from dataclasses import replace

from printouts import booth_sheet, diary, hall_list
from printouts.content import (
    build_buyer_pages,
    build_fair_page,
    build_hall_pages,
    build_supplier_pages,
)
from printouts.interpreting import list_duties
from printouts.sheet import Text
from printouts.workbook_content import build_sheets
from scheduler.directory import Directory
from scheduler.fair import Interpreter
from scheduler.wording import Language, Wording
from tests.builders import (
    make_buyer,
    make_fair,
    make_meeting,
    make_problem,
    make_schedule,
    make_supplier,
)

ZH_ES = Interpreter(("zh", "es"), 2, hall="H1")
ZH_EN_ES = Interpreter(("zh", "en", "es"))
BETWEEN = Wording(en="Spanish–Chinese", zh="西班牙语–中文")


def case(*interpreters):
    """Return b1 (Spanish, also Portuguese) with s1 (Chinese), b2 (Chinese) with s2."""
    problem = make_problem(
        [
            make_buyer("b1", languages=("pt", "es")),
            make_buyer("b2", languages=("zh",)),
            make_buyer("b3", languages=("en",)),
        ],
        [make_supplier(f"s{i}", languages=("zh",)) for i in (1, 2, 3)],
        make_fair(interpreters=interpreters),
    )
    schedule = make_schedule(
        problem, *(make_meeting(problem, f"b{i}", f"s{i}") for i in (1, 2, 3))
    )
    return problem, schedule, Directory()


def texts(pages):
    return [
        mark.text for page in pages for mark in page.marks if isinstance(mark, Text)
    ]


def test_a_page_names_the_languages_somebody_there_speaks():
    buyers = build_buyer_pages(*case(ZH_ES))
    rows = {page.party_id: page.meetings[0].interpreter for page in buyers}
    # nobody speaks English: the page says what would be needed
    assert rows == {
        "b1": BETWEEN,
        "b2": Wording(en="", zh=""),
        "b3": Wording(en="English–Chinese", zh="英语–中文"),
    }
    suppliers = build_supplier_pages(*case(ZH_ES))
    assert suppliers[0].meetings[0].interpreter == BETWEEN


def test_papers_say_that_an_interpreter_comes():
    facts = case(ZH_ES, ZH_EN_ES)
    fair = build_fair_page(*facts)
    (page, *_) = build_buyer_pages(*facts)
    assert "需翻译 西班牙语–中文" in texts(diary.lay_out(fair, page, Language.ZH))
    (page, *_) = build_supplier_pages(*facts)
    said = texts(booth_sheet.lay_out(fair, page, Language.EN))
    assert "Interpreter Spanish–Chinese" in said
    (page,) = build_hall_pages(*facts[:2])
    said = texts(hall_list.lay_out(fair, page, None))
    assert said.count("需翻译 西班牙语–中文") == 1
    assert said.count("Interpreter English–Chinese") == 1


def test_papers_say_nothing_where_no_interpreters_are_listed():
    facts = case()
    fair = build_fair_page(*facts)
    for page in build_buyer_pages(*facts):
        assert not any(
            "翻译" in text for text in texts(diary.lay_out(fair, page, None))
        )
    sheets = {sheet.name: sheet for sheet in build_sheets(*facts)}
    assert "Interpreters 译员" not in sheets
    assert len(sheets["Meetings 洽谈"].columns) == 16


def test_the_workbook_lists_the_duties_of_interpreters():
    sheets = {sheet.name: sheet for sheet in build_sheets(*case(ZH_ES, ZH_EN_ES))}
    meetings = sheets["Meetings 洽谈"]
    assert meetings.columns[-1][0] == Wording(en="Interpreter", zh="翻译")
    assert [row[-1] for row in meetings.rows] == [
        "西班牙语–中文 Spanish–Chinese",
        "",
        "英语–中文 English–Chinese",
    ]
    duties = [row[1:3] + row[5:] for row in sheets["Interpreters 译员"].rows]
    assert duties == [
        ["P1", 1, "中文–西班牙语 Chinese–Spanish", "H1", 2, 1, "H1 s1: Buyer b1 – Supplier s1"],
        ["P1", 1, "中文–英语–西班牙语 Chinese–English–Spanish", "", 1, 1,
         "H1 s3: Buyer b3 – Supplier s3"],
    ]  # fmt: skip


def test_the_summary_says_how_much_of_the_interpreters_is_used():
    sheets = {sheet.name: sheet for sheet in build_sheets(*case(ZH_ES, ZH_EN_ES))}
    facts = dict(row[:2] for row in sheets["Summary 汇总"].rows)
    # two meetings; three people in three rounds
    assert facts["有译员的洽谈 Interpreted meetings"] == "2 / 9"


def test_duties_at_tables_name_the_table():
    problem, schedule, directory = case(ZH_EN_ES)
    schedule = replace(
        schedule,
        meetings=tuple(replace(m, hall="", booth="") for m in schedule.meetings[:1]),
    )
    (duty,) = list_duties(problem, schedule)
    assert duty.meetings == schedule.meetings
    sheets = {s.name: s for s in build_sheets(problem, schedule, directory)}
    (row,) = sheets["Interpreters 译员"].rows
    assert row[-1].startswith("1 号桌 Table 1: ")
