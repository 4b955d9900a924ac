"""Parts are done by the workers of a Dask cluster, which may be other machines.

The only file that knows Dask, which is an extra: it is imported late.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version_tuple
from typing import Any

from scheduler.executor.protocol import (
    ExecutorError,
    Part,
    Result,
    Shared,
    WorkersLostError,
    always,
)
from scheduler.executor.window import Window
from scheduler.executor.worker import run_portably
from scheduler.wording import Wording

PATIENCE_S = 10.0
"""How long a cluster may take to answer, and to have a worker."""

LIBRARIES = ("numpy", "scipy", "ortools", "reportlab")
"""Whose versions a result may depend on."""


@dataclass(frozen=True)
class _Sealed:
    """A part that Dask is not to look into: it would search tuples for its futures."""

    part: Any


class DaskCluster:
    """The workers that the Dask scheduler at `address` (tcp://host:port) has.

    Dask itself does again what a worker that dies had begun, and sends the shared input
    to workers that come later. Raises ExecutorError without Dask or a worker in reach.
    """

    losses = (CancelledError,)

    def __init__(self, address: str, patience_s: float = PATIENCE_S) -> None:
        distributed = _load_distributed()
        self._address = address
        self._patience_s = patience_s
        self._killed: type[Exception] = distributed.KilledWorker
        try:
            self._client = distributed.Client(
                address, timeout=patience_s, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise _unreachable(address) from error
        self._executor = self._client.get_executor(pure=False)
        self._shared: tuple[object, Any] | None = None
        self._checked: set[str] = set()
        self.workers = self._await_workers()

    def map(
        self,
        work: Callable[[Shared, Part], Result],
        parts: Sequence[Part],
        *,
        shared: Shared,
        go_on: Callable[[], bool] = always,
    ) -> Iterator[Result]:
        """Yield the results in order; see `Executor`."""
        self.workers = self._await_workers()  # some may have come since
        self._check_code(work.__module__)

        def submit(part: Part) -> Future[Any]:
            there, sealed = self._share(shared), _Sealed(part)
            future: Future[Any] = self._executor.submit(_run, work, there, sealed)
            return future

        try:
            yield from Window(self, submit, parts).results(go_on)
        except self._killed as error:
            raise WorkersLostError(error.args[0]) from error

    def renew(self) -> None:
        """Send the shared input anew after all who had it were lost."""
        self._shared = None
        self.workers = self._await_workers()

    def close(self) -> None:
        """Leave the cluster; it forgets what it was still to do."""
        self._client.close()

    def _await_workers(self) -> int:
        try:
            self._client.wait_for_workers(1, timeout=self._patience_s)
            threads: dict[str, int] = self._client.nthreads()
        except (OSError, TimeoutError) as error:
            self._client.close()
            raise _unreachable(self._address) from error
        return sum(threads.values())

    def _share(self, shared: object) -> Any:
        if self._shared is None or self._shared[0] is not shared:
            there = self._client.scatter([shared], broadcast=True, hash=False)
            self._shared = (shared, there[0])
        return self._shared[1]

    def _check_code(self, module: str) -> None:
        """Refuse workers whose code is another: their answers might be others too."""
        package = module.split(".")[0]
        if package in self._checked:
            return
        found = self._client.run(describe_code, package, on_error="return")
        ours = describe_code(package)
        others = {name: theirs for name, theirs in found.items() if theirs != ours}
        if others:
            raise _differs(*next(iter(others.items())), ours)
        self._checked.add(package)


def describe_code(package: str) -> str:
    """Return which Python, libraries and source of `package` run in this process."""
    python = ".".join(python_version_tuple()[:2])
    libraries = [f"{name} {_version(name)}" for name in LIBRARIES]
    files = sorted(Path(import_module(package).__path__[0]).rglob("*.py"))
    source = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return ", ".join([f"Python {python}", *libraries, f"{package} {source[:8]}"])


def _run(work: Callable[[Any, Any], Any], shared: Any, sealed: _Sealed) -> Any:
    return run_portably(work, shared, sealed.part)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


def _load_distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise ExecutorError(
            "dask-missing",
            Wording(
                en="A Dask cluster was asked for, but Dask is not installed.",
                zh="指定了 Dask 集群，但尚未安装 Dask。",
            ),
            Wording(
                en="Install it: pip install 'fairmatch[dask]'. Or use processes of this "
                "machine: --workers auto.",
                zh="请先安装：pip install 'fairmatch[dask]'；或使用本机进程：--workers auto。",
            ),
        ) from error


def _unreachable(address: str) -> ExecutorError:
    return ExecutorError(
        "cluster-unreachable",
        Wording(
            en=f"No Dask cluster with a worker answers at {address}.",
            zh=f"{address} 没有可用的 Dask 集群或其中没有工作进程。",
        ),
        Wording(
            en=f"Start 'dask scheduler' there and 'dask worker {address}' on each "
            "machine, or use --workers auto.",
            zh=f"请在该主机运行 dask scheduler，并在各台机器运行 dask worker {address}；"
            "或使用 --workers auto。",
        ),
    )


def _differs(worker: str, theirs: object, ours: str) -> ExecutorError:
    return ExecutorError(
        "cluster-differs",
        Wording(
            en=f"The worker {worker} would run other code ({theirs}) than we do here "
            f"({ours}).",
            zh=f"工作进程 {worker} 的代码（{theirs}）与本机（{ours}）不一致。",
        ),
        Wording(
            en="Install the same Fairmatch and the versions of requirements.txt on "
            "every machine.",
            zh="请在每台机器安装相同的 Fairmatch 和 requirements.txt 中的版本。",
        ),
    )
