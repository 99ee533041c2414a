"""A small data folder that is in order. A test changes one thing and looks at the problems."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.content.small_site import LAW, ON, Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A data folder without a single problem."""
    made = Site(tmp_path / "data")
    made.write("faq/topics.yml", [{"id": "wohnen", "title": "Wohnen", "label": "Wohnen"}])
    made.write(
        "faq/situations.yml", [{"id": "unter_25", "label": "Unter 25"}, {"id": "studium", "label": "Ich studiere"}]
    )
    word = {"official": "Kaution", "explanation": "Geld als Sicherheit.", "said": ["Sicherheit"], "intent": "kaution"}
    made.write("glossary.yml", [word])
    made.write(
        "follow_ups.yml",
        {
            "leads": ["und"],
            "fillers": ["ist"],
            "pointers": ["das"],
            "aspects": [{"id": "dauer", "words": ["wie lange"]}],
            "replies": {
                **dict.fromkeys(("first", "second", "third", "last"), []),
                **dict.fromkeys(("other", "back", "again"), []),
            },
        },
    )
    made.write("languages.yml", [{"id": "en", "name": "English", "text": "I answer in German only."}])
    made.write(
        "links.yml",
        {
            "hosts": ["gesetze-im-internet.de", "mtk.org"],
            "pages": ["/fragen"],
            "refused": [{"start": "https://www.mtk.org/falsch", "why": "Diese Seite ist veraltet."}],
        },
    )
    made.write(
        "county/offices.yml",
        [
            {
                "id": "jobcenter",
                "name": "Jobcenter",
                "short": "Jobcenter",
                "about": "Grundsicherungsgeld",
                "benefits": ["grundsicherungsgeld"],
                "phones": [{"label": "Zentrale", "number": "06192 2010", "confirmed_on": ON}],
                "hours": {"weekly": {"mo": [{"opens": "08:00", "closes": "12:00"}]}, "confirmed_on": ON},
            }
        ],
    )
    benefit = {"id": "grundsicherungsgeld", "name": "Grundsicherungsgeld", "office": "jobcenter"}
    made.write("county/benefits.yml", [benefit])
    made.write(
        "county/services.yml",
        [
            {
                "id": "antrag",
                "kind": "form",
                "title": "Antrag",
                "url": "https://www.mtk.org",
                "office": "jobcenter",
                "confirmed_on": ON,
            }
        ],
    )
    made.write(
        "county/facts.yml",
        [
            {
                "id": "grenze",
                "title": "Grenze",
                "unit": "Euro",
                "neutral": "den aktuellen Betrag",
                "values": [{"value": 100, "valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31)}],
                "source": LAW,
                "confirmed_on": ON,
            }
        ],
    )
    made.write("county/places.yml", {"county": "Kreis", "towns": [{"name": "Hofheim", "postcodes": ["65719"]}]})
    made.faq("kaution", answer="Die Grenze ist: {grenze}.\n\nFrag **vor** dem Mietvertrag.\n")
    made.faq("umzug")
    made.dialog()
    return made
