"""Documents and code are held together: what the code has is explained, and what the documents name exists."""

from __future__ import annotations

import argparse
import re
import subprocess
import unicodedata
from dataclasses import fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Type

import pytest
import yaml
from pydantic import BaseModel

from lotse.cli import _parser
from lotse.content import schema
from lotse.content.checks.catalogue import CATALOGUE
from lotse.settings import PROJECT, Settings

DOCS = PROJECT / "docs"
CONTENT, OPERATION = DOCS / "inhalte.md", DOCS / "betrieb.md"
DECLARED_IN = {
    "offices.yml": schema.Office,
    "services.yml": schema.Service,
    "benefits.yml": schema.Benefit,
    "facts.yml": schema.Fact,
    "places.yml": schema.Places,
    "glossary.yml": schema.Word,
    "languages.yml": schema.ForeignLanguage,
    "follow_ups.yml": schema.FollowUpWords,
    "situations.yml": schema.Situation,
    "topics.yml": schema.Topic,
}
EXPLAINED = [
    schema.Entry,
    schema.Variant,
    schema.Source,
    *DECLARED_IN.values(),
    schema.Aspect,
    schema.Replies,
    schema.FactValue,
    schema.Address,
    schema.Phone,
    schema.Email,
    schema.Web,
    schema.Hours,
    schema.Span,
    schema.Closure,
    schema.SpecialDay,
    schema.Place,
]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def tracked() -> tuple[Path, ...]:
    """Files in git, and those that will be: not ignored ones."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    found = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    if found.returncode:
        pytest.skip("Kein Git-Repositorium: Welche Dateien dazugehören, ist nicht bekannt.")
    paths = (PROJECT / name for name in found.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def documents() -> list[Path]:
    return [PROJECT / "README.md", *sorted(DOCS.rglob("*.md"))]


def all_documents() -> str:
    return "\n".join(text_of(path) for path in documents())


def code_in(text: str) -> set[str]:
    """Everything that stands between single backticks."""
    return set(re.findall(r"`([^`\n]+)`", FENCE.sub("", text)))


# -- Settings, commands, routes


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_setting_is_in_the_table_with_its_default(setting: Any) -> None:
    variable, default = setting.metadata["variable"], setting.metadata["default"]
    row = re.search(rf"^\| `{variable}` \| (.+?) \| .{{10,}} \|$", text_of(OPERATION), re.M)
    assert row, f"docs/betrieb.md: In der Tabelle der Einstellungen fehlt {variable}."
    relative = default.removeprefix(f"{PROJECT}/")
    assert row[1] == (f"`{relative}`" if default else "leer"), (
        f"docs/betrieb.md: Die Vorgabe von {variable} ist {relative!r}."
    )


def test_documents_name_no_setting_that_does_not_exist() -> None:
    known = {setting.metadata["variable"] for setting in fields(Settings)}
    others = [path for path in (PROJECT / "deploy").iterdir() if path.is_file()]
    named = set(re.findall(r"\bLOTSE_[A-Z_]+\b", all_documents() + "".join(map(text_of, others))))
    assert named <= known


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return next(action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction))


@pytest.mark.parametrize("name", sorted(_commands(_parser())))
def test_command_and_its_options_are_in_the_documents(name: str) -> None:
    rows = [row for row in text_of(OPERATION).splitlines() if row.startswith(f"| `lotse {name}")]
    assert rows, f"docs/betrieb.md: In der Tabelle der Befehle fehlt lotse {name}."
    command = _commands(_parser())[name]
    options = {option for action in command._actions for option in action.option_strings if option.startswith("--")} - {
        "--help"
    }
    missing = [option for option in sorted(options) if option not in rows[0]]
    assert not missing, f"docs/betrieb.md: Bei lotse {name} fehlt {missing}."


def test_documents_name_no_command_that_does_not_exist() -> None:
    named = set(re.findall(r"(?:`|^|bin/)lotse ([a-z]+(?:-[a-z]+)*)", all_documents(), re.M))
    assert named <= {*_commands(_parser())}


def make_targets() -> list[str]:
    return re.findall(r"^([a-z][a-z-]*):.*##", text_of(PROJECT / "Makefile"), re.M)


@pytest.mark.parametrize("target", make_targets())
def test_make_target_is_in_the_documents(target: str) -> None:
    assert re.search(rf"\bmake {target}(?![\w-])", all_documents()), (
        f"make {target} steht weder in README.md noch in docs/."
    )


def test_documents_name_no_make_target_that_does_not_exist() -> None:
    named = {name for code in code_in(all_documents()) for name in re.findall(r"^make ([a-z][a-z-]*)", code)}
    fenced = re.findall(r"^make ([a-z][a-z-]*)", all_documents(), re.M)
    assert {*named, *fenced} <= {*make_targets()}


@lru_cache(maxsize=1)
def routes() -> tuple[tuple[str, str], ...]:
    """Method and path of every route of the widget's channel."""
    from lotse import rasa_runtime

    rasa_runtime.prepare()
    from lotse.channel.widget_input import WidgetInput
    from lotse.content.store import ContentStore

    own = Settings.from_environment({"LOTSE_SECRET": "x" * 32})
    store = ContentStore(PROJECT / "tests" / "small_data")

    async def nothing(message: Any) -> None:
        return None

    blueprint = WidgetInput(own, store).blueprint(nothing)
    found = {(method, route.uri) for route in blueprint._future_routes for method in route.methods}
    return tuple(sorted(found))


