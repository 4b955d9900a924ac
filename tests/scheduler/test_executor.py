"""Parts done here, by processes and by a cluster: the same answer, whatever happens."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from printouts.pack import write_pack
from printouts.papers import PAPERS
from scheduler.errors import BrokenRuleError
from scheduler.executor.dask_cluster import DaskCluster, describe_code
from scheduler.executor.in_process import InProcess
from scheduler.executor.pool import Pool
from scheduler.executor.protocol import ExecutorError, WorkersLostError
from scheduler.fit.model import FitModel
from scheduler.fit.settings import FitSettings
from scheduler.problem import DemandLine, OfferLine
from tests import executor_work as work
from tests.builders import make_buyer, make_problem, make_supplier
from tests.printouts import paper_cases

ROOT = Path(__file__).parents[2]
WAYS = ["here", "pool", "cluster"]


@pytest.fixture(scope="module")
def cluster():
    """A Dask cluster of two worker processes on this machine."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address="127.0.0.1:0",
    ) as running:
        yield running


@pytest.fixture(scope="module")
def pool():
    running = Pool(2)
    yield running
    running.close()


@pytest.fixture(params=WAYS)
def executor(request):
    if request.param == "here":
        yield InProcess()
    elif request.param == "pool":
        yield request.getfixturevalue("pool")
    else:
        running = _join(request.getfixturevalue("cluster"))
        yield running
        running.close()


def test_results_are_the_same_wherever_they_come_from(executor):
    table = work.random_table()
    parts = [np.arange(first, 40, 7) for first in range(7)]
    results = list(executor.map(work.multiply, parts, shared=table))
    expected = [table[rows] @ table for rows in parts]
    assert all(np.array_equal(*pair) for pair in zip(results, expected, strict=True))


def test_fit_of_a_random_fair_is_the_same(executor):
    problem = _random_fair(Random(3))
    settings = FitSettings(block_lines=1)
    here = FitModel(problem, settings)
    there = FitModel(problem, settings)
    expected, found = here.candidates(), there.candidates(executor)
    assert len(expected) > 0
    assert len(list(here.arrays.blocks())) > 1
    for column in ("buyer", "supplier", "fit", "lines"):
        assert np.array_equal(getattr(found, column), getattr(expected, column))
    pair = problem.buyers[0].id, problem.suppliers[0].id
    assert there.detail(*pair) == here.detail(*pair)


def test_papers_are_the_same(executor, tmp_path, monkeypatch):
    for kind, paper in PAPERS.items():
        monkeypatch.setitem(PAPERS, kind, paper._replace(at_once=2))
    problem = paper_cases.problem()
    case = problem, paper_cases.schedule(problem), paper_cases.DIRECTORY
    write_pack(*case, tmp_path / "here")
    write_pack(*case, tmp_path / "there", executor=executor)
    for file in (tmp_path / "here" / "print").iterdir():
        assert (tmp_path / "there" / "print" / file.name).read_bytes() == (
            file.read_bytes()
        )


def test_results_come_in_order_of_the_parts(executor):
    assert list(executor.map(work.linger, range(4), shared=10)) == [10, 11, 12, 13]


def test_no_part_no_result(executor):
    assert list(executor.map(work.linger, [], shared=10)) == []


def test_an_error_comes_back_with_the_name_of_its_part(executor):
    results = executor.map(work.fail_at_two, range(4), shared=None)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ValueError, match="two is odd here") as caught:
        next(results)
    assert caught.value.__notes__ == ["in part 2"]


def test_an_error_of_ours_comes_back_in_both_languages(executor):
    with pytest.raises(BrokenRuleError) as caught:
        list(executor.map(work.fail_in_our_words, range(1), shared=None))
    assert caught.value.what.zh == "校验程序拒绝了该排期：未遵守。"
    assert caught.value.code == "schedule-refused"


def test_stops_when_told_and_keeps_what_is_done(executor):
    done = []
    results = executor.map(
        work.linger, range(40), shared=0, go_on=lambda: len(done) < 2
    )
    for result in results:
        done.append(result)  # noqa: PERF402 - it is asked whether to go on meanwhile
    assert done == [0, 1]


SENT = {"pool": 1, "cluster": 2}
"""How often a worker may be sent a thing: Dask may do it anew where one is busy."""


@pytest.mark.parametrize("way", WAYS[1:])
def test_what_is_shared_is_not_sent_with_each_part(way, request):
    executor = _workers(way, request)
    counted = work.Counted(3)
    for _ in range(2):
        done = list(executor.map(work.count_unpacked, range(8), shared=counted))
        assert [number for number, _, _ in done] == [0, 3, 6, 9, 12, 15, 18, 21]
        assert len({pid for _, pid, _ in done}) <= 2
        assert max(unpacked for _, _, unpacked in done) <= SENT[way]
    executor.close()


@pytest.mark.parametrize("way", WAYS[1:])
def test_a_killed_worker_is_replaced_and_its_parts_are_done_again(
    way, request, tmp_path
):
    executor = _workers(way, request)
    marker = tmp_path / "died"
    done = list(executor.map(work.die_once, range(12), shared=str(marker)))
    assert done == [part * part for part in range(12)]
    assert marker.exists()
    executor.close()


