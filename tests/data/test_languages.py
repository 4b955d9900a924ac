"""Languages as people write them."""

import pytest

from data.folder_parties import read_buyer
from data.folder_reader import Node
from data.languages import nearest_language, understand_languages
from data.words import words_of
from scheduler.languages import LANGUAGES, name_language


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ()),
        ("中文", ("zh",)),
        ("普通话", ("zh",)),
        ("汉语；英语", ("zh", "en")),
        ("Chinese", ("zh",)),
        ("zh-CN", ("zh",)),
        ("pt_BR", ("pt",)),
        ("ＥＮ", ("en",)),
        ("Spanish, English", ("es", "en")),
        ("español / português", ("es", "pt")),
        ("西班牙语、葡萄牙语", ("es", "pt")),
        ("English and French", ("en", "fr")),
        ("中文和俄语", ("zh", "ru")),
        ("English (fluent), 日语（N1）", ("en", "ja")),
        ("中英双语", ("zh", "en")),
        ("中英文", ("zh", "en")),
        ("中日韩三语", ("zh", "ja", "ko")),
        ("英语, English", ("en",)),
        ("Deutsch und Englisch", ("de", "en")),
        ("русский и английский", ("ru", "en")),
        ("tiếng Anh, tiếng Trung", ("en", "zh")),
        ("中国語、英語", ("zh", "en")),
        ("İngilizce ve Türkçe", ("en", "tr")),
    ],
)
def test_languages_are_understood(text, codes):
    assert understand_languages(text) == (codes, ())


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_is_known_by_code_and_both_names(code):
    name = LANGUAGES[code]
    for text in (code, code.upper(), name.en, name.zh):
        assert understand_languages(text) == ((code,), ())


def test_every_name_in_another_language_is_known():
    for code, _, word in words_of("language"):
        assert understand_languages(word) == ((code,), ()), word


def test_words_that_are_no_language_are_handed_back():
    assert understand_languages("English; Klingon") == (("en",), ("Klingon",))
    assert understand_languages("xx-CN") == ((), ("xx-CN",))


def test_the_nearest_language_is_told():
    assert nearest_language("Spansh") == "西班牙语 Spanish (es)"
    assert nearest_language("西班呀语") == "西班牙语 Spanish (es)"


def test_a_code_without_a_name_stands_for_itself():
    assert name_language("xx").en == "xx"


def test_a_sheet_names_several_languages(desk):
    desk.set(
        "buyers", [["采购商", "语言", "产品"], ["甲公司", "西班牙语；英语", "水泵"]]
    )
    desk.set(
        "suppliers",
        [["供应商", "language", "产品"], ["乙公司", "中文 / English", "水泵"]],
    )
    problem = desk.clean()
    assert problem.buyers[0].languages == ("es", "en")
    assert problem.suppliers[0].languages == ("zh", "en")


def test_an_unknown_language_is_left_out_with_the_nearest(desk):
    desk.set("buyers", [["采购商", "语言", "产品"], ["甲公司", "Spansh; en", "水泵"]])
    intake = desk.read()
    (fault,) = intake.faults
    assert (fault.code, fault.cell, fault.found) == ("language-unknown", "B2", "Spansh")
    assert not fault.is_error
    assert "西班牙语 Spanish (es)" in fault.expected.zh
    assert intake.problem.buyers[0].languages == ("en",)


def test_an_older_folder_holds_one_text():
    facts = {"id": "B1", "name": "甲", "lines": [], "sessions": [], "absent": []}
    node = Node("problem.json", {**facts, "teams": 1, "language": "Chinese"})
    assert read_buyer(node).languages == ("zh",)
