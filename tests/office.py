"""An office for tests: a server in this process, and clients who are logged in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient

from api.app import build_app, open_records
from api.office.rights import Role
from api.settings import Settings
from data.store.access import hash_secret
from data.store.fairs import add_member
from data.tables import AccessRow, UserRow

API = "/api/v1"
PASSWORD = "a lamp under seven roofs"  # noqa: S105 - of a test
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SAMPLES = Path(__file__).parents[1] / "data" / "samples"
SETTINGS = (SAMPLES / "py2025_small" / "fair.toml").read_text(encoding="utf-8")


@dataclass
class Office:
    """The server and its records; `now` is what its clock says."""

    app: object
    now: datetime = NOW

    @property
    def database(self):
        return self.app.state.database

    def user(self, login, role):
        """Add a user with a token that is his login, and return the id."""
        with self.database.writing() as session:
            user = UserRow(login=login, name=login.title(), role=role, created_at=NOW)
            session.add(user)
            session.flush()
            session.add(
                AccessRow(
                    user_id=user.id,
                    kind="token",
                    secret_hash=hash_secret(login),
                    created_at=NOW,
                    expires_at=NOW + timedelta(days=365),
                )
            )
            return user.id

    def client(self, login="", language="en"):
        """Return a client who is `login`, nobody for ""."""
        headers = {"Accept-Language": language}
        if login:
            headers["Authorization"] = f"Bearer {login}"
        return TestClient(self.app, headers=headers, raise_server_exceptions=False)

    def member(self, fair_id, login):
        """Let a user see a fair; users are found by their login."""
        from sqlmodel import select

        with self.database.writing() as session:
            user = session.exec(select(UserRow).where(UserRow.login == login)).one()
            add_member(session, fair_id, user.id)


def open_office(folder, settings=None):
    """Return an office with one user for each role, named like the role.

    The routes are built once for all tests, so a test has one office at a time.
    """
    path = folder / "fairs.db"
    if not path.exists():
        path.write_bytes(_blank())
    return _open(settings or Settings(f"sqlite:///{path}"))


def open_office_at(url):
    """Return such an office whose records are in another database, empty so far."""
    office = _open(Settings(url))
    _add_users(office)
    return office


def _open(settings):
    app = _app()
    open_records(app, settings)
    office = Office(app)
    app.state.clock = lambda: office.now
    return office


_app = cache(build_app)


@cache
def _blank():
    """Return the file of an office with its users, made once for all tests."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fairs.db"
        office = _open(Settings(f"sqlite:///{path}"))
        _add_users(office)
        office.database.close()
        return path.read_bytes()


def _add_users(office):
    for role in Role:
        office.user(role.value, role)


def new_fair(office, settings=SETTINGS):
    """Create a fair that everybody may see, and return its id."""
    answer = office.client("administrator").post(
        "/api/v1/fairs", json={"settings": settings}
    )
    assert answer.status_code == 201, answer.text
    fair_id = answer.json()["id"]
    for role in Role:
        if role is not Role.ADMINISTRATOR:
            office.member(fair_id, role.value)
    return fair_id


def set_password(office, login, password=PASSWORD):
    """Give a user a password, by a link of the administrator."""
    client = office.client("administrator")
    users = client.get(f"{API}/users").json()["items"]
    (user_id,) = (user["id"] for user in users if user["login"] == login)
    secret = client.post(f"{API}/users/{user_id}/link").json()["secret"]
    body = {"secret": secret, "password": password}
    return office.client().post(f"{API}/links/password", json=body)


def log_in(client, login="rep", password=PASSWORD):
    return client.post(f"{API}/login", json={"login": login, "password": password})
