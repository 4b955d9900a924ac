"""What is said of marginal prices, in both languages, and kept for programs."""

import pytest

from api.console import Console
from api.price_report import report_prices
from data.prices_json import price_json
from scheduler.prices import More, Price
from scheduler.wording import Language
from tests.builders import make_problem

PRICES = (
    Price(More.TABLE, 5, 0, 2, 0, -7, supplier="s1"),
    Price(More.SUPPLIER, 4, 1, 0, 0, 0, supplier="s1", categories=("F02",)),
    Price(More.SESSION, 3, 0, 0, 0, 30, session="P1"),
    Price(More.INTERPRETER, 2, 0, 0, 1, 0, languages=("zh", "ko")),
)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            Language.EN,
            [
                "What one more would bring at most (difference of proven bounds):",
                (
                    "  - one more table at Supplier s1 (s1): +2 meetings up to the "
                    "minimum, -7 fit"
                ),
                "  - one more supplier like Supplier s1 (s1): +1 must met",
                "  - one more session like P1: +30 fit",
                "  - one more interpreter (zh, ko): +1 suggestion",
            ],
        ),
        (
            Language.ZH,
            [
                "再增加一个最多可带来（两个已证明上界之差）：",
                "  - Supplier s1 (s1)增加一张洽谈桌：最低场数内的洽谈 +2 场，匹配度合计 -7",
                "  - 再来一家与Supplier s1 (s1)同类的供应商：“必须”配对 +1",
                "  - 增加一个与 P1 相同的场次：匹配度合计 +30",
                "  - 增加一名译员（zh、ko）：匹配建议 +1",
            ],
        ),
    ],
)
def test_each_price_is_a_line(language, lines, capsys):
    report_prices(Console(language), PRICES, make_problem())
    assert capsys.readouterr().out.splitlines() == lines


def test_no_prices_no_words(capsys):
    report_prices(Console(Language.EN), (), make_problem())
    assert capsys.readouterr().out == ""


def test_a_price_for_programs():
    assert price_json(PRICES[1]) == {
        "more": "supplier",
        "supplier": "s1",
        "categories": ["F02"],
        "session": None,
        "languages": [],
        "musts": 1,
        "meetings": 0,
        "suggestions": 0,
        "fit": 0,
        "worth": 4,
    }
