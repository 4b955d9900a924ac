"""A PostgreSQL server of our own for tests: in a temporary folder, gone afterwards.

It listens on a socket in that folder only. PostgreSQL refuses to run as root, so there
it runs as the user `postgres` that its package creates.
"""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from data.database import Database
from data.migrations import migrate

DEBIAN = Path("/usr/lib/postgresql")
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Settings of a server whose data nobody will miss."""


def find_program(name):
    """Return the path of a program of PostgreSQL, None where it is not installed."""
    debian = sorted(DEBIAN.glob(f"*/bin/{name}"))
    found = shutil.which(name) or (debian[-1] if debian else None)
    return str(found) if found else None


class Postgres:
    """A running server; `url` gives the address of one of its databases."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def url(self, name):
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def command(self, statement):
        """Run a statement that no transaction may hold, as CREATE DATABASE."""
        import psycopg

        address = f"host={self.folder} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)

    def create(self, name, template="template1"):
        """Create a database and return its address."""
        self.command(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop(self, name):
        self.command(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def run_postgres(settings=FAST):
    """Give a running server; `settings` are those of postgresql.conf."""
    folder = Path(tempfile.mkdtemp(prefix="fairmatch-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        _run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync")  # fmt: skip
        stated = {"listen_addresses": "''", "unix_socket_directories": folder}
        options = " ".join(f"-c {k}={v}" for k, v in (stated | settings).items())
        control = ("pg_ctl", "-D", data, "-s", "-w")
        _run(*control, "-l", folder / "log", "-o", options, "start")
        try:
            yield Postgres(folder)
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program, *arguments):
    command = [find_program(program), *map(str, arguments)]
    as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    subprocess.run(  # noqa: S603 - PostgreSQL's own programs
        command,
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        **(as_user if os.geteuid() == 0 else {}),
    )


class Copies:
    """Gives fresh databases with our tables: SQLite files, or copies at a server."""

    def __init__(self, folder, server=None):
        self.folder, self.server, self.made = folder, server, 0
        self.template = folder / "template.db"
        address = f"sqlite:///{self.template}"
        if server is not None:
            address = server.create("fairmatch")
        database = Database(address)
        migrate(database)
        database.close()

    @contextmanager
    def fresh(self):
        """Give an empty `Database`."""
        self.made += 1
        name = f"test{self.made}"
        path = self.folder / f"{name}.db"
        if self.server is None:
            shutil.copyfile(self.template, path)
            address = f"sqlite:///{path}"
        else:
            address = self.server.create(name, "fairmatch")
        database = Database(address)
        try:
            yield database
        finally:
            database.close()
            if self.server is not None:
                self.server.drop(name)
