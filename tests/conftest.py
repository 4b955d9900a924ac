"""What every test may use: markers and their order, and how hypothesis looks for cases.

On a build server it looks at the same cases each time, so that a failure there is the
change's; at a desk at new ones. A slow machine is no fault of the code.
"""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

PACKAGE_OF = {
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "initdb": "postgresql",
}

settings.register_profile(
    "calm", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("server", settings.get_profile("calm"), derandomize=True)
settings.load_profile("server" if os.environ.get("CI") == "true" else "calm")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow ones, so that all cores are busy to the end.

    They count no coverage: that would make them slower by half.
    """
    slow = [item for item in items if item.get_closest_marker("slow")]
    for item in slow:
        item.add_marker("no_cover")
    items.sort(key=lambda item: item not in slow)


def _is_there(name: str) -> bool:
    """Tell whether a program is installed; Debian keeps PostgreSQL's off the path."""
    from tests.postgres import find_program

    return bool(find_program(name) if name == "initdb" else shutil.which(name))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose `tool` is missing; on a build server that is a failure."""
    for marker in item.iter_markers("tool"):
        name = marker.args[0]
        if not _is_there(name):
            reason = f"{name} is missing: install {PACKAGE_OF.get(name, name)}"
            if os.environ.get("CI") == "true":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server; a test that asks for it bears the mark tool("initdb")."""
    from tests.postgres import run_postgres

    with run_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def _sqlite_copies(tmp_path_factory):
    from tests.postgres import Copies

    return Copies(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def _postgres_copies(postgres, tmp_path_factory):
    from tests.postgres import Copies

    return Copies(tmp_path_factory.mktemp("postgres"), postgres)


BACKENDS = ("sqlite", pytest.param("postgres", marks=pytest.mark.tool("initdb")))


@pytest.fixture(params=BACKENDS)
def database(request):
    """Fresh records, once in SQLite and once in PostgreSQL."""
    copies = request.getfixturevalue(f"_{request.param}_copies")
    with copies.fresh() as found:
        yield found
