"""What the OpenAPI promises to programs: names that stay, examples, every status."""

import pytest

WAYS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def described(office):
    return office.app.openapi()


def _operations(described):
    return {
        f"{way.upper()} {path}": ways[way]
        for path, ways in described["paths"].items()
        for way in WAYS
        if way in ways
    }


def _has_examples(described, place):
    """Tell whether a body or a schema has an example, or each of its kinds has one."""
    if "$ref" in place:
        name = place["$ref"].split("/")[-1]
        place = described["components"]["schemas"][name]
    if "example" in place or "examples" in place:
        return True
    kinds = place.get("oneOf") or place.get("anyOf") or [place.get("schema")]
    return all(kind and _has_examples(described, kind) for kind in kinds)


def test_operations_are_named_once(described):
    names = [one["operationId"] for one in _operations(described).values()]
    assert len(names) == len(set(names))


def test_every_operation_says_what_it_does(described):
    lacking = [n for n, o in _operations(described).items() if not o.get("description")]
    assert lacking == []


def test_every_json_body_has_an_example(described):
    lacking = [
        name
        for name, one in _operations(described).items()
        for kind, content in one.get("requestBody", {}).get("content", {}).items()
        if kind == "application/json" and not _has_examples(described, content)
    ]
    assert lacking == []


def test_examples_are_taken(office):
    described = office.app.openapi()
    (body,) = described["components"]["schemas"]["FairNew"]["examples"]
    answer = office.client("specialist").post("/api/v1/fairs", json=body)
    assert answer.status_code == 201, answer.text


def test_every_request_that_needs_a_login_says_how(described):
    for name, one in _operations(described).items():
        if name.split()[1].startswith("/api") and "401" in one["responses"]:
            assert one["security"] == [{"login": []}, {"token": []}], name


def test_body_may_be_refused_for_its_size(described):
    for name, one in _operations(described).items():
        assert ("413" in one["responses"]) == ("requestBody" in one), name
