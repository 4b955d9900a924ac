"""Words, dates and numbers on paper."""

from datetime import date

import pytest

from printouts import labels
from scheduler.wording import Language, Wording


def test_say_both_languages_chinese_first():
    assert labels.say(labels.Word.TIME, None) == "时间 Time"
    assert labels.say(labels.Word.TIME, Language.ZH) == "时间"
    assert labels.say(labels.Word.TIME, Language.EN) == "Time"


def test_sides_say_equal_and_empty_texts_once():
    assert labels.sides(Wording.same("X"), None) == ("X",)
    assert labels.sides(Wording(en="", zh=""), Language.EN) == ()


def test_every_word_has_two_sides():
    words = [word for word in vars(labels.Word).values() if isinstance(word, Wording)]
    assert len(words) > 20
    assert all(word.en and word.zh for word in words)


def test_days():
    on = date(2026, 12, 3)
    assert labels.day(on) == Wording(en="Thu 3 Dec", zh="12月3日 周四")
    assert labels.day(on, year=True).zh == "2026年12月3日 周四"


@pytest.mark.parametrize(
    ("first", "last", "en", "zh"),
    [
        (date(2026, 12, 3), date(2026, 12, 3), "Thu 3 Dec 2026", "2026年12月3日 周四"),
        (date(2026, 12, 3), date(2026, 12, 5), "3–5 Dec 2026", "2026年12月3–5日"),
        (
            date(2026, 11, 30),
            date(2026, 12, 2),
            "30 Nov – 2 Dec 2026",
            "2026年11月30日至12月2日",
        ),
        (
            date(2026, 12, 31),
            date(2027, 1, 2),
            "31 Dec 2026 – 2 Jan 2027",
            "2026年12月31日至2027年1月2日",
        ),
        (None, None, "", ""),
    ],
)
def test_dates(first, last, en, zh):
    assert labels.dates(first, last) == Wording(en=en, zh=zh)


def test_release():
    assert labels.release(0).en == "Draft"
    assert labels.release(3) == Wording(en="Release 3", zh="第 3 版")


@pytest.mark.parametrize(
    ("hall", "zh", "en", "both"),
    [
        ("1号馆", "1号馆", "Hall 1 (1号馆)", "1号馆 Hall 1"),
        ("5.2馆", "5.2馆", "Hall 5.2 (5.2馆)", "5.2馆 Hall 5.2"),
        ("2", "2号馆", "Hall 2", "2号馆 Hall 2"),
        ("A", "A馆", "Hall A", "A馆 Hall A"),
        ("H1", "H1馆", "Hall H1", "H1馆 Hall H1"),
        ("Grand Foyer", "Grand Foyer", "Grand Foyer", "Grand Foyer"),
        ("", "", "", ""),
    ],
)
def test_halls(hall, zh, en, both):
    assert labels.say_hall(hall, Language.ZH) == zh
    assert labels.say_hall(hall, Language.EN) == en
    assert labels.say_hall(hall, None) == both


def test_table_numbers_in_runs():
    assert labels.table_numbers([3]).en == "Table 3"
    assert labels.table_numbers([1, 2, 3, 5]) == Wording(
        en="Tables 1–3, 5", zh="1–3、5 号桌"
    )


def test_counts():
    assert labels.meetings(1).en == "1 meeting"
    assert labels.meetings(0).en == "0 meetings"
    assert labels.and_more(2) == Wording(en="and 2 more", zh="等另 2 项")


def test_heads_and_brackets_are_those_of_the_language():
    assert labels.headed("采购需求", "水壶", Language.ZH) == "采购需求：水壶"
    assert labels.headed("Wants", "kettle", Language.EN) == "Wants: kettle"
    assert labels.headed("采购需求 Wants", "水壶", None) == "采购需求 Wants: 水壶"
    more = labels.Word.CONTINUED
    assert labels.in_brackets(more, Language.ZH) == "（续）"
    assert labels.in_brackets(more, None) == "(续 continued)"