def test_an_error_that_cannot_travel_comes_as_its_text(pool):
    with pytest.raises(RuntimeError, match=r"^StrangeError: left"):
        list(pool.map(work.fail_strangely, range(1), shared=None))


def test_pool_gives_up_on_a_part_that_always_kills(monkeypatch):
    monkeypatch.setattr("scheduler.executor.window.MOST_LOSSES", 0)
    pool = Pool(2)
    with pytest.raises(WorkersLostError) as caught:
        list(pool.map(work.die_always, [1], shared=None))
    pool.close()
    assert caught.value.what.en == (
        "Worker processes ended again and again at this part: 1."
    )


def test_pool_closes_at_once_amid_a_long_part(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pool = Pool(2)
    results = pool.map(work.sleep_long, range(3), shared="something")
    pid = next(results)
    assert [path.suffix for path in tmp_path.iterdir()] == [".shared"]
    results.close()
    pool.close()
    assert not _is_alive(pid)
    assert list(tmp_path.iterdir()) == []


def test_pool_can_be_used_again_after_it_was_closed(pool):
    pool.close()
    assert list(pool.map(work.linger, range(2), shared=1)) == [1, 2]


def test_workers_leave_ctrl_c_to_the_parent(pool):
    assert list(pool.map(work.tell_interrupt, range(2), shared=0)) == [True, True]


def test_workers_may_write_to_their_copy_of_an_array(pool):
    table = work.random_table()
    kept = table.copy()
    assert list(pool.map(work.write_over, range(3), shared=table)) == [0, 0, 0]
    assert np.array_equal(table, kept)


PARENT = """
import sys, time
from scheduler.executor.pool import Pool
from scheduler.fit.model import FitModel
from scheduler.fit.settings import FitSettings
from scheduler.problem import DemandLine, OfferLine
from tests import executor_work as work
from tests.builders import make_buyer, make_problem, make_supplier
from tests.printouts import paper_cases

if __name__ == "__main__":
    results = Pool(2).map(work.tell_pid, range(100), shared="x" * 1000)
    print(*{next(results) for _ in range(4)}, flush=True)
    time.sleep(60)
"""


def test_workers_end_when_their_parent_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, script],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
    )
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert pids
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 30  # a net; it takes some milliseconds
    while any(map(_is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(_is_alive, pids))
    assert list(tmp_path.iterdir()) == [script]


def test_cluster_that_gives_up_on_a_part_names_it(cluster, monkeypatch):
    executor = _join(cluster)

    def give_up(*_):
        raise executor._killed("part 1", None, 3)
        yield

    monkeypatch.setattr("scheduler.executor.dask_cluster.Window.results", give_up)
    with pytest.raises(WorkersLostError) as caught:
        list(executor.map(work.linger, range(2), shared=None))
    executor.close()
    assert "part 1" in caught.value.what.en


def test_cluster_sends_what_is_shared_again_after_all_was_lost(cluster):
    executor = _join(cluster)
    results = executor.map(work.linger, range(9), shared=5)
    assert next(results) == 5
    executor.renew()  # as after a loss
    assert list(results) == [6, 7, 8, 9, 10, 11, 12, 13]
    executor.close()


def test_cluster_with_other_code_is_refused(cluster, monkeypatch):
    executor = _join(cluster)
    monkeypatch.setattr("scheduler.executor.dask_cluster.LIBRARIES", ("numpy", "none"))
    with pytest.raises(ExecutorError) as caught:
        list(executor.map(work.linger, range(2), shared=0))
    executor.close()
    assert caught.value.code == "cluster-differs"
    assert describe_code("tests") in caught.value.what.en


def test_cluster_out_of_reach_is_said():
    with pytest.raises(ExecutorError) as caught:
        DaskCluster("tcp://127.0.0.1:1", patience_s=0.2)
    assert caught.value.code == "cluster-unreachable"
    assert "tcp://127.0.0.1:1" in caught.value.what.zh


def test_cluster_without_a_worker_is_said():
    from distributed import LocalCluster

    with (
        LocalCluster(
            n_workers=0, processes=False, dashboard_address="127.0.0.1:0"
        ) as empty,
        pytest.raises(ExecutorError, match="No Dask cluster with a worker"),
    ):
        DaskCluster(empty.scheduler_address, patience_s=0.1)


def test_missing_dask_is_said_with_the_line_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutorError) as caught:
        DaskCluster("tcp://127.0.0.1:1")
    assert caught.value.code == "dask-missing"
    assert "pip install 'fairmatch[dask]'" in caught.value.advice.en


def _workers(way, request):
    if way == "pool":
        return Pool(2)
    return _join(request.getfixturevalue("cluster"))


def _random_fair(random):
    words = ("液压泵", "柱塞泵", "水泵配件", "纯棉纱线", "coffee beans", "office paper")
    buyers = [
        replace(
            make_buyer(f"b{i}"),
            lines=tuple(DemandLine(word) for word in random.sample(words, 2)),
        )
        for i in range(12)
    ]
    suppliers = [
        make_supplier(
            f"s{i}", lines=tuple(OfferLine(word) for word in random.sample(words, 3))
        )
        for i in range(9)
    ]
    return make_problem(buyers, suppliers)


def _join(cluster):
    return DaskCluster(cluster.scheduler_address)


def _is_alive(pid):
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    return False
