"""The pieces of the executors one by one, without processes."""

import os
import signal
from concurrent.futures import Future
from copy import copy
from multiprocessing import Pipe
from pathlib import Path

import numpy as np
import pytest

from scheduler.errors import ProblemError
from scheduler.executor import choose, worker
from scheduler.executor.auto import Auto
from scheduler.executor.choose import count_cores, executor_for
from scheduler.executor.in_process import InProcess
from scheduler.executor.pool import Pool, _keyboard_held
from scheduler.executor.protocol import WorkersLostError, always
from scheduler.executor.shared_file import SharedFile, read_shared
from scheduler.executor.window import Window
from scheduler.executor.workers import is_workers
from scheduler.wording import Wording
from tests import executor_work as work


class LostError(Exception):
    """Tells that a worker of the crew below went."""


class Crew:
    """Two workers that are done at once; `fates` are what parts meet with instead.

    The fate of part None meets whoever hands over the next part.
    """

    workers = 2
    losses = (LostError,)

    def __init__(self, fates=()):
        self.fates = {part: list(errors) for part, errors in dict(fates).items()}
        self.begun = []
        self.renewed = 0

    def submit(self, part):
        self.begun.append(part)
        if self.fates.get(None):
            raise self.fates[None].pop()
        future = Future()
        if self.fates.get(part):
            future.set_exception(self.fates[part].pop())
        else:
            future.set_result(part * 10)
        return future

    def renew(self):
        self.renewed += 1


def _results(crew, parts=6, go_on=always):
    return Window(crew, crew.submit, range(parts)).results(go_on)


def test_two_parts_a_worker_are_under_way():
    crew = Crew()
    results = _results(crew, parts=100)
    assert next(results) == 0
    assert crew.begun == [0, 1, 2, 3]
    assert next(results) == 10
    assert crew.begun == [0, 1, 2, 3, 4]  # one more as one was taken


def test_a_lost_part_is_done_again_and_finished_ones_are_not():
    crew = Crew({1: [LostError()], 2: [LostError()]})
    assert list(_results(crew)) == [0, 10, 20, 30, 40, 50]
    assert crew.begun == [0, 1, 2, 3, 4, 1, 2, 5]
    assert crew.renewed == 1


def test_a_loss_while_a_part_is_handed_over_is_a_loss_too():
    crew = Crew({None: [LostError()]})
    assert list(_results(crew)) == [0, 10, 20, 30, 40, 50]
    assert crew.renewed == 1


def test_a_failure_amid_losses_is_told_as_it_was():
    crew = Crew({0: [LostError()], 1: [ValueError("no")] * 2})
    results = _results(crew)
    assert next(results) == 0
    with pytest.raises(ValueError, match="no"):
        next(results)
    assert crew.begun.count(1) == 2  # pure, so it may as well fail twice


def test_losses_are_counted_anew_after_each_result():
    crew = Crew({part: [LostError()] * 3 for part in range(6)})
    assert list(_results(crew)) == [0, 10, 20, 30, 40, 50]


def test_a_part_lost_four_times_is_given_up():
    crew = Crew({2: [LostError()] * 4})
    with pytest.raises(WorkersLostError, match="at this part: 2"):
        list(_results(crew))


def test_waits_and_asks_whether_to_go_on():
    crew, asked = Crew(), []

    def go_on():
        asked.append(True)
        return len(asked) < 3

    never = Future()
    assert list(Window(crew, lambda part: never, range(2)).results(go_on)) == []
    assert len(asked) == 3
    assert never.cancelled()


class Clock:
    """Says the next of `times` each time it is asked."""

    def __init__(self, *times):
        self.times = iter(times)

    def __call__(self):
        return next(self.times)


class FakePool(InProcess):
    """A pool that notes which parts it was given, and does them here."""

    workers = 2

    def __init__(self):
        self.given = []

    def map(self, work, parts, *, shared, go_on=always):
        self.given.append(list(parts))
        return super().map(work, parts, shared=shared, go_on=go_on)

    def close(self):
        self.given.append("closed")


def test_auto_does_small_work_here():
    pool = FakePool()
    auto = Auto(pool, Clock(0, 0.3, 0.3, 0.6, 0.6, 0.9, 0.9, 1.2))
    assert list(auto.map(work.linger, range(4), shared=5)) == [5, 6, 7, 8]
    assert pool.given == []
    assert auto.workers == 2


def test_auto_hands_over_what_is_left_once_that_pays():
    # the second part takes 0.6 s; of four left two are spared: 1.2 s, more than a start
    pool = FakePool()
    auto = Auto(pool, Clock(0, 2.0, 2.0, 2.6))
    auto.map(work.linger, [], shared=5)
    assert list(auto.map(work.linger, range(6), shared=5)) == [5, 6, 7, 8, 9, 10]
    assert pool.given == [[1, 2, 3, 4, 5]]  # of five left two are spared, 4 s


def test_auto_does_not_trust_a_slow_beginning_for_long():
    # the first part takes 0.6 s: of three left one is spared, less than a start
    pool = FakePool()
    auto = Auto(pool, Clock(0, 0.6, 0.6, 0.8, 0.8, 1.0, 1.0, 1.2))
    assert list(auto.map(work.linger, range(4), shared=5)) == [5, 6, 7, 8]
    assert pool.given == []


