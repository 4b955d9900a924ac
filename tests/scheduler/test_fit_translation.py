"""Lines in different languages meet by what their words mean in English."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from scheduler.fit.category_names import find_alike
from scheduler.fit.glossary import Glossary, language_of
from scheduler.fit.model import FitModel
from scheduler.fit.settings import FitSettings
from scheduler.fit.text import TEXT_UNIT
from scheduler.fit.translation import build_translations
from tests.builders import make_problem
from tests.fit_cases import buyer_of, supplier

ENTRIES = {
    "液压": ("hydraulic pressure", "hydraulic"),
    "泵": ("pump",),
    "液压机": ("hydraulic press",),
    "纸": ("paper",),
    "阀": ("valve",),
}
GLOSSARY = {
    "en": {"motor": ("motor",)},
    "es": {
        "bomba": ("pumps",),
        "centrifuga": ("centrifugal",),
        "hidraulica": ("hydraulic",),
        "motor": ("engine", "motor"),
        "papel": ("paper",),
    },
    "zh": ENTRIES,
}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("液压泵", ["液压", "泵"]),
        ("液压机泵", ["液压机", "泵"]),
        ("大型泵 pump 阀", ["泵", "阀"]),
        ("液", []),
        ("", []),
    ],
)
def test_texts_are_split_from_the_left_at_the_longest_word(text, words):
    assert Glossary(ENTRIES).split(text) == words


def test_the_entries_that_texts_use_split_them_alike():
    texts = ["液压机泵", "泵", "纸箱"]
    used = Glossary(ENTRIES).used_by(texts)
    assert used == {word: ENTRIES[word] for word in ("泵", "液压机", "纸")}
    assert list(map(Glossary(used).split, texts)) == [["液压机", "泵"], ["泵"], ["纸"]]


def test_who_says_it_in_the_other_language_is_found_both_ways():
    for wanted, offered in (("zh", "en"), ("en", "zh")):
        names = {
            "zh": ("液压泵", "液压阀", "纸"),
            "en": ("Hydraulic pumps", "Hydraulic valves", "Paper"),
        }
        problem = make_problem(
            [buyer_of("b1", (names[wanted][0], ""))],
            [supplier(f"s{i}", (name, "")) for i, name in enumerate(names[offered])],
        )
        assert list(FitModel(problem).scores("b1")) == [0, 0, 0]
        found = FitModel(replace(problem, glossary=GLOSSARY)).scores("b1")
        assert found[0] > 800_000 > found[1] > 200_000 > found[2]


def test_lines_in_one_language_gain_nothing():
    problem = make_problem(
        [buyer_of("b1", ("液压泵", "")), buyer_of("b2", ("hydraulic pump", ""))],
        [supplier("s1", ("泵", "")), supplier("s2", ("pump valve", ""))],
    )
    plain = FitModel(problem)
    told = FitModel(replace(problem, glossary=GLOSSARY))
    for buyer, same in (("b1", "s1"), ("b2", "s2")):
        assert told.detail(buyer, same).matches == plain.detail(buyer, same).matches
    assert plain.detail("b1", "s2").matches == ()
    assert [one.offer for one in told.detail("b1", "s2").matches] == ["pump valve"]


def test_the_weight_of_translations_can_be_taken_away():
    problem = make_problem(
        [buyer_of("b1", ("液压泵", ""))], [supplier("s1", ("hydraulic pump", ""))]
    )
    told = replace(problem, glossary=GLOSSARY)
    fits = [
        FitModel(told, FitSettings(translation=share)).detail("b1", "s1").fit
        for share in (0.0, 0.5, 1.0)
    ]
    assert fits == sorted(fits)
    assert fits[0] == 0
    assert fits[2] > 80


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("bomba centrifuga", "es"),
        ("motor de bomba", "es"),
        ("motor", "en"),
        ("液压 bomba", "zh"),
        ("pumpe", "en"),
        ("", "en"),
    ],
)
def test_a_text_is_in_the_language_that_knows_most_of_its_words(text, language):
    known = {one: Glossary(words) for one, words in GLOSSARY.items()}
    assert language_of(text, known) == language


def test_two_languages_meet_by_what_both_mean_in_english():
    problem = make_problem(
        [buyer_of("b1", ("液压泵", ""))],
        [supplier("s1", ("bomba hidraulica", "")), supplier("s2", ("papel", ""))],
    )
    fits = FitModel(replace(problem, glossary=GLOSSARY)).scores("b1")
    assert list(FitModel(problem).scores("b1")) == [0, 0]
    assert fits[0] > 0 == fits[1]


def test_what_is_meant_are_rows_of_one_length_by_language():
    texts = ["", "hydraulic pump", "液压泵", "纸", "阀 pump", "bomba"]
    found = build_translations(texts, GLOSSARY, 200)
    assert {
        one: np.flatnonzero(rows.getnnz(axis=1)).tolist() for one, rows in found.items()
    } == {
        "en": [1],
        "es": [5],
        "zh": [2, 3, 4],
    }
    for rows in (found["en"][1], found["zh"][2], found["es"][5]):
        length = np.sqrt(float((rows.astype(float).power(2)).sum()))
        assert length == pytest.approx(TEXT_UNIT, abs=8)


def test_with_one_language_only_what_is_really_said_in_english_counts():
    found = build_translations(["pump", "液压泵", "茶"], {"zh": ENTRIES}, 200)
    assert found["zh"].getnnz(axis=1).astype(bool).tolist() == [False, True, False]


def test_a_word_of_several_meanings_is_less_sure_of_each():
    entries = {"泵": ("pump",), "机": ("pump", "press")}
    found = build_translations(["press", "pump", "机", "泵"], {"zh": entries}, 200)
    surely, perhaps = ((found["en"][1] @ found["zh"][i].T).sum() for i in (3, 2))
    assert surely > perhaps > 0


def test_without_a_known_word_nothing_is_meant():
    assert list(build_translations(["pump", "茶"], {"zh": ENTRIES}, 200)) == ["en"]


def test_names_of_categories_meet_by_what_they_mean():
    problem = make_problem(
        [buyer_of("b1", ("XK 200", "Bombas")), buyer_of("b2", ("XK", "8413"))],
        [supplier("s1", ("QJ", "泵")), supplier("s2", ("QJ", "纸"))],
    )
    glossary = GLOSSARY | {"es": GLOSSARY["es"] | {"bombas": ("pump",)}}
    told = FitModel(replace(problem, glossary=glossary))
    assert told.scores("b1")[0] > 300_000 > told.scores("b1")[1] == 0
    assert list(FitModel(problem).scores("b1")) == [0, 0]
    assert list(told.scores("b2")) == [0, 0]


def test_the_less_two_names_agree_the_less_they_count():
    rows = {
        "en": csr_matrix([[TEXT_UNIT, 0], [0, 0]], dtype=np.int64),
        "zh": csr_matrix([[0, 0], [TEXT_UNIT // 2, TEXT_UNIT]], dtype=np.int64),
    }
    assert find_alike(["pumps", "泵"], rows) == {
        "pumps": (("泵", 0.25),),
        "泵": (("pumps", 0.25),),
    }
    rows["zh"][1, 0] = TEXT_UNIT // 3
    assert find_alike(["pumps", "泵"], rows) == {}