def test_every_route_is_in_the_documents() -> None:
    table = [row for row in text_of(OPERATION).splitlines() if row.startswith("| `")]

    def documented(method: str, path: str) -> bool:
        named = (f"`{method} {path}`", f"`{path}`")
        return any(method in row and any(code in row for code in named) for row in table)

    missing = [f"{method} {path}" for method, path in routes() if not documented(method, path)]
    assert len(routes()) > 15
    assert not missing, f"docs/betrieb.md: In der Tabelle der API fehlt {missing}."


def test_every_outcome_is_explained() -> None:
    for document in (PROJECT / "README.md", CONTENT):
        missing = {outcome.value for outcome in schema.Outcome} - code_in(text_of(document))
        assert not missing, f"{document.name}: nicht erklärt {missing}"


# -- Content


@pytest.mark.parametrize("model", EXPLAINED, ids=lambda model: model.__name__)
def test_every_field_is_explained_to_editors(model: Type[BaseModel]) -> None:
    missing = {*model.__fields__} - code_in(text_of(CONTENT))
    assert not missing, f"docs/inhalte.md: Von {model.__name__} ist nicht erklärt {missing}"


def test_every_entry_field_has_a_row_of_its_own() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \| (?:ja|nein) \|", text_of(CONTENT), re.M))
    assert rows >= {*schema.Entry.__fields__}


def test_required_fields_are_said_to_be_required() -> None:
    from lotse.content.checks.references import REQUIRED

    section = text_of(CONTENT).split("### Die Felder")[1].split("###")[0]
    said = dict(re.findall(r"^\| `(\w+)` \| (ja|nein) \|", section, re.M))
    required = {"question", "answer", "examples", *REQUIRED}
    assert {name for name, answer in said.items() if answer == "ja"} == required


def test_every_action_is_explained() -> None:
    actions = yaml.safe_load(text_of(PROJECT / "domain.yml"))["actions"]
    missing = {*actions} - {"action_fallback"} - code_in(text_of(CONTENT))
    assert not missing, f"docs/inhalte.md: nicht erklärt {missing}"


def test_every_kind_and_unit_is_explained() -> None:
    values = {item.value for kind in (schema.ServiceKind, schema.Unit) for item in kind}
    assert values <= code_in(text_of(CONTENT))


def yaml_examples() -> list[tuple[str, str]]:
    blocks = [body for language, body in FENCE.findall(text_of(CONTENT)) if language == "yaml"]
    return [(re.match(r"# (\S+)", body)[1] if body.startswith("# ") else "", body) for body in blocks]


def test_there_is_an_example_of_every_kind_of_file() -> None:
    named = {Path(name).name for name, _ in yaml_examples()}
    assert {*DECLARED_IN} - {"topics.yml"} <= named


@pytest.mark.parametrize(("name", "body"), yaml_examples(), ids=lambda value: value.splitlines()[0])
def test_example_is_valid(name: str, body: str) -> None:
    assert name.startswith("data/"), "Die erste Zeile eines Beispiels nennt seine Datei."
    from lotse.content.loader import _StrictLoader

    data = yaml.load(body, Loader=_StrictLoader)
    model = schema.Entry if "/faq/" in name and Path(name).name not in DECLARED_IN else DECLARED_IN[Path(name).name]
    for item in data if isinstance(data, list) else [data]:
        model.parse_obj(item)


def test_codes_of_the_checks_exist_and_say_what_is_quoted() -> None:
    form = set(re.findall(r'"(I\d{3})"', "".join(map(text_of, (PROJECT / "lotse" / "content").glob("*.py")))))
    codes = set(re.findall(r"\b([CI]\d{3})\b", all_documents()))
    assert codes
    assert codes <= {*CATALOGUE, *form}
    for code, quoted in re.findall(r"\| (C\d{3}): ([^|]+) \|", text_of(CONTENT)):
        assert _without_values(CATALOGUE[code].what).startswith(_without_values(quoted)), (
            f"{code} sagt etwas anderes: {quoted}"
        )


def _without_values(message: str) -> str:
    """A message without what a finding fills in, so that a quoted one can be compared with the catalogue's."""
    return re.sub(r"\{\w+\}|\d+|…", "#", re.sub("«[^»]*»", "«»", message)).strip()


def test_quoted_messages_of_broken_files_exist() -> None:
    source = text_of(PROJECT / "lotse" / "content" / "problems.py")
    for quoted in re.findall(r"\| I\d{3}: ([^|]+) \|", text_of(CONTENT)):
        fixed = re.split(r"«[^»]*»", quoted.strip())
        assert all(part in source for part in fixed), quoted


