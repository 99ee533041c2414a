"""`lotse check --links`, without a network."""

from __future__ import annotations

from collections import Counter

import pytest

from lotse.content.checks import check_links
from lotse.content.checks.weblinks import Reply
from lotse.content.loader import load

MTK = "https://www.mtk.org"


def problems(site, answers=None, asked=None):
    """Tries the links with an opener that answers 200 but for some (method, address)."""

    def opener(method, url):
        if asked is not None:
            asked.append((method, url))
        answer = (answers or {}).get((method, url), (answers or {}).get(url, Reply(200, url)))
        if isinstance(answer, Exception):
            raise answer
        return answer

    return check_links(load(site.root), opener)


def test_links_that_answer_are_fine(site):
    assert problems(site) == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Reply(404, MTK), "C511"),
        (Reply(410, MTK), "C511"),
        (Reply(200, f"{MTK}/neu"), "C512"),
        (Reply(503, MTK), "C513"),
        (TimeoutError("timed out"), "C513"),
        (Reply(403, MTK), "C514"),
        (Reply(429, MTK), "C514"),
    ],
)
def test_a_link_that_fails_is_reported_where_it_stands(site, answer, code):
    (problem,) = problems(site, {MTK: answer})
    assert (problem.code, problem.file) == (code, "data/county/services.yml")


def test_a_slash_at_the_end_is_no_move(site):
    assert problems(site, {MTK: Reply(200, f"{MTK}/")}) == []


def test_a_page_that_refuses_head_is_asked_with_get(site):
    assert problems(site, {("HEAD", MTK): Reply(405, MTK)}) == []


def test_a_page_is_asked_a_second_time_when_nothing_answers(site):
    asked = []
    problems(site, {MTK: TimeoutError()}, asked)
    assert Counter(asked)[("HEAD", MTK)] == 2


def test_every_address_is_asked_once(site):
    asked = []
    problems(site, asked=asked)
    assert set(Counter(asked).values()) == {1}


def test_without_a_network_it_says_so_and_nothing_else(site):
    def nothing_answers(method, url):
        raise OSError("Name or service not known")

    (problem,) = check_links(load(site.root), nothing_answers)
    assert problem.code == "C510"
