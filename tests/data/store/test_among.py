"""Many values in one question, on both databases: more than they take parameters."""

import pytest
from sqlmodel import col, select

from data.store.among import CHUNK, among, chunks
from data.store.fairs import add_fair
from data.store.names import find_codes, find_party_names
from data.store.pages import Window
from data.store.suggestions import Seen, Sought, list_of_pairs, list_suggestions
from data.tables import PartyRow, SuggestionRow, UserRow
from tests.office import NOW
from tests.record_cases import fair_row

MANY = 66_000
"""PostgreSQL takes 65,535 parameters, SQLite often fewer."""
CODES = [f"S{number}" for number in range(MANY)]


@pytest.fixture
def fair_id(database):
    """A fair with two buyers, of which the name of one is no plain word."""
    with database.writing() as session:
        fair = add_fair(session, fair_row("")).id
        for code in ("S7", 'É"\\ 甲'):
            session.add(PartyRow(fair_id=fair, side="buyer", code=code, name="A"))
        user = UserRow(login="a", name="a", role="rep", created_at=NOW)
        session.add(user)
        session.flush()
        for buyer, supplier in (("S7", "S8"), ("S8", "S8"), ("S65999", "S65999")):
            session.add(
                SuggestionRow(
                    fair_id=fair, suggested_by=user.id, buyer=buyer, supplier=supplier,
                    strength="must", reason="", state="waiting", suggested_at=NOW,
                )
            )  # fmt: skip
        return fair


def test_more_values_are_named_than_a_statement_takes_parameters(database, fair_id):
    with database.reading() as session:
        assert find_codes(session, fair_id, CODES) == {("buyer", "S7")}
        assert find_party_names(session, fair_id, CODES) == {("buyer", "S7"): "A"}


def test_a_text_is_found_whatever_it_holds(database, fair_id):
    with database.reading() as session:
        assert find_codes(session, fair_id, ['É"\\ 甲', "É"]) == {("buyer", 'É"\\ 甲')}
        assert find_codes(session, fair_id, []) == set()


def test_numbers_are_compared_as_numbers(database, fair_id):
    query = select(PartyRow.code).order_by(PartyRow.id)
    with database.reading() as session:
        ids = session.exec(select(PartyRow.id).order_by(PartyRow.id)).all()
        found = session.exec(query.where(among(col(PartyRow.id), ids[:1]))).all()
        assert found == ["S7"]


def test_who_sees_more_suppliers_than_parameters_sees_their_suggestions(
    database, fair_id
):
    seen = Seen(user_id=0, suppliers=frozenset(CODES[:-1]))
    with database.reading() as session:
        page = list_suggestions(session, fair_id, seen, Sought(), Window(0, 50))
        assert [(row.buyer, row.supplier) for row in page.rows] == [
            ("S8", "S8"),
            ("S7", "S8"),
        ]


def test_pairs_are_looked_up_some_at_a_time(database, fair_id, monkeypatch):
    monkeypatch.setattr("data.store.among.CHUNK", 2)
    pairs = [*((code, code) for code in CODES[:20]), ("S7", "S8")]
    with database.reading() as session:
        found = list_of_pairs(session, fair_id, pairs)
        assert [(row.buyer, row.supplier) for row in found] == [
            ("S7", "S8"),
            ("S8", "S8"),
        ]


def test_chunks_hold_everything_once_and_in_order():
    assert list(chunks(range(0))) == []
    sizes = [CHUNK, CHUNK, 1]
    assert [len(chunk) for chunk in chunks(range(2 * CHUNK + 1))] == sizes
    assert [one for chunk in chunks(range(1200)) for one in chunk] == list(range(1200))
