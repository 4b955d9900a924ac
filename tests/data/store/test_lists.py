"""Lists of parties, further sheets and files in the records of both databases."""

import threading

import pytest
from sqlmodel import select

from data.columns import Kind
from data.database import UnstorableError
from data.party_plan import ListedParty, plan_parties
from data.party_texts import PartyText
from data.store.fairs import add_fair, note_change
from data.store.names import index_parties
from data.store.pages import Window
from data.store.parties import load_parties, load_texts
from data.store.party_lists import keep_plan, listed
from data.store.party_pages import (
    SoughtParties,
    count_lines,
    find_by_code,
    find_party,
    list_parties,
    load_contacts,
)
from data.store.sheet_rows import keep_rows, load_rows
from data.store.suggestions import load_approved
from data.store.uploads import (
    add_upload,
    find_same,
    find_upload,
    list_uploads,
    load_content,
    mark_applied,
)
from data.tables import FairRow, LineRow, PartyRow, SuggestionRow, UploadRow, UserRow
from tests.office import NOW
from tests.record_cases import fair_row

ALPHA = PartyText(
    "B1",
    "Alpha 甲",
    {"phone": "1", "hall": "1号馆", "booth": "A_1", "language": "中文", "tier": "A"},
    ({"product": "水泵", "category": "泵", "quantity": "5"}, {"product": "阀"}),
)
BETA = PartyText("b2", "Beta", {}, ({"category": "阀"},))


@pytest.fixture
def postgres_database(_postgres_copies):
    with _postgres_copies.fresh() as found:
        yield found


@pytest.fixture
def fair_id(database):
    with database.writing() as session:
        return add_fair(session, fair_row("")).id


def upload(session, fair_id, content=b"x", kind="buyers"):
    from hashlib import sha256

    return add_upload(
        session,
        UploadRow(
            fair_id=fair_id, kind=kind, file_name="x.csv", size_bytes=len(content),
            sha256=sha256(content).hexdigest(), content=content,
            uploaded_by=None, uploaded_at=NOW,
        ),
    )  # fmt: skip


def take(database, fair_id, texts, **more):
    """Take a sheet that says `texts`."""
    with database.writing() as session:
        upload_id = upload(session, fair_id, repr(texts).encode()).id
        known = load_parties(session, fair_id, Kind.BUYERS)
        plan = plan_parties(map(listed, known), texts, **more)
        keep_plan(session, Kind.BUYERS, known, plan, fair_id, upload_id)


def test_what_a_sheet_says_comes_back(database, fair_id):
    take(database, fair_id, [BETA, ALPHA])
    with database.reading() as session:
        assert load_texts(session, fair_id, Kind.BUYERS) == [ALPHA, BETA]
        assert load_texts(session, fair_id, Kind.SUPPLIERS) == []
        kept = load_parties(session, fair_id, Kind.BUYERS)
    assert [listed(one) for one in kept] == [ListedParty(ALPHA), ListedParty(BETA)]
    assert [one.row.version for one in kept] == [1, 1]


def test_later_sheet_leaves_nothing_of_the_earlier(database, fair_id):
    take(database, fair_id, [ALPHA, BETA])
    new = PartyText("B1", "Alpha", {"tier": "B"}, ({"product": "风机"},))
    take(database, fair_id, [new])
    with database.reading() as session:
        assert load_texts(session, fair_id, Kind.BUYERS) == [new]
        assert len(session.exec(select(LineRow)).all()) == 1
        [row] = session.exec(select(PartyRow)).all()
    assert (row.version, row.hall) == (2, "")


def test_pages_are_found_by_text_as_it_stands(database, fair_id):
    take(database, fair_id, [ALPHA, BETA])
    with database.reading() as session:

        def found(text, side=""):
            page = list_parties(session, fair_id, SoughtParties(side, text), Window())
            return [row.code for row in page.rows]

        assert sorted(found("")) == ["B1", "b2"]
        assert (found("ALPHA"), found("甲"), found("a_1")) == (["B1"], ["B1"], ["B1"])
        assert (found("_"), found("%"), found("", "supplier")) == (["B1"], [], [])
        alpha, beta = (find_by_code(session, fair_id, "buyer", c) for c in ("B1", "b2"))
        ids = [alpha.row.id, beta.row.id]
        assert count_lines(session, ids) == dict.fromkeys(ids[:1], 2) | {ids[1]: 1}
        assert load_contacts(session, ids)[ids[0]].phone == "1"
        assert find_party(session, fair_id, ids[0]).text == ALPHA
        assert find_party(session, fair_id + 1, ids[0]) is None
        assert find_by_code(session, fair_id, "supplier", "B1") is None