@pytest.mark.parametrize(
    "cell", re.findall(r"^\| `([^`]*(?:\.|…)[^`]*)`", text_of(OPERATION).split("## Störungen")[1], re.M)
)
def test_messages_in_the_table_of_troubles_exist(cell: str) -> None:
    sources = [
        *(PROJECT / "lotse").rglob("*.py"),
        *(path for path in (PROJECT / "scripts").iterdir() if path.is_file()),
    ]
    written = re.sub(r'"\s*\n\s*f?"', "", "".join(text_of(path) for path in sources))
    parts = [part.strip() for part in re.split(r"…|8080|nur noch|hat den Wert", cell)]
    assert all(part in written for part in parts if len(part) > 3), cell


# -- What the county must fill in


def test_every_unconfirmed_detail_is_on_the_county_s_list() -> None:
    from datetime import date

    from lotse.content.checks.facts import check_facts
    from lotse.content.loader import load

    listed = code_in(text_of(DOCS / "verantwortung-kreis.md"))
    open_ids = {str(item.where[0]) for item in check_facts(load(PROJECT / "data"), date.today()) if item.code == "C405"}
    assert open_ids <= listed, f"docs/verantwortung-kreis.md: Es fehlt {open_ids - listed}."


# -- Widget, packages, decisions


def test_attributes_events_and_properties_of_the_widget_are_in_the_documents() -> None:
    source = text_of(PROJECT / "widget" / "lotse-chat.js")
    named = code_in(text_of(OPERATION))
    own = set(re.findall(r"this\.getAttribute\('([a-z-]+)'\)", source))
    events = {f"lotse-{name}" for name in re.findall(r"#emit\('([a-z]+)'", source)}
    properties = set(re.findall(r"var\((--lotse-[a-z-]+)", source))
    assert own
    assert events
    assert properties
    missing = (own | events | properties) - named
    assert not missing, f"docs/betrieb.md: Vom Widget ist nicht erklärt {missing}."


def test_every_override_of_a_package_has_its_reason() -> None:
    text = text_of(PROJECT / "pyproject.toml").split("override-dependencies = [")[1].split("]")[0]
    packages = set(re.findall(r'"([a-z0-9-]+)', text))
    reasons = code_in(text_of(DOCS / "entscheidungen" / "0008-abweichende-pakete.md"))
    assert packages
    assert packages <= reasons


def test_every_decision_says_context_decision_and_consequences() -> None:
    decisions = sorted((DOCS / "entscheidungen").glob("[0-9]*.md"))
    numbers = [path.name[:4] for path in decisions]
    assert numbers == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    for path in decisions:
        assert all(f"**{part}.**" in text_of(path) for part in ("Kontext", "Entscheidung", "Folgen")), path.name
        assert path.name in text_of(DOCS / "entscheidungen" / "README.md")


# -- Links, pictures, traces


def anchors(document: Path) -> set[str]:
    """The anchors of the headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(document)), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def links() -> list[tuple[Path, str]]:
    found = [
        (path, link)
        for path in tracked()
        if path.suffix == ".md"
        for link in LINK.findall(FENCE.sub("", text_of(path)))
    ]
    # Between backticks stands how a link is written, not a link.
    return [
        (path, link)
        for path, link in found
        if "…" not in link and not link.startswith(("/fragen", "https://", "mailto:"))
    ]


def test_internal_links_lead_somewhere() -> None:
    broken = []
    for path, link in links():
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and unicodedata.normalize("NFC", anchor) not in anchors(target)):
            broken.append(f"{path.relative_to(PROJECT)}: {link}")
    assert links()
    assert not broken


def test_pictures_are_small_and_complete() -> None:
    names = {"zu", "offen", "antwort", "vorschlaege", "amtskarte", "dunkel", "handy"}
    sizes = {path.stem: path.stat().st_size for path in (DOCS / "pictures").glob("*.png")}
    assert {*sizes} == names
    assert max(sizes.values()) < 150_000


# Put together here, so that this file does not find itself.
_TRACES = {
    "ein Pfad dieses Rechners": re.compile(
        r"(?<![\w.\-/])/(?:" + "|".join(("ro" + "ot", "wo" + "rk", "ho" + "me")) + r")/\w"
    ),
    "der Name eines Paketverzeichnisses": re.compile(
        "py" + r"pi\.org|python" + r"hosted\.org|--(?:extra-)?index" + r"-url[ =]http", re.I
    ),
}


def test_no_file_names_this_machine_or_a_package_index() -> None:
    found = []
    for path in tracked():
        try:
            text = text_of(path)
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(PROJECT)}, Zeile {text.count(chr(10), 0, match.start()) + 1}: {what} ({match[0]})"
            for what, pattern in _TRACES.items()
            for match in pattern.finditer(text)
        ]
    assert not found
