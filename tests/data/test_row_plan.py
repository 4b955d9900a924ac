"""What a new version of a further sheet changes."""

from data.row_plan import plan_rows


def test_rows_that_occur_more_or_less_often_come_and_go():
    a, b, c = {"x": "1"}, {"x": "2"}, {"x": "3"}
    plan = plan_rows([a, a, b], [b, a, c, c])
    assert (plan.added, plan.gone) == ((c, c), (a,))
    assert plan.rows == (b, a, c, c)
    assert not plan.changes_nothing


def test_order_alone_is_no_change():
    a, b = {"x": "1"}, {"x": "2"}
    assert plan_rows([a, b], [b, a]).changes_nothing
