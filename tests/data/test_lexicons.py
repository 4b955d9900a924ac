"""Lexicons learnt from titles in two languages, and who writes in which language."""

import gzip
import json

import pytest

from data.lexicons import learn
from data.lexicons.lexicon import Lexicon, languages_of, read_lexicon
from data.lexicons.written import find_languages


def test_words_mean_what_stands_beside_them_most():
    ours = ["bombas de agua", "bombas de aceite", "aceite", "filtros de agua", ""]
    theirs = ["water pumps", "oil pumps", "oil", "water filters", "unsaid"]
    found = learn.learn(ours, theirs)
    assert {word: meanings[0] for word, meanings in found.items() if word != "de"} == {
        "aceite": "oil",
        "agua": "water",
        "bombas": "pumps",
        "filtros": "filters",
    }


def test_the_file_of_lexicons_is_written_the_same_each_time(tmp_path, monkeypatch):
    titles = [
        {"en": "Water pumps", "es": "Bombas de agua", "ga": "Water pumps"},
        {"en": "Pumps", "es": "Bombas", "ga": "Pumps"},
        {"en": "Radar 3D", "es": "Radar 3D"},
        {"en": "Water", "es": "Agua"},
        {"en": "Oil"},
    ]
    source = tmp_path / "titles.json"
    source.write_text(json.dumps([{"code": "1", "labels": one} for one in titles]))
    monkeypatch.setattr(learn, "PATH", tmp_path / "words.tsv.gz")
    monkeypatch.setattr("sys.argv", ["learn", str(source)])
    learn.main()
    written = learn.PATH.read_bytes()
    learn.main()
    assert learn.PATH.read_bytes() == written
    assert gzip.decompress(written).decode().splitlines() == [
        "agua\t|es=water",
        "bombas\t|es=pumps",
        "oil\t|en=",
        "pumps\t|en=",
        "radar\t|en=",
        "water\t|en=",
    ]


@pytest.mark.parametrize(
    ("word", "meanings"),
    [
        ("pumpen", ("pumps",)),
        ("pumpe", ("pumps",)),
        ("pum", ()),
        ("pumpwerk", ()),
        ("wasserpumpe", ("water", "pumps")),
        ("wasserspumpen", ("water", "pumps")),
        ("kreiselpumpe", ("pumps",)),
        ("kleidung", ()),
    ],
)
def test_endings_and_compounds_are_understood(word, meanings):
    words = {"pumpen": "pumps", "wasser": "water"}
    assert Lexicon(words, compounds=True).meanings(word) == meanings


def test_other_languages_write_no_compounds():
    words = {"tubos": "tubes"}
    assert Lexicon(words, compounds=False).meanings("raspatubos") == ()


def test_twenty_two_languages_and_english_come_along():
    assert read_lexicon("es").meanings("bomba")[0] == "pumps"
    assert read_lexicon("de").meanings("arbeitskleidung") == ("workwear",)
    assert read_lexicon("pl").meanings("pompy") == ("pumps",)
    assert read_lexicon("en").meanings("pumps") == ()
    assert languages_of("pump") >= {"en"}
    assert "es" in languages_of("bomba")
    assert languages_of("xyz") == set()


def languages(*sides):
    return find_languages([set(texts) for texts in sides])


def test_a_side_writes_in_the_language_that_knows_it_best():
    assert languages(["Bombas de agua"], ["Tornillos de acero"], ["XJ 200"]) == [
        "es",
        "es",
        "es",
    ]
    assert languages(["Su pompası", "Hidrolik silindir"]) == [""]
    assert languages([], ["304"]) == ["", ""]
    assert languages() == []


def test_few_odd_words_are_no_language():
    usual = [["Water pumps", "Steel tubes", "Medical gloves"]] * 9
    assert languages(*usual, ["Nafta"]) == ["en"] * 10


def test_who_surely_writes_in_another_language_is_believed():
    usual = [["Water pumps", "Steel tubes", "Medical gloves"]] * 40
    one = ["Bombas centrífugas", "Tubos de acero inoxidable", "Guantes para cirugía"]
    assert languages(*usual, one) == ["en"] * 40 + ["es"]
    assert languages(*usual[:8], ["Bombas de agua"], ["Guantes médicos"])[-2:] == [
        "es",
        "es",
    ]
