"""Categories of a cell: lists are cut, paths are not."""

from __future__ import annotations

import pytest

from data.products import split_categories


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("", ()),
        ("厨具、家纺；灯具", ("厨具", "家纺", "灯具")),
        ("14111507, 40101701", ("14111507", "40101701")),
        ("ARV.Adult.Lopinavir/Ritonavir", ("ARV.Adult.Lopinavir/Ritonavir",)),
        ("HRDT.Lancet, Safety; ARV.Adult", ("HRDT.Lancet, Safety", "ARV.Adult")),
        ("12.5 mm, 3.5 mm", ("12.5 mm", "3.5 mm")),
        ("Foo, a.b", ("Foo", "a.b")),
    ],
)
def test_categories_are_cut_as_a_list_unless_they_are_paths(text, categories):
    assert split_categories(text) == categories
