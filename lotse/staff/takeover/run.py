"""The trial: examples go into a copy of the content, a model is trained from it and compared with the old one.

Only `release` touches the content and the models in use, and only when nothing has changed since the trial.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Sequence

from sqlalchemy.engine import Engine

from lotse import clock
from lotse.content.checks.run import domain_actions, run_checks
from lotse.content.loader import Content, load
from lotse.content.problems import Level
from lotse.content.store import ContentStore
from lotse.questions import audit
from lotse.questions.acceptance import Accepted, accepted, mark_checked, mark_taken
from lotse.settings import Settings
from lotse.staff.errors import BusyError, StaffError
from lotse.staff.takeover import writing
from lotse.staff.takeover.comparing import Known, compare, known_questions
from lotse.staff.takeover.programs import Programs
from lotse.staff.takeover.status import Item, Phase, Status
from lotse.training import models

logger = logging.getLogger(__name__)

FOLDER = "uebernahme"


class TrialError(RuntimeError):
    """A step of the trial that did not work; the lines say why."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = list(lines)


class Takeover:
    """One trial at a time."""

    def __init__(self, settings: Settings, engine: Engine, store: ContentStore) -> None:
        self._settings = settings
        self._engine = engine
        self._store = store
        self._folder = settings.var / FOLDER
        self._file = self._folder / "stand.json"
        self._programs = Programs(settings)
        self._lock = threading.Lock()
        self.status = Status.load(self._file)

    def waiting(self) -> list[Accepted]:
        """The wordings that people assigned and that are not in the content yet."""
        return [item for item in accepted(self._engine) if item.intent in self._store.content.faqs]

    def start(self, items: Sequence[Accepted], login: str) -> None:
        """Begins a trial in a thread. Raises BusyError while one is running."""
        if not items:
            raise StaffError("Wähle mindestens einen Satz aus.")
        with self._lock:
            if self.status.running:
                raise BusyError("Es läuft schon ein Probelauf. Warte, bis er fertig ist.")
            self.status = Status(Phase.RUNNING, login, audit.now().isoformat(sep=" "))
            self.status.items = [Item(item.sentence, item.intent, item.versions) for item in items]
        audit.note(self._engine, login, "probelauf", "", {"sentences": len(items)})
        threading.Thread(target=self._run, name="probelauf", daemon=True).start()

    def discard(self, login: str) -> None:
        """Forgets a trial that is over; the decisions stay."""
        with self._lock:
            if self.status.running:
                raise BusyError("Der Probelauf ist noch nicht fertig.")
            self.status = Status()
            shutil.rmtree(self._folder, ignore_errors=True)
        audit.note(self._engine, login, "verworfen")

    def release(self, login: str) -> None:
        """Puts the examples into the content and the model in its place. Raises BusyError when anything has changed."""
        with self._lock:
            status = self.status
            if status.phase is not Phase.READY:
                raise BusyError("Es gibt keinen fertigen Probelauf. Vielleicht hat ihn schon jemand freigegeben.")
            self._check_unchanged(status)
            self._write(self._settings.data, status.items)
            self._settings.models.mkdir(parents=True, exist_ok=True)
            os.replace(self._folder / "models" / status.model, self._settings.models / status.model)
            self._store.refresh()
            self._mark(status.items, login)
            status.phase, status.released_by = Phase.RELEASED, login
            status.save(self._file)
            shutil.rmtree(self._folder / "data", ignore_errors=True)
        audit.note(self._engine, login, "freigegeben", status.model, {"sentences": len(status.items)})

    def close(self) -> None:
        """Ends what is running."""
        self._programs.close()

    def _run(self) -> None:
        started = time.monotonic()
        status = self.status
        try:
            self._try_out(status)
            status.phase = Phase.READY
        except TrialError as error:
            status.phase, status.problems = Phase.REJECTED, error.lines
        except writing.WritingError as error:
            status.phase, status.problems = Phase.REJECTED, [str(error)]
        except Exception as error:  # the thread must end with a word to the person who waits
            logger.exception("Der Probelauf ist abgebrochen.")
            status.phase, status.problems = Phase.FAILED, [f"Unerwarteter Fehler: {type(error).__name__}."]
        status.seconds = round(time.monotonic() - started, 1)
        status.save(self._file)

    def _try_out(self, status: Status) -> None:
        data, new_models = self._folder / "data", self._folder / "models"
        self._step(0)
        for folder in (data, new_models):
            shutil.rmtree(folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copytree(self._settings.data, data)
        before = load(self._settings.data)
        status.content_stamp = models.fingerprint(before)
        self._step(1)
        self._write(data, status.items)
        self._step(2)
        after = load(data)
        problems = _new_errors(before, after)
        if problems:
            raise TrialError(*problems)
        self._step(3)
        if not self._programs.train(data, new_models):
            raise TrialError("Das Training ist misslungen. Die Meldungen stehen im Protokoll des Servers.")
        found = models.models_in(new_models)
        if not found:
            raise TrialError("Das Training hat kein Modell ergeben.")
        model = found[0]
        status.model = model.name
        self._ask_and_compare(status, model, data, known_questions(before))

    def _ask_and_compare(self, status: Status, model: Path, data: Path, known: Sequence[Known]) -> None:
        old = next(iter(models.models_in(self._settings.models)), None)
        texts = [item.text for item in known]
        self._step(4, len(texts))
        results = self._programs.ask(old, self._settings.data, texts, self._progress) if old else None
        sentences = [item.sentence for item in status.items]
        self._step(5, len(texts) + len(sentences))
        found = self._programs.ask(model, data, sentences + texts, self._progress)
        if found is None:
            raise TrialError("Das neue Modell ließ sich nicht befragen. Die Meldungen stehen im Protokoll des Servers.")
        self._step(6)
        now, after = found[: len(sentences)], found[len(sentences) :]
        for item, result in zip(status.items, now, strict=True):
            item.outcome, item.got = result["outcome"], result["intent"]
        pairs = [(item.sentence, item.intent) for item in status.items]
        status.report = compare(pairs, now, known, results, after)

    def _step(self, number: int, total: int = 0) -> None:
        self.status.step, self.status.done, self.status.total = number, 0, total
        self.status.save(self._file)

    def _progress(self, done: int) -> None:
        self.status.done = done

    def _write(self, root: Path, items: Sequence[Item]) -> None:
        """All files or none: what was written already is put back when one fails."""
        by_intent: dict[str, list[str]] = defaultdict(list)
        for item in items:
            by_intent[item.intent].append(item.sentence)
        content = load(root)
        planned = []
        for intent, sentences in by_intent.items():
            if intent not in content.faqs:
                raise writing.WritingError(f"Die Antwort «{intent}» gibt es nicht mehr.")
            path = content.faqs[intent].path
            raw = path.read_bytes()
            text = raw.decode("utf-8")
            planned.append((path, raw, writing.file_hash(path), writing.with_examples(text, sentences)))
        written = []
        try:
            for path, raw, its_hash, text in planned:
                writing.replace(path, text, its_hash)
                written.append((path, raw))
        except (OSError, writing.WritingError):
            for path, raw in written:
                writing.replace(path, raw.decode("utf-8"), writing.file_hash(path))
            raise

    def _check_unchanged(self, status: Status) -> None:
        current = load(self._settings.data)
        if models.fingerprint(current) != status.content_stamp or current.problems:
            raise BusyError(
                "Die Beispiele oder das Programm haben sich seit dem Probelauf geändert. Starte ihn noch einmal."
            )
        still = {question: version for item in self.waiting() for question, version in item.versions.items()}
        for item in status.items:
            if any(still.get(question) != version for question, version in item.versions.items()):
                raise BusyError(
                    f"Über «{item.sentence}» ist seit dem Probelauf neu entschieden worden. Starte ihn noch einmal."
                )

    def _mark(self, items: Sequence[Item], login: str) -> None:
        versions = {question: version for item in items for question, version in item.versions.items()}
        taken = mark_taken(self._engine, versions, login)
        for item in items:
            now = {question: taken[question] for question in item.versions if question in taken}
            if now:
                mark_checked(self._engine, now, item.outcome, item.got, login)


def _new_errors(before: Content, after: Content) -> list[str]:
    """The errors that the new examples brought. Those that were there before do not keep anybody from working."""
    actions, today = domain_actions(), clock.today()
    found = [item for item in run_checks(after, actions, today) if item.level is Level.ERROR]
    if not found:  # as it should be: checking what was before would take as long again
        return []
    # By number, not by wording: "only 12 examples" is the same error when there are 13.
    earlier = run_checks(before, actions, today)
    old = Counter((item.code, item.file) for item in earlier)
    now = Counter((item.code, item.file) for item in found)
    grown = {place for place, count in now.items() if count > old[place]}
    known = {(item.code, item.file, item.what) for item in earlier}
    new = [item for item in found if (item.code, item.file) in grown and (item.code, item.file, item.what) not in known]
    return [f"{item.file}: {item.what} {item.remedy}" for item in new]
