"""An office for tests: a server in this process, and clients who are logged in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create_app
from api.office.rights import Role
from api.settings import Settings
from data.store.fairs import add_member
from data.store.users import hash_secret
from data.tables import AccessRow, UserRow

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


def open_office(folder, database=None):
    """Return an office with one user for each role, named like the role."""
    url = database or f"sqlite:///{folder / 'fairs.db'}"
    app = create_app(Settings(database=url))
    office = Office(app)
    app.state.clock = lambda: office.now
    for role in Role:
        office.user(role.value, role)
    return office


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
