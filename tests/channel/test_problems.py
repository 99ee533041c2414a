"""Errors of the API: RFC 9457 problem details that a person can read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lotse.channel import problems
from lotse.channel.problems import ApiProblem

ALL = [
    problems.SessionProblem(),
    problems.TextProblem("Schreib zuerst eine Frage."),
    problems.MediaTypeProblem(),
    problems.TooLargeProblem(),
    problems.TooManyProblem(30),
    problems.OriginProblem(),
    problems.NotReadyProblem(),
    problems.NotFoundProblem(),
    problems.MethodProblem(),
    problems.InternalProblem(),
]


def _body(problem: ApiProblem) -> dict[str, Any]:
    return json.loads(problem.response().body)


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.slug)
def test_problem_response_is_a_problem_document(problem: ApiProblem) -> None:
    response = problem.response()
    assert response.content_type == "application/problem+json"
    assert response.status == _body(problem)["status"] == problem.status
    assert _body(problem)["type"] == f"urn:soziallotse:problem:{problem.slug}"
    assert _body(problem)["title"] == problem.title


def test_problem_kinds_have_their_own_names() -> None:
    assert len({problem.slug for problem in ALL}) == len(ALL)


def test_problem_detail_says_what_to_do() -> None:
    assert _body(problems.TextProblem("Schreib zuerst eine Frage."))["detail"] == "Schreib zuerst eine Frage."


def test_problem_without_detail_has_no_empty_one() -> None:
    assert "detail" not in _body(problems.OriginProblem())


def test_problem_of_too_many_requests_says_how_long_to_wait() -> None:
    problem = problems.TooManyProblem(30)
    assert problem.response().headers["Retry-After"] == "30"
    assert "30 Sekunden" in _body(problem)["detail"]


def test_problem_umlauts_are_written_as_such() -> None:
    assert "ungültig".encode() in problems.TextProblem("ungültig").response().body
