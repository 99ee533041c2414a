"""Writes docs/benchmarks.md, from measured values only."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

from benchmarks import rounds, table
from benchmarks.machine import Machine
from benchmarks.row import Row, german

WIDTH = 120
FULL_EPOCHS = 100


@dataclass(frozen=True)
class Setting:
    """How it was measured."""

    examples: int
    intents: int
    all_examples: bool
    questions: int
    peer_parts: Sequence[str]
    epochs: int
    foreign_epochs: int
    stories: bool
    rounds: int
    notes: Sequence[str]
    command: str


def write(path: Path, machine: Machine, setting: Setting, found: Sequence[Row]) -> None:
    """Replaces the report."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(machine, setting, found), encoding="utf-8")


def text(machine: Machine, setting: Setting, found: Sequence[Row]) -> str:
    """The report."""
    bullets = "\n".join(_bullet(f"**{title}**: {about}") for title, about in _measured(setting))
    notes = "".join(f"\n{_bullet(note)}" for note in setting.notes)
    return f"""# Vergleich mit der Grundeinstellung von Rasa

Diese Seite schreibt `make bench-peer` selbst, nur aus gemessenen Werten. Bitte nicht von Hand ändern.

{_paragraph(_machine(machine))}

{table.markdown(found, peer=True)}

„Vorteil“: wie viel Mal so gut der Soziallotse ist; bei Anteilen der Abstand in Prozentpunkten. „–“: nicht gemessen.

## Was gemessen wurde

{bullets}{notes}

## Noch einmal messen

```
{setting.command}
```

`make bench` misst nur den Soziallotsen. Ein kurzer Versuch, dessen Werte für Rasa nicht zählen:

```
make bench-peer BENCH="--epochs 5 --examples 1500 --rounds 1 --report .build/versuch.md"
```

Alle Schalter zeigt `.venv/bin/python -m benchmarks --help`.
"""


def _paragraph(text: str, first: str = "", other: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=other, break_on_hyphens=False)


def _bullet(text: str) -> str:
    return _paragraph(text, "- ", "  ")


def _measured(setting: Setting) -> list[tuple[str, str]]:
    return [
        (
            "Inhalte",
            f"{_content(setting)}, für beide dieselben. Unser Importer schreibt sie für Rasa in dessen eigenes YAML: "
            "die Beispiele, eine Regel je Thema, die Texte der Antworten.",
        ),
        (
            "Rasa",
            "Version 3.6.21 mit TensorFlow in einer eigenen Umgebung. Die Grundeinstellung liest die Messung aus Rasa "
            f"selbst, ohne ResponseSelector, denn Retrieval-Intents gibt es hier nicht. {_epochs(setting)} "
            f"Bausteine: {', '.join(setting.peer_parts)}. {_stories(setting)}",
        ),
        (
            "Fragen stellen",
            "Rasa über seinen Kanal `rest`, mit Gesprächen im Arbeitsspeicher; der Soziallotse über `/chat/message`. "
            "Rasa gibt fertigen Text aus. Der Soziallotse macht außerdem persönliche Angaben in der Frage unkenntlich "
            "und setzt jede Antwort frisch zusammen. Das ist zu Rasas Gunsten.",
        ),
        (
            "Runden",
            f"{setting.rounds}, immer abwechselnd, jede mit frisch gestartetem Server. Jeder Wert ist der Median der "
            "Runden. Training: je ein Durchgang. „Rechenzeit“ zählt nur die Arbeit der Prozessoren.",
        ),
        ("Platz", "was die beiden Umgebungen auf der Festplatte belegen, so wie ihre Sperrdateien sie festlegen."),
        ("Start", "vom Aufruf des Befehls bis zur ersten richtigen Antwort."),
        ("Arbeitsspeicher", f"RSS des Servers mit allen Kindprozessen nach {rounds.WARM_UP_TURNS} Fragen."),
        (
            "Antworten",
            f"eine Person mit {rounds.TURNS_ALONE} Fragen; {rounds.CLIENTS} Personen zugleich mit je "
            f"{rounds.TURNS_EACH} Fragen. Gespräche haben zehn Fragen, die Verbindungen bleiben offen, alles auf "
            "demselben Rechner. Gemessen vom Absenden bis zum letzten Byte.",
        ),
        ("Lange Gespräche", f"{rounds.CONVERSATIONS} je Runde mit {rounds.CONVERSATION_LENGTH} Fragen."),
        (
            "Verstehen",
            f"{german(setting.questions, 0)} Testfragen aus `tests/nlu`, gezählt wie bei `lotse evaluate`. Fremde "
            "Datensätze: auf ihrem einen Teil trainiert, auf dem anderen getestet.",
        ),
    ]


def _epochs(setting: Setting) -> str:
    found = f"{setting.epochs} Epochen"
    if setting.foreign_epochs != setting.epochs:
        found += f" ({setting.foreign_epochs} für die fremden Datensätze)"
    fewer = min(setting.epochs, setting.foreign_epochs) < FULL_EPOCHS
    return (
        f"{found}; Rasas Vorgabe sind {FULL_EPOCHS}, mit denen das Training entsprechend länger dauert."
        if fewer
        else f"{found}."
    )


def _machine(machine: Machine) -> str:
    return (
        f"Gemessen am {machine.day:%d.%m.%Y} in {german(machine.minutes, 0)} Minuten: {machine.cores} Kerne "
        f"({machine.processor}), {german(machine.gigabytes, 0)} GB Arbeitsspeicher, "
        f"{machine.system}, Python {machine.python}. Andere Programme haben dabei "
        f"{german(machine.others * 100, 0)} % der Prozessoren gebraucht; "
        "je mehr, desto länger sind die Zeiten, bei beiden."
    )


def _content(setting: Setting) -> str:
    part = "alle" if setting.all_examples else "ein Teil, anteilig aus jedem Thema"
    return f"{german(setting.examples, 0)} Beispiele für {setting.intents} Themen ({part})"


def _stories(setting: Setting) -> str:
    if setting.stories:
        return "Jedes Thema ist auch eine Story, damit TEDPolicy und UnexpecTEDIntentPolicy etwas lernen."
    return (
        "TEDPolicy und UnexpecTEDIntentPolicy lernen nur aus Stories. Hier gibt es nur Regeln: Sie kosten fast nichts."
    )
