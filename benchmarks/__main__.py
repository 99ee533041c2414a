"""`python -m benchmarks [--peer]`: measures, prints the table, and with the peer writes the report."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import Optional, Sequence

from benchmarks.command import BenchmarkError
from benchmarks.run import DEFAULT_EPOCHS, FOREIGN_VARIABLE, Run
from benchmarks.workspace import BUILD, PROJECT, workspace


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Measures; returns the exit code."""
    options = _parser().parse_args(arguments)
    # Ended by another program like by a person: what was started here must not stay behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with workspace(options.examples) as place:
            Run(options, place).measure()
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    foreign = os.environ.get(FOREIGN_VARIABLE) or str(PROJECT.parent / "shared" / "benchmarks")
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Misst den Soziallotsen, mit --peer auch Rasa daneben."
    )
    parser.add_argument(
        "--peer", action="store_true", help="misst Rasas Grundeinstellung daneben und schreibt den Bericht"
    )
    parser.add_argument(
        "--examples", type=int, default=0, metavar="N", help="nur N Beispiele, aus jedem Thema anteilig (0: alle)"
    )
    parser.add_argument(
        "--epochs", type=int, default=DEFAULT_EPOCHS, metavar="N", help="Epochen für Rasa (Rasas Vorgabe: 100)"
    )
    parser.add_argument(
        "--foreign-epochs",
        type=int,
        default=0,
        metavar="N",
        help="Epochen für die fremden Datensätze (0: wie --epochs)",
    )
    parser.add_argument(
        "--stories", action="store_true", help="gibt Rasa jedes Thema auch als Story, damit TEDPolicy lernt"
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="Runden; jeder Wert ist ihr Median")
    parser.add_argument("--minutes", type=float, default=180, metavar="N", help="Zeitgrenze für alles")
    parser.add_argument(
        "--foreign",
        type=Path,
        default=Path(foreign),
        metavar="ORDNER",
        help=f"fremde Datensätze; auch {FOREIGN_VARIABLE}",
    )
    parser.add_argument(
        "--report", type=Path, default=PROJECT / "docs" / "benchmarks.md", metavar="DATEI", help="der Bericht"
    )
    parser.add_argument("--uv", default=str(BUILD / "uv" / "bin" / "uv"), help="das Programm uv")
    return parser


if __name__ == "__main__":
    sys.exit(main())
