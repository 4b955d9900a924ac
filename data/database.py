"""The database: SQLite in a file by default, PostgreSQL by URL."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, OperationalError
from sqlmodel import Session

from data.writer_queue import WriterQueue
from scheduler.errors import FairmatchError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import ExceptionContext

BUSY_S = 30
"""Seconds a writer waits for another one."""

WRITER = 0x46414952
"""The lock at PostgreSQL that the one writer holds; any number that is nobody else's."""

RecordsTrouble = OperationalError
"""What is raised where the database does not answer, or another writer takes too long."""

POOL = 40
"""Connections kept; as many again may be opened for a while."""


class UnstorableError(FairmatchError):
    """A text that PostgreSQL does not take: it holds the character NUL."""

    def __init__(self) -> None:
        super().__init__(
            "text-unstorable",
            Wording(
                en="A text holds a character that cannot be kept (NUL).",
                zh="文本中含有无法保存的字符（NUL）。",
            ),
            Wording(en="Type the text anew.", zh="请重新输入该文本。"),
        )


class Database:
    """The records of all fairs. Threads may share it.

    `url` is an SQLAlchemy URL: "sqlite:///fairs.db", "postgresql://user@host/name".
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _make_engine(url)
        self._writing = self.engine.execution_options(writing=True)
        self._reading = self.engine
        if not self.is_sqlite:
            level = "REPEATABLE READ"  # SQLite knows nothing else
            self._reading = self.engine.execution_options(isolation_level=level)

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the records are in a file of this machine."""
        return self.engine.dialect.name == "sqlite"

    @property
    def is_missing(self) -> bool:
        """Tell whether the records are in a file that is not there (yet)."""
        return self.is_sqlite and not Path(self.engine.url.database or "").exists()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one moment of the records and keeps nothing."""
        with Session(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that is kept at the end of the block, whole or not at all.

        It is the only writer from its first statement on, so that what it read is
        still true when it writes: SQLite knows no other way, and PostgreSQL is asked
        for the same, as the records of fairs are read a hundred times for each write.
        """
        with Session(self._writing, expire_on_commit=False) as session:
            yield session
            session.commit()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def is_address(url: str) -> bool:
    """Tell whether `url` is the address of a database that we know how to use."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return False
    known = parsed.get_backend_name() in ("sqlite", "postgresql", "postgres")
    return known and "@" not in (parsed.host or "")  # an @ in a password is %40


def hide_password(url: str) -> str:
    """Return the address of a database with "***" for the password."""
    parsed = make_url(url)
    if "password" in parsed.query:
        parsed = parsed.update_query_dict({"password": "***"})
    return parsed.render_as_string(hide_password=True)


def beside(url: str) -> str:
    """Return the folder for what goes with the records at `url`.

    It is beside the file of an SQLite database, else in the folder of the server.
    """
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database
    return f"{parsed.database}.papers" if is_file else "fairmatch.papers"


def _make_engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _make_sqlite(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(
        parsed,
        pool_size=POOL,
        max_overflow=POOL,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_postgres)
    event.listen(engine, "handle_error", _word_data_error)
    return engine


def _word_data_error(context: ExceptionContext) -> None:
    if isinstance(context.sqlalchemy_exception, DataError):
        raise UnstorableError from context.original_exception


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")


def _make_sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=POOL,
        max_overflow=POOL,
        hide_parameters=True,
        connect_args={"timeout": BUSY_S, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    WriterQueue(BUSY_S).listen(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",
        f"busy_timeout={BUSY_S * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()
