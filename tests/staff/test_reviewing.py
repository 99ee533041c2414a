"""Reviewing: groups, one click, undo, split, bulk, search, and two people at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from lotse.questions.states import Reason, Role
from lotse.staff import drafting
from tests.questions.helpers import DAY
from tests.staff.running_app import Staff

KAUTION = (("kaution", 0.4), ("bg_hoehe", 0.2))


def _states(staff: Staff) -> dict[str, tuple[str, str | None]]:
    return {row.text: (row.state, row.intent) for row in staff.questions.rows()}


def test_a_group_shows_its_wordings_reasons_and_proposals_with_the_text_to_read(staff: Staff) -> None:
    staff.questions.add(
        "zahlt das amt die kaution", "zahlt das amt die kaution?", "zahlt das amt die kautionn", candidates=KAUTION
    )
    page = staff.person(Role.EDIT).get("/fragen").text
    assert "3 Fragen in 1 Gruppe." in page
    assert "3-mal gefragt" in page
    assert "zu unsicher" in page
    assert page.index('value="zu:kaution"') < page.index('value="zu:bg_hoehe"')
    assert "Antwort lesen" in page


def test_one_click_assigns_the_whole_group_and_says_so(staff: Staff) -> None:
    staff.questions.add("zahlt das amt die kaution", "zahlt das amt die kautionn", candidates=KAUTION)
    person = staff.person(Role.EDIT)
    done = person.post("/fragen/entscheiden", fragen=staff.stamp(), tat="zu:kaution", zurueck="/fragen")
    page = person.get(done.headers["location"]).text
    assert "Erledigt:" in page
    assert "2 Fragen" in page
    assert "Alles entschieden." in page
    assert set(_states(staff).values()) == {("zugeordnet", "kaution")}


@pytest.mark.parametrize(
    ("deed", "state"), [("ausserhalb", "ausserhalb"), ("unsinn", "ignoriert"), ("spaeter", "zurueckgestellt")]
)
def test_other_decisions(staff: Staff, deed: str, state: str) -> None:
    staff.questions.add("was kostet ein hund")
    staff.person(Role.EDIT).post("/fragen/entscheiden", fragen=staff.stamp(), tat=deed, tage="30")
    row = staff.questions.rows()[0]
    assert row.state == state
    assert str(row.due) == str(DAY + timedelta(days=30) if deed == "spaeter" else None)


def test_a_decision_holds_for_what_comes_later_and_the_number_is_shown(staff: Staff) -> None:
    staff.questions.add("was kostet ein hund im kreis")
    person = staff.person(Role.EDIT)
    person.post("/fragen/entscheiden", fragen=staff.stamp(), tat="ausserhalb")
    staff.questions.add("was kostet ein hund im kreis?", "was kostet ein hund im kreiss")
    page = person.get("/fragen").text
    assert "Alles entschieden." in page
    assert "2 weitere automatisch ausgeblendet" in page
    assert "2 Fragen in" in person.get("/fragen?stand=automatisch").text
    assert "automatisch ausgeblendet</a>" not in person.get("/fragen?stand=automatisch").text
    assert "3 Fragen in" in person.get("/fragen?stand=alle").text
    assert 'href="/fragen?stand=automatisch"' in person.get("/fragen?suche=hund&grund=gleichstand").text


def test_undo_brings_the_question_back_once(staff: Staff) -> None:
    staff.questions.add("was kostet ein hund")
    person = staff.person(Role.EDIT)
    done = person.post("/fragen/entscheiden", fragen=staff.stamp(), tat="unsinn").headers["location"]
    number = re.search(r"getan=(\d+)", done).group(1)
    assert "Rückgängig machen" in person.get(done).text
    assert person.post("/fragen/rueckgaengig", nummer=number).status_code == 303
    assert _states(staff) == {"was kostet ein hund": ("neu", None)}
    again = person.post("/fragen/rueckgaengig", nummer=number)
    assert again.status_code == 409
    assert "schon rückgängig gemacht" in again.text


def test_the_second_of_two_people_sees_what_the_first_decided(staff: Staff) -> None:
    staff.questions.add("zahlt das amt die kaution", candidates=KAUTION)
    first, second, seen = staff.person(Role.EDIT, "anna"), staff.person(Role.EDIT, "bert"), staff.stamp()
    assert first.post("/fragen/entscheiden", fragen=seen, tat="zu:kaution").status_code == 303
    late = second.post("/fragen/entscheiden", fragen=seen, tat="unsinn", zurueck="/fragen?stand=alle")
    assert late.status_code == 409
    assert "Name anna war schneller: gehört zu «" in late.text
    assert "Deine Entscheidung ist nicht gespeichert" in late.text
    assert 'href="/fragen?stand=alle"' in late.text
    assert set(_states(staff).values()) == {("zugeordnet", "kaution")}


def test_ticked_wordings_become_a_group_of_their_own(staff: Staff) -> None:
    ids = staff.questions.add(
        "zahlt das amt die kaution", "zahlt das amt die kaution auch", "zahlt das amt die kautionn"
    )
    person = staff.person(Role.EDIT)
    assert "in 1 Gruppe" in person.get("/fragen").text
    person.post("/fragen/trennen", teil=staff.stamp(ids[1]))
    assert "in 2 Gruppen" in person.get("/fragen").text


def test_bulk_decides_on_several_groups_at_once(staff: Staff) -> None:
    ids = staff.questions.add("was kostet ein hund", "wo ist das finanzamt", "ganz andere sache mit dem auto")
    person = staff.person(Role.EDIT)
    person.post("/fragen/entscheiden", fragen=[staff.stamp(ids[0]), staff.stamp(ids[1])], tat="ausserhalb")
    assert sorted(state for state, _ in _states(staff).values()) == ["ausserhalb", "ausserhalb", "neu"]


def test_nothing_ticked_is_said_and_changes_nothing(staff: Staff) -> None:
    sent = staff.person(Role.EDIT).post("/fragen/entscheiden", tat="unsinn")
    assert sent.status_code == 400
    assert "keine Frage ausgewählt" in sent.text


def test_an_error_leads_back_to_the_list_as_it_was(staff: Staff) -> None:
    sent = staff.person(Role.EDIT).post("/fragen/entscheiden", tat="unsinn", zurueck="/fragen?suche=hund&seite=2")
    assert 'href="/fragen?suche=hund&amp;seite=2"' in sent.text


def test_another_answer_is_found_by_its_question_or_by_words(staff: Staff) -> None:
    ids = staff.questions.add("amt depot wohnung", "amt sicherheit vermieter")
    person, faq = staff.person(Role.EDIT), staff.desk.content.faqs["kaution"]
    found = person.post("/fragen/entscheiden", fragen=staff.stamp(ids[0]), tat="andere", antwort="Kaution")
    assert 'value="zu:kaution"' in found.text
    assert staff.stamp(ids[0]) in found.text
    assert "<li>amt depot wohnung</li>" in found.text
    empty = person.post("/fragen/entscheiden", fragen=staff.stamp(ids[0]), tat="andere", antwort="")
    assert "Zu «» finde ich" not in empty.text
    person.post("/fragen/entscheiden", fragen=staff.stamp(ids[1]), tat="andere", antwort=faq.entry.question)
    assert _states(staff)["amt sicherheit vermieter"] == ("zugeordnet", "kaution")


def test_an_answer_that_does_not_exist_is_refused(staff: Staff) -> None:
    staff.questions.add("was kostet ein hund")
    sent = staff.person(Role.EDIT).post("/fragen/entscheiden", fragen=staff.stamp(), tat="zu:gibtesnicht")
    assert sent.status_code == 400
    assert set(_states(staff).values()) == {("neu", None)}


def test_filter_and_search(staff: Staff) -> None:
    staff.questions.add("was kostet ein hund", reason=Reason.NO_CANDIDATE)
    staff.questions.add("zahlt das amt die kaution", day=DAY - timedelta(days=20), reason=Reason.TIE)
    person = staff.person(Role.READ)
    for query, shown, hidden in (
        ("suche=HUND", "hund", "kaution"),
        ("grund=gleichstand", "kaution", "hund"),
        (f"von={DAY}", "hund", "kaution"),
        (f"bis={DAY - timedelta(days=1)}", "kaution", "hund"),
    ):
        page = person.get(f"/fragen?{query}").text.partition("</datalist>")[2]
        assert shown in page
        assert hidden not in page
    assert "Keine Frage passt" in person.get("/fragen?suche=xyz").text
    assert person.get("/fragen?stand=quatsch&von=gestern&grund=nix&seite=99").status_code in (200, 303)


def test_a_note_is_shown_to_colleagues_and_never_runs(staff: Staff) -> None:
    ids = staff.questions.add("<script>alert(1)</script> hund")
    staff.person(Role.EDIT).post("/fragen/notiz", fragen=staff.stamp(), notiz="<b>Bitte</b> Frau Muster fragen")
    for path in ("/fragen", f"/fragen/{ids[0]}", "/"):
        page = staff.person(Role.READ).get(path).text
        assert "<script>alert" not in page
        assert "<b>Bitte" not in page
    assert "&lt;b&gt;Bitte&lt;/b&gt; Frau Muster fragen" in staff.person(Role.READ).get("/fragen").text


@pytest.mark.parametrize("told", ["Ruf 0171 39200 55 an", "DE89370400440532013000", "lena@example.org fragen"])
def test_a_note_takes_no_numbers_and_no_addresses(staff: Staff, told: str) -> None:
    staff.questions.add("was kostet ein hund")
    sent = staff.person(Role.EDIT).post("/fragen/notiz", fragen=staff.stamp(), notiz=told, zurueck="/fragen")
    assert sent.status_code == 400
    assert "persönliche Angaben" in sent.text
    assert staff.questions.rows()[0].note is None


def test_a_group_tells_what_was_tried_with_it(staff: Staff) -> None:
    title, other = (staff.desk.content.faqs[name].entry.question for name in ("kaution", "bg_hoehe"))
    ids = staff.questions.add("zahlt das amt die kaution", rejected=("kaution",), led_to="bg_hoehe")
    ids += staff.questions.add(
        "kreis hund steuer", rejected=("kaution",), answered_with="kaution", rating="unvollstaendig"
    )
    person = staff.person(Role.READ)
    for page in (person.get("/fragen").text, person.get(f"/fragen/{ids[0]}").text):
        assert f"Abgelehnt: «{title}»." in page
        assert f"Am Ende gewählt: «{other}»." in page
    for page in (person.get("/fragen").text, person.get(f"/fragen/{ids[1]}").text):
        assert f"Schlecht bewertet: «{title}» (es fehlt etwas)." in page


def test_what_was_put_off_gets_proposals_too(staff: Staff) -> None:
    staff.questions.add("zahlt das amt die kaution", candidates=KAUTION)
    person = staff.person(Role.EDIT)
    person.post("/fragen/entscheiden", fragen=staff.stamp(), tat="spaeter", tage="7")
    assert 'value="zu:kaution"' in person.get("/fragen?stand=zurueckgestellt").text


def test_a_question_shows_its_history(staff: Staff) -> None:
    ids = staff.questions.add("zahlt das amt die kaution")
    staff.person(Role.EDIT, "anna").post("/fragen/entscheiden", fragen=staff.stamp(), tat="zu:kaution")
    page = staff.person(Role.READ).get(f"/fragen/{ids[0]}").text
    assert "Name anna: gehört zu «" in page
    assert "24.11.2026, 10:00 Uhr" in page


def test_whoever_may_only_read_gets_no_buttons(staff: Staff) -> None:
    staff.questions.add("zahlt das amt die kaution", candidates=KAUTION)
    page = staff.person(Role.READ).get("/fragen").text
    assert 'name="tat"' not in page
    assert "Angekreuzte abtrennen" not in page


def test_a_new_answer_starts_as_a_draft_that_the_bot_does_not_read(staff: Staff) -> None:
    staff.questions.add("kann ich einen hund absetzen", "kann ich einen hund absetzenn")
    person, before = staff.person(Role.EDIT), dict(staff.desk.content.faqs)
    form = person.post("/entwuerfe/neu", fragen=staff.stamp(), zurueck="/fragen").text
    assert "kann ich einen hund absetzenn" in form
    done = person.post("/entwuerfe", fragen=staff.stamp(), frage="Kann ich den Hund absetzen?", thema="geld")
    assert done.headers["location"] == "/entwuerfe/kann_hund_absetzen"
    assert set(_states(staff).values()) == {("entwurf", "kann_hund_absetzen")}
    file = staff.desk.content.root / "faq" / "geld" / "kann_hund_absetzen.yml.entwurf"
    assert "- kann ich einen hund absetzenn" in file.read_text(encoding="utf-8")
    staff.desk.store.refresh()
    assert staff.desk.content.faqs.keys() == before.keys()
    page = person.get("/entwuerfe/kann_hund_absetzen").text
    its_hash = re.search(r'name="hash" value="(\w+)"', page).group(1)
    new = {"question": "Kann ich den Hund absetzen?", "answer": "Nein.\r\n\r\n- Nie.", "examples": "eins\r\nzwei"}
    assert person.post("/entwuerfe/kann_hund_absetzen", hash=its_hash, **new).status_code == 303
    assert person.post("/entwuerfe/kann_hund_absetzen", hash=its_hash, **new).status_code == 409
    published = staff.person(Role.RELEASE).post("/entwuerfe/kann_hund_absetzen/veroeffentlichen")
    assert published.status_code == 422
    assert "noch nicht veröffentlichen" in published.text
    assert "«Nächster Schritt»" in published.text
    assert "next_step" not in published.text.partition("<form")[2].partition("</ul>")[0]
    assert not file.with_name("kann_hund_absetzen.yml").exists()


def test_questions_of_a_published_draft_wait_to_be_taught(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "missing", lambda *_: [])
    staff.questions.add("kann ich einen hund absetzen")
    person = staff.person(Role.RELEASE)
    person.post("/entwuerfe", fragen=staff.stamp(), frage="Kann ich den Hund absetzen?", thema="geld")
    page = person.get("/entwuerfe/kann_hund_absetzen").text
    its_hash = re.search(r'name="hash" value="(\w+)"', page).group(1)
    text = {"question": "Kann ich den Hund absetzen?", "answer": "Nein.", "examples": "kann ich einen hund absetzen"}
    source = {"source_title": "§ 11 SGB II", "source_url": "https://www.gesetze-im-internet.de/sgb_2/__11.html"}
    person.post("/entwuerfe/kann_hund_absetzen", hash=its_hash, **text, **source)
    assert person.post("/entwuerfe/kann_hund_absetzen/veroeffentlichen").status_code == 303
    assert _states(staff) == {"kann ich einen hund absetzen": ("zugeordnet", "kann_hund_absetzen")}
    assert "1 Satz wartet" in person.get("/uebernehmen").text


def test_a_discarded_draft_leaves_its_questions_open(staff: Staff) -> None:
    staff.questions.add("kann ich einen hund absetzen")
    person = staff.person(Role.EDIT)
    path = person.post("/entwuerfe", fragen=staff.stamp(), frage="Kann ich den Hund absetzen?", thema="geld").headers[
        "location"
    ]
    its_hash = re.search(r'name="hash" value="(\w+)"', person.get(path).text).group(1)
    assert person.post(f"{path}/verwerfen", hash="anders").status_code == 409
    assert person.post(f"{path}/verwerfen", hash=its_hash).status_code == 303
    assert _states(staff) == {"kann ich einen hund absetzen": ("neu", None)}
    assert person.get(path).status_code == 404
    assert not list(staff.desk.content.root.glob("faq/*/*.entwurf"))


def test_what_people_rejected_is_not_proposed_again(staff: Staff) -> None:
    staff.questions.add("zahlt das amt die kaution", candidates=KAUTION, rejected=("kaution",))
    page = staff.person(Role.EDIT).get("/fragen").text
    assert 'value="zu:bg_hoehe"' in page
    assert 'value="zu:kaution"' not in page
