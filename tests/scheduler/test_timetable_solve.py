"""Solving: equal to brute force, the same twice, honest when stopped."""

import importlib.util

import pytest

from scheduler.errors import BrokenRuleError
from scheduler.timetable import sat, search, solve
from scheduler.timetable.answer import TimetableStatus
from scheduler.timetable.check import count_breaks
from scheduler.timetable.cnf import FALSE, FEW, TRUE, Formula
from scheduler.timetable.cores import short_core
from scheduler.timetable.encoding import encode
from scheduler.timetable.order import in_order
from scheduler.timetable.sat import SatSolver
from scheduler.timetable.solve import CP_SAT, SAT, solve_timetable
from scheduler.timetable.watch import Watch
from tests.scheduler.timetable_cases import fewest_breaks, make_problem, random_problem

RING = [a + b for a, b in zip("abcdefg", "bcdefga", strict=True)]
KNOT = make_problem([*RING, "ac", "bd", "ce", "df", "eg", "fa"], 8, tables=2)
FORCED = make_problem(
    [("ab", {"slot": 0}), ("ac", {"slot": 2}), ("bd", {"slot": 3}), "cd", "ad"], 6
)
LOOSE = make_problem([*RING, "ac", "bd", "ce"], 9, tables=2, max_difference=None)
IMPOSSIBLE = make_problem(["ab", "bc", "ca"], 3, tables=1, closed={"a": [0, 1]})
LATIN = [random_problem(seed) for seed in (3, 11, 17)]


class Watcher:
    """Takes notes, and stops after some questions."""

    def __init__(self, patience=10**9):
        self.events = []
        self.patience = patience

    def tell(self, event):
        self.events.append(event)

    def should_stop(self):
        self.patience -= 1
        return self.patience < 0


@pytest.mark.parametrize("seed", range(60))
def test_fewest_breaks_equal_brute_force(seed):
    problem = random_problem(seed)
    assert solve_timetable(problem, engine=SAT).breaks == fewest_breaks(problem)


@pytest.mark.parametrize("seed", range(60, 75))
def test_fallback_equals_brute_force(seed):
    problem = random_problem(seed)
    assert solve_timetable(problem, engine=CP_SAT).breaks == fewest_breaks(problem)


def test_same_problem_gives_the_same_timetable():
    assert solve_timetable(KNOT).timetable == solve_timetable(KNOT).timetable


class Hesitant(SatSolver):
    """Answers one search in so many, as if the others had run out of conflicts."""

    period = 2
    offset = 0
    calls = 0

    def search(self, assumptions, conflicts):
        Hesitant.calls += 1
        if self.calls % self.period != self.offset:
            return None
        return super().search(assumptions, conflicts)


@pytest.mark.parametrize(("period", "offset"), [(2, 1), (3, 0), (4, 3), (6, 0), (7, 0)])
@pytest.mark.parametrize("problem", [KNOT, LOOSE, FORCED, IMPOSSIBLE, *LATIN])
def test_hesitating_solver_proves_the_same(monkeypatch, problem, period, offset):
    whole = solve_timetable(problem)
    monkeypatch.setattr(Hesitant, "calls", 0)
    monkeypatch.setattr(Hesitant, "period", period)
    monkeypatch.setattr(Hesitant, "offset", offset)
    monkeypatch.setattr(sat, "SatSolver", Hesitant)
    sliced = solve_timetable(problem)
    assert (sliced.status, sliced.breaks) == (whole.status, whole.breaks)
    assert sliced.bound == whole.breaks


def test_copied_formula_grows_apart():
    formula = Formula()
    other = formula.copy()
    other.add(other.new_variable())
    assert (formula.variables, formula.clauses) == (1, [[TRUE]])
    assert (other.variables, other.clauses) == (2, [[TRUE], [2]])


def test_search_in_view_of_the_deadline_is_short(monkeypatch):
    asked = []

    class Clock(Watch):
        """A tenth of a second in which nothing but the search takes time."""

        @property
        def seconds(self):
            return sum(asked) / 200_000

    def never(_solver, _assumptions, conflicts):
        asked.append(conflicts)

    monkeypatch.setattr(solve, "Watch", Clock)
    monkeypatch.setattr(SatSolver, "search", never)
    solve_timetable(KNOT, 0.1)
    assert asked[:2] == [search.LEAN, search.RIGID]
    # 0.1 s at 200,000 conflicts a second; unshortened slices would overshoot
    assert sum(asked) <= 20_000 + search.LAST_SLICE


def test_look_that_takes_long_is_followed_by_nearer_ones(monkeypatch):
    problem = make_problem(["ab", "ac", "ad", "ae", "af"], 11, max_difference=None)
    costs = encode(in_order(problem)).costs  # a can have four breaks
    honest = SatSolver.search
    found = []

    def search_slowly(solver, assumptions, conflicts):
        if conflicts != search.LOOK:
            return honest(solver, assumptions, conflicts) if len(found) > 3 else None
        # four breaks; two are not found; three; then what there is
        worse = {0: costs, 2: costs[2:3]}.get(len(found), ())
        found.append(honest(solver, [*assumptions, *worse], conflicts))
        return None if len(found) == 2 else found[-1]

    monkeypatch.setattr(SatSolver, "search", search_slowly)
    watcher = Watcher()
    assert solve_timetable(problem, progress=watcher).breaks == 0
    assert found == [True] * 4
    assert [event.value for event in watcher.events][:2] == [4, 3]


