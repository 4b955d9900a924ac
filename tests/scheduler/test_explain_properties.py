"""Reasons are true: lifting all makes the meeting possible, each is needed for some slot."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.explain import Explainer
from scheduler.problem import Strength
from scheduler.reasons import ReasonCode
from tests.lifting import is_last_obstacle, open_slots
from tests.strategies import MIN_FIT, random_cases

QUICK = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


@given(case=random_cases(), data=st.data())
@QUICK
def test_explain_pair_names_just_what_is_in_the_way(case, data):
    buyer = data.draw(st.sampled_from(case.problem.buyers)).id
    supplier = data.draw(st.sampled_from(case.problem.suppliers)).id
    pair = buyer, supplier
    explainer = Explainer(case.problem, case.candidates, case.schedule)
    codes = [reason.code for reason in explainer.pair(*pair)]
    if pair in {(m.buyer, m.supplier) for m in case.schedule.meetings}:
        assert codes == [ReasonCode.MEETS]
        return
    if codes == [ReasonCode.PREFERRED_OTHERS]:
        assert open_slots(case, pair, [])
        return
    assert open_slots(case, pair, codes)
    for code in codes:
        others = [other for other in codes if other is not code]
        assert is_last_obstacle(case, pair, code, others), code


@given(case=random_cases())
@QUICK
def test_explain_shortfall_says_of_each_supplier_what_the_pair_says(case):
    """What is said of all suppliers together is what is said of each by itself."""
    explainer = Explainer(case.problem, case.candidates, case.schedule)
    met = {(m.buyer, m.supplier) for m in case.schedule.meetings}
    fits = {(b, s): fit for b, s, fit in case.candidates.rows(case.problem)}
    wanted = case.problem.pairs(Strength.MUST) | {
        (lock.buyer, lock.supplier) for lock in case.problem.locks
    }
    nevers = case.problem.pairs(Strength.NEVER)
    demand = {ReasonCode.NO_LINES, ReasonCode.FEW_CANDIDATES, ReasonCode.NEVER}
    for entry in case.schedule.shortfalls:
        codes = {reason.code for reason in explainer.shortfall(entry.buyer)}
        suitable = [
            pair
            for pair, fit in fits.items()
            if pair[0] == entry.buyer
            and pair not in nevers
            and (fit >= MIN_FIT or pair in wanted)
        ]
        of_pairs = {
            reason.code
            for pair in suitable
            if pair not in met
            for reason in explainer.pair(*pair)
        }
        assert codes
        assert codes - demand == of_pairs
        assert (ReasonCode.FEW_CANDIDATES in codes) == (len(suitable) < entry.wanted)
