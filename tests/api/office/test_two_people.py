"""Two people edit one draft at the same moment: no edit that was confirmed is lost."""

from threading import Barrier, Thread

import pytest

from tests.live import serving
from tests.office import new_fair, open_office_at
from tests.schedule_cases import Draft, keep, small_folder

EDITS = 12
"""Confirmed edits of each of the two."""


@pytest.fixture
def draft(tmp_path):
    """A draft at a server of its own; every user's token is his login."""
    url = f"sqlite:///{tmp_path / 'fairs.db'}"
    office = open_office_at(url)
    fair_id = new_fair(office)
    schedule = keep(office, fair_id, small_folder())
    office.database.close()
    with serving(url, tmp_path) as server:
        yield lambda login: Draft(server, fair_id, schedule, login)


def edit_in_turn(draft, barrier, confirmed):
    """Lock and unlock a meeting until `EDITS` were confirmed, each on what was read."""
    kinds = ["lock", "unlock"] * EDITS
    barrier.wait()
    while len(confirmed) < EDITS:
        seen = draft.get()
        version = int(seen.headers["etag"].strip('"'))
        kind = kinds[len(confirmed)]
        answer = draft.edit(kind, "b1", draft.supplier, version)
        if answer.status_code == 201:
            confirmed.append((version + 1, kind, draft.supplier))
        else:
            assert (answer.status_code, answer.json()["code"]) == (
                412, "changed-meanwhile",
            )  # fmt: skip


@pytest.mark.slow
def test_of_two_who_edit_at_once_nobody_loses_a_confirmed_edit(draft):
    barrier, done = Barrier(2), {"s1": [], "s2": []}
    threads = []
    for login, supplier in (("specialist", "s1"), ("supervisor", "s2")):
        mine = draft(login)
        mine.supplier = supplier
        threads.append(
            Thread(target=edit_in_turn, args=(mine, barrier, done[supplier]))
        )
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    confirmed = sorted(done["s1"] + done["s2"])
    whole = draft("specialist")
    edits = [
        (one["number"] + 1, one["kind"], one["after"][0][1])
        for one in reversed(whole.items("/edits", limit=200))
    ]
    assert [version for version, *_ in confirmed] == list(range(2, 2 * EDITS + 2))
    assert edits == confirmed
    assert whole.get().json()["version"] == 2 * EDITS + 1
