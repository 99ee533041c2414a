"""Exports, charts, the digest, accounts and the log."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from lotse.questions.entries import Batch, Entry, Tally
from lotse.questions.states import Measure, Role
from lotse.questions.writing import BatchWriter
from lotse.staff.charts import Series, line, stacked
from lotse.staff.exporting import as_csv
from tests.questions.helpers import DAY
from tests.staff.running_app import Person, Staff


def _count(
    staff: Staff, by: int, day_back: int = 3, outcome: str = "answered", measure: Measure = Measure.ASKED
) -> None:
    tally = Tally(DAY - timedelta(days=day_back), measure, outcome, "kaution" if outcome == "answered" else "", by=by)
    BatchWriter(staff.questions.url, lambda: DAY).write(Batch((Entry(tallies=(tally,)),)))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|cmd", "%x", "＝1"])
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    data = as_csv(["a"], [[text]]).decode("utf-8-sig")
    cell = list(csv.reader(io.StringIO(data), delimiter=";"))[1][0]
    assert cell.startswith("'")


def test_questions_leave_as_csv_and_xlsx_and_the_log_says_so(staff: Staff) -> None:
    staff.questions.add('=HYPERLINK("x")', "hund; katze\nmaus")
    person = staff.person(Role.EDIT)
    sent = person.get("/export/fragen.csv")
    assert sent.content.startswith(b"\xef\xbb\xbf")
    assert "soziallotse-fragen-2026-11-24.csv" in sent.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig")), delimiter=";"))
    assert sorted(row["Frage"] for row in rows) == ['\'=HYPERLINK("x")', "hund; katze\nmaus"]
    book = zipfile.ZipFile(io.BytesIO(person.get("/export/fragen.xlsx").content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "HYPERLINK" in book.read("xl/sharedStrings.xml").decode()
    assert "exportiert fragen.csv" in staff.person(Role.ADMIN).get("/protokoll").text


def test_charts_are_whole_svg_and_leave_gaps(staff: Staff) -> None:
    labels = ["1", "2 & 3", "4"]
    chart = stacked("Fragen <x>", labels, [Series("a", "c1", [10, None, 7]), Series("b", "c2", [0, 3, 5])])
    rate = line("Anteil", labels, Series("a", "c1", [0.5, None, 0.75]))
    for picture in (chart, rate):
        ElementTree.fromstring(str(picture))
    assert chart.count("<rect") == 4
    assert rate.count("<circle") == 2
    assert "<polyline" not in rate


def test_figures_show_shares_and_hide_small_counts(staff: Staff) -> None:
    _count(staff, 60)
    _count(staff, 20, outcome="unanswered")
    _count(staff, 20, outcome="suggested")
    _count(staff, 3, measure=Measure.DOWN)
    page = staff.person(Role.READ).get("/zahlen?tage=28").text
    assert "60\u00a0%" in page
    assert "runter: verdeckt" in page
    assert "Was die Zahlen bedeuten" in page
    assert page.count('<svg class="chart"') == 2
    assert "60\u00a0%" in staff.person(Role.READ).get("/").text
    exported = staff.person(Role.EDIT).get("/export/zahlen.csv?tage=28").content.decode("utf-8-sig")
    assert "verdeckt" in exported


def test_the_week_as_page_and_as_mail(staff: Staff) -> None:
    _count(staff, 60, day_back=8)
    staff.questions.add("zahlt das amt die kaution", day=DAY - timedelta(days=8))
    person = staff.person(Role.READ)
    page, mail = person.get("/woche").text, person.get("/woche.txt")
    assert "Die Woche vom 16.11.2026 bis 22.11.2026" in page
    assert mail.headers["content-type"].startswith("text/plain")
    assert "Fragen: 60 (Woche davor: 0)" in mail.text
    assert "- zahlt das amt die kaution (einmal)" in mail.text
    assert person.get("/woche?ab=quatsch").status_code == 200


def test_today_names_what_is_due(staff: Staff) -> None:
    staff.questions.add("zahlt das amt die kaution", "zahlt das amt die kautionn")
    page = staff.person(Role.READ).get("/").text
    assert "<strong>2 Fragen</strong> warten" in page
    assert "Bald fällig" in page


def test_admin_makes_changes_and_locks_accounts(staff: Staff) -> None:
    admin = staff.person(Role.ADMIN)
    page = admin.post("/konten", konto="Neu.Person", name="Neue Person", rolle="redaktion").text
    password = re.search(r'class="secret">([^<]+)<', page).group(1)
    assert password not in admin.get("/konten").text
    person = Person(staff.url)
    assert person.sign_in("neu.person", password).status_code == 303
    assert admin.post("/konten", konto="neu.person", name="x", rolle="lesen").status_code == 422
    admin.post("/konten/neu.person", tat="rolle", rolle="lesen")
    assert person.get("/").status_code == 303
    admin.post("/konten/neu.person", tat="sperren", rolle="lesen")
    assert Person(staff.url).sign_in("neu.person", password).status_code == 403
    assert admin.post("/konten/admin", tat="sperren", rolle="admin").status_code == 422
    log = admin.get("/protokoll").text
    assert "Konto angelegt neu.person (Rolle Redaktion)" in log
    assert "gesperrt" in log
    assert password not in log
