"""The best of groups, beside one group after another."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.search import best_of
from scheduler.search.best_of import best_few, first_best

GROUPS = st.lists(st.lists(st.integers(-3, 3), min_size=1, max_size=5), max_size=6)


@given(groups=GROUPS, most=st.integers(1, 4), at_once=st.sampled_from([1, 8, 1 << 19]))
@settings(max_examples=25, deadline=None)
def test_the_best_of_each_group_are_those_that_sorting_puts_first(
    groups, most, at_once
):
    value = np.array([v for own in groups for v in own], np.int64)
    group = np.repeat(np.arange(len(groups)), [len(own) for own in groups]) * 2
    first, few = [], []
    for own in groups:
        order = sorted(range(len(own)), key=lambda i: (-own[i], i))
        first.append(len(few) + order[0])
        few += [i in order[:most] for i in range(len(own))]

    before, best_of.AT_ONCE = best_of.AT_ONCE, at_once
    try:
        assert best_few(most, value, group).tolist() == few
    finally:
        best_of.AT_ONCE = before
    assert first_best(value, group).tolist() == first


def test_hopeless_values_come_after_all_others():
    value = np.array([-(1 << 50), 5, -(1 << 41), 1 << 50])

    assert best_few(2, value, np.zeros(4, np.int64)).tolist() == [0, 1, 0, 1]
