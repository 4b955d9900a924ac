"""Codes of papers: the same for ever, nobody's name in them, errors found."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler import paper_codes
from scheduler.directory import Directory
from scheduler.paper_codes import (
    ALPHABET,
    draw_code,
    draw_seed,
    is_mistyped,
    plain_code,
    seed_of,
    spell_code,
)
from scheduler.wording import Wording
from tests.printouts import paper_cases as cases

CODES = st.builds(draw_code, st.text(max_size=8), st.just("buyer"), st.text(max_size=8))


def checks(code):
    """Weigh the characters 9 to 1: right ones sum up to a multiple of 31."""
    weights = range(9, 0, -1)
    total = sum(w * ALPHABET.index(c) for w, c in zip(weights, code, strict=True))
    return total % 31 == 0


def test_code_is_the_same_for_ever():
    # written on badges of fairs that are over: it must not change with the program
    assert draw_code("seed", "buyer", "B01") == "32PY2M8VV"


def test_code_differs_by_seed_side_and_party():
    codes = {
        draw_code(seed, kind, id_)
        for seed in ("a", "b")
        for kind in ("buyer", "supplier")
        for id_ in ("1", "2", "", "上海", "\ud800")
    }
    assert len(codes) == 20


def test_code_is_read_out_in_three_groups():
    assert spell_code("K7M24XQPZ") == "K7M-24X-QPZ"


@given(CODES, st.integers(0, 8), st.sampled_from(ALPHABET))
@settings(max_examples=100)
def test_any_wrong_character_is_found(code, at, other):
    assert checks(code)
    wrong = code[:at] + other + code[at + 1 :]
    assert checks(wrong) == (wrong == code)


@given(CODES, st.integers(0, 7))
@settings(max_examples=100)
def test_any_two_neighbours_swapped_are_found(code, at):
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert checks(swapped) == (swapped == code)


@pytest.mark.parametrize(
    "typed", ["32PY2M8VV", "32p-y2m-8vv", " 32P Y2M 8VV", "３２PY2M8VV"]
)
def test_code_is_read_however_it_is_typed(typed):
    assert plain_code(typed) == "32PY2M8VV"
    assert not is_mistyped("32PY2M8VV")


@pytest.mark.parametrize(
    "typed", ["", "B01", "32PY2M8V", "32PY2M8VO", "上海会唱歌的萝卜超"]
)
def test_what_has_another_shape_is_no_code(typed):
    assert plain_code(typed) == ""


def test_a_mistyped_code_is_told():
    assert is_mistyped("32PY2M8WV")
    assert is_mistyped("23PY2M8VV")


def test_folder_without_a_seed_has_that_of_its_fair():
    problem = cases.problem()
    assert seed_of(problem, Directory()) == draw_seed(problem)
    assert seed_of(problem, Directory(code_seed="kept")) == "kept"


def test_seed_is_that_of_the_fair_whoever_comes():
    problem = cases.problem()
    assert draw_seed(problem) == draw_seed(replace(problem, buyers=()))
    renamed = replace(problem, fair=cases.fair(name=Wording.same("Another fair")))
    assert draw_seed(problem) != draw_seed(renamed)


def test_seed_by_which_two_parties_share_a_code_is_not_drawn(monkeypatch):
    problem = cases.problem()
    first = draw_seed(problem)
    monkeypatch.setattr(
        paper_codes,
        "draw_code",
        lambda seed, kind, id_: "SAME" if seed == first else kind + id_,
    )
    assert draw_seed(problem) != first
