"""Companies written differently."""

import pytest

from data.duplicates import company_core, company_words


def core(name):
    return company_core(company_words(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海康达新材料股份有限公司", "上海康达新材料（集团）有限公司"),
        ("Foo Trading Co., Ltd.", "FOO TRADING"),
        ("Bar S.A.", "Bar SA"),
        ("Bar S.R.L.", "Bar"),
    ],
)
def test_legal_forms_do_not_count(one, other):
    assert core(one) == core(other)


def test_a_name_of_nothing_but_legal_forms_keeps_them():
    assert core("Co Ltd") == "coltd"
    assert core("有限公司") == "有限公司"
    assert core("—") == ""


def warnings(desk, names):
    desk.set(
        "suppliers",
        [
            ["id", "supplier", "product"],
            *([f"S{i}", n, "x"] for i, n in enumerate(names)),
        ],
    )
    return [
        (f.cell, f.severity)
        for f in desk.read().faults
        if f.code == "possible-duplicate"
    ]


@pytest.mark.parametrize(
    "names",
    [
        ["乙公司", "乙有限公司"],
        ["东方机电贸易有限公司", "東方機電貿易股份有限公司"],
        ["北京灵漾智能设备有限公司", "北京灵瑙智能设备公司"],
        ["Northwind Traders Ltd", "Nortwind Traders"],
        ["Barrail Hnos. - Chaves", "Barrail Hnos Chaves SA"],
    ],
)
def test_possible_duplicates_are_warned_of_once(desk, names):
    assert warnings(desk, names) == [("B3", "warning")]


@pytest.mark.parametrize(
    "names",
    [
        ["中国石油", "中国石化"],
        ["上海第一纺织机械有限公司", "上海第二纺织机械有限公司"],
        ["Consorcio CE", "Consorcio CT"],
        ["Line 2 Machines Ltd", "Line 3 Machines Ltd"],
        ["——", "……"],
    ],
)
def test_other_companies_are_left_alone(desk, names):
    assert warnings(desk, names) == []


def test_nothing_is_merged_and_both_places_are_named(desk):
    desk.set(
        "suppliers",
        [
            ["supplier", "product"],
            ["乙公司", "x"],
            ["乙有限公司", "x"],
            ["乙集团", "x"],
        ],
    )
    intake = desk.read()
    assert len(intake.problem.suppliers) == 3
    assert [f.code for f in intake.faults] == ["possible-duplicate"] * 2
    assert "Sheet1 A2" in intake.faults[0].expected.en


def test_thirty_thousand_names_are_compared_quickly(desk):
    from time import perf_counter

    from data.duplicates import report_duplicates
    from data.faults import Findings
    from data.parties import Party

    parties = [
        Party(f"S{i}", f"上海{i:05}号实业发展有限公司", None) for i in range(30_000)
    ]
    begin = perf_counter()
    report_duplicates(parties, findings := Findings())
    assert findings.faults == []
    assert perf_counter() - begin < 20
