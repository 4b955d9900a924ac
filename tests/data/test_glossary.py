"""What words mean, read only where the other side writes in another language."""

from dataclasses import replace

import pytest

from data.glossary import read_glossary
from data.intake import read_input
from data.sources import InputPaths
from scheduler.problem import DemandLine
from tests.fit_cases import buyer_of, supplier


def glossary(wanted, offered, synonyms=()):
    return read_glossary(
        [buyer_of("b1", (wanted, ""))], [supplier("s1", (offered, ""))], synonyms
    )


@pytest.mark.parametrize(
    ("wanted", "offered"), [("水泵", "water pump"), ("Water pump", "水泵")]
)
def test_the_words_of_the_lines_are_read_whoever_says_them(wanted, offered):
    assert glossary(wanted, offered) == {"zh": {"水泵": ("water pump",)}}


def test_traditional_characters_are_read_as_simplified_ones():
    assert glossary("齒輪", "gears") == glossary("齿轮", "gears")
    assert glossary("齒輪", "gears")["zh"]["齿轮"] == ("gear", "pinion")


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [
        ("水泵", "水泵"),
        ("water pump", "Su pompası XJ 200"),
        ("bombas de agua", "Bombas hidráulicas"),
        ("bombas de agua", "304 A4"),
        ("水泵", "304 A4"),
        ("水泵 pump", "水泵 water pump"),
        ("", "pump"),
    ],
)
def test_nothing_is_read_where_both_sides_write_alike(wanted, offered):
    assert glossary(wanted, offered) == {}


def test_a_specification_stands_for_a_product_that_is_missing():
    buyer = replace(buyer_of("b1"), lines=(DemandLine("", specification="水泵"),))
    assert read_glossary([buyer], [supplier("s1", ("pump", ""))], ()) == {
        "zh": {"水泵": ("water pump",)}
    }


def test_synonyms_are_said_before_words_are_looked_up():
    assert glossary("水龙王", "pump", [("水龙王", "水泵")]) == {
        "zh": {"水泵": ("water pump",)}
    }


def test_meanings_are_words_without_asides():
    words = glossary("机床小姐张", "lathe")["zh"]
    assert words["机床"] == ("machine tool", "a lathe")
    assert words["小姐"] == ("young lady", "miss")


def test_sheets_in_two_languages_carry_their_words_into_the_problem(desk):
    desk.set("buyers", [["buyer", "product"], ["甲", "水泵"]])
    desk.set(
        "suppliers", [["supplier", "product", "booth"], ["Pumps Ltd", "Pump", "A1"]]
    )
    intake = read_input(InputPaths(**desk.paths))
    assert intake.problem.glossary == {"zh": {"水泵": ("water pump",)}}
    note = next(one for one in intake.notes if one.code == "lines-by-meaning")
    assert note.wording.en.startswith("Lines in Chinese meet lines in other languages")


def test_words_of_european_languages_are_read_as_they_are_written():
    words = glossary("Bomba centrífuga marca Grundfos", "Centrifugal pumps")
    assert words["es"]["bomba"][0] == "pumps"
    assert words["es"]["centrifuga"] == ("centrifugal",)
    assert words["es"]["grundfos"] == ("grundfos",)
    assert "en" not in words


def test_words_that_english_shares_are_told_apart():
    words = glossary("Motor para la bomba de agua", "Electric motor for the water pump")
    assert words["en"] == {"motor": ("motor",)}
    assert "motor" in words["es"]


def test_two_languages_are_read_beside_each_other():
    words = glossary("Hydraulikpumpen für Bagger", "水泵")
    assert words["de"]["hydraulikpumpen"][-1] == "pumps"
    assert words["zh"] == {"水泵": ("water pump",)}


def test_names_of_categories_are_read_too():
    words = read_glossary(
        [buyer_of("b1", ("XK 200", "Bombas de agua"))],
        [supplier("s1", ("QJ 3", "水泵"))],
        (),
    )
    assert words["es"]["bombas"] == ("pumps",)
    assert words["zh"] == {"水泵": ("water pump",)}
