"""Words for one product are compared as one."""

from dataclasses import replace

import pytest

from scheduler.fit.model import FitModel
from scheduler.fit.synonyms import Synonyms
from scheduler.problem import DemandLine, OfferLine
from tests.builders import make_buyer, make_problem, make_supplier

GROUPS = (
    ("hydraulic pump", "液压泵", "bomba hidráulica"),
    ("杯", "cup"),
    ("cup", "taza"),
    ("alone",),
    ("насос", "помпа"),
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hydraulic Pumps 250mm", "液压泵 250"),
        ("Bomba Hidráulica", "液压泵"),
        ("齒輪液壓泵站", "齿轮液压泵站"),
        ("tazas", "杯"),
        ("teacups", "teacups"),
        ("Помпа водяная", "насос водяная"),
        ("мотопомпа", "мотопомпа"),
        ("alone", "alone"),
        ("", ""),
    ],
)
def test_say(text, said):
    assert Synonyms(GROUPS).say(text) == said
    assert Synonyms(GROUPS[::-1]).say(text) == said


def test_no_groups_only_normalise():
    assert Synonyms(()).say("ＰＵＭＰ, 5 kg") == "pump 5"


def test_lines_in_two_languages_meet():
    def fit(synonyms):
        buyer = make_buyer("b1")
        problem = make_problem(
            [_with(buyer, DemandLine("液压泵"))],
            [make_supplier("s1", lines=(OfferLine("Hydraulic pumps"),))],
        )
        return FitModel(_told(problem, synonyms)).detail("b1", "s1").fit

    assert (fit(()), fit(GROUPS)) == (0, 89)


def _with(buyer, line):

    return replace(buyer, lines=(line,))


def _told(problem, synonyms):

    return replace(problem, synonyms=synonyms)
