"""The report for the terminal."""

from __future__ import annotations

from lotse.content.checks import run
from lotse.content.checks.report import counts, report
from lotse.content.problems import Level, Problem
from tests.content.small_site import ON

ERROR = Problem(
    "C105", Level.ERROR, "data/a.yml", 3, "Den Dienst gibt es nicht.", "Nimm einen anderen.", "services: [antrag]"
)
WARNING = Problem("C308", Level.WARNING, "data/b.yml", None, "Der Satz ist lang.", "Kürz ihn.")
HINT = Problem("C406", Level.HINT, "data/b.yml", 7, "Ungenutzt.", "Lösch ihn.")


def test_the_report_has_the_worst_first_and_the_counts_last():
    text = report([HINT, WARNING, ERROR])
    assert text.index("Fehler (1)") < text.index("Warnungen (1)") < text.index("Hinweise (1)")
    assert text.splitlines()[-1] == "Zusammen: 1 Fehler, 1 Warnung, 1 Hinweis in 2 Dateien."


def test_a_problem_is_shown_with_file_line_cause_remedy_and_example():
    text = report([ERROR])
    for part in (
        "data/a.yml",
        "Zeile 3, C105: Den Dienst gibt es nicht.",
        "So geht es: Nimm einen anderen.",
        "Beispiel: services: [antrag]",
    ):
        assert part in text


def test_quiet_shows_errors_only_but_counts_all():
    text = report([ERROR, WARNING], quiet=True)
    assert "C308" not in text
    assert "1 Warnung" in text


def test_no_problem_is_said_so():
    assert counts([]) == report([]) == "Alles in Ordnung."


def test_the_command_prints_the_report_and_fails_on_an_error(site, capsys, monkeypatch):
    monkeypatch.setattr(run, "fixed_intents", lambda: {"wohnen": ("kaution", "umzug"), "dialog": ("dank",)})
    assert run.check(site.root, ON) == 0
    site.faq("umzug", services=["nichts"])
    assert run.check(site.root, ON, quiet=True) == 1
    assert "C105" in capsys.readouterr().out


def test_the_actions_are_those_of_the_domain(tmp_path):
    domain = tmp_path / "domain.yml"
    domain.write_text("actions: [action_one, action_two]\n", encoding="utf-8")
    assert run.domain_actions(domain) == {"action_one", "action_two"}