def test_party_that_was_removed_is_on_no_list(database, fair_id):
    take(database, fair_id, [ALPHA])
    with database.writing() as session:
        [kept] = load_parties(session, fair_id, Kind.BUYERS)
        kept.row.is_removed = True
    with database.reading() as session:
        assert load_texts(session, fair_id, Kind.BUYERS) == []
        assert find_party(session, fair_id, kept.row.id) is None
        assert index_parties(session, fair_id)[0].find("B1").id is None
        assert find_by_code(session, fair_id, "buyer", "B1").row.is_removed
    take(database, fair_id, [])
    with database.reading() as session:
        assert load_parties(session, fair_id, Kind.BUYERS) == []


def test_rows_of_a_sheet_are_replaced_in_their_order(database, fair_id):
    with database.writing() as session:
        for rows in ([{"word": "a"}], [{"word": "c"}, {"word": "b"}]):
            keep_rows(session, fair_id, Kind.SYNONYMS, rows, None)
        keep_rows(session, fair_id, Kind.LOCKS, [], None)
    with database.reading() as session:
        assert load_rows(session, fair_id, Kind.SYNONYMS) == [
            {"word": "c"},
            {"word": "b"},
        ]
        assert load_rows(session, fair_id, Kind.LOCKS) == []


def test_party_without_a_contact_is_whole(database, fair_id):
    with database.writing() as session:
        session.add(PartyRow(fair_id=fair_id, side="buyer", code="B1", name="Alpha"))
    with database.reading() as session:
        assert load_texts(session, fair_id, Kind.BUYERS) == [PartyText("B1", "Alpha")]


def test_only_approved_suggestions_hold(database, fair_id):
    with database.writing() as session:
        for state in ("approved", "waiting", "rejected", "withdrawn"):
            session.add(
                SuggestionRow(
                    fair_id=fair_id, buyer="B1", supplier="S1", strength="must",
                    reason=state, state=state, suggested_by=None, suggested_at=NOW,
                )
            )  # fmt: skip
    with database.reading() as session:
        assert load_approved(session, fair_id) == [
            {"buyer": "B1", "supplier": "S1", "strength": "must", "reason": "approved", "sales_rep": ""}
        ]  # fmt: skip


def test_one_upload_of_a_kind_is_applied(database, fair_id):
    with database.writing() as session:
        user = UserRow(login="u", name="U", role="specialist", created_at=NOW)
        session.add(user)
        session.flush()
        first, second = (upload(session, fair_id, c) for c in (b"1", b"2"))
        other = upload(session, fair_id, b"1", "locks")
        for one in (other, first, second):
            mark_applied(session, one, user.id, NOW)
    with database.reading() as session:
        page = list_uploads(session, fair_id, "", Window())
        assert [row.state for row in page.rows] == ["applied", "applied", "replaced"]
        assert list_uploads(session, fair_id, "locks", Window()).total == 1
        found = find_upload(session, fair_id, first.id)
        assert "content" not in found.__dict__  # it is read only where it is wanted
        assert load_content(session, found) == b"1"
        assert find_same(session, fair_id, "locks", b"1").id == other.id
        assert find_same(session, fair_id, "locks", b"2") is None


def test_reader_sees_one_moment_while_others_write(database, fair_id):
    def write():
        with database.writing() as session:
            note_change(session, session.get_one(FairRow, fair_id))

    with database.reading() as session:
        query = select(FairRow.records_version).where(FairRow.id == fair_id)
        before = session.exec(query).one()
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        assert session.exec(query).one() == before == 1
    with database.reading() as session:
        assert session.exec(query).one() == 2


@pytest.mark.tool("initdb")
def test_text_that_postgres_does_not_keep_is_refused_in_words(postgres_database):
    for work in (postgres_database.reading, postgres_database.writing):
        with pytest.raises(UnstorableError), work() as session:
            list_parties(session, 1, SoughtParties(text="a\0"), Window())
