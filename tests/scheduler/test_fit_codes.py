"""Categories: what a code lies under, and what sharing it is worth."""

from types import MappingProxyType

import pytest

from scheduler.fit.codes import (
    CODE_UNIT,
    ancestors,
    are_filled_singly,
    build_code_matrices,
    normalise_category,
)
from scheduler.fit.settings import FitSettings

LEVELS = FitSettings().code_levels


@pytest.mark.parametrize(
    ("category", "path"),
    [
        ("14111507", ("14", "1411", "141115", "14111507")),
        ("14111500", ("14", "1411", "141115")),  # UNSPSC writes a class like this
        ("C2921", ("c2921",)),
        ("123", ("12", "123")),
        ("1900", ("19", "1900")),  # only eight digits are filled up
        (
            "ARV.Adult.Ritonavir",
            ("arv", "arv.adult", "arv.adult.ritonavir"),
        ),
        ("机械 > 泵 > 液压泵", ("机械", "机械.泵", "机械.泵.液压泵")),
        ("Live Animals", ("live animals",)),
        ("  ｐｕｍｐｓ ", ("pumps",)),
        ("辦公用紙", ("办公用纸",)),
        ("", ()),
        ("33651100-9", ("33", "3365", "336511")),  # CPV with its check digit
        ("33651000-8 Antibiotics", ("33", "3365", "336510")),
        ("8413.50", ("84", "8413", "841350")),  # customs tariffs
        ("8413 50 80", ("84", "8413", "841350", "84135080")),
        ("8413 50 200 0", ("84", "8413", "841350", "84135020", "8413502000")),
        ("[84135000] 液压泵", ("84", "8413", "841350")),
        ("43211503 - Ноутбуки", ("43", "4321", "432115", "43211503")),
        ("28.13.14", ("28", "28.13", "28.13.14")),  # NACE and its kin
        ("1000 ml bottles", ("1000 ml bottles",)),
    ],
)
def test_ancestors(category, path):
    assert ancestors(category) == path


def test_normalise_category_folds_width_case_and_spaces():
    assert normalise_category("Ｏffice \t Paper ") == "office paper"


def shared(demand, offer, placed=MappingProxyType({})):
    """Return what the offer's categories are worth to the demand's, as a share."""
    worth, under = build_code_matrices([demand], [offer], LEVELS, placed, {})
    return (worth @ under.T).toarray()[0, 0] / CODE_UNIT


@pytest.mark.parametrize(
    ("demand", "offer", "share"),
    [
        (("14111507",), ("14111507",), 1.0),
        (("14111507",), ("14111509",), 0.4),  # siblings
        (("14111507",), ("14112001",), 0.15),  # cousins
        (("14111507",), ("14200000",), 0.0),
        (("141115",), ("14111509",), 1.0),  # a parent demanded accepts its children
        (("14111509",), ("141115",), 0.4),
        (("pumps",), ("PUMPS",), 1.0),
        (("pumps",), ("valves",), 0.0),
        (("14",), ("14111509",), 1.0),
        (("33391",), ("333914",), 1.0),  # NAICS has levels of one digit
        (("333914",), ("33391",), 0.4),
        (("33651000-8",), ("33651100-9",), 1.0),  # so has the CPV
        (("33600000-6",), ("33651100-9",), 1.0),
        (("33651100-9",), ("33652000-5",), 0.4),
        (("10100000",), ("10111500",), 0.4),  # UNSPSC has not
        (("8413.50",), ("84135080",), 1.0),
        (("14111507", "pumps"), ("pumps",), 1.0),
        (("14111507", "14111509"), ("14111509",), 1.0),
        # both: 0.4 for the parent and 0.6 each; lines take above 1 as 1
        (("14111507", "14111509"), ("14111507", "14111509"), 1.6),
        ((), ("pumps",), 0.0),
    ],
)
def test_share_of_a_common_category(demand, offer, share):
    assert shared(demand, offer) == pytest.approx(share, abs=1e-5)


def test_zeros_fill_up_one_by_one_where_many_are_odd():
    odd = ("33651000", "33600000", "30192700")
    assert are_filled_singly(odd)
    assert shared(("33651000",), (*odd, "33651100")) == 1.0
    assert not are_filled_singly(("14111507", "14111500", "41104000", "14110000"))
    assert not are_filled_singly(())


def test_categories_in_a_tree_are_compared_by_their_place():
    placed = {
        "pumps": (("m", "m-1"),),
        "液压泵": (("m", "m-1", "m-1-2"),),
        "valves": (("m", "m-3"), ("x",)),
    }
    assert shared(("Pumps",), ("液压泵",), placed) == 1.0  # a parent takes its child
    assert shared(("液压泵",), ("pumps",), placed) == pytest.approx(0.4, abs=1e-5)
    assert shared(("pumps",), ("valves",), placed) == pytest.approx(0.4, abs=1e-5)
    assert shared(("x",), ("valves",), placed) == 0.0  # what is not placed is no code
