"""One measurement from beginning to end."""

from __future__ import annotations

import argparse
import json
import random
import sys
from dataclasses import asdict
from typing import Optional

from benchmarks import peer_config
from benchmarks.command import Deadline, TimeUpError
from benchmarks.contestant import Contestant
from benchmarks.environment import Environment
from benchmarks.machine import Watch
from benchmarks.own import Own
from benchmarks.peer import Peer
from benchmarks.questions import ForeignSet, foreign_sets, own_questions
from benchmarks.report import Setting, write
from benchmarks.result import Result
from benchmarks.rounds import interleaved
from benchmarks.row import Row
from benchmarks.subset import SEED
from benchmarks.table import plain, rows
from benchmarks.workspace import BUILD, PROJECT, Workspace
from lotse.content.loader import load

DEFAULT_EPOCHS = 100
FOREIGN_VARIABLE = "LOTSE_BENCH_FOREIGN"


class Run:
    """The steps and what they found."""

    def __init__(self, options: argparse.Namespace, place: Workspace) -> None:
        self._options = options
        self._place = place
        self._deadline = Deadline(options.minutes)
        self._watch = Watch()
        self._notes: list[str] = []

    def measure(self) -> None:
        """All steps; what takes longest comes last, so that a time limit costs the least."""
        own, peer = self._sides()
        sides: list[Contestant] = [own, peer] if peer else [own]
        results = {side.name: Result(side.name, side.environment.megabytes()) for side in sides}
        for side in sides:
            _say(f"{side.name}: Training mit {self._place.examples} Beispielen ...")
            usage = results[side.name].training = side.train(self._deadline)
            _say(f"{side.name}: fertig nach {usage.seconds:.0f} s. Testfragen ...")
            results[side.name].understanding = side.understanding(self._deadline)
        _say(f"Start, Arbeitsspeicher und Antworten, {self._options.rounds} Runden im Wechsel ...")
        questions = [question.text for question in own_questions(self._place.questions)]
        random.Random(SEED).shuffle(questions)  # noqa: S311 - no secret
        for name, serving in interleaved(sides, questions, self._options.rounds, self._deadline).items():
            results[name].serving = serving
        # Written already now: the foreign sets take long, and a run that is ended there has its figures all the same.
        self._write(results, own, peer, [])
        foreign = self._foreign(sides, results)
        found = self._write(results, own, peer, [data.name for data in foreign])
        print(plain(found, peer=peer is not None))

    def _sides(self) -> tuple[Own, Optional[Peer]]:
        _say("Umgebungen ...")
        own_environment = Environment(BUILD / "own-venv", PROJECT / "requirements.lock")
        own_environment.prepare(self._options.uv, self._deadline)
        own = Own(own_environment, self._place)
        if not self._options.peer:
            return own, None
        peer_environment = Environment(BUILD / "peer-venv", PROJECT / "benchmarks" / "peer-requirements.lock")
        peer_environment.prepare(self._options.uv, self._deadline)
        peer = Peer(peer_environment, self._place, self._options.epochs, self._options.foreign_epochs)
        peer.prepare()
        own.export(peer.content, self._options.stories, self._deadline)
        return own, peer

    def _foreign(self, sides: list[Contestant], results: dict[str, Result]) -> list[ForeignSet]:
        found = foreign_sets(self._options.foreign)
        if not found:
            where = f"in {self._options.foreign} liegen keine. Ein anderer Ordner: {FOREIGN_VARIABLE}=..."
            self._note(f"Fremde Datensätze: übersprungen, {where}")
        # One side after the other: when the time runs out, it does so for the slower one.
        for side in sides:
            for data in found:
                _say(f"{side.name}: {data.name} ...")
                try:
                    results[side.name].foreign[data.name] = side.foreign(data, self._deadline)
                except TimeUpError as error:
                    self._note(f"{data.name}: für {side.name} nicht gemessen. {error}")
        return found

    def _write(self, results: dict[str, Result], own: Own, peer: Optional[Peer], foreign: list[str]) -> list[Row]:
        raw = [asdict(result) for result in results.values()]
        (self._place.folder / "result.json").write_text(json.dumps(raw, indent=2), encoding="utf-8")
        found = rows(results[own.name], results[peer.name] if peer else None, foreign)
        if peer:
            write(self._options.report, self._watch.machine(), self._setting(results[own.name], peer), found)
            _say(f"Der Bericht steht in {self._options.report}.")
        return found

    def _setting(self, own: Result, side: Peer) -> Setting:
        options = self._options
        given = [f"--epochs {options.epochs}"] if options.epochs != DEFAULT_EPOCHS else []
        given += [f"--foreign-epochs {options.foreign_epochs}"] if options.foreign_epochs else []
        given += [f"--examples {options.examples}"] if options.examples else []
        given += ["--stories"] if options.stories else []
        given += [f"--rounds {options.rounds}"]
        return Setting(
            examples=self._place.examples,
            intents=len(load(self._place.data).faqs),
            all_examples=not options.examples,
            questions=own.understanding.questions if own.understanding else 0,
            peer_parts=peer_config.names(side.config),
            epochs=options.epochs,
            foreign_epochs=options.foreign_epochs or options.epochs,
            stories=options.stories,
            rounds=options.rounds,
            notes=self._notes,
            command=f'make bench-peer BENCH="{" ".join(given)}"',
        )

    def _note(self, text: str) -> None:
        _say(text)
        self._notes.append(text)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
