"""A fair with a few parties, for tests of suggestions."""

from data.tables import AccountRow, PartyRow
from tests.office import new_fair

BUYERS = {"B1": "Alpha", "B2": "Beta"}
SUPPLIERS = {"S1": "rep", "S2": "somebody else; Rep", "S3": "nobody", "S4": ""}
"""The suppliers by what their "sales rep" cell says."""


def fair_with_parties(office):
    """Return the id of a fair; "rep" looks after S1 and S2 by the sheet, S4 by account."""
    fair_id = new_fair(office)
    add_parties(office, fair_id, BUYERS, SUPPLIERS)
    with office.database.writing() as session:
        rep = user_id(session, "rep")
        session.add(AccountRow(fair_id=fair_id, supplier="S4", user_id=rep))
    return fair_id


def add_parties(office, fair_id, buyers, suppliers):
    """Add buyers and suppliers, these with what their "sales rep" cell says."""
    names = buyers if isinstance(buyers, dict) else {code: code for code in buyers}
    rows = [
        PartyRow(fair_id=fair_id, side="buyer", code=code, name=name, position=at)
        for at, (code, name) in enumerate(names.items())
    ]
    rows += [
        PartyRow(
            fair_id=fair_id,
            side="supplier",
            code=code,
            name=f"Works {code}",
            cells={"sales_rep": sales_rep} if sales_rep else {},
            position=at,
        )
        for at, (code, sales_rep) in enumerate(suppliers.items())
    ]
    with office.database.writing() as session:
        session.add_all(rows)


def user_id(session, login):
    """Return the id of a user."""
    from sqlmodel import select

    from data.tables import UserRow

    return session.exec(select(UserRow.id).where(UserRow.login == login)).one()


def path_of(fair_id, *parts):
    """Return the path of the suggestions of a fair."""
    return "/".join([f"/api/v1/fairs/{fair_id}/suggestions", *map(str, parts)])


def suggest(client, fair_id, supplier="S1", strength="must", buyer="B1"):
    """Put a pair forward and return what is answered."""
    body = {"buyer": buyer, "supplier": supplier, "strength": strength}
    answer = client.post(path_of(fair_id), json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()
