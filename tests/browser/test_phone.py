"""People with a phone, and people who zoom until a large screen is as small as one."""

from __future__ import annotations

from typing import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.person import RENT, Person

pytestmark = pytest.mark.slow

SMALLEST_TARGET = 24
SMALL_TARGETS = """[...root.querySelectorAll('button, a, summary, textarea')]
    .filter((node) => node.checkVisibility() && !node.closest('p, .row > div'))
    .map((node) => [node.textContent, node.getBoundingClientRect()])
    .filter(([, box]) => box.width < argument || box.height < argument).map(([text]) => text)"""


def test_student_gets_the_whole_screen_and_the_greeting(student: Person) -> None:
    student.visit("/").launcher.tap()
    expect(student.button("Wohngeld")).to_be_visible()
    assert student.window.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    assert student.shadow("root.querySelector('dialog').matches(':modal')")
    # The keyboard of the phone stays away until she taps the input.
    expect(student.chat.get_by_role("heading", level=2)).to_be_focused()


def test_student_closes_the_chat_with_the_back_gesture_and_stays_on_the_page(student: Person) -> None:
    student.open_chat().ask(RENT)
    student.page.go_back()
    expect(student.window).to_be_hidden()
    assert student.page.url.endswith("/seiten/erste")
    expect(student.launcher).to_have_text("Chat fortsetzen")


def test_student_who_closes_the_chat_has_no_step_too_many_to_go_back(student: Person) -> None:
    student.visit("/seiten/zweite")
    student.open_chat()
    student.button("Chat schließen").tap()
    expect(student.window).to_be_hidden()
    student.page.go_back()
    student.page.wait_for_url("**/zweite")


def test_student_reloads_and_is_still_in_the_chat(student: Person) -> None:
    student.open_chat().ask(RENT)
    student.page.reload()
    expect(student.window).to_be_visible()
    expect(student.answer).to_contain_text("angemessen")


def test_student_who_follows_a_link_to_a_page_sees_that_page(student: Person) -> None:
    student.open_chat().ask(RENT)
    student.visit("/seiten/zweite")
    expect(student.window).to_be_hidden()
    expect(student.launcher).to_have_text("Chat fortsetzen")


def test_student_s_phone_does_not_zoom_and_every_target_is_large_enough(student: Person) -> None:
    student.open_chat().ask(RENT)
    assert student.input.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") >= 16
    assert student.shadow(SMALL_TARGETS, SMALLEST_TARGET) == []


def test_student_s_keyboard_does_not_cover_the_input(student: Person) -> None:
    student.open_chat()
    student.input.tap()
    student.page.set_viewport_size({"width": 360, "height": 420})
    box = student.input.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 420
    assert student.window.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 420}


@pytest.mark.parametrize("size", [(320, 640), (320, 256)])
def test_reader_with_400_percent_zoom_and_wide_text_scrolls_in_one_direction_only(
    visitor: Callable[..., Person], size: tuple[int, int]
) -> None:
    reader = visitor(viewport={"width": size[0], "height": size[1]}).open_chat("/")
    reader.ask(RENT)
    reader.shadow(
        """(() => {
            const spacing = new CSSStyleSheet();
            spacing.replaceSync('* {line-height: 1.5 !important; letter-spacing: .12em !important;'
                + 'word-spacing: .16em !important} p {margin-bottom: 2em !important}');
            root.adoptedStyleSheets.push(spacing);
        })()"""
    )
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 320
    widths = (
        "['.panel', '.log'].map((name) => root.querySelector(name)).map((node) => node.scrollWidth - node.clientWidth)"
    )
    assert reader.shadow(widths) == [0, 0]
    reader.input.focus()
    box = reader.input.bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= size[1]


def test_reader_with_400_percent_zoom_sees_first_that_this_is_a_machine(visitor: Callable[..., Person]) -> None:
    reader = visitor(viewport={"width": 320, "height": 256}).open_chat("/")
    expect(reader.window.get_by_text("Chatbot – kein Mensch")).to_be_in_viewport()
    expect(reader.button("Chat schließen")).to_be_in_viewport()


def test_reader_who_zooms_in_the_middle_of_a_conversation_goes_on(applicant: Person) -> None:
    applicant.open_chat().ask(RENT)
    applicant.input.fill("halb fertig")
    applicant.page.set_viewport_size({"width": 320, "height": 400})
    assert applicant.shadow("root.querySelector('dialog').matches(':modal')")
    applicant.page.set_viewport_size({"width": 1280, "height": 800})
    assert not applicant.shadow("root.querySelector('dialog').matches(':modal')")
    expect(applicant.input).to_have_value("halb fertig")
    expect(applicant.mine).to_have_count(1)
