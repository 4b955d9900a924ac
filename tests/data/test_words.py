"""Cells of a few words, in the languages whose headings are read."""

import pytest

from data.absences import _WORDS as CHANGES
from data.absences import Change
from data.call_answers import _ANSWERS as ANSWERS
from data.call_answers import Answer
from data.headings import foreign_headings
from data.history import _OUTCOMES as OUTCOMES
from data.suggestions import _STRENGTHS as STRENGTHS
from data.words import find_meaning, words_of
from scheduler.fair import Slot
from scheduler.problem import Lock, Outcome, Strength
from tests.data.conftest import BUYERS

READ = {
    "strength": (Strength, STRENGTHS),
    "outcome": (Outcome, OUTCOMES),
    "change": (Change, CHANGES),
    "answer": (Answer, ANSWERS),
}
LANGUAGES = {heading.language for heading in foreign_headings()}


@pytest.mark.parametrize("of", READ)
def test_every_word_means_what_its_line_says(of):
    meanings, words = READ[of]
    for meaning, _, word in words_of(of):
        assert find_meaning(word, words) is meanings(meaning), word


@pytest.mark.parametrize("of", READ)
def test_every_meaning_has_a_word_in_every_language_of_headings(of):
    meanings, _ = READ[of]
    said = {(meaning, language) for meaning, language, _ in words_of(of)}
    assert said == {(one.value, lang) for one in meanings for lang in LANGUAGES}


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("必须 must", Strength.MUST),
        ("必须must", Strength.MUST),
        ("must not meet", Strength.NEVER),
        ("prefer (old customer)", Strength.PREFER),
        ("推荐 老客户", Strength.PREFER),
        ("TAVSİYE / tercih", Strength.PREFER),
        ("no recomendado", Strength.AVOID),
        ("nicht unbedingt", None),
        ("not a must", None),
        ("must / avoid", None),
        ("recommended by nobody", None),
        ("", None),
    ],
)
def test_a_strength_is_read_or_left_open(text, strength):
    assert find_meaning(text, STRENGTHS) is strength


@pytest.fixture
def desk(desk):
    """Return a desk with two buyers."""
    desk.set("buyers", [*BUYERS, ["B2", "丙公司", "水泵"]])
    return desk


def test_a_suggestions_sheet_in_german_is_read(desk):
    desk.set("suggestions", [
        ["Käufer", "Lieferant", "Stärke", "Grund"],
        ["B1", "S1", "bevorzugt", "Stammkunde"],
        ["B2", "S1", "auf keinen Fall", ""],
    ])  # fmt: skip
    wishes = desk.clean().suggestions
    assert [w.strength for w in wishes] == [Strength.PREFER, Strength.NEVER]
    assert wishes[0].reason == "Stammkunde"


def test_a_locks_sheet_in_russian_is_read(desk):
    desk.set("locks", [
        ["Покупатель", "Поставщик", "Сессия", "Раунд"],
        ["B1", "S1", "D1-AM", 2],
    ])  # fmt: skip
    assert desk.clean().locks == (Lock("B1", "S1", Slot("D1-AM", 1)),)


def test_an_absences_sheet_in_spanish_is_read(desk):
    desk.set("absences", [
        ["Empresa", "Tipo", "Sesión"],
        ["S1", "no se presentó", "D1-AM"],
    ])  # fmt: skip
    gone = desk.clean().supplier_by_id["S1"].absent
    assert {slot.session for slot in gone} == {"D1-AM"}


def test_a_history_in_japanese_is_read(desk):
    desk.set("history", [
        ["バイヤー", "出展者", "結果"],
        ["B1", "S1", "成約"],
        ["B2", "S1", "興味なし"],
    ])  # fmt: skip
    assert [one.outcome for one in desk.clean().history] == [
        Outcome.DEAL, Outcome.POOR]  # fmt: skip
