"""Unknown markup."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "# Überschrift",
        "* Ausweis",
        "• Ausweis",
        "-Ausweis",
        "Nimm mit:\n- Ausweis\n  - Pass",
        "1. Ruf an.",
        "Das ist <b>wichtig</b>.",
        "Ruf an&nbsp;jetzt.",
        "Ruf **jetzt an.",
        "Das ist *wichtig*.",
        "Das ist _wichtig_.",
        "Das ist `wichtig`.",
        "Sieh [hier].",
        "Sieh [hier](https://www.mtk.org",
        "Sieh https://www.mtk.org an.",
        "![Bild](https://www.mtk.org)",
        "Es gibt {Grenze}.",
        "Es gibt { grenze }.",
    ],
)
def test_unknown_markup_is_an_error(site, text):
    site.faq("umzug", answer=text)
    assert {problem.code for problem in site.problems()} == {"C311"}


@pytest.mark.parametrize(
    "text",
    [
        "Nimm mit:\n- Ausweis\n  oder Pass\n- **Vertrag**",
        "Sieh [hier](https://www.mtk.org).",
        "**Wichtig:** ruf an.",
        "Es gibt {grenze}.",
        "{grenze} - so viel ist es.",
        "Kinder - auch kleine.",
        "Nach der\n12. Woche.",
    ],
)
def test_known_markup_is_fine(site, text):
    site.faq("umzug", answer=text)
    assert site.problems() == []


def test_a_question_takes_no_markup(site):
    site.faq("umzug", question="Was ist **wichtig**?")
    assert site.problems("C311")[0].example == "wichtig"
