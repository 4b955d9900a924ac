"""Suggestions in the records of both databases: whose are seen, what counts of a pair."""

import pytest
from sqlmodel import select

from data.store.fairs import add_fair
from data.store.pages import Window
from data.store.suggestions import (
    Seen,
    Sought,
    add_suggestions,
    find_suggestion,
    find_suggestions,
    list_of_pairs,
    list_suggestions,
    list_waiting,
)
from data.tables import SuggestionRow, UserRow
from tests.office import NOW
from tests.record_cases import fair_row

SAID = (
    ("B1", "S1", "must", "waiting"),
    ("B2", "S1", "never", "approved"),
    ("B1", "S2", "prefer", "rejected"),
    ("B1", "S2", "avoid", "withdrawn"),
    ("B2", "S2", "prefer", "waiting"),
)
"""What is kept, in order: buyer, supplier, strength, state; the first user said the first."""


@pytest.fixture
def fair_id(database):
    """A fair with what was `SAID`, and another one that must not be in the way."""
    with database.writing() as session:
        one, other = (add_fair(session, fair_row("")).id for _ in range(2))
        users = [UserRow(login=x, name=x, role="rep", created_at=NOW) for x in "ab"]
        session.add_all(users)
        session.flush()
        said = [(one, users[at > 0].id, *facts) for at, facts in enumerate(SAID)]
        said.append((other, users[0].id, *SAID[0]))
        rows = [
            SuggestionRow(
                fair_id=fair, suggested_by=user, buyer=buyer, supplier=supplier,
                strength=strength, reason="", state=state, suggested_at=NOW,
            )
            for fair, user, buyer, supplier, strength, state in said
        ]  # fmt: skip
        add_suggestions(session, rows)
        assert None not in {row.id for row in rows}
        return one


def numbers(session, rows):
    """Return which of `SAID` the rows are, in their order."""
    kept = session.exec(select(SuggestionRow).order_by(SuggestionRow.id)).all()
    return [kept.index(row) for row in rows]


def user_of(session, login):
    return session.exec(select(UserRow.id).where(UserRow.login == login)).one()


def test_page_holds_what_is_sought_latest_first(database, fair_id):
    with database.reading() as session:

        def found(seen=None, at=0, **sought):
            window = Window(at, 3)
            page = list_suggestions(session, fair_id, seen, Sought(**sought), window)
            return numbers(session, page.rows), page.total

        by_a = user_of(session, "a")
        assert found() == ([4, 3, 2], 5)
        assert found(at=3) == ([1, 0], 5)
        assert found(state="waiting", supplier="S2") == ([4], 1)
        assert found(strength="never", buyer="B2") == ([1], 1)
        assert found(suggested_by=by_a) == ([0], 1)
        assert found(Seen(by_a, frozenset({"S2"}))) == ([4, 3, 2], 4)
        assert found(Seen(by_a, frozenset())) == ([0], 1)


def test_one_is_found_by_those_who_see_it_and_at_its_fair(database, fair_id):
    with database.reading() as session:
        [first, *_] = list_waiting(session, fair_id, user_of(session, "a"))
        stranger = Seen(user_of(session, "b"), frozenset({"S2"}))
        assert find_suggestion(session, fair_id, None, first.id) == first
        assert find_suggestion(session, fair_id, stranger, first.id) is None
        assert find_suggestion(session, fair_id + 1, None, first.id) is None
        assert find_suggestions(session, fair_id + 1, [first.id]) == []
        ids = [first.id + 2, first.id, 2**31 - 1]
        rows = find_suggestions(session, fair_id, ids)
        assert numbers(session, rows) == [0, 2]


def test_of_a_pair_counts_what_waits_or_holds(database, fair_id):
    with database.reading() as session:
        pairs = [("B1", "S2"), ("B2", "S1"), ("B1", "S1")]
        found = list_of_pairs(session, fair_id, pairs)
        assert numbers(session, found) == [0, 1]
        assert list_of_pairs(session, fair_id, []) == []


def test_what_waits_of_a_user_is_listed_in_order(database, fair_id):
    with database.reading() as session:
        rows = list_waiting(session, fair_id, user_of(session, "b"))
        assert numbers(session, rows) == [4]
