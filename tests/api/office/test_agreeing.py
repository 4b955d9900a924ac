"""What approvals change is worked out once; many at once apart, with the same result."""

import pickle

import pytest

from api.office import agreeing
from api.office.apart import CutOffError
from api.office.desk import Desk
from api.services import agree_suggestions as service
from tests.schedule_cases import new_draft
from tests.suggestion_cases import add_parties, path_of, suggest


@pytest.fixture
def draft(office):
    """b1 meets s1, then s2; b2 meets s2; three suggestions wait."""
    made = new_draft(office)
    made.fair_id = int(made.fair.rsplit("/", 1)[-1])
    add_parties(office, made.fair_id, ["b1", "b2"], {"s1": "rep", "s2": "rep"})
    rep = office.client("rep")
    made.ids = [
        suggest(rep, made.fair_id, "s1", "must", "b2")["id"],
        suggest(rep, made.fair_id, "s2", "never", "b1")["id"],
    ]
    return made


def look(office, draft):
    params = {"id": draft.ids}
    path = path_of(draft.fair_id, "preview")
    return office.client("supervisor").get(path, params=params)


def approve(office, draft, shown):
    return office.client("supervisor").post(
        path_of(draft.fair_id, "approve"),
        json={"ids": draft.ids},
        headers={"If-Match": shown.headers["etag"]},
    )


@pytest.fixture
def apart(monkeypatch):
    """Work apart on two wishes already; what is sent and comes back does so as pickles."""

    def work(records, work, *args):
        sent = pickle.loads(pickle.dumps(args))  # noqa: S301 - our own
        return pickle.loads(pickle.dumps(work(records, *sent)))  # noqa: S301 - likewise

    monkeypatch.setattr(agreeing, "FEW", 1)
    monkeypatch.setattr(agreeing, "work_apart", work)


def test_what_is_worked_out_apart_is_what_is_worked_out_here(
    office, draft, monkeypatch, request
):
    here = look(office, draft)
    office.app.state.desk = Desk(office.database)
    request.getfixturevalue("apart")
    apart = look(office, draft)
    assert (here.status_code, apart.json()) == (200, here.json())
    assert apart.headers["etag"] == here.headers["etag"]
    assert approve(office, draft, apart).status_code == 200
    held = draft.get().json(), draft.items("/meetings")
    office.app.state.desk = Desk(office.database)  # as after a restart
    assert (draft.get().json(), draft.items("/meetings")) == held
    assert draft.pairs().keys() == {("b1", "s1"), ("b2", "s1"), ("b2", "s2")}


def test_whoever_approves_what_he_saw_does_not_wait_for_it_again(
    office, draft, monkeypatch
):
    asked, agree = [], service.agree_suggestions

    def count(*args):
        asked.append(1)
        return agree(*args)

    monkeypatch.setattr(service, "agree_suggestions", count)
    shown = [look(office, draft) for _ in range(2)]
    assert approve(office, draft, shown[1]).status_code == 200
    assert len(asked) == 1


def test_more_than_can_be_worked_out_is_refused_in_words(office, draft, monkeypatch):
    def cut_off(*_):
        raise CutOffError(too_slow=True)

    monkeypatch.setattr(agreeing, "FEW", 1)
    monkeypatch.setattr(agreeing, "work_apart", cut_off)
    answer = look(office, draft)
    assert (answer.status_code, answer.json()["code"]) == (409, "approve-fewer")
    assert draft.pairs().keys() == {("b1", "s1"), ("b1", "s2"), ("b2", "s2")}


@pytest.mark.usefixtures("apart")
def test_a_schedule_edited_while_its_preview_is_worked_out_is_read_again(
    office, draft, monkeypatch
):
    work = agreeing.work_apart

    def late(*args):
        assert draft.edit("remove", "b1", "s1").status_code == 201
        return work(*args)

    monkeypatch.setattr(agreeing, "work_apart", late)
    answer = look(office, draft)
    assert (answer.status_code, answer.json()["code"]) == (412, "changed-meanwhile")