@pytest.mark.parametrize("engine", [SAT, CP_SAT])
def test_progress_ends_with_the_answer(engine):
    watcher = Watcher()
    result = solve_timetable(KNOT, progress=watcher, engine=engine)
    assert {event.phase for event in watcher.events} == {"timetable"}
    assert min(e.value for e in watcher.events if e.value is not None) == result.breaks


def test_stopped_before_anything_is_known_has_no_answer(monkeypatch):
    monkeypatch.setattr(SatSolver, "search", lambda *_: None)
    result = solve_timetable(KNOT, progress=Watcher(0))
    assert result.status is TimetableStatus.NO_ANSWER
    assert (result.timetable, result.bound) == (None, 0)


def test_stopped_after_the_first_look_has_what_was_found():
    result = solve_timetable(FORCED, progress=Watcher(0))
    assert result.status is TimetableStatus.FEASIBLE
    assert result.bound == 1 < result.breaks  # none without breaks was proven


def test_stopped_cpsat_hands_back_what_it_has():
    result = solve_timetable(FORCED, progress=Watcher(0), engine=CP_SAT)
    assert result.breaks >= result.bound


def test_without_time_cpsat_has_no_answer():
    result = solve_timetable(KNOT, 0.0, engine=CP_SAT)
    assert (result.status, result.bound) == (TimetableStatus.NO_ANSWER, 0)


def test_missing_sat_solver_falls_back(monkeypatch):
    assert solve.best_engine() == SAT
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert solve_timetable(KNOT).engine == CP_SAT


def test_wrong_count_is_refused(monkeypatch):
    def one_more(problem, timetable):
        return {**count_breaks(problem, timetable), "ghost": 1}

    monkeypatch.setattr(solve, "count_breaks", one_more)
    with pytest.raises(BrokenRuleError, match="1 breaks instead of 0"):
        solve_timetable(make_problem(["ab"], 1))


def test_circuits_count_exactly():
    formula = Formula()
    inputs = [formula.new_variable() for _ in range(5)]
    outputs = formula.count([TRUE, FALSE, *inputs], 4)
    with SatSolver(formula) as solver:
        for true in range(6):
            signs = [v if i < true else -v for i, v in enumerate(inputs)]
            assert solver.search(signs, 10_000) is True
            model = solver.model()
            # one is always true, so 1 + true inputs, cut off at 4
            assert [o in model for o in outputs] == [i <= true for i in range(4)]


def test_encoding_names_no_more_breaks_than_can_happen():
    # a: 3 meetings in 4 slots have one break at most; b, c, d have one meeting
    assert len(encode(make_problem(["ab", "ac", "ad"], 4)).costs) == 1


@pytest.mark.parametrize(
    ("answers", "cores", "kept"),
    [
        ([False] * 2, [[-2, -3, -4], [-2, -3], [-3]], [-3]),
        ([False, False, True, True], [[-2, -3, -4], [-2, -4], [-2, -4]], [-2, -4]),
        ([None, False, None, True], [[-2, -3, -4], [-3, -4]], [-3, -4]),
        ([None, False, False], [[-2, -3, -4], [-3, -4], [-4]], [-4]),
    ],
)
def test_core_is_shortened_while_that_helps(answers, cores, kept):
    class Scripted:
        """Gives the next answer, and the next core."""

        def search(self, _assumptions, _conflicts):
            return answers.pop(0)

        def core(self):
            return cores.pop(0)

    assert short_core(Scripted()) == kept
    assert (answers, cores) == ([], [])


def test_count_from_above_allows_no_more():
    formula = Formula()
    inputs = [formula.new_variable() for _ in range(6)]
    formula.at_most([TRUE, FALSE, *inputs], 4)
    with SatSolver(formula) as solver:
        for true in range(7):
            signs = [v if i < true else -v for i, v in enumerate(inputs)]
            # one is always true, so three more at most
            assert solver.search(signs, 10_000) is (true <= 3)


def test_what_follows_is_left_out_of_large_groups():
    star = ["ha", "hb", "hc"]
    small = encode(make_problem(star, 4))
    ring = [chr(0x4E00 + i) + chr(0x4E00 + (i + 1) % 81) for i in range(81)]
    large = encode(make_problem(ring, 4))
    for encoding, grows in ((small, True), (large, False)):
        before = len(encoding.formula.clauses)
        encoding.strengthen()
        assert (len(encoding.formula.clauses) > before) is grows


def test_odd_and_between_hold_for_the_right_numbers():
    formula = Formula()
    inputs = [formula.new_variable() for _ in range(5)]
    odd = formula.odd([TRUE, *inputs, FALSE])
    formula.between([TRUE, FALSE, *inputs], 3, 5)
    with SatSolver(formula) as solver:
        for true in range(6):
            signs = [v if i < true else -v for i, v in enumerate(inputs)]
            # one is always true, so two to four more
            held = solver.search(signs, 10_000)
            assert held is (2 <= true <= 4)
            assert not held or (odd in solver.model()) is (true % 2 == 0)


@pytest.mark.parametrize("alternatives", [3, FEW + 1, FEW + 4])
def test_at_most_one_tells_whether_one_holds(alternatives):
    formula = Formula()
    inputs = [formula.new_variable() for _ in range(alternatives)]
    some = formula.at_most_one(inputs)
    with SatSolver(formula) as solver:
        assert solver.search([some, *(-literal for literal in inputs)], 10) is False
        for first in inputs:
            assert solver.search([-some, first], 10) is False
            assert solver.search([some, first], 10) is True
            for second in inputs:
                assert solver.search([first, second], 10) is (first == second)