def test_auto_uses_a_pool_that_runs_already():
    pool = FakePool()
    auto = Auto(pool, Clock(0, 9.0, 9.0, 9.1, 9.1, 9.2))
    list(auto.map(work.linger, range(4), shared=5))
    list(auto.map(work.linger, range(2), shared=6))
    list(auto.map(work.linger, range(1), shared=7))
    auto.close()
    assert pool.given == [[1, 2, 3], [0, 1], "closed"]


def test_auto_stops_when_told():
    auto = Auto(FakePool())
    assert list(auto.map(work.linger, range(4), shared=5, go_on=lambda: False)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", True),
        ("64", True),
        ("auto", True),
        ("dask://10.0.0.5:8786", True),
        ("tcp://hall-pc:8786", True),
        ("tls://hall-pc:8786", True),
        ("tcp://[::1]:8786", True),
        ("0", False),
        ("-1", False),
        ("1025", False),
        ("²", False),
        ("", False),
        ("many", False),
        ("http://hall-pc:8786", False),
        ("dask://hall-pc", False),
    ],
)
def test_workers_are_a_number_auto_or_an_address(text, expected):
    assert is_workers(text) is expected


@pytest.mark.parametrize(
    ("workers", "cores", "kind"),
    [
        ("1", 8, InProcess),
        ("3", 1, Pool),
        ("auto", 1, InProcess),
        ("auto", 8, Auto),
    ],
)
def test_executor_is_what_was_asked_for(workers, cores, kind, monkeypatch):
    monkeypatch.setattr(choose, "count_cores", lambda: cores)
    with executor_for(workers) as executor:
        assert isinstance(executor, kind)
        assert executor.workers == {"1": 1, "3": 3}.get(workers, cores)


def test_dask_address_is_handed_on(monkeypatch):
    monkeypatch.setattr("scheduler.executor.dask_cluster.DaskCluster", Said)
    with executor_for("dask://hall-pc:8786") as executor:
        assert executor.address == "tcp://hall-pc:8786"


class Said:
    def __init__(self, address):
        self.address = address

    def close(self):
        pass


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="many"), executor_for("many"):
        pass


def test_cores_are_counted_where_affinity_is_unknown(monkeypatch):
    assert 1 <= count_cores() <= os.cpu_count()
    monkeypatch.delattr("os.sched_getaffinity", raising=False)
    assert count_cores() == os.cpu_count()


def test_shared_file_holds_arrays_that_may_be_written_to():
    content = {"a": np.arange(5), "b": np.zeros(0), "c": np.arange(9.0), "d": "text"}
    file = SharedFile(content)
    read = read_shared(file.path)
    assert read["d"] == "text"
    assert all(np.array_equal(read[key], content[key]) for key in "abc")
    assert read["c"].ctypes.data % 64 == 0
    read["a"][0] = 7
    assert read_shared(file.path)["a"][0] == 0
    file.remove()
    assert not file.path.exists()


def test_worker_keeps_the_shared_input_of_one_work():
    one, other = SharedFile(np.arange(3)), SharedFile(np.arange(4))
    assert worker.run_part(np.dot, one.path, np.arange(3)) == 5
    first = worker._held[one.path]
    worker.run_part(np.dot, one.path, np.arange(3))
    assert worker._held[one.path] is first
    worker.run_part(np.dot, other.path, np.arange(4))
    assert list(worker._held) == [other.path]
    worker._held.clear()


def test_error_travels_whole_or_as_its_text():
    with pytest.raises(RuntimeError, match=r"^StrangeError: left$"):
        worker.run_portably(work.fail_strangely, None, 0)
    with pytest.raises(ValueError, match=r"^two is odd here$"):
        worker.run_portably(work.fail_at_two, None, 2)


def test_worker_leaves_when_its_leash_ends(tmp_path, monkeypatch):
    theirs, ours = Pipe(duplex=False)
    file = tmp_path / "held.shared"
    file.touch()
    monkeypatch.setitem(worker._held, file, "anything")
    ours.close()
    left = []
    worker.end_with(theirs, left.append)
    assert left == [0]
    assert not file.exists()


def test_worker_begins_deaf_to_ctrl_c(monkeypatch):
    theirs, ours = Pipe(duplex=False)
    left = []
    monkeypatch.setattr(
        "scheduler.executor.worker.end_with", lambda *args: left.append(args)
    )
    former = signal.getsignal(signal.SIGINT)
    worker.begin(theirs)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    signal.signal(signal.SIGINT, former)
    ours.close()


@pytest.mark.parametrize("known", [True, False])
def test_ctrl_c_waits_while_a_worker_starts(known, monkeypatch):
    if not known:  # as on Windows
        monkeypatch.delattr("signal.pthread_sigmask")
    with _keyboard_held():
        pass


def test_our_errors_survive_a_copy():
    error = ProblemError("code", Wording(en="What.", zh="何事。"), Wording.same("Do."))
    error.add_note("in part 1")
    again = copy(error)  # by the protocol of pickle
    assert (type(again), again.code, again.what, again.advice) == (
        ProblemError,
        "code",
        error.what,
        error.advice,
    )
    assert (str(again), again.__notes__) == ("code: What. Do.", ["in part 1"])


def test_shared_file_goes_with_its_holder():
    path = Path(SharedFile("text").path)
    assert not path.exists()
