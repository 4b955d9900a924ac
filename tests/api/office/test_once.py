"""A request sent again with its Idempotency-Key does its work once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from tests.office import NOW, SETTINGS

FAIRS = "/api/v1/fairs"
KEY = {"Idempotency-Key": "k-1"}
BODY = {"settings": SETTINGS}
OTHER = {"settings": SETTINGS.replace("min_fit", "# min_fit")}


def _fairs(office):
    return office.client("administrator").get(FAIRS).json()["total"]


def test_same_key_gets_the_first_answer(office):
    client = office.client("specialist")
    first = client.post(FAIRS, json=BODY, headers=KEY)
    again = client.post(FAIRS, json=BODY, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again.headers["etag"] == first.headers["etag"]
    assert _fairs(office) == 1


def test_without_a_key_each_request_is_its_own(office):
    client = office.client("specialist")
    for _ in range(2):
        assert client.post(FAIRS, json=BODY).status_code == 201
    assert _fairs(office) == 2


def test_key_of_another_request_is_refused(office):
    client = office.client("specialist")
    client.post(FAIRS, json=BODY, headers=KEY)
    answer = client.post(FAIRS, json=OTHER, headers=KEY)
    assert (answer.status_code, answer.json()["code"]) == (422, "key-used")
    assert _fairs(office) == 1


def test_keys_of_two_people_are_two_keys(office):
    for login in ("specialist", "administrator"):
        answer = office.client(login).post(FAIRS, json=BODY, headers=KEY)
        assert answer.status_code == 201
    assert _fairs(office) == 2


def test_refused_request_may_be_sent_again_with_its_key(office):
    client = office.client("specialist")
    wrong = {"settings": SETTINGS.replace("min_meetings", "min_meeting")}
    assert client.post(FAIRS, json=wrong, headers=KEY).status_code == 422
    assert client.post(FAIRS, json=BODY, headers=KEY).status_code == 201


def test_key_is_forgotten_after_a_day(office):
    client = office.client("specialist")
    client.post(FAIRS, json=BODY, headers=KEY)
    office.now = NOW + timedelta(hours=23)
    assert client.post(FAIRS, json=OTHER, headers=KEY).status_code == 422
    office.now = NOW + timedelta(hours=25)
    assert client.post(FAIRS, json=OTHER, headers=KEY).status_code == 201


def test_two_at_the_same_moment_do_the_work_once(office):
    def send(_):
        return office.client("specialist").post(FAIRS, json=BODY, headers=KEY).json()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert all(answer == answers[0] for answer in answers)
    assert _fairs(office) == 1
