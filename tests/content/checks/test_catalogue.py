"""The catalogue of messages."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from lotse.content import checks
from lotse.content.checks.catalogue import CATALOGUE, Check
from lotse.content.checks.intents import fixed_intents

HERE = Path(__file__).parent
EVERY_CHECK = pytest.mark.parametrize("check", CATALOGUE.values(), ids=list(CATALOGUE))


def test_a_folder_in_order_has_no_problem(site):
    assert site.problems() == []


@EVERY_CHECK
def test_every_code_has_a_test(check: Check):
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    assert f'"{check.code}"' in tests


@EVERY_CHECK
def test_every_code_is_used_by_a_check(check: Check):
    modules = Path(checks.__file__).parent.glob("*.py")
    texts = (path.read_text(encoding="utf-8") for path in modules if path.name != "catalogue.py")
    assert any(f'"{check.code}"' in text for text in texts)


@EVERY_CHECK
def test_every_message_says_what_is_wrong_and_how_to_put_it_right(check: Check):
    assert check.title
    assert check.what
    assert check.remedy


@EVERY_CHECK
def test_no_message_speaks_of_you_formally(check: Check):
    texts = " ".join((check.title, check.what, check.remedy))
    assert not re.search(r"[a-zäöü,] (Sie|Ihnen|Ihre?)\b(?!\?)", texts.replace("Anrede Sie", ""))


@EVERY_CHECK
def test_every_template_can_be_filled(check: Check):
    for part in (check.what, check.remedy, check.example):
        names = [name for _, name, _, _ in string.Formatter().parse(part) if name]
        assert part.format(**dict.fromkeys(names, "x")) is not None


def test_the_fixed_list_has_117_intents_each_once():
    intents = [intent for group in fixed_intents().values() for intent in group]
    assert len(intents) == len(set(intents)) == 117
