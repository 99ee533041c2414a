"""How far a trial is. Kept in a file, so that a restart of the app does not lose it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from enum import Enum
from pathlib import Path
from typing import Any, Optional

from lotse.staff.takeover.comparing import Report


class Phase(str, Enum):
    """Where a trial stands."""

    NONE = "keiner"
    RUNNING = "laeuft"
    FAILED = "abgebrochen"
    REJECTED = "abgelehnt"
    READY = "fertig"
    RELEASED = "freigegeben"


STEPS = (
    "Inhalte kopieren",
    "Beispiele in die Kopie eintragen",
    "Inhalte prüfen",
    "Modell trainieren (etwa eine Minute)",
    "Bekannte Fragen an das bisherige Modell",
    "Alle Fragen an das neue Modell",
    "Vergleichen",
)


@dataclass
class Item:
    """A wording of the trial with its questions as they were."""

    sentence: str
    intent: str
    versions: dict[str, int]
    outcome: str = ""
    got: Optional[str] = None


@dataclass
class Status:
    """A trial: who started it, how far it is, what came out."""

    phase: Phase = Phase.NONE
    by: str = ""
    started: str = ""
    step: int = 0
    done: int = 0
    total: int = 0
    items: list[Item] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    content_stamp: str = ""
    model: str = ""
    seconds: float = 0.0
    report: Optional[Report] = None
    released_by: str = ""

    @property
    def running(self) -> bool:
        """Whether it works at the moment."""
        return self.phase is Phase.RUNNING

    def save(self, path: Path) -> None:
        """Writes it down in one step."""
        data = asdict(self) | {"phase": self.phase.value, "report": self.report.as_dict() if self.report else None}
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_suffix(".neu")
        beside.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        os.chmod(beside, 0o600)
        os.replace(beside, path)

    @classmethod
    def load(cls, path: Path) -> Status:
        """The last trial; one that was cut off by a restart has failed."""
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            known = {item.name for item in fields(cls)}
            status = cls(**{name: value for name, value in data.items() if name in known})
            status.phase = Phase(data["phase"])
            status.items = [Item(**item) for item in data["items"]]
            status.report = Report.from_dict(data["report"]) if data["report"] else None
        except (OSError, ValueError, TypeError, KeyError):
            return cls()
        if status.running:
            status.phase = Phase.FAILED
            status.problems = ["Die Prüf-App ist währenddessen neu gestartet worden. Starte den Probelauf noch einmal."]
        return status
